"""The session that ends: when, prolonged by an action, and said on the way to the sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

OVER = "Phiên làm việc đã hết hạn."
# In the address of the sign-in page: why one is there.
PARAMETER = "het-han"


def ends_at(request: HttpRequest) -> datetime:
    """When this session ends unless it is prolonged."""
    row = Session.objects.filter(session_key=request.session.session_key).first()
    return row.expire_date if row is not None else timezone.now()


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
