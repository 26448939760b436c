"""The lists of plans, one a year and issuer, of the plans of others, of coverage."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from inspections.agencies.models import Agency, ReportGroup
from inspections.plans.coverage import may_be_visited_on, months_since
from inspections.plans.models import OtherPlan, Plan
from tayninh_portal.access import today
from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register
from tayninh_portal.models import User

PLAN_LIST: Listing[Plan, Plan] = Listing(
    "plan-list",
    "plan.list",
    (
        ListColumn("year", "Năm", lambda plan: str(plan.year)),
        ListColumn("subject", "Kế hoạch", lambda plan: plan.subject),
        ListColumn("issuer", "Người ban hành", lambda plan: plan.get_issuer_display()),
        ListColumn("number", "Số, ký hiệu", lambda plan: plan.number),
        ListColumn("issued_on", "Ngày ban hành", lambda plan: plan.issued_on),
        ListColumn("state", "Trạng thái", lambda plan: plan.get_state_display()),
        illustrative_column(lambda plan: plan.is_illustrative, within="subject"),
    ),
    rows=lambda user: Plan.objects.visible_to(user),
    head="subject",
    link=lambda plan: reverse("plan-detail", args=[plan.pk]),
    keeps_filters=False,
)
register(PLAN_LIST)

OTHER_PLAN_LIST: Listing[OtherPlan, OtherPlan] = Listing(
    "other-plan-list",
    "plan.list",
    (
        ListColumn("body", "Cơ quan tiến hành", lambda row: row.get_body_display()),
        ListColumn("agency", "Cơ quan được kiểm tra", lambda row: row.agency.name),
        ListColumn("starts_on", "Từ ngày", lambda row: row.starts_on),
        ListColumn("ends_on", "Đến hết ngày", lambda row: row.ends_on),
        ListColumn("content", "Nội dung", lambda row: row.content),
        ListColumn("document", "Văn bản", lambda row: row.document),
        illustrative_column(lambda row: row.is_illustrative, within="agency"),
    ),
    rows=lambda user: OtherPlan.objects.select_related("agency"),
    head="agency",
    keeps_filters=False,
)
register(OTHER_PLAN_LIST)

# So many months without a visit one may ask for.
LONG_AGO = (6, 12, 24)


def may_be_visited(user: User) -> QuerySet[Agency]:
    """Those of today, for whoever may open the list."""
    return may_be_visited_on(today())


class CoverageFilter(ListFilter):
    """Over ``may_be_visited``."""

    q = WordsFilter("Cơ quan", "search")
    group = choice("Nhóm cơ quan", ReportGroup.choices, "report_group")
    since = choice(
        "Chưa kiểm tra",
        [(str(months), f"từ {months} tháng trở lên") for months in LONG_AGO] + [("0", "lần nào")],
        method="by_since",
    )

    def by_since(self, rows: QuerySet[Agency], name: str, value: str) -> QuerySet[Agency]:
        """Not visited for so many months, or never."""
        never = Q(last_visit__isnull=True)
        if value == "0":
            return rows.filter(never)
        now = today()
        months = now.year * 12 + now.month - 1 - int(value)
        start = date(months // 12, months % 12 + 1, min(now.day, 28))
        return rows.filter(never | Q(last_visit__lte=start))


def _last(agency: Agency) -> date | None:
    day: date | None = agency.__dict__["last_visit"]
    return day


def _for_how_long(agency: Agency) -> str:
    months = months_since(_last(agency), today())
    return "chưa lần nào" if months is None else f"{months} tháng"


COVERAGE_LIST: Listing[Agency, Agency] = Listing(
    "plan-coverage",
    "plan.list",
    (
        ListColumn("agency", "Cơ quan", lambda row: row.name, order=("name_key", "pk")),
        ListColumn("group", "Nhóm", lambda row: row.get_report_group_display()),
        ListColumn(
            "last",
            "Lần kiểm tra gần nhất",
            _last,
            order=(F("last_visit").asc(nulls_first=True), "name_key", "pk"),
            order_down=(F("last_visit").desc(nulls_last=True), "name_key", "pk"),
        ),
        ListColumn("months", "Chưa kiểm tra đã", _for_how_long),
    ),
    rows=may_be_visited,
    filter=CoverageFilter,
    order="last",
    link=record_link("agency-detail"),
    file="bao-phu-kiem-tra",
    keeps_filters=False,
)
register(COVERAGE_LIST)
