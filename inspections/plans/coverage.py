"""Coverage: who was not visited for how long, by group, at any minute.

A warning by the eye and no rule: “once a year” binds visits to enterprises (Chỉ thị 20/CT-TTg of
2017), not to bodies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from inspections.agencies.models import Agency, ReportGroup
from inspections.visits.models import Visit


def months_since(day: date | None, now: date) -> int | None:
    """Whole months from ``day`` to ``now``; None where there was no visit."""
    if day is None:
        return None
    return (now.year - day.year) * 12 + now.month - day.month - (now.day < day.day)


def may_be_visited_on(day: date) -> QuerySet[Agency]:
    """Agencies of a day that a report counts in a group, with the day of their last visit."""
    held = Visit.objects.concluded().filter(agency=OuterRef("pk")).order_by()
    last = Subquery(held.values("agency").annotate(last=Max("day")).values("last"))
    rows = Agency.objects.visitable(day).exclude(report_group="")
    return rows.annotate(last_visit=last)


@dataclass(frozen=True)
class Group:
    """How many agencies of a group there are, and were visited in the year or never."""

    label: str
    agencies: int
    this_year: int
    never: int


def coverage_by_group(day: date) -> list[Group]:
    """One line a group that has agencies on ``day``; one query."""
    rows = may_be_visited_on(day).order_by().values("report_group")
    counted = rows.annotate(
        agencies=Count("pk"),
        this_year=Count("pk", filter=Q(last_visit__gte=day.replace(month=1, day=1))),
        never=Count("pk", filter=Q(last_visit__isnull=True)),
    )
    found = {row["report_group"]: row for row in counted}
    return [
        Group(group.label, row["agencies"], row["this_year"], row["never"])
        for group in ReportGroup
        if (row := found.get(group.value))
    ]
