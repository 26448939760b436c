"""Names of agencies as they were borne on the day of the record, and of catalogue rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.agencies.models import Agency
from inspections.catalogues.models import Area, Category, Field, PersonKind
from inspections.rounds.models import Round
from tayninh_portal.lib.dates import short_date

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


def category_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Categories of violation by code; none is written down as such."""
    found = Category.objects.filter(code__in=list(values))
    return {"": UNRECORDED["category"], **dict(found.values_list("code", "name"))}


def field_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Fields of work by code; none is written down as such."""
    found = Field.objects.filter(code__in=list(values))
    return {"": UNRECORDED["field"], **dict(found.values_list("code", "name"))}


def area_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """The areas of Quyết định 1847/QĐ-TTg by their number as text; none is written down as such."""
    names = {str(area.value): area.label for area in Area}
    return {value: names.get(value, UNRECORDED["area"]) for value in values}


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
