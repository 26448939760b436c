"""At the end of its retention a sealed name of somebody found at fault goes: a job of each night.

What is counted stays: the finding, its kind, the kind of person, what was decided. With the name go
its hashes, and what was decided on them (docs/decisions/0056-names-that-go.md).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from inspections.findings.models import Finding
from inspections.handlings.models import Handling, HandlingState
from inspections.identities.actions import erase_identities
from inspections.identities.models import Identity
from inspections.likenesses.models import Likeness, NameDigest
from inspections.remedies.models import Remedy
from inspections.visits.models import VisitState
from tayninh_portal import jobs
from tayninh_portal.models import Job

log = structlog.get_logger(__name__)

ERASE = "identity.erase"
# Names that go in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = 500


@jobs.regularly
def ask_to_erase(now: datetime) -> None:
    """One job a day: the first minute of the day that somebody works."""
    jobs.enqueue(ERASE, key=f"{ERASE}-{timezone.localdate(now)}", payload={}, by=None)


@jobs.handler(ERASE)
def erase(job: Job, beat: Callable[[int], None]) -> None:
    """Erase what is due; safe to run twice."""
    now, gone = timezone.now(), 0
    while True:
        with transaction.atomic():
            beat(0)
            found = list(due(now).select_for_update(of=("self",))[:AT_ONCE])
            NameDigest.objects.filter(identity__in=found).delete()
            erase_identities(found, at=now)
        gone += len(found)
        if len(found) < AT_ONCE:
            break
    if gone:
        log.info("identity.erased", count=gone)


def due(now: datetime) -> QuerySet[Identity]:
    """The names whose retention is over and whom no open case needs.

    Invented names of a demo are nobody's and stay.
    """
    before = now - timedelta(days=settings.IDENTITY_DAYS)
    needed = _cases(timezone.localdate(before)).filter(person__isnull=False)
    # Somebody works on a later case in which this is the same person.
    known = Likeness.objects.filter(finding__in=needed, is_same=True, earlier__person__isnull=False)
    about = Finding.objects.filter(person=OuterRef("pk"), is_illustrative=False)
    rows = Identity.objects.filter(Exists(about), erased_at=None, created_at__lt=before)
    rows = rows.exclude(pk__in=needed.values("person"))
    return rows.exclude(pk__in=known.values("earlier__person")).order_by("pk")


def _cases(day: date) -> QuerySet[Finding]:
    """Findings whose case is open, or was until ``day`` or after: the visit, the handling and what
    is to be put right, each to its end."""
    of_it = Handling.objects.active().filter(finding=OuterRef("pk"))
    ended = Q(state=HandlingState.CONFIRMED, confirmed_on__lt=day)
    to_do = Remedy.objects.unfinished().filter(finding=OuterRef("pk"))
    is_asked = Q(recommended_handling__isnull=False) & ~Exists(of_it)
    is_open = Q(visit__state=VisitState.DRAFT) | is_asked | Exists(of_it.exclude(ended))
    rows = Finding.objects.standing().exclude(visit__state=VisitState.CANCELLED)
    return rows.filter(Q(visit_day__gte=day) | is_open | Exists(to_do))
