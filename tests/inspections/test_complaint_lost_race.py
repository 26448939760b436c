"""A lost race tells nobody more than the page of the complaint does."""

from uuid import uuid4

import pytest
import time_machine

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.receipt import update_complaint
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import text_of
from tests.inspections.complaint_story import (
    CONTENT,
    NAME,
    PHONE,
    SECRETS,
    classified,
    handed,
    log,
)

NOW = moment(2019, 7, 12)
OTHERS_REPORT = "Lời của cơ quan trước"


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(NOW, tick=False):
        yield


def url(complaint, path: str) -> str:
    return f"/duong-day-nong/{complaint.pk}/{path}/"


def labels(form) -> list[str]:
    return [line.label for line in form.lost.since]


def test_an_agency_is_shown_its_own_report_and_only_the_lines_of_its_timeline(cast):
    complaint = handed(cast)
    sent = {"seen_version": complaint.version, "reply": "Của tôi", "replied_on": "11/7/2019"}
    cast.client("head_a").post(
        url(complaint, "bao-cao-ket-qua"), {**sent, "reply": "Của thủ trưởng"}
    )
    answer = cast.client("clerk_a").post(url(complaint, "bao-cao-ket-qua"), sent)
    form = answer.context["form"]
    assert form.lost.texts == (
        ("Kết quả xử lý", "Của thủ trưởng", "Của tôi"),
        ("Ngày báo cáo", "11/7/2019", "11/7/2019"),
    )
    assert labels(form) == ["Báo cáo kết quả xử lý"]
    # Shown with the first version: what the Sở did before it was given is no business of theirs.
    answer = cast.client("clerk_a").post(
        url(complaint, "bao-cao-ket-qua"), {**sent, "seen_version": 1}
    )
    assert labels(answer.context["form"]) == ["Giao cơ quan xử lý", "Báo cáo kết quả xử lý"]
    answer = cast.client("specialist").post(
        url(complaint, "tra-loi"), {"seen_version": 1, "answer": "x", "answered_on": "11/7/2019"}
    )
    assert labels(answer.context["form"]) == [
        "Phân loại",
        "Giao cơ quan xử lý",
        "Báo cáo kết quả xử lý",
    ]


def passed_to_b(cast):
    """Reported on by A, then passed on in writing to B."""
    given = handed(cast)
    done = do(complaint_flow.REPLY, given, by=cast.head_a, at=NOW, reply=OTHERS_REPORT)
    return do(
        complaint_flow.PASS_ON,
        done,
        by=cast.operator,
        at=NOW,
        to=cast.b,
        letter_number="15/SNV",
        letter_date=NOW.date(),
    )


def test_what_another_agency_reported_is_not_told_by_a_stale_form(cast):
    complaint = passed_to_b(cast)
    sent = {"seen_version": 1, "reply": "Của cơ quan B", "replied_on": "11/7/2019"}
    answer = cast.client("clerk_b").post(url(complaint, "bao-cao-ket-qua"), sent)
    assert OTHERS_REPORT not in answer.content.decode()
    form = answer.context["form"]
    assert (form.lost.texts, labels(form)) == ((), ["Chuyển cơ quan có thẩm quyền"])


def test_what_another_agency_reported_is_not_offered_to_the_next(cast):
    opened = do(
        complaint_flow.REOPEN, passed_to_b(cast), by=cast.manager, at=NOW, note="B trả lại."
    )
    given = do(complaint_flow.HAND_ON, opened, by=cast.operator, at=NOW, to=cast.b)
    page = cast.client("clerk_b").get(url(given, "bao-cao-ket-qua"))
    assert page.status_code == 200
    assert OTHERS_REPORT not in page.content.decode()


def test_a_reserved_one_is_not_found_by_a_stale_form(cast):
    reserved = classified(cast, subject_agency=cast.department, reserved_for=cast.manager)
    for who in ("specialist", "clerk_a"):
        answer = cast.client(who).post(
            url(reserved, "tra-loi"),
            {"seen_version": 1, "answer": "x", "answered_on": "11/7/2019"},
        )
        assert (who, answer.status_code) == (who, 404)


def test_what_is_sealed_stands_in_no_panel(cast):
    complaint = log(cast)
    update_complaint(complaint, by=cast.manager, at=NOW, seen_version=1, summary="Của lãnh đạo")
    typed = {
        "seen_version": 1,
        "client_id": str(uuid4()),
        "subject_agency": "Sở Xây dựng",
        "channel": "phone",
        "received_at": "08/7/2019",
        "received_time": "9:30",
        "summary": "Của trực ban",
    }
    answer = cast.client("operator").post(url(complaint, "sua"), typed)
    form = answer.context["form"]
    assert ("Tóm tắt", "Của lãnh đạo", "Của trực ban") in form.lost.texts
    assert ("Ngày tiếp nhận", "09:30 ngày 08/7/2019", "09:30 ngày 08/7/2019") in form.lost.texts
    shown = answer.content.decode()
    assert [secret for secret in (NAME, PHONE, CONTENT, *SECRETS) if secret in shown] == []
    # The same form twice: done, and said once.
    again = typed | {"seen_version": 2, "client_id": str(uuid4())}
    operator = cast.client("operator")
    first = operator.post(url(complaint, "sua"), again, follow=True)
    assert f"Đã sửa phản ánh số {complaint.pk}." in text_of(first)
    second = operator.post(url(complaint, "sua"), again, follow=True)
    assert f"Đã sửa phản ánh số {complaint.pk}." not in text_of(second)
    complaint.refresh_from_db()
    assert (complaint.version, complaint.summary) == (3, "Của trực ban")


def test_who_comes_too_late_to_correct_a_receipt_keeps_what_they_typed(cast):
    complaint = classified(cast)
    typed = {
        "seen_version": 1,
        "subject_agency": "Sở Xây dựng",
        "channel": "phone",
        "received_at": "08/7/2019",
        "received_time": "9:30",
        "summary": "Của trực ban",
    }
    answer = cast.client("manager").post(url(complaint, "sua"), typed)
    assert answer.status_code == 200
    assert labels(answer.context["form"]) == ["Phân loại"]
    assert answer.context["form"]["summary"].value() == "Của trực ban"


def test_what_was_typed_on_a_case_given_to_another_body_meanwhile_can_be_copied(cast):
    complaint = handed(cast)
    sent = {"seen_version": complaint.version, "reply": "Đã xác minh xong", "replied_on": ""}
    do(complaint_flow.HAND_ON, complaint, by=cast.operator, at=NOW, to=cast.b)
    answer = cast.client("clerk_a").post(url(complaint, "bao-cao-ket-qua"), sent)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert ">Đã xác minh xong</textarea>" in page
    assert "Nội dung này chưa được lưu." in page
    other = cast.client("clerk_b").get(url(complaint, "bao-cao-ket-qua")).content.decode()
    assert "Đã xác minh xong" not in other
