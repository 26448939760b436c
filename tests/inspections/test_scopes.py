"""The scopes of the rooms: each agrees with itself, the main ones with what was written down."""

import sys
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from inspections.agencies.scope import inherited_by
from inspections.complaints.models import COMPLAINT_WORKERS, COMPLAINTS_RESERVED
from inspections.complaints.news import COMPLAINT_ANSWERERS, HANDED_TO, RESERVATION_TOLD
from inspections.findings.models import FINDING_READERS, Finding
from inspections.findings.news import ANSWERERS_ELSEWHERE
from inspections.handlings import models as handlings
from inspections.handovers.news import RECEIVER
from inspections.head_criticisms import models as criticisms
from inspections.implementation.models import (
    FACT_ANSWERERS,
    FACT_JUDGES,
    FACT_READERS,
    FACT_WRITERS,
    FACTS_IN_CHARGE,
)
from inspections.likenesses.workflow import CASE_WORKERS
from inspections.minutes.models import CORRECTION_SIGNERS, MINUTES_READERS
from inspections.minutes.news import MINUTES_AGENCY
from inspections.people.models import Assignment
from inspections.remedies import models as remedies
from inspections.remedies.models import Remedy
from inspections.result_papers import models as papers
from inspections.rounds.models import DUE_READERS
from inspections.rounds.news import DUE_HERE, STILL_DUE_HERE
from inspections.submissions import models as submissions
from inspections.submissions.workflow import SUBMISSION_WRITERS
from inspections.teams.models import TEAM_READERS
from inspections.visits.models import (
    PLANNED_HOUSE,
    PLANNED_READERS,
    VISIT_READERS,
    VISIT_SEATS,
    VISIT_STARTERS,
    VISIT_TEAM,
    VISIT_WORKERS,
)
from inspections.visits.news import VISIT_ANSWERERS
from tayninh_portal import records
from tayninh_portal.access import Role
from tayninh_portal.models import User
from tayninh_portal.scope import Scope
from tests.access.scenario import build
from tests.fixtures.cast import FIRST_DAY, appoint
from tests.inspections.answering import NOW, confirmed_remedy, finding, handling, remedy, reported
from tests.inspections.minuting import reopened, signed
from tests.inspections.test_handling_successors import merge
from tests.inspections.visiting import concluded, draft

DAY = date(2019, 7, 19)
AFTER_MERGER = date(2019, 8, 2)
SCOPES: dict[str, tuple[Scope, ...]] = {
    "Visit": (
        VISIT_READERS,
        VISIT_TEAM,
        VISIT_WORKERS,
        VISIT_ANSWERERS,
        VISIT_SEATS,
        VISIT_STARTERS,
        PLANNED_READERS,
        PLANNED_HOUSE,
    ),
    "Team": (TEAM_READERS,),
    "Finding": (
        FINDING_READERS,
        ANSWERERS_ELSEWHERE,
        handlings.FINDING_ANSWERERS,
        handlings.FINDINGS_IN_CHARGE,
        CASE_WORKERS,
    ),
    "HeadCriticism": (
        criticisms.DECIDING_BODY,
        criticisms.STAND_INS,
        criticisms.HEAD_CRITICISM_HOUSE,
        criticisms.PROPOSERS,
        criticisms.HEAD_CRITICISM_READERS,
    ),
    "Handling": (
        handlings.HANDLING_ANSWERERS,
        handlings.HANDLINGS_IN_CHARGE,
        handlings.HANDLING_STAND_INS,
        handlings.HANDLING_JUDGES,
        handlings.HANDLING_HOUSE,
        handlings.HANDLING_WRITERS,
        handlings.HANDLING_READERS,
    ),
    "Remedy": (
        remedies.REMEDY_HOLDERS,
        remedies.REMEDIES_IN_CHARGE,
        remedies.REMEDY_STAND_INS,
        remedies.REMEDY_JUDGES,
        remedies.REMEDY_HOUSE,
        remedies.REMEDY_REPORTERS,
        remedies.REMEDY_READERS,
    ),
    "ResultPaper": (
        papers.PAPER_LEADERS,
        papers.PAPER_READERS,
        papers.PAPER_REGISTRARS,
        papers.PAPER_TOLD,
        papers.PAPER_WRITERS,
        papers.RECEIVERS,
        papers.REPLIERS,
    ),
    "Reply": (papers.REPLY_READERS, papers.REPLY_TOLD),
    "Submission": (
        submissions.SUBMISSIONS_IN_CHARGE,
        submissions.SUBMISSION_JUDGES,
        submissions.SUBMISSION_READERS,
        submissions.SUBMISSION_ANSWERERS,
        SUBMISSION_WRITERS,
    ),
    "DueAgency": (DUE_READERS, DUE_HERE, STILL_DUE_HERE),
    "ImplementationFact": (
        FACTS_IN_CHARGE,
        FACT_JUDGES,
        FACT_READERS,
        FACT_WRITERS,
        FACT_ANSWERERS,
    ),
    "Complaint": (
        COMPLAINTS_RESERVED,
        COMPLAINT_WORKERS,
        HANDED_TO,
        RESERVATION_TOLD,
        COMPLAINT_ANSWERERS,
    ),
    "Handover": (RECEIVER,),
    "Minutes": (MINUTES_READERS, MINUTES_AGENCY, CORRECTION_SIGNERS),
}


