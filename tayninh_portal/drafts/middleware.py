"""Knows of every form whether it was sent: none needs a line of its own for that."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib.messages import ERROR, get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse

from tayninh_portal.drafts.store import mark_sent

# The field static/js/drafts.js puts into a form something was typed into.
FIELD = "draft_key"
DONE = "X-Form-Done"


class SentForms:
    """A form was sent where its answer leads on (post, redirect, get) and says no error, or where
    the view says so (``done``): then its draft has done its work. One that comes back with errors,
    is refused or loses a race answers with a page, and its draft stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        led_on = answer.status_code in (302, 303) or DONE in answer.headers
        if request.method == "POST" and led_on:
            self._forget(request)
        return answer

    def _forget(self, request: HttpRequest) -> None:
        try:
            key = uuid.UUID(request.POST.get(FIELD, ""))
        except ValueError:
            return
        # Somebody whose session is over is led on too, to the sign-in page.
        if request.user.is_authenticated and not _answered_with_an_error(request):
            mark_sent(by=request.user, key=key, path=request.path)


def done(answer: HttpResponse) -> HttpResponse:
    """``answer`` to a form that did its work and is answered with a page all the same."""
    answer.headers[DONE] = "1"
    return answer


def _answered_with_an_error(request: HttpRequest) -> bool:
    storage = get_messages(request)
    stated = any(message.level >= ERROR for message in storage)
    if isinstance(storage, BaseStorage):
        storage.used = False  # nobody has read them yet
    return stated
