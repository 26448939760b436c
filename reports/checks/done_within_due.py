"""Nobody does more than was due: done ≤ accepted ≤ filed ≤ due, handled ≤ received."""

from __future__ import annotations

from itertools import pairwise

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from tayninh_portal.lib.dates import number_vi

ADVICE = "Mở hai số liệu, đối chiếu hồ sơ của cơ quan có ở số này mà không có ở số kia."
# From the least to the most; a step never exceeds the next.
STEPS = (
    ("done", "đã tự kiểm tra"),
    ("accepted", "được chấp nhận kết quả"),
    ("filed", "đã gửi kết quả"),
    ("due", "phải báo cáo"),
)
GROUPS = {
    "provincial": "Sở, ban, ngành tỉnh",
    "district": "Huyện, thị xã, thành phố",
    "commune": "Xã, phường, thị trấn",
}


def done_within_due(context: CheckContext) -> list[CheckProblem]:
    """An error for each step that exceeds the one it is part of."""
    found, figures = [], context.figures
    for group, called in GROUPS.items():
        name = context.facts.called_due(called)
        for (less, less_words), (more, more_words) in pairwise(STEPS):
            less_key, more_key = (f"self_inspections.{group}.{step}" for step in (less, more))
            part, whole = figures[less_key], figures[more_key]
            if part > whole:
                text = (
                    f"{name}: {number_vi(part)} cơ quan {less_words}, nhiều hơn "
                    f"{number_vi(whole)} cơ quan {more_words}."
                )
                found.append(_problem("self_inspections", text, less_key, more_key))
    handled, received = figures["complaints.handled"], figures["complaints.total"]
    if handled > received:
        text = (
            f"Số phản ánh đã xử lý ({number_vi(handled)}) nhiều hơn số tiếp nhận "
            f"({number_vi(received)})."
        )
        found.append(_problem("inspections", text, "complaints.handled", "complaints.total"))
    return found


def _problem(section: str, text: str, less: str, more: str) -> CheckProblem:
    beside = Remedy(Control.FIGURE, "Xem hồ sơ của số đứng sau", more)
    return CheckProblem(
        Level.ERROR, "done_within_due", section, text, ADVICE, less, remedies=(beside,)
    )
