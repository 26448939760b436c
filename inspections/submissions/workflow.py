"""Workflow and rules of the self-inspection results; what a result still lacks.

A result is prepared by the agency, certified by its head, and accepted by somebody of the Sở who
did neither: the Sở is itself among the agencies due.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from inspections.catalogues.models import Category
from inspections.rounds.models import DueAgency, Held, Round, RoundState, SubmissionState
from inspections.submissions.models import SUBMISSION_JUDGES, Submission
from tayninh_portal.access import AGENCY, Role, agencies_of, each, register_rules
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.records import Move
from tayninh_portal.scope import Scope, wrote

S = SubmissionState
EDITABLE = (S.DRAFT, S.RETURNED)
CERTIFY = Move("certify", "Xác nhận và gửi", EDITABLE, S.CERTIFIED, "submission.certify")
RETURN = Move(
    "return",
    "Trả lại",
    (S.CERTIFIED,),
    S.RETURNED,
    "submission.return",
    needs_note="Hãy ghi lý do trả lại để cơ quan biết phải sửa gì.",
)
ACCEPT = Move("accept", "Chấp nhận", (S.CERTIFIED,), S.ACCEPTED, "submission.accept")
REOPEN = Move(
    "reopen",
    "Mở lại kết quả",
    (S.ACCEPTED,),
    S.RETURNED,
    "submission.reopen",
    needs_note="Hãy ghi lý do mở lại kết quả đã chấp nhận.",
)
MOVES = (CERTIFY, RETURN, ACCEPT, REOPEN)

# Who ever prepared or certified a result, also before it was returned.
SUBMISSION_WRITERS = Scope((wrote(Submission, "create", "amend", "touch", CERTIFY.name),))

# A larger number is a slip of the finger: no agency inspects itself 10,000 times a period.
MOST = 9_999

NOT_OF_THIS_AGENCY = "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan này mới nhập được kết quả."

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


def categories_of(round: Round) -> QuerySet[Category]:
    """Categories an agency counts by in ``round``: those in force on the last day of its period."""
    return Category.objects.on(round.period_end)


def missing_for_certification(submission: Submission) -> list[Missing]:
    """What the result lacks or contradicts, by part; empty when the head may certify it.

    Blank is not zero: an agency that held inspections and found nothing says so (“không phát
    sinh”), and one that held none gives its reason and no numbers.
    """
    counted = any(row.count > 0 for row in submission.counts.all())
    if submission.held == Held.UNANSWERED:
        return [Missing(2, "held", "Chưa trả lời có tổ chức tự kiểm tra hay không.")]
    missing = []
    if submission.held == Held.NOT_HELD:
        if not submission.not_held_reason:
            missing.append(
                Missing(2, "not_held_reason", "Chưa ghi lý do không tổ chức tự kiểm tra.")
            )
        if submission.inspections_held is not None or submission.units_inspected is not None:
            missing.append(
                Missing(
                    2,
                    "inspections_held",
                    "Đã chọn không tổ chức tự kiểm tra nhưng còn số cuộc hoặc số đơn vị được "
                    "kiểm tra; hãy xóa số hoặc chọn lại.",
                )
            )
        if submission.nothing_found or submission.counts.all():
            missing.append(
                Missing(
                    3,
                    "nothing_found",
                    "Đã chọn không tổ chức tự kiểm tra nhưng còn kết quả kiểm tra; hãy bỏ kết "
                    "quả hoặc chọn lại.",
                )
            )
        return missing
    if not submission.inspections_held:
        missing.append(
            Missing(2, "inspections_held", "Chưa ghi số cuộc tự kiểm tra (ít nhất 01 cuộc).")
        )
    if submission.nothing_found and counted:
        missing.append(
            Missing(
                3,
                "nothing_found",
                "Đã đánh dấu không phát sinh vi phạm nhưng có số vụ việc lớn hơn 0; hãy bỏ một "
                "trong hai.",
            )
        )
    if not submission.nothing_found and not counted:
        missing.append(
            Missing(
                3,
                "nothing_found",
                "Chưa có kết quả: ghi số vụ việc theo loại, hoặc đánh dấu không phát sinh vi phạm.",
            )
        )
    return missing


def filling_forbidden(user: User, submission: Submission, on: date) -> str | None:
    """People of the agency itself, until it is certified, while the round takes results."""
    if submission.agency_id not in agencies_of(user, AGENCY, on):
        return NOT_OF_THIS_AGENCY
    return _not_editable(submission) or _not_taken(submission)


def certifying_forbidden(user: User, submission: Submission, on: date) -> str | None:
    """The head of the agency, once nothing is missing."""
    if submission.agency_id not in agencies_of(user, frozenset({Role.AGENCY_HEAD}), on):
        return "Chỉ thủ trưởng của cơ quan này mới xác nhận được kết quả."
    reason = _not_editable(submission) or _not_taken(submission)
    missing = [] if reason else missing_for_certification(submission)
    if missing:
        return f"Kết quả còn thiếu: {' '.join(item.text for item in missing)}"
    return reason


def returning_forbidden(user: User, submission: Submission, on: date) -> str | None:
    """Whoever is in charge of the agency, while the agency can still correct it."""
    return (
        _not_waiting(submission)
        or _not_in_charge(user, submission, on)
        or _round_not_open(submission.round)
    )


def accepting_forbidden(user: User, submission: Submission, on: date) -> str | None:
    """Whoever is in charge, but never one who had a hand in it. A closed round can still be read
    through: what was sent in time is accepted or not on its merits."""
    reason = _not_waiting(submission)
    if reason is None and SUBMISSION_WRITERS.covers(user, [submission], on):
        reason = (
            "Bạn đã nhập hoặc xác nhận kết quả này nên không thể tự chấp nhận; người khác của Sở "
            "Nội vụ phải xem."
        )
    return reason or _not_in_charge(user, submission, on)


def reopening_forbidden(user: User, submission: Submission, on: date) -> str | None:
    """An accepted result goes back to the agency, which needs an open round to correct it."""
    if submission.state != S.ACCEPTED:
        return "Chỉ kết quả đã chấp nhận mới cần mở lại."
    return _round_not_open(submission.round)


def _not_editable(submission: Submission) -> str | None:
    if submission.state in EDITABLE:
        return None
    return (
        "Kết quả đã được thủ trưởng xác nhận và gửi; chỉ sửa được khi Sở Nội vụ trả lại."
        if submission.state == S.CERTIFIED
        else "Kết quả đã được chấp nhận; muốn sửa, cơ quan đề nghị lãnh đạo Sở Nội vụ mở lại."
    )


def _not_taken(submission: Submission) -> str | None:
    """Why the round takes no result of this agency, or None."""
    reason = _round_not_open(submission.round)
    if reason:
        return reason
    due = DueAgency.objects.standing().filter(
        round=submission.round_id, agency=submission.agency_id
    )
    if not due.exists():
        return "Cơ quan này không thuộc danh sách phải báo cáo của đợt."
    return None


def _round_not_open(round: Round) -> str | None:
    if round.state == RoundState.DRAFT:
        return "Đợt tự kiểm tra này chưa mở."
    if round.state == RoundState.CLOSED:
        return "Đợt tự kiểm tra này đã khóa; lãnh đạo Sở Nội vụ mở lại đợt thì mới làm được."
    return None


def _not_waiting(submission: Submission) -> str | None:
    if submission.state == S.CERTIFIED:
        return None
    if submission.state == S.ACCEPTED:
        return "Kết quả này đã được chấp nhận."
    if submission.state == S.RETURNED:
        return "Kết quả này đã trả lại, đang chờ cơ quan gửi lại."
    return "Cơ quan chưa gửi kết quả này."


def _not_in_charge(user: User, submission: Submission, on: date) -> str | None:
    if SUBMISSION_JUDGES.covers(user, [submission], on):
        return None
    return (
        f"Ngày {short_date(on)} bạn không phụ trách cơ quan này; chuyên viên phụ trách hoặc lãnh "
        "đạo Sở xử lý."
    )


register_rules(
    {
        "submission.fill": each(filling_forbidden),
        "submission.certify": each(certifying_forbidden),
        "submission.return": each(returning_forbidden),
        "submission.accept": each(accepting_forbidden),
        "submission.reopen": each(reopening_forbidden),
    }
)
