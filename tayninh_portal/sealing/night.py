"""Once a day: seal, give the heads outside, check, and tell who has to know where it differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.access import Role, may, today
from tayninh_portal.errors import Unavailable
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import Appointment, Job, LogCheck, User
from tayninh_portal.models.notices import NoticeKind
from tayninh_portal.notifications.declared import Subject, register
from tayninh_portal.notifications.notifying import notices, store
from tayninh_portal.sealing.checks import verify_log
from tayninh_portal.sealing.outside import give_outside
from tayninh_portal.sealing.seals import seal_log

log = structlog.get_logger(__name__)

NIGHT = "log.night"
PERMISSION = "log.check"
# Who is told: one who keeps the portal, one who answers for its figures.
TOLD = (Role.ADMINISTRATOR, Role.MANAGER)


def checks_of(user: User) -> QuerySet[LogCheck]:
    """The checks a person may read: all, for who is told of them."""
    return LogCheck.objects.all() if may(user, PERMISSION) else LogCheck.objects.none()


ABOUT = register(
    Subject(
        LogCheck,
        checks_of,
        title=lambda check: (
            f"kiểm tra ngày {short_date(timezone.localdate(check.at))}: có điểm khác"
        ),
        where=lambda check: "Niêm phong nhật ký",
        url=lambda check: reverse("seal-list"),
    )
)


@jobs.regularly
def ask_for_the_night(now: datetime) -> None:
    """One job a day: the first minute of the day that somebody works."""
    jobs.enqueue(NIGHT, key=f"{NIGHT}-{timezone.localdate(now)}", payload={}, by=None)


@jobs.handler(NIGHT)
def seal_and_check(job: Job, beat: Callable[[int], None]) -> None:
    """Seal the lines of the day before and check all; safe to run twice."""
    now = timezone.now()
    beat(10)
    problems = []
    try:
        seal_log(now)
    except Unavailable as problem:
        problems.append(problem.reason)
    problems += give_outside()
    beat(30)
    verdict = verify_log()
    with transaction.atomic():
        beat(90)
        before = LogCheck.objects.first()
        check = LogCheck.objects.create(
            at=now,
            differences=[*problems, *verdict.differences],
            notes=list(verdict.notes),
            checked=verdict.checked,
        )
        # What was told the night before and is still so stands on the page.
        if check.differences and (before is None or before.differences != check.differences):
            _tell(check)


def _tell(check: LogCheck) -> None:
    log.error("log.differs", check=check.pk, count=len(check.differences))
    posts = Appointment.objects.on(today()).filter(role__in=TOLD, user__is_active=True)
    people = set(posts.values_list("user", flat=True))
    stated = notices(ABOUT, NoticeKind.DIFFERS, {check.pk: people}, {check.pk: "v1"}, check.at)
    if stated:
        store(stated, by=None)
