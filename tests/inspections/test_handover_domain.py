"""Passing on what somebody has open: what goes, what stays and why, and what never moves."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from inspections.complaints.models import Complaint
from inspections.handovers.actions import hand_over, left_behind
from inspections.handovers.models import Handover, HandoverItem, HandoverKind
from inspections.handovers.workflow import (
    ABOUT_THE_RECEIVER,
    NOT_A_LEADER,
    NOT_A_LEADERS_WORK,
    NOT_FOR_ONESELF,
    NOT_FOR_THE_RECEIVER,
    NOT_OF_THE_DEPARTMENT,
    NOT_OF_THE_PROVINCE,
)
from inspections.people.models import Assignment
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit, VisitMember
from reports.figures.catalog import compute
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import appoint, make_user, moment
from tests.inspections.complaint_story import log
from tests.inspections.handing import NOW, TODAY, gone, passed, planned, stated
from tests.inspections.implementing import fact
from tests.inspections.visiting import concluded, draft, violation


def team_of(visit) -> set[tuple[str, bool]]:
    """Who is in the team, and who heads it."""
    return set(VisitMember.objects.filter(visit=visit).values_list("user__username", "is_head"))


def in_charge_on(agency, day) -> list[str]:
    """Who is in charge of the agency on a day."""
    rows = Assignment.objects.on(day).filter(agency=agency)
    return list(rows.values_list("user__username", flat=True))


def last_line(record) -> tuple[str, str]:
    """Label and note of the newest line of a record's log."""
    line = Change.objects.of(record).last()
    return line.label, line.note


def second_leader(cast, role=Role.LEADER):
    """Another leader of UBND tỉnh."""
    person = make_user("leader-2" if role == Role.LEADER else "manager-2")
    appoint(person, role, cast.province if role == Role.LEADER else cast.department)
    return person


def test_the_giver_ends_the_day_before_and_the_receiver_begins_on_the_day(cast):
    handover = passed(cast)
    yesterday = TODAY - timedelta(days=1)
    for agency in (cast.a, cast.office, cast.district):
        assert in_charge_on(agency, yesterday) == ["specialist"]
        assert in_charge_on(agency, TODAY) == ["specialist_b"]
        note = f"Theo bàn giao số {handover.pk}, từ ngày 12/7/2019."
        assert last_line(agency) == ("Bàn giao", note)
    assert in_charge_on(cast.b, yesterday) == in_charge_on(cast.b, TODAY) == ["specialist_b"]
    items = handover.items.filter(kind=HandoverKind.ASSIGNMENT)
    assert set(items.values_list("record_type", "record_id")) == {
        ("inspections.agency", agency.pk) for agency in (cast.a, cast.office, cast.district)
    }


def test_an_assignment_with_a_last_day_ends_on_it_for_the_receiver_too(cast):
    last = date(2019, 12, 31)
    Assignment.objects.filter(agency=cast.a).update(ends_on=last)
    passed(cast)
    row = Assignment.objects.get(agency=cast.a, user=cast.specialist_b)
    assert (row.starts_on, row.ends_on) == (TODAY, last)


def test_an_assignment_that_begins_that_day_stays_and_says_so(cast):
    Assignment.objects.filter(agency=cast.a).update(starts_on=TODAY)
    reason = (
        "Phân công bắt đầu từ ngày 12/7/2019, không trước ngày nhận việc; phân công người khác "
        "trên trang của cơ quan."
    )
    assert stated(planned(cast).staying) == [("Sở Xây dựng", reason)]
    passed(cast)
    assert in_charge_on(cast.a, TODAY) == ["specialist"]
    assert in_charge_on(cast.district, TODAY) == ["specialist_b"]


def test_the_receiver_heads_the_draft_and_the_giver_stays_in_its_team(cast):
    visit = draft(cast, members=[cast.specialist, cast.manager])
    before = visit.version
    handover = passed(cast)
    assert team_of(visit) == {("specialist", False), ("manager", False), ("specialist_b", True)}
    assert last_line(visit)[0] == "Bàn giao"
    item = handover.items.get(kind=HandoverKind.VISIT)
    assert (item.record_id, item.version) == (visit.pk, before + 1)
    fresh = Visit.objects.prefetch_related("members").get(pk=visit.pk)
    assert may(cast.fresh("specialist_b"), "visit.conclude", fresh)
    do(visit_flow.CONCLUDE, fresh, by=cast.specialist_b, at=NOW, conclusion="Chấp hành tốt.")


