"""Draft a plan, change its lines, take it to its number."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.agencies.models import Agency
from inspections.cited_documents.actions import tidy_number
from inspections.plans.models import Plan, PlanLine, PlanState
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User
from tayninh_portal.records import STALE, Act, StateChange, transit

REASON_NEEDED = "Kế hoạch đã ban hành: ghi lý do thay đổi."


class Told(TypedDict, total=False):
    """The words of a plan."""

    subject: str
    bases: str
    purpose: str
    contents: str
    carrying_out: str


class Line(TypedDict, total=False):
    """What a line says beside its agency or group."""

    month: int
    number: int
    theme: str


def draft_plan(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    year: int,
    issuer: str,
    is_illustrative: bool = False,
    **told: Unpack[Told],
) -> tuple[Plan, bool]:
    """A plan without lines; ``(plan, False)`` for a form sent before. Raises ``Refused``,
    ``ValidationError``."""
    records.require(by, "plan.record", at=at)
    plan = Plan(
        client_id=client_id or uuid.uuid4(),
        year=year,
        issuer=issuer,
        is_illustrative=is_illustrative,
        **told,
    )
    return records.create(plan, by=by, at=at, label="Lập kế hoạch")


def update_plan(
    plan: Plan,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    **told: Unpack[Told],
) -> Plan:
    """Correct its words before it is presented. Raises ``Refused``, ``Conflict``,
    ``ValidationError``."""
    records.require(by, "plan.record", at=at)
    if seen_version != plan.version:
        raise Conflict(STALE)
    records.require(by, "plan.record", plan, at=at)
    return records.amend(
        plan,
        told,
        by=by,
        at=at,
        seen_version=seen_version,
        client_id=client_id,
        label="Sửa nội dung kế hoạch",
        states=(PlanState.DRAFT,),
    )


def add_line(
    plan: Plan,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    agency: Agency | None = None,
    group: str = "",
    reason: str = "",
    **line: Unpack[Line],
) -> tuple[PlanLine, bool]:
    """One more line; of an issued plan with the reason. Raises ``Refused``, ``ValidationError``."""
    with transaction.atomic():
        held = _held(plan, by, at)
        row = PlanLine(
            client_id=client_id or uuid.uuid4(),
            plan=held,
            agency=agency,
            group="" if agency else group,
            reason=_kept(held, reason),
            is_added=held.state == PlanState.ISSUED,
            **line,
        )
        if agency is not None:
            row.number = 1
            _check_agency(agency, held.year)
        _check_reason(held, reason)
        return records.create(row, by=by, at=at, label="Thêm vào kế hoạch", note=reason)


def change_line(
    line: PlanLine,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    reason: str = "",
    is_dropped: bool = False,
    **changes: Unpack[Line],
) -> PlanLine:
    """Another month, number or theme, or none of it at all (``is_dropped``); of an issued plan with
    the reason. Raises ``Refused``, ``Conflict``, ``ValidationError``."""
    with transaction.atomic():
        held = _held(line.plan, by, at)
        if line.is_dropped:
            raise ValidationError("Dòng này đã bỏ khỏi kế hoạch.")
        _check_reason(held, reason)
        return records.amend(
            line,
            {**changes, "reason": _kept(held, reason), "is_dropped": is_dropped},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Bỏ khỏi kế hoạch" if is_dropped else "Sửa dòng kế hoạch",
            note=reason,
        )


def present(change: StateChange, act: Act, plans: Sequence[Plan]) -> list[Plan]:
    """It lies before who signs it."""
    return transit(plans, change, act)


def send_back(change: StateChange, act: Act, plans: Sequence[Plan], *, note: str) -> list[Plan]:
    """It is written on, for the reason given."""
    return transit(plans, change, act, note=note)


def issue(
    change: StateChange, act: Act, plans: Sequence[Plan], *, number: str, issued_on: date
) -> list[Plan]:
    """Number and day as they stand on the signed paper. Raises ``ValidationError``."""
    if issued_on > act.day:
        raise ValidationError({"issued_on": "Ngày ban hành chưa đến."})
    return transit(plans, change, act, number=tidy_number(number), issued_on=issued_on)


def _held(plan: Plan, by: User, at: datetime | None) -> Plan:
    """The plan as it stands, held while its lines are written; a presented one is not changed."""
    records.require(by, "plan.record", at=at)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    records.require(by, "plan.change_lines", held, at=at)
    return held


def _check_reason(plan: Plan, reason: str) -> None:
    if plan.state == PlanState.ISSUED and not reason.strip():
        raise ValidationError({"reason": REASON_NEEDED})


def _kept(plan: Plan, reason: str) -> str:
    """What a line keeps: a reason tells that it was changed after its plan had its number. One
    given before stands in the log alone."""
    return reason if plan.state == PlanState.ISSUED else ""


def _check_agency(agency: Agency, year: int) -> None:
    ends, starts = date(year, 12, 31), date(year, 1, 1)
    there = agency.starts_on <= ends and (agency.ends_on is None or agency.ends_on >= starts)
    if agency.is_outside or not there:
        raise ValidationError(
            {"agency": "Cơ quan này không thuộc thẩm quyền kiểm tra của tỉnh trong năm đó."}
        )
