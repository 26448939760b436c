"""What a freeze keeps beside its rows, as plain JSON that is read strictly.

The facts of the report, and what the rows alone do not say: how each figure was called and
defined, and how the values of each dimension were called on that day. With them the list behind a
frozen number is shown years later without the catalogue and without the records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reports.figures.catalog import CATALOG
from reports.figures.kinds import Figure, Kind
from reports.narrative.facts import Facts
from tayninh_portal.paper import codec

# Raised when the shape changes; older freezes then need a reader of their own.
VERSION = 1


@dataclass(frozen=True)
class Definition:
    """A figure as the catalogue then told it; ``base`` names its set of rows, empty for a ratio."""

    label: str
    unit: str
    definition: str
    legal_basis: str
    kind: Kind
    base: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """A value of a dimension and how it was called."""

    value: str | int
    label: str


@dataclass(frozen=True)
class Kept:
    """Everything of a freeze but its rows.

    ``cutoff``: the day up to which handling was looked at, None for the period's last day.
    ``dimensions``: name of a set of rows → name of a dimension → the values its rows had.
    """

    cutoff: date | None
    facts: Facts
    definitions: Mapping[str, Definition]
    dimensions: Mapping[str, Mapping[str, tuple[Named, ...]]]


def definitions() -> dict[str, Definition]:
    """The catalogue as it is told today."""
    return {key: _defined(figure) for key, figure in CATALOG.items()}


def serialize(kept: Kept) -> dict[str, Any]:
    """Plain values; a field that is added to the facts comes along by itself."""
    return {"version": VERSION, "kept": codec.encode(kept)}


def deserialize(plain: Mapping[str, Any]) -> Kept:
    """What ``to_json`` wrote; ValueError for anything it would not have written."""
    if plain.get("version") != VERSION:
        raise ValueError(f"Không đọc được phiên bản {plain.get('version')!r} của lần chốt số liệu.")
    stored = dict(plain["kept"])
    if "facts" in stored:
        # Frozen before the period before was kept with them.
        stored["facts"] = {"before": None, **stored["facts"]}
    kept = codec.decode(Kept, stored)
    figures = kept.facts.figures
    # Frozen before any complaint was kept out of the parts all were divided; before head-counts
    # that do not add up were counted the report told of none.
    known = {
        "complaints.undivided": 0,
        "complaints.divided": figures["complaints.total"],
        "headcounts.uneven": 0,
    }
    if known.keys() <= figures.keys():
        return kept
    return replace(kept, facts=replace(kept.facts, figures={**known, **figures}))


def _defined(figure: Figure) -> Definition:
    return Definition(
        label=figure.label,
        unit=figure.unit,
        definition=figure.definition,
        legal_basis=figure.legal_basis,
        kind=figure.kind,
        base=figure.base.name if figure.base else "",
        parts=tuple(part for part in figure.parts if part),
    )
