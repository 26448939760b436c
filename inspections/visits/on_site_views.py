"""“Ghi nhanh tại chỗ”: a visit on one page, on a phone in a corridor."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from inspections.findings.models import Finding
from inspections.teams.models import Team, TeamMember
from inspections.visits.models import VISIT_SEATS, Visit, VisitState
from inspections.visits.on_site import note_on, note_visit
from inspections.visits.on_site_forms import (
    CountFields,
    OnSiteCreateForm,
    OnSiteStartForm,
    OnSiteUpdateForm,
    defaults,
)
from inspections.visits.requests import require_on_form, visible_visit
from inspections.visits.workflow import START, VISITS, WORDS
from tayninh_portal.access import today
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.models import User
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.transition_pages import admit

# The button that asks for more rows and writes nothing.
MORE = "more"
KEPT = "Đã lưu nháp. Ghi tiếp rồi kết thúc lượt kiểm tra."


@require_http_methods(["GET", "POST"])
def visit_note(request: Request) -> HttpResponse:
    """Note a visit nobody planned; ``?to=`` is another of the teams one sits in today."""
    user, sent = request.user, request.POST or None
    require(user, "visit.create")
    teams = {str(team.pk): team for team in _teams(user)}
    team = teams.get(request.GET.get("to", "")) or next(iter(teams.values()), None)
    initial = defaults(user, team, today())
    form = OnSiteCreateForm(sent, initial=initial, teams=list(teams.values()), user=user)
    form.with_rows(sent, form.typed_day(), user)
    if MORE in request.POST:
        form.say_nothing()
    elif request.method == "POST" and form.is_valid():
        do = lambda: note_visit(form.noted(form.keywords()), by=user)  # noqa: E731
        done = attempt(form, lambda: form.at_its_place(do))
        if done:
            return _kept(request, *done)
    context = {
        "form": form,
        "visit": None,
        "teams": list(teams.values()),
        "team": team,
        "planned": _planned(user),
        "findings": (),
    }
    return render(request, "visits/on_site.html", context)


@require_http_methods(["GET", "POST"])
def visit_note_on(request: Request, pk: int) -> HttpResponse:
    """Note on a draft what is not yet noted, or on a visit to come, which begins with it."""
    user, sent = request.user, request.POST or None
    visit = visible_visit(request, pk)
    if sent_before(visit, client_id_of(request), user):
        return redirect("visit-detail", pk)
    to_come = visit.state == VisitState.PLANNED
    if to_come:
        admit(request, VISITS, START, visit)
    else:
        require_on_form(request, visit)
    kind = OnSiteStartForm if to_come else OnSiteUpdateForm
    form = kind(sent, record=visit, user=user)
    form.with_rows(sent, today() if to_come else visit.day, user)
    if MORE in request.POST:
        form.say_nothing()
    elif request.method == "POST":
        do = lambda: note_on(visit, form.noted(form.asked()), act=form.act())  # noqa: E731
        done = carry_out(form, lambda: form.at_its_place(do))
        if done:
            return _kept(request, visible_visit(request, pk))
        visit = visible_visit(request, pk)
    context = {
        "form": form,
        "visit": visit,
        "teams": (),
        "team": None,
        "planned": (),
        "findings": Finding.objects.standing().filter(visit=pk).select_related("category"),
    }
    return render(request, "visits/on_site.html", context)


@require_POST
def visit_headcount(request: Request) -> HttpResponse:
    """What is said of head-counts as they are typed (a fragment); it writes nothing, and is sent as
    a form so that no reason typed stands in an address."""
    require(request.user, "visit.create")
    return render(request, "visits/_headcount_note.html", {"form": CountFields(request.POST)})


def _kept(request: Request, visit: Visit, new: bool = True) -> HttpResponse:
    """Say what became of the visit, and go to it."""
    said = WORDS["conclude"].done if visit.state == VisitState.CONCLUDED else KEPT
    messages.success(request, said if new else "Lượt kiểm tra này đã được lưu trước đó.")
    return redirect("visit-detail", visit.pk)


def _teams(user: User) -> QuerySet[Team]:
    """The teams by decision one sits in today, the newest first."""
    seats = TeamMember.objects.on(today()).filter(user=user)
    return Team.objects.filter(pk__in=seats.values("team"))


def _planned(user: User) -> QuerySet[Visit]:
    """The visits of today of one's teams that did not begin yet."""
    day = today()
    rows = Visit.every.planned_for(user).filter(VISIT_SEATS.q(user, day), day=day)
    return rows.filter(state=VisitState.PLANNED).named().order_by("starts_at", "pk")
