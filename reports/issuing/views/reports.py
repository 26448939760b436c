"""Reports: the list, opening one, and the column as it will print."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports.documents.drawing import document_of
from reports.freezing.composition import Composition, composed_now
from reports.freezing.reading import reading_of
from reports.freezing.sentences import changed_in
from reports.freezing.snapshots import content_for
from reports.issuing.letters import offered_to
from reports.issuing.lists import REPORT_LIST
from reports.issuing.papers_for_signing import paper_to_sign
from reports.issuing.particulars import particulars_for
from reports.issuing.progress import ask_steps
from reports.issuing.renderings import issued_as, to_sign, version_of
from reports.issuing.return_notes import notes_for
from reports.issuing.rules import NO_PAPER
from reports.issuing.views.after_issue import after_issue
from reports.issuing.views.paper import Paper
from reports.issuing.views.renderings import ask_papers
from reports.issuing.views.transitions import buttons_for, submitting_form
from reports.issuing.workflow import WORDS
from reports.narrative.models import AT_PROVINCE, WRITABLE, Report, ReportState
from reports.narrative.rules import STANDS
from reports.remarks.models import RemarkState
from reports.remarks.showing import ask_remarks, by_place, elsewhere
from reports.remarks.workflow import may_remark
from tayninh_portal.access import DEPARTMENT, Denied, may, roles_of
from tayninh_portal.http import Request
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.together import read_together
from tayninh_portal.listing import show
from tayninh_portal.paper.content import Document
from tayninh_portal.paper.wording import Wording, deserialize
from tayninh_portal.record_forms import RecordForm
from tayninh_portal.records import require
from tayninh_portal.timeline import ask_timeline


@require_safe
def report_list(request: Request) -> HttpResponseBase:
    """Reports the person may see, the newest year first."""
    more = {
        "may_create": may(request.user, "report.create"),
        "may_see_requests": may(request.user, "report_request.list"),
    }
    return show(request, REPORT_LIST, "reports/list.html", **more)


@require_safe
def report_detail(request: Request, pk: int) -> HttpResponse:
    """The report as it prints, as far as it has come to the person, and their next action."""
    user = request.user
    require(user, "report.list")
    rows = Report.objects.visible_to(user).select_related(
        "submitted_snapshot__freeze", "presented_snapshot__freeze", "issuance__signing", "outline"
    )
    report = get_object_or_404(rows, pk=pk)
    drafting = bool(roles_of(user) & DEPARTMENT)
    writing = drafting and report.state in WRITABLE
    composition, changed = _stated(report) if writing else (None, 0)
    # What is told now is looked at and kept nowhere.
    content, freeze = ({}, composition.freeze) if composition else content_for(report, user)
    stated = composition.stated if composition else deserialize(content)
    steps, papers = ask_steps(report), ask_papers(report, user)
    notes, moves = notes_for(report, user), ask_timeline(report, ReportState)
    said = ask_remarks(report, user)
    asked = (*(moves.rows if drafting else ()), *(said.rows if writing else ()))
    read_together(*steps.rows, *papers.rows, notes, *asked)
    made = papers.answer()
    remarks = by_place(said.answer(), report, user, stated) if writing else {}
    listed = elsewhere(remarks, ())
    context = {
        "report": report,
        "wording": stated,
        "said": particulars_for([report], user)[report.pk],
        "paper": Paper(
            _document(report, content, stated),
            stated,
            report,
            user,
            freeze,
            composition.sections if composition else None,
            remarks,
            composition.findings.doubted if composition else None,
        ),
        "remark_list": listed,
        "remarks_open": sum(each.remark.state == RemarkState.OPEN for each in listed),
        "astray": elsewhere(remarks, (section.code for section in stated.sections)),
        "may_remark": may_remark(user, report) and report.state in AT_PROVINCE,
        "freeze": freeze,
        "changed": changed,
        "may_look": may(user, "figure.list"),
        "steps": steps.answer(),
        "stands": STANDS[ReportState(report.state)],
        "buttons": buttons_for(user, report),
        "notes": notes,
        "findings": composition.findings if composition else None,
        "submitting": submitting_form(user, report, composition) if composition else None,
        "submit_words": WORDS["submit"],
        "drafting": drafting,
        "writing": writing,
        "carry": RecordForm(record=report, user=user, auto_id=False),
        "papers": made,
        "letters": offered_to(user, report),
        "after": after_issue(report, user),
        "moves": moves.answer() if drafting else [],
        "may_see_request": may(user, "report_request.list"),
        "may_read_sheet": may(user, "report.read_sheet"),
        "may_write": may(user, "report.write", report),
        "may_render": may(user, "report.render", report),
        # The rule of the download asks for the papers, which are here already.
        "may_download": may(user, "report.download") if made.made else Denied(NO_PAPER),
    }
    return render(request, "reports/detail.html", context)


def _stated(report: Report) -> tuple[Composition, int]:
    """What its writers read of a report, and how many sentences would change if the figures were
    frozen now, and nobody took yet: all from one state."""
    with one_state():
        reading = reading_of(report, anew=True)
        composition = composed_now(reading, at=timezone.now())
        changed = changed_in(reading, composition)
    return composition, sum(not sentence.is_taken for sentence in changed)


def _document(report: Report, content: Mapping[str, object], stated: Wording) -> Document:
    """The paper the report is where it stands: a draft, the one to be signed, or the issued one.

    The issued one is that of the version it was issued with, however long ago.
    """
    if report.state == ReportState.ISSUED:
        added = issued_as(report.issuance)
        version = version_of(report.issuance)
        return document_of(content, "issued", added, stated=stated, version=version)
    if report.state in AT_PROVINCE:
        paper = paper_to_sign(report)
        signed_by = to_sign(paper) if paper else None
        return document_of(content, "for_signature", signed_by, stated=stated)
    return document_of(content, "draft", stated=stated)
