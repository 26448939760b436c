"""Who goes on with what a body left open when it ended.

A merger moves nothing of the past: the count stays with the body a complaint was about. What moves
is who has to see to it, with a line on each record that tells from whom it came.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from inspections.agencies.models import Agency, Succession
from inspections.complaints.models import Complaint
from inspections.remedies.models import Remedy
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.models import User


@dataclass(frozen=True)
class Kind:
    """Records that can be open with a body.

    ``rows`` are all open ones with ``holder``, the id of the body that has to see to each;
    ``told`` those of them that are counted for a reader; ``field`` is the column that names the
    body; ``may_go`` says whether a record may go to a body.
    """

    name: str
    field: str
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[], QuerySet[Any]]
    may_go: Callable[[Any, Agency], bool]


def _open_complaints() -> QuerySet[Any]:
    rows = Complaint.objects.open().select_related("subject_agency")
    return rows.annotate(holder=F("handed_to_id"))


def _complaints_told() -> QuerySet[Any]:
    """Without those reserved for a leader: where one lies and until when is nobody else's to read
    (docs/decisions/0024). They go along with the others; that leader has them on their list."""
    return _open_complaints().filter(reserved_for=None)


def _reserved_not_back(complaint: Complaint, to: Agency) -> bool:
    """What is reserved for a leader is about the Sở: it never goes to the Sở by itself, nor out of
    the province's authority, where a refusal would tell that there is one."""
    return not (complaint.reserved_for_id and (to.is_department or to.is_outside))


def _open_remedies() -> QuerySet[Any]:
    return Remedy.objects.unfinished().with_holder().select_related("visit")


def _to_anybody(remedy: Remedy, to: Agency) -> bool:
    return True


KINDS: tuple[Kind, ...] = (
    Kind(
        "phản ánh đang xử lý", "handed_to", _open_complaints, _complaints_told, _reserved_not_back
    ),
    Kind("nội dung chưa khắc phục xong", "receiver", _open_remedies, _open_remedies, _to_anybody),
)


@dataclass(frozen=True)
class OpenWork:
    """How many records of a kind are open with a body: “02 phản ánh đang xử lý”."""

    name: str
    count: int

    def __str__(self) -> str:
        return f"{count2(self.count)} {self.name}"


def open_work_of(agency: Agency) -> list[OpenWork]:
    """What ``agency`` has to see to and may be told, kinds without any left out."""
    counted = [OpenWork(kind.name, kind.told().filter(holder=agency.pk).count()) for kind in KINDS]
    return [work for work in counted if work.count]


def left_behind(day: date) -> dict[Agency, list[OpenWork]]:
    """Bodies that ended before ``day`` and still have something open that may be told, by
    Vietnamese name."""
    found: dict[int, list[OpenWork]] = {}
    ended = Agency.objects.filter(ends_on__lt=day)
    for kind in KINDS:
        rows = kind.told().filter(holder__in=ended.values("pk")).order_by()
        for holder, count in rows.values_list("holder").annotate(n=Count("pk")):
            found.setdefault(holder, []).append(OpenWork(kind.name, count))
    return {agency: found[agency.pk] for agency in ended.filter(pk__in=found).sorted()}


def name_receiver(
    old: Agency,
    *,
    receiver: Agency,
    by: User,
    at: datetime | None = None,
    basis: str,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Succession:
    """``receiver`` goes on with what ``old`` left open; from the day after its last day.

    One named before no longer receives, but keeps what it has been given. What is open is passed at
    once if that day has come. Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "agency.manage", at=at)
    if old.ends_on is None:
        raise ValidationError({"receiver": "Cơ quan này chưa ghi ngày ngừng hoạt động."})
    on = old.ends_on + timedelta(days=1)
    if receiver.pk == old.pk or not receiver.exists_on(on):
        raise ValidationError(
            {"receiver": f"Cơ quan tiếp nhận không hoạt động vào ngày {short_date(on)}."}
        )
    if seen_version is not None and old.version != seen_version:
        raise Conflict(records.STALE)
    with transaction.atomic():
        others = old.successions.filter(receives_open_work=True).exclude(successor=receiver)
        others.update(receives_open_work=False)
        row = old.successions.filter(successor=receiver).first()
        row = row or Succession(predecessor=old, successor=receiver, on=on, basis=basis)
        row.receives_open_work = True
        row.full_clean()
        row.save()
        records.touch(
            old,
            by=by,
            at=at,
            client_id=client_id,
            label="Chọn cơ quan tiếp nhận việc còn dở",
            note=f"{receiver.name}. {basis}".strip(),
        )
        if on <= timezone.localdate(at):
            pass_open_work(old, receiver, by=by, at=at, basis=basis)
    return row


def pass_open_work(
    old: Agency, new: Agency, *, by: User, at: datetime | None = None, basis: str
) -> list[OpenWork]:
    """Give everything open with ``old`` to ``new``; says how much of each kind went.

    What may not go to ``new`` stays where it is, for a person to decide. Raises ``Refused``;
    ``ValidationError`` where there is something to pass and ``new`` is outside the province's
    authority.
    """
    records.require(by, "agency.manage", at=at)
    act = records.Act(by, at or timezone.now())
    passed = []
    with transaction.atomic():
        for kind in KINDS:
            rows = kind.rows().filter(holder=old.pk).select_for_update(of=("self",)).order_by("pk")
            going = [record for record in rows if kind.may_go(record, new)]
            if going and new.is_outside:
                raise ValidationError(
                    {"receiver": "Cơ quan ngoài thẩm quyền của tỉnh không nhận việc còn dở."}
                )
            changes: dict[str, Any] = {kind.field: new}
            records.amend_many(
                going,
                act=act,
                label="Chuyển cơ quan tiếp nhận",
                note=f"Từ {old.name} sang {new.name} do sắp xếp tổ chức. {basis}",
                **changes,
            )
            if going:
                passed.append(OpenWork(kind.name, len(going)))
    return passed
