"""The data of the demo read from ``demo/data``: the registry, the years, what lies on the desks.

Each table of a file is one of the dataclasses of the nouns, its keys their fields; a key they do
not have ends in an error. Nothing here knows a year: a file is named by it, or told for any.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from demo.clock import workday, workdays_before
from demo.complaints import Case
from demo.facts import Activity, Kind, Paper, Statement
from demo.inspections import Coming, Inspection
from demo.plans import Amendment, Foreign, Programme, Squad
from demo.registry import Change, Listed, Merger, Start
from demo.reports import Asked, Way
from demo.self_inspections import Tide
from demo.visits import Basis, Outing, Season

DATA = Path(__file__).parent / "data"
A_YEAR = re.compile(r"\b20[0-9]{2}\b")
T = TypeVar("T")
# Any: a table is of any shape until its dataclass has taken it.
Table = dict[str, Any]


@dataclass(frozen=True)
class Registry:
    """The registry of the first day, and what changed later."""

    start: Start
    changes: list[Change]


@dataclass(frozen=True)
class Years:
    """``alone``: the year told by itself. From ``since`` on any year can be told."""

    alone: int
    since: int


@dataclass(frozen=True)
class Replacement:
    """A report written in the place of the one of ``year``; None: of the newest fit for it."""

    way: Way
    year: int | None = None


@dataclass(frozen=True)
class Year:
    """One year's story, or what lies on the desks on a day, which has no report of its own."""

    complaints: list[Case]
    bases: list[Basis]
    seasons: list[Season]
    outings: list[Outing]
    changes: list[Change]
    rounds: list[Tide]
    papers: list[Paper]
    activities: list[Activity]
    statements: list[Statement]
    reports: list[tuple[Asked, Way]]
    replacements: list[Replacement]
    programmes: list[Programme]
    amendments: list[Amendment]
    foreigners: list[Foreign]
    squads: list[Squad]
    coming: list[Coming]
    inspections: list[Inspection]


def read_years() -> Years:
    """Which years there are."""
    return Years(**_read("story"))


def read_registry() -> Registry:
    """The registry as ``data/registry.toml`` tells it."""
    stated = _read("registry")
    start = stated["start"]
    start["bodies"] = Listed(**start["bodies"])
    return Registry(Start(**start), list(_changes(stated)))


def read_year(year: int) -> Year:
    """The story of ``year``: of a file of its own, or of ``each_year`` moved along."""
    if (DATA / f"{year}.toml").exists():
        return _year(_read(f"{year}"))
    text = (DATA / "each_year.toml").read_text()
    by = year - int(tomllib.loads(text)["model"])
    return _year(tomllib.loads(A_YEAR.sub(lambda found: str(int(found[0]) + by), text)))


def read_desk(day: date) -> Year:
    """What lies on the desks on ``day``."""
    return _year(_read("desk"), day)


def _read(name: str) -> Table:
    return tomllib.loads((DATA / f"{name}.toml").read_text())


def _year(stated: Table, day: date | None = None) -> Year:
    def rows(key: str, kind: Callable[..., T]) -> list[T]:
        return [_made(kind, row, day) for row in stated.get(key, [])]

    for statement in stated.get("statements", []):
        statement["activities"] = [Kind(**activity) for activity in statement["activities"]]
    report = stated.get("report")
    return Year(
        complaints=rows("complaints", Case),
        bases=rows("bases", Basis),
        seasons=rows("seasons", Season),
        outings=rows("outings", Outing),
        changes=list(_changes(stated, day)),
        rounds=rows("rounds", Tide),
        papers=rows("papers", Paper),
        activities=rows("activities", Activity),
        statements=rows("statements", Statement),
        reports=[(Asked(**report["asked"]), _made(Way, report["way"], day))] if report else [],
        replacements=[
            Replacement(year=row.pop("year", None), way=_made(Way, row, day))
            for row in stated.get("replacements", [])
        ],
        programmes=rows("programmes", Programme),
        amendments=rows("amendments", Amendment),
        foreigners=rows("foreigners", Foreign),
        squads=rows("squads", Squad),
        coming=rows("coming", Coming),
        inspections=rows("inspections", Inspection),
    )


def _changes(stated: Table, day: date | None = None) -> Iterator[Change]:
    for change in stated.get("changes", []):
        change["mergers"] = [Merger(**merger) for merger in change.get("mergers", [])]
        if "listed" in change:
            change["listed"] = Listed(**change["listed"])
        # A resolution is in force on whatever day it says.
        yield Change(**change) if day is None else _made(Change, change, day)


def _made(kind: Callable[..., T], row: Table, day: date | None) -> T:
    """The row as a ``kind``; work is done on working days, a number is so many before ``day``."""
    dated = {
        name for name, stated in inspect.get_annotations(kind).items() if "date" in str(stated)
    }
    for name in dated & row.keys():
        if day is not None:
            row[name] = workdays_before(day, row[name])
        elif not name.startswith("period"):
            row[name] = workday(row[name])
    return kind(**row)
