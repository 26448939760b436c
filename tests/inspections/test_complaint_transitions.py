"""What each transition asks and what follows from it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import (
    RECEIVED_AT,
    answered,
    classified,
    handed,
    in_state,
    log,
)

LATER = moment(2019, 7, 12)


def refused_fields(action) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        action()
    return set(caught.value.message_dict)


def unchanged(complaint: Complaint) -> bool:
    return Complaint.objects.get(pk=complaint.pk).version == Change.objects.of(complaint).count()


def test_what_is_not_accepted_ends_with_its_reason_and_without_a_clock(cast):
    complaint = log(cast)

    def refuse(**fields):
        return do(
            complaint_flow.CLASSIFY,
            complaint,
            by=cast.operator,
            at=LATER,
            classification="not_accepted",
            **fields,
        )

    assert refused_fields(refuse) == {"not_accepted_reason"}
    refuse(not_accepted_reason="Không có nội dung cụ thể")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handled_on) == ("closed", date(2019, 7, 12))
    assert (complaint.answer_due_on, complaint.forward_due_on) == (None, None)
    assert list(Complaint.objects.counted()) == [complaint]
    assert "Không có nội dung cụ thể" not in str(Change.objects.of(complaint).last().data)


@pytest.mark.parametrize("kind", ["grievance", "denunciation"])
def test_khieu_nai_and_to_cao_go_another_way_and_are_not_counted(cast, kind):
    complaint = log(cast)

    def action(**fields):
        return do(
            complaint_flow.CLASSIFY,
            complaint,
            by=cast.operator,
            at=LATER,
            classification=kind,
            **fields,
        )

    assert refused_fields(action) == {"note"}
    complaint = action(note="Đã hướng dẫn gửi đơn đến Ban Tiếp công dân tỉnh")
    assert (complaint.state, complaint.handled_on) == ("closed", date(2019, 7, 12))
    assert list(Complaint.objects.counted()) == []


def test_a_class_is_chosen_among_those_there_are(cast):
    complaint = log(cast)
    for wrong in ("", "gossip"):
        assert refused_fields(
            lambda w=wrong: do(
                complaint_flow.CLASSIFY, complaint, by=cast.operator, at=LATER, classification=w
            )
        ) == {"classification"}


def test_without_identity_concrete_evidence_is_needed(cast):
    complaint = log(cast, is_anonymous=True)

    def accept():
        return do(
            complaint_flow.CLASSIFY,
            complaint,
            by=cast.operator,
            at=LATER,
            classification="conduct",
        )

    assert refused_fields(accept) == {"classification"}
    assert unchanged(complaint)
    complaint = log(cast, is_anonymous=True, has_evidence=True)
    assert accept().state == "classified"


def test_a_class_chosen_in_haste_is_corrected_with_its_clocks(cast):
    complaint = classified(cast, "rules_other")
    assert complaint.forward_due_on == date(2019, 7, 15)
    complaint = do(
        complaint_flow.CLASSIFY, complaint, by=cast.operator, at=LATER, classification="conduct"
    )
    assert (complaint.forward_due_on, complaint.answer_due_on) == (None, date(2019, 7, 22))


def test_a_body_outside_the_province_is_not_handed_anything(cast):
    complaint = classified(cast)
    assert refused_fields(
        lambda: do(complaint_flow.HAND_ON, complaint, by=cast.operator, at=LATER, to=cast.outside)
    ) == {"to"}


def test_an_agency_that_is_no_more_is_handed_nothing(cast):
    complaint = classified(cast)
    cast.district.ends_on = date(2019, 6, 30)
    assert refused_fields(
        lambda: do(complaint_flow.HAND_ON, complaint, by=cast.operator, at=LATER, to=cast.district)
    ) == {"to"}


def test_a_conduct_matter_is_not_passed_to_an_agency_of_the_province(cast):
    letter = {"by": cast.operator, "at": LATER, "letter_number": "15/SNV"}
    complaint = classified(cast)

    def to_b():
        day = date(2019, 7, 12)
        return do(complaint_flow.PASS_ON, complaint, to=cast.b, letter_date=day, **letter)

    assert refused_fields(to_b) == {"to"}
    complaint = classified(cast, "rules_other")
    complaint = to_b()
    assert (complaint.state, complaint.handed_to) == ("passed_on", cast.b)


def test_an_agency_that_replied_it_is_anothers_matter_leads_to_a_letter(cast):
    complaint = handed(cast)
    complaint = do(
        complaint_flow.REPLY, complaint, by=cast.head_a, at=LATER, reply="Không thuộc thẩm quyền"
    )
    assert refused_fields(
        lambda: do(complaint_flow.HAND_ON, complaint, by=cast.operator, at=LATER, to=cast.b)
    ) == {"to"}
    complaint = do(
        complaint_flow.PASS_ON,
        complaint,
        by=cast.operator,
        at=LATER,
        to=cast.b,
        letter_number="15/SNV",
        letter_date=date(2019, 7, 12),
    )
    assert complaint.state == "passed_on"
    # B sees the letter, never what A reported.
    shown = cast.client("clerk_b").get(f"/duong-day-nong/{complaint.pk}/").content.decode()
    assert "15/SNV" in shown
    assert "Không thuộc thẩm quyền" not in shown


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (date(2019, 7, 7), "Ngày này trước ngày tiếp nhận phản ánh."),
        (date(2019, 7, 13), "Ngày này chưa đến."),
    ],
)
def test_days_lie_between_the_receipt_and_today(cast, day, problem):
    common = {"by": cast.operator, "at": LATER}
    letter = {"letter_number": "15/SNV", "letter_date": day}
    actions = {
        "letter_date": [
            lambda c: do(complaint_flow.HAND_ON, c, to=cast.a, **letter, **common),
            lambda c: do(complaint_flow.PASS_ON, c, to=cast.outside, **letter, **common),
        ],
        "answered_on": [
            lambda c: do(complaint_flow.ANSWER, c, answer="Đã trả lời", answered_on=day, **common)
        ],
        "replied_on": [
            lambda c: do(
                complaint_flow.REPLY, c, reply="Đã xử lý", replied_on=day, by=cast.clerk_a, at=LATER
            )
        ],
    }
    for field, attempts in actions.items():
        for action in attempts:
            complaint = handed(cast)
            with pytest.raises(ValidationError) as caught:
                action(complaint)
            assert caught.value.message_dict == {field: [problem]}
            assert unchanged(complaint)


def test_a_reply_may_be_corrected_until_the_answer(cast):
    complaint = handed(cast)
    first = do(complaint_flow.REPLY, complaint, by=cast.clerk_a, at=LATER, reply="Bản đầu")
    complaint = do(complaint_flow.REPLY, first, by=cast.head_a, at=LATER, reply="Bản sửa")
    assert (complaint.agency_reply, complaint.state) == ("Bản sửa", "handed_on")
    assert complaint.agency_replied_on == date(2019, 7, 12)


def test_nothing_ends_unanswered_but_who_gave_no_identity(cast):
    complaint = classified(cast)
    with pytest.raises(Refused) as refused:
        do(complaint_flow.CLOSE, complaint, by=cast.operator, at=LATER)
    assert refused.value.reason == "Ghi kết quả trả lời người phản ánh trước khi kết thúc."
    complaint = classified(cast, is_anonymous=True, has_evidence=True)
    with pytest.raises(Refused):
        do(
            complaint_flow.ANSWER,
            complaint,
            by=cast.operator,
            at=LATER,
            answer="Thư",
            answered_on=date(2019, 7, 12),
        )
    complaint = do(complaint_flow.CLOSE, complaint, by=cast.operator, at=LATER)
    assert (complaint.state, complaint.handled_on) == ("closed", date(2019, 7, 12))


def test_who_holds_an_old_copy_loses_politely(cast):
    complaint = answered(cast)
    stale = Complaint.objects.get()
    complaint = do(complaint_flow.CLOSE, complaint, by=cast.operator, at=LATER)
    with pytest.raises(Conflict):
        do(complaint_flow.CLOSE, stale, by=cast.manager, at=LATER)
    assert unchanged(complaint)


def test_merging_never_goes_in_a_circle(cast):
    first, second, third = log(cast), log(cast), log(cast)
    common = {"by": cast.operator, "at": LATER, "note": "Trùng nội dung"}
    assert refused_fields(lambda: do(complaint_flow.MERGE, first, into=first, **common)) == {"into"}
    stale = Complaint.objects.get(pk=second.pk)
    do(complaint_flow.MERGE, second, into=first, **common)
    # Into the copy that does not know yet that it is merged.
    assert refused_fields(lambda: do(complaint_flow.MERGE, first, into=stale, **common)) == {"into"}
    assert refused_fields(lambda: do(complaint_flow.MERGE, third, into=second, **common)) == {
        "into"
    }
    do(complaint_flow.MERGE, Complaint.objects.get(pk=first.pk), into=third, **common)
    assert list(Complaint.objects.counted()) == [third]


def test_a_reserved_one_and_an_ordinary_one_are_not_merged(cast):
    reserved = log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    assert refused_fields(
        lambda: do(
            complaint_flow.MERGE,
            log(cast),
            by=cast.manager,
            at=LATER,
            into=reserved,
            note="Trùng nội dung",
        )
    ) == {"into"}


def test_a_denunciation_takes_no_complaint_in(cast):
    other = log(cast)
    other = do(
        complaint_flow.CLASSIFY,
        other,
        by=cast.operator,
        at=LATER,
        classification="denunciation",
        note="Đã chuyển đơn",
    )
    assert refused_fields(
        lambda: do(
            complaint_flow.MERGE, log(cast), by=cast.operator, at=LATER, into=other, note="Trùng"
        )
    ) == {"into"}


@pytest.mark.parametrize(
    ("state", "then"),
    [
        ("answered", "classified"),
        ("passed_on", "classified"),
        ("closed", "classified"),
        ("merged", "classified"),
    ],
)
def test_what_was_classified_is_opened_to_be_worked_on(cast, state, then):
    complaint = in_state(cast, state)
    assert refused_fields(
        lambda: do(complaint_flow.REOPEN, complaint, by=cast.manager, at=LATER, note=" ")
    ) == {"note"}
    do(complaint_flow.REOPEN, complaint, by=cast.manager, at=LATER, note="Còn sót nội dung")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handled_on, complaint.merged_into) == (then, None, None)


def test_what_was_refused_is_opened_to_be_classified_anew(cast):
    complaint = do(
        complaint_flow.CLASSIFY,
        log(cast),
        by=cast.operator,
        at=LATER,
        classification="not_accepted",
        not_accepted_reason="Không rõ",
    )
    do(
        complaint_flow.REOPEN,
        complaint,
        by=cast.manager,
        at=LATER,
        note="Người dân bổ sung chứng cứ",
    )
    complaint.refresh_from_db()
    assert (complaint.state, complaint.classification, complaint.not_accepted_reason) == (
        "received",
        "",
        "",
    )
    assert complaint.answer_due_on == date(2019, 7, 22)


def test_handled_counts_from_the_day_it_was_closed_or_the_letter_went(cast):
    closed, passed = in_state(cast, "closed"), in_state(cast, "passed_on")
    log(cast)
    on = Complaint.objects.handled_by
    assert list(on(date(2019, 7, 10))) == []
    assert set(on(date(2019, 7, 11))) == {closed, passed}


def test_it_is_overdue_the_day_after_the_clock_ran_out(cast):
    waiting, late = Complaint.objects.overdue, classified(cast, "rules_other")
    done = answered(cast)
    assert list(waiting(date(2019, 7, 15))) == []
    assert list(waiting(date(2019, 7, 16))) == [late]
    handed_on = do(complaint_flow.HAND_ON, late, by=cast.operator, at=RECEIVED_AT, to=cast.a)
    assert list(waiting(date(2019, 7, 22))) == []
    assert list(waiting(date(2019, 7, 23))) == [handed_on]
    assert done.answer_due_on == date(2019, 7, 22)
