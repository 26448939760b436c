"""Add, correct and withdraw the findings of a draft visit; rows are never deleted."""

from __future__ import annotations

import copy
import uuid
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category, Field, HandlingMeasure, Subject
from inspections.findings.models import Finding
from inspections.identities.actions import payload_of, reseal_identity, seal_identity
from inspections.identities.models import Identity
from inspections.likenesses.actions import know_name
from inspections.visits.models import Visit
from inspections.visits.workflow import works_on
from tayninh_portal import records
from tayninh_portal.access import may
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.models import User
from tayninh_portal.records import require

# What update_finding may write; the subject stays, another subject is another finding.
CHANGEABLE = frozenset(
    {
        "category",
        "field",
        "person_kind",
        "is_leader",
        "description",
        "recommended_handling",
        "recommendation",
        "condition",
        "remedy_due_on",
        "agency",
    }
)
WHY_WITHDRAWN = "Ghi lý do rút nội dung này."
# Rows of the catalogues a finding names, as a sentence calls them.
_DATED = {
    "category": "Loại vi phạm",
    "field": "Lĩnh vực",
    "recommended_handling": "Hình thức",
}
# Keys of the sealed payload.
PERSON_KEYS = ("name", "post")


def add_finding(
    visit: Visit,
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    subject: str,
    category: Category,
    person_kind: str = "",
    is_leader: bool = False,
    field: Field | None = None,
    description: str = "",
    recommended_handling: HandlingMeasure | None = None,
    recommendation: str = "",
    condition: str = "",
    remedy_due_on: date | None = None,
    agency: Agency | None = None,
    person: dict[str, str] | None = None,
    is_illustrative: bool = False,
) -> tuple[Finding, bool]:
    """A finding on a draft; ``(finding, False)`` for one added before under ``client_id``.

    ``person`` (``name``, ``post``) is sealed at once and stands in no column of the finding;
    ``agency`` is the body they belong to, where it is not the visited one.
    Raises ``Refused``, ``Conflict`` (no longer a draft), ``ValidationError``.
    """
    at = at or timezone.now()
    client_id = client_id or uuid.uuid4()
    with transaction.atomic():
        now = lock_draft(visit, by=by, at=at)
        existing = Finding.objects.filter(client_id=client_id, visit=visit).first()
        if existing is not None:
            # Before sealing: a double click must not leave a sealed name nobody points at.
            return existing, False
        finding = Finding(
            client_id=client_id,
            visit=now,
            agency=agency or now.agency,
            subject=subject,
            category=category,
            person_kind=person_kind,
            is_leader=is_leader,
            field=field,
            description=description,
            recommended_handling=recommended_handling,
            recommendation=recommendation,
            condition=condition,
            remedy_due_on=remedy_due_on,
            is_illustrative=is_illustrative,
        )
        payload = person_payload(person)
        check_finding(finding, payload)
        if payload:
            finding.person = seal_identity(payload, at=at)
            know_name(finding, payload)
        return records.create(finding, by=by, at=at, label="Thêm nội dung ghi nhận")


