"""The screens of recommendations: add, correct, withdraw; they are read on the page of the visit
(``panels.py``)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from inspections.recommendations import actions
from inspections.recommendations.forms import CreateForm, UpdateForm, WithdrawForm
from inspections.recommendations.models import Recommendation
from inspections.visits.requests import require_on_form, visible_visit
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import sent_before


@require_http_methods(["GET", "POST"])
def recommendation_create(request: Request, visit_pk: int) -> HttpResponse:
    """Add a recommendation to a draft."""
    visit = visible_visit(request, visit_pk)
    require_on_form(request, visit)
    form = CreateForm(request.POST or None)
    add = lambda: actions.add_recommendation(visit, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid():
        done = attempt(form, add)
        if done:
            said = "Đã ghi kiến nghị." if done[1] else "Kiến nghị này đã được lưu trước đó."
            messages.success(request, said)
            return redirect(_place(visit_pk))
    context = {"form": form, "visit": visit, "recommendation": None, "back": _place(visit_pk)}
    return render(request, "recommendations/form.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_update(request: Request, pk: int) -> HttpResponse:
    """Correct a recommendation of a draft."""
    row = _visible(request, pk)
    if sent_before(row, client_id_of(request), request.user):
        return redirect(_place(row.visit_id))
    require_on_form(request, row.visit)
    form = UpdateForm(request.POST or None, record=row, user=request.user)
    do = lambda: actions.update_recommendation(row, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu kiến nghị.")
        return redirect(_place(row.visit_id))
    context = {"form": form, "visit": row.visit, "recommendation": row}
    return render(request, "recommendations/form.html", context | {"back": _place(row.visit_id)})


@require_http_methods(["GET", "POST"])
def recommendation_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a recommendation back, with a reason."""
    row = _visible(request, pk)
    if sent_before(row, client_id_of(request), request.user):
        return redirect(_place(row.visit_id))
    require_on_form(request, row.visit)
    form = WithdrawForm(request.POST or None, record=row, user=request.user)
    do = lambda: actions.withdraw_recommendation(row, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã rút kiến nghị.")
        return redirect(_place(row.visit_id))
    context = {"form": form, "recommendation": row, "visit": row.visit}
    return render(
        request, "recommendations/withdraw.html", context | {"back": _place(row.visit_id)}
    )


def _visible(request: Request, pk: int) -> Recommendation:
    """The recommendation with its visit as ``visible_visit`` gives it, or 404."""
    row = get_object_or_404(Recommendation.objects.visible_to(request.user), pk=pk)
    row.visit = visible_visit(request, row.visit_id)
    return row


def _place(visit: int) -> str:
    """Where the recommendations stand on the page of the visit."""
    return f"{reverse('visit-detail', args=[visit])}#kien-nghi"
