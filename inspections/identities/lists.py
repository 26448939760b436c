"""Every reading of an identity: who looked, when, at whose record and why.

The leaders of the Sở see all of records they may see; everybody else who may look at all sees their
own, and those of records in agencies they are in charge of. A reading of a record that is not to
be seen (a complaint reserved for another) is not to be seen either: its reason may say as much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, QuerySet

from inspections.identities.models import IdentityReading
from tayninh_portal.access import Role, roles_of, today
from tayninh_portal.list_filters import DayFilter, ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User
from tayninh_portal.readings import kinds


class ReadingFilter(ListFilter):
    """By who looked, at what kind of person, and the days."""

    q = WordsFilter("Tìm theo người xem", "by__search")
    record_type = choice(
        "Danh tính của", lambda: [(label, kind.whose) for label, kind in kinds().items()]
    )
    day_from = DayFilter("Từ ngày", "at", "date__gte")
    day_to = DayFilter("Đến ngày", "at", "date__lte")


@dataclass(frozen=True)
class ReadingLine:
    """One reading, ``whose`` identity it was, and what its record is called; never what stood in
    the identity."""

    reading: IdentityReading
    whose: str
    title: str
    url: str


def readings_of(user: User) -> QuerySet[IdentityReading]:
    """The readings ``user`` may know of."""
    seen, known = Q(pk=None), Q(by=user)
    for label, kind in kinds().items():
        visible = kind.rows(user)
        seen |= Q(record_type=label, record_id__in=visible.values("pk"))
        if kind.in_charge is not None:
            theirs = visible.filter(kind.in_charge.q(user, today())).values("pk")
            known |= Q(record_type=label, record_id__in=theirs)
    rows = IdentityReading.objects.filter(seen).order_by("-at", "-pk")
    return rows if Role.MANAGER in roles_of(user) else rows.filter(known)


def _lines(user: User, readings: Iterable[IdentityReading]) -> list[ReadingLine]:
    """The readings with their records: at most two queries a kind for any page."""
    rows, stated = list(readings), {}
    for label, kind in kinds().items():
        of_it = {row.record_id for row in rows if row.record_type == label}
        for pk, record in kind.rows(user).in_bulk(of_it).items() if of_it else ():
            stated[label, pk] = (kind.whose, kind.title(record), kind.url(record))
    return [ReadingLine(row, *stated[row.record_type, row.record_id]) for row in rows]


# Who looked at whom, and the reasons typed for it, is no table to take away.
READING_LIST: Listing[IdentityReading, ReadingLine] = Listing(
    "identity-reading-list",
    "identity.list_readings",
    (
        ListColumn("at", "Lúc", attrgetter("reading.at")),
        ListColumn("by", "Người xem", attrgetter("reading.by.full_name")),
        ListColumn("whose", "Danh tính của", lambda line: line.whose),
        ListColumn("record", "Hồ sơ", lambda line: line.title),
        ListColumn("reason", "Lý do", attrgetter("reading.reason")),
    ),
    rows=readings_of,
    details=lambda rows: rows.select_related("by"),
    filter=ReadingFilter,
    lines=_lines,
    link=lambda line: line.url,
    head="record",
    keeps_filters=False,
)
register(READING_LIST)
