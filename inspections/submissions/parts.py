"""What a self-inspection result consists of, part by part, and what it still lacks."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from inspections.catalogues.models import Category
from inspections.rounds.models import Held, Round
from inspections.submissions.models import Submission

# A larger number is a slip of the finger: no agency inspects itself 10,000 times a period.
MOST = 9_999

# What an agency fills in besides the counts.
FIELDS = (
    "plan_number",
    "plan_date",
    "propaganda",
    "rules_reviewed",
    "held",
    "not_held_reason",
    "inspections_held",
    "units_inspected",
    "nothing_found",
    "shortcomings",
    "proposals",
)

PARTS = (
    (1, "Kế hoạch và tuyên truyền"),
    (2, "Tổ chức tự kiểm tra"),
    (3, "Kết quả theo loại vi phạm"),
    (4, "Hạn chế và kiến nghị"),
)


class Missing(NamedTuple):
    """One thing that keeps the head from certifying: in which part, at which field, in words."""

    part: int
    field: str
    text: str

    def __str__(self) -> str:
        return self.text


def categories_of(round: Round, submission: Submission | None = None) -> QuerySet[Category]:
    """Categories an agency counts by in ``round``: those in force on the last day of its period,
    and what ``submission`` counted by before, whatever became of it."""
    there = Category.objects.on(round.period_end)
    if submission is None:
        return there
    counted = Category.objects.filter(pk__in=submission.counts.values("category"))
    return there.exclude(code__in=counted.values("code")) | counted


def missing_for_certification(submission: Submission) -> list[Missing]:
    """What the result lacks or contradicts, by part; empty when the head may certify it.

    Blank is not zero: an agency that held inspections and found nothing says so (“không phát
    sinh”), and one that held none gives its reason and no numbers. Until it has said which of the
    two it is, part 3 waits for either.
    """
    if submission.held == Held.NOT_HELD:
        return _missing_where_none_was_held(submission)
    missing = []
    if submission.held == Held.UNANSWERED:
        missing.append(Missing(2, "held", "Chưa trả lời có tổ chức tự kiểm tra hay không."))
    elif not submission.inspections_held:
        missing.append(
            Missing(2, "inspections_held", "Chưa ghi số cuộc tự kiểm tra (ít nhất 01 cuộc).")
        )
    found = _missing_of_what_was_found(submission)
    return [*missing, Missing(3, "nothing_found", found)] if found else missing


def _missing_where_none_was_held(submission: Submission) -> list[Missing]:
    missing = []
    if not submission.not_held_reason:
        missing.append(Missing(2, "not_held_reason", "Chưa ghi lý do không tổ chức tự kiểm tra."))
    if submission.inspections_held is not None or submission.units_inspected is not None:
        missing.append(
            Missing(
                2,
                "inspections_held",
                "Đã chọn không tổ chức tự kiểm tra nhưng còn số cuộc hoặc số đơn vị được kiểm tra; "
                "hãy xóa số hoặc chọn lại.",
            )
        )
    if submission.nothing_found or submission.counts.all():
        missing.append(
            Missing(
                3,
                "nothing_found",
                "Đã chọn không tổ chức tự kiểm tra nhưng còn kết quả kiểm tra; hãy bỏ kết quả hoặc "
                "chọn lại.",
            )
        )
    return missing


def _missing_of_what_was_found(submission: Submission) -> str:
    """What part 3 lacks or contradicts, in words; empty for nothing."""
    counts = submission.counts.all()
    counted = any(row.count > 0 for row in counts)
    if submission.nothing_found and counted:
        return (
            "Đã đánh dấu không phát sinh vi phạm nhưng có số vụ việc lớn hơn 0; hãy bỏ một trong "
            "hai."
        )
    if submission.nothing_found or counted:
        return ""
    what = "Chưa có kết quả" if counts else "Chưa nhập kết quả nào"
    return f"{what}: ghi số vụ việc theo loại, hoặc đánh dấu không phát sinh vi phạm."
