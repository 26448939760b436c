"""An agency typed by a part of its name: what is said of one that has ended."""

from datetime import date

import time_machine

from inspections.agencies.actions import close_agency, merge_agencies
from inspections.agencies.models import Agency
from inspections.complaints.models import Complaint
from tests.fixtures.cast import moment
from tests.inspections.visiting import page_of

CREATE = "/duong-day-nong/ghi-nhan/"


def stated_of(cast, typed: str) -> str:
    """The operator's form on 05/8/2019, sent with ``typed`` as the agency."""
    with time_machine.travel(moment(2019, 8, 5), tick=False):
        return page_of(cast.client("operator").post(CREATE, {"subject_agency": typed}))


def test_a_body_that_ended_is_told_with_its_last_day_and_who_took_it_over(cast):
    merge_agencies([cast.a], into=cast.b, on=date(2019, 8, 1), by=cast.admin, basis="Sắp xếp")
    stated = "Sở Xây dựng hoạt động đến hết ngày 31/7/2019; ghi cơ quan tiếp nhận: Sở Y tế."
    assert stated in stated_of(cast, "so xay dung")
    assert stated in stated_of(cast, "Sở Xây Dựng")
    assert Complaint.objects.count() == 0


def test_through_two_mergers_the_one_that_is_at_work_today_is_named(cast):
    merge_agencies([cast.a], into=cast.b, on=date(2019, 7, 1), by=cast.admin, basis="Sắp xếp")
    b = Agency.objects.get(pk=cast.b.pk)
    merge_agencies([b], into=cast.office, on=date(2019, 8, 1), by=cast.admin, basis="Sắp xếp")
    stated = f"đến hết ngày 30/6/2019; ghi cơ quan tiếp nhận: {cast.office.name}."
    assert stated in stated_of(cast, "so xay dung")


def test_of_one_that_nobody_took_over_the_last_day_alone_is_told(cast):
    close_agency(cast.a, by=cast.admin, ends_on=date(2019, 8, 2), note="Sắp xếp")
    stated = "Sở Xây dựng hoạt động đến hết ngày 02/8/2019; ghi cơ quan đang hoạt động."
    assert stated in stated_of(cast, "so xay dung")


def test_a_name_nobody_ever_bore_is_said_not_to_be_there(cast):
    assert "Không có cơ quan nào có tên như vậy" in stated_of(cast, "Sở Không Có")
    assert "Không có cơ quan nào có tên như vậy" in stated_of(cast, "x" * 60_000)
