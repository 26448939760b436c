"""Accounts of people who are made up, offered to whoever tries the portal on their own machine.

The portal holds a demo as long as it runs embedded and every account in it is one of the demo's
(``User.is_illustrative``): the first account of a real person ends that, for good. What somebody
enters while trying changes nothing (docs/decisions/0016-demo-accounts.md).

Up to which day it was built, and whether somebody wrote anything since, it knows by the
``DemoBuild`` the demo left.
"""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from tayninh_portal.access import Role
from tayninh_portal.models import Appointment, Change, DemoBuild, User

# What comes by itself: signing in and looking, the papers, mails, seals and checks of the worker,
# and what a migration enters. A row of any other table was written by somebody.
BY_ITSELF = frozenset(
    {
        "account.emailaddress",
        "account.emailconfirmation",
        "auth.group",
        "auth.permission",
        "contenttypes.contenttype",
        "mfa.authenticator",
        "portal.demobuild",
        "portal.device",
        "portal.job",
        "portal.logcheck",
        "portal.mail",
        "portal.notice",
        "portal.seal",
        "portal.signinevent",
        "portal.storedfile",
        "reports.rendering",
        "sessions.session",
        "usersessions.usersession",
    }
)
# A line of the log that nobody wrote: a sign-in from another browser.
SIGNED_IN = "device"


def holds_a_demo() -> bool:
    """Whether every account is made up, and there is one."""
    if not settings.EMBEDDED:
        return False
    made_up = User.objects.filter(is_illustrative=True)
    return made_up.exists() and not User.objects.filter(is_illustrative=False).exists()


def offered_posts(day: date) -> list[Appointment]:
    """One post for each role that somebody made up holds on ``day``, with its person and agency.

    Of several the one in a body that really exists, since it tells more than one made up; the
    oldest of these. None where the portal holds anything but a demo.
    """
    if not holds_a_demo():
        return []
    posts = Appointment.objects.on(day).filter(user__is_illustrative=True, user__is_active=True)
    first: dict[str, Appointment] = {}
    for post in posts.select_related("user", "agency").order_by("agency__is_illustrative", "pk"):
        first.setdefault(post.role, post)
    return [first[role] for role in Role if role in first]


def remember(day: date | None) -> None:
    """Note that the demo was built up to the morning of ``day``, and all there is."""
    DemoBuild.objects.create(built_up_to=day, made_at=timezone.now(), newest=_newest())


def forget() -> None:
    """Know nothing of how far the demo was built: it is no longer the demo alone."""
    DemoBuild.objects.all().delete()


def lags_since(day: date) -> date | None:
    """The day up to which the demo goes, where that lies before ``day`` and it should go on.

    One that was built for another day than the one it was made on stays where somebody wanted it.
    """
    build = _build()
    if build is None or build.built_up_to is None or not holds_a_demo():
        return None
    goes_on = build.built_up_to == timezone.localdate(build.made_at)
    return build.built_up_to if goes_on and build.built_up_to < day else None


def is_untouched() -> bool:
    """Whether there is nothing but what the demo told and what came by itself."""
    build = _build()
    if build is None:
        return False
    log = Change._meta.label_lower
    came = {table for table, row in _newest().items() if row != build.newest.get(table)}
    lines = Change.objects.filter(pk__gt=build.newest[log] or 0).exclude(action=SIGNED_IN)
    return came <= {log} and not lines.exists()


def _build() -> DemoBuild | None:
    return DemoBuild.objects.order_by("-pk").first()


def _newest() -> dict[str, int | None]:
    return {
        model._meta.label_lower: model._base_manager.aggregate(newest=Max("pk"))["newest"]
        for model in apps.get_models()
        if model._meta.label_lower not in BY_ITSELF
    }
