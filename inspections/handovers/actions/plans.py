"""What a handover would do: each record with the reason why it stays, and what goes along."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from inspections.agencies.models import LegalKind
from inspections.complaints.models import Complaint
from inspections.handlings.models import Handling
from inspections.handovers.actions.open_work import assignments, drafts_of, reserved_complaints
from inspections.handovers.models import Handover, HandoverKind
from inspections.handovers.workflow import (
    passes_on,
    reserved_forbidden,
    too_low_for_reserved,
    unfit_to_receive,
)
from inspections.implementation.models import ImplementationFact
from inspections.people.models import Assignment
from inspections.remedies.models import Remedy, held
from inspections.rounds.models import SubmissionState
from inspections.submissions.models import Submission
from inspections.visits.actions.checks import Posts
from inspections.visits.models import Visit
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User, Versioned

K = HandoverKind
BELONGS = (
    "Người nhận công tác tại cơ quan được kiểm tra (hoặc cơ quan quản lý trực tiếp, đơn vị trực "
    "thuộc) vào ngày đó."
)


@dataclass(frozen=True)
class Piece:
    """One record of the giver: its kind, its words, and why it stays (empty: it goes)."""

    kind: HandoverKind
    record: Assignment | Visit | Complaint
    label: str
    reason: str = ""


@dataclass(frozen=True)
class Following:
    """Records that have no holder of their own and go along with the agencies passed on."""

    kind: HandoverKind
    model: type[Versioned]
    rows: list[tuple[int, int]]


@dataclass(frozen=True)
class Plan:
    """A handover before it is done."""

    pieces: list[Piece]
    following: list[Following]

    @property
    def going(self) -> list[Piece]:
        """What is passed on."""
        return [piece for piece in self.pieces if not piece.reason]

    @property
    def staying(self) -> list[Piece]:
        """What is not, with its reason."""
        return [piece for piece in self.pieces if piece.reason]

    @property
    def groups(self) -> list[tuple[str, list[Piece]]]:
        """What is passed on by kind, empty kinds left out."""
        found = [(k.label, [p for p in self.going if p.kind == k]) for k in HandoverKind]
        return [(label, pieces) for label, pieces in found if pieces]

    @property
    def kinds(self) -> set[HandoverKind]:
        """The kinds of what is passed on."""
        return {piece.kind for piece in self.going}

    @property
    def mark(self) -> str:
        """Changes when another record is open or another reason speaks: what was confirmed is
        what was shown."""
        stated = sorted((p.kind.value, p.record.pk, p.reason) for p in self.pieces)
        return hashlib.sha256(repr(stated).encode()).hexdigest()


def plan_of(handover: Handover, *, by: User, on: date) -> Plan:
    """Everything of the giver that ``by`` may pass on, as it is today."""
    pieces: list[Piece] = []
    for kind in passes_on(by, handover.from_user, on):
        unfit = unfit_to_receive(kind, handover, on) or ""
        pieces.extend(_PIECES[kind](handover, by, on, unfit))
    agencies = [
        piece.record.agency_id
        for piece in pieces
        if isinstance(piece.record, Assignment) and not piece.reason
    ]
    return Plan(pieces, _following(agencies) if agencies else [])


def _assignments(handover: Handover, by: User, on: date, unfit: str) -> Iterable[Piece]:
    rows = assignments(handover.day).filter(user=handover.from_user).select_related("agency")
    for row in rows.order_by("agency__name_key", "pk"):
        yield Piece(K.ASSIGNMENT, row, row.agency.name, unfit or _begins_too_late(row, handover))


def _begins_too_late(row: Assignment, handover: Handover) -> str:
    if row.starts_on < handover.day:
        return ""
    return (
        f"Phân công bắt đầu từ ngày {short_date(row.starts_on)}, không trước ngày nhận việc; "
        "phân công người khác trên trang của cơ quan."
    )


def _drafts(handover: Handover, by: User, on: date, unfit: str) -> Iterable[Piece]:
    rows = drafts_of(handover.from_user).named().select_related("agency", "agency__parent")
    posts = Posts([handover.to_user])
    for visit in rows.prefetch_related("members__user").order_by("day", "starts_at", "pk"):
        label = f"{visit.agency_then}, {short_date(visit.day)}"
        yield Piece(K.VISIT, visit, label, _stays(visit, handover, posts) or unfit)


def _stays(visit: Visit, handover: Handover, posts: Posts) -> str:
    head = next((row.user for row in visit.members.all() if row.is_head), None)
    if head is not None and head != handover.from_user:
        return f"Tổ trưởng là {head.full_name}, tiếp tục hoàn thành lượt kiểm tra này."
    return BELONGS if posts.who_belongs(visit.agency, visit.day, [handover.to_user]) else ""


def _reserved(handover: Handover, by: User, on: date, unfit: str) -> Iterable[Piece]:
    rows = reserved_complaints(on).filter(reserved_for=handover.from_user)
    unfit = unfit or too_low_for_reserved(handover, on)
    rows = rows.exclude(subject_user=by).select_related("subject_agency")
    for row in rows.order_by("received_at", "pk"):
        reason = unfit or reserved_forbidden(handover, row.subject_user_id, by)
        yield Piece(K.RESERVED, row, str(row), reason)


_PIECES = {K.ASSIGNMENT: _assignments, K.VISIT: _drafts, K.RESERVED: _reserved}


def _following(agencies: list[int]) -> list[Following]:
    """What waits for whoever is in charge of ``agencies``, kinds without any left out."""

    def of(path: str) -> Q:
        below = {f"{path}__legal_kind": LegalKind.SUBORDINATE, f"{path}__parent__in": agencies}
        return Q((f"{path}__in", agencies)) | Q(**below)

    inspected = of("finding__agency")
    found: list[tuple[HandoverKind, Any]] = [
        (
            K.COMPLAINT,
            Complaint.objects.open().filter(reserved_for__isnull=True, subject_agency__in=agencies),
        ),
        (
            K.SUBMISSION,
            Submission.objects.filter(state=SubmissionState.CERTIFIED, agency__in=agencies),
        ),
        (K.FACT, ImplementationFact.objects.waiting().filter(of("agency"))),
        (K.HANDLING, Handling.objects.waiting().filter(inspected)),
        (
            K.REMEDY,
            Remedy.objects.unfinished().filter(held(of)),
        ),
    ]
    following = [
        Following(kind, rows.model, list(rows.order_by("pk").values_list("pk", "version")))
        for kind, rows in found
    ]
    return [row for row in following if row.rows]
