"""The screens of findings: add, correct, withdraw, and read the person it is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from inspections.catalogues.models import Subject
from inspections.findings import actions
from inspections.findings.forms import (
    FindingCreateForm,
    FindingUpdateForm,
    WithdrawForm,
)
from inspections.findings.models import Finding
from inspections.identities.actions import open_identity
from inspections.identities.fields import ReadIdentityForm
from inspections.visits.requests import require_on_form, visible_visit
from tayninh_portal.drafts.middleware import done
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again

# ?doi-tuong= → what the finding is about; anything else is taken as the first.
SUBJECTS = {"ca-nhan": Subject.PERSON, "don-vi": Subject.UNIT}


@require_http_methods(["GET", "POST"])
def finding_create(request: Request, visit_pk: int) -> HttpResponse:
    """Add a finding; ``?doi-tuong=`` switches between a person and the unit."""
    user = request.user
    visit = visible_visit(request, visit_pk)
    require_on_form(request, visit)
    subject = SUBJECTS.get(request.GET.get("doi-tuong", ""), Subject.PERSON)
    form = FindingCreateForm(
        request.POST or None, record=visit, user=user, visit=visit, subject=subject
    )

    def add() -> tuple[Finding, bool]:
        own_id = form.cleaned_data["client_id"]
        return actions.add_finding(
            visit, by=user, client_id=own_id, subject=subject, **form.asked()
        )

    if request.method == "POST":
        done = carry_out(form, add)
        if isinstance(done, tuple):
            finding, new = done
            said = f"Đã ghi “{finding.category}”." if new else "Nội dung này đã được lưu trước đó."
            messages.success(request, said)
            if "them" in request.POST:
                return redirect(request.get_full_path())
            return redirect("visit-detail", visit_pk)
    context = {"form": form, "visit": visit, "subject": subject, "finding": None}
    return render(request, "visits/finding.html", context)


@require_http_methods(["GET", "POST"])
def finding_update(request: Request, pk: int) -> HttpResponse:
    """Correct a finding of a draft."""
    user = request.user
    finding = _visible_finding(request, pk)
    if sent_before(finding, client_id_of(request), user):
        return redirect("visit-detail", finding.visit_id)
    require_on_form(request, finding.visit)
    form = FindingUpdateForm.of(finding, user, request.POST or None)
    if request.method == "POST":
        if carry_out(form, lambda: actions.update_finding(finding, **_sent(form), **form.asked())):
            messages.success(request, "Đã lưu nội dung ghi nhận.")
            return redirect("visit-detail", finding.visit_id)
        finding = _visible_finding(request, pk)
    context = {
        "form": form,
        "visit": finding.visit,
        "subject": Subject(finding.subject),
        "finding": finding,
    }
    return render(request, "visits/finding.html", context)


@require_http_methods(["GET", "POST"])
def finding_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a finding out of the count, with a reason."""
    user = request.user
    finding = _visible_finding(request, pk)
    if sent_before(finding, client_id_of(request), user):
        return redirect("visit-detail", finding.visit_id)
    require_on_form(request, finding.visit)
    form = WithdrawForm(request.POST or None, record=finding, user=user)
    if request.method == "POST":
        do = lambda: actions.withdraw_finding(finding, **_sent(form), **form.asked())  # noqa: E731
        if carry_out(form, do):
            messages.success(request, "Đã rút nội dung; nội dung này không được tính nữa.")
            return redirect("visit-detail", finding.visit_id)
        finding = _visible_finding(request, pk)
    return render(request, "visits/withdraw.html", {"form": form, "finding": finding})


@never_cache
@require_http_methods(["GET", "POST"])
def finding_identity(request: Request, pk: int) -> HttpResponse:
    """Read who a finding is about: once, for a reason, and on record.

    The answer to the POST shows it; there is no address that shows it again.
    """
    finding = _visible_finding(request, pk)
    require(request.user, "finding.read_identity", finding)
    require_again(request)
    form = ReadIdentityForm(request.POST or None)
    # Not “person”: that is the signed-in one in the frame of every page.
    opened = None
    if request.method == "POST" and form.is_valid():
        opened = attempt(
            form,
            lambda: open_identity(
                finding,
                finding.person,
                by=request.user,
                action="finding.read_identity",
                reason=form.cleaned_data["reason"],
            ),
        )
    context = {"form": form, "finding": finding, "opened": opened}
    page = render(request, "visits/identity.html", context)
    return done(page) if opened else page


def _visible_finding(request: Request, pk: int) -> Finding:
    """The finding with its visit as ``visible_visit`` gives it, or 404."""
    rows = Finding.objects.visible_to(request.user)
    rows = rows.select_related("category", "field", "recommended_handling", "person")
    finding = get_object_or_404(rows, pk=pk)
    finding.visit = visible_visit(request, finding.visit_id)
    return finding


def _sent(form: RecordForm) -> dict[str, Any]:
    """Who sent a form, which one, and the version they read."""
    data = form.cleaned_data
    return {
        "by": form.user,
        "client_id": data["client_id"],
        "seen_version": data["seen_version"],
    }
