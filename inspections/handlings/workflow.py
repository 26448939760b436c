"""Workflow and rules of the handlings: the agency enters and corrects, the Sở confirms or returns,
by somebody who does not belong to that agency.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from inspections.agencies.models import Agency, LegalKind, taken_over_by
from inspections.findings.models import Finding
from inspections.handlings import actions
from inspections.handlings.forms import HandlingUpdateForm, ReopenForm, ReturnForm, WithdrawForm
from inspections.handlings.models import Handling, HandlingState, inherited_by
from inspections.people.models import Assignment
from inspections.visits.models import VisitState
from inspections.visits.workflow import is_in_team
from tayninh_portal.access import AGENCY, Role, agencies_of, each, holds, posts_of, register_rules
from tayninh_portal.models import Change, User
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

WORDS = {
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
CLOSED = {
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
        "finding__visit__agency__parent",
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
    )
)

NOT_OURS = (
    "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan được kiểm tra mới làm được việc này; đơn vị "
    "trực thuộc do cơ quan quản lý trực tiếp thực hiện."
)
NOT_IN_CHARGE = (
    "Chỉ thành viên Tổ kiểm tra, chuyên viên phụ trách cơ quan và lãnh đạo Sở Nội vụ được làm "
    "việc này."
)
BELONGS = "Bạn công tác tại cơ quan này nên không thể xem xét kết quả của chính cơ quan mình."
HAD_A_HAND = "Bạn đã nhập hoặc sửa nội dung này nên người khác của Sở Nội vụ phải xem xét."


def answers_for(user: Any, agency: Agency, on: date) -> bool:
    """Whether ``user`` speaks for ``agency``, or for the body that goes on with what it left open
    when it ended; a subordinate unit's say is that of the body above it as well
    (``models.handlings.answered_by`` is the same for a list)."""
    own = agencies_of(user, AGENCY, on) | inherited_by(user, on)
    below = agency.legal_kind == LegalKind.SUBORDINATE and agency.parent_id in own
    return agency.pk in own or below


def not_for_the_department(user: Any, finding: Finding, agency: Agency, on: date) -> str | None:
    """The sentence that keeps ``user`` of the Sở from judging what ``agency`` did, or None.

    The team of the visit, the specialist in charge and the manager judge; nobody the agency he
    belongs to. At the Sở itself everybody belongs: there ``had_a_hand_in`` alone keeps them apart.
    """
    in_charge = holds(user, Role.MANAGER, on=on) or is_in_team(user, finding.visit)
    if not in_charge:
        bodies = {agency.pk}
        if agency.legal_kind == LegalKind.SUBORDINATE and agency.parent_id is not None:
            bodies.add(agency.parent_id)
        in_charge = Assignment.objects.on(on).filter(agency__in=bodies, user=user).exists()
    if not in_charge:
        return NOT_IN_CHARGE
    return BELONGS if _belongs(user, agency, on) else None


def not_standing(finding: Finding) -> str | None:
    """Why nothing is done about a finding, whoever asks: it does not count (any more)."""
    if finding.withdrawn_at is not None:
        return "Nội dung này đã được rút khỏi lượt kiểm tra."
    if finding.visit.state != VisitState.CONCLUDED:
        return "Lượt kiểm tra chưa kết thúc hoặc đang được đính chính."
    return None


def had_a_hand_in(user: Any, record: Any, *names: str) -> bool:
    """Whether ``user`` ever carried out one of ``names`` on the record."""
    return Change.objects.of(record).filter(by=user, action__in=names).exists()


def writing_forbidden(user: User, handling: Handling, on: date) -> str | None:
    """For one's own agency."""
    return None if answers_for(user, handling.finding.visit.agency, on) else NOT_OURS


def correcting_forbidden(user: User, handling: Handling, on: date) -> str | None:
    """For one's own agency, about a finding that counts."""
    return writing_forbidden(user, handling, on) or not_standing(handling.finding)


def judging_forbidden(user: User, handling: Handling, on: date) -> str | None:
    """Whoever judges for the Sở."""
    finding = handling.finding
    reason = not_for_the_department(user, finding, finding.visit.agency, on)
    return reason or not_standing(finding)


def confirming_forbidden(user: User, handling: Handling, on: date) -> str | None:
    """Whoever judges for the Sở, never one who had a hand in it."""
    finding = handling.finding
    reason = not_for_the_department(user, finding, finding.visit.agency, on)
    if reason is None and had_a_hand_in(user, handling, "create", UPDATE.name):
        reason = HAD_A_HAND
    return reason or not_standing(finding)


def reopening_forbidden(user: User, handling: Handling, on: date) -> str | None:
    """The manager of another house than the agency's."""
    if _belongs(user, handling.finding.visit.agency, on):
        return BELONGS
    return not_standing(handling.finding)


def opening_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """The agency itself and those who judge it: a decision names the person. Who goes on with what
    an ended body left opens what it answered itself, not what was settled before."""
    finding = handling.finding
    if answers_for(user, finding.visit.agency, on) and not _settled_before(user, handling, on):
        return None
    return not_for_the_department(user, finding, finding.visit.agency, on)


def _settled_before(user: Any, handling: Handling, on: date) -> bool:
    agency, confirmed_on = handling.finding.visit.agency, handling.confirmed_on
    if agency.pk not in inherited_by(user, on) or agency.pk in agencies_of(user, AGENCY, on):
        return False
    return None not in (agency.ends_on, confirmed_on) and confirmed_on <= agency.ends_on


def _belongs(user: Any, agency: Agency, on: date) -> bool:
    """Whether ``user`` holds a post in the agency, in the body above it or in a unit below it, or
    in the one that answers in its stead after a merger.

    UBND tỉnh stands above every sở alike, and the Sở's own people are all of the Sở.
    """
    posts = {post.agency_id for post in posts_of(user, on)}
    above = agency.parent
    house = [agency]
    if above is not None and above.legal_kind != LegalKind.PROVINCE:
        house.append(above)
    if any(body.pk in posts and not body.is_department for body in house):
        return True
    if agency.ends_on is not None:
        others = Agency.objects.filter(pk__in=posts, is_department=False)
        if agency.pk in taken_over_by(set(others.values_list("pk", flat=True)), on):
            return True
    below = Agency.objects.filter(pk__in=posts, parent=agency, legal_kind=LegalKind.SUBORDINATE)
    return not agency.is_department and below.exists()


register_rules(
    {
        # ``handling.enter`` is asked about a handling that is not written yet.
        "handling.enter": each(correcting_forbidden),
        "handling.update": each(correcting_forbidden),
        "handling.withdraw": each(writing_forbidden),
        "handling.confirm": each(confirming_forbidden),
        "handling.return": each(judging_forbidden),
        "handling.reopen": each(reopening_forbidden),
        "handling.open_file": each(opening_forbidden),
    }
)
