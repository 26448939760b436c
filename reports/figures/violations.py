"""Vi phạm: one person, one act, found by the Tổ. Findings about a unit have keys of their own."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast, Coalesce

from inspections.agencies.models import ReportGroup, agency_then
from inspections.catalogues.models import Subject
from inspections.findings.models import Finding
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
from reports.figures.names import (
    agency_labels,
    area_labels,
    category_labels,
    field_labels,
    leader_labels,
    person_kind_labels,
)
from reports.figures.visits import BASIS
from tayninh_portal.lib.periods import Period

PERSON = Q(subject=Subject.PERSON)
UNIT = Q(subject=Subject.UNIT)


def findings(period: Period, cutoff: date) -> Rows:
    """Findings of concluded visits in the period that were not withdrawn."""
    return Finding.objects.counted().between(period.start, period.end)


def by_area(period: Period) -> Coalesce:
    """The area of the category. What a finding does not say is empty text, so that it is a part
    like the others and the parts add up; so it is with its field."""
    return Coalesce(Cast("category__area", CharField()), Value(""))


def by_field(period: Period) -> Coalesce:
    """The code of the field of work."""
    return Coalesce("field__code", Value(""))


def by_leader(period: Period) -> Case:
    """Whether the person leads."""
    leads = When(is_leader=True, then=Value("yes"))
    return Case(leads, default=Value("no"), output_field=CharField())


def shown_findings(rows: Rows) -> Rows:
    """With what was found and the agency's name on the day."""
    return rows.select_related("category", "field", "recommended_handling").annotate(
        agency_name=agency_then("agency", "visit_day")
    )


FINDINGS = Base(
    "findings",
    findings,
    shown_findings,
    order=("visit_day", "visit_id", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "area": Dimension("area", area_labels, says=by_area, then=area_labels),
        "category": Dimension("category__code", category_labels, then=category_labels),
        "field": Dimension("field_code", field_labels, says=by_field, then=field_labels),
        "group": Dimension("group", group_labels, says=lambda _: by_group("agency")),
        "leader": Dimension("leader", leader_labels, says=by_leader),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "visit_day")),
        "person_kind": Dimension("person_kind", person_kind_labels),
    },
)

FIGURES = (
    Figure(
        "violations.total",
        "Vi phạm của cá nhân",
        "trường hợp",
        "Một người, một hành vi, do Tổ kiểm tra công vụ ghi nhận trong lượt kiểm tra đã kết thúc. "
        "Thiếu sót của đơn vị và vi phạm do cơ quan tự phát hiện tính riêng, không cộng vào đây.",
        BASIS,
        base=FINDINGS,
        condition=PERSON,
    ),
    *(
        Figure(
            f"violations.{group}",
            f"Vi phạm của cá nhân – {GROUP_LABELS[group].lower()}",
            "trường hợp",
            "Trong số vi phạm của cá nhân, những trường hợp tại cơ quan thuộc nhóm này.",
            BASIS,
            base=FINDINGS,
            condition=PERSON,
            part=("group", group),
        )
        for group in (*ReportGroup.values, OTHER_GROUP)
    ),
    Figure(
        "violations.leaders",
        "Vi phạm của người giữ chức vụ lãnh đạo, quản lý",
        "trường hợp",
        "Trong số vi phạm của cá nhân, những trường hợp người vi phạm giữ chức vụ lãnh đạo, quản "
        "lý.",
        BASIS,
        base=FINDINGS,
        condition=PERSON & Q(is_leader=True),
    ),
    Figure(
        "violations.recommended",
        "Vi phạm đã kiến nghị xử lý",
        "trường hợp",
        "Trong số vi phạm của cá nhân, những trường hợp Tổ kiểm tra đã kiến nghị hình thức xử lý. "
        "Kết quả cơ quan đã xử lý là một số liệu khác.",
        BASIS,
        base=FINDINGS,
        condition=PERSON & Q(recommended_handling__isnull=False),
    ),
    Figure(
        "unit_findings.total",
        "Thiếu sót của đơn vị",
        "nội dung",
        "Nội dung thiếu sót của cơ quan, đơn vị (không của riêng người nào) do Tổ kiểm tra công vụ "
        "ghi nhận trong lượt kiểm tra đã kết thúc.",
        BASIS,
        base=FINDINGS,
        condition=UNIT,
    ),
    *(
        Figure(
            f"unit_findings.{group}",
            f"Thiếu sót của đơn vị – {GROUP_LABELS[group].lower()}",
            "nội dung",
            "Trong số thiếu sót của đơn vị, những nội dung tại cơ quan thuộc nhóm này.",
            BASIS,
            base=FINDINGS,
            condition=UNIT,
            part=("group", group),
        )
        for group in (*ReportGroup.values, OTHER_GROUP)
    ),
)
