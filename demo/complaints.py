"""One complaint of the demo from the call to wherever it has come by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from demo.clock import moment
from demo.doing import do
from demo.engine import Course
from demo.people import People
from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import log_complaint
from inspections.complaints.states import Channel, ComplaintClass
from tayninh_portal.models import User


@dataclass(frozen=True)
class Case:
    """What a complaint is about, and the days on which something was done; None: not yet.

    ``passed_to`` is the body outside the province's authority it was passed on to, in writing, on
    the day ``handed``. ``reserved_for`` names an officer: who alone works on it. ``repeats``: the
    same call as an earlier one about that agency, merged with it.
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
    repeats: bool = False


class Caller(TypedDict, total=False):
    """Who called, as ``log_complaint`` asks it; nothing of who gives no name."""

    caller_name: str
    caller_address: str
    caller_phone: str


def follow(case: Case, people: People) -> Course:
    """Take it as far as its days say. The agency it lies with by then replies."""
    at = moment(case.received, 9, 5)
    yield at
    who = people.officers[case.reserved_for] if case.reserved_for else people.operator
    complaint = _receive(case, people, who, at=at)
    number = complaint.pk
    if case.repeats:
        at = moment(case.received, 11)
        yield at
        _merge(complaint, who, at=at)
        return
    if not case.classified:
        return
    at = moment(case.received, 9, 20)
    yield at
    _classify(case, number, who, at=at)
    if case.handed is not None:
        at = moment(case.handed, 14)
        yield at
        _hand(case, number, who, at=at)
    if case.replied is not None:
        at = moment(case.replied, 9 if case.replied == case.answered else 15)
        yield at
        _reply(number, people, at=at)
    if case.answered is not None:
        at = moment(case.answered, 10)
        yield at
        do(
            complaint_flow.ANSWER,
            _now(number),
            by=who,
            at=at,
            answer="Đã thông tin kết quả xử lý đến người phản ánh (minh họa).",
            answered_on=case.answered,
        )
    if case.closed:
        at = moment(at.date(), 10, 30) if case.answered else moment(at.date(), 16)
        yield at
        do(complaint_flow.CLOSE, _now(number), by=who, at=at)


def _now(number: int) -> Complaint:
    """The complaint as it stands: a merger may have passed it on meanwhile."""
    return Complaint.objects.get(pk=number)


def _receive(case: Case, people: People, who: User, *, at: datetime) -> Complaint:
    # Tells the invented callers apart.
    number = Complaint.objects.count() + 1
    caller: Caller = {
        "caller_name": f"Người phản ánh {number} (minh họa)",
        "caller_address": "Tỉnh Tây Ninh (minh họa)",
        "caller_phone": f"09000{number:05d}",
    }
    if case.anonymous:
        caller = {}
    complaint, _ = log_complaint(
        by=people.operator,
        at=at,
        received_at=moment(case.received, 9),
        channel=case.channel,
        external_code=case.external_code,
        subject_agency=Agency.objects.on(case.received).get(name=case.agency),
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


def _classify(case: Case, number: int, who: User, *, at: datetime) -> None:
    do(
        complaint_flow.CLASSIFY,
        _now(number),
        by=who,
        at=at,
        classification=case.classification,
        category=Category.objects.get(code=case.category) if case.category else None,
        field=Field.objects.get(code=case.field) if case.field else None,
        not_accepted_reason=case.not_accepted_reason,
        note=case.note,
    )


def _hand(case: Case, number: int, who: User, *, at: datetime) -> None:
    complaint = _now(number)
    letter = {"letter_number": f"{100 + number}/SNV-CCVC", "letter_date": at.date()}
    if case.passed_to:
        to = Agency.objects.on(at.date()).get(name=case.passed_to)
        do(complaint_flow.PASS_ON, complaint, by=who, at=at, to=to, **letter)
    else:
        do(
            complaint_flow.HAND_ON,
            complaint,
            by=who,
            at=at,
            to=complaint.subject_agency,
            **letter,
        )


def _reply(number: int, people: People, *, at: datetime) -> None:
    complaint = _now(number)
    assert complaint.handed_to_id is not None
    do(
        complaint_flow.REPLY,
        complaint,
        by=people.clerks[complaint.handed_to_id],
        at=at,
        reply="Cơ quan đã kiểm tra, chấn chỉnh và trả kết quả cho người dân (minh họa).",
        replied_on=at.date(),
    )


def _merge(complaint: Complaint, who: User, *, at: datetime) -> None:
    before = Complaint.objects.open().filter(subject_agency=complaint.subject_agency)
    do(
        complaint_flow.MERGE,
        complaint,
        into=before.exclude(pk=complaint.pk).order_by("-pk")[0],
        by=who,
        at=at,
        note="Cùng một việc, cùng cơ quan (minh họa).",
    )
