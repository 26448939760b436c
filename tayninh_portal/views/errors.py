"""The error pages; of a request they show nothing but what its writer had typed."""

from __future__ import annotations

import sys

from django.db import Error as DatabaseFailure
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tayninh_portal.sent import words_sent


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 by Django itself (our own refusals carry their reason, see ``middleware.Refusals``)."""
    return render(request, "403.html", {"reason": ""}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it does not exist, or the person may not see it; the page does not tell which.

    What was typed on a record that left one's sight meanwhile stands there to be copied.
    """
    return render(request, "404.html", {"typed": words_sent(request)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without database or context; 503 where it is the database that does not answer."""
    if isinstance(sys.exception(), (InterfaceError, OperationalError)):
        return _without_database(request)
    return render(None, "500.html", status=500)


def _without_database(request: HttpRequest) -> HttpResponse:
    """503 (away, busy, its disk full): the same thing may work in a minute."""
    try:
        typed = words_sent(request)
    except DatabaseFailure:
        typed = []
    response = render(None, "503_database.html", {"typed": typed}, status=503)
    response["Retry-After"] = "60"
    return response
