"""One complaint of the demo from the call to wherever it has come by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from demo.clock import moment
from demo.doing import do
from demo.people import People
from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Channel, Complaint, ComplaintClass
from inspections.complaints.receipt import log_complaint
from tayninh_portal.models import User


@dataclass(frozen=True)
class Case:
    """What a complaint is about, and the days on which something was done; None: not yet.

    ``passed_to`` is the body outside the province's authority it was passed on to, in writing, on
    the day ``handed``. ``reserved_for`` names a post of ``People``: who alone works on it.
    """

    agency: str
    summary: str
    received: date
    classified: bool = True
    category: str = ""
    field: str = ""
    classification: str = ComplaintClass.CONDUCT
    not_accepted_reason: str = ""
    note: str = ""
    channel: str = Channel.PHONE
    external_code: str = ""
    anonymous: bool = False
    evidence: bool = False
    handed: date | None = None
    passed_to: str = ""
    replied: date | None = None
    answered: date | None = None
    closed: bool = False
    reserved_for: str = ""
    about_specialist: bool = False


class Caller(TypedDict, total=False):
    """Who called, as ``log_complaint`` asks it; nothing of who gives no name."""

    caller_name: str
    caller_address: str
    caller_phone: str


def follow(case: Case, *, number: int, people: People) -> Complaint:
    """Take it as far as its days say. ``number`` tells the invented callers apart."""
    agency = Agency.objects.on(case.received).get(name=case.agency)
    who = getattr(people, case.reserved_for) if case.reserved_for else people.operator
    complaint = _receive(case, agency, number=number, people=people, who=who)
    if not case.classified:
        return complaint
    complaint = do(
        complaint_flow.CLASSIFY,
        complaint,
        by=who,
        at=moment(case.received, 9, 20),
        classification=case.classification,
        category=Category.objects.get(code=case.category) if case.category else None,
        field=Field.objects.get(code=case.field) if case.field else None,
        not_accepted_reason=case.not_accepted_reason,
        note=case.note,
    )
    if case.handed is not None:
        complaint = _hand(case, complaint, agency, number=number, who=who)
    if case.replied is not None:
        complaint = do(
            complaint_flow.REPLY,
            complaint,
            by=people.clerks[agency.pk],
            at=moment(case.replied, 15),
            reply="Cơ quan đã kiểm tra, chấn chỉnh và trả kết quả cho người dân (minh họa).",
            replied_on=case.replied,
        )
    return finish(case, complaint, who=who)


def finish(case: Case, complaint: Complaint, *, who: User) -> Complaint:
    """Answer and close it, as far as its days say."""
    ended = case.answered or case.replied or case.handed or case.received
    if case.answered is not None:
        complaint = do(
            complaint_flow.ANSWER,
            complaint,
            by=who,
            at=moment(case.answered, 10),
            answer="Đã thông tin kết quả xử lý đến người phản ánh (minh họa).",
            answered_on=case.answered,
        )
    if case.closed:
        at = moment(ended, 10, 30) if case.answered else moment(ended, 16)
        complaint = do(complaint_flow.CLOSE, complaint, by=who, at=at)
    return complaint


def _receive(case: Case, agency: Agency, *, number: int, people: People, who: User) -> Complaint:
    caller: Caller = {
        "caller_name": f"Người phản ánh {number} (minh họa)",
        "caller_address": "Tỉnh Tây Ninh (minh họa)",
        "caller_phone": f"09000{number:05d}",
    }
    if case.anonymous:
        caller = {}
    complaint, _ = log_complaint(
        by=people.operator,
        at=moment(case.received, 9, 5),
        received_at=moment(case.received, 9),
        channel=case.channel,
        external_code=case.external_code,
        subject_agency=agency,
        summary=case.summary,
        content="Nội dung trình bày qua điện thoại (minh họa).",
        is_anonymous=case.anonymous,
        has_evidence=case.evidence,
        reserved_for=who if case.reserved_for else None,
        subject_user=people.specialists[2] if case.about_specialist else None,
        is_illustrative=True,
        **caller,
    )
    return complaint


def _hand(case: Case, complaint: Complaint, agency: Agency, *, number: int, who: User) -> Complaint:
    assert case.handed is not None
    letter = {"letter_number": f"{100 + number}/SNV-CCVC", "letter_date": case.handed}
    at = moment(case.handed, 14)
    if case.passed_to:
        to = Agency.objects.on(case.handed).get(name=case.passed_to)
        return do(complaint_flow.PASS_ON, complaint, by=who, at=at, to=to, **letter)
    return do(complaint_flow.HAND_ON, complaint, by=who, at=at, to=agency, **letter)
