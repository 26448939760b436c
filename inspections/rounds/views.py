"""Screens of the self-inspection rounds: the list, one round with its progress, its due list; the
pages of its transitions are the frame's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.agencies.models import Agency
from inspections.cited_documents.views import attached_to
from inspections.people.models import Assignment
from inspections.rounds import actions as rounds
from inspections.rounds import tables
from inspections.rounds.filters import DueFilter, RoundFilter
from inspections.rounds.forms import DueAgencyForm, ListingForm, RoundForm, RoundUpdateForm
from inspections.rounds.models import DueAgency, Round, RoundState, SubmissionState
from inspections.rounds.workflow import ROUNDS
from inspections.submissions.actions import on_time
from inspections.submissions.models import Submission
from inspections.submissions.workflow import EDITABLE
from tayninh_portal.access import (
    DEPARTMENT,
    PROVINCE,
    Allowed,
    Verdict,
    agencies_of,
    may,
    roles_of,
    today,
)
from tayninh_portal.exports import export, export_asked
from tayninh_portal.forms import attempt
from tayninh_portal.lib.dates import count2
from tayninh_portal.lists import page_of
from tayninh_portal.record_forms import carry_out, client_id_of, is_stale
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of


@require_safe
def round_list(request: HttpRequest) -> HttpResponseBase:
    """All rounds the person may see; an agency sees how far its own result is."""
    require(request.user, "round.list")
    rows = Round.objects.visible_to(request.user).with_progress()
    found = RoundFilter(request.GET, rows, request=request)
    whole_province = bool(roles_of(request.user) & (DEPARTMENT | PROVINCE))
    if kind := export_asked(request, found):
        columns = tables.ROUNDS if whole_province else tables.OWN_ROUNDS
        lines = None if whole_province else partial(_with_own_state, request)
        return export(kind, found.qs, columns, "dot-tu-kiem-tra", lines=lines)
    page = page_of(found.qs, request)
    if not whole_province:
        _with_own_state(request, list(page))
    context = {
        "filter": found,
        "page": page,
        "whole_province": whole_province,
        "may_create": may(request.user, "round.manage"),
    }
    return render(request, "rounds/list.html", context)


@require_http_methods(["GET", "POST"])
def round_create(request: HttpRequest) -> HttpResponse:
    """Plan a round; the due list comes from the registry."""
    require(request.user, "round.manage")
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: rounds.plan_round(by=request.user, **form.cleaned_data))
        if done:
            round, _ = done
            listed = count2(round.due_agencies.standing().count())
            messages.success(
                request,
                f"Đã lập đợt “{round}” với {listed} cơ quan phải báo cáo. Xem lại danh sách rồi "
                "mở đợt.",
            )
            return redirect("round-detail", round.pk)
    return render(request, "rounds/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def round_update(request: HttpRequest, pk: int) -> HttpResponse:
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
def round_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
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
        context["attached"] = attached_to(round, request.user)
        return render(request, "rounds/own.html", context)
    found = _filtered(request, round)
    if kind := export_asked(request, found):
        columns = tables.IN_DEPARTMENT if roles & DEPARTMENT else tables.COLUMNS
        lines = partial(_lines, request, round)
        return export(kind, found.qs, columns, f"dot-tu-kiem-tra-{pk}", lines=lines)
    page = page_of(found.qs, request)
    context = {
        "round": round,
        "own": own,
        "progress": DueAgency.objects.progress(round),
        "filter": found,
        "page": page,
        "lines": _lines(request, round, page.object_list),
        "in_department": bool(roles & DEPARTMENT),
        "overdue": round.state == RoundState.OPEN and round.due_on < today(),
        "attached": attached_to(round, request.user),
        "may_manage": may(request.user, "round.manage", round),
        "buttons": ROUNDS.buttons(request.user, round, today()),
        "timeline": timeline_of(round, RoundState) if roles & DEPARTMENT else [],
    }
    return render(request, "rounds/detail.html", context)


@require_http_methods(["GET", "POST"])
def round_due_add(request: HttpRequest, pk: int) -> HttpResponse:
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
def round_due_remove(request: HttpRequest, pk: int, agency_pk: int) -> HttpResponse:
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


@dataclass(frozen=True)
class Line:
    """One agency due, with its result or none, as a list shows it."""

    due: DueAgency
    result: Submission | None
    in_charge: str = ""
    may_start: Verdict = field(default_factory=Allowed)
    opens: bool = True

    @property
    def counts(self) -> bool:
        """Whether the numbers are more than the agency's own draft."""
        return self.result is not None and self.result.state not in EDITABLE

    @property
    def late(self) -> bool:
        """First sent after the due day."""
        return self.result is not None and bool(
            self.result.first_filed_on and not on_time(self.result)
        )


