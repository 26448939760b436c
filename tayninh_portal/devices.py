"""From which browsers an account was signed in: another one is told to its holder.

A browser is known by a random cookie, of which only the hash is kept. The first one tells nobody
anything; whoever deletes the cookies is another device.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tayninh_portal import records
from tayninh_portal.models import Device, User

COOKIE = "portal_device"
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
# The longest a browser keeps a cookie.
_KEPT = 400 * 86400


def recognise(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Know the browser of ``request`` again, and leave a line where the account was known on
    others only."""
    token = _token(request) or secrets.token_urlsafe(32)
    mark = _mark(token)
    with transaction.atomic():
        known_elsewhere = Device.objects.filter(user=user).exists()
        _, new = Device.objects.update_or_create(
            user=user, mark=mark, defaults={"seen_at": timezone.now()}
        )
        if new and known_elsewhere:
            records.remark(user, by=user, action="device", label="Đăng nhập từ thiết bị mới")
    response.set_cookie(
        COOKIE,
        token,
        max_age=_KEPT,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


def known_mark(request: HttpRequest, login: str) -> str:
    """The mark of this browser if the account of ``login`` was signed in from it, else ""."""
    token = _token(request)
    if not token:
        return ""
    mark = _mark(token)
    holder = Q(user__username__iexact=login) | Q(user__email__iexact=login)
    return mark if Device.objects.filter(holder, mark=mark).exists() else ""


def _token(request: HttpRequest) -> str:
    token = request.COOKIES.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
