"""Lượt kiểm tra: one agency in one session by the Tổ of the Sở, concluded."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import cast

from django.db.models import Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from inspections.agencies.models import Agency, AgencyQuerySet, ReportGroup, agency_then
from inspections.findings.models import Finding
from inspections.visits.models import Visit, VisitCause
from inspections.visits.owned import VisitAbsence
from reports.figures.kinds import (
    GROUP_LABELS,
    OTHER_GROUP,
    Base,
    Dimension,
    Figure,
    Rows,
    by_group,
    group_labels,
)
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels
from tayninh_portal.lib.periods import Period

BASIS = "Quyết định số 1847/QĐ-TTg ngày 27/12/2018 của Thủ tướng Chính phủ"


def visits(period: Period, cutoff: date) -> Rows:
    """Concluded visits held in the period; ``is_uneven``: their head-counts do not add up."""
    # State and day are those of the visit; the day once more, since its index leads to the few.
    found = Finding.objects.standing().filter(visit_day__range=(period.start, period.end))
    kinds = VisitAbsence.objects.filter(visit=OuterRef("pk")).order_by().values("visit")
    excused = Coalesce("absent_excused", 0)
    return (
        Visit.objects.concluded()
        .between(period.start, period.end)
        .annotate(
            has_findings=Exists(found.filter(visit=OuterRef("pk"))),
            by_kind=Coalesce(Subquery(kinds.annotate(all=Sum("people")).values("all")), excused),
        )
        .annotate(is_uneven=_uneven(excused))
    )


def _uneven(excused: Coalesce) -> Q:
    """Present and absent against the roll, where both were counted; the absences with a reason
    against their kinds, where these were told apart. What was not counted is taken as none."""
    parts = (Coalesce(name, 0) for name in ("present", "absent_unexcused", "absent_unknown"))
    counted = Q(on_roll__isnull=False, present__isnull=False)
    return counted & ~Q(on_roll=sum(parts, excused)) | ~Q(by_kind=excused)


def shown_visits(rows: Rows) -> Rows:
    """With the agency's name on the day."""
    return rows.annotate(agency_name=agency_then("agency", "day"))


def visited_agencies(period: Period, cutoff: date) -> Rows:
    """Agencies with at least one concluded visit in the period; ``first_day``: of the first."""
    held = Visit.objects.concluded().between(period.start, period.end)
    mine = held.filter(agency=OuterRef("pk"))
    first = Subquery(mine.order_by("day").values("day")[:1])
    return Agency.objects.filter(Exists(mine)).annotate(first_day=first)


def shown_agencies(rows: Rows) -> Rows:
    """As they are: an agency visited twice may have borne two names."""
    return rows


def group_agencies(period: Period, cutoff: date) -> Rows:
    """Agencies of a report group in the registry on the period's last day, visited or not."""
    held = Visit.objects.concluded().between(period.start, period.end)
    return Agency.objects.may_be_due(period.end).annotate(
        is_visited=Exists(held.filter(agency=OuterRef("pk"))), last_day=Value(period.end)
    )


def shown_group_agencies(rows: Rows) -> Rows:
    """With the name on the period's last day."""
    agencies = cast(AgencyQuerySet, rows)
    named = agencies.named_on(OuterRef("last_day"))
    return named.annotate(agency_name=Coalesce("name_then", "name"))


VISITS = Base(
    "visits",
    visits,
    shown_visits,
    order=("day", "starts_at", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "group": Dimension("group", group_labels, says=lambda _: by_group("agency")),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "day")),
    },
)
VISITED_AGENCIES = Base(
    "visited_agencies",
    visited_agencies,
    shown_agencies,
    order=("name_key", "pk"),
    dimensions={
        "agency": Dimension("pk", agency_labels, int),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "first_day")),
    },
)
GROUP_AGENCIES = Base(
    "group_agencies",
    group_agencies,
    shown_group_agencies,
    order=("report_group", "name_key", "pk"),
    dimensions={
        "agency": Dimension("pk", agency_labels, int),
        "group": Dimension("report_group", group_labels),
    },
)

