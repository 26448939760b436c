"""Complaints from a workbook: the checks of a row as far as it had come, and the writing.

The rules are those of the screens (the room of the complaints), asked of rows that are not stored
yet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError

from inspections.catalogues.models import Category, Field, Subject
from inspections.complaints.actions import (
    check_class,
    check_day,
    check_handed_to,
    check_passed_on_to,
    forward_due_on,
)
from inspections.complaints.caller import CALLER_FIELDS, caller_payload
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import check_receipt, start_clock
from inspections.complaints.states import OTHER_PROCEDURE, ComplaintClass, ComplaintState
from inspections.identities.actions import seal_identities
from inspections.imports.complaint_sheets import COMPLAINTS
from inspections.imports.lookups import Agencies, Catalogue
from inspections.imports.plans import Plan, first_day, gather, report, resolve, row_id
from inspections.imports.reader import Filled, Row
from inspections.imports.sheets import Problem, Wording
from tayninh_portal import records
from tayninh_portal.lib.codes import new_tracking_code
from tayninh_portal.lib.dates import VIETNAM, short_date
from tayninh_portal.models import User
from tayninh_portal.records import Act

NEEDED = frozenset({"day", "hour", "agency", "channel", "summary"})
# Columns that speak of what happened after the receipt.
LATER = (
    "not_accepted_reason",
    "handed_to",
    "handed_on",
    "letter_number",
    "answered_on",
    "answer",
    "answer_number",
    "handled_on",
)
LATER_DAYS = ("handed_on", "answered_on", "handled_on")
NOT_FIELDS = frozenset({"day", "hour", "agency", *CALLER_FIELDS})
# Names the rules use → columns of the sheet.
CELLS = {
    "received_at": "day",
    "subject_agency": "agency",
    "to": "handed_to",
    "letter_date": "handed_on",
}
ABOUT_THE_DEPARTMENT = (
    "Phản ánh về Sở Nội vụ phải ghi trực tiếp trên cổng để giao riêng cho một lãnh đạo."
)


@dataclass
class ComplaintRow:
    """One complaint as the sheet tells of it, not stored yet."""

    complaint: Complaint
    payload: dict[str, str] = field(default_factory=dict)
    known: bool = False


def plan_complaints(
    filled: Filled, *, sha256: str, by: User, at: datetime, stated: Wording
) -> Plan[ComplaintRow]:
    """Check every row; writes nothing, and reads without a lock."""
    rows = filled.rows.get(COMPLAINTS.title, [])
    complaints = _Complaints(sha256, by=by, at=at)
    complaints.find_stored(rows)
    planned = []
    for done, row in enumerate(rows, start=1):
        if (plan := complaints.plan(row)) is not None:
            planned.append(plan)
        stated(done, len(rows))
    problems = list(filled.problems)
    if not rows and not problems:
        problems.append(Problem(COMPLAINTS.title, "A2", "Tệp chưa có phản ánh nào."))
    for row in rows:
        problems += row.in_order()
    known = sum(plan.known for plan in planned)
    return Plan(planned, problems, {"complaints": len(rows) - known, "known": known})


def write_complaints(plan: Plan[ComplaintRow], act: Act) -> None:
    """Write a plan without problems; inside the caller's transaction."""
    called = [row for row in plan.new if row.payload]
    sealed = seal_identities([row.payload for row in called], at=act.at)
    for row, caller in zip(called, sealed, strict=True):
        row.complaint.caller = caller
    complaints = [row.complaint for row in plan.new]
    records.create_many(complaints, by=act.by, at=act.at, label="Nhập từ Excel")


