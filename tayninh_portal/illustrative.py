"""Accounts of people who are made up, offered to whoever tries the portal on their own machine.

The portal holds a demo as long as it runs embedded and every account in it is one of the demo's
(``User.is_illustrative``): the first account of a real person ends that, for good. What somebody
enters while trying changes nothing (docs/decisions/0016-demo-accounts.md).
"""

from __future__ import annotations

from datetime import date

from django.conf import settings

from tayninh_portal.access import Role
from tayninh_portal.models import Appointment, User


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
