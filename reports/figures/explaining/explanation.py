"""What the page says of one figure: sentences, breakdowns, what the report before said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.agencies.models import Agency
from reports.figures.breaks import Break, ask_breaks
from reports.figures.explaining import words
from reports.figures.explaining.breakdowns import Breakdown, breakdowns, compared_from, rearranged
from reports.figures.explaining.sides import (
    ABOUT,
    AGENCY,
    Side,
    ask_known,
    ask_successions,
)
from reports.figures.kinds import UNDIVIDED, Base, as_called
from reports.figures.names import Borne
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question


@dataclass(frozen=True)
class Asked:
    """The figure ``key`` as it is called, over ``period`` and the one before; of a report over its
    ``cutoff``. ``most`` agencies stand one by one."""

    key: str
    label: str
    unit: str
    period: Period
    previous: Period | None
    cutoff: date | None
    today: date
    most: int


@dataclass(frozen=True)
class Around:
    """What lies between the two periods; ``previous`` None where there is nothing to compare with:
    no such period, or no record of it."""

    previous: Period | None
    taken_over: frozenset[tuple[int, date]]
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Explanation:
    """``breakdowns`` each add up to ``now`` − ``before``, which is None where nothing is compared;
    of a ratio there are ``sentences`` alone."""

    sentences: tuple[str, ...]
    around: Around
    now: int = 0
    before: int | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    reported: words.Reported | None = None

    @property
    def change(self) -> int:
        """What the breakdowns add up to."""
        return self.now - (self.before or 0)


def ask_around(asked: Asked) -> Question[Around]:
    """To be read together with both sides."""
    known = ask_known(asked.previous) if asked.previous else Question((), lambda: False)
    start, end = (asked.previous or asked.period).start, asked.period.end
    taken, breaks = ask_successions(start, end), ask_breaks(start, end)

    def answer() -> Around:
        previous = asked.previous if known.answer() else None
        return Around(previous, taken.answer(), breaks.answer() if previous else ())

    return Question((*known.rows, *taken.rows, *breaks.rows), answer)


def labels_of(base: Base, by: Iterable[str], sides: Iterable[Side]) -> dict[Any, str]:
    """What the rows are about, as it is called over the days of both sides."""
    found: dict[Any, str] = {}
    told = list(sides)
    first_day = min(side.period.start for side in told)
    last_day = max(side.period.end for side in told)
    for name in set(ABOUT).intersection(by):
        values = {value for side in told for value in side.parts[name]} - {UNDIVIDED}
        called = base.dimensions[name].called(values, last_day) if values else {}
        found |= {value: as_called(label, first_day) for value, label in called.items()}
    return found


def explain(
    asked: Asked,
    around: Around,
    base: str,
    shown: Iterable[str],
    sides: tuple[Side, Side],
    labels: Mapping[Any, str],
    reported: words.Reported | None = None,
) -> Explanation:
    """A count or sum over the set of rows ``base`` by the dimensions ``shown``; the second side is
    looked at where there is a period before."""
    now, before = sides
    if around.previous is None:
        before = Side(now.period, 0, {name: {} for name in now.parts})
    agencies = _agencies((now, before))
    start = compared_from(base, before.period)
    taken = {pk for pk, day in around.taken_over if day > start}
    moved = rearranged(agencies.values(), taken, start, now.period.end)
    if around.previous is None:
        moved = frozenset()
    found = breakdowns(
        base, shown, (now, before), agencies, labels, moved, today=asked.today, most=asked.most
    )
    if around.previous is None:
        said = words.alone(asked.label, asked.unit, now.total, now.period)
        why = words.uncompared(asked.previous)
        return Explanation((said, why), around, now.total, None, found)
    sentences = words.sentences(asked.label, asked.unit, now, before, found, asked.today)
    if reported:
        sentences.append(reported.sentence(asked.unit))
    return Explanation(tuple(sentences), around, now.total, before.total, found, reported)


def _agencies(sides: Iterable[Side]) -> dict[int, Borne]:
    """The agencies of both sides, with their days. One query."""
    numbers = {pk for side in sides for pk in side.parts.get(AGENCY, ())} - {None, UNDIVIDED}
    rows = Agency.objects.filter(pk__in=numbers).values_list("pk", "name", "starts_on", "ends_on")
    return {row[0]: Borne(*row) for row in rows}
