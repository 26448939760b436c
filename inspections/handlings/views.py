"""Screens of the handlings: list of recommendations, form, detail, file, a page for each deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.cited_documents.actions import keep_upload
from inspections.findings.models import Finding
from inspections.handlings import actions as domain
from inspections.handlings.answers import may_enter
from inspections.handlings.filters import HandlingFilter
from inspections.handlings.forms import HandlingCreateForm, HandlingUpdateForm
from inspections.handlings.models import (
    Handling,
    HandlingState,
    agency_then,
    findings_answered,
    inherited_by,
    with_handling,
)
from inspections.handlings.tables import COLUMNS
from inspections.handlings.workflow import HANDLINGS, UPDATE
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal.access import DEPARTMENT, Verdict, may, roles_of, today
from tayninh_portal.exports import export, export_asked
from tayninh_portal.forms import attempt
from tayninh_portal.lists import page_of
from tayninh_portal.models import FileOpening
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import sent_back, timeline_of
from tayninh_portal.transition_pages import admit

ABOUT = ("category", "field", "recommended_handling", "visit__agency__parent")
RECOMMENDED = Q(recommended_handling__isnull=False) | ~Q(recommendation="")


@require_safe
def handling_list(request: HttpRequest) -> HttpResponseBase:
    """Findings with a recommendation or a result, the newest visits first."""
    user = request.user
    require(user, "handling.list")
    seen = Handling.objects.standing().visible_to(user).filter(finding=OuterRef("pk"))
    rows = findings_answered(user).counted().filter(RECOMMENDED | Exists(seen))
    answered = with_handling(rows.select_related(*ABOUT).annotate(agency_then=_then()), user)
    found = HandlingFilter(request.GET, answered, request=request)
    if kind := export_asked(request, found):
        return export(kind, found.sorted(), COLUMNS, "kien-nghi-xu-ly")
    page = page_of(found.sorted(), request)
    context = {
        "filter": found,
        "filtered": any(found.data.get(name) for name in found.filters),
        "only": found.form.cleaned_data.get("agency") if found.is_bound else None,
        "page": page,
        "rows": _rows_of(page, user),
    }
    return render(request, "handlings/list.html", context)


@require_http_methods(["GET", "POST"])
def handling_create(request: HttpRequest, finding_pk: int) -> HttpResponse:
    """Enter what was decided about a finding; one that has its result is shown instead."""
    user = request.user
    require(user, "handling.list")
    rows = findings_answered(user).select_related(*ABOUT)
    finding = get_object_or_404(rows.annotate(agency_then=_then()), pk=finding_pk)
    require(user, "handling.enter", Handling(finding=finding))
    standing = Handling.objects.standing().filter(finding=finding).first()
    if request.method == "GET" and standing is not None:
        return redirect("handling-detail", standing.pk)
    form = HandlingCreateForm(request.POST or None, request.FILES or None, finding=finding)
    if request.method == "POST":
        if form.is_valid():
            deed = lambda: domain.enter_handling(finding, by=user, **form.cleaned_data)  # noqa: E731
            done = attempt(form, deed)
            if done:
                handling, new = done
                said = "Đã ghi kết quả xử lý; Sở Nội vụ xác nhận xong thì được tính là đã xử lý."
                messages.success(request, said if new else "Kết quả này đã được lưu trước đó.")
                return redirect("handling-detail", handling.pk)
        form.ask_for_the_file_again()
    return render(
        request,
        "handlings/form.html",
        {
            "form": form,
            "finding": finding,
            "handling": None,
            "sees_visit": _sees_visit(user, finding),
        },
    )


@require_safe
def handling_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found and recommended, what was decided, what can be done, what has been done."""
    user = request.user
    handling = get_object_or_404(HANDLINGS.rows(request.user), pk=pk)
    inside = bool(roles_of(user) & DEPARTMENT)
    remedies = Remedy.objects.standing().visible_to(user)
    openings = FileOpening.objects.filter(
        record_type=handling._meta.label_lower, record_id=handling.pk
    )
    context = {
        "handling": handling,
        "finding": handling.finding,
        "sees_visit": _sees_visit(user, handling.finding),
        "remedy": remedies.filter(finding=handling.finding_id).first(),
        "buttons": HANDLINGS.buttons(user, handling, today()),
        "may_open": may(user, "handling.open_file", handling),
        "openings": openings.select_related("by").order_by("-at")[:20] if inside else None,
        "sent_back": sent_back(handling, HandlingState.RETURNED),
        "timeline": timeline_of(handling, HandlingState),
    }
    return render(request, "handlings/detail.html", context)


@require_http_methods(["GET", "POST"])
def handling_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it; one that was returned goes back to the Sở with the correction."""
    user = request.user
    handling = get_object_or_404(HANDLINGS.rows(user), pk=pk)
    if sent_before(handling, client_id_of(request), user):
        return redirect("handling-detail", pk)
    admit(request, HANDLINGS, UPDATE, handling)
    form = HandlingUpdateForm(
        request.POST or None, request.FILES or None, record=handling, user=user
    )
    if request.method == "POST":
        if carry_out(form, lambda: _correct(handling, form)):
            messages.success(request, "Đã lưu kết quả xử lý; Sở Nội vụ sẽ xác nhận.")
            return redirect("handling-detail", pk)
        form.ask_for_the_file_again()
    context = {
        "form": form,
        "finding": handling.finding,
        "handling": handling,
        "sees_visit": _sees_visit(user, handling.finding),
        "sent_back": sent_back(handling, HandlingState.RETURNED),
    }
    return render(request, "handlings/form.html", context)


def _correct(handling: Handling, form: HandlingUpdateForm) -> list[Handling]:
    """The bytes of a file come to the disk before the transaction."""
    asked = form.asked()
    kept = keep_upload(asked.pop("upload", None))
    return HANDLINGS.perform(UPDATE, [handling], form.act(), kept=kept, **asked)


@require_POST
def handling_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, for saving. A POST, because the opening is recorded."""
    handling = get_object_or_404(HANDLINGS.rows(request.user), pk=pk)
    require(request.user, "handling.open_file", handling)
    if handling.file is None:
        raise Http404
    data = domain.open_handling_file(handling, by=request.user)
    response = HttpResponse(data, content_type=handling.file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{handling.file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _rows_of(
    page: Iterable[Any], user: Any
) -> list[tuple[Finding, Handling | None, Verdict | None, bool]]:
    """Each finding, its handling, whether the person enters one, and whether he sees its visit:
    what his agency took over from an ended one it sees without."""
    findings = list(page)
    enters = may_enter(user, [row for row in findings if not row.standing])
    visits = {finding.visit_id for finding in findings}
    if inherited_by(user):
        seen = Visit.objects.visible_to(user).filter(pk__in=visits)
        visits = set(seen.values_list("pk", flat=True))
    return [
        (
            finding,
            finding.standing[0] if finding.standing else None,
            enters.get(finding.pk),
            finding.visit_id in visits,
        )
        for finding in findings
    ]


def _sees_visit(user: Any, finding: Finding) -> bool:
    return Visit.objects.visible_to(user).filter(pk=finding.visit_id).exists()


def _then() -> Any:
    return agency_then("visit__agency", "visit_day")
