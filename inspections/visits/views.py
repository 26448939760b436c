"""The screens of visits: list, form, detail, and a page for each deed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.answers import with_answers
from inspections.visits import actions as domain
from inspections.visits.forms import ConcludeForm, VisitCreateForm, VisitForm, VisitUpdateForm
from inspections.visits.lists import VISIT_LIST
from inspections.visits.models import Visit, VisitState
from inspections.visits.requests import require_on_form, visible_visit
from inspections.visits.workflow import CANCEL, CONCLUDE, REOPEN
from tayninh_portal.access import DEPARTMENT, Denied, Verdict, may, roles_of, today
from tayninh_portal.forms import MoveReasonForm, attempt
from tayninh_portal.listing import show
from tayninh_portal.models import Change
from tayninh_portal.races import done_already
from tayninh_portal.records import Move, require
from tayninh_portal.timeline import Entry


@require_safe
def visit_list(request: HttpRequest) -> HttpResponseBase:
    """Visits the person may see, with their findings counted."""
    may_create = may(request.user, "visit.create")
    return show(request, VISIT_LIST, "visits/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def visit_create(request: HttpRequest) -> HttpResponse:
    """Log a visit as a draft; whoever logs it is its head until somebody else is chosen."""
    user = request.user
    require(user, "visit.create")
    initial = {"day": today(), "members": [user.pk], "head": user.pk}
    if request.GET.get("phan-anh"):
        initial |= {"complaint_code": request.GET["phan-anh"], "cause": "hotline"}
    form = VisitCreateForm(request.POST or None, initial=initial, user=user)
    if looks_for_people(request):
        return render(request, "visits/form.html", {"form": form.shown_again(), "visit": None})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: domain.log_visit(by=user, **form.deed()))
        if done:
            visit, new = done
            said = "Đã lưu nháp. Ghi tiếp nội dung kiểm tra rồi kết thúc lượt kiểm tra."
            messages.success(request, said if new else "Lượt kiểm tra này đã được lưu trước đó.")
            return redirect("visit-detail", visit.pk)
    return render(request, "visits/form.html", {"form": form, "visit": None})


@require_safe
def visit_agencies(request: HttpRequest) -> HttpResponse:
    """The agency picker for the day just typed (a fragment)."""
    require(request.user, "visit.create")
    initial = {"day": request.GET.get("day"), "agency": request.GET.get("agency")}
    form = VisitForm(initial=initial, user=request.user)
    return render(request, "visits/_agency.html", {"form": form})


@require_safe
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, findings, what is still missing, what was done; an agency reads its own."""
    visit = visible_visit(request, pk)
    user = request.user
    inside = bool(roles_of(user) & DEPARTMENT)
    findings = visit.findings.select_related("category", "field", "recommended_handling")
    if not inside:
        findings = findings.filter(withdrawn_at__isnull=True)
    open_draft = inside and visit.state == VisitState.DRAFT
    missing = domain.missing_for_conclusion(visit) if open_draft else []
    context = {
        "visit": visit,
        "state": visit.get_state(),
        "inside": inside,
        "findings": with_answers(findings.order_by("pk"), visit, user),
        "missing": missing,
        "complaint": _visible_complaint(request, visit),
        "deeds": _deeds(request, visit, missing) if inside else {},
        "may_read": may(user, "finding.read_identity") if inside else None,
        "timeline": _timeline(visit, inside),
    }
    return render(request, "visits/detail.html", context)


@require_http_methods(["GET", "POST"])
def visit_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a draft."""
    visit = visible_visit(request, pk)
    require_on_form(request, "visit.update", visit)
    form = VisitUpdateForm.of(visit, request.user, request.POST or None)
    missing = {lack.field: lack for lack in domain.missing_for_conclusion(visit)}
    context = {"form": form, "visit": visit, "missing": missing}
    if looks_for_people(request):
        return render(request, "visits/form.html", context | {"form": form.shown_again()})
    if request.method == "POST" and form.is_valid():
        if attempt(form, lambda: domain.update_visit(visit, by=request.user, **form.deed())):
            messages.success(request, "Đã lưu lượt kiểm tra.")
            return redirect("visit-detail", pk)
        context["visit"] = visible_visit(request, pk)
    return render(request, "visits/form.html", context)


@require_http_methods(["GET", "POST"])
def visit_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the Tổ concludes; from then on the visit counts."""
    visit = visible_visit(request, pk)
    if done_already(request, visit, CONCLUDE):
        return redirect("visit-detail", pk)
    require_on_form(request, "visit.conclude", visit)
    initial = {
        "seen_version": visit.version,
        "ends_at": visit.ends_at,
        "conclusion": visit.conclusion,
    }
    form = ConcludeForm(request.POST or None, initial=initial)
    missing = [lack for lack in domain.missing_for_conclusion(visit) if lack.field != "ends_at"]
    if request.method == "POST" and form.is_valid():
        deed = lambda: domain.conclude_visit(visit, by=request.user, **form.cleaned_data)  # noqa: E731
        if attempt(form, deed):
            messages.success(request, "Đã kết thúc lượt kiểm tra; lượt này được tính vào số liệu.")
            return redirect("visit-detail", pk)
        visit = visible_visit(request, pk)
    context = {"form": form, "visit": visit, "missing": missing}
    return render(request, "visits/conclude.html", context)


