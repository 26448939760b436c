"""Screens of the complaints: list, receipt, correction, detail, identity; the pages of the other
transitions are the frame's."""

from __future__ import annotations

from operator import attrgetter

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from inspections.complaints.caller import masked_phone, read_caller
from inspections.complaints.forms import ComplaintForm, ComplaintUpdateForm, IdentityForm
from inspections.complaints.lists import COMPLAINT_LIST
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import log_complaint, update_complaint
from inspections.complaints.rules import NOT_LEADERS_WORK, RESERVED, reads_all, takes_over
from inspections.complaints.timeline import readings_of, shows_reply, timeline_of
from inspections.complaints.workflow import COMPLAINTS, REOPEN, RESERVE, TAKE_OVER
from inspections.visits.models import VISIT_READERS, Visit
from tayninh_portal.access import Role, holds, may, today
from tayninh_portal.drafts.middleware import done
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.listing import show
from tayninh_portal.models import User
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.second_factor.again import require_again
from tayninh_portal.transition_pages import transition_page
from tayninh_portal.workflow import Button

SAME_CODE_SHOWN = 5
# Whoever hears this has no work here at all: one sentence on the page instead of many buttons.
NOT_ONES_OWN = (NOT_LEADERS_WORK, RESERVED)


@require_safe
def complaint_list(request: Request) -> HttpResponseBase:
    """Complaints the person may see, newest first; no free text stands in it."""
    may_create = may(request.user, "complaint.create")
    return show(request, COMPLAINT_LIST, "complaints/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def complaint_create(request: Request) -> HttpResponse:
    """Write a complaint down while it is spoken."""
    require(request.user, "complaint.create")
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: log_complaint(by=request.user, **form.cleaned_data))
        if made:
            return redirect("complaint-receipt", made[0].pk)
    return render(request, "complaints/create.html", {"form": form})


@never_cache
@require_safe
def complaint_receipt(request: Request, pk: int) -> HttpResponse:
    """What to tell the citizen before they hang up: the code, and until when they are answered.

    Others with the same code of the 1022 system are named: it may be one call, written down twice.
    """
    complaint = open_complaint(request, pk)
    require(request.user, "complaint.create")
    same = Complaint.objects.none()
    if complaint.external_code:
        same = Complaint.objects.visible_to(request.user).exclude(pk=pk)
        same = same.filter(external_code=complaint.external_code, merged_into=None).order_by("-pk")
    context = {"complaint": complaint, "same_code": same[:SAME_CODE_SHOWN]}
    return render(request, "complaints/receipt.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_update(request: Request, pk: int) -> HttpResponse:
    """Correct what was written down, while it is new."""
    user = request.user
    complaint = open_complaint(request, pk)
    if sent_before(complaint, client_id_of(request), user):
        return redirect("complaint-detail", pk)
    require(user, "complaint.update", None if is_stale(request, complaint) else complaint)
    form = ComplaintUpdateForm(request.POST or None, record=complaint, user=user)
    if request.method == "POST":
        if carry_out(form, lambda: update_complaint(complaint, by=user, **form.cleaned_data)):
            messages.success(request, f"Đã sửa phản ánh số {pk}.")
            return redirect("complaint-detail", pk)
        complaint = open_complaint(request, pk)
    context = {
        "form": form,
        "complaint": complaint,
        "reserve": COMPLAINTS.verdict(user, RESERVE, complaint, today()),
        "reserve_url": COMPLAINTS.url(RESERVE, complaint),
    }
    return render(request, "complaints/update.html", context)


@never_cache
@require_safe
def complaint_detail(request: Request, pk: int) -> HttpResponse:
    """Facts, what can be done now, and the course so far; an agency sees what it was handed."""
    user = request.user
    complaint = open_complaint(request, pk)
    full = reads_all(user, complaint)
    reads_identity = bool(may(user, "complaint.read_identity", complaint))
    context = {
        "complaint": complaint,
        "full": full,
        "buttons": buttons_for(user, complaint),
        "update": may(user, "complaint.update", complaint),
        "entries": timeline_of(user, complaint),
        "code": complaint.code if may(user, "complaint.create") and full else "",
        "phone": masked_phone(complaint) if reads_identity else "",
        "reads_identity": reads_identity,
        "readings": readings_of(complaint)
        if reads_identity and holds(user, Role.MANAGER, Role.LEADER)
        else [],
        "shows_reply": shows_reply(user, complaint),
        "duplicates": _duplicates_of(complaint, user) if full else [],
        "visits": _visits_of(complaint, user) if full and may(user, "visit.list") else [],
    }
    return render(request, "complaints/detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_reopen(request: Request, pk: int) -> HttpResponse:
    """Open it again; who takes it over from a leader who is gone is told so first."""
    inherits = takes_over(request.user, open_complaint(request, pk))
    words = TAKE_OVER if inherits else None
    return transition_page(request, COMPLAINTS, REOPEN, pk, words=words)


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_identity(request: Request, pk: int) -> HttpResponse:
    """Ask the reason; then show who called, and what exactly they said, in the answer to that very
    form."""
    complaint = open_complaint(request, pk)
    require(request.user, "complaint.read_identity", complaint)
    require_again(request)
    form = IdentityForm(request.POST or None)
    stated = None
    if request.method == "POST" and form.is_valid():
        stated = attempt(form, lambda: read_caller(complaint, by=request.user, **form.cleaned_data))
    context = {"complaint": complaint, "form": form, "stated": stated}
    page = render(request, "complaints/identity.html", context)
    return done(page) if stated else page


def open_complaint(request: Request, pk: int) -> Complaint:
    """The complaint, with what its pages name; 404 where the person may not see it."""
    return get_object_or_404(COMPLAINTS.rows(request.user), pk=pk)


def buttons_for(user: User, complaint: Complaint) -> list[Button]:
    """What belongs to the person's work, the step that usually comes next first; the work of
    others is not shown at all."""
    found = COMPLAINTS.buttons(user, complaint, today())
    own = [
        button for button in found if button.verdict or button.verdict.reason not in NOT_ONES_OWN
    ]
    return sorted(own, key=lambda button: button.words.style != "primary")


# Most complaints set off no visit and have no duplicate: who may see them, and in what order, is
# asked where they do. SQLite would go through the order of all there are to find none.
_DUPLICATES = Prepared(lambda pk: Complaint.objects.filter(merged_into=pk).order_by())
_VISITS = Prepared(lambda pk: Visit.objects.filter(sources__complaint=pk).named().order_by())


def _duplicates_of(complaint: Complaint, user: User) -> list[Complaint]:
    """What was merged into it, of that the person may see, the newest first."""
    found = _DUPLICATES(complaint.pk)
    if found:
        seen = Complaint.objects.visible_to(user).filter(merged_into=complaint)
        found = list(seen.order_by("-received_at", "-pk"))
    return found


def _visits_of(complaint: Complaint, user: User) -> list[Visit]:
    """The visits it set off, of those the person may see, the first one first."""
    found = _VISITS(complaint.pk)
    seen = VISIT_READERS.covers(user, found, today())
    return sorted((row for row in found if row.pk in seen), key=attrgetter("day", "pk"))
