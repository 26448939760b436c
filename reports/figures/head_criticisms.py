"""Heads proposed for criticism, and heads criticised: two figures, and neither is a violation."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import BooleanField, ExpressionWrapper, Q

from inspections.agencies.models import agency_then
from inspections.head_criticisms.models import HeadCriticism, Outcome
from reports.figures.kinds import Base, Dimension, Figure, Rows, by_group, group_labels
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels
from reports.figures.visits import BASIS
from tayninh_portal.lib.periods import Period


def head_criticisms(period: Period, cutoff: date) -> Rows:
    """Proposals that stand of concluded visits in the period; criticised as entered by then."""
    criticised = Q(outcome=Outcome.CRITICISED, decided_on__lte=cutoff)
    return (
        HeadCriticism.objects.counted()
        .between(period.start, period.end)
        .annotate(is_criticised=ExpressionWrapper(criticised, output_field=BooleanField()))
    )


def shown_head_criticisms(rows: Rows) -> Rows:
    """With the day of the visit and the agency's name on it."""
    return rows.select_related("visit").annotate(
        agency_name=agency_then("visit__agency", "visit__day")
    )


HEAD_CRITICISMS = Base(
    "head_criticisms",
    head_criticisms,
    shown_head_criticisms,
    order=("visit__day", "visit_id", "pk"),
    dimensions={
        "agency": Dimension("visit__agency_id", agency_labels, int),
        "group": Dimension("group", group_labels, says=lambda _: by_group("visit__agency")),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "visit__day")),
    },
)

FIGURES = (
    Figure(
        "head_criticisms.proposed",
        "Đề nghị phê bình người đứng đầu",
        "trường hợp",
        "Tổ kiểm tra công vụ đề nghị phê bình người đứng đầu hoặc cấp phó của cơ quan được kiểm "
        "tra, trên lượt kiểm tra đã kết thúc trong kỳ; mỗi người trên một lượt kiểm tra là một "
        "trường hợp. Không phải vi phạm của cá nhân và không cộng vào đó.",
        BASIS,
        base=HEAD_CRITICISMS,
    ),
    Figure(
        "head_criticisms.criticised",
        "Người đứng đầu bị phê bình",
        "trường hợp",
        "Trong số đề nghị phê bình người đứng đầu, những trường hợp cơ quan quản lý trực tiếp đã "
        "phê bình và đã ghi kết quả chậm nhất vào ngày chốt số liệu; kiểm điểm rút kinh nghiệm "
        "và không phê bình không tính.",
        BASIS,
        base=HEAD_CRITICISMS,
        condition=Q(is_criticised=True),
    ),
)
