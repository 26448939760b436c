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
    token = request.COOKIES.get(COOKIE, "")
    if not _TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(32)
    mark = hashlib.sha256(token.encode()).hexdigest()
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
