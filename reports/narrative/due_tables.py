"""The annex of self-inspections: a table for each round, and one that adds several up.

A round is named once, above its table: beside each agency it would fill the page.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.figures.catalog import cell_key
from reports.narrative.due_lines import DueLine
from reports.narrative.facts import Facts
from reports.narrative.words import UNKNOWN, in_table
from tayninh_portal.lib.dates import short_date
from tayninh_portal.paper.content import Cell, Table, TableColumn, row, runs

STATED = ("self_inspections.held", "self_inspections.violations")
NUMBERS = (
    TableColumn("Số cuộc tự kiểm tra", align="right", width_percent=12, kind="number"),
    TableColumn("Vụ việc tự phát hiện", align="right", width_percent=12, kind="number"),
)


def due_tables(facts: Facts, note: str) -> tuple[Table, ...]:
    """Who was due, when it was sent and accepted, and what was found; ``note`` below each table."""
    rounds = sorted({line.round for line in facts.due})
    if len(rounds) == 1:
        return (_of_round(facts.due, "", tuple(facts[key] for key in STATED), STATED, note),)
    tables = []
    for number in rounds:
        lines = [line for line in facts.due if line.round == number]
        keys = tuple(cell_key(key, round=number) for key in STATED)
        tables.append(_of_round(lines, lines[0].round_title, _sums(lines), keys, note))
    return (*tables, _of_rounds(facts, rounds, note))


def _of_round(
    lines: Sequence[DueLine], caption: str, sums: tuple[int, ...], keys: tuple[str, ...], note: str
) -> Table:
    return Table(
        columns=(
            TableColumn("TT", align="right", width_percent=6, kind="number"),
            TableColumn("Cơ quan", width_percent=40, names_row=True),
            TableColumn("Ngày gửi", align="center", width_percent=15),
            TableColumn("Ngày chấp nhận", align="center", width_percent=15),
            *NUMBERS,
        ),
        rows=tuple(
            row(
                str(at),
                line.name,
                short_date(line.filed_on) if line.filed_on else UNKNOWN,
                short_date(line.accepted_on) if line.accepted_on else UNKNOWN,
                _of_result(STATED[0], line, line.held),
                _of_result(STATED[1], line, line.violations),
            )
            for at, line in enumerate(lines, 1)
        ),
        total=row("", "Cộng", "", "", *(in_table(*pair) for pair in zip(keys, sums, strict=True))),
        caption=caption,
        note=note,
    )


def _of_rounds(facts: Facts, rounds: Sequence[int], note: str) -> Table:
    """The rounds side by side, so that the numbers of the whole period stand in the annex too."""
    rows = []
    for number in rounds:
        lines = [line for line in facts.due if line.round == number]
        numbers = zip(STATED, _sums(lines), strict=True)
        cells = (in_table(cell_key(key, round=number), value) for key, value in numbers)
        rows.append(row(lines[0].round_title, *cells))
    return Table(
        columns=(TableColumn("Đợt tự kiểm tra", width_percent=76, names_row=True), *NUMBERS),
        rows=tuple(rows),
        total=row("Cộng", *(in_table(key, facts[key]) for key in STATED)),
        caption="Cộng các đợt",
        note=note,
    )


def _sums(lines: Sequence[DueLine]) -> tuple[int, ...]:
    return (sum(line.held or 0 for line in lines), sum(line.violations or 0 for line in lines))


def _of_result(key: str, line: DueLine, value: int | None) -> Cell:
    if value is None:
        return runs(UNKNOWN)
    return (in_table(cell_key(key, agency=line.agency, round=line.round), value),)
