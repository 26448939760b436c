"""The data of the demo read from ``demo/data``: the registry, and one file for a year's story.

Each table of a file is one of the dataclasses of the nouns, its keys their fields; a key they do
not have ends in an error. Nothing here knows a year: a file is named by it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from demo.complaints import Case
from demo.facts import Deed, Kind, Paper, Telling
from demo.registry import Change, Listed, Merger, Start
from demo.reports import Asked, Way
from demo.self_inspections import Tide
from demo.visits import Basis, Outing, Season

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Registry:
    """The registry of the first day, and what changed later."""

    start: Start
    changes: list[Change]


@dataclass(frozen=True)
class Chapter:
    """Years told side by side, up to the end of the day ``until``; None: to the end of it all."""

    years: list[int]
    until: date | None = None

    @property
    def name(self) -> int:
        """The newest of its years."""
        return max(self.years)

    def reaches(self, day: date) -> bool:
        """Whether ``day`` is told."""
        return day <= (self.until or date(self.name, 12, 31))


@dataclass(frozen=True)
class Year:
    """One year's story. ``replacements``: what is written in the place of the report of a year."""

    complaints: list[Case]
    bases: list[Basis]
    seasons: list[Season]
    outings: list[Outing]
    changes: list[Change]
    rounds: list[Tide]
    papers: list[Paper]
    deeds: list[Deed]
    tellings: list[Telling]
    report: tuple[Asked, Way]
    replacements: list[tuple[int, Way]]


def read_registry() -> Registry:
    """The registry as ``data/registry.toml`` tells it."""
    told = tomllib.loads((DATA / "registry.toml").read_text())
    start = told["start"]
    start["bodies"] = Listed(**start["bodies"])
    return Registry(Start(**start), list(_changes(told)))


def read_chapters() -> list[Chapter]:
    """The chapters in the order of the story."""
    told = tomllib.loads((DATA / "chapters.toml").read_text())
    return [Chapter(**chapter) for chapter in told["chapters"]]


def read_year(year: int) -> Year:
    """The story of ``year`` as its file tells it. Raises ``OSError`` where there is none."""
    told = tomllib.loads((DATA / f"{year}.toml").read_text())
    tellings = told.get("tellings", [])
    for telling in tellings:
        telling["deeds"] = [Kind(**deed) for deed in telling["deeds"]]
    return Year(
        complaints=[Case(**row) for row in told["complaints"]],
        bases=[Basis(**row) for row in told["bases"]],
        seasons=[Season(**row) for row in told["seasons"]],
        outings=[Outing(**row) for row in told.get("outings", [])],
        changes=list(_changes(told)),
        rounds=[Tide(**row) for row in told["rounds"]],
        papers=[Paper(**row) for row in told["papers"]],
        deeds=[Deed(**row) for row in told.get("deeds", [])],
        tellings=[Telling(**row) for row in tellings],
        report=(Asked(**told["report"]["asked"]), Way(**told["report"]["way"])),
        replacements=[(row.pop("year"), Way(**row)) for row in told.get("replacements", [])],
    )


# Any: a table is of any shape until its dataclass has taken it.
def _changes(told: dict[str, Any]) -> Iterator[Change]:
    for change in told.get("changes", []):
        change["mergers"] = [Merger(**merger) for merger in change.get("mergers", [])]
        if "listed" in change:
            change["listed"] = Listed(**change["listed"])
        yield Change(**change)
