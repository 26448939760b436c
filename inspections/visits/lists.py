"""The list of visits: by agency, state, kind, cause and days; sorted by what its head says."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import QuerySet

from inspections.agencies.models import ReportGroup
from inspections.findings.models import with_findings
from inspections.visits.models import Visit, VisitCause, VisitState
from tayninh_portal.drawing import record_link
from tayninh_portal.lib.dates import short_time
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice, day_from, day_to
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register


class VisitFilter(ListFilter):
    """Over ``Visit.objects.visible_to(user)``."""

    # A name of the agency, the number of the basis or the place.
    q = WordsFilter("Cơ quan", "search")
    group = choice("Nhóm cơ quan", ReportGroup.choices, "agency__report_group")
    state = choice("Trạng thái", VisitState.choices)
    kind = choice(
        "Hình thức", [("surprise", "Đột xuất"), ("announced", "Báo trước")], method="by_kind"
    )
    cause = choice("Lý do", VisitCause.choices)
    since = day_from("Từ ngày", "day")
    until = day_to("Đến ngày", "day")
    seldom = ("group", "kind", "cause")

    def by_kind(self, rows: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        """Surprise or announced."""
        return rows.filter(is_surprise=value == "surprise")


VISIT_LIST: Listing[Visit, Visit] = Listing(
    "visit-list",
    "visit.list",
    (
        ListColumn(
            "day",
            "Ngày kiểm tra",
            lambda visit: visit.day,
            head="Ngày, giờ",
            order=("day", "starts_at", "pk"),
        ),
        ListColumn("hour", "Bắt đầu lúc", lambda visit: short_time(visit.starts_at), within="day"),
        ListColumn(
            "agency",
            "Cơ quan",
            attrgetter("agency_then"),
            order=("agency__name_key", "-day", "-pk"),
            order_down=("-agency__name_key", "-day", "-pk"),
        ),
        ListColumn("kind", "Hình thức", lambda v: "Đột xuất" if v.is_surprise else "Báo trước"),
        # On the screen one filters by it; a seventh column would push the state off a laptop.
        ListColumn("cause", "Lý do", lambda visit: visit.get_cause_display(), only="file"),
        ListColumn(
            "violations",
            "Vi phạm",
            attrgetter("violations"),
            order=("violations", "-day", "-pk"),
            order_down=("-violations", "-day", "-pk"),
            counted=True,
            number=True,
        ),
        ListColumn(
            "unit_findings",
            "Thiếu sót về đơn vị",
            attrgetter("unit_findings"),
            head="Về đơn vị",
            number=True,
        ),
        ListColumn("state", "Trạng thái", lambda visit: visit.get_state_display()),
        illustrative_column(lambda visit: visit.is_illustrative, within="agency"),
    ),
    rows=lambda user: Visit.objects.visible_to(user),
    details=lambda visits: with_findings(visits).named(),
    filter=VisitFilter,
    order="-day",
    head="agency",
    link=record_link("visit-detail"),
    file="luot-kiem-tra",
)
register(VISIT_LIST)