def _with_own_state(request: HttpRequest, rows: list[Any]) -> list[Any]:
    """The rounds, each with the state of the person's own result in ``own_state``."""
    own = Submission.objects.filter(round__in=rows, agency__in=agencies_of(request.user))
    states = {result.round_id: SubmissionState(result.state) for result in own}
    for row in rows:
        row.own_state = states.get(row.pk)
    return rows


def _visible(request: HttpRequest, pk: int) -> Round:
    return get_object_or_404(ROUNDS.rows(request.user), pk=pk)


def _admit(request: HttpRequest, round: Round) -> None:
    """Refuse who may not correct the round; but let a form that was typed on an older version come
    to the action, which tells the lost race on the form."""
    require(request.user, "round.manage", None if is_stale(request, round) else round)


def _filtered(request: HttpRequest, round: Round) -> DueFilter:
    due = DueAgency.objects.standing().with_result(round).named_on(round.reference_day)
    # Backwards, the codes of the groups happen to stand in the groups' order: tỉnh, huyện, xã.
    due = due.select_related("agency").order_by("-group", "agency__name_key", "agency_id")
    found = DueFilter(request.GET, due, request=request)
    if not roles_of(request.user) & DEPARTMENT:
        del found.form.fields["mine"]
    return found


def _results(round: Round, agencies: list[int]) -> dict[int, Submission]:
    found = Submission.objects.filter(round=round, agency__in=agencies)
    results = {result.agency_id: result for result in found.prefetch_related("counts")}
    for result in results.values():
        result.round = round
    return results


def _lines(request: HttpRequest, round: Round, due: Iterable[DueAgency]) -> list[Line]:
    """The page's agencies with their results and who is in charge: three queries for any page."""
    due = list(due)
    ids = [row.agency_id for row in due]
    results = _results(round, ids)
    charge = Assignment.objects.on(today()).filter(agency__in=ids).select_related("user")
    in_charge = {row.agency_id: row.user.full_name for row in charge}
    sees_all = bool(roles_of(request.user) & DEPARTMENT)
    lines = []
    for row in due:
        result = results.get(row.agency_id)
        accepted = result is not None and result.state == SubmissionState.ACCEPTED
        name = in_charge.get(row.agency_id, "")
        lines.append(Line(row, result, name, opens=sees_all or accepted))
    return lines


def _own_lines(request: HttpRequest, round: Round) -> list[Line]:
    """The person's own agencies in this round, and whether they may start their result."""
    own = agencies_of(request.user)
    if not own:
        return []
    due = DueAgency.objects.standing().filter(round=round, agency__in=own)
    rows = list(due.named_on(round.reference_day).select_related("agency"))
    results = _results(round, [row.agency_id for row in rows])
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


def _results_below(request: HttpRequest, round: Round) -> list[Submission]:
    """What units directly under the person's agency have sent; they read it, no more."""
    seen = Submission.objects.visible_to(request.user).filter(round=round)
    below = seen.exclude(agency__in=agencies_of(request.user)).select_related("agency")
    return list(below.order_by("agency__name_key")[:200])