def test_a_member_of_the_team_who_receives_it_becomes_its_head(cast):
    visit = draft(cast, members=[cast.specialist, cast.specialist_b])
    passed(cast)
    assert team_of(visit) == {("specialist", False), ("specialist_b", True)}


def test_a_draft_he_wrote_down_stays_with_its_head(cast):
    visit = draft(cast, by=cast.specialist, head=cast.specialist_b)
    reason = f"Tổ trưởng là {cast.specialist_b}, tiếp tục hoàn thành lượt kiểm tra này."
    plan = planned(cast, receiver="manager")
    assert stated(plan.staying) == [("Sở Xây dựng, 05/7/2019", reason)]
    passed(cast, receiver="manager")
    assert team_of(visit) == {("specialist", False), ("specialist_b", True)}


def test_nobody_receives_a_draft_about_his_own_house(cast):
    appoint(cast.specialist_b, Role.AGENCY_CLERK, cast.a_unit, ends_on=date(2019, 7, 8))
    visit = draft(cast)
    assert [piece.record.pk for piece in planned(cast).staying] == [visit.pk]
    passed(cast)
    assert team_of(visit) == {("specialist", True)}


def test_nothing_of_the_past_moves(cast):
    visit = concluded(cast)
    violation_of = draft(cast, starts_at=time(13, 30), ends_at=time(15, 0))
    violation(cast, violation_of)
    do(visit_flow.CONCLUDE, violation_of, by=cast.specialist, at=NOW, conclusion="Có vi phạm.")
    Assignment.objects.create(
        agency=cast.commune,
        user=cast.specialist,
        starts_on=date(2015, 1, 1),
        ends_on=date(2018, 12, 31),
        created_at=NOW,
        created_by=cast.admin,
    )
    closed = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    Complaint.objects.filter(pk=closed.pk).update(state="closed", handled_on=TODAY)
    lines = list(Change.objects.exclude(record_type="inspections.agency").values_list("pk"))
    before = [team_of(visit), team_of(violation_of), in_charge_on(cast.commune, date(2018, 1, 1))]
    handover = passed(cast)
    passed(cast, giver="specialist_b", receiver="manager")
    after = [team_of(visit), team_of(violation_of), in_charge_on(cast.commune, date(2018, 1, 1))]
    assert after == before
    assert not handover.items.filter(kind__in=("visit", "reserved")).exists()
    written = Change.objects.exclude(record_type__in=("inspections.agency", "inspections.handover"))
    assert list(written.values_list("pk")) == lines
    assert Complaint.objects.get(pk=closed.pk).reserved_for == cast.manager


def test_no_figure_changes_by_a_handover(cast):
    visit = concluded(cast)
    draft(cast, agency=cast.district)
    log(cast)
    log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    fact(cast, day=visit.day)
    before = figures()
    assert before["visits.total"] == 1
    passed(cast)
    passed(cast, giver="manager", receiver="leader", by="manager")
    assert figures() == before


def figures() -> dict[str, int]:
    """Every figure of the year."""
    return compute(parse_period("calendar-2019"))


def test_what_waits_for_whoever_is_in_charge_is_on_the_paper_and_unchanged(cast):
    stated_of = fact(cast)
    complaint = log(cast)
    elsewhere = fact(cast, by="clerk_b", agency="b")
    handover = passed(cast)
    along = handover.items.exclude(kind=HandoverKind.ASSIGNMENT)
    assert set(along.values_list("kind", "record_id", "version")) == {
        ("fact", stated_of.pk, 1),
        ("complaint", complaint.pk, 1),
    }
    assert Change.objects.of(stated_of).count() == Change.objects.of(elsewhere).count() == 1


def test_the_giver_passes_on_his_own_reserved_complaints_and_nobody_else_while_he_is_there(cast):
    other = second_leader(cast)
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    with pytest.raises(ValidationError, match="Không có việc nào bàn giao được"):
        passed(cast, giver="leader", to_user=other)
    handover = passed(cast, giver="leader", by="leader", to_user=other)
    complaint.refresh_from_db()
    assert complaint.reserved_for == other
    assert last_line(complaint)[0] == "Bàn giao"
    assert [item.kind for item in handover.items.all()] == [HandoverKind.RESERVED]
    assert not Complaint.objects.visible_to(cast.fresh("leader")).filter(pk=complaint.pk)
    assert Complaint.objects.visible_to(other).filter(pk=complaint.pk)


