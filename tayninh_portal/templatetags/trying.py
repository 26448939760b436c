"""Whom the sign-in page offers to whoever tries a portal that holds nothing but a demo."""

from __future__ import annotations

from datetime import date

from django import template
from django.conf import settings

from tayninh_portal import illustrative
from tayninh_portal.access import today
from tayninh_portal.models import Appointment

register = template.Library()


@register.simple_tag
def offered_posts() -> list[Appointment]:
    """One post for each role, none once there is a real account."""
    return illustrative.offered_posts(today())


@register.simple_tag
def demo_lags_since() -> date | None:
    """The day up to which the demo goes, where it did not go on with the days."""
    return illustrative.lags_since(today())


@register.simple_tag
def second_factor_demanded() -> bool:
    """Whether a protected role is asked for more than its password."""
    return bool(settings.SECOND_FACTOR)
