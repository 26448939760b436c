"""The way of a complaint from its class to its end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field
from inspections.complaints import workflow as rules
from inspections.complaints.actions.receipt import answer_due_on
from inspections.complaints.models import OTHER_PROCEDURE, Complaint, ComplaintClass, ComplaintState
from tayninh_portal import records
from tayninh_portal.lib.workdays import add_working_days
from tayninh_portal.models import User

TAKEN_OVER = "Nhận xử lý thay lãnh đạo đã thôi giữ chức vụ."


def classify_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    classification: str,
    category: Category | None = None,
    field: Field | None = None,
    not_accepted_reason: str = "",
    note: str = "",
    seen_version: int | None = None,
) -> Complaint:
    """Say what the complaint is in law; the clocks follow from it.

    Not accepted (with a reason), khiếu nại and tố cáo (with a note where they went) end here. Who
    gives no identity is accepted only with concrete evidence.
    """
    at = at or timezone.now()
    records.require(by, "complaint.classify", complaint, at=at)
    check_class(complaint, classification, not_accepted_reason)
    kind = ComplaintClass(classification)
    refused = kind == ComplaintClass.NOT_ACCEPTED
    ends = refused or kind in OTHER_PROCEDURE
    step = rules.REFUSE if refused else rules.REDIRECT if ends else rules.CLASSIFY
    forwards = kind == ComplaintClass.RULES_OTHER
    return records.move(
        complaint,
        step,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        classification=kind.value,
        category=category or complaint.category,
        field=field or complaint.field,
        not_accepted_reason=not_accepted_reason.strip() if refused else "",
        answer_due_on=None if ends else answer_due_on(complaint),
        forward_due_on=(
            add_working_days(complaint.received_on, settings.FORWARD_WORKDAYS) if forwards else None
        ),
        handled_on=timezone.localdate(at) if ends else None,
    )


def hand_on_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    to: Agency,
    letter_number: str = "",
    letter_date: date | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Complaint:
    """Give it to an agency of the province, which sees it from now on, without the caller.

    The Sở keeps the clock and answers. ``handed_on`` is the letter's day, or today.
    """
    at = at or timezone.now()
    records.require(by, "complaint.hand_on", complaint, at=at)
    day = _letter_day(complaint, letter_date, at=at)
    check_handed_to(complaint, to, day)
    if complaint.agency_reply and to.pk != complaint.handed_to_id:
        raise ValidationError(
            {
                "to": "Cơ quan được giao đã báo cáo kết quả. Hãy trả lời người phản ánh, giao lại "
                "chính cơ quan đó, hoặc chuyển bằng văn bản."
            }
        )
    return records.move(
        complaint,
        rules.HAND_ON,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        handed_to=to,
        handed_on=day,
        letter_number=letter_number.strip(),
        letter_date=letter_date,
    )


def pass_on_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    to: Agency,
    letter_number: str,
    letter_date: date | None,
    note: str = "",
    seen_version: int | None = None,
) -> Complaint:
    """Pass it on in writing to the body that is competent; with that the Sở has handled it.

    ``handled_on`` is the letter's day. An agency of the province gets a matter in this way only
    where the rules are another's (``RULES_OTHER``) or the agency first given it has replied; else
    it is handed on and answered for.
    """
    at = at or timezone.now()
    records.require(by, "complaint.hand_on", complaint, at=at)
    missing = {}
    if not letter_number.strip():
        missing["letter_number"] = "Ghi số văn bản chuyển."
    if letter_date is None:
        missing["letter_date"] = "Ghi ngày văn bản chuyển."
    if missing:
        raise ValidationError(missing)
    day = _letter_day(complaint, letter_date, at=at)
    check_passed_on_to(complaint, to, day)
    return records.move(
        complaint,
        rules.PASS_ON,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        handed_to=to,
        handed_on=day,
        handled_on=day,
        letter_number=letter_number.strip(),
        letter_date=letter_date,
    )


def reply_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    reply: str,
    replied_on: date | None = None,
    seen_version: int | None = None,
) -> Complaint:
    """The agency it was handed to says what it did; it may correct that until the Sở answers."""
    at = at or timezone.now()
    records.require(by, "complaint.reply", complaint, at=at)
    if not reply.strip():
        raise ValidationError({"reply": "Ghi kết quả xử lý."})
    day = replied_on or timezone.localdate(at)
    check_day(complaint, "replied_on", day, at=at)
    return records.move(
        complaint,
        rules.REPLY,
        by=by,
        at=at,
        seen_version=seen_version,
        agency_reply=reply.strip(),
        agency_replied_on=day,
    )


def answer_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    answer: str,
    answered_on: date,
    answer_number: str = "",
    seen_version: int | None = None,
) -> Complaint:
    """Record what the citizen was told, and when."""
    at = at or timezone.now()
    records.require(by, "complaint.answer", complaint, at=at)
    if not answer.strip():
        raise ValidationError({"answer": "Ghi nội dung đã trả lời."})
    check_day(complaint, "answered_on", answered_on, at=at)
    return records.move(
        complaint,
        rules.ANSWER,
        by=by,
        at=at,
        seen_version=seen_version,
        answer=answer.strip(),
        answered_on=answered_on,
        answer_number=answer_number.strip(),
    )


def close_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> Complaint:
    """End it, once answered, or without answer where nobody is to be answered."""
    at = at or timezone.now()
    return records.move(
        complaint,
        rules.CLOSE,
        by=by,
        at=at,
        note=note,
        seen_version=seen_version,
        handled_on=timezone.localdate(at),
    )


def merge_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    into: Complaint,
    note: str,
    seen_version: int | None = None,
) -> Complaint:
    """Make it a duplicate of ``into``, which is counted in its place.

    ``into`` is read anew under a lock: two people merging two complaints into each other would
    otherwise make both disappear from the count.
    """
    at = at or timezone.now()
    records.require(by, "complaint.merge", complaint, at=at)
    with transaction.atomic():
        both = Complaint.objects.select_for_update().filter(pk__in=(complaint.pk, into.pk))
        target = {row.pk: row for row in both.order_by("pk")}[into.pk]
        _check_target(complaint, target)
        return records.move(
            complaint,
            rules.MERGE,
            by=by,
            at=at,
            note=note,
            seen_version=seen_version,
            merged_into=target,
        )


def reopen_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
) -> Complaint:
    """Open it again: where it was classified to work on, otherwise to be classified anew.

    A leader of UBND tỉnh who reopens what was reserved for one who is gone takes it over.
    """
    at = at or timezone.now()
    ended_early = ("", ComplaintClass.NOT_ACCEPTED, *OTHER_PROCEDURE)
    anew = complaint.classification in ended_early
    fields: dict[str, Any] = {"handled_on": None, "merged_into": None}
    if anew:
        fields |= {
            "classification": "",
            "not_accepted_reason": "",
            "answer_due_on": answer_due_on(complaint),
        }
    if rules.takes_over(by, complaint, timezone.localdate(at)):
        fields["reserved_for"] = by
        note = note.strip() and f"{TAKEN_OVER} {note.strip()}"
    step = rules.REOPEN_UNCLASSIFIED if anew else rules.REOPEN
    return records.move(
        complaint, step, by=by, at=at, note=note, seen_version=seen_version, **fields
    )


def check_class(complaint: Complaint, classification: str, not_accepted_reason: str) -> None:
    """Raise ``ValidationError`` for a class the complaint cannot have, or one without reason."""
    if classification not in ComplaintClass.values or classification == "":
        raise ValidationError({"classification": "Chọn phân loại."})
    refused = classification == ComplaintClass.NOT_ACCEPTED
    if refused and not not_accepted_reason.strip():
        raise ValidationError({"not_accepted_reason": "Ghi lý do không tiếp nhận."})
    if not refused and complaint.is_anonymous and not complaint.has_evidence:
        raise ValidationError(
            {
                "classification": "Người phản ánh không cung cấp danh tính và không có chứng cứ cụ "
                "thể nên không tiếp nhận được."
            }
        )


def check_handed_to(complaint: Complaint, to: Agency, day: date) -> None:
    """Raise ``ValidationError`` for an agency a complaint cannot be given to on ``day``."""
    if to.is_outside:
        raise ValidationError(
            {"to": "Cơ quan này ngoài thẩm quyền của tỉnh: hãy chuyển bằng văn bản."}
        )
    if not to.exists_on(day):
        raise ValidationError({"to": "Cơ quan này không hoạt động vào ngày giao."})
    if complaint.reserved_for_id and to.is_department:
        raise ValidationError(
            {"to": "Phản ánh về Sở Nội vụ hoặc người của Sở không giao lại cho Sở Nội vụ."}
        )


def check_passed_on_to(complaint: Complaint, to: Agency, day: date) -> None:
    """Raise ``ValidationError`` for a body it cannot be passed on to in writing on ``day``."""
    others_matter = complaint.classification == ComplaintClass.RULES_OTHER
    if not (to.is_outside or others_matter or complaint.agency_reply):
        raise ValidationError(
            {"to": "Việc thuộc cơ quan của tỉnh: hãy giao cơ quan đó xử lý, không chuyển đi."}
        )
    if to.is_department or not to.exists_on(day):
        raise ValidationError({"to": "Không chuyển được cho cơ quan này vào ngày đó."})


def check_day(complaint: Complaint, name: str, day: date, *, at: datetime) -> None:
    """Raise ``ValidationError`` at ``name`` for a day before the receipt or to come."""
    if day < complaint.received_on:
        raise ValidationError({name: "Ngày này trước ngày tiếp nhận phản ánh."})
    if day > timezone.localdate(at):
        raise ValidationError({name: "Ngày này chưa đến."})


def _letter_day(complaint: Complaint, letter_date: date | None, *, at: datetime) -> date:
    day = letter_date or timezone.localdate(at)
    check_day(complaint, "letter_date", day, at=at)
    return day


def _check_target(complaint: Complaint, target: Complaint) -> None:
    """Only something that is counted itself can stand for another."""
    problem = ""
    if target.pk == complaint.pk:
        problem = "Không thể gộp một phản ánh vào chính nó."
    elif target.state == ComplaintState.MERGED:
        problem = "Phản ánh đó đã gộp vào phản ánh khác; hãy chọn phản ánh gốc."
    elif target.classification in OTHER_PROCEDURE:
        problem = "Khiếu nại, tố cáo không phải phản ánh nên không gộp vào được."
    elif target.reserved_for_id != complaint.reserved_for_id:
        problem = "Hai phản ánh phải cùng do một lãnh đạo xử lý riêng, hoặc cùng không."
    if problem:
        raise ValidationError({"into": problem})
