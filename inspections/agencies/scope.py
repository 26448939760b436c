"""Who speaks for an agency, and who belongs to its house.

An agency is spoken for by the clerks and heads appointed there; a subordinate unit also by the body
directly above it; a body that ended by the one that goes on with what it left open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from inspections.agencies.models import LegalKind, passed_on, receivers_of_open_work, taken_over_by
from tayninh_portal.access import AGENCY, Role, posts_of, today
from tayninh_portal.models import Appointment, User
from tayninh_portal.scope import NO_CONDITION, Link, Pair, Pairs, Posts, Table


@dataclass(frozen=True)
class Speakers:
    """(agency, who holds one of the ``posts`` there or in a body that goes on with its open work).

    ``of_department``: also where that body is the Sở itself.
    """

    posts: Posts
    of_department: bool = True

    def keys(self, user: User | None, day: date) -> frozenset[int]:
        """At hand once the posts are read, but for one query about successions."""
        own = self.posts.keys(user, day)
        return own | (self.inherited(user, day) if user else self._left_to(own, day))

    def inherited(self, user: User, day: date) -> frozenset[int]:
        """The ended bodies in whose stead ``user`` speaks, read once a request and day."""
        own = self.posts.keys(user, day)
        if not own:
            return frozenset()
        cache: dict[object, frozenset[int]] = user.__dict__.setdefault("_inherited", {})
        if (self, day) not in cache:
            cache[self, day] = self._left_to(own, day)
        return cache[self, day]

    def people(self, keys: Collection[int] | None, day: date) -> Iterable[Pair]:
        """Two queries: who took over, and who holds the posts."""
        if keys is None:
            return self.posts.people(None, day)
        receivers = receivers_of_open_work(day, of_department=self.of_department)
        bodies = {key: {key, *passed_on(key, receivers)} for key in keys}
        held: dict[int, set[int]] = {}
        for agency, person in self.posts.people(set().union(*bodies.values()), day):
            held.setdefault(agency, set()).add(person)
        return [
            (key, person) for key in keys for body in bodies[key] for person in held.get(body, ())
        ]

    def _left_to(self, own: Collection[int], day: date) -> frozenset[int]:
        return taken_over_by(own, day, of_department=self.of_department)


def _works_elsewhere(user: User, day: date) -> bool:
    """Whether ``user`` holds a post in another body than the Sở."""
    return any(not post.of_department for post in posts_of(user, day))


@dataclass(frozen=True)
class PostsElsewhere(Posts):
    """Posts but for those at the Sở itself: of who has no other one nothing has to be asked."""

    def keys(self, user: User | None, day: date) -> frozenset[int]:
        """At hand; anybody's with one query."""
        if user is None:
            return super().keys(None, day)
        held = (post for post in posts_of(user, day) if not post.of_department)
        return frozenset(post.agency_id for post in held if post.role in self.roles)


OWN = Posts(AGENCY)
SPEAKERS = Speakers(OWN)
# Whoever works there, in whatever role.
STAFF = Posts(frozenset(Role))
STAFF_ELSEWHERE = PostsElsewhere(frozenset(Role))
STAFF_AND_SUCCESSORS = Speakers(STAFF_ELSEWHERE, of_department=False)
STAFF_OF_UNITS = Table(
    lambda day: Appointment.objects.on(day).filter(
        agency__legal_kind=LegalKind.SUBORDINATE,
        agency__parent__isnull=False,
        agency__is_department=False,
    ),
    "agency__parent",
    may_have=_works_elsewhere,
)

# (ended body, who works in one that took over from it, or from a part of it), but for the Sở.
STAFF_OF_SUCCESSORS = Table(
    lambda day: (
        Appointment.objects.on(day)
        .filter(agency__is_department=False, agency__inheritances__on__lte=day)
        .annotate(took_over=F("agency__inheritances__predecessor"))
    ),
    "took_over",
    may_have=_works_elsewhere,
)
# (body that took over from another, who works in a unit that stands under the one that ended): the
# unit goes on, and may be put under its new body later.
STAFF_OF_UNITS_TAKEN_OVER = Table(
    lambda day: Appointment.objects.on(day).filter(
        agency__legal_kind=LegalKind.SUBORDINATE,
        agency__is_department=False,
        agency__parent__successions__on__lte=day,
    ),
    "agency__parent__successions__successor",
    may_have=_works_elsewhere,
)


def with_units(pairs: Pairs, path: str) -> tuple[Link, ...]:
    """Rows of the agency at ``path``, and of the subordinate units directly under it."""
    unit = Q((f"{path}__legal_kind", LegalKind.SUBORDINATE))
    return Link(pairs, path), Link(pairs, f"{path}__parent", unit)


def answers_for(path: str) -> tuple[Link, ...]:
    """Rows whose agency at ``path`` a person speaks for: a subordinate unit has no report of its
    own and is answered for by the body directly above it as well."""
    return with_units(SPEAKERS, path)


def own_and_below(path: str, below: Q = NO_CONDITION) -> tuple[Link, ...]:
    """Rows of a person's own agency at ``path``, and of any body directly under it those that meet
    ``below``: what may be read, not what is answered for."""
    return Link(OWN, path), Link(OWN, f"{path}__parent", below)


def belongs(path: str, staff: Pairs = STAFF_AND_SUCCESSORS) -> tuple[Link, ...]:
    """Rows about the person's own house: a post in the agency at ``path``, in the body above it, in
    a unit below it, or in the one that answers in its stead after a merger (without it for rows
    whose agency cannot have ended: ``staff`` is then ``STAFF_ELSEWHERE``, which asks nothing).

    UBND tỉnh stands above every sở alike. At the Sở everybody belongs to it, and this keeps nobody
    away: there it counts who had a hand in the row.
    """
    another = Q((f"{path}__is_department", False))
    above = Q((f"{path}__parent__is_department", False))
    above &= ~Q((f"{path}__parent__legal_kind", LegalKind.PROVINCE))
    return (
        Link(staff, path, another),
        Link(STAFF_ELSEWHERE, f"{path}__parent", above),
        Link(STAFF_OF_UNITS, path, another),
    )


def belongs_or_took_over(path: str) -> tuple[Link, ...]:
    """``belongs`` with whoever took over, whole or in part, from the agency at ``path``, or from
    the body above it; and who works in a unit of one it took over from."""
    return (
        *belongs(path, STAFF_ELSEWHERE),
        Link(STAFF_OF_SUCCESSORS, path),
        Link(STAFF_OF_SUCCESSORS, f"{path}__parent"),
        Link(STAFF_OF_UNITS_TAKEN_OVER, path),
    )


def inherited_by(user: User, on: date | None = None) -> frozenset[int]:
    """Ids of the ended bodies whose open work ``user``'s agency goes on with."""
    return SPEAKERS.inherited(user, on or today())
