"""Whose a record is, declared once: which rows a person has, whether these are theirs, and who
the people of a row are.

Every answer to "whose" in the portal is a dated table of pairs (key, person): an agency and who is
in charge of it, an agency and who holds a post there, a visit and its team, a record and who wrote
in its log. A ``Link`` says on which path a row reaches its key, a ``Scope`` is several links of
which any will do. The three answers come from the same declaration and cannot drift apart:

- ``q(user, day)``: the rows of a person, as a condition;
- ``covers(user, rows, day)``: which of these rows are theirs, one query for any number of rows;
- ``people(rows, day)``: the people of each row, for what waits for them and for notices.

A scope knows whose a row is, not what may be done: the table of permissions (``access``) and the
state of the row are asked beside it. A locked account has nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.db.models import Case, F, Manager, Model, Q, QuerySet, When

from tayninh_portal.access import Role, agencies_of
from tayninh_portal.models import Appointment, Change, User

NO_ROW = Q(pk__in=())
# No condition in the SQL: a page far down a list would ask it of each row it skips.
EVERY_ROW = ~NO_ROW
NO_CONDITION = Q()
# What stands on the right of ``path__in``: keys at hand, or a subquery of them.
Keys = Collection[int] | QuerySet[Model, Mapping[str, object]]
Pair = tuple[int, int]
# Keys of a person that are read once for many questions; with more the database looks for itself.
MOST_AT_HAND = 40


class Pairs(Protocol):
    """A dated table of (key, person)."""

    def keys(self, user: User | None, day: date) -> Keys:
        """The keys of ``user`` on ``day``; without a user those that are anybody's."""

    def people(self, keys: Collection[int] | None, day: date) -> Iterable[Pair]:
        """Pairs of the ``keys`` on ``day``, of every key if None; people who can sign in."""


@dataclass(frozen=True)
class Table:
    """Pairs that are rows of a table: ``rows`` of a day, and the columns of key and person.

    ``related`` is the relation that leads from the key's own record to all of them, where they are
    the same on every day: a page that prefetched it asks nothing more. ``may_have`` says of a
    person by what is at hand whether any can be theirs: where none can nothing is asked.
    """

    rows: Callable[[date], QuerySet[Model]]
    key: str
    person: str = "user"
    related: str = ""
    may_have: Callable[[User, date], bool] | None = None

    def keys(self, user: User | None, day: date) -> Keys:
        """A subquery, so that a page asks nothing beforehand; at hand where they were read."""
        if user is not None and self.may_have and not self.may_have(user, day):
            return ()
        if user is not None and (known := self._at_hand(user).get((self, day))) is not None:
            return known
        rows = self._active(day) if user is None else self.rows(day).filter((self.person, user.pk))
        return rows.order_by().values(self.key)

    def people(self, keys: Collection[int] | None, day: date) -> Iterable[Pair]:
        """One query."""
        rows = self._active(day)
        if keys is not None:
            rows = rows.filter((f"{self.key}__in", keys))
        return rows.order_by().values_list(self.key, self.person)

    def read(self, user: User, day: date) -> None:
        """Read the keys of ``user`` for a page that asks a dozen questions about them, each with a
        subquery of its own. They stay with the account as it was read for the request."""
        keys = self.rows(day).filter((self.person, user.pk)).order_by()
        found = keys.values_list(self.key, flat=True)[: MOST_AT_HAND + 1]
        if len(found) <= MOST_AT_HAND:
            self._at_hand(user)[self, day] = frozenset(found)

    @staticmethod
    def _at_hand(user: User) -> dict[tuple[Table, date], frozenset[int]]:
        known: dict[tuple[Table, date], frozenset[int]]
        known = user.__dict__.setdefault("_keys_at_hand", {})
        return known

    def _active(self, day: date) -> QuerySet[Model]:
        return self.rows(day).filter((f"{self.person}__is_active", True))


