"""The page of a submission, and the buttons of a report; the other pages are the frame's."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports.figures.catalog import CATALOG
from reports.freezing.composition import Composition, composition_now
from reports.issuing.forms.transitions import SubmitForm
from reports.issuing.progress import steps_of
from reports.issuing.sending_up import send_up
from reports.issuing.tasks import OPENS
from reports.issuing.workflow import RECALL, REPORTS, RETURN, SEND_BACK, SUBMIT, WORDS
from reports.narrative.models import Report, ReportState
from reports.remarks.models import Remark
from tayninh_portal.access import Denied, may, today
from tayninh_portal.http import Request
from tayninh_portal.models import User
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.transition_pages import admit, transition_page
from tayninh_portal.workflow import Button


@never_cache
@require_http_methods(["GET", "POST"])
def report_submit(request: Request, pk: int) -> HttpResponse:
    """Send the draft up: what keeps it, what is frozen, and the button."""
    user = request.user
    report = get_object_or_404(REPORTS.rows(user), pk=pk)
    if sent_before(report, client_id_of(request), user):
        return redirect("report-detail", pk)
    admit(request, REPORTS, SUBMIT, report)
    form = SubmitForm(request.POST or None, record=report, user=user)
    if request.method == "POST":
        if carry_out(form, lambda: send_up(report, form.act(), **form.asked())):
            messages.success(request, WORDS["submit"].done)
            return redirect("report-detail", pk)
        report = get_object_or_404(REPORTS.rows(user), pk=pk)
    context = {
        "record": report,
        "form": form,
        "words": WORDS["submit"],
        "steps": steps_of(report),
        "figures": len(CATALOG),
        "findings": composition_now(report).findings,
        "blocked": Denied("Xử lý hết các điểm nêu trên rồi trình."),
    }
    return render(request, "reports/workflow/submit.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def report_return(request: Request, pk: int) -> HttpResponse:
    """The Sở's leader returns it."""
    return transition_page(request, REPORTS, RETURN, pk, template=RETURNING, more=remarked)


@never_cache
@require_http_methods(["GET", "POST"])
def report_send_back(request: Request, pk: int) -> HttpResponse:
    """The Văn phòng returns it."""
    return transition_page(request, REPORTS, SEND_BACK, pk, template=RETURNING, more=remarked)


RETURNING = "reports/workflow/return.html"


def progress(report: Report) -> dict[str, object]:
    """What the pages of the transitions show beside the form."""
    return {"steps": steps_of(report)}


def remarked(report: Report) -> dict[str, object]:
    """The same, and what stands at the sentences of a report that is to be returned."""
    return progress(report) | {"written": list(Remark.objects.before(report))}


@never_cache
@require_safe
def report_next(request: Request, pk: int) -> HttpResponse:
    """Where notices lead: to what the person has to do with it now, or to the report itself."""
    require(request.user, "report.list")
    report = get_object_or_404(REPORTS.rows(request.user), pk=pk)
    place = OPENS.get(ReportState(report.state))
    own = place and may(request.user, place.permission, report)
    return redirect(place.page if place and own else "report-detail", pk)


def submitting_form(user: User, report: Report, composition: Composition) -> SubmitForm | None:
    """The form at the foot of a draft; None while something keeps it from going up."""
    if composition.findings.open or not REPORTS.verdict(user, SUBMIT, report, today()):
        return None
    return SubmitForm(record=report, user=user, auto_id="trinh-%s")


def buttons_for(user: User, report: Report) -> list[Button]:
    """The transitions of the person's own work that start where the report stands, the first one
    of them the main one.

    One that is closed to just them (approving what they sent up) is shown with the reason; taking
    back is not, since it is nobody's work but the sender's.
    """
    found = [
        button
        for button in REPORTS.buttons(user, report, today())
        if button.verdict or button.name != RECALL.name
    ]
    return found[:1] + [
        replace(button, words=replace(button.words, style="outline-secondary"))
        for button in found[1:]
    ]
