"""Which numbers of a report its open data keep back, so that no count tells of a person.

The report itself is read by offices, and whoever writes it stands by a small number with a reason
(``reports/checks/small_counts.py``). Open data are read by everybody and beside other data, so
nothing is asked here: persons at fault are told for no single agency at all, and one or two of them
for no group of agencies and no month. Where a line of a table would still give the number away,
since its total is told, others of the line are kept back with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.checks.small_counts import FEWEST, OWN_CASES, PERSONS
from reports.figures.catalog import CATALOG
from reports.figures.kinds import GROUP_LABELS

# Of these a small number can lead to one agency, and so to a person.
_LEADING = {"group", "month"}
# The code of rows that say nothing of a dimension: an empty cell is a number that is not divided.
UNKNOWN = "unknown"

Parts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, order=True)
class Place:
    """Where a number stands: its figure, and what it is broken down by, in alphabetical order."""

    figure: str
    parts: Parts = ()

    def without(self, dimension: str) -> Place:
        """The number it adds up to over a dimension."""
        kept = tuple(part for part in self.parts if part[0] != dimension)
        return Place(self.figure, kept)


def place_of(key: str) -> Place:
    """``violations.total@category=late``; a figure of one group is a cell of the total."""
    figure, _, cell = key.partition("@")
    named = (part.partition("=") for part in cell.split(",") if part)
    parts = [(name, value or UNKNOWN) for name, _, value in named]
    noun, _, last = figure.rpartition(".")
    if last in GROUP_LABELS and not parts and f"{noun}.total" in CATALOG:
        figure, parts = f"{noun}.total", [("group", last)]
    return Place(figure, tuple(sorted(parts)))


def told(numbers: Mapping[Place, int]) -> dict[Place, int | None]:
    """The numbers that may be told; None where one is kept back. Persons at a single agency are
    left out whole: that there is a number there would tell too."""
    open_ones = {place: n for place, n in numbers.items() if not _at_one_agency(place)}
    small = {place for place, n in open_ones.items() if _leads(place) and 0 < n < FEWEST}
    hidden, sums = set(small), sums_of(open_ones)
    while added := _given_away(open_ones, sums, small, hidden):
        hidden.add(added)
    return {place: None if place in hidden else n for place, n in open_ones.items()}


@dataclass(frozen=True)
class Sum:
    """A number and the cells it is the sum of, over one dimension."""

    whole: Place
    over: str
    cells: tuple[Place, ...]


def sums_of(numbers: Mapping[Place, int]) -> list[Sum]:
    """Each number that is broken down without a rest."""
    lines: dict[tuple[Place, str], list[Place]] = defaultdict(list)
    for place in sorted(numbers):
        for dimension, _ in place.parts:
            lines[place.without(dimension), dimension].append(place)
    return [
        Sum(whole, dimension, tuple(cells))
        for (whole, dimension), cells in lines.items()
        if numbers.get(whole) == sum(numbers[cell] for cell in cells)
    ]


def _counts_persons(place: Place) -> bool:
    return place.figure == OWN_CASES or place.figure.startswith(PERSONS)


def _at_one_agency(place: Place) -> bool:
    return _counts_persons(place) and any(name == "agency" for name, _ in place.parts)


def _leads(place: Place) -> bool:
    return _counts_persons(place) and any(name in _LEADING for name, _ in place.parts)


def _given_away(
    numbers: Mapping[Place, int], sums: Sequence[Sum], small: set[Place], hidden: set[Place]
) -> Place | None:
    """One more number to keep back; None where no sum gives a hidden one away.

    A sum gives away the single hidden number of its cells and itself, and several cells where they
    add up to all one or all two.
    """
    for line in sums:
        kept = [cell for cell in line.cells if cell in hidden]
        alone = len(kept) + (line.whole in hidden) == 1
        bound = (len(kept), (FEWEST - 1) * len(kept))
        known = (
            line.whole not in hidden
            and small.issuperset(kept)
            and sum(numbers[cell] for cell in kept) in bound
        )
        shown = sorted((numbers[cell], cell) for cell in line.cells if cell not in hidden)
        if shown and (alone or (kept and known)):
            return shown[0][1]
    return None
