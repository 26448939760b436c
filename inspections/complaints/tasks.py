"""Complaints on the home page and in the search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from inspections.complaints.models import (
    COMPLAINT_WORKERS,
    COMPLAINTS_RESERVED,
    Complaint,
    ComplaintQuerySet,
)
from inspections.complaints.states import ComplaintState
from tayninh_portal.access import AGENCY, Role, agencies_of, holds, may
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import (
    TASKS_A_SOURCE,
    Hit,
    Task,
    Tile,
    code_source,
    counted_in_a_tile,
    search_source,
    task_source,
    tile_source,
)


@task_source
def complaints_to_work_on(user: User, today: date) -> Iterator[Task | Rows]:
    """What the Sở has to do next: classify, pass on, answer, close; by its deadline.

    The operator and the manager have all of them, a specialist those about agencies in their
    charge, a leader those reserved for them.
    """
    mine = _in_charge(user, today)
    if mine is None:
        return
    order = "received_on", "pk"
    first = mine.open().order_by(*order).values("pk")[:TASKS_A_SOURCE]
    rows = Complaint.objects.filter(pk__in=first).with_subject_name().order_by(*order)
    yield (rows,)
    for complaint in rows:
        yield Task(
            f"{_next_step(complaint)} phản ánh số {complaint.pk}",
            complaint.subject_name,
            _due(complaint),
            reverse("complaint-detail", args=[complaint.pk]),
        )


@task_source
def complaints_handed_to_the_agency(user: User, today: date) -> Iterator[Task | Rows]:
    """What an agency was given and has not reported on."""
    own = agencies_of(user, AGENCY, today)
    if not own:
        return
    given = Complaint.objects.visible_to(user).filter(
        handed_to__in=own, state=ComplaintState.HANDED_ON, agency_replied_on__isnull=True
    )
    rows = given.with_subject_name().order_by("received_on", "pk")[:TASKS_A_SOURCE]
    yield (rows,)
    for complaint in rows:
        yield Task(
            f"Báo cáo kết quả xử lý phản ánh số {complaint.pk}",
            complaint.subject_name,
            _due(complaint),
            reverse("complaint-detail", args=[complaint.pk]),
        )


@tile_source
def complaints_open(user: User, today: date) -> Iterator[Tile | Rows]:
    """How many are open, and in its note how many late, among those the person may see.

    Not for those who may open the figures: they have the complaints of the period there.
    """
    if not may(user, "complaint.list") or may(user, "figure.list"):
        return
    seen = Complaint.objects.visible_to(user)
    late, open_ones = counted_in_a_tile(seen.overdue(today)), counted_in_a_tile(seen.open())
    yield late.rows + open_ones.rows
    note = f"{late.answer()} quá hạn" if late.answer() else "không có phản ánh quá hạn"
    url = f"{reverse('complaint-list')}?state=open"
    yield Tile("Phản ánh đang mở", open_ones.answer(), url, note)


@search_source
def find_complaints(user: User, folded: str, limit: int) -> Iterator[Hit]:
    """By number ("phản ánh số 12", "12"), by agency, by the code on the 1022 system."""
    if not may(user, "complaint.list"):
        return
    found = Q()
    for word in folded.split():
        found &= Q(search__word=word)
    number = folded.removeprefix("phan anh").strip().removeprefix("so").strip()
    if number.isascii() and number.isdecimal() and len(number) < 10:
        found |= Q(pk=int(number))
    rows = Complaint.objects.visible_to(user).filter(found).with_subject_name()
    for complaint in rows.order_by("-received_at", "-pk")[:limit]:
        yield _hit(complaint)


@code_source
def find_complaint_by_code(user: User, code: str) -> Iterator[Hit]:
    """By the code its citizen follows it with."""
    if may(user, "complaint.list"):
        for complaint in Complaint.objects.visible_to(user).filter(code=code).with_subject_name():
            yield _hit(complaint)


def _hit(complaint: Complaint) -> Hit:
    return Hit(
        "Phản ánh",
        f"Phản ánh số {complaint.pk}: {complaint.subject_name}",
        reverse("complaint-detail", args=[complaint.pk]),
        short_date(complaint.received_on),
    )


def _in_charge(user: User, today: date) -> ComplaintQuerySet | None:
    seen = Complaint.objects.visible_to(user)
    if holds(user, Role.OPERATOR, Role.MANAGER, Role.SPECIALIST, on=today):
        return seen.filter(COMPLAINT_WORKERS.q(user, today))
    if holds(user, Role.LEADER, on=today):
        return seen.filter(COMPLAINTS_RESERVED.q(user, today))
    return None


def _next_step(complaint: Complaint) -> str:
    if complaint.state == ComplaintState.RECEIVED:
        return "Phân loại"
    if complaint.state == ComplaintState.ANSWERED:
        return "Kết thúc"
    if complaint.has_reply:
        return f"Cơ quan đã báo cáo kết quả: {'kết thúc' if complaint.is_anonymous else 'trả lời'}"
    if complaint.deadline is None:
        return "Xử lý"
    return complaint.deadline.words.capitalize()


def _due(complaint: Complaint) -> date | None:
    return complaint.deadline.due_on if complaint.deadline else None
