"""Screens of the handovers: list, preview and confirmation, and what was passed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.handlings.models import Handling
from inspections.handovers.actions import hand_over, plan_handover
from inspections.handovers.forms import HandoverForm
from inspections.handovers.lists import HANDOVER_LIST
from inspections.handovers.models import Handover, HandoverKind
from inspections.implementation.models import ImplementationFact
from inspections.remedies.models import Remedy
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import short_date
from tayninh_portal.listing import show
from tayninh_portal.models import User
from tayninh_portal.records import require

# So many records of a kind are named; their number is always told.
MOST_LINES = 50


@require_safe
def handover_list(request: Request) -> HttpResponseBase:
    """Handovers the person may see, the newest day first."""
    may_create = may(request.user, "handover.create")
    return show(request, HANDOVER_LIST, "handovers/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def handover_create(request: Request) -> HttpResponse:
    """Say from whom to whom; then, on a second page, see everything that moves, and do it."""
    require(request.user, "handover.create")
    giver = request.GET.get("from_user", "")
    form = HandoverForm(request.POST or None, by=request.user, giver=giver)
    if request.method != "POST" or not form.is_valid():
        return render(request, "handovers/create.html", {"form": form})
    asked = form.cleaned_data
    if "confirmed" in request.POST:
        done = attempt(form, lambda: hand_over(by=request.user, **asked))
        if done:
            messages.success(
                request, f"Đã bàn giao việc của {asked['from_user']} sang {asked['to_user']}."
            )
            return redirect("handover-detail", done[0].pk)
        return render(request, "handovers/create.html", {"form": form})
    people = {name: asked[name] for name in ("from_user", "to_user", "day")}
    plan = attempt(form, lambda: plan_handover(by=request.user, **people))
    if plan is None:
        return render(request, "handovers/create.html", {"form": form})
    stated = request.POST.copy()
    stated["seen"] = plan.mark
    context = {
        "asked": asked,
        "plan": plan,
        "form": HandoverForm(stated, by=request.user, hidden=True),
        "back": f"{reverse('handover-create')}?from_user={asked['from_user'].pk}",
    }
    return render(request, "handovers/confirm.html", context)


@require_safe
def handover_detail(request: Request, pk: int) -> HttpResponse:
    """Who gave what to whom, with links to what the reader may open."""
    require(request.user, "handover.list")
    rows = Handover.objects.visible_to(request.user)
    handover = get_object_or_404(rows.select_related("from_user", "to_user", "created_by"), pk=pk)
    context = {"handover": handover, "groups": _groups(handover, request.user)}
    return render(request, "handovers/detail.html", context)


@dataclass(frozen=True)
class Group:
    """Records of one kind: how many, those the reader may open, and how many more."""

    label: str
    total: int
    lines: list[tuple[str, str]]

    @property
    def more(self) -> int:
        """Records not named: too many, or not the reader's to open."""
        return self.total - len(self.lines)


@dataclass(frozen=True)
class Shown:
    """How records of one kind are found for a reader, and told."""

    rows: Callable[[Any], Any]
    words: Callable[[Any], str]
    url_name: str


_COMPLAINTS = Shown(
    lambda user: Complaint.objects.visible_to(user).with_subject_name(),
    lambda row: f"{row}: {row.subject_name}",
    "complaint-detail",
)
SHOWN: dict[HandoverKind, Shown] = {
    HandoverKind.ASSIGNMENT: Shown(
        lambda user: Agency.objects.all(), lambda row: row.name, "agency-detail"
    ),
    HandoverKind.VISIT: Shown(
        lambda user: Visit.objects.visible_to(user).named(),
        lambda row: f"{row.agency_then}, {short_date(row.day)}",
        "visit-detail",
    ),
    HandoverKind.RESERVED: _COMPLAINTS,
    HandoverKind.COMPLAINT: _COMPLAINTS,
    HandoverKind.SUBMISSION: Shown(
        lambda user: Submission.objects.visible_to(user).select_related("round", "agency"),
        lambda row: f"{row.agency.name}: {row.round}",
        "submission-detail",
    ),
    HandoverKind.FACT: Shown(
        lambda user: ImplementationFact.objects.visible_to(user).named(),
        lambda row: f"{row.agency_then}: {row.title}",
        "implementation-detail",
    ),
    HandoverKind.HANDLING: Shown(
        lambda user: Handling.objects.visible_to(user).named().select_related("finding__category"),
        lambda row: f"{row.agency_then}: {row.finding.category}",
        "handling-detail",
    ),
    HandoverKind.REMEDY: Shown(
        lambda user: (
            Remedy.objects.visible_to(user)
            .named()
            .select_related("finding__category", "recommendation")
        ),
        lambda row: f"{row.agency_then}: {row.what}",
        "remedy-detail",
    ),
}


def _groups(handover: Handover, user: User) -> list[Group]:
    """What was passed on by kind; of what is reserved others are not even told the number."""
    keys: dict[str, list[int]] = {}
    for kind, pk in handover.items.order_by("pk").values_list("kind", "record_id"):
        keys.setdefault(kind, []).append(pk)
    knows = user.pk in (handover.from_user_id, handover.to_user_id, handover.created_by_id)
    groups = []
    for kind in HandoverKind:
        if kind not in keys or (kind == HandoverKind.RESERVED and not knows):
            continue
        shown = SHOWN[kind]
        # In the order in which they were passed on.
        named = keys[kind][:MOST_LINES]
        rows = {row.pk: row for row in shown.rows(user).filter(pk__in=named)}
        lines = [
            (shown.words(rows[pk]), reverse(shown.url_name, args=[pk]))
            for pk in named
            if pk in rows
        ]
        groups.append(Group(kind.label, len(keys[kind]), lines))
    return groups
