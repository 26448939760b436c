"""Keep what a report says at one minute, and say which of it a person reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from reports.freezing.composition import composition_now
from reports.freezing.models import Freeze, Snapshot
from reports.narrative.models import AT_PROVINCE, WRITABLE, Report, ReportState
from tayninh_portal.access import DEPARTMENT, Role, roles_of
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.models import User
from tayninh_portal.paper.wording import same_but_the_minute
from tayninh_portal.records import require


def reads_what_was_presented(report: Report, user: User) -> bool:
    """Whether ``user`` reads what was put before UBND tỉnh last, and not what went up since.

    The Sở reads the newest; its registrar too, from the approval on, since they present it.
    """
    roles = roles_of(user)
    if roles & DEPARTMENT:
        return False
    approved = report.state in (ReportState.APPROVED, *AT_PROVINCE)
    return not (Role.DEPARTMENT_REGISTRAR in roles and approved)


def content_for(report: Report, user: User) -> tuple[dict[str, Any], Freeze | None]:
    """What ``user``, who may see the report, reads of it, and the freeze its numbers are of.

    Those who write read the words of the moment on the numbers that were frozen, or of the moment
    before any were. What went up is read as it went up, by UBND tỉnh as it came to it.
    """
    if roles_of(user) & DEPARTMENT and report.state in WRITABLE:
        composition = composition_now(report)
        return composition.content, composition.freeze
    presented = reads_what_was_presented(report, user)
    snapshot = report.presented_snapshot if presented else report.submitted_snapshot
    if snapshot is None:
        raise LookupError("a report that left its drafters bears the snapshot that left them")
    return snapshot.content, snapshot.freeze


def take_snapshot(report: Report, *, by: User, at: datetime | None = None) -> Snapshot:
    """Keep what the report says now; the last snapshot again where nothing but the minute changed.

    Raises ``Refused``.
    """
    at = at or timezone.now()
    require(by, "report.render", report, at=at)
    composition = composition_now(report, at=at)
    content = composition.content
    last = report.snapshots.order_by("-pk").first()
    if last is not None and same_but_the_minute(last.content, content):
        return last
    return Snapshot.objects.create(
        report=report,
        report_version=composition.version,
        freeze=composition.freeze,
        sha256=sha256_hex(content),
        content=content,
        at=at,
        by=by,
    )
