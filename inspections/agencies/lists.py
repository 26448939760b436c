"""The registry as it was on a day: by kind, group and any name ever borne."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import QueryDict

from inspections.agencies.models import Agency, AgencyName, AgencyQuerySet, LegalKind, ReportGroup
from inspections.people.models import Assignment
from tayninh_portal.access import today
from tayninh_portal.drawing import record_link
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import short_date
from tayninh_portal.list_filters import DayFilter, ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User


class AgencyFilter(ListFilter):
    """The registry as it was on a day (today unless asked), under the names of that day."""

    q = WordsFilter("Tìm theo tên, mã", "search")
    kind = choice("Loại", LegalKind.choices, "legal_kind")
    group = choice(
        "Nhóm báo cáo",
        [*ReportGroup.choices, ("none", "Không thuộc nhóm nào")],
        method="in_group",
    )
    day = DayFilter("Hoạt động vào ngày", method="leave")

    def __init__(
        self, data: Mapping[str, str], queryset: QuerySet[Agency], *, request: Request
    ) -> None:
        asked = QueryDict(mutable=True)
        asked.update(data)
        asked.setdefault("day", short_date(today()))
        super().__init__(asked, queryset, request=request)

    @property
    def day_asked(self) -> date:
        """The day of the list; a nonsense day is said at its field, and today is shown."""
        self.form.full_clean()
        day: date | None = self.form.cleaned_data.get("day")
        return day or today()

    @property
    def depends_on(self) -> tuple[date]:
        """The day of the list: names and who is in charge are those of it."""
        return (self.day_asked,)

    def filter_queryset(self, queryset: AgencyQuerySet) -> AgencyQuerySet:
        """On the day asked."""
        rows: AgencyQuerySet = super().filter_queryset(queryset.on(self.day_asked))
        return rows

    def leave(self, queryset: AgencyQuerySet, name: str, value: date) -> AgencyQuerySet:
        """The day is no condition of its own: ``filter_queryset`` has applied it."""
        return queryset

    def in_group(self, queryset: AgencyQuerySet, name: str, value: str) -> AgencyQuerySet:
        """One report group, or the bodies that are in none."""
        return queryset.filter(report_group="" if value == "none" else value)


def _details(agencies: AgencyQuerySet, day: date) -> AgencyQuerySet:
    """With the name of the day, and that of the body above."""
    above = AgencyName.objects.filter(agency=OuterRef("parent"), starts_on__lte=day)
    name = Subquery(above.order_by("-starts_on").values("name")[:1])
    return agencies.named_on(day).annotate(parent_name=name)


def _lines(user: User, agencies: list[Agency], day: date) -> list[Agency]:
    """With ``in_charge``, the names of those in charge on the day."""
    held = Assignment.objects.on(day).filter(agency__in=agencies).order_by("pk")
    names: dict[int, list[str]] = {}
    for agency, name in held.values_list("agency", "user__full_name"):
        names.setdefault(agency, []).append(name)
    for row in agencies:
        row.in_charge = ", ".join(names.get(row.pk, ()))  # type: ignore[attr-defined]  # for the list alone
    return agencies


AGENCY_LIST: Listing[Agency, Agency] = Listing(
    "agency-list",
    "agency.list",
    (
        ListColumn("name", "Tên cơ quan", lambda agency: agency.name_then or agency.name),
        ListColumn("kind", "Loại", lambda agency: agency.get_legal_kind_display()),
        ListColumn("group", "Nhóm báo cáo", lambda agency: agency.get_report_group_display()),
        ListColumn("parent", "Cơ quan quản lý", attrgetter("parent_name")),
        ListColumn("starts_on", "Từ ngày", lambda agency: agency.starts_on),
        ListColumn("ends_on", "Đến ngày", lambda agency: agency.ends_on),
        ListColumn("in_charge", "Chuyên viên phụ trách", attrgetter("in_charge")),
    ),
    rows=lambda user: Agency.objects.sorted(),
    details=_details,
    lines=_lines,
    filter=AgencyFilter,
    link=record_link("agency-detail"),
    file="co-quan",
)
register(AGENCY_LIST)
