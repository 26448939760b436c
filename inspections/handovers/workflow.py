"""Who may pass on what somebody has open, and who may receive it.

The manager passes on the work of the Sở's people, whether they are still there or gone. What is
reserved for a named leader is passed on by that leader; only when they no longer can, by the
manager, who then neither sees nor takes it.
"""

from __future__ import annotations

from datetime import date

from inspections.handovers.models import Handover, HandoverKind
from tayninh_portal.access import DEPARTMENT, Role, each, holds, register_rules
from tayninh_portal.models import Appointment, User

K = HandoverKind
# Kind → the roles in which somebody sees to it (inspections/complaints/rules.py for the reserved).
# Whoever heads a visit may come from another body: any post will do to go on with it.
HELD_AS: dict[HandoverKind, frozenset[Role]] = {
    K.ASSIGNMENT: DEPARTMENT,
    K.VISIT: frozenset(Role),
    K.RESERVED: frozenset({Role.MANAGER, Role.LEADER}),
}
RECEIVED_AS: dict[HandoverKind, frozenset[Role]] = {**HELD_AS, K.VISIT: DEPARTMENT}

NOT_A_LEADERS_WORK = "Lãnh đạo UBND tỉnh chỉ bàn giao phản ánh được giao riêng cho mình."
NOT_OF_THE_DEPARTMENT = "Người nhận không phải chuyên viên hoặc lãnh đạo Sở Nội vụ."
NOT_A_LEADER = "Người nhận không phải lãnh đạo Sở Nội vụ hoặc lãnh đạo UBND tỉnh."
NOT_OF_THE_PROVINCE = (
    "Phản ánh giao cho lãnh đạo UBND tỉnh chỉ bàn giao cho lãnh đạo UBND tỉnh khác."
)
NOT_FOR_ONESELF = "Bạn không tự nhận phản ánh giao riêng cho người khác; hãy chọn lãnh đạo khác."
ABOUT_THE_RECEIVER = "Phản ánh này nói về người nhận."
# To somebody who may not read the complaint, whom it is about is not told.
NOT_FOR_THE_RECEIVER = "Người nhận không được xử lý phản ánh này; hãy chọn lãnh đạo khác."


def handing_over_forbidden(user: User, handover: Handover, on: date) -> str | None:
    """The manager for anybody, a leader of UBND tỉnh for themselves."""
    if holds(user, Role.MANAGER, on=on) or handover.from_user_id == user.pk:
        return None
    return NOT_A_LEADERS_WORK


def still_sees_to(user: User, kind: HandoverKind, on: date) -> bool:
    """Whether ``user`` can still go on with what they hold of this kind."""
    return holds(user, *HELD_AS[kind], on=on)


def passes_on(user: User, giver: User, on: date) -> tuple[HandoverKind, ...]:
    """The kinds of ``giver``'s open work that ``user`` passes on."""
    manages = holds(user, Role.MANAGER, on=on)
    of_the_department = (K.ASSIGNMENT, K.VISIT) if manages else ()
    if user.pk == giver.pk or (manages and not still_sees_to(giver, K.RESERVED, on)):
        return (*of_the_department, K.RESERVED)
    return of_the_department


def unfit_to_receive(kind: HandoverKind, handover: Handover, on: date) -> str | None:
    """Why the receiver cannot see to this kind, on their first day and today."""
    for day in {handover.day, on}:
        if not holds(handover.to_user, *RECEIVED_AS[kind], on=day):
            return NOT_A_LEADER if kind == K.RESERVED else NOT_OF_THE_DEPARTMENT
    return None


def too_low_for_reserved(handover: Handover, on: date) -> str:
    """Why nothing reserved for the giver goes to the receiver; or nothing.

    It goes to a leader of the same height: what UBND tỉnh was to see to never comes down to the Sở
    it is about.
    """
    if was_of_the_province(handover.from_user, on) and not holds(
        handover.to_user, Role.LEADER, on=on
    ):
        return NOT_OF_THE_PROVINCE
    return ""


def reserved_forbidden(handover: Handover, subject_id: int | None, user: User) -> str:
    """Why a reserved complaint about ``subject_id`` does not go to the receiver; or nothing."""
    if subject_id == handover.to_user.pk:
        own = user.pk == handover.from_user.pk
        return ABOUT_THE_RECEIVER if own else NOT_FOR_THE_RECEIVER
    if user.pk == handover.to_user.pk:
        return NOT_FOR_ONESELF
    return ""


def was_of_the_province(user: User, on: date) -> bool:
    """Whether the last leading post ``user`` held until ``on`` was one at UBND tỉnh."""
    led = Appointment.objects.filter(
        user=user, role__in=(Role.MANAGER, Role.LEADER), starts_on__lte=on
    )
    last = led.order_by("-starts_on", "-pk").first()
    return last is not None and last.role == Role.LEADER


register_rules(
    {
        "handover.create": each(handing_over_forbidden),
    }
)
