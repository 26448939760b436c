"""What each transition of a complaint writes, and what it may not be given."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import answer_due_on, subject_problems
from inspections.complaints.rules import takes_over
from inspections.complaints.states import OTHER_PROCEDURE, ComplaintClass, ComplaintState
from tayninh_portal.lib.workdays import add_working_days
from tayninh_portal.models import User
from tayninh_portal.records import Act, StateChange, amend_many, transit

TAKEN_OVER = "Nhận xử lý thay lãnh đạo đã thôi giữ chức vụ."
# What was refused, sent to another procedure or merged before it was classified starts anew.
NOT_WORKED_ON = ("", ComplaintClass.NOT_ACCEPTED, *OTHER_PROCEDURE)


def classify(
    change: StateChange,
    act: Act,
    complaints: Sequence[Complaint],
    *,
    classification: str,
    category: Category | None = None,
    field: Field | None = None,
    not_accepted_reason: str = "",
    note: str = "",
) -> list[Complaint]:
    """Say what the complaints are in law; the clocks follow from it.

    Not accepted (with a reason), khiếu nại and tố cáo (with a note where they went) end here. Who
    gives no identity is accepted only with concrete evidence.
    """
    for complaint in complaints:
        check_class(complaint, classification, not_accepted_reason)
    refused = classification == ComplaintClass.NOT_ACCEPTED
    redirected = classification in OTHER_PROCEDURE
    if redirected and not note.strip():
        raise ValidationError({"note": "Ghi đã hướng dẫn hoặc chuyển đơn đến đâu."})
    ends = refused or redirected
    forwards = classification == ComplaintClass.RULES_OTHER
    label = "Không tiếp nhận" if refused else "Chuyển sang thủ tục khiếu nại, tố cáo"
    return transit(
        complaints,
        change,
        act,
        to=ComplaintState.CLOSED if ends else ComplaintState.CLASSIFIED,
        label=label if ends else "",
        note=note,
        classification=classification,
        category=lambda complaint: category or complaint.category,
        field=lambda complaint: field or complaint.field,
        not_accepted_reason=not_accepted_reason.strip() if refused else "",
        answer_due_on=None if ends else answer_due_on,
        forward_due_on=forward_due_on if forwards else None,
        handled_on=act.day if ends else None,
    )


def hand_on(
    change: StateChange,
    act: Act,
    complaints: Sequence[Complaint],
    *,
    to: Agency,
    letter_number: str = "",
    letter_date: date | None = None,
    note: str = "",
) -> list[Complaint]:
    """Give them to an agency of the province, which sees them from now on, without the caller.

    The Sở keeps the clock and answers. ``handed_on`` is the letter's day, or today. An agency given
    one once more is to report once more; what it reported stays with it.
    """
    day = letter_date or act.day
    for complaint in complaints:
        check_day(complaint, "letter_date", day, at=act.at)
        check_handed_to(complaint, to, day)
        if complaint.agency_reply and to.pk != complaint.handed_to_id:
            raise ValidationError(
                {
                    "to": "Cơ quan được giao đã báo cáo kết quả. Hãy trả lời người phản ánh, giao "
                    "lại chính cơ quan đó, hoặc chuyển bằng văn bản."
                }
            )
    return transit(
        complaints,
        change,
        act,
        note=note,
        handed_to=to,
        handed_on=day,
        agency_replied_on=None,
        letter_number=letter_number.strip(),
        letter_date=letter_date,
    )


def pass_on(
    change: StateChange,
    act: Act,
    complaints: Sequence[Complaint],
    *,
    to: Agency,
    letter_number: str,
    letter_date: date,
    note: str = "",
) -> list[Complaint]:
    """Pass them on in writing to the body that is competent; with that the Sở has handled them.

    ``handled_on`` is the letter's day. An agency of the province gets a matter in this way only
    where the rules are another's (``RULES_OTHER``) or the agency first given it has replied; else
    it is handed on and answered for.
    """
    for complaint in complaints:
        check_day(complaint, "letter_date", letter_date, at=act.at)
        check_passed_on_to(complaint, to, letter_date)
    return transit(
        complaints,
        change,
        act,
        note=note,
        handed_to=to,
        handed_on=letter_date,
        handled_on=letter_date,
        letter_number=letter_number.strip(),
        letter_date=letter_date,
    )


def reply(
    change: StateChange,
    act: Act,
    complaints: Sequence[Complaint],
    *,
    reply: str,
    replied_on: date | None = None,
) -> list[Complaint]:
    """The agency they were handed to says what it did; it may correct that until the Sở answers."""
    day = replied_on or act.day
    for complaint in complaints:
        check_day(complaint, "replied_on", day, at=act.at)
    return transit(complaints, change, act, agency_reply=reply.strip(), agency_replied_on=day)


def answer(
    change: StateChange,
    act: Act,
    complaints: Sequence[Complaint],
    *,
    answer: str,
    answered_on: date,
    answer_number: str = "",
) -> list[Complaint]:
    """Record what the citizen was told, and when."""
    for complaint in complaints:
        check_day(complaint, "answered_on", answered_on, at=act.at)
    return transit(
        complaints,
        change,
        act,
        answer=answer.strip(),
        answered_on=answered_on,
        answer_number=answer_number.strip(),
    )


def close(
    change: StateChange, act: Act, complaints: Sequence[Complaint], *, note: str = ""
) -> list[Complaint]:
    """End them, once answered, or without answer where nobody is to be answered."""
    return transit(complaints, change, act, note=note, handled_on=act.day)


def merge(
    change: StateChange, act: Act, complaints: Sequence[Complaint], *, into: Complaint, note: str
) -> list[Complaint]:
    """Make them duplicates of ``into``, which is counted in their place.

    All are read anew under a lock: two people merging two complaints into each other would
    otherwise make both disappear from the count.
    """
    keys = [into.pk, *(complaint.pk for complaint in complaints)]
    locked = Complaint.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    target = {row.pk: row for row in locked}[into.pk]
    for complaint in complaints:
        check_target(complaint, target)
    return transit(complaints, change, act, note=note, merged_into=target)


def reopen(
    change: StateChange, act: Act, complaints: Sequence[Complaint], *, note: str
) -> list[Complaint]:
    """Open them again: where one was classified to work on, otherwise to be classified anew.

    A leader of UBND tỉnh who reopens what was reserved for one who is gone takes it over.
    """

    def taken_over(complaint: Complaint) -> bool:
        return takes_over(act.by, complaint, act.day)

    return transit(
        complaints,
        change,
        act,
        to=lambda row: ComplaintState.RECEIVED if _anew(row) else ComplaintState.CLASSIFIED,
        label=lambda row: "Mở lại để phân loại" if _anew(row) else "",
        note=lambda row: f"{TAKEN_OVER} {note.strip()}" if taken_over(row) else note,
        handled_on=None,
        merged_into=None,
        classification=lambda row: "" if _anew(row) else row.classification,
        not_accepted_reason=lambda row: "" if _anew(row) else row.not_accepted_reason,
        answer_due_on=lambda row: answer_due_on(row) if _anew(row) else row.answer_due_on,
        reserved_for=lambda row: act.by if taken_over(row) else row.reserved_for,
    )


def reserve(
    change: StateChange,
    act: Act,
    complaints: Sequence[Complaint],
    *,
    subject_agency: Agency,
    subject_user: User | None = None,
    reserved_for: User | None = None,
    note: str,
) -> list[Complaint]:
    """Say anew whom they are about and for which leader they are reserved, if for any.

    What was merged into them goes along: its page would name what it was merged into.
    """
    for complaint in complaints:
        check_subject(complaint, subject_agency, subject_user, reserved_for, at=act.at)
    rows = transit(
        complaints,
        change,
        act,
        note=note,
        subject_agency=subject_agency,
        subject_user=subject_user,
        reserved_for=reserved_for,
        search="",  # filled anew by ``clean``: it holds the agency's name
    )
    merged = Complaint.objects.filter(merged_into__in=complaints)
    while twins := list(merged):
        amend_many(
            twins,
            act=act,
            label=change.label,
            note=note,
            subject_agency=subject_agency,
            subject_user=subject_user,
            reserved_for=reserved_for,
            search="",
        )
        merged = Complaint.objects.filter(merged_into__in=twins)
    return rows


def forward_due_on(complaint: Complaint) -> date:
    """Last day to pass on what is another body's."""
    return add_working_days(complaint.received_on, settings.FORWARD_WORKDAYS)


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


