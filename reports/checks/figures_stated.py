"""A figure the outline expects is told somewhere: a sentence may be deleted, the number not lost.

It is named and not put back: whether the report says it elsewhere or not at all is the writer's.
A number that is none may be told in words alone.
"""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import REWRITE
from reports.figures.derived import derived
from reports.narrative.tokens import token_of


def figures_stated(context: CheckContext) -> list[CheckProblem]:
    """A warning for each expected figure, not none, that nothing under a heading prints."""
    stated: set[str] = set()
    for section, figure in context.printed():
        if section:
            of = derived(figure.key)
            stated.update(of.keys if of else (figure.key,))
    return [
        CheckProblem(
            Level.WARNING,
            "figures_stated",
            section.code,
            f"Đề cương yêu cầu nêu “{context.facts.label(key)}” ở mục “{section.heading}” nhưng "
            "không câu nào của báo cáo nêu số liệu này.",
            f"Thêm câu có số liệu {token_of(key)}, hoặc chấp nhận và ghi lý do.",
            key,
            remedies=(REWRITE,),
        )
        for section in context.written
        for key in section.expects
        if context.figures.get(key) and key not in stated
    ]
