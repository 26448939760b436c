"""Writing a complaint down: what is asked, what is sealed, and when the clocks end."""

import logging
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.caller import masked_phone, read_caller
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import log_complaint, update_complaint
from inspections.identities.models import Identity, IdentityReading
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import (
    ADDRESS,
    CONTENT,
    MASKED,
    NAME,
    PHONE,
    RECEIVED_AT,
    SECRETS,
    SUMMARY,
    log,
)


def refused_fields(action) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        action()
    return set(caught.value.message_dict)


def test_a_call_is_written_down_with_the_caller_sealed(cast):
    complaint = log(cast)
    complaint.refresh_from_db()
    assert complaint.state == "received"
    assert complaint.received_on == date(2019, 7, 8)
    assert complaint.answer_due_on == date(2019, 7, 22)
    assert complaint.search == "so xay dung"
    assert Change.objects.of(complaint).count() == 1
    row = " ".join(str(value) for value in Complaint.objects.values_list().get())
    row += str(Change.objects.of(complaint).get().data) + complaint.caller.payload
    assert [secret for secret in SECRETS if secret in row] == []


def test_the_day_of_receipt_is_the_day_in_tay_ninh(cast):
    late = moment(2019, 7, 8, 23, 30)
    assert log(cast, at=late).received_on == date(2019, 7, 8)


def test_a_caller_gives_name_address_and_telephone(cast):
    def action():
        log(cast, caller_name="", caller_address=" ", caller_phone="")

    assert refused_fields(action) == {"caller_name", "caller_address", "caller_phone"}
    assert Identity.objects.count() == 0


def test_a_wrong_telephone_number_is_told_at_its_field(cast):
    assert refused_fields(lambda: log(cast, caller_phone="12")) == {"caller_phone"}


def test_who_gives_no_identity_leaves_none(cast):
    def action():
        log(cast, is_anonymous=True, caller_name=NAME)

    assert refused_fields(action) == {"caller_name"}
    complaint = log(cast, is_anonymous=True)
    assert complaint.answer_due_on is None
    assert read_caller(complaint, by=cast.manager, reason="Đối chiếu hồ sơ") == {"content": CONTENT}


def test_the_summary_may_not_name_the_caller(cast):
    assert refused_fields(lambda: log(cast, summary="Bà TRAN THI KIN phản ánh")) == {"summary"}
    assert refused_fields(lambda: log(cast, summary="Gọi lại 0912 345 678")) == {"summary"}


def test_a_receipt_cannot_lie_in_the_future(cast):
    def action():
        log(cast, received_at=RECEIVED_AT + timedelta(hours=1))

    assert refused_fields(action) == {"received_at"}


def test_a_complaint_about_the_department_needs_a_named_leader(cast):
    for subject in ({"subject_agency": cast.department}, {"subject_user": cast.specialist}):
        assert refused_fields(lambda s=subject: log(cast, **s)) == {"reserved_for"}
        for wrong in ("specialist", "operator", "clerk_a", "nobody"):
            who = getattr(cast, wrong)
            assert refused_fields(lambda s=subject, w=who: log(cast, reserved_for=w, **s)) == {
                "reserved_for"
            }
        assert log(cast, reserved_for=cast.manager, **subject).reserved_for == cast.manager
        assert log(cast, reserved_for=cast.leader, **subject).reserved_for == cast.leader


def test_the_named_leader_is_not_the_subject(cast):
    def action():
        log(cast, subject_user=cast.manager, reserved_for=cast.manager)

    assert refused_fields(action) == {"reserved_for"}


def test_nobody_writes_down_a_complaint_about_himself(cast):
    def action():
        log(cast, subject_user=cast.operator, reserved_for=cast.manager)

    assert refused_fields(action) == {"subject_user"}


def test_an_ordinary_complaint_is_hidden_from_nobody_by_naming_a_leader(cast):
    assert refused_fields(lambda: log(cast, reserved_for=cast.manager)) == {"reserved_for"}


def test_a_form_sent_twice_makes_one_complaint_and_one_identity(cast):
    key = uuid4()
    first = log(cast, client_id=key)
    again, created = log_complaint(
        by=cast.operator,
        at=RECEIVED_AT,
        client_id=key,
        received_at=RECEIVED_AT,
        channel="letter",
        subject_agency=cast.b,
        summary="Lần gửi thứ hai",
    )
    assert (again, created) == (first, False)
    assert Complaint.objects.count() == Identity.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["specialist", "department_registrar", "leader", "clerk_a", "head_a", "admin", "nobody"]
)
def test_others_do_not_write_complaints_down(cast, who):
    with pytest.raises(Refused):
        log(cast, by=getattr(cast, who))
    assert Complaint.objects.count() == Identity.objects.count() == 0


def test_tet_stops_the_clocks(cast):
    # Tết 2019: from Saturday 02/02 to Sunday 10/02.
    complaint = log(cast, at=moment(2019, 2, 1))
    complaint = do(
        complaint_flow.CLASSIFY,
        complaint,
        by=cast.operator,
        at=moment(2019, 2, 1),
        classification="rules_other",
    )
    assert complaint.forward_due_on == date(2019, 2, 15)
    assert complaint.answer_due_on == date(2019, 2, 22)


