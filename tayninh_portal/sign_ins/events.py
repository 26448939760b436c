"""Writing down what happens at the door, and letting go of it after its time.

The address is that of the request in hand; a command has none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.devices import known_mark
from tayninh_portal.limits import too_often
from tayninh_portal.models import Job, SignInEvent, SignInKind, User
from tayninh_portal.models.sign_ins import SignInEventQuerySet

log = structlog.get_logger(__name__)

SWEEP = "sign_ins.sweep"


def write_event(
    kind: SignInKind, user: User | None, *, by: User | None = None, at: datetime | None = None
) -> None:
    """One line about ``user``; ``by`` is told where it is somebody else."""
    at = at or timezone.now()
    request = context.request
    SignInEvent.objects.create(
        kind=kind,
        user=user,
        by=by if by != user else None,
        at=at,
        day=timezone.localdate(at),
        address=(get_client_ip(request) or "") if request is not None else "",
        known_device=bool(request and user and known_mark(request, user.username)),
    )


def write_failure(kind: SignInKind, login: str) -> None:
    """A try that came to nothing; of a name that no account has, not even the name.

    Who goes on trying after having been refused leaves one line a minute: no flood fills the disk.
    """
    user = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login)).first()
    request = context.request
    address = get_client_ip(request) if request is not None else ""
    whose = user.pk if user else "-"
    if kind == SignInKind.REFUSED and too_often(f"refused:{whose}:{address}", 1):
        return
    write_event(kind, user)


@jobs.handler(SWEEP)
def sweep_events(job: Job, beat: Callable[[int], None]) -> None:
    """Delete what is older than ``settings.SIGN_IN_DAYS``."""
    beat(0)
    number, _ = _over(timezone.now()).delete()
    log.info("sign_ins.swept", number=number)


@jobs.regularly
def ask_for_sweep(now: datetime) -> None:
    """Once a day, where anything has had its time."""
    if _over(now).exists():
        jobs.enqueue(SWEEP, key=f"{SWEEP}-{timezone.localdate(now)}", payload={}, by=None)


def _over(now: datetime) -> SignInEventQuerySet:
    return SignInEvent.objects.filter(at__lt=now - timedelta(days=settings.SIGN_IN_DAYS))
