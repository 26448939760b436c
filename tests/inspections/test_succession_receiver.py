"""What a body left open goes to a named body; what is counted stays where it was."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.actions import close_agency, merge_agencies
from inspections.agencies.models import Agency, Succession
from inspections.agencies.succession import (
    left_behind,
    name_receiver,
    open_work_of,
    pass_open_work,
)
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.remedies import workflow as remedy_flow
from tayninh_portal.access import may
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import confirmed_remedy, remedy
from tests.inspections.complaint_story import SECRETS, answered, classified, handed, in_state

LAST, ON = date(2019, 7, 31), date(2019, 8, 1)
THEN = moment(2019, 8, 1)


def merge(cast, **fields):
    """B takes over A on 01/8/2019, recorded that day."""
    values = {"into": cast.b, "on": ON, "by": cast.admin, "at": THEN, "basis": "Nghị quyết 1"}
    return merge_agencies([Agency.objects.get(pk=cast.a.pk)], **values | fields)


def fresh(record):
    """The row as it is now."""
    return type(record).objects.get(pk=record.pk)


def test_a_merger_gives_open_complaints_to_the_successor_and_says_from_whom(cast):
    complaint = handed(cast)
    merge(cast)
    now = fresh(complaint)
    assert (now.handed_to, now.subject_agency) == (cast.b, cast.a)
    assert (now.state, now.handed_on) == (complaint.state, complaint.handed_on)
    line = Change.objects.of(complaint).last()
    assert (line.label, line.by, line.version) == (
        "Chuyển cơ quan tiếp nhận",
        cast.admin,
        now.version,
    )
    assert line.note == "Từ Sở Xây dựng sang Sở Y tế do sắp xếp tổ chức. Nghị quyết 1"
    assert [secret for secret in SECRETS if secret in f"{line.note} {line.data}"] == []


@pytest.mark.parametrize("many", [1, 20])
def test_many_go_in_the_queries_of_one(cast, many, django_assert_max_num_queries):
    complaints = [handed(cast) for _ in range(many)]
    into, old = Agency.objects.get(pk=cast.b.pk), Agency.objects.get(pk=cast.a.pk)
    with django_assert_max_num_queries(20):
        passed = pass_open_work(old, into, by=cast.admin, at=THEN, basis="Nghị quyết 1")
    assert [(work.name, work.count) for work in passed] == [("phản ánh đang xử lý", many)]
    assert {fresh(row).handed_to for row in complaints} == {cast.b}


def test_the_new_body_goes_on_with_it_and_the_old_one_sees_it_no_more(cast):
    complaint = handed(cast)
    merge(cast)
    page = reverse("complaint-detail", args=[complaint.pk])
    assert cast.client("clerk_b").get(page).status_code == 200
    assert cast.client("clerk_a").get(page).status_code == 404
    do(
        complaint_flow.REPLY,
        fresh(complaint),
        by=cast.clerk_b,
        at=moment(2019, 8, 2),
        reply="Đã chấn chỉnh.",
    )
    assert "Chuyển cơ quan tiếp nhận" in (cast.client("specialist").get(page).content.decode())


@pytest.mark.parametrize("state", ["passed_on", "closed", "merged"])
def test_what_has_come_to_its_end_stays_with_the_old_body(cast, state):
    complaint = in_state(cast, state)
    Complaint.objects.filter(pk=complaint.pk).update(handed_to=cast.a)
    merge(cast)
    now = fresh(complaint)
    assert (now.handed_to, now.version) == (cast.a, complaint.version)


def test_what_was_never_handed_to_it_stays_where_it_is(cast):
    about_a = classified(cast)
    merge(cast)
    assert (fresh(about_a).handed_to, fresh(about_a).version) == (None, about_a.version)


def test_an_answered_complaint_is_still_open_and_goes_too(cast):
    complaint = do(
        complaint_flow.ANSWER,
        handed(cast),
        by=cast.operator,
        at=moment(2019, 7, 10),
        answer="Đã trả kết quả.",
        answered_on=date(2019, 7, 10),
    )
    never_handed = answered(cast)
    merge(cast)
    assert (fresh(complaint).handed_to, fresh(never_handed).handed_to) == (cast.b, None)


def test_a_second_click_passes_nothing_twice(cast):
    complaint = handed(cast)
    merge(cast)
    merge(cast)
    assert fresh(complaint).version == complaint.version + 1


def test_what_is_reserved_for_a_leader_never_goes_to_the_department_by_itself(cast):
    reserved = handed(cast, subject_agency=cast.department, reserved_for=cast.manager)
    usual = handed(cast)
    merge(cast, into=cast.department)
    assert fresh(usual).handed_to == cast.department
    assert fresh(reserved).handed_to == cast.a
    # Nobody but its leader is told that it stays there.
    assert left_behind(date(2019, 8, 2)) == {}
    assert may(cast.fresh("manager"), "complaint.hand_on", fresh(reserved))


def test_a_refusal_does_not_tell_that_something_is_reserved(cast):
    reserved = handed(cast, subject_agency=cast.department, reserved_for=cast.manager)
    old = Agency.objects.get(pk=cast.a.pk)
    assert pass_open_work(old, cast.outside, by=cast.admin, at=THEN, basis="x") == []
    assert fresh(reserved).handed_to == cast.a


def test_only_the_named_successor_receives(cast):
    merge(cast)
    complaint = handed(cast)  # handed by a mistake of that day, to be passed by hand
    merge(cast, into=cast.office)
    assert fresh(complaint).handed_to == cast.a


def test_a_merger_recorded_ahead_passes_nothing_before_its_day(cast):
    complaint = handed(cast)
    merge(cast, at=moment(2019, 7, 20))
    assert fresh(complaint).handed_to == cast.a
    assert left_behind(LAST) == {}
    assert list(left_behind(ON)) == [fresh(cast.a)]
    name_receiver(fresh(cast.a), receiver=cast.b, by=cast.admin, at=THEN, basis="Nghị quyết 1")
    assert fresh(complaint).handed_to == cast.b
    assert left_behind(ON) == {}
    assert Succession.objects.count() == 1


def test_a_body_with_something_open_closes_only_with_a_receiver(cast):
    complaint = handed(cast)
    values = {"by": cast.admin, "at": THEN, "ends_on": LAST, "note": "Giải thể"}
    with pytest.raises(ValidationError) as refused:
        close_agency(fresh(cast.a), **values)
    assert refused.value.message_dict == {
        "receiver": ["Cơ quan còn 01 phản ánh đang xử lý; hãy chọn cơ quan tiếp nhận."]
    }
    assert fresh(cast.a).ends_on is None
    close_agency(fresh(cast.a), receiver=cast.b, **values)
    assert fresh(complaint).handed_to == cast.b
    row = Succession.objects.get()
    assert (row.predecessor, row.successor, row.on, row.receives_open_work) == (
        cast.a,
        cast.b,
        ON,
        True,
    )


def test_a_body_without_anything_open_closes_without_a_receiver(cast):
    close_agency(cast.a, by=cast.admin, at=THEN, ends_on=LAST, note="Giải thể")
    assert (fresh(cast.a).ends_on, Succession.objects.count()) == (LAST, 0)


def test_an_outside_body_cannot_receive(cast):
    complaint = handed(cast)
    with pytest.raises(ValidationError, match="ngoài thẩm quyền"):
        merge(cast, into=cast.outside)
    assert (fresh(cast.a).ends_on, fresh(complaint).handed_to) == (None, cast.a)


def test_the_receiver_may_be_changed_and_the_one_before_keeps_what_it_has(cast):
    first = handed(cast)
    merge(cast)
    Complaint.objects.filter(pk=(second := handed(cast)).pk).update(handed_to=cast.a)
    name_receiver(fresh(cast.a), receiver=cast.office, by=cast.admin, at=THEN, basis="Đính chính")
    assert (fresh(first).handed_to, fresh(second).handed_to) == (cast.b, cast.office)
    rows = cast.a.successions.order_by("pk").values_list("successor", "receives_open_work")
    assert list(rows) == [(cast.b.pk, False), (cast.office.pk, True)]


def test_the_close_page_shows_what_is_open_and_asks_to_whom_it_goes(cast):
    complaint = handed(cast)
    target = reverse("agency-close", args=[cast.a.pk])
    client = cast.client("admin")
    assert "Sở Xây dựng: 01 phản ánh đang xử lý" in client.get(target).content.decode()
    data = {"ends_on": "31/7/2019", "note": "Giải thể", "seen_version": 1}
    page = client.post(target, data).content.decode()
    assert "Chọn cơ quan tiếp nhận" in page
    assert fresh(cast.a).ends_on is None
    done = client.post(target, data | {"receiver": cast.b.pk})
    assert done["Location"] == reverse("agency-detail", args=[cast.a.pk])
    assert fresh(complaint).handed_to == cast.b


def test_the_close_page_of_a_body_with_nothing_open_asks_for_no_receiver(cast):
    target = reverse("agency-close", args=[cast.a.pk])
    page = cast.client("admin").get(target)
    assert set(page.context["form"].fields) == {
        "client_id",
        "ends_on",
        "note",
        "seen_version",
    }
    assert "Việc còn dở" not in page.content.decode()


def test_open_remedies_go_to_the_successor_and_confirmed_ones_stay(cast):
    waiting, done = remedy(cast), confirmed_remedy(cast)
    merge(cast)
    assert (fresh(waiting).receiver, fresh(waiting).state) == (cast.b, waiting.state)
    assert (fresh(done).receiver, fresh(done).version) == (None, done.version)
    line = Change.objects.of(waiting).last()
    assert line.note == "Từ Sở Xây dựng sang Sở Y tế do sắp xếp tổ chức. Nghị quyết 1"
    do(
        remedy_flow.REPORT,
        fresh(waiting),
        by=cast.clerk_b,
        at=moment(2019, 8, 2),
        done_on=ON,
        text="Đã gắn đủ bảng tên.",
    )
    assert fresh(waiting).finding.visit.agency == cast.a


def test_a_second_merger_passes_on_what_was_taken_over(cast):
    waiting, complaint = remedy(cast), handed(cast)
    merge(cast)
    values = {"on": date(2019, 9, 2), "at": moment(2019, 9, 2), "by": cast.admin}
    merge_agencies([fresh(cast.b)], into=cast.office, basis="Nghị quyết 2", **values)
    assert (fresh(waiting).receiver, fresh(complaint).handed_to) == (cast.office, cast.office)


def test_the_merge_page_shows_what_is_open_and_to_whom_it_goes(cast):
    handed(cast)
    data = {
        "predecessors": [cast.a.pk],
        "on": "01/8/2019",
        "basis": "Nghị quyết 1",
        "seen_version": 1,
    }
    page = cast.client("admin").post(reverse("agency-merge", args=[cast.b.pk]), data)
    assert "Sở Xây dựng: 01 phản ánh đang xử lý → Sở Y tế" in page.content.decode()


def test_the_administrator_is_told_what_was_left_behind_and_names_the_receiver(cast):
    complaint = handed(cast)
    merge(cast, at=moment(2019, 7, 20))
    client = cast.client("admin")
    target = reverse("agency-open-work", args=[cast.a.pk])
    home = client.get(reverse("home")).content.decode()
    assert "Chọn cơ quan tiếp nhận 01 phản ánh đang xử lý" in home
    assert target in home
    assert target in client.get(reverse("agency-detail", args=[cast.a.pk])).content.decode()
    form = client.get(target).context["form"]
    assert form["receiver"].value() == cast.b.pk
    given = {"receiver": cast.b.pk, "basis": "Nghị quyết 1"}
    done = client.post(target, given | {"seen_version": form["seen_version"].value()})
    assert done["Location"] == reverse("agency-detail", args=[cast.a.pk])
    assert fresh(complaint).handed_to == cast.b
    assert target not in client.get(reverse("home")).content.decode()
    assert open_work_of(cast.a) == []


def test_a_body_at_work_sees_to_its_own_work(cast):
    target = reverse("agency-open-work", args=[cast.a.pk])
    page = cast.client("admin").get(target)
    assert page.status_code == 403
    assert "Cơ quan này còn hoạt động nên tự giải quyết việc của mình." in page.content.decode()
