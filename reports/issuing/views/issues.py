"""Two pages of UBND tỉnh: record the signature, then give number and date."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.documents.annual import code_of
from reports.issuing.actions.issuing import check_issuance, issue_report, number_and_symbol
from reports.issuing.actions.signing import (
    days_of_signing,
    possible_signers,
    printed_lines,
    record_signing,
    signing_of,
)
from reports.issuing.forms.issues import IssueForm, SignForm
from reports.issuing.papers_for_signing import standing_to_sign
from reports.issuing.views.transitions import TransitionPage, open_for_transition, show_transition
from reports.issuing.workflow import CHOOSE_SIGNER, ISSUE, SIGN
from reports.narrative.models import Report, ReportState
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.records import require

SIGNING = TransitionPage(
    SIGN,
    "Ghi nhận đã ký",
    "Quyền hạn, chức vụ và tên người ký được in trên bản phát hành đúng như ghi nhận ở đây. Ghi "
    "nhận rồi thì không sửa được; nếu ghi sai, Văn phòng UBND tỉnh trả lại báo cáo để ký lại.",
    "Đã ghi nhận chữ ký; văn thư UBND tỉnh sẽ cấp số.",
    "reports/issues/sign.html",
)
ISSUING = TransitionPage(
    ISSUE,
    "Cấp số, ban hành",
    "Ban hành rồi thì không sửa, không xóa được: báo cáo chỉ có thể được thay thế, đính chính hoặc "
    "thu hồi. Bước sau cho xem lại số, ngày và người ký trước khi ban hành.",
    "Đã ban hành báo cáo số {number}; bản phát hành đang được kết xuất.",
    "reports/issues/issue.html",
)


@never_cache
@require_http_methods(["GET", "POST"])
def report_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who signed the bản trình ký, by what right, on which day."""
    report = open_for_transition(request, pk, SIGN)
    form = SignForm(
        request.POST or None,
        initial={"seen_version": report.version, "standing": standing_to_sign(report)},
        signers=possible_signers(report),
        printed=printed_lines(report),
    )
    if form.is_valid() and attempt(
        form, lambda: record_signing(report, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, SIGNING.done)
        return redirect("report-detail", pk)
    context = {
        "code": _code(report),
        "first_day": days_of_signing(report)[0],
        "may_choose": may(request.user, CHOOSE_SIGNER.permission, report),
    }
    return show_transition(request, report, SIGNING, form=form, **context)


@never_cache
@require_http_methods(["GET", "POST"])
def report_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and date; then once more exactly what will be printed; then for good."""
    report = open_for_transition(request, pk, ISSUE)
    form = IssueForm(request.POST or None, initial={"seen_version": report.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if "confirmed" in request.POST:
            issuance = attempt(form, lambda: issue_report(report, by=request.user, **given))
            if issuance:
                number = number_and_symbol(issuance.number)
                messages.success(request, ISSUING.done.format(number=number))
                return redirect("report-detail", pk)
        elif "again" not in request.POST and attempt(
            form, lambda: _checked(request, report, given)
        ):
            return render(
                request,
                "reports/issues/confirm.html",
                {
                    "report": report,
                    "page": ISSUING,
                    "form": form,
                    "number": number_and_symbol(given["number"]),
                    "issued_on": given["issued_on"],
                    "signing": signing_of(report),
                    "code": _code(report),
                },
            )
    signing = signing_of(report) if report.state == ReportState.SIGNED else None
    return show_transition(request, report, ISSUING, form=form, signing=signing, code=_code(report))


def _checked(request: HttpRequest, report: Report, given: dict[str, Any]) -> bool:
    require(request.user, ISSUE.permission, report)
    check_issuance(report, number=given["number"], issued_on=given["issued_on"], at=timezone.now())
    return True


def _code(report: Report) -> str:
    """The code at the end of the paper, by which the paper on the desk is known to be this one."""
    snapshot = report.presented_snapshot
    return code_of(snapshot.content) if snapshot else ""
