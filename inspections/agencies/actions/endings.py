"""A body ends: by itself, or merged into another that takes it over."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from inspections.agencies.closed import guard_closed
from inspections.agencies.models import Agency, Succession
from inspections.agencies.succession import name_receiver, open_work_of, pass_open_work
from inspections.agencies.workflow import never_ends
from inspections.implementation.models import FactState, ImplementationFact
from inspections.visits.models import Visit, VisitState
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.models import User
from tayninh_portal.proposals.kinds import both
from tayninh_portal.rows import checked

DAY = timedelta(days=1)


def close_agency(
    agency: Agency,
    *,
    by: User,
    at: datetime | None = None,
    ends_on: date,
    note: str,
    receiver: Agency | None = None,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Agency:
    """``ends_on`` is the last day of the body. Its records and its people's posts stay as they are.

    ``receiver`` goes on with what it has open, and must be named where there is something open.
    Posts are not ended here: each is handed over by a person who knows to whom.
    """
    records.require(by, "agency.manage", at=at)
    guard_closed(ends_on + DAY, by=by, second=second, at=at)
    still_open = open_work_of(agency)
    if still_open and receiver is None:
        raise ValidationError(
            {
                "receiver": f"Cơ quan còn {', '.join(map(str, still_open))}; hãy chọn cơ quan tiếp "
                "nhận."
            }
        )
    with transaction.atomic():
        agency = end_agency(
            agency,
            by=by,
            at=at,
            ends_on=ends_on,
            note=note and both(note, second),
            seen_version=seen_version,
            client_id=client_id,
        )
        if receiver is not None:
            name_receiver(agency, receiver=receiver, by=by, at=at, basis=note.strip())
            agency = Agency.objects.get(pk=agency.pk)
    return agency


def end_agency(
    agency: Agency,
    *,
    by: User,
    at: datetime | None = None,
    ends_on: date,
    note: str,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Agency:
    """Write the last day alone; the caller sees to what is open, and has asked for permission.

    A last day is not taken back, so one before something that took place at the body is refused.
    """
    if agency.ends_on is not None:
        raise Conflict("Cơ quan này đã được ghi nhận ngừng hoạt động.")
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi căn cứ ngừng hoạt động."})
    if reason := never_ends(agency) or _later_than(ends_on, agency):
        raise ValidationError({"ends_on": reason})
    return records.amend(
        agency,
        {"ends_on": ends_on},
        by=by,
        at=at,
        seen_version=seen_version or agency.version,
        client_id=client_id,
        label="Ngừng hoạt động",
        note=f"Hết ngày {short_date(ends_on)}. {note.strip()}",
    )


def correct_last_day(
    agency: Agency,
    *,
    by: User,
    at: datetime | None = None,
    ends_on: date,
    note: str,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Agency:
    """Put right a last day that was entered wrongly; who goes on from the day after does so from
    the right day. Work already passed on stays where it is, and due lists as they were drawn up.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    records.require(by, "agency.manage", at=at)
    if agency.ends_on is None:
        raise Conflict("Cơ quan này chưa ghi ngày cuối hoạt động.")
    guard_closed(min(ends_on, agency.ends_on) + DAY, by=by, second=second, at=at)
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do và căn cứ sửa ngày."})
    if ends_on < agency.starts_on:
        raise ValidationError(
            {"ends_on": f"Cơ quan bắt đầu hoạt động từ {short_date(agency.starts_on)}."}
        )
    if reason := _later_than(ends_on, agency):
        raise ValidationError({"ends_on": reason})
    successors = agency.successions.filter(on=agency.ends_on + timedelta(days=1))
    on = ends_on + timedelta(days=1)
    for row in successors.select_related("successor"):
        if not row.successor.exists_on(on):
            raise ValidationError(
                {"ends_on": f"{row.successor.name} không hoạt động vào ngày {short_date(on)}."}
            )
    before = short_date(agency.ends_on)
    with transaction.atomic():
        successors.update(on=on)
        return records.amend(
            agency,
            {"ends_on": ends_on},
            by=by,
            at=at,
            seen_version=seen_version or agency.version,
            client_id=client_id,
            label="Sửa ngày cuối hoạt động",
            note=both(f"Từ {before} thành {short_date(ends_on)}. {note.strip()}", second),
        )


