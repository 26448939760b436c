"""Fetching a complaint a person may see, and opening a form on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from inspections.complaints.models import Complaint
from tayninh_portal.errors import Conflict
from tayninh_portal.models import Change
from tayninh_portal.records import require

BETWEEN_TWO_CLICKS = timedelta(seconds=10)
SomeForm = TypeVar("SomeForm", bound=forms.Form)


def open_complaint(request: HttpRequest, pk: int) -> Complaint:
    """The complaint, with what its pages name; 404 where the person may not see it."""
    rows = Complaint.objects.visible_to(request.user).with_subject_name()
    related = ("subject_agency", "handed_to", "category", "field", "reserved_for", "subject_user")
    return get_object_or_404(rows.select_related(*related, "created_by", "caller"), pk=pk)


def open_for(
    request: HttpRequest, pk: int, action: str, form_class: type[SomeForm], **options: Any
) -> tuple[Complaint, SomeForm]:
    """The complaint and the form of ``action`` on it.

    A form sent with an older version comes back with what was typed and says that somebody was
    faster, even where the deed is no longer open; only then is the object's rule asked.
    """
    complaint = open_complaint(request, pk)
    sent = request.POST.get("seen_version", "")
    stale = sent.isascii() and sent.isdecimal() and sent != str(complaint.version)
    require(request.user, action, None if stale else complaint)
    data = request.POST.copy() if request.method == "POST" else None
    if stale:
        data["seen_version"] = str(complaint.version)
    form = form_class(data, complaint=complaint, **options)
    if stale:
        form.add_error(None, Conflict().reason)
    return complaint, form


def done_already(request: HttpRequest, pk: int, actions: tuple[str, ...]) -> bool:
    """Whether this very person's click a moment ago did it: the second of two says nothing new.

    Told from a second tab with other words in it by the time between them.
    """
    if request.method != "POST":
        return False
    last = Change.objects.of(open_complaint(request, pk)).last()
    return (
        last is not None
        and last.action in actions
        and last.by_id == request.user.pk
        and request.POST.get("seen_version") == str(last.version - 1)
        and timezone.now() - last.at < BETWEEN_TWO_CLICKS
    )
