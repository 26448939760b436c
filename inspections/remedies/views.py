"""Screens of the remedies: list, detail, report, and a page for each deed of the Sở."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.handlings.lists import ABOUT
from inspections.handlings.models import Handling
from inspections.handlings.views import confirm, sent_back, with_reason
from inspections.remedies import actions as domain
from inspections.remedies.forms import ExtendForm, ReportForm
from inspections.remedies.lists import REMEDIES
from inspections.remedies.models import Remedy, RemedyState
from inspections.remedies.workflow import CONFIRM, EXTEND, EXTEND_RETURNED, REOPEN, REPORT, RETURN
from inspections.visits.models import Visit
from tayninh_portal.access import Verdict, may
from tayninh_portal.forms import SeenVersionForm, attempt
from tayninh_portal.listing import show
from tayninh_portal.races import done_already, require_on_form
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of


@require_safe
def remedy_list(request: HttpRequest) -> HttpResponseBase:
    """Remedies the person may see, the latest last day first."""
    return show(request, REMEDIES, "remedies/list.html")


@require_safe
def remedy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be put right and by when, what was done, what can be done."""
    user = request.user
    remedy = _visible(request, pk)
    # Who took it over in a merger sees this finding and not the old body's visit.
    sees_visit = Visit.objects.visible_to(user).filter(pk=remedy.finding.visit_id).exists()
    handlings = Handling.objects.standing().visible_to(user).select_related("form")
    context = {
        "remedy": remedy,
        "finding": remedy.finding,
        "sees_visit": sees_visit,
        "handling": handlings.filter(finding=remedy.finding_id).first(),
        "deeds": _deeds(user, remedy),
        "confirm_form": SeenVersionForm(initial={"seen_version": remedy.version}),
        "sent_back": sent_back(remedy, RemedyState.RETURNED, RETURN, REOPEN),
        "timeline": timeline_of(remedy, RemedyState),
    }
    return render(request, "remedies/detail.html", context)


@require_http_methods(["GET", "POST"])
def remedy_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done and when; a report that waits is corrected here too."""
    remedy = _visible(request, pk)
    if done_already(request, remedy, REPORT):
        return redirect("remedy-detail", pk)
    require_on_form(request, "remedy.report", remedy)
    form = ReportForm(request.POST or None, remedy=remedy)
    if request.method == "POST" and form.is_valid():
        deed = lambda: domain.report_remedy(remedy, by=request.user, **form.cleaned_data)  # noqa: E731
        if attempt(form, deed):
            messages.success(request, "Đã gửi báo cáo khắc phục; Sở Nội vụ sẽ xác nhận.")
            return redirect("remedy-detail", pk)
        remedy = _visible(request, pk)
    context = {
        "form": form,
        "remedy": remedy,
        "sent_back": sent_back(remedy, RemedyState.RETURNED, RETURN, REOPEN),
    }
    return render(request, "remedies/report.html", context)


@require_POST
def remedy_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what was read, in the version that was read."""
    said = "Đã xác nhận; nội dung được tính là đã khắc phục."
    remedy = _visible(request, pk)
    return confirm(request, remedy, CONFIRM, domain.confirm_remedy, "remedy-detail", said)


@require_http_methods(["GET", "POST"])
def remedy_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is still to do, then give the report back."""
    remedy, said = _visible(request, pk), "Đã trả lại báo cáo để cơ quan khắc phục tiếp."
    return with_reason(request, remedy, RETURN, domain.return_remedy, "remedies/return.html", said)


@require_http_methods(["GET", "POST"])
def remedy_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a confirmed remedy back to the agency, with a reason."""
    remedy = _visible(request, pk)
    said = "Đã mở lại; nội dung chưa được tính là đã khắc phục cho đến khi xác nhận lại."
    return with_reason(request, remedy, REOPEN, domain.reopen_remedy, "remedies/reopen.html", said)


@require_http_methods(["GET", "POST"])
def remedy_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask until when and why, then give the agency more time."""
    remedy = _visible(request, pk)
    if any(done_already(request, remedy, step) for step in (EXTEND, EXTEND_RETURNED)):
        return redirect("remedy-detail", pk)
    require_on_form(request, EXTEND.permission, remedy)
    form = ExtendForm(request.POST or None, initial={"seen_version": remedy.version})
    if request.method == "POST" and form.is_valid():
        deed = lambda: domain.extend_remedy(remedy, by=request.user, **form.cleaned_data)  # noqa: E731
        if attempt(form, deed):
            messages.success(request, "Đã gia hạn khắc phục; cơ quan thấy hạn mới.")
            return redirect("remedy-detail", pk)
        remedy = _visible(request, pk)
    return render(request, "remedies/extend.html", {"form": form, "record": remedy})


def _visible(request: HttpRequest, pk: int) -> Remedy:
    require(request.user, "remedy.list")
    rows = Remedy.objects.visible_to(request.user).named()
    about = [f"finding__{path}" for path in ABOUT]
    return get_object_or_404(rows.select_related("receiver__parent", *about), pk=pk)


def _deeds(user: Any, remedy: Remedy) -> dict[str, Verdict]:
    """What can be done in this state by somebody, as far as the person's roles go at all."""
    waiting = remedy.state == RemedyState.REPORTED
    offered = {
        "report": remedy.state != RemedyState.CONFIRMED,
        "confirm": waiting,
        "return": waiting,
        "reopen": remedy.state == RemedyState.CONFIRMED,
        "extend": remedy.is_open,
    }
    deeds = {}
    for name, open_now in offered.items():
        action = f"remedy.{name}"
        if open_now and may(user, action):
            verdict = may(user, action, remedy)
            # What another agency has to do is never the person's: no grey button for that.
            if verdict or name != "report":
                deeds[name] = verdict
    return deeds
