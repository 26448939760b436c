"""Names of agencies as they were borne on the day of the record, and of catalogue rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from inspections.enums import Area, PersonKind
from inspections.models import Agency, AgencyName, Category, Field, Round

# What is written where a record does not say: a part of its own, so that parts add up.
UNRECORDED = {
    "area": "Chưa ghi nội dung theo Quyết định 1847",
    "category": "Chưa ghi loại hành vi",
    "field": "Chưa ghi lĩnh vực",
    "person_kind": "Chưa ghi đối tượng",
}


def name_then(agency: str, day: str) -> Coalesce:
    """The name of the agency at path ``agency`` on the day at path ``day`` of the same row."""
    borne = AgencyName.objects.filter(
        agency=OuterRef(agency), starts_on__lte=OuterRef(day)
    ).order_by("-starts_on")
    return Coalesce(Subquery(borne.values("name")[:1]), F(f"{agency}__name"))


def agency_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Agencies by number; the newest name, for a title above a list."""
    return dict(Agency.objects.filter(pk__in=list(values)).values_list("pk", "name"))


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
