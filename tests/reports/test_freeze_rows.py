"""A freeze keeps every number with the rows behind it, and both stay as they were."""

from __future__ import annotations

import pytest
from django.db import transaction

from reports.figures.catalog import CATALOG, compute, rows_for
from reports.freezing import freezes
from reports.freezing.frozen import frozen_count, frozen_rows
from reports.freezing.models import Freeze, FrozenRow
from tests.reports.composition import a_year, make_report
from tests.reports.freezing import frozen
from tests.reports.ledger import Maker

COUNTED = [key for key, figure in CATALOG.items() if figure.base is not None]


@pytest.mark.once
@pytest.mark.parametrize("seed", range(3))
def test_the_rows_of_every_figure_are_the_list_and_add_up_to_the_number(cast, year, seed):
    maker = Maker(cast, seed)
    maker.everything()
    freeze, _ = frozen(cast, make_report(cast))
    assert freeze.figures == compute(year) == maker.ledger.recount(told=True)
    for key in COUNTED:
        rows = list(frozen_rows(freeze, key))
        assert frozen_count(freeze, key) == freeze.figures[key], key
        listed = list(rows_for(key, year))
        assert len(rows) == len(listed), key
        if CATALOG[key].kind == "sum":
            assert [row.amounts[key] for row in rows] == [row.summed for row in listed], key
        if CATALOG[key].base.name in ("visits", "findings", "complaints", "facts", "remedies"):
            assert [row.record_id for row in rows] == [row.pk for row in listed], key


def test_rows_that_do_not_add_up_are_not_kept(cast, maker):
    a_year(maker)
    state = freezes.read_report(make_report(cast))
    state.read.rows[0].amounts.pop("visits.total")
    with pytest.raises(freezes.Contradiction):
        freezes.store(state, by=cast.specialist, at=state.at)
    assert (Freeze.objects.count(), FrozenRow.objects.count()) == (0, 0)


def test_what_was_taken_back_is_kept_the_second_time(cast, maker):
    a_year(maker)
    state = freezes.read_report(make_report(cast))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        freezes.store(state, by=cast.specialist, at=state.at)
        raise ZeroDivisionError
    assert FrozenRow.objects.count() == 0
    freeze, _ = freezes.store(state, by=cast.specialist, at=state.at)
    assert freeze.rows.count() == len(state.read.rows) == FrozenRow.objects.count()
    twice, _ = freezes.store(state, by=cast.specialist, at=state.at)
    assert (twice.rows.count(), freeze.rows.count()) == (len(state.read.rows),) * 2


def test_the_checksum_names_the_rows_as_the_database_gives_them_back(cast, maker):
    a_year(maker)
    freeze, _ = frozen(cast, make_report(cast))
    again = Freeze.objects.get(pk=freeze.pk)
    assert freezes.checksum(again.figures, again.facts, again.rows.all()) == freeze.sha256
    fewer = list(again.rows.all())[1:]
    assert freezes.checksum(again.figures, again.facts, fewer) != freeze.sha256
