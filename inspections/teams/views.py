"""Screens of the teams: list, one with its members, form, correct, seat, unseat, the decision."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inspections.teams import actions
from inspections.teams.forms import SeatForm, TeamForm, TeamUpdateForm, UnseatForm
from inspections.teams.lists import TEAM_LIST
from inspections.teams.models import Team, sorted_members
from tayninh_portal.access import may
from tayninh_portal.forms import attempt
from tayninh_portal.handing_out import give_file
from tayninh_portal.http import Request
from tayninh_portal.listing import show
from tayninh_portal.record_forms import RecordForm, carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import timeline_of


@require_safe
def team_list(request: Request) -> HttpResponseBase:
    """The teams one is of, the newest first."""
    may_record = may(request.user, "team.record")
    return show(request, TEAM_LIST, "teams/list.html", may_record=may_record)


@require_safe
def team_detail(request: Request, pk: int) -> HttpResponse:
    """The decision, shown on arrival, and who sits in the team; its visits stand in a panel."""
    require(request.user, "team.list")
    team = _visible(request, pk)
    context = {
        "record": team,
        "members": sorted_members(team.members.select_related("user")),
        "may_record": may(request.user, "team.record"),
        "timeline": timeline_of(team),
    }
    return render(request, "teams/detail.html", context)


@require_http_methods(["GET", "POST"])
def team_create(request: Request) -> HttpResponse:
    """Enter a decision that forms a team."""
    user = request.user
    require(user, "team.record")
    form = TeamForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: actions.form_team(by=user, **form.cleaned_data))
        if done:
            messages.success(request, "Đã ghi quyết định; đưa tiếp thành viên vào Tổ, Đoàn.")
            return redirect("team-detail", done[0].pk)
    return render(request, "teams/form.html", {"form": form, "record": None, "heading": ""})


@require_http_methods(["GET", "POST"])
def team_update(request: Request, pk: int) -> HttpResponse:
    """Correct what was entered of the decision."""
    user = request.user
    require(user, "team.record")
    team = _visible(request, pk)
    form = TeamUpdateForm(request.POST or None, request.FILES or None, record=team, user=user)
    do = lambda: actions.update_team(team, by=user, **form.cleaned_data)  # noqa: E731
    return _answer(request, team, form, do, "Sửa quyết định đã ghi", "Đã lưu.")


@require_http_methods(["GET", "POST"])
def team_seat(request: Request, pk: int) -> HttpResponse:
    """Seat somebody in the team."""
    user = request.user
    require(user, "team.record")
    team = _visible(request, pk)
    form = SeatForm(request.POST or None, record=team, user=user)
    do = lambda: actions.seat_member(team, by=user, **form.cleaned_data)  # noqa: E731
    return _answer(request, team, form, do, "Đưa người vào Tổ, Đoàn", "Đã đưa vào Tổ, Đoàn.")


@require_http_methods(["GET", "POST"])
def team_unseat(request: Request, pk: int, member_pk: int) -> HttpResponse:
    """Let a member leave."""
    user = request.user
    require(user, "team.record")
    team = _visible(request, pk)
    member = get_object_or_404(team.members.select_related("user", "team"), pk=member_pk)
    form = UnseatForm(request.POST or None, record=team, user=user)
    do = lambda: actions.unseat_member(member, by=user, **form.cleaned_data)  # noqa: E731
    heading = f"{member} thôi tham gia"
    return _answer(request, team, form, do, heading, "Đã ghi ngày thôi tham gia.")


@require_POST
def team_decision(request: Request, pk: int) -> HttpResponse:
    """The decision as it came. A POST, because the opening is recorded."""
    require(request.user, "team.list")
    team = _visible(request, pk)
    if team.file is None:
        raise Http404
    return give_file(team.file, actions.open_decision(team, by=request.user))


def _answer(
    request: Request, team: Team, form: RecordForm, do: Callable[[], Team], heading: str, done: str
) -> HttpResponse:
    """The page of a form about the team, and what comes of it."""
    if sent_before(team, client_id_of(request), request.user):
        return redirect("team-detail", team.pk)
    if request.method == "POST" and carry_out(form, do) is not None:
        messages.success(request, done)
        return redirect("team-detail", team.pk)
    return render(request, "teams/form.html", {"form": form, "record": team, "heading": heading})


def _visible(request: Request, pk: int) -> Team:
    rows = Team.objects.visible_to(request.user).select_related("file")
    return get_object_or_404(rows, pk=pk)
