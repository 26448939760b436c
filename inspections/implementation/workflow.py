"""The workflow of the implementation facts.

An agency enters what it did and the Sở confirms it; what the Sở and UBND tỉnh did is entered by
the Sở and confirmed by somebody else there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet, prefetch_related_objects

from inspections.implementation import actions
from inspections.implementation.actions import writes_for
from inspections.implementation.forms import FactUpdateForm, ReopenForm, ReturnForm, WithdrawForm
from inspections.implementation.models import (
    FACT_ANSWERERS,
    FACT_CONFIRMERS,
    FACT_JUDGES,
    FACT_WRITERS,
    FactState,
    ImplementationFact,
)
from inspections.rounds.models import SubmissionState
from inspections.submissions.workflow import filling_forbidden
from tayninh_portal.access import register_rules
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = FactState
EDITABLE = (S.DRAFT, S.RETURNED)
CONFIRM = Transition(
    "confirm", "Xác nhận", (S.DRAFT,), (S.CONFIRMED,), "implementation.confirm", actions.confirm
)
RETURN = Transition(
    "return",
    "Trả lại",
    (S.DRAFT,),
    (S.RETURNED,),
    "implementation.return",
    actions.send_back,
    ReturnForm,
)
# What was returned goes back to the Sở with its correction.
UPDATE = Transition(
    "update",
    "Sửa kết quả triển khai",
    EDITABLE,
    (S.DRAFT,),
    "implementation.update",
    actions.update,
    FactUpdateForm,
)
WITHDRAW = Transition(
    "withdraw",
    "Rút kết quả",
    EDITABLE,
    (S.WITHDRAWN,),
    "implementation.withdraw",
    actions.withdraw,
    WithdrawForm,
)
REOPEN = Transition(
    "reopen",
    "Mở lại",
    (S.CONFIRMED,),
    (S.RETURNED,),
    "implementation.reopen",
    actions.send_back,
    ReopenForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "confirm": Words(
        button="Xác nhận kết quả",
        done="Đã xác nhận; kết quả được tính vào số liệu.",
        style="primary",
    ),
    "return": Words(
        button="Trả lại",
        heading="Trả lại kết quả triển khai",
        done="Đã trả lại kết quả để sửa.",
        sign="arrow-return-left",
        consequence="Người nhập sửa theo lý do bạn ghi rồi gửi lại; kết quả chưa được tính vào số "
        "liệu.",
    ),
    "update": Words(
        button="Sửa kết quả",
        heading="Sửa kết quả triển khai",
        submit="Lưu kết quả",
        done="Đã lưu kết quả; Sở Nội vụ sẽ xác nhận.",
        sign="pencil",
    ),
    ("update", S.RETURNED): Words(
        button="Sửa kết quả",
        heading="Sửa kết quả triển khai",
        submit="Lưu và gửi lại",
        done="Đã lưu kết quả; Sở Nội vụ sẽ xác nhận.",
        sign="pencil",
    ),
    "withdraw": Words(
        button="Rút kết quả",
        heading="Rút kết quả triển khai",
        done="Đã rút kết quả.",
        sign="x-circle",
        style="outline-danger",
        consequence="Kết quả không được tính vào số liệu và không khôi phục được; muốn tính lại "
        "thì ghi mới. Dòng này vẫn còn trong danh sách, đánh dấu đã rút.",
    ),
    "reopen": Words(
        button="Mở lại",
        heading="Mở lại kết quả triển khai",
        done="Đã mở lại kết quả; kết quả không được tính cho đến khi xác nhận lại.",
        sign="unlock",
        consequence="Kết quả không được tính vào số liệu cho đến khi người nhập sửa, gửi lại và Sở "
        "Nội vụ xác nhận lại.",
    ),
}
_CONFIRMED = "Kết quả đã được xác nhận; muốn sửa, lãnh đạo Sở Nội vụ mở lại."
_NOT_CONFIRMED = "Chỉ kết quả đã xác nhận mới cần mở lại."
_FIXED: dict[str, str] = {S.CONFIRMED: _CONFIRMED, S.WITHDRAWN: "Kết quả này đã rút."}
CLOSED: dict[str | tuple[str, str], str] = {
    S.CONFIRMED: "Kết quả này đã được xác nhận.",
    S.RETURNED: "Kết quả này đã trả lại, đang chờ cơ quan sửa.",
    S.WITHDRAWN: _FIXED[S.WITHDRAWN],
    ("update", S.CONFIRMED): _CONFIRMED,
    ("withdraw", S.CONFIRMED): _CONFIRMED,
    ("reopen", S.DRAFT): _NOT_CONFIRMED,
    ("reopen", S.RETURNED): _NOT_CONFIRMED,
    ("reopen", S.WITHDRAWN): _NOT_CONFIRMED,
}


def facts_of(user: User) -> QuerySet[ImplementationFact]:
    """The facts a person may see, with what their pages and rules read."""
    require(user, "implementation.list")
    rows = ImplementationFact.objects.visible_to(user).named()
    return rows.select_related("agency", "document__file", "submission__round")


FACTS = register(
    Workflow(
        ImplementationFact,
        "implementation",
        "implementation",
        facts_of,
        (CONFIRM, RETURN, UPDATE, WITHDRAW, REOPEN),
        WORDS,
        CLOSED,
        waits_for={S.DRAFT: FACT_CONFIRMERS, S.RETURNED: FACT_ANSWERERS},
    )
)

# A result of a self-inspection can be changed while the agency still works on it.
SUBMISSION_OPEN = (SubmissionState.DRAFT, SubmissionState.RETURNED)
_WITH_THE_SUBMISSION = "Kết quả này được xác nhận cùng với kết quả tự kiểm tra của cơ quan."


def writing_forbidden(
    user: User, facts: Sequence[ImplementationFact], on: date
) -> list[str | None]:
    """For one's own agency; the Sở for itself and for UBND tỉnh. Within a self-inspection as long
    as that can be filled in."""
    own = writes_for(user, on).filter(pk__in={fact.agency_id for fact in facts})
    written_for = set(own.values_list("pk", flat=True))
    reason = (
        "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan này mới ghi và sửa được; Sở Nội vụ ghi kết "
        "quả của Sở và của UBND tỉnh."
    )
    return [
        shut if fact.agency_id in written_for else reason
        for fact, shut in zip(facts, _submission_shut(user, facts, on), strict=True)
    ]


def correcting_forbidden(
    user: User, facts: Sequence[ImplementationFact], on: date
) -> list[str | None]:
    """Whoever may enter it. Its papers are attached by this permission, with no transition that
    would ask the state: they too are fixed once it is confirmed or withdrawn."""
    return [
        reason or _FIXED.get(fact.state)
        for fact, reason in zip(facts, writing_forbidden(user, facts, on), strict=True)
    ]


def confirming_forbidden(
    user: User, facts: Sequence[ImplementationFact], on: date
) -> list[str | None]:
    """Whoever is in charge of the agency, but never one who had a hand in it."""
    written = FACT_WRITERS.covers(user, facts, on)
    hand = (
        "Bạn đã nhập hoặc sửa kết quả này nên không thể tự xác nhận; người khác của Sở Nội vụ phải "
        "xem."
    )
    return [
        reason or (hand if fact.pk in written else None)
        for fact, reason in zip(facts, judging_forbidden(user, facts, on), strict=True)
    ]


def judging_forbidden(
    user: User, facts: Sequence[ImplementationFact], on: date
) -> list[str | None]:
    """Whoever is in charge of the agency; what is told in a self-inspection goes with that."""
    return [
        reason or (None if fact.submission_id is None else _WITH_THE_SUBMISSION)
        for fact, reason in zip(facts, _not_in_charge(user, facts, on), strict=True)
    ]


def _submission_shut(user: User, facts: Sequence[ImplementationFact], on: date) -> list[str | None]:
    """Why nothing changes any more in the self-inspections the facts are told in; one of another
    agency is refused by the fact itself."""
    prefetch_related_objects(facts, "submission")
    own = [fact.submission for fact in facts if fact.submission is not None]
    reasons = dict(zip([row.pk for row in own], filling_forbidden(user, own, on), strict=True))
    return [_shut(fact, reasons) for fact in facts]


def _shut(fact: ImplementationFact, reasons: dict[int, str | None]) -> str | None:
    submission = fact.submission
    if submission is None or submission.agency_id != fact.agency_id:
        return None
    if submission.state not in SUBMISSION_OPEN:
        return "Kết quả này nằm trong kết quả tự kiểm tra đã gửi; chỉ sửa được khi được trả lại."
    return reasons[submission.pk]


def _not_in_charge(user: User, facts: Sequence[ImplementationFact], on: date) -> list[str | None]:
    judged = FACT_JUDGES.covers(user, facts, on)
    reason = "Bạn không phụ trách cơ quan này; chuyên viên phụ trách hoặc lãnh đạo Sở Nội vụ xử lý."
    return [None if fact.pk in judged else reason for fact in facts]


register_rules(
    {
        # ``implementation.create`` is asked about a fact that is not written yet.
        "implementation.create": writing_forbidden,
        "implementation.update": correcting_forbidden,
        "implementation.withdraw": writing_forbidden,
        "implementation.confirm": confirming_forbidden,
        "implementation.return": judging_forbidden,
    }
)
