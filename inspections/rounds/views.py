"""Screens of the self-inspection rounds: the list, one round with its progress, its due list; the
pages of its transitions are the frame's."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.agencies.models import Agency
from inspections.rounds import actions as rounds
from inspections.rounds.forms import DueAgencyForm, ListingForm, RoundForm, RoundUpdateForm
from inspections.rounds.lists import (
    DUE_LIST,
    ROUND_LIST,
    Line,
    due_lines,
    due_rows,
    results_of,
    sees_province,
)
from inspections.rounds.models import DueAgency, Round, RoundState
from inspections.rounds.workflow import ROUNDS
from inspections.submissions.models import Submission
from tayninh_portal.access import (
    DEPARTMENT,
    PROVINCE,
    agencies_of,
    may,
    roles_of,
    today,
)
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import count2
from tayninh_portal.listing import find, show
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of


@require_safe
def round_list(request: Request) -> HttpResponseBase:
    """All rounds the person may see; an agency sees how far its own result is."""
    return show(
        request,
        ROUND_LIST,
        "rounds/list.html",
        whole_province=sees_province(request.user),
        may_create=may(request.user, "round.manage"),
    )


@require_http_methods(["GET", "POST"])
def round_create(request: Request) -> HttpResponse:
    """Plan a round; the due list comes from the registry."""
    require(request.user, "round.manage")
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: rounds.plan_round(by=request.user, **form.cleaned_data))
        if done:
            round, _ = done
            listed = count2(round.due_agencies.active().count())
            messages.success(
                request,
                f"Đã lập đợt “{round}” với {listed} cơ quan phải báo cáo. Xem lại danh sách rồi "
                "mở đợt.",
            )
            return redirect("round-detail", round.pk)
    return render(request, "rounds/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def round_update(request: Request, pk: int) -> HttpResponse:
    """Correct the title, the deadline or the request."""
    user = request.user
    round = _visible(request, pk)
    if sent_before(round, client_id_of(request), user):
        return redirect("round-detail", pk)
    _admit(request, round)
    form = RoundUpdateForm(request.POST or None, record=round, user=user)
    update = partial(rounds.update_round, round, by=user)
    if request.method == "POST":
        done = carry_out(form, lambda: update(**form.cleaned_data))
        if done:
            messages.success(request, "Đã lưu thông tin đợt.")
            return redirect("round-detail", pk)
    return render(request, "rounds/update.html", {"form": form, "record": round})


@require_safe
def round_detail(request: Request, pk: int) -> HttpResponseBase:
    """The progress and the due list; an agency goes to its own result."""
    require(request.user, "round.list")
    round = _visible(request, pk)
    roles = roles_of(request.user)
    own = _own_lines(request, round)
    if not roles & (DEPARTMENT | PROVINCE):
        below = _results_below(request, round)
        if len(own) == 1 and own[0].result and not below:
            return redirect("submission-detail", own[0].result.pk)
        context = {"round": round, "own": own, "below": below}
        return render(request, "rounds/own.html", context)
    listing = replace(DUE_LIST, file=f"dot-tu-kiem-tra-{pk}")
    found = find(request, listing, due_rows(round), due_lines(round))
    if file := found.file():
        return file
    context = found.context() | {
        "round": round,
        "own": own,
        "progress": DueAgency.objects.progress(round),
        "in_department": bool(roles & DEPARTMENT),
        "overdue": round.state == RoundState.OPEN and round.due_on < today(),
        "may_manage": may(request.user, "round.manage", round),
        "buttons": ROUNDS.buttons(request.user, round, today()),
        "timeline": timeline_of(round, RoundState) if roles & DEPARTMENT else [],
    }
    return render(request, "rounds/detail.html", context)


@require_http_methods(["GET", "POST"])
def round_due_add(request: Request, pk: int) -> HttpResponse:
    """Put an agency on the due list, with the reason."""
    user = request.user
    round = _visible(request, pk)
    if sent_before(round, client_id_of(request), user):
        return redirect("round-detail", pk)
    _admit(request, round)
    form = DueAgencyForm(request.POST or None, record=round, user=user)
    add = partial(rounds.add_due_agency, round, by=user)
    if request.method == "POST":
        done = carry_out(form, lambda: add(**form.cleaned_data))
        if done:
            agency = form.cleaned_data["agency"]
            messages.success(request, f"Đã thêm {agency} vào danh sách phải báo cáo.")
            return redirect("round-detail", pk)
    return render(request, "rounds/due_add.html", {"record": round, "form": form})


@require_http_methods(["GET", "POST"])
def round_due_remove(request: Request, pk: int, agency_pk: int) -> HttpResponse:
    """Take an agency off the due list, with the reason."""
    user = request.user
    round = _visible(request, pk)
    agency = get_object_or_404(Agency.objects.filter(due_in__round=round), pk=agency_pk)
    if sent_before(round, client_id_of(request), user):
        return redirect("round-detail", pk)
    _admit(request, round)
    form = ListingForm(request.POST or None, record=round, user=user)
    remove = partial(rounds.remove_due_agency, round, by=user, agency=agency)
    if request.method == "POST":
        done = carry_out(form, lambda: remove(**form.cleaned_data))
        if done:
            messages.success(request, f"Đã đưa {agency} ra khỏi danh sách phải báo cáo.")
            return redirect("round-detail", pk)
    context = {"record": round, "agency": agency, "form": form}
    return render(request, "rounds/due_remove.html", context)


def totals_of(round: Round) -> dict[str, int]:
    """How far a round is, as it is asked before it is opened, closed or reopened."""
    progress = DueAgency.objects.progress(round)
    return {
        "due": sum(row["due"] for row in progress),
        "unfiled": sum(row["due"] - row["filed"] for row in progress),
        "waiting": sum(row["filed"] - row["accepted"] for row in progress),
    }


def _visible(request: Request, pk: int) -> Round:
    return get_object_or_404(ROUNDS.rows(request.user), pk=pk)


def _admit(request: Request, round: Round) -> None:
    """Refuse who may not correct the round; but let a form that was typed on an older version come
    to the action, which tells the lost race on the form."""
    require(request.user, "round.manage", None if is_stale(request, round) else round)


def _own_lines(request: Request, round: Round) -> list[Line]:
    """The person's own agencies in this round, and whether they may start their result."""
    own = agencies_of(request.user)
    if not own:
        return []
    due = DueAgency.objects.active().filter(round=round, agency__in=own)
    rows = list(due.named_on(round.reference_day).select_related("agency"))
    results = results_of(round, [row.agency_id for row in rows])
    return [
        Line(
            row,
            results.get(row.agency_id),
            may_start=may(
                request.user, "submission.fill", Submission(round=round, agency=row.agency)
            ),
        )
        for row in rows
    ]


def _results_below(request: Request, round: Round) -> list[Submission]:
    """What units directly under the person's agency have sent; they read it, no more."""
    seen = Submission.objects.visible_to(request.user).filter(round=round)
    below = seen.exclude(agency__in=agencies_of(request.user)).select_related("agency")
    return list(below.order_by("agency__name_key")[:200])
