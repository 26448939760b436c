"""Reports: the list, opening one, and the column as it will print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.cited_documents.views import attached_to
from reports.documents.told import thaw
from reports.documents.versions import CURRENT, document_of
from reports.domain import way
from reports.domain.papers_for_signing import paper_to_sign
from reports.domain.particulars import particulars_for
from reports.domain.renderings import issued_as, to_sign
from reports.domain.reports import create_report
from reports.domain.sentences import changed_sentences
from reports.domain.snapshot import content_for, telling_now
from reports.forms.reports import ReportForm
from reports.lists import REPORT_LIST
from reports.models import Report, ReportState
from reports.models.reports import AT_PROVINCE, WRITABLE
from reports.rules.reports import STANDS
from reports.views.after_issue import after_issue
from reports.views.paper import Paper
from reports.views.renderings import papers_of
from reports.views.way import actions_for
from tayninh_portal.access import DEPARTMENT, may, roles_of, today
from tayninh_portal.forms import attempt
from tayninh_portal.listing import show
from tayninh_portal.paper.content import Document
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of


@require_safe
def report_list(request: HttpRequest) -> HttpResponseBase:
    """Reports the person may see, the newest year first."""
    may_create = may(request.user, "report.create")
    return show(request, REPORT_LIST, "reports/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def report_create(request: HttpRequest) -> HttpResponse:
    """Open the report of a year."""
    require(request.user, "report.create")
    form = ReportForm(request.POST or None, initial={"year": today().year})
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _create(request, form))
        if made is not None:
            report, is_new = made
            if is_new:
                messages.success(request, f"Đã lập báo cáo năm {report.year}.")
            return redirect("report-detail", report.pk)
    return render(request, "reports/create.html", {"form": form})


def _create(request: HttpRequest, form: ReportForm) -> tuple[Report, bool]:
    names = (
        "client_id",
        "year",
        "cutoff_on",
        "request_number",
        "request_date",
        "request_title",
        "request_due_on",
        "title",
    )
    return create_report(
        by=request.user,
        period=form.period(),
        **{name: form.cleaned_data[name] for name in names},
    )


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it prints, as far as it has come to the person, and his next step."""
    user = request.user
    require(user, "report.list")
    rows = Report.objects.visible_to(user).select_related(
        "submitted_snapshot__freeze", "presented_snapshot__freeze", "issuance__signing"
    )
    report = get_object_or_404(rows, pk=pk)
    drafting = bool(roles_of(user) & DEPARTMENT)
    writing = drafting and report.state in WRITABLE
    telling = telling_now(report) if writing else None
    content, freeze = (telling.content, telling.freeze) if telling else content_for(report, user)
    told = thaw(content)
    context = {
        "report": report,
        "told": told,
        "said": particulars_for([report], user)[report.pk],
        "paper": Paper(_document(report, content), told, report, user, freeze),
        "freeze": freeze,
        "changed": _waiting(report) if writing and freeze else 0,
        "may_look": may(user, "figure.list"),
        "steps": way.steps_of(report),
        "stands": STANDS[ReportState(report.state)],
        "actions": actions_for(user, report),
        "notes": way.notes_for(report, user),
        "findings": telling.findings if telling else None,
        "drafting": drafting,
        "writing": writing,
        "papers": papers_of(report, user),
        "after": after_issue(report, user),
        "attached": attached_to(report, user),
        "moves": timeline_of(report, ReportState) if drafting else [],
        "may_write": may(user, "report.write", report),
        "may_render": may(user, "report.render", report),
        "may_download": may(user, "report.download", report),
    }
    return render(request, "reports/detail.html", context)


def _document(report: Report, content: Mapping[str, Any]) -> Document:
    """The paper the report is at this step: a draft, the one to be signed, or the issued one.

    The issued one is that of the version it was issued with, however long ago.
    """
    if report.state == ReportState.ISSUED:
        issued_with = report.issuance.renderings.values_list("template_version", flat=True).first()
        added = issued_as(report.issuance)
        return document_of(content, "issued", added, version=issued_with or CURRENT)
    if report.state in AT_PROVINCE:
        paper = paper_to_sign(report)
        return document_of(content, "for_signature", to_sign(paper) if paper else None)
    return document_of(content, "draft")


def _waiting(report: Report) -> int:
    """Sentences that would change if the figures were frozen now, and that nobody took yet."""
    return sum(not sentence.is_taken for sentence in changed_sentences(report))
