"""The form of a visit: what it offers on a day, what it takes, what it says is wrong."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.visits.models import Visit
from tayninh_portal.access import Role
from tayninh_portal.models import Change
from tests.fixtures.cast import appoint, make_agency
from tests.inspections.complaint_story import log
from tests.inspections.visiting import (
    NOW,
    draft,
    page_of,
    update_form,
    violation,
    visit_form,
)


def behind(visit: Visit) -> list[Complaint]:
    """The complaints that set a visit off."""
    return [row.complaint for row in visit.sources.order_by("complaint_id")]


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_wrong_form_comes_back_with_what_was_typed_and_saves_nothing(cast):
    answer = cast.client("specialist").post(
        reverse("visit-create"),
        visit_form(
            cast,
            starts_at="",
            day="31/02/2019",
            place="Bộ phận Một cửa",
            present="-1",
            members=[cast.specialist.pk, cast.specialist_b.pk],
        ),
    )
    page = page_of(answer)
    form = answer.context["form"]
    assert form.errors == {
        "day": ["Ngày “31/02/2019” không có trên lịch."],
        "starts_at": ["Ghi giờ bắt đầu."],
        "present": ["Số người không thể nhỏ hơn 0."],
    }
    assert 'value="Bộ phận Một cửa"' in page
    assert 'value="31/02/2019"' in page
    assert form["members"].value() == [str(cast.specialist.pk), str(cast.specialist_b.pk)]
    assert Visit.objects.count() == 0


def test_a_rule_of_the_domain_lands_at_its_field(cast):
    appoint(cast.specialist_b, Role.AGENCY_HEAD, cast.a)
    answer = cast.client("specialist").post(
        reverse("visit-create"),
        visit_form(
            cast,
            basis_number="1441/KH-UBND",
            members=[cast.specialist.pk, cast.specialist_b.pk],
        ),
    )
    assert page_of(answer)
    assert answer.context["form"].errors == {
        "basis_date": ["Ghi ngày ban hành của quyết định, kế hoạch."],
        "members": [
            "Minh họa specialist_b công tác tại cơ quan được kiểm tra (hoặc cơ quan quản lý trực "
            "tiếp, đơn vị trực thuộc) vào ngày đó nên không được tham gia Tổ kiểm tra này."
        ],
    }
    assert (
        Visit.objects.count(),
        Change.objects.filter(record_type="inspections.visit").count(),
    ) == (
        0,
        0,
    )


def test_looking_for_a_person_saves_nothing_and_keeps_everything(cast):
    answer = cast.client("specialist").post(
        reverse("visit-create"), visit_form(cast, find="clerk_b", place="Tầng 3", starts_at="")
    )
    page = page_of(answer)
    form = answer.context["form"]
    assert (form.is_bound, form["place"].value(), form["find"].value()) == (False, "Tầng 3", "")
    assert [label for label, _ in form.team.choices] == ["Sở Nội vụ", "Kết quả tìm “clerk_b”"]
    assert "Minh họa clerk_b – Cán bộ đầu mối, Sở Y tế" in page
    assert Visit.objects.count() == 0
    client = cast.client("specialist")
    both = [cast.specialist.pk, cast.clerk_b.pk]
    client.post(reverse("visit-create"), visit_form(cast, members=both))
    assert [m.user_id for m in Visit.objects.get().members.order_by("pk")] == both


def test_only_agencies_of_the_day_are_offered_under_their_names_then(cast):
    make_agency("Sở Đã đóng", "provincial_body", by=cast.admin, ends_on=date(2019, 7, 4))
    cast.a.names.create(name="Sở Xây dựng và Giao thông", starts_on=date(2019, 7, 5))
    client = cast.client("specialist")

    def offered(day: str) -> set[str]:
        page = page_of(client.get(reverse("visit-agencies"), {"day": day, "agency": "xay dung"}))
        assert 'value="xay dung"' in page
        names = Agency.objects.values_list("name", flat=True)
        return {
            name
            for name in [*names, "Sở Xây dựng và Giao thông"]
            if f'<option value="{name}">' in page
        }

    before, after = offered("04/7/2019"), offered("05/7/2019")
    assert before - after == {"Sở Đã đóng", "Sở Xây dựng"}
    assert after - before == {"Sở Xây dựng và Giao thông"}
    assert {"UBND tỉnh Tây Ninh", "Công an tỉnh"} & (before | after) == set()


def test_an_agency_that_closed_the_day_before_is_refused_and_the_list_is_of_that_day(cast):
    closed = make_agency("Sở Đã đóng", "provincial_body", by=cast.admin, ends_on=date(2019, 7, 4))
    client = cast.client("specialist")
    answer = client.post(reverse("visit-create"), visit_form(cast, agency="so da dong"))
    assert 'value="so da dong"' in page_of(answer)
    assert answer.context["form"].errors == {
        "agency": ["Sở Đã đóng hoạt động đến hết ngày 04/7/2019; ghi cơ quan đang hoạt động."]
    }
    client.post(reverse("visit-create"), visit_form(cast, agency="so da dong", day="04/7/2019"))
    assert Visit.objects.get().agency == closed


def test_a_day_more_than_a_year_ago_is_asked_about_once(cast):
    client = cast.client("specialist")
    answer = client.post(reverse("visit-create"), visit_form(cast, day="04/7/2018"))
    assert "Đúng, lượt kiểm tra này diễn ra cách đây hơn một năm" in page_of(answer)
    assert list(answer.context["form"].errors) == ["day"]
    client.post(reverse("visit-create"), visit_form(cast, day="04/7/2018", old_day_is_right="on"))
    assert Visit.objects.get().day == date(2018, 7, 4)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8:05", time(8, 5)),
        ("08h05", time(8, 5)),
        ("8.05", time(8, 5)),
        ("8g05", time(8, 5)),
        ("805", time(8, 5)),
        ("1630", time(16, 30)),
        ("8", time(8, 0)),
        ("8h", time(8, 0)),
        ("0:00", time(0, 0)),
    ],
)
def test_an_hour_is_read_as_people_write_it(cast, typed, meant):
    cast.client("specialist").post(reverse("visit-create"), visit_form(cast, starts_at=typed))
    assert Visit.objects.get().starts_at == meant


@pytest.mark.parametrize("typed", ["24:00", "8:60", "8h5h", "tám giờ", "08:05:30", "-1"])
def test_what_is_no_hour_is_said_at_the_field(cast, typed):
    answer = cast.client("specialist").post(
        reverse("visit-create"), visit_form(cast, starts_at=typed)
    )
    assert answer.context["form"].errors == {"starts_at": ["Ghi giờ theo dạng 08:05."]}


def test_moving_an_agency_and_day_is_written_with_the_team(cast):
    visit = draft(cast)
    violation(cast, visit)
    answer = cast.client("specialist").post(
        reverse("visit-update", args=[visit.pk]),
        update_form(
            cast,
            visit,
            agency=cast.b.name,
            day="04/7/2019",
            members=[cast.specialist_b.pk],
            head=cast.manager.pk,
        ),
    )
    assert answer.context["form"].errors["members"] == [
        "Bạn phải là thành viên của Tổ mà bạn ghi nhận; nếu không tham gia, "
        "nhờ thành viên Tổ hoặc lãnh đạo Sở ghi nhận."
    ]
    cast.client("manager").post(
        reverse("visit-update", args=[visit.pk]),
        update_form(
            cast,
            visit,
            agency=cast.b.name,
            day="04/7/2019",
            members=[cast.specialist_b.pk],
            head=cast.manager.pk,
        ),
    )
    visit = Visit.objects.get()
    assert (visit.agency, visit.day, visit.version) == (cast.b, date(2019, 7, 4), 2)
    assert Finding.objects.get().visit_day == date(2019, 7, 4)
    assert list(visit.members.order_by("pk").values_list("user__username", "is_head")) == [
        ("manager", True),
        ("specialist_b", False),
    ]


def test_a_number_with_the_vietnamese_separator_is_a_thousand_and_not_one(cast):
    client = cast.client("specialist")
    client.post(
        reverse("visit-create"),
        visit_form(cast, on_roll="1.000", present="998", absent_excused="2"),
    )
    assert Visit.objects.get().on_roll == 1000
    answer = client.post(reverse("visit-create"), visit_form(cast, on_roll="1.0", present="1,5"))
    assert answer.context["form"].errors == {
        "on_roll": ["Ghi số người bằng chữ số."],
        "present": ["Ghi số người bằng chữ số."],
    }


@pytest.mark.parametrize("digits", [30, 5000])
def test_a_number_of_nobody_is_no_choice_however_long_it_is(cast, digits):
    form = visit_form(cast, members=["9" * digits], head="9" * digits)
    answer = cast.client("specialist").post(reverse("visit-create"), form)
    assert answer.status_code == 200
    assert sorted(answer.context["form"].errors) == ["head", "members"]


def test_who_may_not_see_the_complaint_behind_a_visit_neither_reads_its_code_nor_drops_it(cast):
    complaint = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    visit = draft(cast, by=cast.manager, members=[cast.specialist], complaints=[complaint])
    address = reverse("visit-update", args=[visit.pk])
    client = cast.client("specialist")
    assert complaint.code not in page_of(client.get(address))
    filled = update_form(cast, visit, place="Bộ phận Một cửa")
    looked = client.post(address, filled | {"tim": "1", "find": "minh"})
    assert complaint.code not in page_of(looked)
    refused = client.post(address, filled | {"complaint_codes": complaint.code})
    nowhere = client.post(address, filled | {"complaint_codes": "0000-0000-0000"})
    said = [form.context["form"].errors["complaint_codes"] for form in (refused, nowhere)]
    assert said[0] == [said[1][0].replace("0000-0000-0000", complaint.code)]
    assert client.post(address, filled).status_code == 302
    visit.refresh_from_db()
    assert (visit.place, behind(visit)) == ("Bộ phận Một cửa", [complaint])
    seen = log(cast)
    again = update_form(cast, visit, complaint_codes=seen.code)
    assert client.post(address, again).status_code == 302
    assert behind(visit) == [complaint, seen]
    assert complaint.code in page_of(cast.client("manager").get(address))
