"""Help: the guides of all roles, and whom to ask."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tayninh_portal.access import roles_of, today
from tayninh_portal.help import GUIDES, contacts_of, guides_of
from tayninh_portal.http import Request


@require_safe
def help_list(request: Request) -> HttpResponse:
    """Which guide is for me, and whom I ask."""
    context = {
        "guides": guides_of(request.user, today()),
        "own": roles_of(request.user),
        "contacts": contacts_of(request.user, today()),
    }
    return render(request, "help/list.html", context)


@require_safe
def help_detail(request: Request, word: str) -> HttpResponse:
    """The guide of one role; anybody signed in may read what another's work is."""
    guide = next((guide for guide in GUIDES if guide.word == word), None)
    if guide is None:
        raise Http404
    context = {"guide": guide, "contacts": contacts_of(request.user, today())}
    return render(request, guide.template, context)
