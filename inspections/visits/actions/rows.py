"""The rows a visit owns, written with it: its team, absences by kind, the complaints behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from inspections.complaints.models import Complaint
from inspections.visits.models import Visit, VisitMember
from inspections.visits.owned import VisitAbsence, VisitComplaint
from tayninh_portal.models import User


class Absent(NamedTuple):
    """How many were absent for one kind of reason (``AbsenceKind``), and by what it was shown."""

    kind: str
    people: int
    proof: str = ""


def write_team(visit: Visit, team: Sequence[User], head: User | None) -> None:
    """The members of one visit, one of them its head."""
    VisitMember.objects.bulk_create(
        VisitMember(visit=visit, user=user, is_head=user == head) for user in team
    )


def write_absences(visit: Visit, absences: Iterable[Absent]) -> None:
    """The absences of one visit, by kind."""
    VisitAbsence.objects.bulk_create(VisitAbsence(visit=visit, **row._asdict()) for row in absences)


def write_sources(visit: Visit, complaints: Iterable[Complaint]) -> None:
    """The complaints that set one visit off, each once."""
    VisitComplaint.objects.bulk_create(
        VisitComplaint(visit=visit, complaint=complaint) for complaint in dict.fromkeys(complaints)
    )


def rewrite_team(visit: Visit, team: Sequence[User], head: User | None) -> None:
    """The members in the place of those there are, where they differ."""
    old = {(row.user_id, row.is_head) for row in visit.members.all()}
    if old != {(user.pk, user == head) for user in team}:
        visit.members.all().delete()
        write_team(visit, team, head)


def rewrite_absences(visit: Visit, absences: Sequence[Absent]) -> None:
    """The same in the place of those there are, where they differ."""
    old = [Absent(row.kind, row.people, row.proof) for row in visit.absences.all()]
    if sorted(old) != sorted(absences):
        visit.absences.all().delete()
        write_absences(visit, absences)


def rewrite_sources(visit: Visit, complaints: Sequence[Complaint]) -> None:
    """The same in the place of those there are, where they differ."""
    old = visit.sources.values_list("complaint", flat=True)
    if set(old) != {complaint.pk for complaint in complaints}:
        visit.sources.all().delete()
        write_sources(visit, complaints)
