"""The difference of a figure to the period before, line by line: by agency, by what it is about, by
month. The lines of each breakdown add up to the difference exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

from reports.figures.explaining.sides import AGENCY, MONTH, Side
from reports.figures.kinds import UNDIVIDED, UNDIVIDED_LABEL
from reports.figures.months import months_in
from reports.figures.names import Borne, distinct_names
from tayninh_portal.lib.dates import count2, month_vi
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.vietnamese import sort_key

# A dimension and a value of it.
Part = tuple[str, Any]
# So many agencies stand one by one, the rest in one line.
SHOWN = 12
UNRECORDED_AGENCY = "Chưa ghi cơ quan"
# Sets of rows that name no agency by their nature.
_OF_NO_AGENCY = {"plan_lines": "Đột xuất, kế hoạch không nêu cơ quan"}
_FOUND = ("Theo loại vi phạm, thiếu sót", "Loại vi phạm, thiếu sót")
_KINDS = {
    "findings": _FOUND,
    "answered": _FOUND,
    "remedies": _FOUND,
    "complaints": ("Theo loại hành vi bị phản ánh", "Loại hành vi"),
    "own_violations": ("Theo loại vi phạm", "Loại vi phạm"),
}
# Sets of rows that stand over lists of agencies.
_ON_A_DAY = frozenset({"due", "submissions", "own_violations", "group_agencies"})
# Set of rows → by which day a row stands in a month.
_MONTH_OF = {
    "visits": "ngày kiểm tra",
    "visited_agencies": "ngày kiểm tra đầu tiên của cơ quan trong kỳ",
    "findings": "ngày kiểm tra",
    "answered": "ngày kiểm tra",
    "remedies": "ngày cuối của hạn khắc phục",
    "head_criticisms": "ngày kiểm tra",
    "notices": "ngày ban hành thông báo",
    "plan_lines": "ngày đầu của tháng ghi trong kế hoạch",
    "complaints": "ngày tiếp nhận",
    "due": "ngày cuối kỳ của đợt tự kiểm tra",
    "submissions": "ngày cuối kỳ của đợt tự kiểm tra",
    "own_violations": "ngày cuối kỳ của đợt tự kiểm tra",
    "facts": "ngày thực hiện",
    "reporting_agencies": "ngày thực hiện kết quả đầu tiên của cơ quan trong kỳ",
}


@dataclass(frozen=True)
class Line:
    """What stands in both periods under one name. ``parts``: dimension and value whose rows these
    are in this period and in the one before, None where no single value holds them."""

    label: str
    now: int
    before: int
    parts: tuple[Part | None, Part | None] = (None, None)
    # A month that is not over, or has not begun.
    open: bool = False
    ahead: bool = False

    @property
    def change(self) -> int:
        """How much more than before."""
        return self.now - self.before

    @property
    def is_one(self) -> bool:
        """Whether it is an agency or a kind that a sentence may name."""
        return any(part and part[1] for part in self.parts)

    def is_of(self, values: Collection[Any]) -> bool:
        """Whether its rows are those of one of ``values``."""
        return any(part and part[1] in values for part in self.parts)

    def renamed(self, label: str) -> Line:
        """The same under another name."""
        return replace(self, label=label)


@dataclass(frozen=True)
class Breakdown:
    """One breakdown; ``head`` is that of its first column, ``within`` the lines that the line of
    the ``moved`` rearranged agencies adds up, ``more`` how many lines those of the rest add up."""

    name: str
    title: str
    head: str
    lines: tuple[Line, ...]
    note: str = ""
    within: tuple[Line, ...] = ()
    moved: int = 0
    more: int = 0


def rearranged(
    agencies: Iterable[Borne], taken_over: Collection[int], start: date, end: date
) -> frozenset[int]:
    """Agencies that do not compare with themselves from ``start`` to ``end``: they did not stand on
    all these days, were taken over in between or took over (``taken_over``)."""
    return frozenset(
        each.agency
        for each in agencies
        if each.agency in taken_over
        or each.starts_on > start
        or (each.ends_on is not None and each.ends_on < end)
    )


def compared_from(base: str, previous: Period) -> date:
    """From which day on agencies have to have stood: rows of a list of agencies stand there as on
    the last day of their period, the others on any of its days."""
    return previous.end if base in _ON_A_DAY else previous.start


def breakdowns(
    base: str,
    shown: Iterable[str],
    sides: tuple[Side, Side],
    agencies: Mapping[int, Borne],
    labels: Mapping[Any, str],
    moved: Collection[int],
    *,
    today: date,
    most: int = SHOWN,
) -> tuple[Breakdown, ...]:
    """By those of the ``shown`` dimensions that divide anything; none of two zeros."""
    found = []
    for name in shown if any(side.total for side in sides) else ():
        if name == AGENCY:
            found.append(_by_agency(base, sides, agencies, moved, most))
        elif name != MONTH:
            title, head = _KINDS[base] if name == "category" else ("Theo nhóm cơ quan", "Nhóm")
            lines = _lines(name, sides, lambda value: labels.get(value, str(value)))
            found.append(Breakdown(name, title, head, (*lines, *_undivided(name, sides))))
        elif len(months_in(sides[0].period)) > 1:
            found.append(_by_month(base, sides, today))
    return tuple(found)


def _by_agency(
    base: str,
    sides: tuple[Side, Side],
    agencies: Mapping[int, Borne],
    moved: Collection[int],
    most: int,
) -> Breakdown:
    days = distinct_names(agencies.values())
    names = {pk: each.name + days[pk] for pk, each in agencies.items()}
    nobody = _OF_NO_AGENCY.get(base, UNRECORDED_AGENCY)
    lines = _lines(AGENCY, sides, lambda pk: names.get(pk, nobody))
    staying = [line for line in lines if not line.is_of(moved)]
    leaving = [line for line in lines if line.is_of(moved)]
    (own, rest), (within, more) = _limited(staying, most), _limited(leaving, most)
    together = [_added("Do sắp xếp, sáp nhập", leaving)] if leaving else []
    return Breakdown(
        AGENCY,
        "Theo cơ quan",
        "Cơ quan",
        (*own, *together, *_undivided(AGENCY, sides)),
        within=tuple(within),
        moved=len(leaving),
        more=rest + more,
    )


def _by_month(base: str, sides: tuple[Side, Side], today: date) -> Breakdown:
    mine, theirs = (months_in(side.period) for side in sides)
    lines = []
    for this, that in zip_longest(mine, theirs):
        days = mine.get(this)
        lines.append(
            replace(
                _line(MONTH, sides, this, that, _month_label(this, that)),
                open=bool(days and days.end >= today),
                ahead=bool(days and days.start > today),
            )
        )
    note = f"Tháng tính theo {_MONTH_OF[base]}."
    if len(mine) != len(theirs):
        note += f" Kỳ này có {count2(len(mine))} tháng, kỳ trước có {count2(len(theirs))} tháng."
    return Breakdown(MONTH, "Theo tháng", "Tháng", (*lines, *_undivided(MONTH, sides)), note=note)


def _month_label(*months: str | None) -> str:
    """“Tháng 3” for March of two years; both with their years where they are not the same month."""
    known = [(month_vi(int(name[-2:])), name[:4]) for name in months if name]
    if len(known) == len(months) and len({month for month, _ in known}) == 1:
        return f"Tháng {known[0][0]}"
    return f"Tháng {' so với tháng '.join('/'.join(each) for each in known)}"


def _lines(name: str, sides: tuple[Side, Side], called: Callable[[Any], str]) -> list[Line]:
    """A line a value, that with the largest difference first; without what is not divided."""
    values = {value for side in sides for value in side.parts[name]} - {UNDIVIDED}
    lines = [_line(name, sides, value, value, called(value)) for value in values]
    return sorted(lines, key=lambda line: (-abs(line.change), -line.now, sort_key(line.label)))


def _line(name: str, sides: tuple[Side, Side], this: Any, that: Any, label: str) -> Line:
    now, before = (
        side.parts[name].get(value, 0) for side, value in zip(sides, (this, that), strict=True)
    )
    this, that = ((name, value) if value is not None else None for value in (this, that))
    return Line(label, now, before, (this, that))


def _undivided(name: str, sides: tuple[Side, Side]) -> list[Line]:
    now, before = (side.parts[name].get(UNDIVIDED, 0) for side in sides)
    return [Line(UNDIVIDED_LABEL, now, before)] if now or before else []


def _limited(lines: list[Line], most: int) -> tuple[list[Line], int]:
    """The lines that stand one by one with one of the rest, and of how many that is; one alone, or
    what did not change where nothing else did, is no rest."""
    changed = [line for line in lines if line.change] or lines
    first = changed[:most]
    rest = [line for line in lines if line not in first]
    if len(rest) < 2 or len(lines) <= most:
        return lines, 0
    return [*first, _added("Cơ quan khác", rest)], len(rest)


def _added(label: str, lines: Collection[Line]) -> Line:
    now, before = sum(line.now for line in lines), sum(line.before for line in lines)
    return Line(f"{label} ({count2(len(lines))} cơ quan)", now, before)
