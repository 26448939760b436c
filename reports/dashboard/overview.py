"""The dashboard of the province: the few numbers that matter, how they go, and who needs attention.

Every number opens its records. A share of few cases says nothing about an agency: below
``MINIMUM`` agencies are named in the order of the alphabet and not ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.db.models import Count, F, Max, Q
from django.urls import reverse

from inspections.complaints.models import Complaint
from reports.figures.breaks import Break, ask_breaks
from reports.figures.catalog import ask, ask_by, cell_key, find
from reports.figures.counting import Cell
from reports.figures.names import agency_labels
from reports.figures.trends import ask_trend, months_of, years_to
from tayninh_portal.drawing import place, record_url
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import fraction2, number_vi, percent_vi, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read_together
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.models import User

MINIMUM = 5
# Lines of a list that stand open; the others are folded below.
IN_SIGHT = 8

_COUNTS = (
    ("Lượt kiểm tra", "visits.total", "lượt"),
    ("Vi phạm của cá nhân", "violations.total", "trường hợp"),
)
# Label, figure it opens, part, whole.
_SHARES = (
    (
        "Kiến nghị xử lý đã thực hiện",
        "handlings.rate",
        "handlings.recommended",
        "violations.recommended",
    ),
    ("Quá hạn chưa khắc phục", "remedies.overdue", "remedies.overdue", "remedies.due"),
    ("Phản ánh đã xử lý", "complaints.rate", "complaints.handled", "complaints.divided"),
    (
        "Cơ quan đã tự kiểm tra",
        "self_inspections.total.due",
        "self_inspections.total.done",
        "self_inspections.total.due",
    ),
)
TRENDS = (
    ("Lượt kiểm tra", "visits.total"),
    ("Vi phạm của cá nhân", "violations.total"),
    ("Phản ánh, kiến nghị tiếp nhận", "complaints.divided"),
)
_DUE, _LATE, _OVERDUE = (f"self_inspections.total.{step}" for step in ("due", "late", "overdue"))


@dataclass(frozen=True)
class HeadNumber:
    """One number of the head of the screen."""

    label: str
    text: str
    url: str
    note: str


@dataclass(frozen=True)
class TrendValue:
    """A figure in one period of a trend; None where the portal has no data of that time."""

    period: Period
    value: int | None
    open: bool
    url: str


@dataclass(frozen=True)
class Trend:
    """A figure over the years of this period's kind, and over the months of the period."""

    label: str
    unit: str
    years: list[TrendValue]
    months: list[TrendValue]


@dataclass(frozen=True)
class AttentionCase:
    """An agency that needs attention: ``part`` of ``whole``, with what each opens.

    ``what``: the words behind the numbers. Where the part counts visits and the records are what
    was found in them, ``found`` is their number, and it is they that open.
    """

    agency: str
    agency_url: str
    what: str
    part: int
    whole: int
    part_url: str
    whole_url: str
    found: int = 0

    @property
    def share(self) -> str:
        """The share in words; only where there is enough to speak of one."""
        return percent_vi(self.part, self.whole)


@dataclass(frozen=True)
class Attention:
    """The cases of one kind: those ranked by their share, and those only named."""

    ranked: list[AttentionCase]
    named: list[AttentionCase]

    @property
    def in_sight(self) -> int:
        """How many of those only named stand open."""
        return max(IN_SIGHT - len(self.ranked), 3)


@dataclass(frozen=True)
class Dashboard:
    """Everything on the screen."""

    numbers: list[HeadNumber]
    trends: list[Trend]
    late: Attention
    complaints: Attention
    repeated: Attention
    breaks: tuple[Break, ...]


def dashboard_of(user: User, period: Period, day: date) -> Dashboard:
    """The screen of ``user`` on ``day`` for ``period``, from one state of the database."""
    years, months = years_to(period), months_of(period, day)
    with one_state():
        numbers, late = _ask_numbers(period), ask_by([_DUE, _LATE, _OVERDUE], ("agency",), period)
        trends = ask_trend([key for _, key in TRENDS], [*years, *months])
        complaints, repeated = _ask_complaints(user, period, day), _ask_repeated(period)
        breaks = ask_breaks(years[0].start, period.end)
        asked = (numbers, late, trends, complaints, repeated, breaks)
        read_together(*(rows for each in asked for rows in each.rows))
        # Only now it is known who needs attention: their names are the second question.
        due, handed, found = late.answer(), complaints.answer(), repeated.answer()
        names = agency_labels({*(agency for (agency,) in due), *handed, *found.agencies})
        return Dashboard(
            numbers=numbers.answer(),
            trends=_trends(trends.answer(), years, months, day),
            late=_late(due, names, period),
            complaints=_complaints(handed, names, period),
            repeated=_repeated(found, names, period),
            breaks=breaks.answer(),
        )


def figure_url(key: str, period: Period) -> str:
    """Where the records of a figure are."""
    return f"{place('figure-detail', key)}?ky={quote(period.preset)}"


def _ask_numbers(period: Period) -> Question[list[HeadNumber]]:
    keys = [key for _, key, _ in _COUNTS] + [key for row in _SHARES for key in row[2:]]
    counted = ask(period, dict.fromkeys(keys))
    return Question(counted.rows, lambda: _numbers(counted.answer(), period))


def _numbers(found: Mapping[str, int], period: Period) -> list[HeadNumber]:
    numbers = [
        HeadNumber(label, number_vi(found[key]), figure_url(key, period), unit)
        for label, key, unit in _COUNTS
    ]
    for label, key, part, whole in _SHARES:
        text, note = "–", "chưa có trường hợp nào"
        if found[whole]:
            text = fraction2(found[part], found[whole])
            note = percent_vi(found[part], found[whole])
        numbers.append(HeadNumber(label, text, figure_url(key, period), note))
    return numbers


