"""Writing a complaint down while it is spoken, and correcting that while it is new.

Nghị định 20/2008/NĐ-CP: what a caller gives, and that they need not give it; Luật Tiếp công dân
2013, điều 28: the clock of the first answer. Both clocks run in working days from the day of
receipt, whenever the complaint is classified.
"""

from __future__ import annotations

import copy
import re
import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field
from inspections.complaints.caller import CALLER_FIELDS, caller_payload, seal_caller
from inspections.complaints.models import Complaint
from inspections.complaints.states import Channel, ComplaintState
from tayninh_portal import records
from tayninh_portal.access import Role, holds
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.codes import new_tracking_code
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.lib.workdays import add_working_days
from tayninh_portal.models import User

# A clock of the office and the telephone system's may differ by a little.
CLOCK_TOLERANCE = timedelta(minutes=5)
# A Vietnamese telephone number, however it is spaced; no date or document number is that long.
OF_THE_STAFF = ("subject_user", "reserved_for")
CHANGED_APART = (
    "Đổi cơ quan sang Sở Nội vụ, đổi người của Sở bị phản ánh hoặc lãnh đạo xử lý riêng bằng nút "
    "“Đổi đối tượng, chế độ bảo mật” ở trang phản ánh."
)
PHONE = re.compile(r"(?:\+84|\b0)(?:[ .-]?\d){9,10}\b")


def log_complaint(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    received_at: datetime,
    channel: str,
    subject_agency: Agency,
    summary: str,
    content: str = "",
    caller_name: str = "",
    caller_address: str = "",
    caller_phone: str = "",
    is_anonymous: bool = False,
    has_evidence: bool = False,
    external_code: str = "",
    category: Category | None = None,
    field: Field | None = None,
    subject_user: User | None = None,
    reserved_for: User | None = None,
    is_illustrative: bool = False,
) -> tuple[Complaint, bool]:
    """Write a complaint down: ``(complaint, True)``, or the one ``client_id`` made before, False.

    Who called and what was said as told are sealed (``caller``); ``summary`` is neutral and names
    nobody. The answer clock starts with the receipt. Raises ``Refused``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "complaint.create", at=at)
    stated = caller_payload(
        name=caller_name, address=caller_address, phone=caller_phone, content=content
    )
    complaint = Complaint(
        client_id=client_id or uuid.uuid4(),
        code=new_tracking_code(),
        received_at=received_at,
        channel=channel,
        subject_agency=subject_agency,
        summary=summary.strip(),
        is_anonymous=is_anonymous,
        has_evidence=has_evidence,
        external_code=external_code.strip(),
        category=category,
        field=field,
        subject_user=subject_user,
        reserved_for=reserved_for,
        is_illustrative=is_illustrative,
        created_by=by,
    )
    start_clock(complaint)
    check_receipt(complaint, stated, at=at)
    try:
        with transaction.atomic():
            known = records.made_by_form(complaint, by)
            if known is not None:
                return known, False
            complaint.caller = seal_caller(None, stated, at=at)
            logged, new = records.create(complaint, by=by, at=at, label="Tiếp nhận")
            if not new:
                # The other click was first: what was just sealed belongs to nobody.
                transaction.set_rollback(True)
            return logged, new
    except (IntegrityError, ValidationError):
        # Two requests of one double click at the same moment: the identity is rolled back too.
        known = records.made_by_form(complaint, by)
        if known is None:
            raise
        return known, False


def update_complaint(
    complaint: Complaint,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    **changes: object,
) -> Complaint:
    """Correct what was written down, while nobody has classified it.

    ``changes`` are fields of ``log_complaint``, but for those of its subject and reservation. Of
    the caller's, those given and not blank replace what is sealed, and choosing "không cung cấp
    danh tính" erases name, address and telephone.
    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    at = at or timezone.now()
    if kept := [name for name in (*OF_THE_STAFF, *_agency_kept(complaint)) if name in changes]:
        raise ValidationError(dict.fromkeys(kept, CHANGED_APART))
    # Who comes too late to correct it is told of what happened, not of the rule that follows.
    if seen_version != complaint.version:
        records.require(by, "complaint.update", at=at)
        raise Conflict(records.STALE)
    records.require(by, "complaint.update", complaint, at=at)
    given = {name: str(changes.pop(name)) for name in CALLER_FIELDS if name in changes}
    row = copy.copy(complaint)
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    stated = caller_payload(
        before=row.caller,
        forget=row.is_anonymous,
        **{name.removeprefix("caller_"): value for name, value in given.items()},
    )
    start_clock(row)
    if row.subject_agency.is_department and not row.reserved_for_id:
        raise ValidationError({"subject_agency": CHANGED_APART})
    check_receipt(row, stated, at=at)
    with transaction.atomic():
        row.caller = seal_caller(row.caller, stated, at=at)
        return records.amend(
            row,
            {},
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa nội dung tiếp nhận",
            states=(ComplaintState.RECEIVED,),
        )


