"""The screen of a re-check: which earlier visit, and what was found of it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from inspections.rechecks.actions import (
    earlier_visits,
    looked_at,
    record_rechecks,
    said_on,
    stamp_of,
)
from inspections.rechecks.forms import RecheckForm
from inspections.visits.requests import require_on_form, visible_visit
from tayninh_portal.forms import attempt, show_again
from tayninh_portal.http import Request

# More than that nobody looks through.
SHOWN = 50


@require_http_methods(["GET", "POST"])
def recheck_record(request: Request, visit_pk: int) -> HttpResponse:
    """Choose an earlier visit by ``?lan=``, then say of each thing how it was found."""
    visit = visible_visit(request, visit_pk)
    require_on_form(request, visit)
    rows = earlier_visits(visit, request.user)
    context = {"visit": visit, "earlier": rows.order_by("-day", "-starts_at", "-pk")[:SHOWN]}
    asked = request.GET.get("lan", "")
    # A visit that once was to come bears a number below zero.
    if not re.fullmatch("-?[0-9]{1,13}", asked, re.ASCII):
        return render(request, "rechecks/form.html", context | {"form": None, "chosen": None})
    chosen = get_object_or_404(rows, pk=int(asked))
    sources = said_on(chosen)
    form = RecheckForm(request.POST or None, sources=sources, known=looked_at(visit, sources))
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        do = lambda: record_rechecks(visit, chosen, form.results, by=request.user, seen=seen)  # noqa: E731
        if attempt(form, do) is not None:
            messages.success(request, "Đã lưu kết quả kiểm tra lại.")
            return redirect(f"{reverse('visit-detail', args=[visit_pk])}#kiem-tra-lai")
        show_again(form, seen=stamp_of(looked_at(visit, sources).values()))
    return render(request, "rechecks/form.html", context | {"form": form, "chosen": chosen})
