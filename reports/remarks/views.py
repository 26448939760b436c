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
from tayninh_portal.transition_pages import TEMPLATE, transition_page
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


def place_of(remark: Remark, user: User, *, editing: bool = False) -> str:
    """The page a person deals with a remark on: the report while it is written, or the section
    they are ``editing``; else what was put before whoever decides."""
    report, name = remark.report, "report-detail"
    if may_remark(user, report):
        name = "report-read" if remark.of_province else "report-approve"
    url = reverse(name, args=[report.pk])
    if editing and report.state in WRITABLE:
        section = Section.objects.active().filter(report=report, code=remark.place).first()
        url = reverse("section-update", args=[report.pk, section.pk]) if section else url
    return f"{url}#y-kien-{remark.pk}"


def _carried_out(request: Request, transition: Transition[Remark, ...], pk: int) -> HttpResponse:
    here = transition is ANSWER and bool(request.htmx)
    answer = transition_page(
        request,
        REMARKS,
        transition,
        pk,
        template=ONE if here else TEMPLATE,
        more=(lambda row: _one(row, request.user)) if here else None,
    )
    if answer.status_code != 302:
        return answer
    if not request.htmx:
        remark = get_object_or_404(REMARKS.rows(request.user), pk=pk)
        editing = request.POST.get("from") == "editor"
        return redirect(place_of(remark, request.user, editing=editing))
    # What it says stands in the remark itself.
    list(messages.get_messages(request))
    remark = get_object_or_404(REMARKS.rows(request.user), pk=pk)
    return done(render(request, ONE, {"form": None} | _one(remark, request.user)))


def _one(remark: Remark, user: User) -> dict[str, object]:
    """What its template reads; ``shown`` None once it is done with."""
    found = remarks_for(remark.report, user)
    shown = next((each for each in elsewhere(found, ()) if each.remark.pk == remark.pk), None)
    return {"shown": shown, "remark": remark, "quoted": True, "from_editor": False}
