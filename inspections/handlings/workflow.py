"""Workflow and rules of the handlings: the agency enters and corrects, the Sở confirms or returns,
by somebody who does not belong to that agency.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from inspections.agencies.scope import inherited_by
from inspections.findings.models import Finding
from inspections.handlings import actions
from inspections.handlings.forms import HandlingUpdateForm, ReopenForm, ReturnForm, WithdrawForm
from inspections.handlings.models import (
    FINDING_ANSWERERS,
    HANDLING_ANSWERERS,
    HANDLING_CONFIRMERS,
    HANDLING_HOUSE,
    HANDLING_JUDGES,
    HANDLING_WRITERS,
    Handling,
    HandlingState,
)
from inspections.recommendations.models import Recommendation
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import AGENCY, agencies_of, register_rules
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = HandlingState
EDITABLE = (S.ENTERED, S.RETURNED)
CONFIRM = Transition(
    "confirm", "Xác nhận", (S.ENTERED,), (S.CONFIRMED,), "handling.confirm", actions.confirm
)
RETURN = Transition(
    "return",
    "Trả lại",
    (S.ENTERED,),
    (S.RETURNED,),
    "handling.return",
    actions.send_back,
    ReturnForm,
)
# What was returned goes back to the Sở with its correction.
UPDATE = Transition(
    "update",
    "Sửa kết quả xử lý",
    EDITABLE,
    (S.ENTERED,),
    "handling.update",
    actions.update,
    HandlingUpdateForm,
)
WITHDRAW = Transition(
    "withdraw",
    "Rút kết quả",
    EDITABLE,
    (S.WITHDRAWN,),
    "handling.withdraw",
    actions.withdraw,
    WithdrawForm,
)
REOPEN = Transition(
    "reopen",
    "Mở lại",
    (S.CONFIRMED,),
    (S.RETURNED,),
    "handling.reopen",
    actions.send_back,
    ReopenForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "confirm": Words(
        button="Xác nhận kết quả",
        done="Đã xác nhận; kết quả được tính là đã xử lý.",
        style="primary",
    ),
    "return": Words(
        button="Trả lại",
        heading="Trả lại kết quả xử lý",
        done="Đã trả lại kết quả để cơ quan sửa.",
        sign="arrow-return-left",
        consequence="Cơ quan sửa theo lý do bạn ghi rồi gửi lại; kết quả chưa được tính là đã xử "
        "lý.",
    ),
    "update": Words(
        button="Sửa kết quả",
        heading="Sửa kết quả xử lý",
        submit="Lưu kết quả",
        done="Đã lưu kết quả xử lý; Sở Nội vụ sẽ xác nhận.",
        sign="pencil",
    ),
    ("update", S.RETURNED): Words(
        button="Sửa kết quả",
        heading="Sửa kết quả xử lý",
        submit="Lưu và gửi lại",
        done="Đã lưu kết quả xử lý; Sở Nội vụ sẽ xác nhận.",
        sign="pencil",
    ),
    "withdraw": Words(
        button="Rút kết quả",
        heading="Rút kết quả xử lý",
        done="Đã rút kết quả; có thể ghi kết quả khác.",
        sign="x-circle",
        style="outline-danger",
        consequence="Kết quả này không khôi phục được; cơ quan ghi kết quả khác cho nội dung này. "
        "Dùng khi ghi nhầm nội dung.",
    ),
    "reopen": Words(
        button="Mở lại",
        heading="Mở lại kết quả xử lý",
        done="Đã mở lại; kết quả không được tính cho đến khi xác nhận lại.",
        sign="unlock",
        consequence="Kết quả không được tính là đã xử lý cho đến khi cơ quan sửa, gửi lại và Sở "
        "Nội vụ xác nhận lại.",
    ),
}
_CONFIRMED = "Kết quả đã được xác nhận; muốn sửa, lãnh đạo Sở Nội vụ mở lại."
_NOT_CONFIRMED = "Chỉ kết quả đã xác nhận mới cần mở lại."
CLOSED: dict[str | tuple[str, str], str] = {
    S.CONFIRMED: "Kết quả này đã được xác nhận.",
    S.RETURNED: "Kết quả này đã trả lại, đang chờ cơ quan sửa.",
    S.WITHDRAWN: "Kết quả này đã rút.",
    ("update", S.CONFIRMED): _CONFIRMED,
    ("withdraw", S.CONFIRMED): _CONFIRMED,
    ("reopen", S.ENTERED): _NOT_CONFIRMED,
    ("reopen", S.RETURNED): _NOT_CONFIRMED,
    ("reopen", S.WITHDRAWN): _NOT_CONFIRMED,
}


def handlings_of(user: User) -> QuerySet[Handling]:
    """The handlings a person may see, with what their pages and rules read."""
    require(user, "handling.list")
    rows = Handling.objects.visible_to(user).named().select_related("form", "file")
    return rows.select_related(
        "finding__category",
        "finding__field",
        "finding__recommended_handling",
        "finding__agency__parent",
        "finding__visit",
    )


HANDLINGS = register(
    Workflow(
        Handling,
        "handling",
        "handlings",
        handlings_of,
        (CONFIRM, RETURN, UPDATE, WITHDRAW, REOPEN),
        WORDS,
        CLOSED,
        waits_for={S.ENTERED: HANDLING_CONFIRMERS, S.RETURNED: HANDLING_ANSWERERS},
    )
)

NOT_OURS = (
    "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan phải xử lý mới làm được việc này; đơn vị "
    "trực thuộc do cơ quan quản lý trực tiếp thực hiện."
)
NOT_IN_CHARGE = (
    "Chỉ thành viên Tổ kiểm tra, chuyên viên phụ trách cơ quan và lãnh đạo Sở Nội vụ được làm "
    "việc này."
)
BELONGS = "Bạn công tác tại cơ quan này nên không thể xem xét kết quả của chính cơ quan mình."
HAD_A_HAND = "Bạn đã nhập hoặc sửa nội dung này nên người khác của Sở Nội vụ phải xem xét."


def not_counted(finding: Finding) -> str | None:
    """Why nothing is done about a finding, whoever asks: it does not count (any more)."""
    return not_standing(finding, finding.visit)


def not_standing(said: Finding | Recommendation, visit: Visit) -> str | None:
    """The same of anything the Tổ said on ``visit``."""
    if said.withdrawn_at is not None:
        return "Nội dung này đã được rút khỏi lượt kiểm tra."
    if visit.state != VisitState.CONCLUDED:
        return "Lượt kiểm tra chưa kết thúc hoặc đang được đính chính."
    return None


def entering(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """For one's own agency, about findings that count; the handlings are not written yet."""
    findings = [handling.finding for handling in handlings]
    own = FINDING_ANSWERERS.covers(user, findings, on)
    return [NOT_OURS if row.pk not in own else not_counted(row) for row in findings]


