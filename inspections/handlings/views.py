"""Screens of the handlings: list of recommendations, form, detail, file, a page for each deed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.findings.models import Finding
from inspections.handlings import actions as domain
from inspections.handlings.forms import HandlingCreateForm, HandlingUpdateForm
from inspections.handlings.lists import ABOUT, RECOMMENDATIONS, may_enter, with_agency_then
from inspections.handlings.models import (
    Handling,
    HandlingState,
    findings_answered,
)
from inspections.handlings.workflow import CONFIRM, REOPEN, RETURN, WITHDRAW
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import DEPARTMENT, Verdict, may, roles_of
from tayninh_portal.errors import Conflict
from tayninh_portal.forms import MoveReasonForm, SeenVersionForm, attempt
from tayninh_portal.listing import show
from tayninh_portal.models import Change, FileOpening
from tayninh_portal.races import done_already, require_on_form
from tayninh_portal.records import Move, require
from tayninh_portal.timeline import timeline_of


@dataclass(frozen=True)
class Answer:
    """What became of one finding, as far as a person may see and do: the handling and the remedy
    (None where there is none to be seen), and whether he may enter or report (None: never his)."""

    handling: Handling | None = None
    may_enter: Verdict | None = None
    remedy: Remedy | None = None
    may_report: Verdict | None = None


def with_answers(findings: Iterable[Finding], visit: Visit, user: Any) -> list[Finding]:
    """The findings of one visit, each with its ``answer``; two queries once it is concluded.

    None while the visit is not concluded, and for a finding that was withdrawn.
    """
    rows = list(findings)
    asked = [row for row in rows if row.withdrawn_at is None]
    if visit.state != VisitState.CONCLUDED:
        asked = []
    handlings: dict[int, Handling] = {}
    remedies: dict[int, Remedy] = {}
    if asked:
        standing = Handling.objects.standing().visible_to(user).select_related("form")
        handlings = {row.finding_id: row for row in standing.filter(finding__in=asked)}
        due = Remedy.objects.standing().visible_to(user).select_related("receiver")
        remedies = {row.finding_id: row for row in due.filter(finding__in=asked)}
    for finding in rows:
        finding.answer = None  # type: ignore[attr-defined]  # for the template alone
    for finding in asked:
        finding.visit = visit
        remedy = remedies.get(finding.pk)
        if remedy is not None:
            remedy.finding = finding
        finding.answer = Answer(  # type: ignore[attr-defined]  # for the template alone
            handlings.get(finding.pk),
            may_enter(user, finding) if finding.pk not in handlings else None,
            remedy,
            may(user, "remedy.report", remedy) if remedy and remedy.is_open else None,
        )
    return rows


@require_safe
def handling_list(request: HttpRequest) -> HttpResponseBase:
    """Findings with a recommendation or a result, the newest visits first."""
    return show(request, RECOMMENDATIONS, "handlings/list.html")


@require_http_methods(["GET", "POST"])
def handling_create(request: HttpRequest, finding_pk: int) -> HttpResponse:
    """Enter what was decided about a finding; one that has its result is shown instead."""
    user = request.user
    require(user, "handling.list")
    rows = findings_answered(user).select_related(*ABOUT)
    finding = get_object_or_404(with_agency_then(rows), pk=finding_pk)
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
    handling = _visible(request, pk)
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
        "deeds": _deeds(user, handling),
        "confirm_form": SeenVersionForm(initial={"seen_version": handling.version}),
        "may_open": may(user, "handling.open_file", handling),
        "openings": openings.select_related("by").order_by("-at")[:20] if inside else None,
        "sent_back": sent_back(handling, HandlingState.RETURNED, RETURN, REOPEN),
        "timeline": timeline_of(handling, HandlingState),
    }
    return render(request, "handlings/detail.html", context)


@require_http_methods(["GET", "POST"])
def handling_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct it; one that was returned goes back to the Sở with the correction."""
    handling = _visible(request, pk)
    require_on_form(request, "handling.update", handling)
    form = HandlingUpdateForm(request.POST or None, request.FILES or None, handling=handling)
    if request.method == "POST":
        if form.is_valid():
            deed = lambda: domain.update_handling(handling, by=request.user, **form.cleaned_data)  # noqa: E731
            if attempt(form, deed):
                messages.success(request, "Đã lưu kết quả xử lý; Sở Nội vụ sẽ xác nhận.")
                return redirect("handling-detail", pk)
            handling = _visible(request, pk)
        form.ask_for_the_file_again()
    context = {
        "form": form,
        "finding": handling.finding,
        "handling": handling,
        "sees_visit": _sees_visit(request.user, handling.finding),
        "sent_back": sent_back(handling, HandlingState.RETURNED, RETURN, REOPEN),
    }
    return render(request, "handlings/form.html", context)