class _Complaints:
    """Rows of the sheet, one after the other."""

    def __init__(self, sha256: str, *, by: User, at: datetime) -> None:
        self._sha256, self._by, self._at = sha256, by, at
        self._agencies = Agencies()
        persons = Category.objects.filter(subject=Subject.PERSON)
        self._categories = Catalogue(persons, "loại hành vi")
        self._fields = Catalogue(Field.objects.all(), "lĩnh vực")
        self._seen: dict[tuple[int, datetime], int] = {}
        self._stored: set[tuple[int, datetime]] = set()
        self._known: set[Any] = set()

    def find_stored(self, rows: list[Row]) -> None:
        """Load what the portal has already of the days in the file."""
        days = [row.values["day"] for row in rows if "day" in row.values]
        if days:
            stored = Complaint.objects.received_between(min(days), max(days))
            self._known = set(stored.values_list("client_id", flat=True))
            # That a reserved one is there already is told to nobody.
            told = stored.filter(reserved_for=None)
            self._stored = set(told.values_list("subject_agency_id", "received_at"))

    def plan(self, row: Row) -> ComplaintRow | None:
        """The row's complaint, or None where too little could be read to judge it."""
        values = row.values
        for name, day in (("agency", "day"), ("handed_to", "handed_on")):
            self._resolve_agency(row, name, day)
        if "day" in values:
            resolve(row, "category", self._categories, values["day"])
            resolve(row, "field", self._fields, values["day"])
        if NEEDED & row.bad:
            return None
        fields = {name: value for name, value in values.items() if name not in NOT_FIELDS}
        complaint = Complaint(
            client_id=row_id(self._sha256, row),
            code=new_tracking_code(),
            received_at=datetime.combine(values["day"], values["hour"], VIETNAM),
            subject_agency=values["agency"],
            created_by=self._by,
            **fields,
        )
        start_clock(complaint)
        plan = ComplaintRow(complaint, known=complaint.client_id in self._known)
        if not plan.known:
            self._check(row, plan)
        return plan

    def _resolve_agency(self, row: Row, name: str, day_name: str) -> None:
        if name not in row.values:
            return
        # Without a day of its own it is judged by the day of receipt; that it is missing is told.
        day = row.values.get(day_name) or row.values.get("day")
        if day is None:
            row.bad.add(name)
            del row.values[name]
            return
        try:
            row.values[name] = self._agencies.find(row.values[name], day)
        except ValueError as error:
            del row.values[name]
            row.fault(name, str(error))

    def _check(self, row: Row, plan: ComplaintRow) -> None:
        complaint = plan.complaint
        stated = self._receipt_sentence(row, complaint)
        spoken = {
            name.removeprefix("caller_"): row.values[name]
            for name in CALLER_FIELDS
            if name in row.values
        }

        def receipt() -> None:
            plan.payload = caller_payload(**spoken)
            check_receipt(complaint, plan.payload, at=self._at)

        rules: tuple[Callable[[], None], ...] = (
            receipt,
            *(partial(self._check_day, complaint, name) for name in LATER_DAYS),
            lambda: _come_so_far(complaint),
            lambda: _sound(complaint, row),
        )
        for rule in rules:
            gather(stated, rule)
        if "reserved_for" in stated:
            del stated["reserved_for"]
            stated["subject_agency"] = [ABOUT_THE_DEPARTMENT]
        report(row, {CELLS.get(name, name): messages for name, messages in stated.items()})

    def _check_day(self, complaint: Complaint, name: str) -> None:
        stated_day = getattr(complaint, name)
        if stated_day:
            check_day(complaint, name, stated_day, at=self._at)

    def _receipt_sentence(self, row: Row, complaint: Complaint) -> dict[str, list[str]]:
        """Whether it is old enough to be refused, or there already."""
        stated: dict[str, list[str]] = {}
        day = complaint.received_on
        if day < first_day(self._at):
            text = f"Chỉ nhập phản ánh từ ngày {short_date(first_day(self._at))}; kiểm tra lại."
            stated["day"] = [text]
        spot = (complaint.subject_agency.pk, complaint.received_at)
        if spot in self._seen:
            stated["hour"] = [f"Trùng cơ quan, ngày, giờ với dòng {self._seen[spot]}."]
        elif spot in self._stored:
            stated["hour"] = ["Phản ánh về cơ quan này vào ngày, giờ này đã có trong cổng."]
        self._seen.setdefault(spot, row.number)
        return stated


