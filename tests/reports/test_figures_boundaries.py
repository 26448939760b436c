"""Each figure of the catalogue is recounted with the first and the last day of a year cut off, and
after every record was corrected.

A figure that these days, or the corrections, make no difference to is named: it would go untested.
"""

from datetime import timedelta

import pytest
from django.db import transaction

from reports.figures.catalog import CATALOG, compute
from tayninh_portal.lib.periods import parse_period
from tests.reports.corrections import correct_everything
from tests.reports.ledger import FIRST, LAST, Maker

# On one database: that both count alike is said by the recounts of test_figures_count.
pytestmark = [pytest.mark.sqlite, pytest.mark.first, pytest.mark.slow]
COUNTED = {key for key, figure in CATALOG.items() if figure.kind != "ratio"}
# Counted only in years that a report of the province tells of; here is none.
OF_A_TOLD_YEAR = {"complaints.undivided"}
ONE = timedelta(days=1)
SEEDS = range(5)
# Both days, each alone, the year, and the year without either.
SPANS = (
    (FIRST, FIRST),
    (LAST, LAST),
    (FIRST, LAST),
    (FIRST + ONE, LAST),
    (FIRST, LAST - ONE),
)


def test_the_first_and_the_last_day_make_the_difference_the_ledger_says(cast):
    moved: set[str] = set()
    for seed in SEEDS:
        with transaction.atomic():
            ledger = Maker(cast, seed).everything(
                agencies=14, visits=50, complaints=50, activities=60
            )
            recounts = {span: ledger.recount(*span) for span in SPANS}
            for first, last in SPANS:
                counted = compute(parse_period(f"{first}..{last}"))
                assert counted == recounts[first, last], (seed, first, last)
            whole = recounts[FIRST, LAST]
            for span in ((FIRST + ONE, LAST), (FIRST, LAST - ONE)):
                moved |= {key for key in whole if recounts[span][key] != whole[key]}
            transaction.set_rollback(True)
    assert COUNTED - moved == OF_A_TOLD_YEAR


def test_corrected_records_count_as_they_stand_now(cast):
    year, moved = parse_period("calendar-2019"), set()
    for seed in SEEDS:
        with transaction.atomic():
            maker = Maker(cast, seed)
            ledger = maker.everything(agencies=20, visits=60, complaints=40, activities=60)
            before = ledger.recount()
            assert compute(year) == before, seed
            correct_everything(maker)
            after = ledger.recount()
            assert compute(year) == after, seed
            moved |= {key for key in after if after[key] != before[key]}
            transaction.set_rollback(True)
    assert COUNTED - moved == OF_A_TOLD_YEAR