def test_a_leader_passes_on_nothing_but_his_own(cast):
    with pytest.raises(Refused, match=NOT_A_LEADERS_WORK):
        passed(cast, by="leader")
    with pytest.raises(Refused, match="Bàn giao việc đang mở là việc của"):
        passed(cast, by="specialist")
    with pytest.raises(Refused, match="Bàn giao việc đang mở là việc của"):
        passed(cast, by="admin")
    assert not Handover.objects.exists()


def test_when_he_is_gone_the_manager_passes_them_on_but_never_to_himself(cast):
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.leader)
    gone(cast.leader)
    to_manager = planned(cast, giver="leader", receiver="manager")
    assert stated(to_manager.staying) == [(str(complaint), NOT_OF_THE_PROVINCE)]
    assert stated(planned(cast, giver="leader").staying) == [(str(complaint), NOT_A_LEADER)]
    other = second_leader(cast)
    passed(cast, giver="leader", to_user=other)
    complaint.refresh_from_db()
    assert complaint.reserved_for == other


def test_a_manager_does_not_take_what_was_reserved_for_another_manager(cast):
    other = second_leader(cast, Role.MANAGER)
    complaint = log(cast, subject_agency=cast.department, reserved_for=other)
    gone(other)
    plan = planned(cast, from_user=other, receiver="manager")
    assert stated(plan.staying) == [(str(complaint), NOT_FOR_ONESELF)]
    passed(cast, from_user=other, receiver="leader")
    complaint.refresh_from_db()
    assert complaint.reserved_for == cast.leader


def test_a_complaint_never_goes_to_whom_it_is_about(cast):
    third = second_leader(cast, Role.MANAGER)
    complaint = log(cast, subject_user=third, reserved_for=cast.manager)
    own = planned(cast, giver="manager", to_user=third)
    assert stated(own.staying) == [(str(complaint), ABOUT_THE_RECEIVER)]
    gone(cast.manager)
    fourth = make_user("manager-4")
    appoint(fourth, Role.MANAGER, cast.department)
    by_another = planned(cast, giver="manager", to_user=third, by=fourth)
    assert stated(by_another.staying) == [(str(complaint), NOT_FOR_THE_RECEIVER)]


def test_whom_a_complaint_is_about_is_not_told_that_it_exists(cast):
    third = second_leader(cast, Role.MANAGER)
    complaint = log(cast, subject_user=third, reserved_for=cast.leader)
    gone(cast.leader)
    plan = planned(cast, giver="leader", receiver="manager", by=third)
    assert plan.pieces == []
    assert left_behind(TODAY, reader=third) == []
    assert [left.user for left in left_behind(TODAY, reader=cast.manager)] == [cast.leader]
    assert Complaint.objects.get(pk=complaint.pk).reserved_for == cast.leader


@pytest.mark.parametrize("receiver", ["operator", "leader", "clerk_b", "nobody"])
def test_who_is_not_of_the_department_receives_no_agency_and_no_draft(cast, receiver):
    draft(cast)
    plan = planned(cast, receiver=receiver)
    assert plan.going == []
    assert {reason for _, reason in stated(plan.staying)} == {NOT_OF_THE_DEPARTMENT}
    assert len(plan.staying) == 4


def test_the_receiver_must_hold_his_post_on_the_day_and_today(cast):
    gone(cast.specialist, last=date(2019, 6, 30))
    cast.specialist_b.appointments.update(starts_on=date(2019, 7, 8))
    early = planned(cast, day=date(2019, 7, 7))
    assert {reason for _, reason in stated(early.staying)} == {NOT_OF_THE_DEPARTMENT}
    assert planned(cast, day=date(2019, 7, 8)).staying == []


