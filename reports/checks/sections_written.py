"""Every heading of the outline has something under it.

A warning and no error: a province may have nothing to say at a heading, and the paper then says so
in the place of words (an outline of the Ministry is never shortened).
"""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import Control, Remedy
from tayninh_portal.paper.wording import is_waiting


def sections_written(context: CheckContext) -> list[CheckProblem]:
    """A warning at each heading that holds neither words nor headings."""
    return [
        CheckProblem(
            Level.WARNING,
            "sections_written",
            section.code,
            f"Mục “{section.heading}” chưa có nội dung; bản in sẽ ghi là chưa có nội dung của đơn "
            "vị soạn thảo.",
            "Soạn thảo nội dung của mục, hoặc chấp nhận để trống và ghi lý do.",
            remedies=(Remedy(Control.SECTION, "Soạn thảo mục này"),),
        )
        for at, section in enumerate(context.sections)
        if is_waiting(context.sections, at)
    ]