def test_every_scope_of_the_rooms_is_compared():
    declared = {
        value
        for name, module in list(sys.modules.items())
        if name.startswith("inspections.")
        for value in vars(module).values()
        if isinstance(value, Scope)
    }
    assert declared == {scope for scopes in SCOPES.values() for scope in scopes}


@pytest.fixture
def everybody(cast):
    """The access table's objects, some more of ended bodies and units, and every person there is
    with one who is locked out and one of a unit."""
    build(cast)
    finding(cast)
    finding(cast, elsewhere=cast.b)
    reopened(cast, signed(cast, draft(cast), number=3))
    remedy(cast, "a_unit")
    remedy(cast, "commune")
    taken = remedy(cast, "district")
    records.amend(taken, {"receiver": cast.a}, by=cast.admin, at=NOW, seen_version=1)
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    appoint(cast.specialist_b, Role.AGENCY_HEAD, cast.b)
    User.objects.filter(pk=cast.head_b.pk).update(is_active=False)
    return cast


@pytest.mark.once
@pytest.mark.parametrize("days", [0, -365 * 30])
def test_the_three_answers_agree_for_every_person_and_every_row(everybody, days):
    day = timezone.localdate() + timedelta(days=days)
    empty = []
    for model, scopes in SCOPES.items():
        objects = apps.get_model("inspections", model)._default_manager
        rows = list(objects.all())
        for scope in scopes:
            people = scope.people(rows, day)
            for user in User.objects.all():
                mine = set(objects.filter(scope.q(user, day)).values_list("pk", flat=True))
                assert mine == scope.covers(user, rows, day)
                assert mine == {pk for pk, found in people.items() if user.pk in found}
            held = set(objects.filter(scope.held(day)).values_list("pk", flat=True))
            assert held == {pk for pk, found in people.items() if found}
            if not held:
                empty.append(model)
    if days == 0:
        assert empty == []


# --- by hand -----------------------------------------------------------------


def who(cast, scope, row, day=DAY):
    """Names of the people of ``row``."""
    found = scope.people([row], day)[row.pk]
    return {
        name for name, user in vars(cast).items() if isinstance(user, User) and user.pk in found
    }


def test_the_people_of_a_remedy_of_agency_a(cast):
    made = remedy(cast, team=[cast.office_examiner])
    assert who(cast, remedies.REMEDY_HOLDERS, made) == {"clerk_a", "head_a"}
    assert who(cast, remedies.REMEDIES_IN_CHARGE, made) == {"specialist"}
    assert who(cast, remedies.REMEDY_JUDGES, made) == {"specialist", "manager", "office_examiner"}
    assert who(cast, remedies.REMEDY_HOUSE, made) == {"clerk_a", "head_a"}


def test_the_people_of_a_remedy_of_a_unit_are_those_of_the_body_above_as_well(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a_unit)
    made = remedy(cast, "a_unit", team=[cast.specialist_b])
    assert who(cast, remedies.REMEDY_HOLDERS, made) == {"nobody", "clerk_a", "head_a"}
    assert who(cast, remedies.REMEDIES_IN_CHARGE, made) == {"specialist"}
    assert who(cast, remedies.REMEDY_HOUSE, made) == {"nobody", "clerk_a", "head_a"}
    above = remedy(cast)
    assert who(cast, remedies.REMEDY_HOLDERS, above) == {"clerk_a", "head_a"}
    assert who(cast, remedies.REMEDY_HOUSE, above) == {"nobody", "clerk_a", "head_a"}


def test_a_commune_answers_for_itself_and_the_district_has_nobody_of_it_in_charge(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.district)
    made = remedy(cast, "commune")
    assert who(cast, remedies.REMEDY_HOLDERS, made) == set()
    assert who(cast, remedies.REMEDIES_IN_CHARGE, made) == set()
    assert list(Remedy.objects.filter(~remedies.REMEDIES_IN_CHARGE.held(DAY))) == [made]


def test_once_taken_over_a_remedy_is_the_receivers_alone(cast):
    made = remedy(cast)
    merge(cast)
    made = Remedy.objects.get(pk=made.pk)
    assert made.receiver == cast.b
    assert who(cast, remedies.REMEDY_HOLDERS, made, AFTER_MERGER) == {"clerk_b", "head_b"}
    assert who(cast, remedies.REMEDIES_IN_CHARGE, made, AFTER_MERGER) == {"specialist_b"}
    assert who(cast, remedies.REMEDY_JUDGES, made, AFTER_MERGER) == {
        "specialist",  # of the team
        "specialist_b",
        "manager",
    }


