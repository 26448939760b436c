"""After the issue: keep the signed original, record đính chính and thu hồi, begin a replacement."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from reports.issuing.actions.mistakes import (
    correct_report,
    force_of,
    open_paper,
    replace_report,
    withdraw_report,
)
from reports.issuing.actions.signed_copies import file_signed_copy, open_signed_copy
from reports.issuing.forms.after_issue import (
    CorrectionForm,
    ReplaceForm,
    SignedCopyForm,
    UploadForm,
    WithdrawalForm,
)
from reports.issuing.models import Correction, SignedCopy, Withdrawal
from reports.issuing.signatures import said
from reports.narrative.models import Report
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.models import StoredFile, User
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.uploads.signatures import PdfSignature


def after_issue(report: Report, user: User) -> dict[str, object] | None:
    """What the fragment of an issued report shows, None before its issue."""
    force = force_of(report)
    if force is None:
        return None
    issuance = report.issuance
    verdicts = {name: may(user, f"report.{name}", report) for name in ("correct", "withdraw")}
    return {
        "force": force,
        "issuance": issuance,
        "signing": issuance.signing,
        "copies": [
            (copy, said(PdfSignature.from_plain(each) for each in copy.findings))
            for copy in issuance.signed_copies.select_related("file", "by")
        ],
        "corrections": issuance.corrections.select_related("file"),
        "withdrawal": getattr(issuance, "withdrawal", None),
        "successor": getattr(report, "replacement", None),
        "may_open": may(user, "report.open_signed", report),
        "may_file": may(user, "report.file_signed", report),
        "may_replace": may(user, "report.replace", report),
        **{f"may_{name}": verdict for name, verdict in verdicts.items()},
    }


@require_http_methods(["GET", "POST"])
def signed_copy_create(request: Request, pk: int) -> HttpResponse:
    """Keep the signed original."""

    def keep(report: Report, form: UploadForm) -> str:
        _, is_new = file_signed_copy(report, form.act(), **form.asked())
        return "Đã lưu bản gốc." if is_new else "Bản gốc này đã được lưu trước đó."

    return _record(request, pk, "report.file_signed", SignedCopyForm, keep, "signed_copy")


@require_POST
def signed_copy_open(request: Request, pk: int, copy_pk: int) -> HttpResponse:
    """The original as it came. A POST, because the opening is recorded."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    copies = SignedCopy.objects.select_related("file", "issuance__report")
    copy = get_object_or_404(copies, pk=copy_pk, issuance__report=report)
    return _file(open_signed_copy(copy, by=request.user), copy.file)


@require_http_methods(["GET", "POST"])
def report_correct(request: Request, pk: int) -> HttpResponse:
    """Record a công văn đính chính."""

    def correct(report: Report, form: UploadForm) -> str:
        correct_report(report, form.act(), **form.asked())
        return "Đã ghi đính chính; báo cáo được đánh dấu."

    return _record(request, pk, "report.correct", CorrectionForm, correct, "correct")


@require_http_methods(["GET", "POST"])
def report_withdraw(request: Request, pk: int) -> HttpResponse:
    """Record that the report is withdrawn: it cannot be undone."""

    def withdraw(report: Report, form: UploadForm) -> str:
        withdraw_report(report, form.act(), **form.asked())
        return "Đã ghi thu hồi; báo cáo không còn hiệu lực."

    return _record(request, pk, "report.withdraw", WithdrawalForm, withdraw, "withdraw")


@require_http_methods(["GET", "POST"])
def report_replace(request: Request, pk: int) -> HttpResponse:
    """Begin the report that will stand in place of this one."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    form = ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        action = lambda: replace_report(report, by=request.user, **form.cleaned_data)  # noqa: E731
        if done := attempt(form, action):
            messages.success(
                request, "Đã lập báo cáo thay thế; hãy đọc lại và xác nhận lời văn của từng mục."
            )
            return redirect("report-detail", done[0].pk)
    require(request.user, "report.replace", report)
    return _ask(request, report, form, "replace")


@require_POST
def correction_open(request: Request, pk: int, correction_pk: int) -> HttpResponse:
    """The công văn as it came; the opening is recorded."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    rows = Correction.objects.select_related("file", "issuance__report")
    row = get_object_or_404(rows, pk=correction_pk, issuance__report=report)
    return _file(open_paper(row, by=request.user), row.file)


@require_POST
def withdrawal_open(request: Request, pk: int) -> HttpResponse:
    """The paper that withdraws the report, as it came; the opening is recorded."""
    report = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    rows = Withdrawal.objects.select_related("file", "issuance__report")
    row = get_object_or_404(rows, issuance__report=report)
    return _file(open_paper(row, by=request.user), row.file)


def _record(
    request: Request,
    pk: int,
    permission: str,
    form_class: type[UploadForm],
    do: Callable[[Report, UploadForm], str],
    template: str,
) -> HttpResponse:
    """The page of a form with a paper about an issued report; ``do`` gives what is said then."""
    user = request.user
    report = get_object_or_404(Report.objects.visible_to(user), pk=pk)
    if sent_before(report, client_id_of(request), user):
        return redirect("report-detail", pk)
    lost = is_stale(request, report) and hasattr(report, "issuance")
    require(user, permission, None if lost else report)
    form = form_class(request.POST or None, request.FILES or None, record=report, user=user)
    if request.method == "POST":
        if done := carry_out(form, lambda: do(report, form)):
            # Of two clicks at one moment the second is answered with the record.
            if isinstance(done, str):
                messages.success(request, done)
            return redirect("report-detail", pk)
        form.ask_for_the_file_again()
    return _ask(request, report, form, template)


def _ask(
    request: Request, report: Report, form: UploadForm | ReplaceForm, template: str
) -> HttpResponse:
    context = {"report": report, "form": form, "issuance": report.issuance}
    return render(request, f"reports/after_issue/{template}.html", context)


def _file(data: bytes, file: StoredFile) -> HttpResponse:
    response = HttpResponse(data, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
