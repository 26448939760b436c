"""The workflow of the self-inspection results.

A result is prepared by the agency, certified by its head, and accepted by somebody of the Sở who
did neither: the Sở is itself among the agencies due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects

from inspections.rounds.models import DueAgency, Round, RoundState, SubmissionState
from inspections.submissions import actions
from inspections.submissions.actions import NOT_OF_THIS_AGENCY
from inspections.submissions.forms import CertifyForm, ReopenForm, ReturnForm
from inspections.submissions.models import (
    SUBMISSION_ANSWERERS,
    SUBMISSION_CONFIRMERS,
    SUBMISSION_JUDGES,
    Submission,
)
from tayninh_portal.access import AGENCY, Role, agencies_of, register_rules
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.scope import Scope, wrote
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = SubmissionState
EDITABLE = (S.DRAFT, S.RETURNED)
CERTIFY = Transition(
    "certify",
    "Xác nhận và gửi",
    EDITABLE,
    (S.CERTIFIED,),
    "submission.certify",
    actions.certify,
    CertifyForm,
)
ACCEPT = Transition(
    "accept", "Chấp nhận", (S.CERTIFIED,), (S.ACCEPTED,), "submission.accept", actions.accept
)
RETURN = Transition(
    "return",
    "Trả lại",
    (S.CERTIFIED,),
    (S.RETURNED,),
    "submission.return",
    actions.send_back,
    ReturnForm,
)
REOPEN = Transition(
    "reopen",
    "Mở lại kết quả",
    (S.ACCEPTED,),
    (S.RETURNED,),
    "submission.reopen",
    actions.send_back,
    ReopenForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "certify": Words(
        button="Xem và xác nhận",
        done="Đã xác nhận và gửi kết quả tới Sở Nội vụ.",
        sign="send",
        style="primary",
    ),
    "accept": Words(
        button="Chấp nhận",
        done="Đã chấp nhận kết quả của cơ quan.",
        style="primary",
    ),
    "return": Words(
        button="Trả lại",
        heading="Trả lại kết quả tự kiểm tra",
        submit="Trả lại kết quả",
        done="Đã trả lại kết quả cho cơ quan.",
        sign="arrow-return-left",
        consequence="Cơ quan sửa được kết quả và phải được thủ trưởng xác nhận lại. Ngày gửi lần "
        "đầu vẫn được giữ để xét đúng hạn.",
    ),
    "reopen": Words(
        button="Mở lại kết quả",
        heading="Mở lại kết quả đã chấp nhận",
        done="Đã mở lại kết quả; cơ quan sửa và gửi lại.",
        sign="unlock",
        consequence="Kết quả không còn được tính cho đến khi cơ quan sửa, thủ trưởng xác nhận lại "
        "và Sở chấp nhận lại. Báo cáo đã chốt không thay đổi.",
    ),
}
_SENT = "Kết quả đã được thủ trưởng xác nhận và gửi; chỉ sửa được khi Sở Nội vụ trả lại."
_ACCEPTED = "Kết quả đã được chấp nhận; muốn sửa, cơ quan đề nghị lãnh đạo Sở Nội vụ mở lại."
_NOT_ACCEPTED = "Chỉ kết quả đã chấp nhận mới cần mở lại."
CLOSED: dict[str | tuple[str, str], str] = {
    S.DRAFT: "Cơ quan chưa gửi kết quả này.",
    S.RETURNED: "Kết quả này đã trả lại, đang chờ cơ quan gửi lại.",
    S.ACCEPTED: "Kết quả này đã được chấp nhận.",
    ("certify", S.CERTIFIED): _SENT,
    ("certify", S.ACCEPTED): _ACCEPTED,
    ("reopen", S.DRAFT): _NOT_ACCEPTED,
    ("reopen", S.RETURNED): _NOT_ACCEPTED,
    ("reopen", S.CERTIFIED): _NOT_ACCEPTED,
}


def submissions_of(user: User) -> QuerySet[Submission]:
    """The results a person may see, with what their pages and rules read."""
    rows = Submission.objects.visible_to(user).select_related("round", "agency")
    return rows.prefetch_related("counts__category", "agency__names")


SUBMISSIONS = register(
    Workflow(
        Submission,
        "submission",
        "submissions",
        submissions_of,
        (CERTIFY, ACCEPT, RETURN, REOPEN),
        WORDS,
        CLOSED,
        waits_for={S.CERTIFIED: SUBMISSION_CONFIRMERS, S.RETURNED: SUBMISSION_ANSWERERS},
    )
)

# Who ever prepared or certified a result, also before it was returned.
SUBMISSION_WRITERS = Scope((wrote(Submission, "create", "amend", "touch", CERTIFY.name),))


def filling_forbidden(user: User, submissions: Sequence[Submission], on: date) -> list[str | None]:
    """People of the agency itself, until it is certified, while the round takes results."""
    own = agencies_of(user, AGENCY, on)
    return [
        NOT_OF_THIS_AGENCY if row.agency_id not in own else _not_editable(row) or reason
        for row, reason in zip(submissions, _not_taken(submissions), strict=True)
    ]


def certifying_forbidden(
    user: User, submissions: Sequence[Submission], on: date
) -> list[str | None]:
    """The head of the agency, while the round takes results; what is missing the action asks."""
    own = agencies_of(user, frozenset({Role.AGENCY_HEAD}), on)
    return [
        reason
        if row.agency_id in own
        else "Chỉ thủ trưởng của cơ quan này mới xác nhận được kết quả."
        for row, reason in zip(submissions, _not_taken(submissions), strict=True)
    ]


def returning_forbidden(
    user: User, submissions: Sequence[Submission], on: date
) -> list[str | None]:
    """Whoever is in charge of the agency, while the agency can still correct it."""
    charge = _not_in_charge(user, submissions, on)
    return [
        reason or round_reason
        for reason, round_reason in zip(charge, _not_open(submissions), strict=True)
    ]


def accepting_forbidden(
    user: User, submissions: Sequence[Submission], on: date
) -> list[str | None]:
    """Whoever is in charge, but never one who had a hand in it. A closed round can still be read
    through: what was sent in time is accepted or not on its merits."""
    written = SUBMISSION_WRITERS.covers(user, submissions, on)
    reason = (
        "Bạn đã nhập hoặc xác nhận kết quả này nên không thể tự chấp nhận; người khác của Sở Nội "
        "vụ phải xem."
    )
    charge = _not_in_charge(user, submissions, on)
    return [
        reason if row.pk in written else not_in_charge
        for row, not_in_charge in zip(submissions, charge, strict=True)
    ]


def reopening_forbidden(
    user: User, submissions: Sequence[Submission], on: date
) -> list[str | None]:
    """An accepted result goes back to the agency, which needs an open round to correct it."""
    return _not_open(submissions)


def _not_editable(submission: Submission) -> str | None:
    if submission.state in EDITABLE:
        return None
    return _SENT if submission.state == S.CERTIFIED else _ACCEPTED


def _not_open(submissions: Sequence[Submission]) -> list[str | None]:
    prefetch_related_objects(submissions, "round")
    return [_round_not_open(row.round) for row in submissions]


def _not_taken(submissions: Sequence[Submission]) -> list[str | None]:
    """Why the rounds take no result of these agencies, or None."""
    due = DueAgency.objects.active().filter(
        round__in={row.round_id for row in submissions},
        agency__in={row.agency_id for row in submissions},
    )
    listed = set(due.values_list("round_id", "agency_id"))
    off = "Cơ quan này không thuộc danh sách phải báo cáo của đợt."
    return [
        reason or (None if (row.round_id, row.agency_id) in listed else off)
        for row, reason in zip(submissions, _not_open(submissions), strict=True)
    ]


def _round_not_open(round: Round) -> str | None:
    if round.state == RoundState.DRAFT:
        return "Đợt tự kiểm tra này chưa mở."
    if round.state == RoundState.CLOSED:
        return "Đợt tự kiểm tra này đã khóa; lãnh đạo Sở Nội vụ mở lại đợt thì mới làm được."
    return None


def _not_in_charge(user: User, submissions: Sequence[Submission], on: date) -> list[str | None]:
    judged = SUBMISSION_JUDGES.covers(user, submissions, on)
    reason = (
        f"Ngày {short_date(on)} bạn không phụ trách cơ quan này; chuyên viên phụ trách hoặc lãnh "
        "đạo Sở xử lý."
    )
    return [None if row.pk in judged else reason for row in submissions]


register_rules(
    {
        "submission.fill": filling_forbidden,
        "submission.certify": certifying_forbidden,
        "submission.return": returning_forbidden,
        "submission.accept": accepting_forbidden,
        "submission.reopen": reopening_forbidden,
    }
)