def update_finding(
    finding: Finding,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    person: dict[str, str] | None = None,
    **changes: object,
) -> Finding:
    """Write ``changes`` (names of ``CHANGEABLE``); ``person`` replaces what is sealed, None or
    blanks keep it. Raises ``Refused``, ``Conflict``, ``ValidationError``."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"A finding has no {', '.join(sorted(unknown))} to change")
    at = at or timezone.now()
    with transaction.atomic():
        lock_draft(finding.visit, by=by, at=at)
        _refuse_withdrawn(finding)
        changed = copy.copy(finding)
        for name, value in changes.items():
            setattr(changed, name, value)
        payload = person_payload(person)
        check_finding(changed, payload, before=finding)
        written: dict[str, object] = dict(changes)
        if payload:
            written["person"] = _seal(changed, payload, at=at)
        elif finding.person and changed.agency_id != finding.agency_id:
            know_name(changed, payload_of(finding.person))
        return records.amend(
            finding,
            written,
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa nội dung ghi nhận",
        )


def withdraw_finding(
    finding: Finding,
    *,
    by: User,
    at: datetime | None = None,
    note: str,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Finding:
    """Take a finding out of the count with a reason; the row stays. Raises like an update."""
    at = at or timezone.now()
    with transaction.atomic():
        lock_draft(finding.visit, by=by, at=at)
        _refuse_withdrawn(finding)
        if not note.strip():
            raise ValidationError({"note": WHY_WITHDRAWN})
        return records.amend(
            finding,
            {"withdrawn_at": at},
            by=by,
            at=at,
            seen_version=finding.version if seen_version is None else seen_version,
            client_id=client_id,
            label="Rút nội dung ghi nhận",
            note=note.strip(),
        )


def lock_draft(visit: Visit, *, by: User, at: datetime) -> Visit:
    """Hold the visit's row until the finding is written, so that nobody concludes in between; the
    row as it stands.

    ``Refused`` for who may never write here; ``Conflict`` for who could until the visit left the
    draft, since the form they typed on must come back to them.
    """
    now = Visit.every.select_for_update().get(pk=visit.pk)
    require(by, "visit.update", at=at)
    stranger = works_on(by, now, timezone.localdate(at))
    if stranger:
        raise Refused(stranger)
    verdict = may(by, "visit.update", now, on=timezone.localdate(at))
    if not verdict:
        raise Conflict(f"{verdict.reason} Nội dung bạn nhập vẫn còn dưới đây, chưa được lưu.")
    return now


def _refuse_withdrawn(finding: Finding) -> None:
    if finding.withdrawn_at is not None:
        raise Conflict("Nội dung này đã được rút, không sửa được nữa.")


def person_payload(person: dict[str, str] | None) -> dict[str, str]:
    """What is to be sealed of a person: the keys of ``PERSON_KEYS`` that were told."""
    typed = {key: normalise((person or {}).get(key) or "") for key in PERSON_KEYS}
    return {key: value for key, value in typed.items() if value}


def _seal(finding: Finding, payload: dict[str, str], *, at: datetime) -> Identity:
    if finding.person is None:
        person = seal_identity(payload, at=at)
    else:
        person = copy.copy(finding.person)
        reseal_identity(person, payload)
    changed = copy.copy(finding)
    changed.person = person
    know_name(changed, payload)
    return person


def check_finding(
    finding: Finding, payload: dict[str, str], *, before: Finding | None = None
) -> None:
    """Raise ``ValidationError``: rows of the catalogues by day, subject and kind of person.

    What was chosen ``before`` stays, whatever became of it in the catalogue since.
    """
    errors = _not_in_force(finding, before)
    if finding.category_id and not _suits(finding, finding.category):
        errors["category"] = _unsuited(finding, f"“{finding.category.name}”")
    wrong = _agency_problem(finding) if finding.is_elsewhere else None
    if wrong:
        errors["agency"] = wrong
    if finding.subject == Subject.PERSON and not finding.person_kind:
        errors["person_kind"] = (
            "Chọn người vi phạm là cán bộ, công chức, viên chức hay đối tượng khác."
        )
    if finding.subject == Subject.UNIT and payload:
        errors["person_name"] = "Nội dung về đơn vị không ghi thông tin cá nhân."
    handling = finding.recommended_handling
    if handling is not None:
        wrong = _handling_problem(finding, handling)
        if wrong:
            errors.setdefault("recommended_handling", wrong)
    if errors:
        raise ValidationError(errors)


def _agency_problem(finding: Finding) -> str | None:
    """Why a finding cannot be of another body than the visited one, or None."""
    if finding.subject == Subject.UNIT:
        return "Nội dung về đơn vị là của cơ quan được kiểm tra."
    if finding.agency.is_outside:
        return "Cơ quan này không thuộc thẩm quyền kiểm tra của tỉnh; ghi ở nhận xét, kết luận."
    if not finding.agency.exists_on(finding.visit.day):
        return "Cơ quan này không hoạt động vào ngày kiểm tra."
    return None


def _not_in_force(finding: Finding, before: Finding | None) -> dict[str, str]:
    errors = {}
    for name, called in _DATED.items():
        if not getattr(finding, f"{name}_id"):
            continue
        kept = before is not None and getattr(before, f"{name}_id") == getattr(
            finding, f"{name}_id"
        )
        if not kept and not getattr(finding, name).in_force_on(finding.visit.day):
            errors[name] = f"{called} này không áp dụng vào ngày kiểm tra."
    return errors


def _suits(finding: Finding, row: Category | HandlingMeasure) -> bool:
    return finding.subject == Subject.UNIT or row.suits(finding.person_kind)


def _unsuited(finding: Finding, what: str) -> str:
    return f"{what} không áp dụng cho {finding.get_person_kind_display().lower()}."


def _handling_problem(finding: Finding, handling: HandlingMeasure) -> str | None:
    """Why this form of handling cannot be recommended, or None.

    Discipline binds each kind of person by its own law; a unit cannot be disciplined at all.
    """
    if finding.subject == Subject.UNIT and not handling.for_unit:
        return f"“{handling.name}” không áp dụng cho đơn vị."
    if not _suits(finding, handling):
        return _unsuited(finding, f"Hình thức kỷ luật “{handling.name}”")
    if handling.takes_a_post and not finding.holds_a_post:
        return f"“{handling.name}” chỉ áp dụng cho người giữ chức vụ lãnh đạo, quản lý."
    return None