@dataclass(frozen=True)
class Posts:
    """(agency, who holds one of ``roles`` there); a person's own are read once a request."""

    roles: frozenset[Role]

    def keys(self, user: User | None, day: date) -> frozenset[int]:
        """At hand; anybody's with one query."""
        if user is not None:
            return agencies_of(user, self.roles, day)
        return frozenset(agency for agency, _ in self.people(None, day))

    def people(self, keys: Collection[int] | None, day: date) -> Iterable[Pair]:
        """One query."""
        return Table(self._held, "agency").people(keys, day)

    def _held(self, day: date) -> QuerySet[Model]:
        return Appointment.objects.on(day).filter(role__in=self.roles)


@dataclass(frozen=True)
class Named:
    """(person, themself): for a column of the row that names somebody."""

    def keys(self, user: User | None, day: date) -> Keys:
        """The person alone."""
        return (user.pk,) if user else User.objects.filter(is_active=True).values("pk")

    def people(self, keys: Collection[int] | None, day: date) -> Iterable[Pair]:
        """One query."""
        rows = User.objects.filter(is_active=True)
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        return [(pk, pk) for pk in rows.values_list("pk", flat=True)]


@dataclass(frozen=True)
class Link:
    """Rows whose key at ``path`` is paired with a person, of those that meet ``only``.

    Without a path every row is theirs who have any key: the manager's scope is the province.
    """

    pairs: Pairs
    path: str
    only: Q = NO_CONDITION

    def q(self, user: User | None, day: date) -> Q:
        """The rows of ``user`` by this link."""
        keys = self.pairs.keys(user, day)
        if not self.path:
            return (self.only or EVERY_ROW) if keys else NO_ROW
        if not isinstance(keys, QuerySet) and not keys:
            return NO_ROW
        return Q((f"{self.path}__in", keys)) & self.only

    def at_hand(self, user: User, row: Model) -> bool | None:
        """What the pairs prefetched with ``row`` say; None where there are none."""
        pairs = self.pairs
        if not isinstance(pairs, Table) or self.path != "pk" or self.only:
            return None
        if pairs.related not in getattr(row, "_prefetched_objects_cache", ()):
            return None
        people = getattr(row, pairs.related).all()
        return any(getattr(pair, f"{pairs.person}_id") == user.pk for pair in people)

    def asks(self, pairs: Pairs, whole: bool) -> bool:
        """Whether this link reads ``pairs``, and all of them (``whole``) or by key."""
        return self.pairs == pairs and whole == (not self.path)

    @property
    def key(self) -> F | Case:
        """The key of a row, NULL where this link does not hold for it."""
        key = F(self.path or "pk")
        return Case(When(self.only, then=key)) if self.only else key


def everywhere(*roles: Role) -> Link:
    """Every row, for who holds one of ``roles``."""
    return Link(Posts(frozenset(roles)), "")


def only_if(condition: Q, *links: Link) -> tuple[Link, ...]:
    """The same ``links``, for rows that meet ``condition`` as well."""
    return tuple(replace(link, only=condition & link.only) for link in links)


def wrote(model: type[Model], *actions: str) -> Link:
    """Rows of ``model`` whose log says that a person did one of ``actions``, on whatever day."""

    def lines(day: date) -> QuerySet[Model]:
        return Change.objects.filter(record_type=model._meta.label_lower, action__in=actions)

    return Link(Table(lines, "record_id", "by"), "pk")


