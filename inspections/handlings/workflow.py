"""Workflow and rules of the handlings, and what the law lets an agency decide.

The agency enters and corrects; the Sở confirms or returns, by somebody who does not belong to that
agency. A rule says the person first, then the state.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from inspections.agencies.models import Agency, LegalKind, taken_over_by
from inspections.catalogues.models import PersonKind, Subject
from inspections.findings.models import Finding
from inspections.handlings.models import Handling, HandlingState, inherited_by
from inspections.people.models import Assignment
from inspections.visits.models import VisitState
from inspections.visits.workflow import is_in_team
from tayninh_portal.access import AGENCY, Role, agencies_of, holds, posts_of, rule
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import Change
from tayninh_portal.records import Move

S = HandlingState
EDITABLE = (S.ENTERED, S.RETURNED)
CONFIRM = Move("confirm", "Xác nhận", (S.ENTERED,), S.CONFIRMED, "handling.confirm")
RETURN = Move(
    "return",
    "Trả lại",
    (S.ENTERED,),
    S.RETURNED,
    "handling.return",
    needs_note="Hãy ghi lý do trả lại để cơ quan biết phải sửa gì.",
)
RESEND = Move("resend", "Gửi lại", (S.RETURNED,), S.ENTERED, "handling.update")
WITHDRAW = Move(
    "withdraw",
    "Rút kết quả",
    EDITABLE,
    S.WITHDRAWN,
    "handling.withdraw",
    needs_note="Hãy ghi lý do rút kết quả này.",
    undoable=False,
)
REOPEN = Move(
    "reopen",
    "Mở lại",
    (S.CONFIRMED,),
    S.RETURNED,
    "handling.reopen",
    needs_note="Hãy ghi lý do mở lại kết quả đã xác nhận.",
)
MOVES = (CONFIRM, RETURN, RESEND, WITHDRAW, REOPEN)

# A recommendation and no result: an agency says what it decided.
RECOMMENDED_ONLY = ("by_authority",)
# A reminder in writing is a paper with a number and a day, and keeps them: “đã được nhắc nhở bằng
# văn bản ngày …”.
IN_WRITING = ("remind_written",)
# Cách chức and giáng chức take a post away; a công chức or viên chức without one has none to lose
# (Luật Cán bộ, công chức 2008, Điều 79; Nghị định 112/2020/NĐ-CP, Điều 7 and 15). A cán bộ always
# holds one.
OF_A_POST = ("removal", "demotion")

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


def had_a_hand_in(user: Any, record: Any, *deeds: str) -> bool:
    """Whether ``user`` ever did one of ``deeds`` to the record."""
    return Change.objects.of(record).filter(by=user, action__in=deeds).exists()


def law_problems(handling: Handling) -> dict[str, str]:
    """What the law forbids about a handling: field → sentence; empty when it may stand.

    Discipline binds each kind of person by the law in force on the day handling starts; a case
    under way keeps it. The law of the act's day may be chosen with a reason where it favours the
    person (Nghị định 234/2026/NĐ-CP, Điều 24).
    """
    finding, form = handling.finding, handling.form
    problems: dict[str, str] = {}
    wrong = _form_problem(finding, form)
    if wrong:
        problems["form"] = wrong
    elif handling.law_reason:
        problems |= _act_day_problem(handling)
    elif not form.in_force_on(handling.starts_on):
        problems |= _out_of_force(handling)
    if handling.starts_on < finding.visit_day:
        problems["starts_on"] = "Ngày bắt đầu xử lý không được trước ngày kiểm tra."
    needs_paper = form.is_discipline or form.code in IN_WRITING
    if needs_paper and not handling.decision_number:
        problems["decision_number"] = (
            "Kỷ luật phải có số và ngày quyết định."
            if form.is_discipline
            else "Nhắc nhở bằng văn bản phải có số và ngày văn bản."
        )
    if handling.decision_number and not handling.signer:
        problems["signer"] = "Ghi chức vụ người ký văn bản."
    if handling.decision_date and handling.decision_date < handling.starts_on:
        problems["decision_date"] = "Văn bản không được ký trước ngày bắt đầu xử lý."
    return problems


def _form_problem(finding: Finding, form: Any) -> str | None:
    if form.code in RECOMMENDED_ONLY:
        return f"“{form.name}” là kiến nghị của Tổ; chọn hình thức cơ quan đã áp dụng."
    if finding.subject == Subject.UNIT:
        return None if form.for_unit else f"“{form.name}” không áp dụng cho đơn vị."
    kind = PersonKind(finding.person_kind)
    if not form.suits(kind):
        return f"Hình thức kỷ luật “{form.name}” không áp dụng cho {kind.label.lower()}."
    holds_a_post = finding.is_leader or kind == PersonKind.OFFICIAL
    if form.code in OF_A_POST and not holds_a_post:
        return f"“{form.name}” chỉ áp dụng cho người giữ chức vụ lãnh đạo, quản lý."
    return None


def _act_day_problem(handling: Handling) -> dict[str, str]:
    if not handling.form.is_discipline:
        return {"law_reason": "Chỉ hình thức kỷ luật mới chọn quy định để áp dụng; để trống ô này."}
    if not handling.form.in_force_on(handling.finding.visit_day):
        return {"form": "Hình thức này không có trong quy định vào ngày vi phạm."}
    return {}


def _out_of_force(handling: Handling) -> dict[str, str]:
    form, act = handling.form, handling.finding.visit_day
    started = short_date(handling.starts_on)
    if form.is_discipline and form.in_force_on(act):
        return {
            "law_reason": f"“{form.name}” không áp dụng vào ngày bắt đầu xử lý ({started}). Nếu "
            f"áp dụng quy định vào ngày vi phạm ({short_date(act)}) vì có lợi hơn cho người vi "
            "phạm thì ghi lý do."
        }
    return {"form": f"“{form.name}” không áp dụng vào ngày bắt đầu xử lý ({started})."}


@rule("handling.enter")
def entering_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """For one's own agency, about a finding that counts; ``handling`` is not written yet."""
    return _not_a_writer(user, handling, on) or not_standing(handling.finding)


