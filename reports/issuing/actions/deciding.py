"""What is decided within the Sở, and how the approved report is put before UBND tỉnh."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import ask_for_presented_paper
from reports.narrative.models import Report
from reports.narrative.writing import hold
from reports.remarks.actions import settle_by_approval
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.records import Act, StateChange, transit


def approve(change: StateChange, act: Act, reports: Sequence[Report]) -> list[Report]:
    """Approve what was read; what was still wanted of it is done with."""
    held = hold(reports)
    settle_by_approval(held, act)
    return transit(held, change, act)


def recall(change: StateChange, act: Act, reports: Sequence[Report]) -> list[Report]:
    """Take back what one sent up oneself, to mend it."""
    return transit(hold(reports), change, act)


def present(
    change: StateChange,
    act: Act,
    reports: Sequence[Report],
    *,
    memo_number: str,
    memo_date: date,
    standing: Standing = Standing.HEAD,
) -> list[Report]:
    """Put the approved snapshot before UBND tỉnh with its tờ trình, and ask for the bản trình ký.

    ``standing`` is by what right it is meant to be signed: the bản trình ký prints its lines. The
    tờ trình is written between the day the report went up and today.
    """
    held = hold(reports)
    for report in held:
        if report.submitted_snapshot is not None:
            _check_memo_date(memo_date, local_day(report.submitted_snapshot.at), act.day)
    presented = transit(
        held,
        change,
        act,
        memo_number=clean_text(memo_number),
        memo_date=memo_date,
        presented_snapshot=lambda report: report.submitted_snapshot,
    )
    for report in presented:
        ask_for_presented_paper(report, act, standing)
    return presented


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
