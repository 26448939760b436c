"""In any province, what a figure moved since the period before adds up by whatever it is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inspections.agencies.models import Succession
from reports.figures.catalog import CATALOG, compute, divided_key
from reports.figures.explaining.breakdowns import Line
from reports.figures.explaining.explanation import Asked
from reports.freezing.explained import explained
from tayninh_portal.lib.periods import Period
from tests.reports.ledger import LAST, Maker

# None of nothing: two provinces are enough to go through every figure.
FILLED = st.fixed_dictionaries(
    {
        "agencies": st.integers(3, 6),
        "visits": st.integers(14, 22),
        "complaints": st.integers(10, 16),
        "activities": st.integers(8, 14),
    }
)


# Two years of which both hold something, and an agency that another went on with.
@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.first
@settings(
    max_examples=2,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(sizes=FILLED, seed=st.integers(0, 2**32))
def test_every_breakdown_of_every_figure_adds_up_to_what_it_moved(
    cast, year, sizes: dict[str, int], seed: int
):
    before = year.previous()
    with transaction.atomic():
        Maker(cast, seed).everything(**sizes)
        Succession.objects.create(
            predecessor=cast.b, successor=cast.a, on=date(2019, 4, 1), receives_open_work=True
        )
        now, then = compute(year), compute(before)
        wrong: list[tuple[str, str, list[int]]] = []
        opened: set[str] = set()
        for key, figure in CATALOG.items():
            if figure.base is None:
                continue
            asked = Asked(key, figure.label, figure.unit, year, before, None, LAST, most=2)
            found, _ = explained(asked)
            assert (found.now, found.before) == (now[key], then[key])
            told = {"agency", *(() if figure.base.name == "group_agencies" else ("month",))}
            assert not now[key] or told <= {each.name for each in found.breakdowns}
            for each in found.breakdowns:
                sums = [sum(getattr(x, side) for x in each.lines) for side in ("now", "before")]
                if sums != [now[key], then[key]]:
                    wrong.append((key, each.name, sums))
            # The rows of one figure a set: they are found by what the set knows of each.
            if figure.base.name not in opened:
                opened.add(figure.base.name)
                lines = tuple(line for each in found.breakdowns for line in each.lines)
                wrong += [] if opens(key, lines, year, before) else [(key, "rows", [])]
        assert wrong == []
        transaction.set_rollback(True)


def opens(key: str, lines: tuple[Line, ...], *periods: Period) -> bool:
    """Whether every number of the lines that leads to rows is how many there are."""
    for side, period in enumerate(periods):
        named = {
            divided_key(key, *part): (line.now, line.before)[side]
            for line in lines
            if (part := line.parts[side])
        }
        if compute(period, named) != named:
            return False
    return True