def correcting(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """For one's own agency, about findings that count."""
    own = HANDLING_ANSWERERS.covers(user, handlings, on)
    return [NOT_OURS if row.pk not in own else not_counted(row.finding) for row in handlings]


def withdrawing(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """For one's own agency."""
    own = HANDLING_ANSWERERS.covers(user, handlings, on)
    return [None if row.pk in own else NOT_OURS for row in handlings]


def judging(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """Whoever judges for the Sở: the team of the visit, the specialist in charge and the manager;
    nobody the house they belong to. At the Sở itself everybody belongs: there who had a hand in the
    result is kept from it."""
    reasons = _not_judges(user, handlings, on)
    return [
        reason or not_counted(row.finding) for reason, row in zip(reasons, handlings, strict=True)
    ]


def confirming(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """Whoever judges for the Sở, never one who had a hand in it."""
    reasons = _not_judges(user, handlings, on)
    written = HANDLING_WRITERS.covers(user, handlings, on)
    return [
        reason or (HAD_A_HAND if row.pk in written else not_counted(row.finding))
        for reason, row in zip(reasons, handlings, strict=True)
    ]


def reopening(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """The manager of another house than the agency's."""
    own_house = HANDLING_HOUSE.covers(user, handlings, on)
    return [BELONGS if row.pk in own_house else not_counted(row.finding) for row in handlings]


def opening(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    """The agency itself and those who judge it: a decision names the person. Who goes on with what
    an ended body left opens what they answered themselves, not what was settled before."""
    own = HANDLING_ANSWERERS.covers(user, handlings, on)
    reasons = _not_judges(user, handlings, on)
    return [
        None if row.pk in own and not _settled_before(user, row, on) else reason
        for reason, row in zip(reasons, handlings, strict=True)
    ]


def _not_judges(user: User, handlings: Sequence[Handling], on: date) -> list[str | None]:
    judged = HANDLING_JUDGES.covers(user, handlings, on)
    own_house = HANDLING_HOUSE.covers(user, handlings, on)
    return [
        NOT_IN_CHARGE if row.pk not in judged else BELONGS if row.pk in own_house else None
        for row in handlings
    ]


def _settled_before(user: User, handling: Handling, on: date) -> bool:
    agency, confirmed_on = handling.finding.agency, handling.confirmed_on
    if agency.pk not in inherited_by(user, on) or agency.pk in agencies_of(user, AGENCY, on):
        return False
    if agency.ends_on is None or confirmed_on is None:
        return False
    return confirmed_on <= agency.ends_on


register_rules(
    {
        "handling.enter": entering,
        "handling.update": correcting,
        "handling.withdraw": withdrawing,
        "handling.confirm": confirming,
        "handling.return": judging,
        "handling.reopen": reopening,
        "handling.open_file": opening,
    }
)