@dataclass(frozen=True)
class Scope:
    """Several links, any of which makes a row a person's."""

    links: tuple[Link, ...]

    def q(self, user: User, day: date) -> Q:
        """The rows of ``user`` on ``day``."""
        return _any(self.links, user, day)

    def has_all(self, user: User, day: date) -> bool:
        """Whether every row there is is ``user``'s on ``day``, so that no row has to be asked."""
        return self.q(user, day) == EVERY_ROW

    def held(self, day: date) -> Q:
        """The rows that are anybody's on ``day``; the others fall to whoever steps in."""
        return _any(self.links, None, day)

    def covers(self, user: User, rows: Iterable[Model], day: date) -> set[int]:
        """Numbers of those of ``rows`` (of one model, written before) that are ``user``'s.

        One query at the most: none where they have everything or nothing, or where the pairs were
        prefetched.
        """
        given = {row.pk: row for row in rows}
        if not given or not user.is_active:
            return set()
        at_hand = {link: [link.at_hand(user, row) for row in given.values()] for link in self.links}
        found = {
            pk
            for said in at_hand.values()
            for pk, theirs in zip(given, said, strict=True)
            if theirs
        }
        mine = _any([link for link, said in at_hand.items() if None in said], user, day)
        if mine == EVERY_ROW:
            return set(given)
        left = given.keys() - found
        if left and mine != NO_ROW:
            rest = _manager(given).filter(mine, pk__in=left)
            found.update(rest.order_by().values_list("pk", flat=True))
        return found

    def people(self, rows: Iterable[Model], day: date) -> dict[int, set[int]]:
        """Number of each row → numbers of its people on ``day``.

        One query for the keys of all links, and what each table of pairs asks: mostly one.
        """
        given = {row.pk: row for row in rows}
        found: dict[int, set[int]] = {pk: set() for pk in given}
        if not given:
            return found
        asked = _manager(given).filter(pk__in=given).order_by()
        keys = list(asked.values_list("pk", *(link.key for link in self.links)))
        for pairs, whole in dict.fromkeys((link.pairs, not link.path) for link in self.links):
            asking = [n for n, link in enumerate(self.links, 1) if link.asks(pairs, whole)]
            cells = [(row[0], row[n]) for row in keys for n in asking if row[n] is not None]
            people = _people_by_key(pairs, whole, {key for _, key in cells}, day)
            for pk, key in cells:
                found[pk] |= people[key]
        return found


@dataclass(frozen=True)
class FirstOf:
    """The people of ``first``; of a row that is nobody's there, those of ``then``."""

    first: Scope
    then: Scope

    def q(self, user: User, day: date) -> Q:
        """The rows of ``user`` on ``day``."""
        return self.first.q(user, day) | (~self.first.held(day) & self.then.q(user, day))

    def people(self, rows: Iterable[Model], day: date) -> dict[int, set[int]]:
        """Number of each row → numbers of its people on ``day``."""
        found = self.first.people(given := list(rows), day)
        left = [row for row in given if not found[row.pk]]
        return found | self.then.people(left, day)


def _any(links: Iterable[Link], user: User | None, day: date) -> Q:
    found = NO_ROW
    for link in links if user is None or user.is_active else ():
        one = link.q(user, day)
        if one == EVERY_ROW:
            return EVERY_ROW
        if one != NO_ROW:
            found = one if found == NO_ROW else found | one
    return found


def _people_by_key(pairs: Pairs, whole: bool, keys: set[int], day: date) -> dict[int, set[int]]:
    """Each of ``keys`` → its people; ``whole``: the people of any key there is, for each."""
    if not keys:
        return {}
    if whole:
        everyone = {person for _, person in pairs.people(None, day)}
        return dict.fromkeys(keys, everyone)
    found: dict[int, set[int]] = {key: set() for key in keys}
    for key, person in pairs.people(keys, day):
        found[key].add(person)
    return found


def _manager(rows: Mapping[int, Model]) -> Manager[Model]:
    return type(next(iter(rows.values())))._default_manager


@dataclass(frozen=True)
class Without:
    """The people of ``scope`` but for those the row names at one of ``columns``: whoever asked for
    something does not confirm it."""

    scope: Scope
    columns: tuple[str, ...]

    def q(self, user: User, day: date) -> Q:
        """The rows of ``user`` on ``day``."""
        named = NO_ROW
        for column in self.columns:
            named |= Q((column, user.pk), **{f"{column}__isnull": False})
        return self.scope.q(user, day) & ~named

    def people(self, rows: Iterable[Model], day: date) -> dict[int, set[int]]:
        """Number of each row → numbers of its people on ``day``."""
        given = {row.pk: row for row in rows}
        found = self.scope.people(given.values(), day)
        named = [f"{column}_id" for column in self.columns]
        return {pk: found[pk] - {getattr(row, name) for name in named} for pk, row in given.items()}
