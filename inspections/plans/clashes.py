"""Plans of others, and where they clash with lines of a plan of the Sở.

One content of a body is the object of one thanh tra or kiểm toán only (Luật Thanh tra 84/2025, Điều
56); for kiểm tra công vụ that is no rule but a courtesy: a clash is shown, and a person settles it
with a reason.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from inspections.agencies.models import Agency
from inspections.plans.models import OtherPlan, Plan, PlanLine, Settlement
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User
from tayninh_portal.records import STALE


class Stated(TypedDict, total=False):
    """What somebody else's paper says."""

    body: str
    agency: Agency
    starts_on: date
    ends_on: date
    content: str
    document: str


@dataclass(frozen=True)
class Clash:
    """An announced line and somebody else's plan about the same agency at the same time."""

    line: PlanLine
    other: OtherPlan
    settlement: Settlement | None


def clashes_of(plan: Plan, lines: Sequence[PlanLine]) -> list[Clash]:
    """Those of the announced standing ``lines`` of ``plan``, in their order; two queries."""
    announced = [line for line in lines if line.agency_id and not line.is_dropped]
    others = list(
        OtherPlan.objects.filter(
            agency__in={line.agency_id for line in announced},
            starts_on__lte=date(plan.year, 12, 31),
            ends_on__gte=date(plan.year, 1, 1),
        )
        .select_related("agency")
        .order_by("starts_on", "pk")
    )
    settled = {
        (row.line_id, row.other_id): row
        for row in Settlement.objects.filter(line__in=announced, other__in=others)
    }
    return [
        Clash(line, other, settled.get((line.pk, other.pk)))
        for line in announced
        for other in others
        if _meet(plan.year, line, other)
    ]


def _meet(year: int, line: PlanLine, other: OtherPlan) -> bool:
    first = date(year, line.month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return line.agency_id == other.agency_id and other.starts_on <= last and other.ends_on >= first


def record_other(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    is_illustrative: bool = False,
    **stated: Unpack[Stated],
) -> tuple[OtherPlan, bool]:
    """Enter one agency of somebody else's plan. Raises ``Refused``, ``ValidationError``."""
    records.require(by, "plan.record", at=at)
    row = OtherPlan(client_id=client_id or uuid.uuid4(), is_illustrative=is_illustrative, **stated)
    return records.create(row, by=by, at=at, label="Ghi kế hoạch của cơ quan khác")


def update_other(
    other: OtherPlan,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    **stated: Unpack[Stated],
) -> OtherPlan:
    """Correct it. Raises ``Refused``, ``Conflict``, ``ValidationError``."""
    records.require(by, "plan.record", at=at)
    if seen_version != other.version:
        raise Conflict(STALE)
    return records.amend(
        other,
        stated,
        by=by,
        at=at,
        seen_version=seen_version,
        client_id=client_id,
        label="Sửa kế hoạch của cơ quan khác",
    )


def settle(
    line: PlanLine,
    other: OtherPlan,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    choice: str,
    reason: str,
) -> Settlement:
    """Settle a clash, or settle it otherwise: the older reason stays in the log.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    records.require(by, "plan.record", at=at)
    row = Settlement.objects.filter(line=line, other=other).first()
    label = "Xử lý trùng kế hoạch"
    if row is None:
        fresh = Settlement(
            client_id=client_id or uuid.uuid4(),
            line=line,
            other=other,
            choice=choice,
            reason=reason,
        )
        return records.create(fresh, by=by, at=at, label=label, note=reason)[0]
    changes = {"choice": choice, "reason": reason}
    return records.amend(
        row,
        changes,
        by=by,
        at=at,
        seen_version=row.version,
        client_id=client_id,
        label=label,
        note=reason,
    )
