"""No write on GET, forms that are never stale by the cache, a refusal that carries its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from redis.exceptions import RedisError

from tayninh_portal.errors import Conflict, Reasoned, Refused, Unavailable
from tayninh_portal.lib.readonly import refuse_writes
from tayninh_portal.sent import words_sent

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
        "portal_user",
    }
)


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
    """Turn ``Refused``, ``Conflict`` and ``Unavailable`` into pages that say the reason."""

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
        if not isinstance(exception, Reasoned):
            return None
        status, template = self.PAGES[type(exception)]
        context = {
            "reason": exception.reason,
            "of_role": getattr(exception, "of_role", False),
            "typed": words_sent(request),
        }
        return render(request, template, context, status=status)


class FreshForms:
    """A page that carries the id of a form is not kept: Back asks for it anew, with a new id and
    the version of now, and nobody after its writer finds it in the browser."""

    CARRIES = b'name="client_id"'

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and self.CARRIES in response.content:
            add_never_cache_headers(response)
        return response
