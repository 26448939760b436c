"""Who looked at identities: one page, for the leaders and for who is in charge."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from inspections.identities.lists import READING_LIST
from tayninh_portal.access import Role, roles_of
from tayninh_portal.http import Request
from tayninh_portal.listing import show


@require_safe
def reading_list(request: Request) -> HttpResponseBase:
    """All readings, or those one may know of, the newest first."""
    sees_all = Role.MANAGER in roles_of(request.user)
    return show(request, READING_LIST, "identities/list.html", sees_all=sees_all)
