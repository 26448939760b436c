"""Names of agencies as they were borne on the day of the record, and of catalogue rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from inspections.models import Agency, AgencyName, Category, Field, Round


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
    return {"": "Chưa ghi loại hành vi", **dict(found.values_list("code", "name"))}


def field_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Fields of work by code; none is written down as such."""
    found = Field.objects.filter(code__in=list(values))
    return {"": "Chưa ghi lĩnh vực", **dict(found.values_list("code", "name"))}


def round_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Rounds by number."""
    return dict(Round.objects.filter(pk__in=list(values)).values_list("pk", "title"))
