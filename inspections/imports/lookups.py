"""What the words in a cell mean: agencies, catalogue rows and people, each loaded once a file.

No sentence repeats the words of the cell: in a column out of place they may be a person's name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import chain

from django.db.models import Q

from inspections.agencies.models import Agency, AgencyName, LegalKind
from inspections.catalogues.models import DatedQuerySet, DatedRow
from tayninh_portal.access import Role
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.models import Appointment, User


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Words compared whatever their case; accents count, since they tell two communes apart."""
    return normalise(text).casefold()


class Agencies:
    """Agencies by every name they ever bore, alone or with the body above in brackets."""

    def __init__(self) -> None:
        self._rows = {row.pk: row for row in Agency.objects.select_related("parent")}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        names = list(AgencyName.objects.values_list("agency_id", "name"))
        names += [(row.pk, row.name) for row in self._rows.values()]
        for pk, name in names:
            self._by_name[key(name)].add(pk)
            parent = self._rows[pk].parent
            if parent is not None:
                self._by_name[key(f"{name} ({parent.name})")].add(pk)

    def find(self, name: str, day: date) -> Agency:
        """The agency of that name on ``day``. Raises ``ValueError`` with what to type."""
        rows = [self._rows[pk] for pk in self._by_name.get(key(name), ())]
        if not rows:
            raise ValueError("Không có cơ quan tên này trong danh mục; chọn trong danh sách.")
        # A name alone on no list of that day is refused by the rules of the record.
        there = [row for row in rows if row.exists_on(day)] or rows
        if len(there) > 1:
            raise ValueError(
                "Có nhiều cơ quan cùng tên này; ghi kèm cơ quan quản lý trực tiếp trong ngoặc."
            )
        return there[0]


class Catalogue:
    """Values of a catalogue by every name they ever bore."""

    def __init__(self, rows: Iterable[DatedRow], what: str) -> None:
        self._what = what
        self._by_name: dict[str, list[DatedRow]] = defaultdict(list)
        self._by_code: dict[str, list[DatedRow]] = defaultdict(list)
        for row in rows:
            self._by_name[key(row.name)].append(row)
            self._by_code[row.code].append(row)

    def find(self, name: str, day: date) -> DatedRow:
        """The row that holds on ``day`` for what bears that name, then or at another time."""
        rows = self._by_name.get(key(name), [])
        if not rows:
            raise ValueError(f"Không có {self._what} tên này; chọn trong danh sách.")
        meant = chain(rows, *(self._by_code[row.code] for row in rows))
        return next((row for row in meant if row.stands_on(day)), rows[0])


class People:
    """People by their label, their account code, or their full name where only one bears it."""

    def __init__(self) -> None:
        self._by_words: dict[str, set[int]] = defaultdict(set)
        self._rows = {user.pk: user for user in User.objects.filter(is_active=True)}
        for user in self._rows.values():
            for words in (person_label(user), user.username, user.full_name):
                self._by_words[key(words)].add(user.pk)

    def __iter__(self) -> Iterator[User]:
        return iter(self._rows.values())

    def find(self, words: str) -> User:
        """The person. Raises ``ValueError`` with what to type."""
        found = self._by_words.get(key(words), set())
        if not found:
            raise ValueError("Không có cán bộ nào như vậy; ghi đúng họ tên hoặc mã cán bộ.")
        if len(found) > 1:
            raise ValueError("Có nhiều người cùng họ tên này; ghi mã cán bộ.")
        return self._rows[next(iter(found))]


def person_label(user: User) -> str:
    """How a person stands in a drop-down."""
    return f"{user.full_name} ({user.username})"


def agency_labels(first: date, last: date) -> list[str]:
    """Names for a drop-down: agencies at work on a day of the span, inside the province."""
    rows = Agency.objects.inside().exclude(legal_kind=LegalKind.PROVINCE)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)
    found = list(rows.select_related("parent").sorted())
    bearers = Counter(row.name for row in found)
    return [
        f"{row.name} ({row.parent.name})"
        if row.parent and (bearers[row.name] > 1 or row.legal_kind == LegalKind.SUBORDINATE)
        else row.name
        for row in found
    ]


def catalogue_labels(rows: DatedQuerySet, first: date, last: date) -> list[str]:
    """Names for a drop-down: rows in force on a day of the span."""
    return list(dict.fromkeys(rows.within(first, last).values_list("name", flat=True)))


def team_labels(first: date, last: date) -> list[str]:
    """Names for a drop-down: who worked at the Sở as a member of the Tổ within the span."""
    posts = Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=first),
        starts_on__lte=last,
        role__in=(Role.SPECIALIST, Role.MANAGER),
    )
    people = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return [person_label(user) for user in people.order_by("name_key", "pk")]
