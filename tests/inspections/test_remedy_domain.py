"""What is put right: opened with the visit, reported by the agency, confirmed by the Sở."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inspections.findings.actions import update_finding, withdraw_finding
from inspections.findings.models import Finding
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import REMEDY_HOLDERS, Remedy, RemedyState
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.access import today
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.inspections.answering import DUE, NOW, TODAY, confirmed_remedy, finding, remedy, reported
from tests.inspections.visiting import draft, violation

REPORT = {"done_on": TODAY, "text": "Đã gắn đủ bảng tên."}
NOTE = {"note": "Còn thiếu phòng 12."}


def test_a_concluded_visit_opens_one_remedy_for_each_last_day(cast):
    visit = draft(cast, at=NOW)
    asked = violation(cast, visit, at=NOW, remedy_due_on=DUE)
    violation(cast, visit, at=NOW)
    dropped = violation(cast, visit, at=NOW, remedy_due_on=DUE)
    withdraw_finding(dropped, by=cast.manager, at=NOW, note="Ghi trùng.")
    assert Remedy.objects.count() == 0
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=NOW, conclusion="Tốt.")
    made = Remedy.objects.get()
    assert (made.finding, made.due_on, made.state) == (asked, DUE, RemedyState.OPEN)
    line = Change.objects.of(made).get()
    assert (line.label, line.by, line.at) == ("Yêu cầu khắc phục", cast.specialist, NOW)


def corrected(cast, made: Remedy, correct) -> None:
    """The visit of a remedy opened again, corrected and concluded."""
    visit = Visit.objects.get(pk=made.finding.visit_id)
    visit = do(visit_flow.REOPEN, visit, by=cast.manager, at=NOW, note="Ghi sai.")
    correct(Finding.objects.get(pk=made.finding_id))
    do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Đã đính chính.")


def test_a_corrected_visit_keeps_what_was_reported_and_moves_the_last_day(cast):
    made = reported(cast)
    later = date(2019, 8, 20)
    corrected(
        cast,
        made,
        lambda row: update_finding(
            row, by=cast.manager, at=NOW, seen_version=row.version, remedy_due_on=later
        ),
    )
    kept = Remedy.objects.get()
    assert (kept.pk, kept.state, kept.due_on) == (made.pk, RemedyState.REPORTED, later)
    assert Change.objects.of(kept).last().label == "Đổi hạn theo lượt kiểm tra đã đính chính"


@pytest.mark.parametrize("how", ["withdrawn", "no last day"])
def test_what_a_correction_dropped_is_no_longer_asked(cast, how):
    made = remedy(cast)

    def correct(row: Finding) -> None:
        if how == "withdrawn":
            withdraw_finding(row, by=cast.manager, at=NOW, note="Ghi trùng.")
        else:
            update_finding(
                row, by=cast.manager, at=NOW, seen_version=row.version, remedy_due_on=None
            )

    corrected(cast, made, correct)
    assert list(Remedy.objects.active()) == []
    with pytest.raises(Refused):
        do(remedy_flow.REPORT, Remedy.objects.get(), by=cast.clerk_a, at=NOW, **REPORT)


def test_the_agency_reports_and_the_department_confirms(cast):
    made = reported(cast)
    assert (made.state, made.done_on, made.reported_on) == (RemedyState.REPORTED, TODAY, TODAY)
    done = do(remedy_flow.CONFIRM, made, by=cast.specialist, at=NOW)
    assert (done.state, done.confirmed_on, done.is_late) == (RemedyState.CONFIRMED, TODAY, False)
    assert "text" not in Change.objects.of(done).last().data


def test_on_the_last_day_it_is_in_time_and_the_day_after_late_and_overdue(cast):
    made = remedy(cast)
    assert list(Remedy.objects.overdue(DUE)) == []
    assert list(Remedy.objects.overdue(date(2019, 8, 6))) == [made]
    assert list(Remedy.objects.due_between(DUE, DUE)) == [made]
    at = NOW.replace(month=8, day=6)
    made = do(remedy_flow.REPORT, made, by=cast.clerk_a, at=at, done_on=DUE, text="Đã gắn.")
    assert (made.is_late, list(Remedy.objects.overdue(at.date()))) == (False, [])
    made = do(remedy_flow.REPORT, made, by=cast.clerk_a, at=at, done_on=at.date(), text="Đã gắn.")
    assert made.is_late


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"done_on": date(2019, 7, 20)}, "done_on"),
        ({"done_on": date(2019, 7, 4)}, "done_on"),
    ],
)
def test_what_a_report_must_say(cast, changes, field):
    made = remedy(cast)
    with pytest.raises(ValidationError) as refused:
        do(remedy_flow.REPORT, made, by=cast.clerk_a, at=NOW, **(REPORT | changes))
    assert list(refused.value.message_dict) == [field]
    assert Remedy.objects.get().state == RemedyState.OPEN


def test_the_database_keeps_days_and_states_together(cast):
    made = remedy(cast)
    for changes in ({"state": "reported"}, {"state": "confirmed"}, {"confirmed_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Remedy.objects.filter(pk=made.pk).update(**changes)


@pytest.mark.parametrize("who", ["clerk_b", "specialist", "manager", "leader", "admin"])
def test_nobody_but_the_agency_reports(cast, who):
    with pytest.raises(Refused):
        reported(cast, by=who)


@pytest.mark.parametrize(
    ("who", "may"),
    [("specialist", True), ("manager", True), ("specialist_b", False), ("head_a", False)],
)
def test_the_team_whoever_is_in_charge_and_the_manager_confirm(cast, who, may):
    made = reported(cast)
    if may:
        assert (
            do(remedy_flow.CONFIRM, made, by=getattr(cast, who), at=NOW).state
            == RemedyState.CONFIRMED
        )
    else:
        with pytest.raises(Refused):
            do(remedy_flow.CONFIRM, made, by=getattr(cast, who), at=NOW)


def in_state(cast, state: str) -> Remedy:
    """A remedy that came to ``state`` by the actions that lead there."""
    if state == "open":
        return remedy(cast)
    if state == "confirmed":
        return confirmed_remedy(cast)
    made = reported(cast)
    return (
        do(remedy_flow.RETURN, made, by=cast.manager, at=NOW, **NOTE)
        if state == "returned"
        else made
    )


# Transition, who carries it out, what they give, the state it leads to.
TRANSITIONS = {
    "report": (remedy_flow.REPORT, "clerk_a", REPORT, "reported"),
    "confirm": (remedy_flow.CONFIRM, "specialist", {}, "confirmed"),
    "return": (remedy_flow.RETURN, "specialist", NOTE, "returned"),
    "reopen": (remedy_flow.REOPEN, "manager", NOTE, "returned"),
}


@pytest.mark.parametrize("state", RemedyState.values)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_every_transition_starts_from_its_states_alone(cast, name, state):
    transition, who, given, target = TRANSITIONS[name]
    made = in_state(cast, state)
    if state in transition.sources:
        assert do(transition, made, by=getattr(cast, who), at=NOW, **given).state == target
    else:
        with pytest.raises(Refused):
            do(transition, made, by=getattr(cast, who), at=NOW, **given)
        assert Remedy.objects.get(pk=made.pk).state == state


def test_what_goes_back_is_neither_reported_nor_confirmed(cast):
    made = do(remedy_flow.REOPEN, confirmed_remedy(cast), by=cast.manager, at=NOW, **NOTE)
    assert (made.reported_on, made.confirmed_on, made.done_on) == (None, None, TODAY)
    assert list(Remedy.objects.open()) == [made]


def test_the_second_of_two_people_loses(cast):
    made = remedy(cast)
    other = Remedy.objects.get(pk=made.pk)
    do(remedy_flow.REPORT, made, by=cast.head_a, at=NOW, seen_version=1, **REPORT)
    with pytest.raises(Conflict):
        do(remedy_flow.REPORT, other, by=cast.clerk_a, at=NOW, seen_version=1, **REPORT)
    with pytest.raises(Conflict):
        do(remedy_flow.CONFIRM, Remedy.objects.get(), by=cast.manager, at=NOW, seen_version=1)


def test_who_took_over_reports_and_the_count_stays_with_the_old_agency(cast):
    made = remedy(cast)
    made = records.amend(made, {"receiver": cast.b}, by=cast.admin, at=NOW, seen_version=1)
    assert list(Remedy.objects.filter(REMEDY_HOLDERS.q(cast.clerk_a, today()))) == []
    assert list(Remedy.objects.filter(REMEDY_HOLDERS.q(cast.clerk_b, today()))) == [made]
    assert list(Remedy.objects.visible_to(cast.clerk_a)) == [made]
    assert Remedy.objects.with_holder().get().holder == cast.b.pk
    with pytest.raises(Refused):
        do(remedy_flow.REPORT, made, by=cast.clerk_a, at=NOW, **REPORT)
    made = do(remedy_flow.REPORT, made, by=cast.clerk_b, at=NOW, **REPORT)
    assert (made.state, made.finding.visit.agency) == (RemedyState.REPORTED, cast.a)
    # In charge of B now judges as well.
    assert (
        do(remedy_flow.CONFIRM, made, by=cast.specialist_b, at=NOW).state == RemedyState.CONFIRMED
    )


def test_an_agency_sees_its_own_and_those_of_units_below(cast):
    own, below, other = remedy(cast), remedy(cast, "a_unit"), remedy(cast, "b")
    seen = {
        who: set(Remedy.objects.visible_to(getattr(cast, who)).values_list("pk", flat=True))
        for who in ("clerk_a", "clerk_b", "specialist", "leader", "operator", "nobody")
    }
    everything = {own.pk, below.pk, other.pk}
    assert seen == {
        "clerk_a": {own.pk, below.pk},
        "clerk_b": {other.pk},
        "specialist": everything,
        "leader": everything,
        "operator": set(),
        "nobody": set(),
    }
    assert finding(cast).remedy_due_on is None


LATER = date(2019, 8, 20)
MORE_TIME = {"due_on": LATER, "note": "Chờ kinh phí làm bảng tên."}


def test_the_manager_extends_and_the_line_tells_both_days_and_the_reason(cast):
    made = do(remedy_flow.EXTEND, remedy(cast), by=cast.manager, at=NOW, **MORE_TIME)
    assert (made.state, made.due_on, made.first_due_on) == (RemedyState.OPEN, LATER, DUE)
    line = Change.objects.of(made).last()
    assert (line.label, line.by, line.note) == (
        "Gia hạn khắc phục",
        cast.manager,
        "Dời hạn từ 05/8/2019 đến 20/8/2019. Chờ kinh phí làm bảng tên.",
    )
    assert list(Remedy.objects.overdue(LATER)) == []
    again = do(
        remedy_flow.EXTEND,
        made,
        by=cast.manager,
        at=NOW,
        due_on=date(2019, 8, 30),
        note="Chưa có kinh phí.",
    )
    assert (again.due_on, again.first_due_on) == (date(2019, 8, 30), DUE)


@pytest.mark.parametrize("who", ["specialist", "clerk_a", "head_a", "leader", "admin"])
def test_nobody_but_the_manager_extends(cast, who):
    with pytest.raises(Refused):
        do(remedy_flow.EXTEND, remedy(cast), by=getattr(cast, who), at=NOW, **MORE_TIME)


@pytest.mark.parametrize(
    ("state", "may"),
    [("open", True), ("returned", True), ("reported", False), ("confirmed", False)],
)
def test_only_what_is_still_to_be_done_is_extended(cast, state, may):
    made = in_state(cast, state)
    if may:
        assert do(remedy_flow.EXTEND, made, by=cast.manager, at=NOW, **MORE_TIME).state == state
    else:
        with pytest.raises(Refused):
            do(remedy_flow.EXTEND, made, by=cast.manager, at=NOW, **MORE_TIME)
        assert Remedy.objects.get().due_on == DUE


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": DUE}, "due_on"),
        ({"due_on": date(2019, 8, 6), "at": NOW.replace(month=8, day=7)}, "due_on"),
        ({"note": " "}, "note"),
    ],
)
def test_an_extension_gives_time_and_a_reason(cast, changes, field):
    given = {"at": NOW} | MORE_TIME | changes
    with pytest.raises(ValidationError) as refused:
        do(remedy_flow.EXTEND, remedy(cast), by=cast.manager, **given)
    assert list(refused.value.message_dict) == [field]
    assert Remedy.objects.get().due_on == DUE


def test_a_corrected_visit_keeps_the_extension_unless_it_tells_another_day(cast):
    made = do(remedy_flow.EXTEND, remedy(cast), by=cast.manager, at=NOW, **MORE_TIME)
    corrected(
        cast,
        made,
        lambda row: update_finding(
            row, by=cast.manager, at=NOW, seen_version=row.version, description="Ba phòng."
        ),
    )
    kept = Remedy.objects.get()
    assert (kept.due_on, kept.first_due_on, kept.version) == (LATER, DUE, made.version)
    other = date(2019, 9, 16)
    corrected(
        cast,
        kept,
        lambda row: update_finding(
            row, by=cast.manager, at=NOW, seen_version=row.version, remedy_due_on=other
        ),
    )
    assert Remedy.objects.values_list("due_on", "first_due_on").get() == (other, None)


def test_of_two_managers_the_second_is_told(cast):
    made = remedy(cast)
    other = Remedy.objects.get(pk=made.pk)
    do(remedy_flow.EXTEND, made, by=cast.manager, at=NOW, seen_version=1, **MORE_TIME)
    with pytest.raises(Conflict):
        do(remedy_flow.EXTEND, other, by=cast.manager, at=NOW, seen_version=1, **MORE_TIME)
    with pytest.raises(Conflict):
        do(remedy_flow.REPORT, other, by=cast.clerk_a, at=NOW, seen_version=1, **REPORT)
