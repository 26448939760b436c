"""The list of outlines: one a letter of the Ministry, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from reports.narrative.models import Outline, OutlineStanding
from tayninh_portal.access import today
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User


@dataclass(frozen=True)
class OutlineLine:
    """An outline, where it stands today, and how many reports follow it."""

    outline: Outline
    standing: OutlineStanding
    reports: int


def standing_of(outline: Outline, used: Outline) -> OutlineStanding:
    """Where it stands today; ``used`` is the one a report made today follows."""
    if outline.applied_at is None:
        return OutlineStanding.DRAFT
    if outline == used:
        return OutlineStanding.IN_USE
    return OutlineStanding.WAITING if outline.starts_on > today() else OutlineStanding.PAST


def _lines(user: User, rows: list[Outline]) -> list[OutlineLine]:
    used = Outline.objects.used_on(today())
    numbers = [row.pk for row in rows]
    counted = Outline.objects.filter(pk__in=numbers).annotate(n=Count("report"))
    reports = dict(counted.values_list("pk", "n"))
    return [OutlineLine(row, standing_of(row, used), reports[row.pk]) for row in rows]


OUTLINE_LIST: Listing[Outline, OutlineLine] = Listing(
    "outline-list",
    "outline.list",
    (
        ListColumn("outline", "Đề cương", lambda line: str(line.outline)),
        ListColumn("standing", "Trạng thái", lambda line: line.standing.label),
        ListColumn("starts_on", "Dùng từ ngày", lambda line: line.outline.starts_on),
        ListColumn("basis", "Căn cứ", lambda line: line.outline.basis),
        ListColumn("reports", "Báo cáo đã lập", lambda line: line.reports, number=True),
    ),
    rows=lambda user: Outline.objects.kept(),
    lines=_lines,
    link=lambda line: reverse("outline-detail", args=[line.outline.pk]),
    keeps_filters=False,
)
register(OUTLINE_LIST)
