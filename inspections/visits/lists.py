"""The list of visits: by agency, state, kind, cause and days; sorted by what its head says."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import QuerySet

from inspections.agencies.models import ReportGroup
from inspections.findings.models import with_findings
from inspections.visits.models import NOT_BEGUN, Visit, VisitCause, VisitState
from tayninh_portal.access import DEPARTMENT, PROVINCE, roles_of
from tayninh_portal.drawing import record_link
from tayninh_portal.lib.dates import short_time
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice, day_from, day_to
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register


class VisitFilter(ListFilter):
    """Over ``Visit.every.visible_to(user)``."""

    # A name of the agency, the number of the basis or the place.
    q = WordsFilter("Cơ quan", "search")
    group = choice("Nhóm cơ quan", ReportGroup.choices, "agency__report_group")
    state = choice("Trạng thái", [each for each in VisitState.choices if each[0] not in NOT_BEGUN])
    kind = choice(
        "Hình thức", [("surprise", "Đột xuất"), ("announced", "Báo trước")], method="by_kind"
    )
    cause = choice("Lý do", VisitCause.choices)
    theme = WordsFilter("Chủ đề", "theme_search")
    since = day_from("Từ ngày", "day")
    until = day_to("Đến ngày", "day")
    seldom = ("group", "kind", "cause", "theme")

    @property
    def depends_on(self) -> tuple[int]:
        """Who reads for a body is told of the findings about the visited one, not of strangers."""
        return (int(not roles_of(self.user) & (DEPARTMENT | PROVINCE)),)

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
        ListColumn("theme", "Chủ đề", attrgetter("theme"), only="file"),
        illustrative_column(lambda visit: visit.is_illustrative, within="agency"),
    ),
    # ``every``: what ``visible_to`` leaves out is not asked twice of each row that is skipped.
    rows=lambda user: Visit.every.visible_to(user),
    details=lambda visits, own: with_findings(visits, own).named(),
    filter=VisitFilter,
    order="-day",
    head="agency",
    link=record_link("visit-detail"),
    file="luot-kiem-tra",
)
register(VISIT_LIST)


class PlannedFilter(ListFilter):
    """Over ``Visit.every.planned_for(user)``."""

    q = WordsFilter("Cơ quan", "search")
    state = choice("Trạng thái", [(each.value, each.label) for each in NOT_BEGUN])
    since = day_from("Từ ngày", "day")
    until = day_to("Đến ngày", "day")


PLANNED_LIST: Listing[Visit, Visit] = Listing(
    "planned-visit-list",
    "planned_visit.list",
    (
        ListColumn(
            "day",
            "Ngày kiểm tra",
            lambda visit: visit.day,
            head="Ngày, giờ",
            order=("day", "starts_at", "pk"),
        ),
        ListColumn("hour", "Dự kiến lúc", lambda visit: short_time(visit.starts_at), within="day"),
        ListColumn("agency", "Cơ quan", attrgetter("agency_then")),
        ListColumn("kind", "Hình thức", lambda v: "Đột xuất" if v.is_surprise else "Báo trước"),
        ListColumn("team", "Tổ, Đoàn", lambda visit: str(visit.team)),
        ListColumn("state", "Trạng thái", lambda visit: visit.get_state_display()),
        illustrative_column(lambda visit: visit.is_illustrative, within="agency"),
    ),
    rows=lambda user: Visit.every.planned_for(user),
    details=lambda visits: visits.named().select_related("team"),
    filter=PlannedFilter,
    order="day",
    head="agency",
    link=record_link("visit-detail"),
    keeps_filters=False,
)
register(PLANNED_LIST)
