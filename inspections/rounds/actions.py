"""Plan and edit self-inspection rounds; what each transition of a round writes.

Who is due is proposed from the registry on the round's reference day and copied: what happens to
the registry later moves nothing. The list is then edited by hand, each time with a reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.cited_documents.actions import attachable
from inspections.report_requests.actions import FOLLOWED, follow
from inspections.report_requests.models import ReportRequest
from inspections.rounds.models import DueAgency, Round, RoundState
from inspections.submissions.models import Submission
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.models import User
from tayninh_portal.records import STALE, Act, StateChange, transit

attachable(Round, action="round.manage", url_name="round-detail")

# The group of an agency that the registry does not propose by itself (communes before 01/7/2025
# reported through their huyện) when it is added by hand.
GROUP_BY_KIND = {
    LegalKind.PROVINCIAL_BODY: ReportGroup.PROVINCIAL,
    LegalKind.PUBLIC_UNIT: ReportGroup.PROVINCIAL,
    LegalKind.DISTRICT: ReportGroup.DISTRICT,
    LegalKind.COMMUNE: ReportGroup.COMMUNE,
}


def plan_round(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    title: str,
    period_start: date,
    period_end: date,
    reference_day: date | None = None,
    due_on: date,
    request: ReportRequest | None = None,
    request_number: str = "",
    request_date: date | None = None,
    is_illustrative: bool = False,
) -> tuple[Round, bool]:
    """A round in preparation with the due list the registry proposes; ``(round, True)``.

    ``reference_day`` is the last day of the period unless given; number and day of the letter are
    those of ``request`` where there is one. A second call with the same
    ``client_id`` returns the first round with False. Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "round.manage", at=at)
    if due_on < period_start:
        raise ValidationError({"due_on": "Hạn gửi không được trước ngày đầu kỳ."})
    round = Round(
        client_id=client_id or uuid.uuid4(),
        title=title,
        period_start=period_start,
        period_end=period_end,
        reference_day=reference_day or period_end,
        due_on=due_on,
        request=request,
        **_called_by(request, request_number, request_date),
        is_illustrative=is_illustrative,
    )
    proposed = list(
        Agency.objects.may_be_due(round.reference_day).exclude(legal_kind=LegalKind.PROVINCE)
    )

    def list_due(round: Round) -> None:
        DueAgency.objects.bulk_create(
            DueAgency(round=round, agency=agency, group=agency.report_group) for agency in proposed
        )

    return records.create(
        round,
        by=by,
        at=at,
        label="Lập đợt tự kiểm tra",
        note=f"{count2(len(proposed))} cơ quan phải báo cáo theo danh mục ngày "
        f"{short_date(round.reference_day)}.",
        own_rows=list_due,
    )


class RoundChanges(TypedDict, total=False):
    """What of a round can be corrected: its period and its reference day stay."""

    title: str
    due_on: date
    request: ReportRequest | None
    request_number: str
    request_date: date | None


def update_round(
    round: Round,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    **changes: Unpack[RoundChanges],
) -> Round:
    """Correct the title, the deadline or the request of a round that is not closed.

    The period and the reference day stay: the due list and the categories stand on them. Raises
    ``Conflict`` when it has moved on since ``seen_version``, ``Refused``, ``ValidationError``.
    """
    unknown = changes.keys() - RoundChanges.__annotations__.keys()
    if unknown:
        raise TypeError(f"a round does not change {sorted(unknown)}")
    # Before the rule: the second of two people should hear that they are late, not that what they
    # typed is forbidden.
    if seen_version != round.version:
        raise Conflict(STALE)
    records.require(by, "round.manage", round, at=at)
    due_on = changes.get("due_on", round.due_on)
    if due_on < round.period_start:
        raise ValidationError({"due_on": "Hạn gửi không được trước ngày đầu kỳ."})
    if asked := changes.get("request"):
        changes["request_number"], changes["request_date"] = asked.asks_agencies
    return records.amend(
        round,
        changes,
        by=by,
        at=at,
        seen_version=seen_version,
        client_id=client_id,
        label="Sửa thông tin đợt",
    )


@follow
def follow_request(was: ReportRequest, now: ReportRequest, act: Act) -> None:
    """A round that is not closed is called by the letter as it is corrected, and due on the new
    day where it was due on the old one."""
    number, day = now.asks_agencies
    for round in Round.objects.filter(request=now).exclude(state=RoundState.CLOSED):
        on_old_day = round.due_on == was.agencies_due_on
        due_on = (on_old_day and now.agencies_due_on) or round.due_on
        if (round.request_number, round.request_date, round.due_on) == (number, day, due_on):
            continue
        records.amend(
            round,
            {"request_number": number, "request_date": day, "due_on": due_on},
            by=act.by,
            at=act.at,
            seen_version=round.version,
            label=FOLLOWED,
        )