def test_the_clocks_are_settings_and_count_the_swapped_saturday(cast, settings):
    # 29/4/2019 was given off for Saturday 04/5/2019; 30/4 and 01/5 are holidays.
    settings.FORWARD_WORKDAYS, settings.ANSWER_WORKDAYS = 1, 3
    complaint = log(cast, at=moment(2019, 4, 26))
    complaint = do(
        complaint_flow.CLASSIFY,
        complaint,
        by=cast.operator,
        at=moment(2019, 4, 26),
        classification="rules_other",
    )
    assert complaint.forward_due_on == date(2019, 5, 2)
    assert complaint.answer_due_on == date(2019, 5, 4)


def test_no_clock_runs_for_who_gave_no_identity(cast):
    complaint = log(cast, is_anonymous=True, has_evidence=True)
    complaint = do(
        complaint_flow.CLASSIFY,
        complaint,
        by=cast.operator,
        at=RECEIVED_AT,
        classification="conduct",
    )
    assert (complaint.answer_due_on, complaint.forward_due_on) == (None, None)


def test_a_correction_reseals_only_what_was_given(cast):
    complaint = log(cast)
    update_complaint(
        complaint,
        by=cast.operator,
        at=RECEIVED_AT,
        seen_version=1,
        summary="Tóm tắt mới",
        caller_phone="0276 3822 222",
        content="",
    )
    complaint.refresh_from_db()
    assert (complaint.summary, complaint.version) == ("Tóm tắt mới", 2)
    assert read_caller(complaint, by=cast.operator, reason="Gọi lại cho người phản ánh") == {
        "name": NAME,
        "address": ADDRESS,
        "phone": "02763822222",
        "content": CONTENT,
    }


def test_choosing_no_identity_later_erases_it(cast):
    complaint = log(cast)
    complaint = update_complaint(
        complaint, by=cast.operator, at=RECEIVED_AT, seen_version=1, is_anonymous=True
    )
    assert complaint.answer_due_on is None
    assert masked_phone(complaint) == ""
    assert read_caller(complaint, by=cast.manager, reason="Đối chiếu hồ sơ") == {"content": CONTENT}


def test_a_correction_of_an_older_version_changes_neither_record_nor_identity(cast):
    complaint = log(cast)
    stale = Complaint.objects.get(pk=complaint.pk)
    update_complaint(complaint, by=cast.operator, at=RECEIVED_AT, seen_version=1, summary="Mới")
    with pytest.raises(Conflict):
        update_complaint(
            stale, by=cast.manager, at=RECEIVED_AT, seen_version=1, caller_name="Người khác"
        )
    complaint = Complaint.objects.get()
    assert complaint.summary == "Mới"
    assert read_caller(complaint, by=cast.manager, reason="Đối chiếu hồ sơ")["name"] == NAME


def test_a_reading_asks_a_reason_and_is_recorded(cast):
    complaint = log(cast)
    assert masked_phone(complaint) == MASKED
    assert refused_fields(lambda: read_caller(complaint, by=cast.manager, reason="xem")) == {
        "reason"
    }
    assert IdentityReading.objects.count() == 0
    stated = read_caller(
        complaint, by=cast.manager, at=moment(2019, 7, 9), reason="Gọi lại cho người phản ánh"
    )
    assert (stated["name"], stated["phone"]) == (NAME, PHONE)
    reading = IdentityReading.objects.get()
    assert (reading.by, reading.at, reading.reason) == (
        cast.manager,
        moment(2019, 7, 9),
        "Gọi lại cho người phản ánh",
    )


@pytest.mark.parametrize(
    "who", ["specialist", "leader", "office_examiner", "clerk_a", "head_a", "admin", "nobody"]
)
def test_a_reading_is_refused_to_others_and_opens_nothing(cast, who):
    complaint = log(cast)
    with pytest.raises(Refused):
        read_caller(complaint, by=getattr(cast, who), reason="Tôi muốn biết ai gọi")
    assert IdentityReading.objects.count() == 0


def test_nothing_told_reaches_the_logs(cast, caplog):
    with caplog.at_level(logging.DEBUG):
        complaint = log(cast)
        read_caller(complaint, by=cast.manager, reason="Gọi lại cho người phản ánh")
    lines = [
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    ]
    assert [line for line in lines if any(secret in line for secret in SECRETS)] == []
    assert SUMMARY not in " ".join(lines)


def test_a_telephone_number_does_not_stand_in_a_summary(cast):
    stated = {"is_anonymous": True, "has_evidence": True}
    for summary in ("Gọi 0912 345 678 để rõ thêm", "Số 0276.3822.222", "+84912345678 chờ lâu"):
        with pytest.raises(ValidationError) as error:
            log(cast, summary=summary, caller_name="", caller_address="", caller_phone="", **stated)
        assert list(error.value.message_dict) == ["summary"]
    fine = "Hồ sơ 05/2019 nộp ngày 01/7/2019, hẹn 15 ngày chưa trả"
    log(cast, summary=fine, caller_name="", caller_address="", caller_phone="", **stated)