@rule("handling.update")
def correcting_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """Whoever may enter it, until it is confirmed."""
    return (
        _not_a_writer(user, handling, on)
        or not_standing(handling.finding)
        or _not_editable(handling)
    )


@rule("handling.withdraw")
def withdrawing_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """Whoever may enter it, until it is confirmed."""
    return _not_a_writer(user, handling, on) or _not_editable(handling)


@rule("handling.confirm")
def confirming_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """Whoever judges for the Sở, never one who had a hand in it."""
    finding = handling.finding
    reason = not_for_the_department(user, finding, finding.visit.agency, on)
    if reason is None and had_a_hand_in(user, handling, "create", "amend", RESEND.name):
        reason = HAD_A_HAND
    return reason or not_standing(finding) or _not_waiting(handling)


@rule("handling.return")
def returning_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """Whoever judges for the Sở."""
    finding = handling.finding
    return (
        not_for_the_department(user, finding, finding.visit.agency, on)
        or not_standing(finding)
        or _not_waiting(handling)
    )


@rule("handling.reopen")
def reopening_forbidden(user: Any, handling: Handling, on: date) -> str | None:
    """Only what is confirmed goes back; the manager of another house than the agency's."""
    if _belongs(user, handling.finding.visit.agency, on):
        return BELONGS
    if handling.state != S.CONFIRMED:
        return "Chỉ kết quả đã xác nhận mới cần mở lại."
    return not_standing(handling.finding)


@rule("handling.open_file")
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


def _not_a_writer(user: Any, handling: Handling, on: date) -> str | None:
    return None if answers_for(user, handling.finding.visit.agency, on) else NOT_OURS


def _not_editable(handling: Handling) -> str | None:
    if handling.state == S.CONFIRMED:
        return "Kết quả đã được xác nhận; muốn sửa, lãnh đạo Sở Nội vụ mở lại."
    return "Kết quả này đã rút." if handling.state == S.WITHDRAWN else None


def _not_waiting(handling: Handling) -> str | None:
    return {
        S.CONFIRMED: "Kết quả này đã được xác nhận.",
        S.RETURNED: "Kết quả này đã trả lại, đang chờ cơ quan sửa.",
        S.WITHDRAWN: "Kết quả này đã rút.",
    }.get(S(handling.state))
