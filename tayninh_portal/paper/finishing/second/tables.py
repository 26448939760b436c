"""Cells of a table and what heads them (ISO 14289-1, 7.5; ISO 32000-1, 14.8.5.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pikepdf import Array, Name, String

from tayninh_portal.paper.finishing.second.tree import Node

_ROWS = frozenset({"THead", "TBody", "TFoot"})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and the rows and columns it stands in."""

    node: Node
    rows: range
    columns: range
    in_head: bool


def tie_cells(table: Node, number: int) -> None:
    """Say of each head whether it heads a column or a row.

    Where heads stand in several rows or over several columns that does not tell which, so each cell
    names its heads as well; ``number`` tells their names from those of another table.
    """
    cells = _cells(table)
    head_rows = {cell.rows.start for cell in cells if cell.in_head}
    plain = len(head_rows) <= 1 and all(len(cell.rows) == len(cell.columns) == 1 for cell in cells)
    for cell in cells:
        cell.node.attributes = _scope(cell)
    if not plain:
        _name_heads(cells, number)


def _cells(table: Node) -> list[_Cell]:
    cells: list[_Cell] = []
    # Down to which row a cell from above reaches, by column.
    taken: dict[int, int] = {}
    row = 0
    for part in table.nodes:
        for line in part.nodes if part.kind in _ROWS else [part] * (part.kind == "TR"):
            column = 0
            for node in line.nodes:
                while taken.get(column, 0) > row:
                    column += 1
                rows, columns = _spans(node)
                spread = range(column, column + columns)
                cells.append(_Cell(node, range(row, row + rows), spread, part.kind == "THead"))
                taken.update(dict.fromkeys(spread, row + rows))
                column += columns
            row += 1
    return cells


def _spans(node: Node) -> tuple[int, int]:
    if node.made is None or "/A" not in node.made:
        return 1, 1
    stated = node.made.A
    return int(stated.get("/RowSpan", 1)), int(stated.get("/ColSpan", 1))


def _scope(cell: _Cell) -> dict[str, object]:
    said: dict[str, object] = {}
    if cell.node.kind == "TH":
        said["/Scope"] = Name.Column if cell.in_head else Name.Row
    if len(cell.rows) > 1:
        said["/RowSpan"] = len(cell.rows)
    if len(cell.columns) > 1:
        said["/ColSpan"] = len(cell.columns)
    return {"/O": Name.Table, **said} if said else {}


def _name_heads(cells: list[_Cell], number: int) -> None:
    heads = [cell for cell in cells if cell.node.kind == "TH"]
    for cell in heads:
        cell.node.name = f"bang-{number}-{cell.rows.start}-{cell.columns.start}".encode()
    above = _by_place((at, cell) for cell in heads if cell.in_head for at in cell.columns)
    beside = _by_place((at, cell) for cell in heads if not cell.in_head for at in cell.rows)
    for cell in cells:
        found = [head for at in cell.columns for head in above.get(at, ())]
        if cell.in_head:
            # A head is headed by those above it.
            found = [head for head in found if head.rows.start < cell.rows.start]
        elif cell.node.kind == "TD":
            found = [head for at in cell.rows for head in beside.get(at, ())] + found
        names = dict.fromkeys(head.node.name for head in found)
        if names and cell.node.attributes is not None:
            cell.node.attributes |= {"/O": Name.Table, "/Headers": Array(map(String, names))}


def _by_place(placed: Iterable[tuple[int, _Cell]]) -> dict[int, list[_Cell]]:
    found: dict[int, list[_Cell]] = {}
    for at, cell in placed:
        found.setdefault(at, []).append(cell)
    return found