def merge_agencies(
    predecessors: Sequence[Agency],
    *,
    into: Agency,
    on: date,
    by: User,
    at: datetime | None = None,
    basis: str,
    receiving: Collection[int] | None = None,
    second: User | None = None,
    on_server: bool = False,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> list[Succession]:
    """``into`` takes over ``predecessors`` on ``on``: they end the day before, it receives what is
    open: of those in ``receiving`` (ids), or of each that has no receiver yet. A body that goes on
    under the same row (``into`` among them) is not ended. ``on_server``: a command reads a file in,
    which takes no second person."""
    records.require(by, "agency.manage", at=at)
    if not on_server:
        guard_closed(on, by=by, second=second, at=at)
    # Read anew: of a body that was divided, the merger before this one may have written the end.
    named = [old.pk for old in predecessors if old.pk != into.pk]
    others = sorted(Agency.objects.filter(pk__in=named), key=lambda old: named.index(old.pk))
    if not others:
        raise ValidationError({"predecessors": "Chọn ít nhất một cơ quan được sáp nhập vào."})
    if not basis.strip():
        raise ValidationError({"basis": "Hãy ghi căn cứ sáp nhập."})
    if not into.exists_on(on):
        raise ValidationError({"on": "Cơ quan tiếp nhận không hoạt động vào ngày này."})
    # A file of successions that is read in once more names what stands already.
    done = list(Succession.objects.filter(predecessor__in=others, successor=into, on=on))
    if len(done) == len(others):
        return done
    if seen_version is not None and into.version != seen_version:
        raise Conflict(records.STALE)
    with transaction.atomic():
        made = [
            _take_over(
                old,
                into,
                on,
                basis,
                receives=receiving is None or old.pk in receiving,
                by=by,
                at=at,
            )
            for old in others
        ]
        names = ", ".join(old.name_on(on - timedelta(days=1)) for old in others)
        into = records.touch(
            into,
            by=by,
            at=at,
            client_id=client_id,
            label="Tiếp nhận do sáp nhập",
            note=both(f"Từ ngày {short_date(on)}: {names}. {basis}", second),
        )
    return made


def _take_over(
    old: Agency,
    into: Agency,
    on: date,
    basis: str,
    *,
    receives: bool,
    by: User,
    at: datetime | None,
) -> Succession:
    if old.starts_on >= on:
        raise ValidationError(
            {
                "predecessors": f"{old.name} bắt đầu từ {short_date(old.starts_on)}, không thể "
                f"ngừng trước ngày {short_date(on)}."
            }
        )
    if old.ends_on is not None and old.ends_on >= on:
        raise ValidationError(
            {
                "predecessors": f"{old.name} đã ghi ngày cuối hoạt động là "
                f"{short_date(old.ends_on)}, không trước ngày sáp nhập."
            }
        )
    if old.ends_on is None:
        if later := _later_than(on - timedelta(days=1), old):
            raise ValidationError({"on": f"{old.name}: {later}"})
        old = end_agency(old, by=by, at=at, ends_on=on - timedelta(days=1), note=basis)
    row = Succession(
        predecessor=old,
        successor=into,
        on=on,
        receives_open_work=receives
        and not old.successions.filter(receives_open_work=True).exists(),
        basis=basis,
    )
    with checked(row):
        row.save()
    if row.receives_open_work and on <= timezone.localdate(at):
        pass_open_work(old, into, by=by, at=at, basis=basis)
    return row


def _later_than(day: date, agency: Agency) -> str:
    """What took place at ``agency`` after ``day``, in a sentence; empty where nothing did."""
    visits = Visit.objects.filter(agency=agency, day__gt=day).exclude(state=VisitState.CANCELLED)
    facts = ImplementationFact.objects.filter(agency=agency, day__gt=day)
    facts = facts.exclude(state=FactState.WITHDRAWN)
    stated = []
    for rows, what in ((visits, "lượt kiểm tra"), (facts, "kết quả triển khai")):
        found = rows.aggregate(number=Count("pk"), last=Max("day"))
        if found["number"]:
            stated.append(f"{count2(found['number'])} {what} (đến {short_date(found['last'])})")
    if not stated:
        return ""
    return (
        f"Sau ngày {short_date(day)} cơ quan còn {', '.join(stated)}. Kiểm tra lại ngày; nếu ngày "
        "đúng thì sửa hoặc hủy các hồ sơ đó trước."
    )
