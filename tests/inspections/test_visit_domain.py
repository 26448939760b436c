"""The domain of visits: what blocks, what is only missing, who may, and what the log keeps."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.remedies.models import Remedy
from inspections.visits import workflow as visit_flow
from inspections.visits.actions import log_visit, missing_for_conclusion, update_visit
from inspections.visits.models import Visit, VisitCause, VisitMember, VisitState
from tayninh_portal.access import Role, may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import appoint, make_agency, moment
from tests.inspections.visiting import violation

DAY = date(2019, 7, 5)
AT = moment(2019, 7, 5, 11)
WORKERS = ("specialist", "manager", "specialist_b")


def logged(cast, **changes) -> Visit:
    """A complete draft at Sở Xây dựng by the specialist alone, but for ``changes``."""
    given = {
        "by": cast.specialist,
        "at": AT,
        "agency": cast.a,
        "day": DAY,
        "starts_at": time(8, 0),
        "ends_at": time(10, 30),
        "is_surprise": True,
        "cause": VisitCause.OTHER,
        "members": [cast.specialist],
        "head": cast.specialist,
        "on_roll": 40,
        "present": 38,
        "absent_excused": 2,
    }
    return log_visit(**(given | changes))[0]


def team_of(visit: Visit) -> list[tuple[str, bool]]:
    """Who is in the team, the head marked."""
    rows = visit.members.order_by("pk").values_list("user__username", "is_head")
    return list(rows)


def test_a_new_visit_is_a_draft_with_its_team_in_the_first_line_of_the_log(cast):
    visit = logged(cast, members=[cast.specialist, cast.specialist_b])
    assert visit.state == VisitState.DRAFT
    assert team_of(visit) == [("specialist", True), ("specialist_b", False)]
    line = Change.objects.of(visit).get()
    assert (line.version, line.action, line.label) == (1, "create", "Ghi nhận lượt kiểm tra")
    assert line.data["team"] == [[cast.specialist.pk, True], [cast.specialist_b.pk, False]]


def test_the_head_is_a_member_whether_named_or_not(cast):
    visit = logged(cast, by=cast.manager, members=[cast.specialist], head=cast.manager)
    assert team_of(visit) == [("manager", True), ("specialist", False)]


def test_a_visit_that_lies_ahead_is_refused(cast):
    with pytest.raises(ValidationError) as refused:
        logged(cast, day=date(2019, 7, 6))
    assert refused.value.message_dict == {
        "day": ["Ngày kiểm tra chưa đến; chỉ ghi nhận lượt kiểm tra đã diễn ra."]
    }
    assert Visit.objects.count() == 0


def test_every_broken_rule_is_told_at_once(cast):
    with pytest.raises(ValidationError) as refused:
        logged(cast, ends_at=time(8, 0), basis_number="1441/KH-UBND", agency=cast.province)
    assert refused.value.message_dict == {
        "agency": ["Tổ kiểm tra của Sở Nội vụ không kiểm tra Ủy ban nhân dân tỉnh."],
        "ends_at": ["Giờ kết thúc phải sau giờ bắt đầu."],
        "basis_date": ["Ghi ngày ban hành của quyết định, kế hoạch."],
    }


def test_a_basis_is_not_younger_than_the_visit(cast):
    with pytest.raises(ValidationError) as refused:
        logged(cast, basis_number="1441/KH-UBND", basis_date=date(2019, 7, 6))
    assert refused.value.message_dict == {
        "basis_date": ["Căn cứ phải được ban hành không sau ngày kiểm tra."]
    }


@pytest.mark.parametrize("place", ["a", "a_unit"])
def test_nobody_inspects_the_agency_he_belongs_to_nor_one_above_or_below_it(cast, place):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a)
    with pytest.raises(ValidationError) as refused:
        logged(cast, agency=getattr(cast, place), members=[cast.specialist, cast.nobody])
    assert refused.value.message_dict == {
        "members": [
            "Minh họa nobody công tác tại cơ quan được kiểm tra (hoặc cơ quan quản lý trực tiếp, "
            "đơn vị trực thuộc) vào ngày đó nên không được tham gia Tổ kiểm tra này."
        ]
    }


def test_who_left_the_agency_the_day_before_may_inspect_it(cast):
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a, ends_on=date(2019, 7, 4))
    visit = logged(cast, members=[cast.specialist, cast.nobody])
    assert team_of(visit) == [("specialist", True), ("nobody", False)]


def test_a_post_at_ubnd_tinh_makes_nobody_partial_towards_a_so(cast):
    visit = logged(cast, members=[cast.specialist, cast.leader])
    assert team_of(visit) == [("specialist", True), ("leader", False)]


def test_a_specialist_logs_no_visit_he_was_not_on_but_the_manager_does(cast):
    with pytest.raises(ValidationError) as refused:
        logged(cast, members=[cast.specialist_b], head=cast.specialist_b)
    assert list(refused.value.message_dict) == ["members"]
    visit = logged(cast, by=cast.manager, members=[], head=cast.specialist_b)
    assert team_of(visit) == [("specialist_b", True)]


@pytest.mark.parametrize(
    ("ends_on", "open_then"), [(date(2019, 7, 4), False), (date(2019, 7, 5), True)]
)
def test_an_agency_can_be_visited_until_its_last_day(cast, ends_on, open_then):
    closed = make_agency("Sở cũ", "provincial_body", by=cast.admin, ends_on=ends_on)
    if open_then:
        assert logged(cast, agency=closed).agency == closed
        return
    with pytest.raises(ValidationError) as refused:
        logged(cast, agency=closed)
    assert refused.value.message_dict == {
        "agency": ["Cơ quan này không hoạt động vào ngày kiểm tra."]
    }


def test_a_draft_may_lack_nearly_everything_and_is_told_what(cast):
    visit = logged(cast, ends_at=None, is_surprise=False, on_roll=None, absent_excused=None)
    assert [(one.field, one.anchor, one.text) for one in missing_for_conclusion([visit])[0]] == [
        ("ends_at", "id_ends_at", "Ghi giờ kết thúc buổi kiểm tra."),
        (
            "basis_number",
            "id_basis_number",
            "Ghi số và ngày của quyết định hoặc kế hoạch kiểm tra.",
        ),
        (
            "on_roll",
            "id_on_roll",
            "Ghi tổng số theo danh sách và số có mặt, hoặc ghi lý do không đếm.",
        ),
    ]


def test_head_counts_that_do_not_add_up_are_corrected_or_explained(cast):
    visit = logged(cast, on_roll=263, present=230, absent_excused=4, absent_unexcused=2)
    assert [one.text for one in missing_for_conclusion([visit])[0]] == [
        "Tổng số có mặt và vắng mặt là 236, khác với 263 trong danh sách. Sửa lại hoặc ghi lý do."
    ]
    visit.headcount_note = "27 người đi học tập trung, không có trong sổ trực."
    assert missing_for_conclusion([visit])[0] == []


def test_a_surprise_visit_by_the_plan_needs_its_basis_too(cast):
    visit = logged(cast, cause=VisitCause.PLAN)
    assert [one.field for one in missing_for_conclusion([visit])[0]] == ["basis_number"]


def test_concluding_an_incomplete_visit_is_refused_with_all_that_is_missing(cast):
    visit = logged(cast, ends_at=None, present=37)
    with pytest.raises(ValidationError) as refused:
        do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=AT)
    assert refused.value.message_dict == {
        "conclusion": ["Ghi nhận xét, kết luận của Tổ kiểm tra."],
        "ends_at": ["Ghi giờ kết thúc buổi kiểm tra."],
        "headcount_note": [
            "Tổng số có mặt và vắng mặt là 39, khác với 40 trong danh sách. Sửa lại hoặc ghi lý do."
        ],
    }
    assert Visit.objects.get().state == VisitState.DRAFT


def test_concluding_notes_the_end_the_moment_and_no_word_of_the_conclusion_in_the_log(cast):
    visit = logged(cast, ends_at=None)
    do(
        visit_flow.CONCLUDE,
        visit,
        by=cast.specialist,
        at=AT,
        conclusion="Chấp hành tốt.",
        ends_at=time(10, 0),
    )
    visit = Visit.objects.get()
    assert (visit.state, visit.ends_at, visit.concluded_at, visit.version) == (
        VisitState.CONCLUDED,
        time(10, 0),
        AT,
        2,
    )
    assert visit.conclusion == "Chấp hành tốt."
    line = Change.objects.of(visit).last()
    assert (line.action, line.from_state, line.to_state) == ("conclude", "draft", "concluded")
    assert "conclusion" not in line.data


def queries_of(call) -> int:
    """How many queries ``call`` takes."""
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def test_what_is_missing_is_asked_of_many_at_once(cast):
    visits = [logged(cast, starts_at=time(8, minute)) for minute in range(3)]
    visits.append(logged(cast, ends_at=None, starts_at=time(9, 0)))
    VisitMember.objects.filter(visit=visits[0]).delete()
    visits = list(Visit.objects.order_by("pk"))
    found = missing_for_conclusion(visits)
    assert [[one.field for one in missing] for missing in found] == [["head"], [], [], ["ends_at"]]
    # teams, absences by kind
    assert queries_of(lambda: missing_for_conclusion(visits)) == 2


@pytest.mark.parametrize("number", [1, 12])
def test_many_are_concluded_as_cheaply_as_one(cast, number):
    visits = [logged(cast, starts_at=time(8, minute)) for minute in range(number)]
    for visit in visits:
        violation(cast, visit, at=AT, remedy_due_on=date(2019, 8, 1))
    act = Act(cast.specialist, AT)
    conclude = lambda: visit_flow.VISITS.perform(  # noqa: E731
        visit_flow.CONCLUDE, visits, act, conclusion="Chấp hành tốt."
    )
    # Absences by kind and complaints stand in the line of the log, and what is missing was asked of
    # the absences already; findings and recommendations ask for remedies.
    assert queries_of(conclude) == 16
    assert Visit.objects.concluded().count() == number
    assert Remedy.objects.count() == number


def test_many_are_concluded_together_or_not_at_all(cast):
    visits = [logged(cast), logged(cast, starts_at=time(9, 0), present=37)]
    with pytest.raises(ValidationError) as refused:
        visit_flow.VISITS.perform(
            visit_flow.CONCLUDE, visits, Act(cast.specialist, AT), conclusion="Tốt."
        )
    assert list(refused.value.message_dict) == ["headcount_note"]
    assert Visit.objects.concluded().count() == 0


def test_what_each_visit_was_noted_with_is_kept_where_nothing_is_asked(cast):
    rows = [logged(cast, starts_at=time(8, minute)) for minute in range(2)]
    for row in rows:
        Visit.objects.filter(pk=row.pk).update(conclusion=f"Lượt {row.pk}.")
    visits = list(Visit.objects.order_by("pk"))
    visit_flow.VISITS.perform(visit_flow.CONCLUDE, visits, Act(cast.specialist, AT))
    assert list(Visit.objects.concluded().order_by("pk").values_list("conclusion", "ends_at")) == [
        (f"Lượt {row.pk}.", time(10, 30)) for row in rows
    ]


def test_only_members_and_the_manager_work_on_a_draft(cast):
    visit = logged(cast)
    reason = "Chỉ thành viên Tổ kiểm tra và lãnh đạo Sở Nội vụ được làm việc này."
    with pytest.raises(Refused) as refused:
        update_visit(visit, by=cast.specialist_b, at=AT, seen_version=1, place="Hội trường")
    assert refused.value.reason == reason
    with pytest.raises(Refused) as refused:
        do(visit_flow.CONCLUDE, visit, by=cast.specialist_b, at=AT, conclusion="Tốt")
    assert refused.value.reason == reason
    update_visit(visit, by=cast.manager, at=AT, seen_version=1, place="Hội trường")
    assert Visit.objects.get().place == "Hội trường"


def test_the_second_of_two_people_loses_and_nothing_of_theirs_is_written(cast):
    visit, same = logged(cast), Visit.objects.get()
    update_visit(visit, by=cast.specialist, at=AT, seen_version=1, place="Tầng 1")
    with pytest.raises(Conflict):
        update_visit(
            same,
            by=cast.manager,
            at=AT,
            seen_version=1,
            place="Tầng 2",
            head=cast.manager,
        )
    assert Visit.objects.get().place == "Tầng 1"
    assert team_of(visit) == [("specialist", True)]


def test_a_change_of_the_team_alone_is_a_new_version_that_names_it(cast):
    visit = logged(cast)
    update_visit(
        visit,
        by=cast.specialist,
        at=AT,
        seen_version=1,
        members=[cast.specialist, cast.specialist_b],
        head=cast.specialist_b,
    )
    assert team_of(visit) == [("specialist_b", True), ("specialist", False)]
    line = Change.objects.of(visit).last()
    assert (line.version, line.data["team"]) == (
        2,
        [[cast.specialist_b.pk, True], [cast.specialist.pk, False]],
    )


def test_a_cancelled_visit_has_a_reason_and_stays_cancelled(cast):
    visit = logged(cast)
    with pytest.raises(ValidationError) as refused:
        do(visit_flow.CANCEL, visit, by=cast.specialist, at=AT, note="  ")
    assert refused.value.message_dict == {"note": ["Ghi lý do hủy lượt kiểm tra."]}
    visit = do(visit_flow.CANCEL, visit, by=cast.specialist, at=AT, note="Ghi trùng")
    assert Visit.objects.get().state == VisitState.CANCELLED
    with pytest.raises(Refused) as refused:
        update_visit(visit, by=cast.manager, at=AT, seen_version=2, place="x")
    assert refused.value.reason == "Lượt kiểm tra đã hủy."


def test_a_concluded_visit_is_reopened_by_the_manager_alone_with_a_reason(cast):
    visit = do(visit_flow.CONCLUDE, logged(cast), by=cast.specialist, at=AT, conclusion="Tốt.")
    with pytest.raises(Refused):
        do(visit_flow.REOPEN, visit, by=cast.specialist, at=AT, note="Sai số có mặt")
    with pytest.raises(Refused) as refused:
        update_visit(visit, by=cast.specialist, at=AT, seen_version=2, place="x")
    assert refused.value.reason == (
        "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính."
    )
    do(visit_flow.REOPEN, visit, by=cast.manager, at=AT, note="Sai số có mặt")
    visit = Visit.objects.get()
    assert (visit.state, visit.concluded_at, visit.version) == (VisitState.DRAFT, None, 3)
    assert Change.objects.of(visit).last().note == "Sai số có mặt"


def test_papers_come_to_a_visit_also_after_it_was_concluded_but_not_once_it_is_cancelled(cast):
    visit = logged(cast)
    day = AT.date()
    for state, why in (("draft", ""), ("concluded", ""), ("cancelled", "Lượt kiểm tra đã hủy.")):
        visit.state = state
        # As does whoever goes on to the next agency of the trip.
        for action in ("visit.attach", "visit.continue"):
            said = {who: may(cast.fresh(who), action, visit, on=day) for who in WORKERS}
            assert {who: verdict.reason for who, verdict in said.items()} == {
                "specialist": why,
                "manager": why,
                "specialist_b": visit_flow.NOT_IN_TEAM,
            }
