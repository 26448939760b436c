"""What is decided within the Sở, and how the approved report is put before UBND tỉnh."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.issuing.actions.carrying_out import carry_out
from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import ask_for_paper
from reports.issuing.workflow import APPROVE, PRESENT, RECALL
from reports.narrative.models import Report
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.lib.text import clean_text


def recall_report(
    report: Report, *, by: Any, at: datetime | None = None, seen_version: int
) -> Report:
    """Take back what one sent up oneself, to mend it. Raises ``Refused`` and ``Conflict``."""
    return carry_out(report, RECALL, by=by, at=at, seen_version=seen_version)


def approve_report(
    report: Report, *, by: Any, at: datetime | None = None, seen_version: int
) -> Report:
    """A leader of the Sở approves what they read, which is what ``seen_version`` sent up.

    Raises ``Refused`` and ``Conflict``.
    """
    return carry_out(report, APPROVE, by=by, at=at, seen_version=seen_version)


def present_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    seen_version: int,
    memo_number: str,
    memo_date: date,
    standing: Standing = Standing.HEAD,
) -> Report:
    """Put the approved snapshot before UBND tỉnh with its tờ trình, and ask for the bản trình ký.

    ``standing`` is by what right it is meant to be signed: the bản trình ký prints its lines. The
    tờ trình is written between the day the report went up and today. Raises ``Refused``,
    ``Conflict`` and ``ValidationError``.
    """
    at = at or timezone.now()
    number = clean_text(memo_number)

    def fields(now: Report) -> dict[str, Any]:
        snapshot = now.submitted_snapshot
        if not number:
            raise ValidationError({"memo_number": "Nhập số của tờ trình."})
        if snapshot is not None:
            _check_memo_date(memo_date, local_day(snapshot.at), local_day(at))
        return {
            "memo_number": number,
            "memo_date": memo_date,
            "presented_snapshot": snapshot,
        }

    def ask_for_the_paper(now: Report) -> None:
        if now.presented_snapshot is not None:
            ask_for_paper(now, now.presented_snapshot, standing=standing, by=by, at=at)

    return carry_out(
        report,
        PRESENT,
        by=by,
        at=at,
        seen_version=seen_version,
        fields=fields,
        then=ask_for_the_paper,
    )


def _check_memo_date(day: date, first: date, last: date) -> None:
    if day > last:
        raise ValidationError({"memo_date": "Ngày tờ trình không được sau hôm nay."})
    if day < first:
        raise ValidationError(
            {
                "memo_date": f"Ngày tờ trình không được trước ngày trình lãnh đạo Sở "
                f"({short_date(first)})."
            }
        )
