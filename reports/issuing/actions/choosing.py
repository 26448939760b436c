"""The Văn phòng changes who is to sign: the bản trình ký is printed anew with the other lines."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import (
    ask_for_presented_paper,
    paper_to_sign,
    standing_to_sign,
)
from reports.narrative.models import Report
from reports.narrative.writing import hold
from tayninh_portal.records import Act, StateChange, transit

PRINTED_ALREADY = "Bản trình ký hiện nay đã in đúng quyền hạn này; hãy chọn quyền hạn khác."


def choose_signer(
    change: StateChange, act: Act, reports: Sequence[Report], *, standing: Standing
) -> list[Report]:
    """Ask for a bản trình ký that is signed in ``standing``; the older one is then no more signed.

    The same standing once more is asked for only when the year has changed since.
    """
    held = hold(reports)
    for report in held:
        paper = paper_to_sign(report)
        is_of_this_year = paper is None or paper.year == act.day.year
        if standing == standing_to_sign(report) and is_of_this_year:
            raise ValidationError({"standing": PRINTED_ALREADY})
    chosen = transit(held, change, act, note=f"Người ký dự kiến: {standing.label}")
    for report in chosen:
        ask_for_presented_paper(report, act, standing)
    return chosen
