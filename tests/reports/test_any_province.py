"""In any province, the parts of every table of the report add up and each number opens its rows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports.documents.annual import annual_report
from reports.figures.catalog import compute, find, rows_for
from reports.freezing.composition import compose
from reports.freezing.reading import plan_of_year
from reports.narrative.facts import gather
from reports.narrative.wholes import wholes_of
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Cell, Document, Figure, Table
from tests.reports.ledger import Maker

SIZES = st.fixed_dictionaries(
    {
        "agencies": st.integers(0, 4),
        "visits": st.integers(0, 12),
        "complaints": st.integers(0, 9),
        "activities": st.integers(0, 6),
    }
)


# On one database: that both count alike is said by the recount of every figure.
@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.first
@settings(
    max_examples=25,
    # The same provinces on every machine, and no clock: a quiet laptop and a busy one agree.
    derandomize=True,
    # A province is too large to be shrunk within a test's time; its seed is printed instead.
    phases=(Phase.explicit, Phase.generate),
    database=None,
    deadline=None,
    # Every example is rolled back, so that the cast is as it was.
    suppress_health_check=list(HealthCheck),
)
@given(sizes=SIZES, seed=st.integers(0, 2**32))
def test_the_parts_add_up_and_every_number_opens_its_records(
    cast, year, sizes: dict[str, int], seed: int
):
    with transaction.atomic():
        ledger = Maker(cast, seed).everything(**sizes)
        facts = gather(year)
        document = annual_report(compose(plan_of_year(2019, year), facts, at=timezone.now()))
        assert compute(year) == ledger.recount()
        assert wholes_that_differ(facts.figures) == []
        assert [table.caption for table in tables(document) if not adds_up(table)] == []
        printed = document.figures()
        counts = {key: printed[key] for key in printed if "|" not in key}
        assert {key: listed(key, year) for key in counts} == counts
        assert {key: facts.figures.get(key, counts[key]) for key in counts} == counts
        shares = {key: printed[key] for key in printed if key.endswith("|%")}
        assert {key: share(key, year) for key in shares} == shares
        assert {key for key in printed if key not in counts} == set(shares)
        transaction.set_rollback(True)


def share(key: str, period: Period) -> str:
    """Hundredths of a percent of two lists, by Python's own decimals."""
    part, whole = (Decimal(listed(each, period)) for each in key.removesuffix("|%").split("/"))
    exact = (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(exact.to_integral_value() if exact in (0, 100) else exact)


def tables(document: Document) -> Iterator[Table]:
    """Every table of the body and the annexes."""
    blocks = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    return (block for block in blocks if isinstance(block, Table))


def adds_up(table: Table) -> bool:
    """Whether each column adds up to its total, and each row to its own where it has one.

    A cell that says “–” says nothing and adds nothing.
    """
    if table.total is None:
        return True
    columns = zip(*table.rows, strict=True)
    down = all(
        sum(number(cell) for cell in cells) == number(total)
        for cells, total in zip(columns, table.total, strict=True)
        if is_number(total)
    )
    if table.columns[-1].label != "Tổng":
        return down
    return down and all(
        sum(number(cell) for cell in cells[:-1]) == number(cells[-1]) for cells in table.all_rows()
    )


def is_number(cell: Cell) -> bool:
    return len(cell) == 1 and isinstance(cell[0], Figure)


def number(cell: Cell) -> int:
    (run,) = cell or (None,)
    return int(run.value or 0) if isinstance(run, Figure) else 0


def listed(key: str, period: Period) -> int:
    """What the list behind a number comes to."""
    rows = rows_for(key, period)
    if find(key).kind == "sum":
        return sum(row.summed or 0 for row in rows)
    return len(rows)


def wholes_that_differ(figures) -> list[str]:
    return [
        f"{what}: {whole}"
        for _, what, whole, parts in wholes_of(figures)
        if sum(figures[part] for part in parts) != figures[whole]
    ]
