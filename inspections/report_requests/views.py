"""Screens of the requests: list, one with what answers it, enter, correct."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from inspections.cited_documents.actions import cite
from inspections.report_requests.actions import record_request, update_request
from inspections.report_requests.forms import RequestForm, RequestUpdateForm
from inspections.report_requests.letter import letter_of
from inspections.report_requests.lists import REQUEST_LIST
from inspections.report_requests.models import ReportRequest
from tayninh_portal.access import may, today
from tayninh_portal.forms import attempt
from tayninh_portal.handing_out import hand_out
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.paper.word.known import Source
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of


@require_safe
def report_request_list(request: Request) -> HttpResponseBase:
    """One a year, the newest first."""
    may_manage = may(request.user, "report_request.record")
    return show(request, REQUEST_LIST, "report_requests/list.html", may_manage=may_manage)


@require_safe
def report_request_detail(request: Request, pk: int) -> HttpResponse:
    """Both letters with their due days; what answers them stands in panels."""
    require(request.user, "report_request.list")
    row = _visible(request, pk)
    letters = [
        (label, letter, cite(letter, first=True), due_label, due)
        for label, letter, due_label, due in (
            ("Văn bản yêu cầu của Bộ", row.document, "Hạn báo cáo Bộ", row.due_on),
            (
                "Văn bản của Sở gửi các cơ quan",
                row.agencies_document,
                "Hạn các cơ quan gửi",
                row.agencies_due_on,
            ),
        )
        if letter is not None
    ]
    context = {
        "record": row,
        "letters": letters,
        "may_manage": may(request.user, "report_request.record"),
        "timeline": timeline_of(row),
    }
    return render(request, "report_requests/detail.html", context)


@require_http_methods(["GET", "POST"])
def report_request_create(request: Request) -> HttpResponse:
    """Enter the request of a year."""
    user = request.user
    require(user, "report_request.record")
    form = RequestForm(request.POST or None, user=user, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: record_request(by=user, **form.cleaned_data))
        if done is not None:
            row, is_new = done
            if is_new:
                messages.success(request, f"Đã ghi yêu cầu báo cáo năm {row.year}.")
            return redirect("report-request-detail", row.pk)
    return render(request, "report_requests/form.html", {"form": form, "record": None})


@require_http_methods(["GET", "POST"])
def report_request_update(request: Request, pk: int) -> HttpResponse:
    """Correct letters and due days; what stands on them follows."""
    user = request.user
    require(user, "report_request.record")
    row = _visible(request, pk)
    if sent_before(row, client_id_of(request), user):
        return redirect("report-request-detail", pk)
    form = RequestUpdateForm(request.POST or None, record=row, user=user)
    do = lambda: update_request(row, by=user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, "Đã lưu yêu cầu; báo cáo, đợt chưa khóa cũng theo.")
        return redirect("report-request-detail", pk)
    return render(request, "report_requests/form.html", {"form": form, "record": row})


@require_safe
@cache_control(private=True, no_store=True)
def report_request_letter(request: Request, pk: int) -> HttpResponse:
    """The công văn that asks the agencies for words and figures, with a blank number."""
    user = request.user
    require(user, "report_request.record")
    row = _visible(request, pk)
    document = letter_of(row, at=timezone.now())
    return hand_out(request, document, f"cong-van-{row.year}", Source(f"request:{row.pk}"))


def _visible(request: Request, pk: int) -> ReportRequest:
    rows = ReportRequest.objects.visible_to(request.user).with_documents()
    return get_object_or_404(rows, pk=pk)
