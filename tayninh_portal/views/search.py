"""Search over everything, with and without accents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.records import require
from tayninh_portal.work import search_everything

# Shorter words hit nearly everything.
SHORTEST = 2


def search(request: HttpRequest) -> HttpResponse:
    """Hits of every kind for ``?q=``; only what the person may see."""
    require(request.user, "search")
    words = request.GET.get("q", "").strip()[:100]
    folded = fold(words)
    hits = search_everything(request.user, folded) if len(folded) >= SHORTEST else []
    context = {
        "q": words,
        "hits": hits,
        "too_short": bool(words) and len(folded) < SHORTEST,
    }
    return render(request, "search.html", context)
