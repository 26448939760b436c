"""Complaints as the tests of this noun need them: one of each state, made by the domain itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import log_complaint
from inspections.complaints.states import ComplaintState
from tests.doing import do
from tests.fixtures.cast import Cast, moment

# Monday; the answer is due on Monday 22/7/2019.
RECEIVED_AT = moment(2019, 7, 8, 9, 30)
NAME, ADDRESS = "Trần Thị Kín", "12 đường Giấu Tên, phường 3"
PHONE, MASKED = "0912345678", "091•••••78"
CONTENT = "Ông Lê Văn Bí Mật ở phòng một cửa bảo tôi quay lại năm lần."
SUMMARY = "Phải đi lại nhiều lần để nộp một hồ sơ"
# None of these may stand in a list, a log, a message or the change log.
SECRETS = (NAME, ADDRESS, PHONE, CONTENT, "Bí Mật", "Giấu Tên")


def log(cast: Cast, *, at: datetime = RECEIVED_AT, **fields: Any) -> Complaint:
    """A complaint by telephone about agency A, written down by the operator at ``at``."""
    values: dict[str, Any] = {
        "by": cast.operator,
        "at": at,
        "received_at": at,
        "channel": "phone",
        "subject_agency": cast.a,
        "summary": SUMMARY,
        "content": CONTENT,
    }
    if not fields.get("is_anonymous"):
        values |= {"caller_name": NAME, "caller_address": ADDRESS, "caller_phone": PHONE}
    complaint, created = log_complaint(**{**values, **fields})
    assert created
    return complaint


def classified(cast: Cast, classification: str = "conduct", **fields: Any) -> Complaint:
    """One classified the day it came."""
    complaint = log(cast, **fields)
    by = complaint.reserved_for or cast.operator
    return do(
        complaint_flow.CLASSIFY,
        complaint,
        by=by,
        at=complaint.received_at,
        classification=classification,
    )


def handed(cast: Cast, **fields: Any) -> Complaint:
    """One handed to agency A the day it came."""
    complaint = classified(cast, **fields)
    by = complaint.reserved_for or cast.operator
    return do(complaint_flow.HAND_ON, complaint, by=by, at=complaint.received_at, to=cast.a)


def answered(cast: Cast, **fields: Any) -> Complaint:
    """One answered on 10/7/2019."""
    complaint = classified(cast, **fields)
    by = complaint.reserved_for or cast.operator
    return do(
        complaint_flow.ANSWER,
        complaint,
        by=by,
        at=moment(2019, 7, 10),
        answer="Đã chấn chỉnh, hồ sơ được trả ngày 09/7.",
        answered_on=date(2019, 7, 10),
    )


def in_state(cast: Cast, state: str, **fields: Any) -> Complaint:
    """One in ``state``."""
    later = {"by": cast.operator, "at": moment(2019, 7, 11)}
    if state == ComplaintState.RECEIVED:
        return log(cast, **fields)
    if state == ComplaintState.CLASSIFIED:
        return classified(cast, **fields)
    if state == ComplaintState.HANDED_ON:
        return handed(cast, **fields)
    if state == ComplaintState.ANSWERED:
        return answered(cast, **fields)
    if state == ComplaintState.CLOSED:
        return do(complaint_flow.CLOSE, answered(cast, **fields), **later)
    if state == ComplaintState.PASSED_ON:
        return do(
            complaint_flow.PASS_ON,
            classified(cast, **fields),
            to=cast.outside,
            letter_number="15/SNV-TTr",
            letter_date=date(2019, 7, 11),
            **later,
        )
    return do(
        complaint_flow.MERGE,
        classified(cast, **fields),
        into=log(cast),
        note="Cùng một vụ việc",
        **later,
    )
