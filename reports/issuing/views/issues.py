"""Two pages of UBND tỉnh: record the signature, then give number and date."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from reports.documents.annual import code_of
from reports.issuing.actions.issuing import check_issuance, number_and_symbol
from reports.issuing.actions.signed_copies import read_before_issue
from reports.issuing.actions.signing import days_of_signing, signing_of
from reports.issuing.forms.issues import IssueForm
from reports.issuing.progress import steps_of
from reports.issuing.signatures import said
from reports.issuing.workflow import CHOOSE_SIGNER, ISSUE, REPORTS, SIGN, WORDS
from reports.narrative.models import Report, ReportState
from tayninh_portal.access import today
from tayninh_portal.forms import put_on
from tayninh_portal.http import Request
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import sent_before
from tayninh_portal.transition_pages import admit, transition_page


@never_cache
@require_http_methods(["GET", "POST"])
def report_sign(request: Request, pk: int) -> HttpResponse:
    """Who signed the bản trình ký, by what right, on which day."""

    def more(report: Report) -> dict[str, object]:
        return {
            "steps": steps_of(report),
            "code": _code(report),
            "first_day": days_of_signing(report)[0],
            "may_choose": REPORTS.verdict(request.user, CHOOSE_SIGNER, report, today()),
        }

    return transition_page(
        request, REPORTS, SIGN, pk, template="reports/issues/sign.html", more=more
    )


@never_cache
@require_http_methods(["GET", "POST"])
def report_issue(request: Request, pk: int) -> HttpResponse:
    """Number and date; then once more exactly what will be printed; then for good."""
    user = request.user
    report = get_object_or_404(REPORTS.rows(user), pk=pk)
    if sent_before(report, client_id_of(request), user):
        return redirect("report-detail", pk)
    admit(request, REPORTS, ISSUE, report)
    if request.FILES:
        return _show_original(request, report)
    form = IssueForm(request.POST or None, record=report, user=user)
    if "confirmed" in request.POST:
        do = lambda: REPORTS.perform(ISSUE, [report], form.act(), **form.asked())  # noqa: E731
        if carry_out(form, do):
            number = number_and_symbol(form.cleaned_data["number"])
            messages.success(request, WORDS["issue"].done.format(number=number))
            return redirect("report-detail", pk)
        report = get_object_or_404(REPORTS.rows(user), pk=pk)
    elif (
        request.method == "POST"
        and "again" not in request.POST
        and carry_out(form, lambda: _checked(report, form))
    ):
        given = form.cleaned_data
        context = _about(report) | {
            "form": form,
            "number": number_and_symbol(given["number"]),
            "issued_on": given["issued_on"],
        }
        return render(request, "reports/issues/confirm.html", context)
    return _ask(request, report, form)


def _show_original(request: Request, report: Report) -> HttpResponse:
    """The form again, with what stands in the signed PDF where nothing was typed yet."""
    form = IssueForm(request.POST, request.FILES, record=report, user=request.user)
    form.full_clean()
    if not (upload := form.cleaned_data.get("upload")):
        return _ask(request, report, form)
    try:
        original = read_before_issue(upload)
    except ValidationError as error:
        put_on(form, error)
        return _ask(request, report, form)
    read = {"number": original.number, "issued_on": original.day}
    known = {name: request.POST.get(name) or value for name, value in read.items()}
    form = IssueForm(record=report, user=request.user, initial=known)
    read_number = number_and_symbol(original.number) if original.number else ""
    more = {"read_number": read_number, "signatures": said(original.signatures)}
    return _ask(request, report, form, original=original, **more)


def _ask(request: Request, report: Report, form: IssueForm, **more: object) -> HttpResponse:
    context = {"original": None, "form": form, "steps": steps_of(report)} | more
    return render(request, "reports/issues/issue.html", _about(report) | context)


def _checked(report: Report, form: IssueForm) -> bool:
    act = form.act()
    REPORTS.check(ISSUE, [report], act)
    check_issuance(report, **form.asked(), day=act.day)
    return True


def _about(report: Report) -> dict[str, object]:
    is_signed = report.state == ReportState.SIGNED
    return {
        "record": report,
        "words": WORDS["issue"],
        "signing": signing_of(report) if is_signed else None,
        "code": _code(report),
    }


def _code(report: Report) -> str:
    """The code at the end of the paper, by which the paper on the desk is known to be this one."""
    snapshot = report.presented_snapshot
    return code_of(snapshot.content) if snapshot else ""
