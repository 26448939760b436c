"""Reports: the list, opening one, and the column as it will print."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reports.documents.drawing import document_of
from reports.freezing.sentences import changed_sentences
from reports.freezing.snapshots import content_for
from reports.freezing.telling import telling_now
from reports.issuing.lists import REPORT_LIST
from reports.issuing.papers_for_signing import paper_to_sign
from reports.issuing.particulars import particulars_for
from reports.issuing.progress import steps_of
from reports.issuing.renderings import issued_as, to_sign, version_of
from reports.issuing.return_notes import notes_for
from reports.issuing.views.after_issue import after_issue
from reports.issuing.views.paper import Paper
from reports.issuing.views.renderings import papers_of
from reports.issuing.views.transitions import buttons_for
from reports.narrative.models import AT_PROVINCE, WRITABLE, Report, ReportState
from reports.narrative.rules import STANDS
from tayninh_portal.access import DEPARTMENT, may, roles_of
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.told import deserialize
from tayninh_portal.record_forms import RecordForm
from tayninh_portal.records import require
from tayninh_portal.timeline import timeline_of


@require_safe
def report_list(request: Request) -> HttpResponseBase:
    """Reports the person may see, the newest year first."""
    may_create = may(request.user, "report.create")
    return show(request, REPORT_LIST, "reports/list.html", may_create=may_create)


@require_safe
def report_detail(request: Request, pk: int) -> HttpResponse:
    """The report as it prints, as far as it has come to the person, and their next action."""
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
    told = deserialize(content)
    context = {
        "report": report,
        "told": told,
        "said": particulars_for([report], user)[report.pk],
        "paper": Paper(_document(report, content), told, report, user, freeze),
        "freeze": freeze,
        "changed": _waiting(report) if writing and freeze else 0,
        "may_look": may(user, "figure.list"),
        "steps": steps_of(report),
        "stands": STANDS[ReportState(report.state)],
        "buttons": buttons_for(user, report),
        "notes": notes_for(report, user),
        "findings": telling.findings if telling else None,
        "drafting": drafting,
        "writing": writing,
        "carry": RecordForm(record=report, user=user, auto_id=False),
        "papers": papers_of(report, user),
        "after": after_issue(report, user),
        "moves": timeline_of(report, ReportState) if drafting else [],
        "may_write": may(user, "report.write", report),
        "may_render": may(user, "report.render", report),
        "may_download": may(user, "report.download", report),
    }
    return render(request, "reports/detail.html", context)


def _document(report: Report, content: Mapping[str, object]) -> Document:
    """The paper the report is where it stands: a draft, the one to be signed, or the issued one.

    The issued one is that of the version it was issued with, however long ago.
    """
    if report.state == ReportState.ISSUED:
        added = issued_as(report.issuance)
        return document_of(content, "issued", added, version=version_of(report.issuance))
    if report.state in AT_PROVINCE:
        paper = paper_to_sign(report)
        return document_of(content, "for_signature", to_sign(paper) if paper else None)
    return document_of(content, "draft")


def _waiting(report: Report) -> int:
    """Sentences that would change if the figures were frozen now, and that nobody took yet."""
    return sum(not sentence.is_taken for sentence in changed_sentences(report))
