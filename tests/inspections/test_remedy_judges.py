"""Who judges what was put right, and whom a remedy waits for, written by hand."""

import pytest

from inspections.findings.actions import withdraw_finding
from inspections.findings.models import Finding
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment
from tests.doing import do
from tests.fixtures.cast import appoint
from tests.inspections.answering import NOW, TODAY, confirmed_remedy, remedy, reported

# Permission → a remedy it can be used on, and who of the cast may.
JUDGED = {
    "remedy.confirm": (reported, {"specialist", "manager"}),
    "remedy.return": (reported, {"specialist", "manager"}),
    "remedy.extend": (remedy, {"manager"}),
    "remedy.reopen": (confirmed_remedy, {"specialist", "manager"}),
}
CAST = {"specialist", "specialist_b", "manager", "leader", "clerk_a", "head_a", "clerk_b", "admin"}


def allowed(cast, permission: str, made: Remedy) -> set[str]:
    return {who for who in CAST if may(cast.fresh(who), permission, made, on=TODAY)}


@pytest.fixture(params=JUDGED)
def judged(request, cast):
    """Permission, a remedy it can be used on, and who may."""
    make, who = JUDGED[request.param]
    return request.param, make(cast), who


def test_the_team_whoever_is_in_charge_and_the_manager_judge(cast, judged):
    permission, made, who = judged
    assert allowed(cast, permission, made) == who


def test_nobody_judges_the_house_they_belong_to(cast, judged):
    permission, made, who = judged
    for name in who:
        appoint(getattr(cast, name), Role.AGENCY_CLERK, cast.a)
    assert allowed(cast, permission, made) == set()


def test_nobody_judges_what_is_no_longer_asked(cast, judged):
    permission, made, _ = judged
    visit = Visit.objects.get(pk=made.finding.visit_id)
    visit = do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note="Ghi sai.")
    finding = Finding.objects.get(pk=made.finding_id)
    withdraw_finding(finding, by=cast.manager, at=NOW, note="Ghi trùng.")
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Đã đính chính.")
    assert allowed(cast, permission, Remedy.objects.get()) == set()


def test_who_reported_it_does_not_confirm_it(cast):
    made = reported(cast)
    Appointment.objects.filter(user=cast.clerk_a).update(ends_on=TODAY)
    appoint(cast.clerk_a, Role.MANAGER, cast.department, starts_on=TODAY)
    assert may(cast.fresh("clerk_a"), "remedy.return", made, on=TODAY.replace(day=20))
    assert not may(cast.fresh("clerk_a"), "remedy.confirm", made, on=TODAY.replace(day=20))


@pytest.mark.parametrize(
    ("make", "who"),
    [
        (remedy, {"clerk_a", "head_a"}),
        (reported, {"specialist"}),
        (confirmed_remedy, set()),
    ],
)
def test_whom_it_waits_for(cast, make, who):
    made = make(cast)
    people = remedy_flow.REMEDIES.people([made], TODAY)[made.pk]
    assert people == {getattr(cast, name).pk for name in who}


def test_without_a_post_there_is_no_list(cast):
    with pytest.raises(Refused):
        remedy_flow.remedies_of(cast.fresh("nobody"))