def _agency_kept(complaint: Complaint) -> tuple[str, ...]:
    return ("subject_agency",) if complaint.reserved_for_id else ()


def answer_due_on(complaint: Complaint) -> date | None:
    """Last day of the first answer; None where nobody is to be answered."""
    if complaint.is_anonymous:
        return None
    return add_working_days(complaint.received_on, settings.ANSWER_WORKDAYS)


def start_clock(complaint: Complaint) -> None:
    """Set the day of receipt and the last day of the first answer from the moment of receipt."""
    complaint.received_on = timezone.localdate(complaint.received_at)
    complaint.answer_due_on = answer_due_on(complaint)


def check_receipt(complaint: Complaint, stated: dict[str, str], *, at: datetime) -> None:
    """What a receipt must have; raises ``ValidationError`` with every problem at its field."""
    wrong: dict[str, str] = {}
    if complaint.received_at > at + CLOCK_TOLERANCE:
        wrong["received_at"] = "Thời điểm tiếp nhận không được sau hiện tại."
    wrong |= subject_problems(complaint, at=at)
    wrong |= _caller_problems(complaint, stated)
    if _names_the_caller(complaint.summary, stated) or PHONE.search(complaint.summary):
        wrong["summary"] = "Tóm tắt không được có tên hoặc số điện thoại của người phản ánh."
    if (subject := complaint.subject_user_id) and subject == complaint.created_by_id:
        wrong["subject_user"] = "Người bị phản ánh không tự ghi nhận; chuyển máy cho lãnh đạo Sở."
    if wrong:
        raise ValidationError(wrong)


def _caller_problems(complaint: Complaint, stated: dict[str, str]) -> dict[str, str]:
    """Who calls is asked by telephone, and not written down of who gives no name."""
    asked = {"name": "họ và tên", "address": "địa chỉ", "phone": "số điện thoại"}
    if complaint.is_anonymous:
        return {
            f"caller_{name}": "Đã chọn không cung cấp danh tính: để trống ô này."
            for name in asked
            if stated.get(name)
        }
    if complaint.channel != Channel.PHONE:
        return {}
    return {
        f"caller_{name}": f"Hỏi và ghi {words}, hoặc chọn “Không cung cấp danh tính”."
        for name, words in asked.items()
        if not stated.get(name)
    }


def _names_the_caller(summary: str, stated: dict[str, str]) -> bool:
    # The summary is read by the agency complained about; the caller must not stand in it.
    name, digits = fold(stated.get("name", "")), "".join(filter(str.isdigit, summary))
    return bool(name and name in fold(summary)) or bool(
        stated.get("phone") and stated["phone"].lstrip("+") in digits
    )


def subject_problems(complaint: Complaint, *, at: datetime) -> dict[str, str]:
    """A complaint about the Sở or one of its people goes to a named leader who is not the one it
    is about."""
    named, subject = complaint.reserved_for, complaint.subject_user
    if complaint.subject_agency.starts_on > complaint.received_on:
        return {"subject_agency": "Cơ quan này chưa hoạt động vào ngày tiếp nhận."}
    if not (complaint.subject_agency.is_department or subject is not None):
        if named is None:
            return {}
        return {"reserved_for": "Chỉ phản ánh về Sở Nội vụ, người của Sở mới giao riêng."}
    if named is None:
        return {"reserved_for": "Chọn lãnh đạo xử lý riêng phản ánh về Sở hoặc người của Sở."}
    if named == subject:
        return {"reserved_for": "Không giao cho chính người bị phản ánh."}
    if not holds(named, Role.MANAGER, Role.LEADER, on=timezone.localdate(at)):
        return {"reserved_for": "Người này không phải lãnh đạo Sở hoặc lãnh đạo UBND tỉnh."}
    return {}
