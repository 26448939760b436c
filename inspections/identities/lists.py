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
from inspections.head_criticisms.models import HeadCriticism
from inspections.identities.models import IdentityReading
from inspections.minutes.models import Minutes
from inspections.people.models import in_charge
from inspections.result_papers.models import ResultPaper
from tayninh_portal.access import Role, roles_of, today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.list_filters import DayFilter, ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User
from tayninh_portal.scope import Scope

CALLER, PERSON = Complaint._meta.label_lower, Finding._meta.label_lower
HEAD, MINUTES = HeadCriticism._meta.label_lower, Minutes._meta.label_lower
PAPER = ResultPaper._meta.label_lower
WHOSE = {
    PERSON: "Người vi phạm",
    HEAD: "Người bị đề nghị phê bình",
    MINUTES: "Người có tên trong biên bản",
    PAPER: "Văn bản nêu tên",
    CALLER: "Người phản ánh",
}
FINDINGS_IN_CHARGE = Scope(in_charge("agency"))


class ReadingFilter(ListFilter):
    """By who looked, at what kind of person, and the days."""

    q = WordsFilter("Tìm theo người xem", "by__search")
    record_type = choice("Danh tính của", WHOSE.items())
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
        return WHOSE[self.reading.record_type]


def readings_of(user: User) -> QuerySet[IdentityReading]:
    """The readings ``user`` may know of."""
    complaints = Complaint.objects.visible_to(user).values("pk")
    findings = Finding.objects.visible_to(user)
    seen = Q(record_type=CALLER, record_id__in=complaints)
    seen |= Q(record_type=PERSON, record_id__in=findings.values("pk"))
    heads = HeadCriticism.objects.visible_to(user)
    seen |= Q(record_type=HEAD, record_id__in=heads.values("pk"))
    minutes = Minutes.objects.visible_to(user).values("pk")
    seen |= Q(record_type=MINUTES, record_id__in=minutes)
    named = ResultPaper.objects.visible_to(user).values("pk")
    seen |= Q(record_type=PAPER, record_id__in=named)
    rows = IdentityReading.objects.filter(seen).order_by("-at", "-pk")
    if Role.MANAGER in roles_of(user):
        return rows
    charge = findings.filter(FINDINGS_IN_CHARGE.q(user, today())).values("pk")
    return rows.filter(Q(by=user) | Q(record_type=PERSON, record_id__in=charge))


def _lines(user: User, readings: Iterable[IdentityReading]) -> list[ReadingLine]:
    """The readings with their records: at most two queries a kind for any page."""
    rows = list(readings)
    complaints = Complaint.objects.in_bulk(_records(rows, CALLER))
    findings = Finding.objects.select_related("visit__agency")
    findings = findings.prefetch_related("visit__agency__names")
    found = findings.in_bulk(_records(rows, PERSON))
    heads = HeadCriticism.objects.named().select_related("visit")
    proposed = heads.in_bulk(_records(rows, HEAD))
    papers = Minutes.objects.select_related("visit__agency")
    papers = papers.prefetch_related("visit__agency__names")
    written = papers.in_bulk(_records(rows, MINUTES))
    named = ResultPaper.objects.named().select_related("visit").in_bulk(_records(rows, PAPER))
    stated = []
    for row in rows:
        if row.record_type == MINUTES:
            title = written[row.record_id].title
            url = reverse("minutes-detail", args=[row.record_id])
        elif row.record_type == CALLER:
            title = str(complaints[row.record_id])
            url = reverse("complaint-detail", args=[row.record_id])
        elif row.record_type == HEAD:
            about = proposed[row.record_id]
            title = f"{about}, {about.agency_then} ngày {short_date(about.visit.day)}"
            url = reverse("head-criticism-detail", args=[about.pk])
        elif row.record_type == PAPER:
            paper = named[row.record_id]
            title = f"{paper.get_kind_display()}, {paper.agency_then}"
            url = reverse("result-paper-detail", args=[paper.pk])
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
