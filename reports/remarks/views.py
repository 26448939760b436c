"""A remark is answered and done with, at its place on the page it stands on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.narrative.models import WRITABLE, Section
from reports.remarks.models import Remark
from reports.remarks.showing import elsewhere, remarks_for
from reports.remarks.workflow import ANSWER, REMARKS, SETTLE, may_remark
from tayninh_portal.drafts.middleware import done
from tayninh_portal.http import Request
from tayninh_portal.models import User
from tayninh_portal.transition_pages import transition_page
from tayninh_portal.workflow import Transition

# The template of one remark: alone it is what htmx puts in its place.
ONE = "reports/remarks/_remark.html"


@require_safe
def remark_detail(request: Request, pk: int) -> HttpResponse:
    """Where the person reads it: at its sentence, on the page they work on."""
    remark = get_object_or_404(REMARKS.rows(request.user), pk=pk)
    return redirect(place_of(remark, request.user))


@never_cache
@require_http_methods(["GET", "POST"])
def remark_answer(request: Request, pk: int) -> HttpResponse:
    """Answer it; without a script on a page of its own, else where it stands."""
    return _carried_out(request, ANSWER, pk)


@never_cache
@require_POST
def remark_settle(request: Request, pk: int) -> HttpResponse:
    """Nothing is left to do about it."""
    return _carried_out(request, SETTLE, pk)


def place_of(remark: Remark, user: User) -> str:
    """The page a person deals with a remark on: the report while it is written, else what was put
    before whoever decides."""
    name = "report-detail"
    if may_remark(user, remark.report):
        name = "report-read" if remark.of_province else "report-approve"
    return f"{reverse(name, args=[remark.report_id])}#y-kien-{remark.pk}"


def _carried_out(request: Request, transition: Transition[Remark, ...], pk: int) -> HttpResponse:
    if request.method != "POST" or not request.htmx:
        return _back_to_editor(request, transition_page(request, REMARKS, transition, pk), pk)
    answer = transition_page(
        request, REMARKS, transition, pk, template=ONE, more=lambda row: _one(row, request.user)
    )
    if answer.status_code != 302:
        return answer
    # What it says stands in the remark itself.
    list(messages.get_messages(request))
    remark = get_object_or_404(REMARKS.rows(request.user), pk=pk)
    return done(render(request, ONE, {"form": None} | _one(remark, request.user)))


def _one(remark: Remark, user: User) -> dict[str, object]:
    """What its template reads; ``shown`` None once it is done with."""
    found = remarks_for(remark.report, user)
    shown = next((each for each in elsewhere(found, ()) if each.remark.pk == remark.pk), None)
    return {"shown": shown, "remark": remark, "quoted": True, "from_editor": False}


def _back_to_editor(request: Request, answer: HttpResponse, pk: int) -> HttpResponse:
    """Who answered beside the words of a section stays there."""
    if answer.status_code != 302 or request.POST.get("from") != "editor":
        return answer
    remark = get_object_or_404(REMARKS.rows(request.user), pk=pk)
    section = Section.objects.filter(report=remark.report_id, code=remark.place).first()
    if section is None or remark.report.state not in WRITABLE:
        return answer
    url = reverse("section-update", args=[remark.report_id, section.pk])
    return redirect(f"{url}#y-kien-{pk}")
