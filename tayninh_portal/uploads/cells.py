"""The cells of a sheet on their way from the process that read them: values as JSON and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

_READ: dict[str, Callable[[Any], object]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


@dataclass(frozen=True)
class Table:
    """A sheet from its first row on: the value of each cell, "" for an empty one; names of the
    cells that hold a formula ("B12")."""

    rows: list[list[Any]]
    formulas: frozenset[str]


def plain_cell(value: object) -> object:
    """A value as JSON holds it; a day, an hour or a length of time with the name of its class."""
    if isinstance(value, timedelta):
        return {"timedelta": value.total_seconds()}
    if isinstance(value, (date, time)):
        return {type(value).__name__: value.isoformat()}
    return value


def table_of(plain: dict[str, Any]) -> Table:
    """The sheet of what ``plain_cell`` made of its cells."""
    rows = [[_cell_of(value) for value in row] for row in plain["rows"]]
    return Table(rows, frozenset(plain["formulas"]))


def _cell_of(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    ((name, held),) = value.items()
    return _READ[name](held)
