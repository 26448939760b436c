"""What was looked at again, on the pages of both visits and of what had to be put right."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Model, QuerySet

from inspections.findings.models import FINDING_READERS
from inspections.rechecks.models import Recheck
from inspections.remedies.models import REMEDY_READERS, Remedy
from inspections.visits.models import NOT_BEGUN, VISIT_READERS, Visit, VisitCause
from tayninh_portal.access import may, today
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register

_READ = (
    "visit",
    "finding__category",
    "finding__visit",
    "finding__remedy",
    "recommendation__visit",
    "recommendation__remedy",
)


def _about(visit: int) -> QuerySet[Recheck]:
    return Recheck.objects.told().about(visit).select_related(*_READ).order_by("visit", "pk")


_ABOUT = Prepared(_about)


def about_visit(visit: Visit, user: User) -> list[Recheck]:
    """What ``visit`` looked at again and what of it was looked at later, where the person may read
    both visits and what it is about: a visited body is not told of persons of another one."""
    rows = list(_ABOUT(visit.pk)) if hangs(visit, Recheck) else []
    others = {other.pk: other for row in rows for other in (row.visit, row.source.visit)}
    seen = VISIT_READERS.covers(user, others.values(), today()) if rows else set()
    rows = [row for row in rows if {row.visit_id, row.source.visit_id} <= seen]
    findings = [row.finding for row in rows if row.finding]
    told = FINDING_READERS.covers(user, findings, today()) if findings else set()
    return [row for row in rows if row.finding_id is None or row.finding_id in told]


def of_visit(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``rechecks/_of_visit.html`` draws: what this visit looked at again, and what of it was
    looked at on later ones, of visits the person may read."""
    if not isinstance(record, Visit) or record.state in NOT_BEGUN:
        return None
    rows = about_visit(record, user)
    is_recheck = record.cause == VisitCause.RECHECK and not elsewhere
    may_update = is_recheck and bool(may(user, "visit.update", record))
    if not rows and not may_update:
        return None
    return {
        "visit": record,
        "looked_at": _with_remedies([row for row in rows if row.visit_id == record.pk], user),
        "later": [row for row in rows if row.visit_id != record.pk],
        "may_update": may_update,
    }


def _with_remedies(rows: list[Recheck], user: User) -> list[tuple[Recheck, Remedy | None]]:
    """Each with what had to be put right, where the person may see it."""
    asked = [row.source.remedy for row in rows if hasattr(row.source, "remedy")]
    seen = REMEDY_READERS.covers(user, asked, today())
    shown = {remedy.asked_by: remedy for remedy in asked if remedy.pk in seen}
    return [(row, shown.get((row.finding_id, row.recommendation_id))) for row in rows]


def of_remedy(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``rechecks/_of_remedy.html`` draws: the re-checks of what had to be put right."""
    if not isinstance(record, Remedy):
        return None
    rows = Recheck.objects.told().filter(
        finding=record.finding_id, recommendation=record.recommendation_id
    )
    rows = rows.filter(visit__in=Visit.objects.visible_to(user)).select_related("visit")
    found = list(rows.order_by("visit__day", "pk"))
    return {"rows": found} if found else None


register(Panel("rechecks/_of_visit.html", of_visit))
hang("inspections.visit", Recheck, lambda pk: Recheck.objects.told().about(pk))
register(Panel("rechecks/_of_remedy.html", of_remedy))