@require_POST
def handling_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The bytes as they came, for saving. A POST, because the opening is recorded."""
    handling = _visible(request, pk)
    require(request.user, "handling.open_file", handling)
    if handling.file is None:
        raise Http404
    data = domain.open_handling_file(handling, by=request.user)
    response = HttpResponse(data, content_type=handling.file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{handling.file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def handling_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what was read, in the version that was read."""
    handling = _visible(request, pk)
    said = "Đã xác nhận; kết quả được tính là đã xử lý."
    return confirm(request, handling, CONFIRM, domain.confirm_handling, "handling-detail", said)


@require_http_methods(["GET", "POST"])
def handling_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is to be corrected, then give it back."""
    handling, said = _visible(request, pk), "Đã trả lại kết quả để cơ quan sửa."
    return with_reason(
        request, handling, RETURN, domain.return_handling, "handlings/return.html", said
    )


@require_http_methods(["GET", "POST"])
def handling_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out for good, with a reason."""
    handling, said = _visible(request, pk), "Đã rút kết quả; có thể ghi kết quả khác."
    return with_reason(
        request, handling, WITHDRAW, domain.withdraw_handling, "handlings/withdraw.html", said
    )


@require_http_methods(["GET", "POST"])
def handling_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed result back to the agency, with a reason."""
    handling = _visible(request, pk)
    said = "Đã mở lại; kết quả không được tính cho đến khi xác nhận lại."
    return with_reason(
        request, handling, REOPEN, domain.reopen_handling, "handlings/reopen.html", said
    )


def confirm(
    request: HttpRequest, record: Any, step: Move, deed: Callable[..., Any], back: str, said: str
) -> HttpResponse:
    """Do a move that asks nothing, in the version that was read; what forbids it is told above."""
    if done_already(request, record, step):
        return redirect(back, record.pk)
    require_on_form(request, step.permission, record)
    form = SeenVersionForm(request.POST)
    if not form.is_valid():
        raise Conflict()
    try:
        deed(record, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect(back, record.pk)


def with_reason(
    request: HttpRequest,
    record: Any,
    step: Move,
    deed: Callable[..., Any],
    template: str,
    said: str,
) -> HttpResponse:
    """A page that asks the reason of a move and does it."""
    back = f"{record._meta.model_name}-detail"
    if done_already(request, record, step):
        return redirect(back, record.pk)
    require_on_form(request, step.permission, record)
    form = MoveReasonForm(request.POST or None, initial={"seen_version": record.version})
    done = form.is_valid() and attempt(
        form, lambda: deed(record, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, said)
        return redirect(back, record.pk)
    return render(request, template, {"form": form, "record": record})


def sent_back(record: Any, returned: str, *steps: Move) -> Change | None:
    """The line that says why a record came back, while it is back."""
    if record.state != returned:
        return None
    moves = Change.objects.of(record).filter(action__in=[step.name for step in steps])
    return moves.select_related("by").last()


def _sees_visit(user: Any, finding: Finding) -> bool:
    return Visit.objects.visible_to(user).filter(pk=finding.visit_id).exists()


def _visible(request: HttpRequest, pk: int) -> Handling:
    require(request.user, "handling.list")
    rows = Handling.objects.visible_to(request.user).named()
    about = [f"finding__{path}" for path in ABOUT]
    return get_object_or_404(rows.select_related("form", "file", *about), pk=pk)


def _deeds(user: Any, handling: Handling) -> dict[str, Verdict]:
    """What can be done in this state by somebody, as far as the person's roles go at all."""
    waiting = handling.state == HandlingState.ENTERED
    editable = handling.state in (HandlingState.ENTERED, HandlingState.RETURNED)
    offered = {
        "confirm": waiting,
        "return": waiting,
        "update": editable,
        "withdraw": editable,
        "reopen": handling.state == HandlingState.CONFIRMED,
    }
    deeds = {}
    for name, open_now in offered.items():
        action = f"handling.{name}"
        if open_now and may(user, action):
            verdict = may(user, action, handling)
            # Others' results are not the person's to correct, ever: no grey button for that.
            if verdict or name in ("confirm", "return", "reopen"):
                deeds[name] = verdict
    return deeds
