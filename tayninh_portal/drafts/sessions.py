"""The session that ends: when nothing is done, and after the working day in any case; prolonged by
what its person does, and said on the way to the sign-in page."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

OVER = "Phiên làm việc đã hết hạn."
# In the address of the sign-in page: why one is there.
PARAMETER = "het-han"
# In the session, seconds since 1970: the sign-in, and what was last done, to five minutes.
BEGAN, DONE = "began", "done"
STEP = 300
# What a page asks by itself is nothing its person does.
BY_ITSELF = frozenset({"draft-state"})


def begin(request: HttpRequest) -> None:
    """A session begins: somebody signed in."""
    request.session[BEGAN] = request.session[DONE] = int(time.time())


def ends_at(request: HttpRequest) -> datetime:
    """When this session ends if nothing more is done."""
    row = Session.objects.filter(session_key=request.session.session_key).first()
    return min(row.expire_date, over_at(request)) if row is not None else timezone.now()


def over_at(request: HttpRequest) -> datetime:
    """When this session ends whatever is done."""
    began = _since(request, BEGAN)
    return datetime.fromtimestamp(began + settings.SESSION_LONGEST, UTC)


def _since(request: HttpRequest, what: str) -> float:
    """A moment of the session; one without (of a test, say) has that of the account's sign-in."""
    user = request.user
    known = user.last_login if user.is_authenticated else None
    moment: float = request.session.get(what, known.timestamp() if known else time.time())
    return moment


class EndsInTime:
    """Ends a session after its working day; what its person does prolongs it until then.

    ``SESSION_COOKIE_AGE`` runs from the last time the session was written, which an action does
    every five minutes and not more often: it costs a page no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Before anything asks who is signed in."""
        if not request.user.is_authenticated:
            return
        now, session = time.time(), request.session
        if now >= over_at(request).timestamp():
            session.flush()
            request.user = AnonymousUser()
            return
        match = request.resolver_match
        if match is not None and match.url_name in BY_ITSELF:
            return
        if now >= _since(request, DONE) + STEP:
            session[DONE] = int(now)
            mine = UserSession.objects.filter(session_key=session.session_key)
            mine.update(last_seen_at=timezone.now())


class SignInFirst(LoginRequiredMiddleware):
    """Django's, which also says that a session is over, and says it to a script in JSON."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """To the sign-in page. A browser that still shows a session had one that is over: a new
        visitor has none, and signing out takes it away."""
        answer = super().handle_no_permission(request, view_func)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            answer["Location"] += "&" + urlencode({PARAMETER: 1})
        return answer

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        """The same answer in JSON where a script asks: it must not take a page for its answer."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None and request.headers.get("Accept") == "application/json":
            return JsonResponse({"reason": OVER}, status=401)
        return answer