def _trends(
    counted: Mapping[str, list[int]], years: list[Period], months: list[Period], day: date
) -> list[Trend]:
    """The trends; a year of which nothing at all was recorded has no numbers and no zeros, nor have
    the months of the period where it is that year."""
    known = [any(numbers) for numbers in zip(*counted.values(), strict=True)][: len(years)]
    known += [known[-1]] * len(months)

    def values(key: str, first: int, periods: list[Period]) -> list[TrendValue]:
        return [
            TrendValue(
                period,
                counted[key][at] if known[at] else None,
                day < period.end,
                figure_url(key, period),
            )
            for at, period in enumerate(periods, first)
        ]

    return [
        Trend(
            label,
            find(key).unit,
            values(key, 0, years),
            values(key, len(years), months),
        )
        for label, key in TRENDS
    ]


def _late(
    cells: Mapping[Cell, Mapping[str, int]], names: Mapping[int, str], period: Period
) -> Attention:
    """Results sent late or not at all, of those due in the rounds of the period."""
    cases = []
    for (agency,), found in cells.items():
        words = {_OVERDUE: "quá hạn chưa gửi", _LATE: "gửi trễ hạn"}
        for key, what in words.items():
            if found[key]:
                cases.append(
                    AttentionCase(
                        agency=names[agency],
                        agency_url=_agency_url(agency),
                        what=what,
                        part=found[key],
                        whole=found[_DUE],
                        part_url=figure_url(cell_key(key, agency=agency), period),
                        whole_url=figure_url(cell_key(_DUE, agency=agency), period),
                    )
                )
    return _sorted(cases)


def _ask_complaints(user: User, period: Period, day: date) -> Question[dict[int, tuple[int, int]]]:
    """Agency → of the complaints handed to it that the person may see, those overdue, and all."""
    seen = Complaint.objects.visible_to(user).received_between(period.start, period.end)
    handed = seen.filter(handed_to__isnull=False).order_by()
    counted = handed.values_list("handed_to").annotate(number=Count("pk", distinct=True))
    overdue = (
        handed.overdue(day).values_list("handed_to").annotate(number=Count("pk", distinct=True))
    )

    def answer() -> dict[int, tuple[int, int]]:
        of = dict(counted)
        return {agency: (number, of[agency]) for agency, number in overdue}

    return Question((counted, overdue), answer)


def _complaints(
    handed: Mapping[int, tuple[int, int]], names: Mapping[int, str], period: Period
) -> Attention:
    """Complaints handed to an agency that are overdue today, of those the person may see."""
    asked = {"received_from": short_date(period.start), "received_to": short_date(period.end)}

    def address(agency: int, **more: str) -> str:
        query = urlencode({"handed_to": agency, **asked, **more})
        return f"{reverse('complaint-list')}?{query}"

    return _sorted(
        AttentionCase(
            names[agency],
            _agency_url(agency),
            "quá hạn",
            number,
            of,
            address(agency, overdue="on"),
            address(agency),
        )
        for agency, (number, of) in handed.items()
    )


class Repeats(NamedTuple):
    """``lines``: agency and category, in how many visits it was found and how often; ``visits`` of
    each agency."""

    lines: Sequence[Mapping[str, Any]]
    visits: Mapping[Cell, Mapping[str, int]]

    @property
    def agencies(self) -> set[int]:
        """Where something was found more than once."""
        return {line["agency_id"] for line in self.lines}


def _ask_repeated(period: Period) -> Question[Repeats]:
    violations, visits = find("violations.total"), ask_by(["visits.total"], ("agency",), period)
    rows = (
        violations.base.rows(period, period.end)  # type: ignore[union-attr]  # it is a count
        .filter(violations.where)
        .order_by()
        .values("agency_id", "category__code")
        # One name of those its rows bore, however it was called meanwhile.
        .annotate(called=Max("category__name"))
        # Of visits to the agency itself, which is what they are measured by.
        .annotate(
            held=Count("visit_id", distinct=True, filter=Q(visit__agency=F("agency"))),
            found=Count("pk"),
        )
        .filter(held__gte=2)
    )
    return Question((rows, *visits.rows), lambda: Repeats(list(rows), visits.answer()))


def _repeated(found: Repeats, names: Mapping[int, str], period: Period) -> Attention:
    """The same kind of violation at one agency in two or more visits of the period."""
    cases = []
    for row in found.lines:
        agency, category = row["agency_id"], row["category__code"]
        part = figure_url(cell_key("violations.total", agency=agency, category=category), period)
        whole = figure_url(cell_key("visits.total", agency=agency), period)
        cases.append(
            AttentionCase(
                agency=names[agency],
                agency_url=_agency_url(agency),
                what=row["called"],
                part=row["held"],
                whole=found.visits[(agency,)]["visits.total"],
                part_url=part,
                whole_url=whole,
                found=row["found"],
            )
        )
    return _sorted(cases)


def _agency_url(agency: int) -> str:
    """The page of an agency, which is open to whoever sees the dashboard."""
    return record_url("agency-detail", agency)


def _sorted(cases: Iterable[AttentionCase]) -> Attention:
    given = list(cases)
    keys = {name: sort_key(name) for name in {case.agency for case in given}}
    by_name = sorted(given, key=lambda case: (keys[case.agency], case.what))
    ranked = [case for case in by_name if case.whole >= MINIMUM]
    ranked.sort(key=lambda case: case.part / case.whole, reverse=True)
    return Attention(ranked, [case for case in by_name if case.whole < MINIMUM])
