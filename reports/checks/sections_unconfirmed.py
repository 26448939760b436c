"""Words taken over from an earlier report are read by somebody before they go up again."""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy


def sections_unconfirmed(context: CheckContext) -> list[CheckProblem]:
    """An error at each section whose words nobody has confirmed; empty ones say nothing."""
    return [
        CheckProblem(
            Level.ERROR,
            "sections_unconfirmed",
            section.code,
            f"Lời văn của mục “{section.heading}” lấy từ báo cáo trước, chưa ai xác nhận còn đúng.",
            "Đọc lại, sửa cho đúng với kỳ này rồi xác nhận lời văn ở màn hình soạn mục.",
            remedies=(Remedy(Control.SECTION, "Đọc và xác nhận mục này"),),
        )
        for section in context.written
        if section.text.strip() and not section.is_confirmed
    ]
