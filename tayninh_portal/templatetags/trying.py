"""Whom the sign-in page offers to whoever tries a portal that holds nothing but a demo."""

from __future__ import annotations

from django import template

from tayninh_portal import illustrative
from tayninh_portal.access import today
from tayninh_portal.models import Appointment

register = template.Library()


@register.simple_tag
def offered_posts() -> list[Appointment]:
    """One post for each role, none once there is a real account."""
    return illustrative.offered_posts(today())
