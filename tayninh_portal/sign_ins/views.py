"""Who signed in from where: for the administrator, and for everybody what was about them."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.sign_ins.lists import EVENT_LIST, OWN_LIST
from tayninh_portal.sign_ins.sessions import end_others, end_session, own_sessions


@require_safe
def event_list(request: Request) -> HttpResponseBase:
    """Everything that happened at the door, the newest first."""
    return show(request, EVENT_LIST, "sign_ins/list.html", days=settings.SIGN_IN_DAYS)


@require_safe
def own_list(request: Request) -> HttpResponseBase:
    """What happened to one's own account."""
    return show(request, OWN_LIST, "sign_ins/own.html", days=settings.SIGN_IN_DAYS)


@require_safe
def session_list(request: Request) -> HttpResponse:
    """Where one is signed in now."""
    context = {
        "sessions": own_sessions(request, request.user),
        "idle": settings.SESSION_COOKIE_AGE // 60,
        "longest": settings.SESSION_LONGEST // 3600,
    }
    return render(request, "sign_ins/sessions.html", context)


@require_POST
def session_end(request: Request, pk: int) -> HttpResponse:
    """End one of one's own other sessions; this one ends by signing out. Once more: it is over."""
    others = UserSession.objects.exclude(session_key=request.session.session_key)
    rows = others.filter(user=request.user).select_related("user")
    end_session(get_object_or_404(rows, pk=pk))
    messages.success(request, "Đã kết thúc phiên đó.")
    return redirect("session-list")


@require_POST
def session_end_others(request: Request) -> HttpResponse:
    """End all of them but this one."""
    number = end_others(request)
    messages.success(request, f"Đã kết thúc {number} phiên khác.")
    return redirect("session-list")
