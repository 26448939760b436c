"""Whom a complaint is about, and from whom it is kept, is the named leader's to change."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from inspections.complaints.models import Complaint
from inspections.complaints.receipt import update_complaint
from inspections.complaints.workflow import MERGE, RESERVE
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change, Notice
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import RECEIVED_AT, classified, handed, log

NOW = moment(2019, 7, 12)
RESERVED_WORDS = "Phản ánh này được giao riêng cho một lãnh đạo; chỉ người đó được xử lý."


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def address(complaint, path="doi-tuong-bao-mat") -> str:
    return f"/duong-day-nong/{complaint.pk}/{path}/"


def about_staff(cast, **fields) -> Complaint:
    return log(cast, subject_user=cast.specialist, reserved_for=cast.manager, **fields)


def status(cast, who: str, complaint) -> int:
    return cast.client(who).get(f"/duong-day-nong/{complaint.pk}/").status_code


def changed(complaint, *, by, **fields) -> Complaint:
    named = {name: getattr(complaint, name) for name in ("subject_agency", "subject_user")}
    named["reserved_for"] = complaint.reserved_for
    return do(RESERVE, complaint, by=by, at=NOW, **(named | {"note": "Xác minh lại"} | fields))


def test_who_wrote_it_down_does_not_take_the_reservation_away(cast):
    """The attack: the fields of the ordinary correction, sent by hand."""
    complaint = about_staff(cast)
    client = cast.client("operator")
    page = client.get(address(complaint, "sua"))
    fields = ("subject_agency", "subject_user", "reserved_for")
    assert [name for name in fields if name in page.context["form"].fields] == []
    said = page.content.decode()
    assert f"không sửa ở đây. {RESERVED_WORDS}" in said
    sent = {
        "seen_version": complaint.version,
        "summary": "Tóm tắt đã sửa",
        "channel": "phone",
        "received_at": "08/7/2019",
        "received_time": "9:30",
        "subject_agency": "Sở Xây dựng",
        "subject_user": "",
        "reserved_for": "",
    }
    assert client.post(address(complaint, "sua"), sent).status_code == 302
    now = Complaint.objects.get(pk=complaint.pk)
    assert (now.summary, now.subject_user, now.reserved_for) == (
        "Tóm tắt đã sửa",
        cast.specialist,
        cast.manager,
    )
    assert client.get(address(complaint)).status_code == 403
    sent |= {"note": "Nhầm", "seen_version": now.version}
    assert client.post(address(complaint), sent).status_code == 403
    assert status(cast, "specialist", complaint) == 404
    assert Notice.objects.filter(user=cast.specialist).count() == 0


@pytest.mark.parametrize("name", ["subject_user", "reserved_for", "subject_agency"])
def test_nor_does_any_other_way_into_the_correction(cast, name):
    complaint = about_staff(cast)
    with pytest.raises(ValidationError) as refused:
        update_complaint(complaint, by=cast.manager, at=NOW, seen_version=1, **{name: None})
    assert set(refused.value.message_dict) == {name}


def test_an_ordinary_one_becomes_no_complaint_about_the_department_by_a_correction(cast):
    complaint = log(cast)
    with pytest.raises(ValidationError) as refused:
        update_complaint(
            complaint, by=cast.operator, at=NOW, seen_version=1, subject_agency=cast.department
        )
    assert set(refused.value.message_dict) == {"subject_agency"}


def test_the_named_leader_takes_it_away_and_everybody_it_concerns_is_told(cast):
    complaint = about_staff(cast)
    Notice.objects.all().delete()
    changed(complaint, by=cast.manager, subject_user=None, reserved_for=None)
    told = Notice.objects.values_list("kind", "user__username")
    assert sorted(told) == [("reserved", "operator"), ("reserved", "specialist")]
    line = Change.objects.of(complaint).last()
    assert (line.action, line.by, line.note) == ("reserve", cast.manager, "Xác minh lại")
    assert status(cast, "specialist_b", complaint) == 200


def test_another_leader_is_told_and_the_one_before_sees_it_no_more(cast):
    complaint = about_staff(cast)
    Notice.objects.all().delete()
    changed(complaint, by=cast.manager, reserved_for=cast.leader)
    told = Notice.objects.values_list("kind", "user__username")
    assert sorted(told) == [("reserved", "leader"), ("reserved", "operator")]
    assert (status(cast, "manager", complaint), status(cast, "leader", complaint)) == (404, 200)
    with pytest.raises(Refused):
        changed(
            Complaint.objects.get(pk=complaint.pk),
            by=cast.manager,
            reserved_for=cast.manager,
        )


def test_who_wrote_it_down_is_found_to_be_the_one_it_is_about(cast):
    complaint = about_staff(cast)
    Notice.objects.all().delete()
    changed(complaint, by=cast.manager, subject_user=cast.operator)
    assert status(cast, "operator", complaint) == 404
    assert list(Notice.objects.filter(user=cast.operator)) == []


def test_an_ordinary_one_is_put_under_reservation_by_who_takes_complaints_in(cast):
    complaint = handed(cast)
    changed(complaint, by=cast.operator, subject_user=cast.specialist, reserved_for=cast.manager)
    seen = [status(cast, who, complaint) for who in ("specialist", "specialist_b", "manager")]
    assert seen == [404, 404, 200]


def test_what_is_about_the_department_is_not_left_open_to_all(cast):
    complaint = about_staff(cast)
    for fields, where in (
        ({"reserved_for": None}, "reserved_for"),
        ({"subject_user": None}, "reserved_for"),
        ({"reserved_for": cast.specialist}, "reserved_for"),
        ({"subject_user": cast.manager}, "reserved_for"),
    ):
        with pytest.raises(ValidationError) as refused:
            changed(complaint, by=cast.manager, **fields)
        assert set(refused.value.message_dict) == {where}
    with pytest.raises(ValidationError, match="Chưa có gì thay đổi"):
        changed(complaint, by=cast.manager)


def test_what_was_merged_into_it_goes_along(cast):
    """Its page would name what it was merged into, and so that there is one."""
    original, first = classified(cast), classified(cast)
    do(MERGE, first, by=cast.operator, at=RECEIVED_AT, into=original, note="Một vụ việc")
    changed(original, by=cast.manager, subject_user=cast.specialist, reserved_for=cast.manager)
    assert [status(cast, "specialist", each) for each in (original, first)] == [404, 404]
    assert Change.objects.of(first).last().note == "Xác minh lại"


def test_the_page_offers_who_was_named_before_and_holds_no_post_any_more(cast):
    complaint = about_staff(cast)
    cast.specialist.appointments.update(ends_on=NOW.date().replace(day=11))
    page = cast.client("manager").get(address(complaint))
    form = page.context["form"]
    assert (form["subject_user"].value(), form["reserved_for"].value()) == (
        cast.specialist.pk,
        cast.manager.pk,
    )
    assert cast.specialist in form.fields["subject_user"].queryset
