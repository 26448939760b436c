"""Health before all else, a log that survives the database, no write on GET, pages that
are not kept, a refusal that carries its reason."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

import structlog
from django.db import Error as DatabaseFailure
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django_structlog.middlewares import RequestMiddleware
from redis.exceptions import RedisError

from tayninh_portal.errors import AskAgain, Conflict, Reasoned, Refused, Unavailable
from tayninh_portal.lib.readonly import refuse_writes
from tayninh_portal.second_factor.again import to_show_again
from tayninh_portal.sent import words_sent
from tayninh_portal.views.health import healthz, readyz

GetResponse = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger(__name__)

CACHE_AWAY = (
    "Bộ nhớ đệm dùng chung (Redis) của cổng không trả lời nên chưa thực hiện được việc này. "
    "Hãy thử lại sau ít phút hoặc báo quản trị."
)
# Tables that sign-in, messages and the session may write while a page is read.
WRITABLE_ON_GET = frozenset(
    {
        "django_session",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "portal_user",
        "usersessions_usersession",
    }
)


class HealthFirst:
    """Health answers before sessions: a browser's cookie, or a table that is away, is nothing to
    it. The Host is looked at as everywhere."""

    ANSWERS: ClassVar[dict[str, GetResponse]] = {"/healthz": healthz, "/readyz": readyz}

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.ANSWERS.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        request.get_host()
        return answer(request)


class RequestLog(RequestMiddleware):
    """django-structlog's lines about a request, written without a database, too.

    It asks who signed in before it writes that the request failed; where that question fails as
    well, the line came to nothing and the page said that it stood in the log.
    """

    @staticmethod
    def bind_user_id(request: HttpRequest) -> None:
        """Who asks, by number; without a database nobody knows."""
        with suppress(DatabaseFailure):
            RequestMiddleware.bind_user_id(request)


class ReadOnlyGet:
    """A GET of our own never changes a record; one that tries is a bug and fails."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        with connection.execute_wrapper(refuse_writes(WRITABLE_ON_GET)):
            return self.get_response(request)


class Refusals:
    """Turn ``Refused``, ``Conflict`` and ``Unavailable`` into pages that say the reason, and
    ``AskAgain`` into the way there."""

    PAGES: ClassVar[dict[type[Reasoned], tuple[int, str]]] = {
        Refused: (403, "403.html"),
        Conflict: (409, "409.html"),
        Unavailable: (503, "503.html"),
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for one of our refusals; None lets Django go on with anything else."""
        if isinstance(exception, RedisError):
            # Without it tries of passwords cannot be counted, and none is let through uncounted.
            log.exception("cache.away")
            exception = Unavailable(CACHE_AWAY)
        if isinstance(exception, AskAgain):
            return to_show_again(request, exception.back)
        if not isinstance(exception, Reasoned):
            return None
        status, template = self.PAGES[type(exception)]
        context = {
            "reason": exception.reason,
            "of_role": getattr(exception, "of_role", False),
            "typed": words_sent(request),
        }
        return render(request, template, context, status=status)


class NotKept:
    """A page of somebody signed in is not kept by the browser or a proxy: what it lists is theirs,
    and a form about a record is asked for anew, on the version of now.

    A form that makes a record is left to the browser: Back shows it with its old id, and sent again
    as it was it makes no second one.
    """

    ABOUT_A_RECORD = b'name="seen_version"'
    MAKES_ONE = b'name="client_id"'

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and self._is_theirs(request, response):
            add_never_cache_headers(response)
        return response

    def _is_theirs(self, request: HttpRequest, response: HttpResponse) -> bool:
        if self.ABOUT_A_RECORD in response.content:
            return True
        if response.status_code >= 500 or not request.user.is_authenticated:
            return False
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return is_page and self.MAKES_ONE not in response.content
