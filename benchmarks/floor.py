"""The floor: what a page costs where nobody has done anything yet.

A bare Django page on the same server and database as the portal: session and authentication
middleware, the person loaded, 25 rows of six columns of one table through one template without
includes. Every page of the portal is told as so many times this one (``benchmarks.speed``).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
# Who reads the account of each request: Django itself, so that the floor stays where it is when the
# portal reads it another way.
BACKEND = "django.contrib.auth.backends.ModelBackend"
ROWS = 25
PAGE = Engine().from_string(
    """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Lượt kiểm tra</title></head>
<body>
<p>{{ user.full_name }}</p>
<table>
<tr><th>Số</th><th>Cơ quan</th><th>Ngày</th><th>Giờ</th><th>Lý do</th><th>Trạng thái</th></tr>
{% for row in rows %}
<tr><td>{{ row.pk }}</td><td>{{ row.agency_id }}</td><td>{{ row.day }}</td>
<td>{{ row.starts_at }}</td><td>{{ row.cause }}</td><td>{{ row.state }}</td></tr>
{% endfor %}
</table>
</body>
</html>
"""
)


def page(request: HttpRequest) -> HttpResponse:
    """The bare page: three queries, for the session, the person and the rows."""
    from inspections.visits.models import Visit

    rows = Visit.objects.order_by("-day", "-starts_at", "-pk")[:ROWS]
    return HttpResponse(PAGE.render(Context({"user": request.user, "rows": rows})))


urlpatterns = [path("", page)]


class Floor(WSGIHandler):
    """A Django of its own in the same process, with the two middlewares and the one page."""

    def __init__(self) -> None:
        from django.test import override_settings

        with override_settings(MIDDLEWARE=MIDDLEWARE):
            super().__init__()

    def get_response(self, request: HttpRequest) -> Any:
        """The answer by the addresses of this module."""
        request.urlconf = __name__  # type: ignore[attr-defined]  # read by Django's handler
        return super().get_response(request)


def portal() -> WSGIHandler:
    """The whole portal, as the application server calls it."""
    return WSGIHandler()


def ask(application: WSGIHandler, cookie: str, address: str) -> Callable[[], bytes]:
    """A call of ``application`` for one address, from request to the last byte.

    It goes in where the application server does, so that nothing of a test client is measured;
    an answer other than 200 raises, since nobody wants to know how fast a page fails.
    """
    location, _, query = address.partition("?")

    def asked() -> bytes:
        stated: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": location,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }
        response = application(environ, lambda status, headers: stated.append(status))
        body = b"".join(response)
        response.close()
        if not stated[0].startswith("200"):
            raise RuntimeError(f"{address}: {stated[0]}")
        return body

    return asked


def signed_in(user: Any, backend: str) -> str:
    """The cookie of a session in which ``user`` is signed in by ``backend``."""
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore

    if backend not in settings.AUTHENTICATION_BACKENDS:
        settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, backend]
    request = HttpRequest()
    request.session = SessionStore()
    login(request, user, backend=backend)
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"
