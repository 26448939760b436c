"""The Văn phòng changes who is to sign: the bản trình ký is printed anew with the other lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.issuing.actions.carrying_out import carry_out
from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import ask_for_paper, paper_to_sign, standing_to_sign
from reports.issuing.workflow import CHOOSE_SIGNER
from reports.narrative.models import Report
from tayninh_portal.lib.dates import local_day

PRINTED_ALREADY = "Bản trình ký hiện nay đã in đúng quyền hạn này; hãy chọn quyền hạn khác."


def choose_signer(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    standing: Standing,
) -> Report:
    """Ask for a bản trình ký that is signed in ``standing``; the older one is then no more signed.

    The same standing once more is asked for only when the year has changed since. Raises
    ``Refused``, ``Conflict`` and ``ValidationError``.
    """
    at = at or timezone.now()

    def checked(now: Report) -> dict[str, Any]:
        paper = paper_to_sign(now)
        is_of_this_year = paper is None or paper.year == local_day(at).year
        if standing == standing_to_sign(now) and is_of_this_year:
            raise ValidationError({"standing": PRINTED_ALREADY})
        return {}

    def print_anew(now: Report) -> None:
        if now.presented_snapshot is not None:
            ask_for_paper(now, now.presented_snapshot, standing=standing, by=by, at=at)

    return carry_out(
        report,
        CHOOSE_SIGNER,
        by=by,
        at=at,
        seen_version=seen_version,
        note=f"Người ký dự kiến: {standing.label}",
        fields=checked,
        then=print_anew,
    )
