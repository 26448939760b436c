"""The screens of visits: list, form, detail; the pages of the transitions are the frame's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from inspections.findings.models import Finding
from inspections.handlings.answers import answered_findings
from inspections.minutes.holding import correction_to_sign, signed_of
from inspections.recommendations.models import Recommendation
from inspections.statements.models import Statement
from inspections.teams.models import Team
from inspections.visits import actions
from inspections.visits.beside import beside
from inspections.visits.citing import cited
from inspections.visits.form_parts import AgencyOnDay
from inspections.visits.forms import VisitCreateForm, VisitUpdateForm, begins_with
from inspections.visits.lists import VISIT_LIST
from inspections.visits.models import NOT_BEGUN, Visit, VisitCause, VisitState
from inspections.visits.requests import require_on_form, visible_visit
from inspections.visits.workflow import CONCLUDE, START, VISITS
from tayninh_portal.access import DEPARTMENT, Denied, may, roles_of, today
from tayninh_portal.forms import attempt
from tayninh_portal.http import Request
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.listing import show
from tayninh_portal.models import Change, User
from tayninh_portal.record_forms import carry_out, client_id_of
from tayninh_portal.records import require, sent_before
from tayninh_portal.timeline import Entry, lines_of
from tayninh_portal.workflow import Button

# While there is somewhere to arrive.
INCOMPLETE = "Chưa đủ thông tin; xem mục “Còn thiếu để kết thúc”."
ARRIVING = (VisitState.PLANNED, VisitState.DRAFT)


@require_safe
def visit_list(request: Request) -> HttpResponseBase:
    """Visits the person may see, with their findings counted."""
    may_create = may(request.user, "visit.create")
    return show(request, VISIT_LIST, "visits/list.html", may_create=may_create)


@require_http_methods(["GET", "POST"])
def visit_create(request: Request) -> HttpResponse:
    """Log a visit as a draft; whoever logs it is its head until somebody else is chosen."""
    require(request.user, "visit.create")
    return _log(request, None)


@require_http_methods(["GET", "POST"])
def visit_continue(request: Request, pk: int) -> HttpResponse:
    """Log the next agency of the trip of a visit, as a draft of its own."""
    trip = visible_visit(request, pk)
    require(request.user, "visit.continue", trip)
    return _log(request, trip)


def _log(request: Request, trip: Visit | None) -> HttpResponse:
    user = request.user
    initial = begins_with(user, trip)
    if request.GET.get("phan-anh"):
        initial |= {"complaint_codes": request.GET["phan-anh"], "cause": "hotline"}
    form = VisitCreateForm(request.POST or None, initial=initial, user=user)
    context = {"form": form, "visit": None, "trip": trip}
    if looks_for_people(request):
        return render(request, "visits/form.html", context | {"form": form.shown_again()})
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: actions.log_visit(by=user, trip=trip, **form.keywords()))
        if done:
            visit, new = done
            said = "Đã lưu nháp. Ghi tiếp nội dung kiểm tra rồi kết thúc lượt kiểm tra."
            messages.success(request, said if new else "Lượt kiểm tra này đã được lưu trước đó.")
            return redirect("visit-detail", visit.pk)
    return render(request, "visits/form.html", context)


@require_safe
def visit_agencies(request: Request) -> HttpResponse:
    """The agency picker for the day just typed (a fragment)."""
    require(request.user, "visit.create")
    form = AgencyOnDay(initial={name: request.GET.get(name) for name in ("day", "agency")})
    return render(request, "visits/_agency.html", {"form": form})


@require_safe
def visit_detail(request: Request, pk: int) -> HttpResponse:
    """Facts, findings, what is still missing, what was done; an agency reads its own."""
    visit = visible_visit(request, pk)
    user = request.user
    shown = beside(visit, user)
    inside = bool(roles_of(user) & DEPARTMENT)
    open_draft = inside and visit.state == VisitState.DRAFT
    missing = _not_asked_there(actions.missing_for_conclusion([visit])[0]) if open_draft else []
    buttons = _buttons(user, visit, missing)
    may_update = may(user, "visit.update", visit) if inside else None
    context = {
        "visit": visit,
        "state": visit.get_state(),
        "inside": inside,
        "to_come": visit.state in NOT_BEGUN,
        "basis": cited(visit),
        "sees_team": bool(visit.team_id)
        and Team.objects.visible_to(user).filter(visits=visit).exists(),
        "findings": answered_findings(visit, user, withdrawn=inside),
        "missing": missing,
        **shown,
        "asks_code": open_draft and visit.cause == VisitCause.HOTLINE and not shown["complaints"],
        "may_arrive": visit.state in ARRIVING and may(user, "visit.arrive", visit),
        "may_update": may_update,
        "may_continue": may(user, "visit.continue", visit) if inside else None,
        "buttons": [button for button in buttons if button.name != "cancel"],
        "cancel": next((button for button in buttons if button.name == "cancel"), None),
        "notes_on": (open_draft and may_update)
        or any(button.name == START.name and button.verdict for button in buttons),
        "may_read": may(user, "finding.read_identity") if inside else None,
        "may_attach": may(user, "visit.attach", visit) if inside else None,
        "timeline": _timeline(visit, inside),
    }
    return render(request, "visits/detail.html", context)


@require_http_methods(["GET", "POST"])
def visit_update(request: Request, pk: int) -> HttpResponse:
    """Correct a draft."""
    visit = visible_visit(request, pk)
    if sent_before(visit, client_id_of(request), request.user):
        return redirect("visit-detail", pk)
    require_on_form(request, visit)
    form = VisitUpdateForm.of(visit, request.user, request.POST or None)
    missing = _not_asked_there(actions.missing_for_conclusion([visit])[0])
    context = {"form": form, "visit": visit, "missing": missing, "trip": None}
    if looks_for_people(request):
        return render(request, "visits/form.html", context | {"form": form.shown_again()})
    if request.method == "POST":
        do = lambda: actions.update_visit(visit, by=request.user, **form.keywords())  # noqa: E731
        if carry_out(form, do):
            messages.success(request, "Đã lưu lượt kiểm tra.")
            return redirect("visit-detail", pk)
        context["visit"] = visible_visit(request, pk)
    return render(request, "visits/form.html", context)


def asked_before_conclusion(visit: Visit) -> Mapping[str, object]:
    """What has to be noted on the form before the page of the conclusion can end the visit; and the
    biên bản by which its facts are held, asked where a page says so."""
    return {
        "missing": _not_asked_there(actions.missing_for_conclusion([visit])[0]),
        "signed": partial(signed_of, visit),
    }


def looks_for_people(request: Request) -> bool:
    """Whether the form was sent to look for people and not to be saved."""
    return "tim" in request.POST or bool(request.POST.get("find", "").strip())


def _buttons(user: User, visit: Visit, missing: list[actions.Missing]) -> list[Button]:
    """What can be done with the visit; its conclusion not before the form says what it must, and
    not before a correction that is needed is signed."""
    found = VISITS.buttons(user, visit, today())
    return [
        _closed_for(button, visit, missing)
        if button.name == CONCLUDE.name and button.verdict
        else button
        for button in found
    ]


def _closed_for(button: Button, visit: Visit, missing: list[actions.Missing]) -> Button:
    why = INCOMPLETE if missing else correction_to_sign(visit)
    return replace(button, verdict=Denied(why)) if why else button


def _not_asked_there(missing: list[actions.Missing]) -> list[actions.Missing]:
    """What the page of the conclusion does not ask itself."""
    return [one for one in missing if one.field not in CONCLUDE.form.base_fields]


def _lines(visit: int) -> QuerySet[Change]:
    """What was done to a visit and what was said on it, newest first."""
    told = Q(record_type=Visit._meta.label_lower, record_id=visit)
    for made in (
        Finding.objects.filter(visit=visit),
        Recommendation.objects.filter(visit=visit),
        Statement.objects.filter(finding__visit=visit),
    ):
        told |= Q(record_type=made.model._meta.label_lower, record_id__in=made.values("pk"))
    rows = Change.objects.filter(told).select_related("by")
    return rows.order_by("-at", "-pk")[:100]


_LINES = Prepared(_lines)


def _is_told(line: Change) -> bool:
    """Whether a line of a visit is one for those outside of the Sở."""
    return bool(line.from_state) and line.from_state not in NOT_BEGUN


def _timeline(visit: Visit, inside: bool) -> list[Entry]:
    """The log with that of the findings; outside the Sở the moves of the visit since it began: why
    it was moved before may speak of other visits to come."""
    rows = _LINES(visit.pk) if inside else [row for row in lines_of(visit) if _is_told(row)]
    return [
        Entry(
            at=row.at,
            who=row.by.full_name,
            text=row.label,
            from_label=VisitState(row.from_state).label if row.from_state else "",
            to_label=VisitState(row.to_state).label if row.from_state else "",
            note=row.note,
        )
        for row in rows
    ]