def test_what_an_ended_body_left_is_answered_by_its_successor_from_the_day_of_the_merger(cast):
    about = Finding.objects.get(pk=remedy(cast).finding_id)
    merge(cast)
    scope = handlings.FINDING_ANSWERERS
    assert who(cast, scope, about, date(2019, 7, 31)) == {"clerk_a", "head_a"}
    assert who(cast, scope, about, AFTER_MERGER) == {"clerk_a", "head_a", "clerk_b", "head_b"}
    merge(cast, "b", "office", AFTER_MERGER)
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.office)
    assert who(cast, scope, about, AFTER_MERGER) == {
        "clerk_a",
        "head_a",
        "clerk_b",
        "head_b",
        "nobody",
    }
    assert inherited_by(cast.fresh("nobody"), AFTER_MERGER) == {cast.a.pk, cast.b.pk}


def test_the_people_of_the_department_belong_to_no_house_that_ended_into_it(cast):
    ended, own = remedy(cast), remedy(cast, "department", team=[cast.office_examiner])
    merge(cast, "a", "department")
    ended = Remedy.objects.get(pk=ended.pk)
    assert ended.receiver == cast.department
    scope = handlings.HANDLING_HOUSE
    for at_hand in (cast.fresh("manager"), cast.fresh("clerk_b")):
        assert not remedies.REMEDY_HOUSE.covers(at_hand, [ended, own], AFTER_MERGER)
    left = handling(cast, Finding.objects.get(pk=ended.finding_id), at=NOW)
    assert who(cast, scope, left, AFTER_MERGER) == {"clerk_a", "head_a"}


def test_who_works_at_the_department_alone_is_not_looked_up_in_other_houses(
    cast, django_assert_num_queries
):
    visit = concluded(cast)
    someone = cast.fresh("specialist")
    assert VISIT_READERS.has_all(someone, DAY)
    with django_assert_num_queries(0):
        assert PLANNED_HOUSE.covers(someone, [visit], DAY) == set()
    appoint(cast.specialist, Role.AGENCY_CLERK, cast.a, starts_on=FIRST_DAY)
    assert PLANNED_HOUSE.covers(cast.fresh("specialist"), [visit], DAY) == {visit.pk}
    assert not VISIT_READERS.has_all(cast.fresh("leader"), DAY)


def test_in_charge_is_whoever_was_on_that_day(cast):
    made = remedy(cast)
    Assignment.objects.filter(agency=cast.a).update(ends_on=DAY)
    Assignment.objects.create(
        agency=cast.a,
        user=cast.specialist_b,
        starts_on=DAY + timedelta(days=1),
        created_at=NOW,
        created_by=cast.admin,
    )
    scope = remedies.REMEDIES_IN_CHARGE
    assert who(cast, scope, made, DAY) == {"specialist"}
    assert who(cast, scope, made, DAY + timedelta(days=1)) == {"specialist_b"}
    assert who(cast, scope, made, FIRST_DAY - timedelta(days=1)) == set()
    assert scope.covers(cast.fresh("specialist"), [made], DAY) == {made.pk}
    assert scope.covers(cast.fresh("specialist"), [made], DAY + timedelta(days=1)) == set()


def test_who_reported_a_remedy_is_in_its_log(cast):
    made = reported(cast, by="head_a")
    assert who(cast, remedies.REMEDY_REPORTERS, made) == {"head_a"}


def test_what_a_receiver_held_when_it_was_merged_itself_is_seen_and_answered_by_its_successor(cast):
    made = confirmed_remedy(cast)
    records.amend(made, {"receiver": cast.b}, by=cast.admin, at=NOW, seen_version=made.version)
    merge(cast, "b", "office")
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.office)
    made = Remedy.objects.get()
    assert made.receiver == cast.b
    assert who(cast, remedies.REMEDY_HOLDERS, made, AFTER_MERGER) == {"clerk_b", "head_b", "nobody"}
    mine = Remedy.objects.filter(remedies.REMEDY_READERS.q(cast.fresh("nobody"), AFTER_MERGER))
    assert list(mine) == [made]


def test_the_charge_of_ubnd_tinh_leaves_an_agency_under_it_nobodys(cast):
    made = remedy(cast)
    Assignment.objects.filter(agency=cast.a).update(agency=cast.province)
    assert who(cast, remedies.REMEDIES_IN_CHARGE, made) == set()
    assert list(Remedy.objects.filter(~remedies.REMEDIES_IN_CHARGE.held(DAY))) == [made]