@require_http_methods(["GET", "POST"])
def visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a draft out for good, with a reason."""
    said = "Đã hủy lượt kiểm tra."
    return _with_reason(request, pk, CANCEL, domain.cancel_visit, "visits/cancel.html", said)


@require_http_methods(["GET", "POST"])
def visit_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a concluded visit again, with a reason."""
    said = "Đã mở lại lượt kiểm tra; sửa xong hãy kết thúc lại để lượt này được tính."
    return _with_reason(request, pk, REOPEN, domain.reopen_visit, "visits/reopen.html", said)


def looks_for_people(request: HttpRequest) -> bool:
    """Whether the form was sent to look for people and not to be saved."""
    return "tim" in request.POST or bool(request.POST.get("find", "").strip())


def _with_reason(
    request: HttpRequest,
    pk: int,
    step: Move,
    deed: Callable[..., Visit],
    template: str,
    said: str,
) -> HttpResponse:
    """A page that asks the reason of a move and does it."""
    visit = visible_visit(request, pk)
    if done_already(request, visit, step):
        return redirect("visit-detail", pk)
    require_on_form(request, step.permission, visit)
    initial = {"seen_version": visit.version}
    form = MoveReasonForm(request.POST or None, initial=initial, question=step.needs_note)
    if request.method == "POST" and form.is_valid():
        if attempt(form, lambda: deed(visit, by=request.user, **form.cleaned_data)):
            messages.success(request, said)
            return redirect("visit-detail", pk)
        visit = visible_visit(request, pk)
    return render(request, template, {"form": form, "visit": visit})


def _deeds(request: HttpRequest, visit: Visit, missing: list[domain.Missing]) -> dict[str, Verdict]:
    """What the person's roles let him do at all, each with the verdict on this visit."""
    found = {}
    for step, action in (
        ("update", "visit.update"),
        (CONCLUDE.name, CONCLUDE.permission),
        (CANCEL.name, CANCEL.permission),
        (REOPEN.name, REOPEN.permission),
    ):
        if may(request.user, action):
            found[step] = may(request.user, action, visit)
    # The hour is asked on the page of the conclusion itself.
    if found["conclude"] and [lack for lack in missing if lack.field != "ends_at"]:
        found["conclude"] = Denied("Chưa đủ thông tin; xem mục “Còn thiếu để kết thúc”.")
    return found


def _visible_complaint(request: HttpRequest, visit: Visit) -> Complaint | None:
    """The complaint behind the visit, where this person may see that complaint."""
    if visit.source_complaint_id is None:
        return None
    seen = Complaint.objects.visible_to(request.user)
    return seen.filter(pk=visit.source_complaint_id).first()


def _timeline(visit: Visit, inside: bool) -> list[Entry]:
    """What was done to the visit and its findings, newest first; outside the Sở the moves alone."""
    lines = Q(record_type=Visit._meta.label_lower, record_id=visit.pk)
    if inside:
        findings = Finding.objects.filter(visit=visit).values("pk")
        lines |= Q(record_type=Finding._meta.label_lower, record_id__in=findings)
    else:
        lines &= ~Q(from_state="")
    rows: Any = Change.objects.filter(lines).select_related("by").order_by("-at", "-pk")[:100]
    return [
        Entry(
            at=row.at,
            who=row.by.full_name,
            text=row.label,
            from_label=VisitState(row.from_state).label if row.from_state else "",
            to_label=VisitState(row.to_state).label if row.from_state else "",
            note=row.note,
        )
        for row in rows
    ]
