"""Notices, report and what came back about them, in the dossier of the visit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.db.models import Model, Q
from django.urls import reverse

from inspections.result_papers.models import ANNOUNCES, Reply, ResultPaper
from inspections.visits.models import Visit
from tayninh_portal.access import DEPARTMENT, holds, may
from tayninh_portal.dossiers import Paper, register
from tayninh_portal.models import User


def papers(which: Q, record: Model, user: User) -> Iterator[Paper]:
    """The papers a reader may see, those before the visit or after it; the signed file for the Sở.

    A receiver opens a notice on its page, where its receipt is noted; and whoever opens one that
    names persons says there what for.
    """
    if not isinstance(record, Visit) or not may(user, "result_paper.list"):
        return
    # Only a visit that once was to come can have been announced (ADR 0045).
    if which == ANNOUNCES and record.pk > 0:
        return
    seen = ResultPaper.objects.visible_to(user).filter(which, visit=record)
    rows = list(seen.select_related("file", "visit").order_by("pk"))
    inside = bool(holds(user, *DEPARTMENT))
    for row in rows:
        title = f"{row} ({row.badge.within})"
        url = reverse("result-paper-detail", args=[row.pk])
        file = row.file if inside and not row.names_persons else None
        yield Paper(title, row.issued_on, url, file, row)
    replies = (
        Reply.objects.visible_to(user).filter(paper__in=rows) if rows else Reply.objects.none()
    )
    for reply in replies.select_related("file").order_by("day", "pk"):
        url = reverse("result-paper-detail", args=[reply.paper_id])
        yield Paper(str(reply), reply.day, url, reply.file, reply)


register(25, "Thông báo lịch kiểm tra, báo cáo theo đề cương", partial(papers, ANNOUNCES))
register(50, "Báo cáo, thông báo kết quả, trả lời", partial(papers, ~ANNOUNCES))
