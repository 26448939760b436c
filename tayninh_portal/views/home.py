"""The home page: what to do, and the few numbers that matter."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tayninh_portal.access import posts_of, today
from tayninh_portal.http import Request
from tayninh_portal.tasks import home_of


def home(request: Request) -> HttpResponse:
    """“Việc cần làm”, grouped by urgency, and tiles that open their lists."""
    day = today()
    found = home_of(request.user, day)
    return render(
        request,
        "home.html",
        {
            "groups": found.groups,
            "tiles": found.tiles,
            "today": day,
            "has_post": bool(posts_of(request.user, day)),
        },
    )
