"""Where an account is signed in now, and ending that; kept by allauth.usersessions."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from tayninh_portal.models import SignInKind, User
from tayninh_portal.sign_ins.events import write_event

# What a browser says of itself, the first that fits: many name others beside themselves.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "coc_coc": "Cốc Cốc",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "máy Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class OwnSession:
    """One session, and whether it is the one that asks."""

    row: UserSession
    is_this: bool

    @property
    def browser(self) -> str:
        """By what it said of itself, which anybody can forge."""
        said = self.row.user_agent
        name = next((word for mark, word in BROWSERS.items() if mark in said), "Trình duyệt khác")
        system = next((word for mark, word in SYSTEMS.items() if mark in said), "")
        return f"{name} trên {system}" if system else name


def own_sessions(request: HttpRequest, user: User) -> list[OwnSession]:
    """The sessions of ``user`` that still open something, this one first, then the last used."""
    rows = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    stored = Session.objects.filter(
        session_key__in=rows.values("session_key"), expire_date__gt=timezone.now()
    )
    mark = user.get_session_auth_hash()
    alive = {row.pk for row in stored if row.get_decoded().get(HASH_SESSION_KEY) == mark}
    found = [
        OwnSession(row, row.session_key == request.session.session_key)
        for row in rows
        if row.session_key in alive
    ]
    return sorted(found, key=lambda session: not session.is_this)


def end_session(row: UserSession) -> None:
    """Whoever sits there has to sign in again."""
    row.end()
    write_event(SignInKind.ENDED, row.user)


def end_others(request: HttpRequest) -> int:
    """End every session of the account but this one; how many that were."""
    others = UserSession.objects.filter(user=request.user.pk)
    others = others.exclude(session_key=request.session.session_key).select_related("user")
    for row in others:
        end_session(row)
    return len(others)
