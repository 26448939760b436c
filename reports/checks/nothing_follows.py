"""“…, cụ thể:” with nothing after it: the list or the table it brings in is missing.

The report of 14/01/2020 ended its paragraph on what was found with “cụ thể:” and went on to another
matter.
"""

from __future__ import annotations

from itertools import pairwise

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import REWRITE
from tayninh_portal.paper.content import Block, Item, Paragraph, Table, plain_text

# So much of the end of the sentence is quoted.
_SHOWN = 60


def nothing_follows(context: CheckContext) -> list[CheckProblem]:
    """A note for each paragraph that ends with a colon and brings in neither a list nor a table."""
    found = []
    for section in context.sections:
        for block, after in pairwise([*section.blocks, None]):
            if isinstance(block, Paragraph) and _is_open(block) and not _is_brought_in(after):
                said = plain_text(block.runs).rstrip()
                shown = said if len(said) <= _SHOWN else f"…{said[-_SHOWN:]}"
                found.append(
                    CheckProblem(
                        Level.NOTE,
                        "nothing_follows",
                        section.code,
                        f"“{shown}” kết thúc bằng dấu hai chấm nhưng không có danh sách hay bảng "
                        "nào theo sau.",
                        "Thêm danh sách (mỗi dòng bắt đầu bằng “- ”) hoặc bảng số liệu, hoặc kết "
                        "thúc câu bằng dấu chấm.",
                        remedies=(REWRITE,),
                    )
                )
    return found


def _is_open(block: Paragraph) -> bool:
    return plain_text(block.runs).rstrip().endswith(":")


def _is_brought_in(after: Block | None) -> bool:
    return isinstance(after, Item | Table)
