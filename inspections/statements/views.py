"""The screen of a statement: asked for, then given or not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from inspections.findings.models import Finding
from inspections.statements import actions
from inspections.statements.forms import StatementCreateForm, StatementUpdateForm
from inspections.statements.models import Statement
from inspections.visits.requests import visible_visit
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.models import User
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before


@require_http_methods(["GET", "POST"])
def statement_record(request: Request, pk: int) -> HttpResponse:
    """Write down that it was asked for, or what came of it."""
    user = request.user
    rows = Finding.objects.visible_to(user).select_related("category")
    finding = get_object_or_404(rows, pk=pk)
    finding.visit = visible_visit(request, finding.visit_id)
    known = Statement.objects.filter(finding=finding).first()
    if known and sent_before(known, client_id_of(request), user):
        return redirect("visit-detail", finding.visit_id)
    require(user, "statement.record", finding)
    form = (
        StatementUpdateForm(request.POST or None, record=known, user=user)
        if known and (request.method == "GET" or "seen_version" in request.POST)
        else StatementCreateForm(request.POST or None)
    )
    if request.method == "POST" and _written(finding, known, form, user):
        messages.success(request, "Đã ghi việc tường trình.")
        return redirect("visit-detail", finding.visit_id)
    return render(request, "statements/form.html", {"form": form, "finding": finding})


def _written(
    finding: Finding,
    known: Statement | None,
    form: StatementCreateForm | StatementUpdateForm,
    user: User,
) -> bool:
    if not form.is_valid():
        return False
    if isinstance(form, StatementUpdateForm) and known is not None:
        known.finding, sent = finding, form.cleaned_data
        return bool(carry_out(form, lambda: actions.update_statement(known, by=user, **sent)))
    told = form.cleaned_data
    return bool(attempt(form, lambda: actions.ask_statement(finding, by=user, **told)))