def _sound(complaint: Complaint, row: Row) -> None:
    complaint.full_clean(
        exclude=[
            *("subject_agency", "handed_to", "category", "field", "caller"),
            *("created_by", "created_at", *row.bad),
        ],
        validate_unique=False,
        validate_constraints=False,
    )


def _come_so_far(complaint: Complaint) -> None:
    """Set state, clocks and days by what the row tells; raise what does not fit, by field."""
    stated = [name for name in LATER if getattr(complaint, name)]
    if not complaint.classification:
        _refuse(stated, "Phản ánh chưa phân loại: để trống ô này, hoặc ghi phân loại.")
        return
    check_class(complaint, complaint.classification, complaint.not_accepted_reason)
    refused = complaint.classification == ComplaintClass.NOT_ACCEPTED
    if refused or complaint.classification in OTHER_PROCEDURE:
        allowed = {"handled_on", "not_accepted_reason"} if refused else {"handled_on"}
        _refuse(
            [n for n in stated if n not in allowed],
            "Không tiếp nhận hoặc chuyển thủ tục khác: để trống ô này.",
        )
        if complaint.handled_on is None:
            raise ValidationError({"handled_on": "Ghi ngày kết thúc."})
        complaint.state, complaint.answer_due_on = ComplaintState.CLOSED, None
        return
    _refuse([n for n in stated if n == "not_accepted_reason"], "Chỉ ghi khi không tiếp nhận.")
    complaint.state = ComplaintState.CLASSIFIED
    if complaint.classification == ComplaintClass.RULES_OTHER:
        complaint.forward_due_on = forward_due_on(complaint)
    if _handed(complaint):
        return
    _answered_and_closed(complaint)


def _handed(complaint: Complaint) -> bool:
    """Given to an agency, or passed on in writing; True where it ends with that."""
    to, day = complaint.handed_to, complaint.handed_on
    if to is None:
        stated = [name for name in ("handed_on", "letter_number") if getattr(complaint, name)]
        _refuse(stated, "Ghi cơ quan được giao, hoặc để trống ô này.")
        return False
    if day is None:
        raise ValidationError({"handed_on": "Ghi ngày giao, chuyển."})
    complaint.letter_date = day if complaint.letter_number else None
    passes = to.is_outside or complaint.classification == ComplaintClass.RULES_OTHER
    if not passes:
        check_handed_to(complaint, to, day)
        complaint.state = ComplaintState.HANDED_ON
        return False
    check_passed_on_to(complaint, to, day)
    if not complaint.letter_number:
        raise ValidationError({"letter_number": "Ghi số văn bản chuyển."})
    stated = [name for name in ("answered_on", "answer", "handled_on") if getattr(complaint, name)]
    _refuse(stated, "Đã chuyển cơ quan có thẩm quyền: để trống ô này.")
    complaint.state, complaint.handled_on = ComplaintState.PASSED_ON, day
    return True


def _answered_and_closed(complaint: Complaint) -> None:
    parts = {"answered_on": "Ghi ngày trả lời.", "answer": "Ghi nội dung trả lời."}
    stated = [n for n in (*parts, "answer_number") if getattr(complaint, n)]
    if complaint.is_anonymous:
        _refuse(stated, "Người phản ánh không cung cấp danh tính nên không có ai để trả lời.")
    elif stated:
        missing = {name: text for name, text in parts.items() if not getattr(complaint, name)}
        if missing:
            raise ValidationError(missing)
        complaint.state = ComplaintState.ANSWERED
    if complaint.handled_on is None:
        return
    if not complaint.is_anonymous and complaint.answered_on is None:
        raise ValidationError({"answered_on": "Phải trả lời người phản ánh rồi mới kết thúc."})
    last: date | None = complaint.answered_on or complaint.handed_on
    if last and complaint.handled_on < last:
        raise ValidationError({"handled_on": "Ngày kết thúc không được trước ngày trả lời, giao."})
    complaint.state = ComplaintState.CLOSED


def _refuse(names: list[str], text: str) -> None:
    if names:
        raise ValidationError(dict.fromkeys(names, text))
