"""What is open under a person's own name: agencies in charge, drafts headed, reserved complaints.

Everything else goes by an agency and not by a person: whoever is in charge of the agency has it,
and at the agency whoever holds the post.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from inspections.complaints.models import Complaint
from inspections.handovers.models import HandoverKind
from inspections.handovers.workflow import HELD_AS, still_sees_to
from inspections.people.models import Assignment
from inspections.visits.models import Visit, VisitMember, VisitQuerySet, VisitState
from tayninh_portal.access import Role
from tayninh_portal.lib.dates import count2
from tayninh_portal.lib.together import Question, read
from tayninh_portal.models import Appointment, User

K = HandoverKind
# Kind → what it is called after a number.
NAMES = {
    K.ASSIGNMENT: "cơ quan phụ trách",
    K.VISIT: "lượt kiểm tra chưa kết thúc",
    K.RESERVED: "phản ánh giao xử lý riêng",
}


@dataclass(frozen=True)
class Holding:
    """Open rows of one kind by ``holder``, the column that names the person."""

    kind: HandoverKind
    holder: str
    rows: Callable[[date], QuerySet[Any]]


def assignments(day: date) -> QuerySet[Assignment]:
    """In force on ``day`` or later, of agencies that still exist then."""
    goes_on = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    exists = Q(agency__ends_on__isnull=True) | Q(agency__ends_on__gte=day)
    return Assignment.objects.filter(goes_on, exists)


def reserved_complaints(day: date) -> QuerySet[Complaint]:
    """Open complaints that name a leader."""
    return Complaint.objects.open().filter(reserved_for__isnull=False)


def _heads_of_drafts(day: date) -> QuerySet[VisitMember]:
    return VisitMember.objects.filter(is_head=True, visit__state=VisitState.DRAFT)


HOLDINGS = (
    Holding(K.ASSIGNMENT, "user", assignments),
    Holding(K.VISIT, "user", _heads_of_drafts),
    Holding(K.RESERVED, "reserved_for", reserved_complaints),
)


def drafts_of(user: User) -> VisitQuerySet:
    """Drafts ``user`` heads, and those they wrote down: somebody has to bring them to their end."""
    headed = VisitMember.objects.filter(user=user, is_head=True).values("visit")
    return Visit.objects.filter(Q(pk__in=headed) | Q(created_by=user), state=VisitState.DRAFT)


@dataclass(frozen=True)
class Left:
    """What somebody has open, and that they can no longer see to: kind → number."""

    user: User
    counts: dict[HandoverKind, int]

    @property
    def total(self) -> int:
        """Records of all kinds."""
        return sum(self.counts.values())

    def __str__(self) -> str:
        return ", ".join(f"{count2(n)} {NAMES[kind]}" for kind, n in self.counts.items())


def open_work_of(user: User, day: date, *, unseen: bool = False) -> int:
    """How many records are open under ``user``'s name; two queries at the most.

    For the administrator: complaints reserved for ``user`` are not counted. With one of them as the
    only work of a leader the number said that there is one, and when it was through
    (docs/decisions/0024). What a leader leaves, a manager is told by ``left_behind``.
    ``unseen``: only those they can no longer see to.
    """
    told = [row for row in HOLDINGS if row.kind != K.RESERVED]
    kinds = [row for row in told if not (unseen and still_sees_to(user, row.kind, day))]
    return sum(row.rows(day).filter(**{row.holder: user}).count() for row in kinds)


def holders(day: date, *, reader: User) -> set[int]:
    """Numbers of the accounts whose open work ``reader``, a manager, may pass on; their own too.

    Who still sees to complaints reserved for them is not told by this list.
    """
    found = {reader.pk, *(left.user.pk for left in left_behind(day, reader=reader))}
    for row in HOLDINGS:
        if row.kind != K.RESERVED:
            found.update(row.rows(day).order_by().values_list(row.holder, flat=True).distinct())
    return found


def left_behind(day: date, *, reader: User) -> list[Left]:
    """People who hold something open and can no longer see to it, by Vietnamese name.

    An account that is locked, or that holds no post in which the work is done. Complaints about
    ``reader`` are not among them: that they exist is not theirs to know.
    """
    return read(read(ask_left_behind(day, reader=reader)))


def ask_left_behind(day: date, *, reader: User) -> Question[Question[list[Left]]]:
    """``left_behind``, to be read together with something else: first the numbers, then whose."""
    asked = []
    for row in HOLDINGS:
        rows = row.rows(day)
        if row.kind == K.RESERVED:
            rows = rows.exclude(subject_user=reader)
        rows = rows.exclude(
            **{f"{row.holder}__in": _able(HELD_AS[row.kind], day).values("user")}
        ).order_by()
        asked.append((row.kind, rows.values_list(row.holder).annotate(number=Count("pk"))))

    def then() -> Question[list[Left]]:
        counts: dict[int, dict[HandoverKind, int]] = {}
        for kind, rows in asked:
            for pk, number in rows:
                counts.setdefault(pk, {})[kind] = number
        people = User.objects.filter(pk__in=counts).order_by("name_key", "pk")
        return Question((people,), lambda: [Left(user, counts[user.pk]) for user in people])

    return Question(tuple(rows for _, rows in asked), then)


def who_hands_over(day: date) -> list[User]:
    """The managers of the Sở on ``day``, by name: who may pass on what somebody left."""
    posts = _able(frozenset({Role.MANAGER}), day)
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("name_key", "pk"))


def _able(roles: frozenset[Role], day: date) -> QuerySet[Appointment]:
    return Appointment.objects.on(day).filter(role__in=roles, user__is_active=True)
