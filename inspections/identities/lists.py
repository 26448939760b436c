"""Every reading of an identity: who looked, when, at whose record and why.

The leaders of the Sở see all of records they may see; everybody else who may look at all sees their
own, and those of findings in agencies they are in charge of. A reading of a record that is not to
be seen (a complaint reserved for another) is not to be seen either: its reason may say as much.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.identities.models import IdentityReading
from inspections.people.models import in_charge
from tayninh_portal.access import Role, roles_of, today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.list_filters import DayFilter, ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User
from tayninh_portal.scope import Scope

CALLER, PERSON = Complaint._meta.label_lower, Finding._meta.label_lower
FINDINGS_IN_CHARGE = Scope(in_charge("visit__agency"))


class ReadingFilter(ListFilter):
    """By who looked, at what kind of person, and the days."""

    q = WordsFilter("Tìm theo người xem", "by__search")
    record_type = choice("Danh tính của", [(PERSON, "Người vi phạm"), (CALLER, "Người phản ánh")])
    day_from = DayFilter("Từ ngày", "at", "date__gte")
    day_to = DayFilter("Đến ngày", "at", "date__lte")


@dataclass(frozen=True)
class ReadingLine:
    """One reading, and what its record is called; never what stood in the identity."""

    reading: IdentityReading
    title: str
    url: str

    @property
    def whose(self) -> str:
        """Whose identity it was."""
        return "Người vi phạm" if self.reading.record_type == PERSON else "Người phản ánh"


def readings_of(user: User) -> QuerySet[IdentityReading]:
    """The readings ``user`` may know of."""
    complaints = Complaint.objects.visible_to(user).values("pk")
    findings = Finding.objects.visible_to(user)
    seen = Q(record_type=CALLER, record_id__in=complaints)
    seen |= Q(record_type=PERSON, record_id__in=findings.values("pk"))
    rows = IdentityReading.objects.filter(seen).order_by("-at", "-pk")
    if Role.MANAGER in roles_of(user):
        return rows
    charge = findings.filter(FINDINGS_IN_CHARGE.q(user, today())).values("pk")
    return rows.filter(Q(by=user) | Q(record_type=PERSON, record_id__in=charge))


def _lines(user: User, readings: Iterable[IdentityReading]) -> list[ReadingLine]:
    """The readings with their records: at most three queries for any page."""
    rows = list(readings)
    complaints = Complaint.objects.in_bulk(_records(rows, CALLER))
    findings = Finding.objects.select_related("visit__agency")
    findings = findings.prefetch_related("visit__agency__names")
    found = findings.in_bulk(_records(rows, PERSON))
    stated = []
    for row in rows:
        if row.record_type == CALLER:
            title = str(complaints[row.record_id])
            url = reverse("complaint-detail", args=[row.record_id])
        else:
            visit = found[row.record_id].visit
            title = f"Lượt kiểm tra {visit.agency.name_on(visit.day)} ngày {short_date(visit.day)}"
            url = reverse("visit-detail", args=[visit.pk])
        stated.append(ReadingLine(row, title, url))
    return stated


def _records(rows: Iterable[IdentityReading], kind: str) -> set[int]:
    return {row.record_id for row in rows if row.record_type == kind}


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