def check_subject(
    complaint: Complaint,
    subject_agency: Agency,
    subject_user: User | None,
    reserved_for: User | None,
    *,
    at: datetime,
) -> None:
    """Raise ``ValidationError`` where that is what the complaint says already, where a complaint
    about the Sở would be open to all, or lie with the Sở."""
    row = copy.copy(complaint)
    row.subject_agency, row.subject_user = subject_agency, subject_user
    row.reserved_for = reserved_for
    said = ("subject_agency_id", "subject_user_id", "reserved_for_id")
    if all(getattr(row, name) == getattr(complaint, name) for name in said):
        raise ValidationError("Chưa có gì thay đổi.")
    wrong = subject_problems(row, at=at)
    if row.reserved_for_id and row.handed_to is not None and row.handed_to.is_department:
        wrong = {"reserved_for": "Phản ánh đang giao cho Sở Nội vụ: giao cơ quan khác trước."}
    if wrong:
        raise ValidationError(wrong)


def check_day(complaint: Complaint, name: str, day: date, *, at: datetime) -> None:
    """Raise ``ValidationError`` at ``name`` for a day before the receipt or to come."""
    if day < complaint.received_on:
        raise ValidationError({name: "Ngày này trước ngày tiếp nhận phản ánh."})
    if day > timezone.localdate(at):
        raise ValidationError({name: "Ngày này chưa đến."})


def check_target(complaint: Complaint, target: Complaint) -> None:
    """Raise ``ValidationError`` for a target that is not counted itself, or not alike."""
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


def _anew(complaint: Complaint) -> bool:
    return complaint.classification in NOT_WORKED_ON
