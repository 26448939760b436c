"""List, receipt and detail of complaints."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from inspections.complaints.actions import log_complaint, masked_phone, update_complaint
from inspections.complaints.forms import ComplaintForm, ComplaintUpdateForm
from inspections.complaints.lists import COMPLAINT_LIST
from inspections.complaints.models import Complaint
from inspections.complaints.views.history import agency_reply_is_current, readings_of, timeline_of
from inspections.complaints.views.moves import actions_for
from inspections.complaints.views.open import open_complaint, open_for
from inspections.complaints.workflow import reads_all
from inspections.visits.models import Visit
from tayninh_portal.access import Role, holds, may
from tayninh_portal.forms import attempt
from tayninh_portal.listing import show
from tayninh_portal.models import User
from tayninh_portal.records import require

SAME_CODE_SHOWN = 5


@require_safe
def complaint_list(request: HttpRequest) -> HttpResponseBase:
    """Complaints the person may see, newest first; no free text stands in it."""
    may_create = may(request.user, "complaint.create")
    return show(request, COMPLAINT_LIST, "complaints/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def complaint_create(request: HttpRequest) -> HttpResponse:
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
def complaint_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What to tell the citizen before he hangs up: the code, and until when he is answered.

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


@require_http_methods(["GET", "POST"])
def complaint_update(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what was written down, while it is new."""
    complaint, form = open_for(request, pk, "complaint.update", ComplaintUpdateForm)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: update_complaint(complaint, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, f"Đã sửa phản ánh số {pk}.")
        return redirect("complaint-detail", pk)
    context = {"form": form, "complaint": open_complaint(request, pk)}
    return render(request, "complaints/update.html", context)


@never_cache
@require_safe
def complaint_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, what can be done now, and the course so far; an agency sees what it was handed."""
    user = request.user
    complaint = open_complaint(request, pk)
    full = reads_all(user, complaint)
    reads_identity = bool(may(user, "complaint.read_identity", complaint))
    actions = actions_for(user, complaint)
    context = {
        "complaint": complaint,
        "full": full,
        "open_actions": [action for action in actions if action.verdict],
        "closed_actions": [action for action in actions if not action.verdict],
        "entries": timeline_of(complaint, full=full),
        "code": complaint.code if may(user, "complaint.create") and full else "",
        "phone": masked_phone(complaint) if reads_identity else "",
        "reads_identity": reads_identity,
        "readings": readings_of(complaint)
        if reads_identity and holds(user, Role.MANAGER, Role.LEADER)
        else [],
        "shows_reply": full or agency_reply_is_current(complaint),
        "duplicates": complaint.duplicates.visible_to(user) if full else [],
        "visits": _visits_of(complaint, user) if full and may(user, "visit.list") else [],
    }
    return render(request, "complaints/detail.html", context)


def _visits_of(complaint: Complaint, user: User) -> QuerySet[Visit]:
    """The visits it set off, of those the person may see."""
    return complaint.visits.all().visible_to(user).select_related("agency").order_by("day", "pk")
