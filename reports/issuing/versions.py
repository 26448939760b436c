"""The versions of a report that were put on paper or sent up, and what differs between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from reports.freezing.models import Snapshot
from reports.issuing.workflow import PRESENT, SUBMIT
from reports.narrative.models import Report
from tayninh_portal.access import DEPARTMENT, roles_of
from tayninh_portal.models import Change, User

# Transition → the column of the report that names its snapshot, and what it is called.
_TRANSITIONS = {
    SUBMIT.name: ("submitted_snapshot_id", "trình lãnh đạo Sở"),
    PRESENT.name: ("presented_snapshot_id", "trình UBND tỉnh"),
}
_DRAFT = "dự thảo đã kết xuất"


@dataclass(frozen=True)
class Version:
    """One snapshot, with what was done with it: “Trình lãnh đạo Sở lần 2, ban hành”."""

    snapshot: Snapshot
    label: str


def versions_of(report: Report, user: User) -> list[Version]:
    """The versions ``user`` may read, the oldest first: all of them within the Sở; for UBND tỉnh
    those that were put before it."""
    lines = Change.objects.of(report).filter(action__in=_TRANSITIONS)
    done: dict[int, list[str]] = defaultdict(list)
    presented: set[int] = set()
    times: dict[str, int] = defaultdict(int)
    for action, data in lines.values_list("action", "data"):
        column, label = _TRANSITIONS[action]
        if data.get(column) is None:
            continue
        times[action] += 1
        done[data[column]].append(f"{label} lần {times[action]}")
        if action == PRESENT.name:
            presented.add(data[column])
    if report.presented_snapshot_id:
        presented.add(report.presented_snapshot_id)
    snapshots = report.snapshots.order_by("pk")
    if not roles_of(user) & DEPARTMENT:
        snapshots = snapshots.filter(pk__in=presented)
    issued = getattr(report, "issuance", None)
    if issued is not None:
        done[issued.snapshot_id].append("ban hành")
    return [Version(each, _label(done.get(each.pk, []))) for each in snapshots]


def _label(done: Iterable[str]) -> str:
    words = ", ".join(done) or _DRAFT
    return words[:1].upper() + words[1:]
