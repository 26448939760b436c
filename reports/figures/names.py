"""Names of agencies as they were borne on the day of the record, and of catalogue rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from inspections.agencies.models import Agency, AgencyName
from inspections.catalogues.models import (
    NAMED,
    Area,
    Category,
    DatedRow,
    Field,
    HandlingMeasure,
    PersonKind,
    called,
)
from inspections.rounds.models import Round
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.together import Question

# A narrow column breaks before the bracket and not within it.
_SPACE = "\N{NO-BREAK SPACE}"
_DAYS = re.compile(r" \((?:(?:từ|đến)\s\d\d/\d{1,2}/\d{4}\s?)+\)$")

# What is written where a record does not say: a part of its own, so that parts add up.
UNRECORDED = {
    "area": "Chưa ghi nội dung theo Quyết định 1847",
    "category": "Chưa ghi loại hành vi",
    "field": "Chưa ghi lĩnh vực",
    "person_kind": "Chưa ghi đối tượng",
}


@dataclass(frozen=True)
class Borne:
    """A name as one agency bears it in one list, and the days of that agency."""

    agency: int
    name: str
    starts_on: date
    ends_on: date | None


def distinct_names(borne: Iterable[Borne]) -> dict[int, str]:
    """Agency → what stands behind its name where another one in the same list bears it too, else
    “”: the first ends with “(đến 30/6/2025)”, the last begins with “(từ 01/7/2025)”.

    UBND xã Cầu Khởi ended and UBND xã Cầu Khởi began: two agencies, whose records are not added.
    """
    by_name: dict[str, dict[int, Borne]] = defaultdict(dict)
    for each in borne:
        by_name[each.name][each.agency] = each
    found = {}
    for same in by_name.values():
        ordered = sorted(same.values(), key=lambda each: (each.starts_on, each.agency))
        for each in ordered:
            until = each.ends_on if each is not ordered[-1] else None
            said = []
            if each is not ordered[0] or until is None:
                said.append(f"từ{_SPACE}{short_date(each.starts_on)}")
            if until:
                said.append(f"đến{_SPACE}{short_date(until)}")
            found[each.agency] = f" ({_SPACE.join(said)})" if len(ordered) > 1 else ""
    return found


def ask_namesakes(
    agencies: QuerySet[Agency, Any], first_day: date, last_day: date
) -> Question[list[Borne]]:
    """Who existed within the days and bore a name of one of ``agencies`` then or before, themselves
    among them."""
    names = AgencyName.objects.filter(agency__in=agencies.order_by().values("pk")).values("name")
    existed = Q(agency__ends_on__isnull=True) | Q(agency__ends_on__gte=first_day)
    rows = AgencyName.objects.filter(existed, name__in=names, starts_on__lte=last_day).values_list(
        "agency_id", "name", "agency__starts_on", "agency__ends_on"
    )
    return Question((rows,), lambda: [Borne(*row) for row in rows])


def names_by_day(rows: Iterable[tuple[int, date, str]]) -> Callable[[int, date], str]:
    """The name an agency bore on a day, from ``(agency, first day, name)`` of some agencies; as
    ``agency_then`` says it, "" for a day before the first name."""
    days, names = defaultdict(list), defaultdict(list)
    for agency, first_day, name in sorted(rows):
        days[agency].append(first_day)
        names[agency].append(name)

    def name_on(agency: int, day: date) -> str:
        at = bisect_right(days[agency], day)
        return names[agency][at - 1] if at else ""

    return name_on


def without_days(name: str) -> str:
    """A name without what ``told_apart`` wrote behind it."""
    return _DAYS.sub("", name)


def agency_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Agencies by number; the newest name, for a title above a list or the lines of one."""
    agencies = Agency.objects.filter(pk__in=list(values))
    borne = [Borne(*row) for row in agencies.values_list("pk", "name", "starts_on", "ends_on")]
    days = distinct_names(borne)
    return {each.agency: each.name + days[each.agency] for each in borne}


def _of_catalogue(
    catalogue: type[DatedRow], unrecorded: str = ""
) -> Callable[..., Mapping[Any, str]]:
    """Values of a catalogue by code, as they are called on a day, now without one; none is written
    down as such."""
    none = {"": UNRECORDED[unrecorded]} if unrecorded else {}

    def labels(values: Iterable[Any], day: date | None = None) -> Mapping[Any, str]:
        rows = catalogue._default_manager.filter(code__in=list(values)).values_list(*NAMED)
        return {**none, **called(rows, day)}

    return labels


category_labels = _of_catalogue(Category, "category")
field_labels = _of_catalogue(Field, "field")
# Areas of Quyết định 1847/QĐ-TTg are known by their number as text.
area_labels = _of_catalogue(Area, "area")
form_labels = _of_catalogue(HandlingMeasure)


def person_kind_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Kinds of person by name; none is written down as such."""
    names = dict(PersonKind.choices)
    return {value: names.get(value, UNRECORDED["person_kind"]) for value in values}


def leader_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Whether a person leads, said out."""
    names = {"yes": "Giữ chức vụ lãnh đạo, quản lý", "no": "Không giữ chức vụ lãnh đạo, quản lý"}
    return {value: names.get(value, str(value)) for value in values}


def round_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Rounds by number."""
    return dict(Round.objects.filter(pk__in=list(values)).values_list("pk", "title"))
