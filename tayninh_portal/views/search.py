"""Search over everything, with and without accents.

What is looked for stands in the address, so that it can be kept and sent on; a tracing code never
does, since it opens the case to whoever reads it there. The box therefore sends what was typed in
a form: what may be a code is answered there and then, anything else goes to its address.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tayninh_portal.http import Request
from tayninh_portal.lib.codes import looks_like_code, normalise_code
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.records import require
from tayninh_portal.tasks import Hit, search_codes, search_everything

# Shorter words hit nearly everything.
SHORTEST = 2
# The marks of a document's number as a word processor and hurried fingers write them.
DASHES = re.compile(r"[\u2010-\u2015\u2212]")
ROOM_AT_SLASH = re.compile(r" ?/ ?")
ROOM_AT_DASH = re.compile(r"(/\w+) ?- ?")


@require_http_methods(["GET", "POST"])
def search(request: Request) -> HttpResponse:
    """Hits of every kind for ``q``; only what the person may see."""
    require(request.user, "search")
    sent = request.method == "POST"
    words = (request.POST if sent else request.GET).get("q", "").strip()[:100]
    code = _code(words)
    if sent and not code:
        return redirect(f"{reverse('search')}?{urlencode({'q': words})}")
    folded = wanted(words)
    too_short = bool(words) and len(folded) < SHORTEST
    held_back = not sent and looks_like_code(words)
    hits: list[Hit] = []
    if not (too_short or held_back or not folded):
        opened = search_codes(request.user, code) if sent else []
        hits = [*opened, *search_everything(request.user, folded)]
    context = {"q": words, "hits": hits, "too_short": too_short, "held_back": held_back}
    return render(request, "search.html", context)


def wanted(words: str) -> str:
    """The words as the sources take them, a number as it is stored: "250 / BC – UBND" too."""
    plain = ROOM_AT_SLASH.sub("/", DASHES.sub("-", fold(words)))
    return ROOM_AT_DASH.sub(r"\1-", plain)


def _code(words: str) -> str:
    """The code that ``words`` may be, or an empty text."""
    try:
        return normalise_code(words)
    except ValueError:
        return ""
