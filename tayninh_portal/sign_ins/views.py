"""Who signed in from where: for the administrator, and for everybody what was about them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.sign_ins.lists import EVENT_LIST, OWN_LIST


@require_safe
def event_list(request: Request) -> HttpResponseBase:
    """Everything that happened at the door, the newest first."""
    return show(request, EVENT_LIST, "sign_ins/list.html", days=settings.SIGN_IN_DAYS)


@require_safe
def own_list(request: Request) -> HttpResponseBase:
    """What happened to one's own account."""
    return show(request, OWN_LIST, "sign_ins/own.html", days=settings.SIGN_IN_DAYS)