FIGURES = (
    Figure(
        "visits.total",
        "Lượt kiểm tra",
        "lượt",
        "Một cơ quan trong một buổi do Tổ kiểm tra công vụ của Sở Nội vụ kiểm tra và đã kết thúc. "
        "Hai cơ quan trong một chuyến đi là hai lượt; tổ kiểm tra của huyện và của cơ quan khác "
        "chỉ tính ở phần tự kiểm tra.",
        BASIS,
        base=VISITS,
    ),
    Figure(
        "visits.surprise",
        "Lượt kiểm tra đột xuất",
        "lượt",
        "Trong số lượt kiểm tra, những lượt không báo trước cho cơ quan được kiểm tra.",
        BASIS,
        base=VISITS,
        condition=Q(is_surprise=True),
    ),
    Figure(
        "visits.without_findings",
        "Lượt kiểm tra không ghi nhận thiếu sót",
        "lượt",
        "Trong số lượt kiểm tra, những lượt không có vi phạm của cá nhân và không có nội dung "
        "thiếu sót của đơn vị.",
        BASIS,
        base=VISITS,
        condition=Q(has_findings=False),
    ),
    *(
        Figure(
            f"visits.{group}",
            f"Lượt kiểm tra – {GROUP_LABELS[group].lower()}",
            "lượt",
            "Trong số lượt kiểm tra, những lượt tại cơ quan thuộc nhóm này; đơn vị trực thuộc tính "
            "theo cơ quan quản lý trực tiếp.",
            BASIS,
            base=VISITS,
            part=("group", group),
        )
        for group in (*ReportGroup.values, OTHER_GROUP)
    ),
    Figure(
        "visits.agencies",
        "Cơ quan được kiểm tra",
        "cơ quan",
        "Số cơ quan có ít nhất một lượt kiểm tra trong kỳ; cơ quan được kiểm tra nhiều lần tính "
        "một lần.",
        BASIS,
        base=VISITED_AGENCIES,
    ),
    Figure(
        "visits.announced",
        "Lượt kiểm tra có báo trước",
        "lượt",
        "Trong số lượt kiểm tra, những lượt có báo trước cho cơ quan được kiểm tra.",
        BASIS,
        base=VISITS,
        condition=Q(is_surprise=False),
    ),
    *(
        Figure(
            f"visits.cause.{cause.value}",
            f"Lượt kiểm tra – {cause.label[:1].lower()}{cause.label[1:]}",
            "lượt",
            "Trong số lượt kiểm tra, những lượt tiến hành vì lý do này.",
            BASIS,
            base=VISITS,
            condition=Q(cause=cause.value),
        )
        for cause in VisitCause
    ),
    *(
        Figure(
            f"agencies.{key}",
            label,
            "cơ quan",
            definition,
            BASIS,
            base=GROUP_AGENCIES,
            condition=condition,
        )
        for key, label, definition, condition in (
            (
                "total",
                "Cơ quan thuộc các nhóm báo cáo",
                "Cơ quan thuộc một nhóm báo cáo và đang hoạt động vào ngày cuối kỳ, theo danh mục "
                "cơ quan; cơ quan đã chấm dứt hoạt động trước ngày đó không tính.",
                Q(),
            ),
            (
                "visited",
                "Cơ quan thuộc các nhóm báo cáo đã được kiểm tra",
                "Trong số cơ quan thuộc các nhóm báo cáo, cơ quan có ít nhất một lượt kiểm tra "
                "trong kỳ; lượt kiểm tra tại đơn vị trực thuộc không tính cho cơ quan cấp trên.",
                Q(is_visited=True),
            ),
            (
                "not_visited",
                "Cơ quan thuộc các nhóm báo cáo chưa được kiểm tra",
                "Trong số cơ quan thuộc các nhóm báo cáo, cơ quan không có lượt kiểm tra nào trong "
                "kỳ.",
                Q(is_visited=False),
            ),
        )
    ),
    Figure(
        "agencies.rate",
        "Tỷ lệ cơ quan đã được kiểm tra",
        "",
        "Cơ quan đã được kiểm tra trong kỳ trên cơ quan thuộc các nhóm báo cáo.",
        BASIS,
        kind="ratio",
        parts=("agencies.visited", "agencies.total"),
    ),
    *(
        Figure(
            f"agencies.{group}.not_visited",
            f"Chưa được kiểm tra – {GROUP_LABELS[group].lower()}",
            "cơ quan",
            "Trong số cơ quan chưa được kiểm tra, cơ quan thuộc nhóm này.",
            BASIS,
            base=GROUP_AGENCIES,
            condition=Q(is_visited=False),
            part=("group", group),
        )
        for group in ReportGroup.values
    ),
)