def add_due_agency(
    round: Round,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    agency: Agency,
    reason: str,
) -> DueAgency:
    """Put ``agency`` on the due list, or back on it.

    Raises ``Conflict`` when the round has moved on since ``seen_version``, ``Refused``,
    ``ValidationError``.
    """
    with transaction.atomic():
        held = _held(round, seen_version)
        records.require(by, "round.manage", held, at=at)
        reason = _given(reason, "Hãy ghi lý do đưa cơ quan vào danh sách.")
        group = _group_of(agency)
        if agency.starts_on > held.period_end or (
            agency.ends_on is not None and agency.ends_on < held.period_start
        ):
            raise ValidationError({"agency": "Cơ quan này không hoạt động ngày nào trong kỳ."})
        due = DueAgency.objects.filter(round=held, agency=agency).first()
        if due is not None and due.removed_at is None:
            raise ValidationError({"agency": "Cơ quan này đã có trong danh sách."})
        due = due or DueAgency(round=held, agency=agency)
        due.group = group
        due.added_reason = reason
        due.removed_at = None
        due.removed_reason = ""
        due.full_clean()
        due.save()
        label = "Thêm cơ quan phải báo cáo"
        note = f"{agency}: {reason}"
        records.touch(held, by=by, at=at, client_id=client_id, label=label, note=note)
    return due


def remove_due_agency(
    round: Round,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    agency: Agency,
    reason: str,
) -> DueAgency:
    """Take ``agency`` off the due list; its row stays with the reason.

    A result that was sent is counted, so it has to be returned first. Raises like
    ``add_due_agency``.
    """
    at = at or timezone.now()
    with transaction.atomic():
        held = _held(round, seen_version)
        records.require(by, "round.manage", held, at=at)
        reason = _given(reason, "Hãy ghi lý do đưa cơ quan ra khỏi danh sách.")
        due = DueAgency.objects.active().filter(round=held, agency=agency).first()
        if due is None:
            raise ValidationError({"agency": "Cơ quan này không có trong danh sách."})
        results = Submission.objects.select_for_update().filter(round=held, agency=agency)
        if results.filed().exists():
            raise ValidationError(
                {"agency": "Cơ quan này đã gửi kết quả; hãy trả lại kết quả trước."}
            )
        due.removed_at = at
        due.removed_reason = reason
        due.full_clean()
        due.save()
        label = "Đưa cơ quan ra khỏi danh sách"
        note = f"{agency}: {reason}"
        records.touch(held, by=by, at=at, client_id=client_id, label=label, note=note)
    return due


def open_round(change: StateChange, act: Act, rounds: Sequence[Round]) -> list[Round]:
    """From now on the agencies due can send their results."""
    return transit(rounds, change, act)


def close_round(
    change: StateChange, act: Act, rounds: Sequence[Round], *, note: str = ""
) -> list[Round]:
    """No agency can fill in or send any more; what was sent can still be accepted."""
    return transit(rounds, change, act, note=note)


def reopen_round(
    change: StateChange, act: Act, rounds: Sequence[Round], *, note: str
) -> list[Round]:
    """Closed rounds take results again."""
    return transit(rounds, change, act, note=note)


def _called_by(request: ReportRequest | None, number: str, day: date | None) -> dict[str, Any]:
    if request is not None:
        number, day = request.asks_agencies
    return {"request_number": number, "request_date": day}


def _held(round: Round, seen_version: int | None) -> Round:
    """The round as it stands, held while its due list is written: two people stand in a queue."""
    held = Round.objects.select_for_update().get(pk=round.pk)
    if seen_version is not None and seen_version != held.version:
        raise Conflict(STALE)
    return held


def _group_of(agency: Agency) -> str:
    if agency.is_outside:
        raise ValidationError(
            {"agency": "Cơ quan ngoài thẩm quyền của tỉnh không thuộc diện phải báo cáo."}
        )
    group = agency.report_group or GROUP_BY_KIND.get(LegalKind(agency.legal_kind), "")
    if not group or agency.legal_kind == LegalKind.PROVINCE:
        raise ValidationError(
            {"agency": "Đơn vị này báo cáo qua cơ quan quản lý trực tiếp, không báo cáo riêng."}
        )
    return group


def _given(reason: str, question: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": question})
    return reason
