"""A visit to come is in nothing that counts, and a surprise one is told to nobody.

Each place that reads visits is asked before one is planned and after: what it says is the same.
"""

import re
from datetime import date, time

import pytest
import time_machine
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from inspections.agencies.actions import close_agency, merge_agencies
from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.handovers.actions import holders
from inspections.handovers.actions.open_work import drafts_of
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import update_visit
from inspections.visits.models import Visit, VisitMember
from inspections.visits.tasks import drafts_to_conclude, visits_this_year
from reports.figures.catalog import compute, rows_for
from reports.narrative.models import Report
from tayninh_portal.access import Role
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Notice
from tayninh_portal.notifications.calendar import tell_of
from tayninh_portal.tasks import search_everything
from tests.doing import do, said_by
from tests.fixtures.cast import appoint
from tests.inspections.complaint_story import log
from tests.inspections.importing import VISIT, preview, problems, visits_file
from tests.inspections.planning import issued, line
from tests.inspections.teaming import LATER, planned, seat, team
from tests.inspections.visiting import NOW, concluded, draft
from tests.reports.freezing import frozen

TODAY = NOW.date()
YEAR = parse_period("2019-01-01..2019-12-31")
# What differs from one page to the next whoever asks: tokens, ids of forms.
OF_THE_MOMENT = re.compile(
    r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def counted(cast) -> dict[str, object]:
    """What every place says that reads visits: for the manager, who may know of all of them."""
    manager, specialist = cast.fresh("manager"), cast.fresh("specialist")
    client = cast.client("manager")
    freeze, _ = frozen(cast, Report.objects.first())
    complaint = client.get(reverse("complaint-detail", args=[Complaint.objects.get().pk]))
    return {
        "every figure of the year": compute(YEAR),
        "rows behind a figure": list(rows_for("visits.total", YEAR)),
        "a freeze": sorted(freeze.rows.values_list("record_type", "record_id")),
        "list": list(client.get(reverse("visit-list")).context["page"]),
        "file of the list": client.get(reverse("visit-list"), {"xuat": "csv"}).getvalue(),
        "search": [hit.url for hit in search_everything(manager, "xay dung")],
        "tile": said_by(visits_this_year, cast.fresh("head_a"), TODAY),
        "drafts": said_by(drafts_to_conclude, manager, LATER),
        "handover": (sorted(holders(TODAY, reader=manager)), list(drafts_of(specialist))),
        "visits of a complaint": complaint.context["visits"],
        "dashboard": same(client.get(reverse("dashboard"))),
        "figures": same(client.get(reverse("figure-list"))),
        "notices": Notice.objects.count(),
        "members": VisitMember.objects.count(),
    }


def test_a_visit_to_come_is_in_nothing_that_counts(cast):
    complaint = log(cast)
    concluded(cast, complaints=[complaint])
    draft(cast)
    made = team(cast)
    was = counted(cast)
    asked = {"complaints": [complaint], "agency": cast.a}
    to_come = planned(cast, made, day=TODAY, starts_at=time(9), **asked)
    planned(cast, made, day=TODAY, starts_at=time(10), is_surprise=False, **asked)
    do(visit_flow.DROP, to_come, by=cast.manager, at=NOW, note="Không đi.")
    assert Visit.every.count() == 4
    now = counted(cast)
    assert {name for name in was if now[name] != was[name]} == set()


def test_a_visit_to_come_stands_in_the_way_of_no_import_and_no_ending(cast):
    """A file with the same agency, day, hour is taken; a body ends as if nothing were planned."""
    made = team(cast)
    planned(cast, made, day=TODAY)
    row = VISIT | {"Ngày kiểm tra": TODAY}
    assert problems(preview(cast, visits_file(cast, [row]))) == []
    planned(cast, made, agency=cast.b, day=LATER)
    ended = close_agency(
        cast.b,
        by=cast.admin,
        second=cast.manager,
        at=NOW,
        ends_on=TODAY,
        note="Sắp xếp.",
        receiver=cast.a,
    )
    assert ended.ends_on == TODAY


def test_no_notice_speaks_of_a_visit_to_come(cast):
    visit = planned(cast, seat(cast, team(cast), cast.clerk_b), day=TODAY)
    moved = {"team": visit.team, "day": LATER, "starts_at": time(9), "note": "Đổi."}
    do(visit_flow.RESCHEDULE, visit, by=cast.manager, at=NOW, **moved)
    for day in (TODAY, LATER):
        tell_of(day, NOW)
    assert Notice.objects.count() == 0


def same(answer) -> str:
    """A page without what differs from one request to the next."""
    body = b"".join(answer) if answer.streaming else answer.content
    return OF_THE_MOMENT.sub("", body.decode(errors="replace"))


# --- a surprise is told to nobody ---------------------------------------------


# Of a person's own account; tokens and the free room of a disk, which differ each time; a template
# with the time in it; the seals, which count the lines of the whole log whatever they are about.
NOT_COMPARED = ("/tai-khoan/", "/ban-nhap/cua-bieu-mau/", "/readyz", "mau.xlsx", "/niem-phong/")
STRANGERS = ("specialist_b", "head_a", "leader", "admin")
NEAR = ("specialist_b", "clerk_a", "admin", "operator", "clerk_b", "head_b")


def addresses(patterns, prefix="/"):
    """Every address of the portal that names no record."""
    for pattern in patterns:
        part = str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from addresses(pattern.url_patterns, prefix + part)
        elif "<" not in prefix + part and "^" not in part:
            yield prefix + part


def told(cast) -> dict[tuple[str, str], tuple[int, str]]:
    """What each stranger is answered everywhere, but for what differs anyway."""
    pages = sorted(set(addresses(get_resolver().url_patterns)))
    pages += ["/tim-kiem/?q=xay+dung", f"/co-quan/{cast.a.pk}/", "/kiem-tra/lich/?thang=2019-07"]
    found = {}
    for who in STRANGERS:
        client = cast.client(who)
        for page in pages:
            if any(word in page for word in NOT_COMPARED):
                continue
            answer = client.get(page)
            found[who, page] = (answer.status_code, same(answer))
    return found


@pytest.mark.once
def test_a_planned_surprise_changes_no_page_of_anybody_else(cast):
    made = team(cast)
    draft(cast)
    was = told(cast)
    assert {status for status, _ in was.values()} <= {200, 302, 403, 404, 405}
    visit = planned(cast, made)
    now = told(cast)
    assert [place for place in was if now[place] != was[place]] == []
    mine = cast.client("specialist").get(reverse("planned-visit-list"))
    assert list(mine.context["page"]) == [visit]


@pytest.mark.once
def test_what_a_surprise_came_from_and_who_goes_say_nothing_of_it(cast):
    """The complaint, the line, the body, the head of the team; for who was of the team or has come
    to the body since as well, and a leader who belongs to it."""
    complaint = log(cast)
    concluded(cast, complaints=[complaint])
    plan = issued(cast)
    meant = line(cast, plan, group="provincial", number=2, reason="Theo chỉ đạo.")
    made = seat(cast, team(cast), cast.head_b, ends_on=date(2019, 7, 4))
    made = seat(cast, made, cast.clerk_b)
    given = {"complaints": [complaint], "plan_line": meant, "day": TODAY, "starts_at": time(15)}
    visit = planned(cast, made, **given)
    appoint(cast.clerk_b, Role.AGENCY_CLERK, cast.a)
    appoint(cast.operator, Role.MANAGER, cast.department)
    appoint(cast.operator, Role.AGENCY_CLERK, cast.a_unit)
    head = cast.specialist.pk
    pages = [
        reverse("complaint-detail", args=[complaint.pk]),
        reverse("plan-detail", args=[plan.pk]),
        reverse("plan-line-update", args=[meant.pk]),
        reverse("agency-close", args=[cast.a.pk]),
        reverse("team-detail", args=[made.pk]),
        *(reverse(name, args=[head]) for name in ("account-detail", "account-lock")),
        *(f"/so-lieu/{key}/?ky=2019-07-01..2019-08-31" for key in ("visits.total", "plans.total")),
        "/kiem-tra/lich/?thang=2019-07",
        *(f"/kiem-tra/lich/danh-sach/{asked}" for asked in ("", "?state=planned", "?q=xay+dung")),
        "/kiem-tra/?xuat=csv",
        "/kiem-tra/ke-hoach/bao-phu/",
        f"/ban-giao/moi/?from_user={head}",
        "/tim-kiem/?q=215",
        "/",
    ]
    people = {name: cast.client(name) for name in NEAR}

    def said() -> dict[tuple[str, str], tuple[int, str]]:
        found = {}
        for who, client in people.items():
            for page in pages:
                answer = client.get(page)
                found[who, page] = (answer.status_code, same(answer))
        return found

    assert visit in cast.client("specialist").get(pages[9]).context["weeks"][0][4].visits
    now = said()
    # As if it had never been.
    Visit.every.filter(pk=visit.pk).delete()
    was = said()
    assert [place for place in was if now[place] != was[place]] == []


@pytest.mark.parametrize("who", [*STRANGERS, "clerk_b", "operator", "nobody", "office_examiner"])
def test_its_address_answers_as_one_that_never_was(cast, who):
    visit = planned(cast)
    client = cast.client(who)
    names = (
        "visit-detail",
        "visit-dossier",
        "visit-update",
        "visit-start",
        "visit-reschedule",
        "visit-drop",
    )
    for name in (*names, "visit-conclude", "finding-create"):
        for method in (client.get, client.post):
            there = method(reverse(name, args=[visit.pk]))
            nowhere = method(reverse(name, args=[visit.pk - 1]))
            # A page that is only read takes no POST, whatever its number.
            read = name in ("visit-detail", "visit-dossier")
            expected = 405 if read and method == client.post else 404
            assert {there.status_code, nowhere.status_code} == {expected}
            assert same(there) == same(nowhere)
    attach = [
        client.get(reverse("cited-document-attach", args=["inspections.visit", pk]))
        for pk in (visit.pk, visit.pk - 1)
    ]
    assert {answer.status_code for answer in attach} == {404}


def test_the_numbers_of_other_visits_have_no_gap(cast):
    before = draft(cast)
    made = team(cast)
    for hour in range(8, 12):
        planned(cast, made, starts_at=time(hour))
    assert made.pk < 0
    assert draft(cast, agency=cast.b).pk == before.pk + 1


def test_who_has_left_the_team_or_came_to_the_agency_knows_nothing_more(cast):
    made = seat(cast, team(cast), cast.specialist_b, ends_on=TODAY)
    made = seat(cast, made, cast.clerk_b)
    made = seat(cast, made, cast.operator)
    visit = planned(cast, made)
    address = reverse("visit-detail", args=[visit.pk])
    people = ("specialist", "specialist_b", "clerk_b", "operator", "manager")
    assert {who for who in people if cast.client(who).get(address).status_code == 200} == set(
        people
    )
    appoint(cast.clerk_b, Role.AGENCY_CLERK, cast.a)
    appoint(cast.operator, Role.AGENCY_CLERK, cast.a_unit)
    with time_machine.travel("2019-07-06 09:00+07:00", tick=False):
        seen = {who for who in people if cast.client(who).get(address).status_code == 200}
    assert seen == {"specialist", "manager"}


def test_who_goes_on_with_a_body_that_was_merged_knows_nothing_of_what_was_meant_for_it(cast):
    visit = planned(cast, seat(cast, team(cast), cast.clerk_b))
    address = reverse("visit-detail", args=[visit.pk])
    assert cast.client("clerk_b").get(address).status_code == 200
    merge_agencies([cast.a], into=cast.b, on=date(2019, 7, 6), by=cast.admin, basis="Sắp xếp")
    with time_machine.travel("2019-07-06 09:00+07:00", tick=False):
        assert cast.client("clerk_b").get(address).status_code == 404
        assert cast.client("manager").get(address).status_code == 200


def test_who_took_over_the_body_above_a_unit_or_works_in_a_unit_taken_over_knows_nothing_more(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    of_b = planned(cast, seat(cast, team(cast), cast.nobody), agency=cast.b)
    with_b = seat(cast, team(cast, decision_number="216/QĐ-SNV"), cast.clerk_b)
    of_unit = planned(cast, with_b, agency=cast.a_unit)
    places = (("clerk_b", of_unit), ("nobody", of_b))

    def answered() -> list[int]:
        return [
            cast.client(who).get(reverse("visit-detail", args=[visit.pk])).status_code
            for who, visit in places
        ]

    assert answered() == [200, 200]
    merge_agencies([cast.a], into=cast.b, on=date(2019, 7, 6), by=cast.admin, basis="Sắp xếp")
    with time_machine.travel("2019-07-06 09:00+07:00", tick=False):
        assert answered() == [404, 404]


def test_the_agency_never_reads_why_its_visit_was_moved(cast):
    """The reason may name the next surprise: the agency reads the moves since the visit began."""
    visit = planned(cast)
    moved = {"team": visit.team, "day": LATER, "starts_at": time(9)}
    why = "Dành buổi sáng cho Sở Y tế."
    form = cast.client("manager").get(reverse("visit-reschedule", args=[visit.pk]))
    assert "Không ghi tên cơ quan khác sẽ kiểm tra đột xuất" in same(form)
    visit = do(visit_flow.RESCHEDULE, visit, by=cast.manager, at=NOW, **moved, note=why)
    with time_machine.travel("2019-07-19 12:00+07:00", tick=False):
        at = timezone.now()
        held = {"day": LATER, "starts_at": time(9)}
        visit = do(visit_flow.START, visit, by=cast.specialist, at=at, **held)
        told = {"ends_at": time(11), "headcount_note": "Không đếm.", "seen_version": visit.version}
        visit = update_visit(visit, by=cast.specialist, at=at, **told)
        do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=at, conclusion="Tốt.")
        address = reverse("visit-detail", args=[visit.pk])
        said = {who: same(cast.client(who).get(address)) for who in ("head_a", "specialist_b")}
    assert (why in said["head_a"], why in said["specialist_b"]) == (False, True)
    assert "Kết thúc lượt kiểm tra" in said["head_a"]


def test_an_announced_one_is_known_at_the_department_and_to_its_guests_alone(cast):
    visit = planned(cast, seat(cast, team(cast), cast.clerk_b), is_surprise=False)
    seen = {
        who
        for who in ("specialist_b", "clerk_b", "clerk_a", "head_a", "leader", "operator", "admin")
        if Visit.every.planned_for(getattr(cast, who)).filter(pk=visit.pk).exists()
    }
    assert seen == {"specialist_b", "clerk_b"}


def test_a_body_that_ended_meanwhile_is_not_visited(cast):
    visit = planned(cast)
    Agency.objects.filter(pk=cast.a.pk).update(ends_on=TODAY)
    with time_machine.travel("2019-07-19 08:00+07:00", tick=False):
        client = cast.client("specialist")
        sent = {"seen_version": 1, "client_id": "", "day": "19/7/2019", "starts_at": "8h"}
        answer = client.post(reverse("visit-start", args=[visit.pk]), sent)
    assert "không hoạt động vào ngày kiểm tra" in answer.content.decode()
    assert Visit.objects.count() == 0
