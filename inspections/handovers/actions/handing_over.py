"""Pass on everything somebody has open, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.actions import put_in_charge
from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.complaints.states import COMPLAINT_OPEN
from inspections.handovers.actions.plans import Plan, plan_of
from inspections.handovers.models import Handover, HandoverItem, HandoverKind
from inspections.people.models import Assignment
from inspections.visits.models import Visit, VisitMember
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User, Versioned
from tayninh_portal.records import Act
from tayninh_portal.rows import ROWS_A_STATEMENT

LABEL = "Bàn giao"
CHANGED = (
    "Việc đang mở của người bàn giao đã thay đổi sau khi bạn xem. Hãy xem lại trước khi bàn giao."
)


def plan_handover(
    *,
    from_user: User,
    to_user: User,
    day: date,
    by: User,
    at: datetime | None = None,
) -> Plan:
    """What ``hand_over`` would do, to be looked at first. Raises ``Refused``,
    ``ValidationError``."""
    at = at or timezone.now()
    handover = Handover(from_user=from_user, to_user=to_user, day=day)
    records.require(by, "handover.create", handover, at=at)
    _check(handover, timezone.localdate(at))
    return plan_of(handover, by=by, on=timezone.localdate(at))


def hand_over(
    *,
    from_user: User,
    to_user: User,
    day: date,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    note: str = "",
    seen: str | None = None,
) -> tuple[Handover, bool]:
    """Give everything ``from_user`` has open to ``to_user`` from ``day`` on; ``(handover, True)``.

    1. In each agency in their charge the giver ends the day before and the receiver begins on
       ``day``; what waits for whoever is in charge goes along.
    2. The receiver becomes head of the drafts; the giver, who was there, stays a member.
    3. Complaints reserved for the giver are reserved for the receiver.

    What cannot go stays as it is (``Plan.staying`` says why). ``seen`` is the mark of the plan that
    was looked at. A second click with the same ``client_id`` gives the first handover, False.
    Raises ``Refused``, ``Conflict``, ``ValidationError``; then nothing has moved.
    """
    at = at or timezone.now()
    on = timezone.localdate(at)
    handover = Handover(
        client_id=client_id or uuid.uuid4(),
        from_user=from_user,
        to_user=to_user,
        day=day,
        note=note.strip(),
        is_illustrative=from_user.is_illustrative,
    )
    records.require(by, "handover.create", handover, at=at)
    made = _made_before(handover, by)
    if made is not None:
        return made, False
    _check(handover, on)
    try:
        with transaction.atomic():
            plan = plan_of(handover, by=by, on=on)
            if seen is not None and seen != plan.mark:
                raise Conflict(CHANGED)
            if not plan.going:
                raise ValidationError("Không có việc nào bàn giao được cho người này.")
            return records.create(
                handover,
                by=by,
                at=at,
                label=LABEL,
                own_rows=lambda row: _pass_on(row, plan, Act(by, at)),
            )
    except (Conflict, ValidationError):
        # The other request of one double click may have been the faster one.
        made = _made_before(handover, by)
        if made is None:
            raise
        return made, False


def _made_before(handover: Handover, by: User) -> Handover | None:
    return Handover.objects.filter(client_id=handover.client_id, created_by=by).first()


def _check(handover: Handover, on: date) -> None:
    """The day and the two people; raises ``ValidationError`` at the field."""
    giver, receiver, day = handover.from_user, handover.to_user, handover.day
    if giver == receiver:
        raise ValidationError({"to_user": "Người nhận phải là người khác."})
    if not receiver.is_active:
        raise ValidationError({"to_user": "Tài khoản của người nhận đang bị khóa."})
    if day > on:
        raise ValidationError(
            {"day": "Ngày nhận việc chưa đến; bàn giao ghi vào ngày đó hoặc sau đó."}
        )
    # Going back is for writing down late that somebody left. Who still held a post went on working,
    # and what they did then must not read as if they had not been in charge.
    if day < on and giver.appointments.on(day).exists():
        raise ValidationError(
            {
                "day": "Ngày này người bàn giao còn giữ chức trách; chọn ngày sau khi người đó "
                f"thôi chức trách, hoặc hôm nay ({short_date(on)})."
            }
        )


def _pass_on(handover: Handover, plan: Plan, act: Act) -> None:
    note = f"Theo bàn giao số {handover.pk}, từ ngày {short_date(handover.day)}."
    items = [
        _item(handover, row.kind, row.model, pk, version)
        for row in plan.following
        for pk, version in row.rows
    ]
    for kind, passes in _PASSES.items():
        going = [piece.record for piece in plan.going if piece.kind == kind]
        passed = passes(handover, going, act, note) if going else []
        items += [_item(handover, kind, row, row.pk, row.version) for row in passed]
    HandoverItem.objects.bulk_create(items, batch_size=ROWS_A_STATEMENT)


def _pass_agencies(
    handover: Handover, rows: Sequence[Assignment], act: Act, note: str
) -> list[Agency]:
    """The dated rows of the giver end; the receiver gets rows of their own."""
    begin = [
        Assignment(
            agency=row.agency, user=handover.to_user, starts_on=handover.day, ends_on=row.ends_on
        )
        for row in rows
    ]
    taken = put_in_charge(begin, instead_of=rows, act=act, label=LABEL, note=note)
    return [row.agency for row in taken]


def _pass_drafts(handover: Handover, rows: Sequence[Visit], act: Act, note: str) -> list[Visit]:
    """Another head. Whoever was on a visit stays in its team: that is what happened."""
    teams = VisitMember.objects.filter(visit__in=rows)
    teams.filter(is_head=True).update(is_head=False)
    there = teams.filter(user=handover.to_user)
    there.update(is_head=True)
    known = set(there.values_list("visit", flat=True))
    VisitMember.objects.bulk_create(
        [
            VisitMember(visit=row, user=handover.to_user, is_head=True)
            for row in rows
            if row.pk not in known
        ],
        batch_size=ROWS_A_STATEMENT,
    )
    # By their versions they are still the drafts that were read; nothing of their own is written.
    return records.touch_many(rows, act=act, label=LABEL, note=note)


def _pass_reserved(
    handover: Handover, rows: Sequence[Complaint], act: Act, note: str
) -> list[Complaint]:
    """Another leader is named; the clocks run on."""
    return records.amend_many(
        rows,
        act=act,
        label=LABEL,
        note=note,
        states=COMPLAINT_OPEN,
        reserved_for=handover.to_user,
    )


_PASSES: dict[HandoverKind, Callable[[Handover, Sequence[Any], Act, str], Sequence[Versioned]]] = {
    HandoverKind.ASSIGNMENT: _pass_agencies,
    HandoverKind.VISIT: _pass_drafts,
    HandoverKind.RESERVED: _pass_reserved,
}


def _item(
    handover: Handover,
    kind: HandoverKind,
    model: Versioned | type[Versioned],
    record_id: int,
    version: int,
) -> HandoverItem:
    """``model`` is the record or its class; both know their label."""
    return HandoverItem(
        handover=handover,
        kind=kind,
        record_type=model._meta.label_lower,
        record_id=record_id,
        version=version,
    )
