"""Workflow and rules of the implementation facts.

An agency enters what it did and the Sở confirms it; what the Sở and UBND tỉnh did is entered by
the Sở and confirmed by somebody else there. A rule says the person first, then the state.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from inspections.agencies.models import Agency, LegalKind
from inspections.implementation.models import FACT_JUDGES, FactState, ImplementationFact
from inspections.rounds.models import SubmissionState
from inspections.submissions.workflow import filling_forbidden
from tayninh_portal.access import AGENCY, DEPARTMENT, agencies_of, each, register_rules, roles_of
from tayninh_portal.models import User
from tayninh_portal.records import Move
from tayninh_portal.scope import Scope, wrote

S = FactState
EDITABLE = (S.DRAFT, S.RETURNED)
CONFIRM = Move("confirm", "Xác nhận", (S.DRAFT,), S.CONFIRMED, "implementation.confirm")
RETURN = Move(
    "return",
    "Trả lại",
    (S.DRAFT,),
    S.RETURNED,
    "implementation.return",
    needs_note="Hãy ghi lý do trả lại để cơ quan biết phải sửa gì.",
)
RESEND = Move("resend", "Gửi lại", (S.RETURNED,), S.DRAFT, "implementation.update")
WITHDRAW = Move(
    "withdraw",
    "Rút kết quả",
    EDITABLE,
    S.WITHDRAWN,
    "implementation.withdraw",
    needs_note="Hãy ghi lý do rút kết quả này.",
    undoable=False,
)
REOPEN = Move(
    "reopen",
    "Mở lại",
    (S.CONFIRMED,),
    S.RETURNED,
    "implementation.reopen",
    needs_note="Hãy ghi lý do mở lại kết quả đã xác nhận.",
)
MOVES = (CONFIRM, RETURN, RESEND, WITHDRAW, REOPEN)

# A result of a self-inspection can be changed while the agency still works on it.
SUBMISSION_OPEN = (SubmissionState.DRAFT, SubmissionState.RETURNED)


def writes_for(user: User, on: date) -> QuerySet[Agency]:
    """The agencies whose facts ``user`` enters on a day: his own; the Sở's people those of the Sở
    and of UBND tỉnh."""
    where = Q(pk__in=agencies_of(user, AGENCY, on))
    if roles_of(user, on) & DEPARTMENT:
        where |= Q(is_department=True) | Q(legal_kind=LegalKind.PROVINCE)
    return Agency.objects.on(on).filter(where)


# Who ever entered or corrected a fact.
FACT_WRITERS = Scope((wrote(ImplementationFact, "create", "amend", RESEND.name),))


def entering_forbidden(user: User, fact: ImplementationFact, on: date) -> str | None:
    """For one's own agency; the Sở for itself and for UBND tỉnh. Within a self-inspection as long
    as that can be filled in."""
    return _not_a_writer(user, fact, on) or _submission_shut(user, fact, on)


def correcting_forbidden(user: User, fact: ImplementationFact, on: date) -> str | None:
    """Whoever may enter it, until it is confirmed."""
    return _not_a_writer(user, fact, on) or _not_editable(fact) or _submission_shut(user, fact, on)


def withdrawing_forbidden(user: User, fact: ImplementationFact, on: date) -> str | None:
    """Whoever may enter it, until it is confirmed."""
    return _not_a_writer(user, fact, on) or _not_editable(fact) or _submission_shut(user, fact, on)


def confirming_forbidden(user: User, fact: ImplementationFact, on: date) -> str | None:
    """Whoever is in charge of the agency, but never one who had a hand in it."""
    reason = _not_in_charge(user, fact, on) or _not_waiting(fact)
    if reason is None and FACT_WRITERS.covers(user, [fact], on):
        return (
            "Bạn đã nhập hoặc sửa kết quả này nên không thể tự xác nhận; người khác của Sở Nội vụ "
            "phải xem."
        )
    return reason


def returning_forbidden(user: User, fact: ImplementationFact, on: date) -> str | None:
    """Whoever is in charge of the agency."""
    return _not_in_charge(user, fact, on) or _not_waiting(fact)


def reopening_forbidden(user: User, fact: ImplementationFact, on: date) -> str | None:
    """Only what is confirmed goes back."""
    if fact.state != S.CONFIRMED:
        return "Chỉ kết quả đã xác nhận mới cần mở lại."
    return None


def _not_a_writer(user: User, fact: ImplementationFact, on: date) -> str | None:
    if writes_for(user, on).filter(pk=fact.agency_id).exists():
        return None
    return (
        "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan này mới ghi và sửa được; Sở Nội vụ ghi kết "
        "quả của Sở và của UBND tỉnh."
    )


def _not_editable(fact: ImplementationFact) -> str | None:
    if fact.state == S.CONFIRMED:
        return "Kết quả đã được xác nhận; muốn sửa, lãnh đạo Sở Nội vụ mở lại."
    if fact.state == S.WITHDRAWN:
        return "Kết quả này đã rút."
    return None


def _submission_shut(user: User, fact: ImplementationFact, on: date) -> str | None:
    """Why nothing changes any more in the self-inspection the fact is told in; one of another
    agency is refused by the fact itself."""
    submission = fact.submission
    if submission is None or submission.agency_id != fact.agency_id:
        return None
    if submission.state not in SUBMISSION_OPEN:
        return "Kết quả này nằm trong kết quả tự kiểm tra đã gửi; chỉ sửa được khi được trả lại."
    return filling_forbidden(user, submission, on)


def _not_in_charge(user: User, fact: ImplementationFact, on: date) -> str | None:
    if FACT_JUDGES.covers(user, [fact], on):
        return None
    return "Bạn không phụ trách cơ quan này; chuyên viên phụ trách hoặc lãnh đạo Sở Nội vụ xử lý."


def _not_waiting(fact: ImplementationFact) -> str | None:
    if fact.submission_id is not None:
        return "Kết quả này được xác nhận cùng với kết quả tự kiểm tra của cơ quan."
    if fact.state == S.DRAFT:
        return None
    return {
        S.CONFIRMED: "Kết quả này đã được xác nhận.",
        S.RETURNED: "Kết quả này đã trả lại, đang chờ cơ quan sửa.",
    }.get(S(fact.state), "Kết quả này đã rút.")


register_rules(
    {
        "implementation.create": each(entering_forbidden),
        "implementation.update": each(correcting_forbidden),
        "implementation.withdraw": each(withdrawing_forbidden),
        "implementation.confirm": each(confirming_forbidden),
        "implementation.return": each(returning_forbidden),
        "implementation.reopen": each(reopening_forbidden),
    }
)