def test_a_day_to_come_and_a_day_he_still_worked_are_refused(cast):
    with pytest.raises(ValidationError) as ahead:
        passed(cast, day=TODAY + timedelta(days=1))
    assert list(ahead.value.message_dict) == ["day"]
    with pytest.raises(ValidationError) as back:
        passed(cast, day=TODAY - timedelta(days=1))
    assert list(back.value.message_dict) == ["day"]
    gone(cast.specialist, last=date(2019, 7, 8))
    with pytest.raises(ValidationError):
        passed(cast, day=date(2019, 7, 8))
    passed(cast, day=date(2019, 7, 9))
    assert in_charge_on(cast.a, date(2019, 7, 8)) == ["specialist"]
    assert in_charge_on(cast.a, date(2019, 7, 9)) == ["specialist_b"]


def test_nobody_hands_over_to_himself_or_to_a_locked_account(cast):
    with pytest.raises(ValidationError) as same:
        passed(cast, receiver="specialist")
    assert same.value.message_dict == {"to_user": ["Người nhận phải là người khác."]}
    cast.specialist_b.is_active = False
    cast.specialist_b.save()
    with pytest.raises(ValidationError) as locked:
        passed(cast)
    assert locked.value.message_dict == {"to_user": ["Tài khoản của người nhận đang bị khóa."]}


def test_a_second_click_finds_the_first_handover(cast):
    first = passed(cast)
    again, created = hand_over(
        from_user=cast.specialist,
        to_user=cast.specialist_b,
        day=TODAY,
        by=cast.manager,
        at=NOW,
        client_id=first.client_id,
        seen="the mark of what was open before the first",
    )
    assert (again, created) == (first, False)
    assert Handover.objects.count() == 1


def test_the_second_of_two_people_is_told_that_it_changed(cast):
    third = second_leader(cast, Role.MANAGER)
    mark = planned(cast).mark
    passed(cast, receiver="manager", by=third)
    with pytest.raises(Conflict):
        passed(cast, seen=mark)
    assert in_charge_on(cast.a, TODAY) == ["manager"]
    assert Handover.objects.count() == 1


def test_a_draft_written_after_the_preview_is_not_passed_on_unseen(cast):
    mark = planned(cast).mark
    visit = draft(cast)
    with pytest.raises(Conflict):
        passed(cast, seen=mark)
    assert team_of(visit) == {("specialist", True)}
    assert in_charge_on(cast.a, TODAY) == ["specialist"]


def test_if_one_record_fails_nothing_moves(cast):
    Assignment.objects.filter(agency=cast.a).update(user=cast.manager)
    visit = draft(cast, by=cast.manager, members=[cast.manager], head=cast.manager)
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    # The last of the three cannot be written: the line it would leave is there.
    Change.objects.create(
        record_type=complaint._meta.label_lower,
        record_id=complaint.pk,
        version=complaint.version + 1,
        at=NOW,
        by=cast.admin,
        action="amend",
        label="Sửa",
        data={},
    )
    other = second_leader(cast, Role.MANAGER)
    with pytest.raises(IntegrityError):
        passed(cast, giver="manager", to_user=other)
    assert in_charge_on(cast.a, TODAY) == ["manager"]
    assert team_of(visit) == {("manager", True)}
    assert not Handover.objects.exists()


def test_the_lines_of_a_handover_cannot_be_changed(cast):
    handover = passed(cast)
    for change in (
        lambda: HandoverItem.objects.filter(handover=handover).update(record_id=0),
        lambda: HandoverItem.objects.filter(handover=handover).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert handover.items.count() == 3


def test_the_log_of_a_handover_does_not_say_why_somebody_left(cast):
    handover = passed(cast, note="Nghỉ ốm dài ngày")
    (line,) = Change.objects.of(handover)
    assert "Nghỉ ốm" not in f"{line.data} {line.note}"


def test_who_is_gone_is_named_with_what_he_left_and_who_is_there_is_not(cast):
    draft(cast)
    assert left_behind(TODAY, reader=cast.manager) == []
    gone(cast.specialist)
    (left,) = left_behind(TODAY, reader=cast.manager)
    assert (left.user, left.total) == (cast.specialist, 4)
    assert str(left) == "03 cơ quan phụ trách, 01 lượt kiểm tra chưa kết thúc"
    passed(cast)
    assert left_behind(TODAY, reader=cast.manager) == []


def test_a_locked_account_is_as_good_as_gone(cast):
    cast.specialist.is_active = False
    cast.specialist.save()
    (left,) = left_behind(TODAY, reader=cast.manager)
    assert (left.user, left.total) == (cast.specialist, 3)
    assert passed(cast, at=moment(2019, 7, 12, 11)).items.count() == 3
