"""What became of findings: handled and put right, each confirmed by the Sở by the cut-off.

“Đã kiến nghị” (``violations.recommended``) and “đã xử lý” are two figures. Handling is counted over
the violations found in the period; a remedy over the period its last day falls in, so that each is
due in one period and none is lost between two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from inspections.agencies.models import agency_then
from inspections.findings.models import Finding
from inspections.handlings.models import HandlingState
from inspections.remedies.models import Remedy
from reports.figures.kinds import Base, Dimension, Figure, Rows, by_group, group_labels
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels, category_labels, form_labels
from reports.figures.violations import FINDINGS, PERSON, UNIT
from reports.figures.visits import BASIS
from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period

DISCIPLINE_BASIS = (
    "Luật Cán bộ, công chức; Luật Viên chức; nghị định về xử lý kỷ luật có hiệu lực vào ngày bắt "
    "đầu xử lý"
)
RECOMMENDED = Q(recommended_handling__isnull=False)
# How a remedy stands at the end of the cut-off day; the four add up to those due.
ON_TIME, LATE, WAITING, OVERDUE = "on_time", "late", "waiting", "overdue"
# A recommendation of a visit as a whole has no kind of finding; no code begins like this.
OF_VISIT = "-visit"


def answered(period: Period, cutoff: date) -> Rows:
    """Findings that count in the period, with what was confirmed about each by the cut-off."""
    # Nothing is handled before the day it was found (``inspections.handlings.law``): so the period
    # leads to the few handlings among those of all years.
    days = (period.start, cutoff)
    confirmed = Q(handlings__state=HandlingState.CONFIRMED, handlings__confirmed_on__range=days)
    return (
        Finding.objects.counted()
        .between(period.start, period.end)
        # A finding has one handling at the most (``handling_one_a_finding``): it stays one row.
        .annotate(
            confirmed=FilteredRelation("handlings", condition=confirmed),
            is_handled=ExpressionWrapper(Q(confirmed__isnull=False), output_field=BooleanField()),
            is_disciplined=Coalesce("confirmed__is_discipline", False),
            handled_form=F("confirmed__form__code"),
        )
    )


def shown_answered(rows: Rows) -> Rows:
    """With what was found, recommended and decided, and the agency's name on the day.

    ``handling_id``, ``handling_version``: of the handling that was confirmed.
    """
    return rows.select_related("category", "recommended_handling").annotate(
        handling_id=F("confirmed__pk"),
        handling_version=F("confirmed__version"),
        agency_name=agency_then("agency", "visit_day"),
        handled_name=F("confirmed__form__name"),
    )


def due_remedies(period: Period, cutoff: date) -> Rows:
    """Remedies whose last day lies in the period and is over by the cut-off, with their standing.

    An extended last day counts like any: what the Sở gave more time for is not late before that.
    A last day is over when the day has ended: today's are not counted before tomorrow, so that
    nobody is late while they still have the day.
    """
    until = min(period.end, cutoff, today() - timedelta(days=1))
    done = Q(confirmed_on__lte=cutoff)
    standing = Case(
        When(done & Q(done_on__lte=F("due_on")), then=Value(ON_TIME)),
        When(done, then=Value(LATE)),
        When(reported_on__lte=cutoff, then=Value(WAITING)),
        default=Value(OVERDUE),
        output_field=CharField(),
    )
    return (
        Remedy.objects.active()
        .due_between(period.start, until)
        .annotate(
            standing=standing,
            is_done=ExpressionWrapper(done, output_field=BooleanField()),
        )
    )


def shown_remedies(rows: Rows) -> Rows:
    """With what was found and the name of the agency inspected on that day."""
    return rows.select_related("finding__category", "recommendation").annotate(
        agency_name=agency_then("agency", "visit__day")
    )


def _asked_by(_: Period) -> Coalesce:
    return Coalesce("finding__category__code", Value(OF_VISIT))


def asked_labels(values: Iterable[Any], day: date | None = None) -> Mapping[Any, str]:
    """Kinds of finding by name, and what is asked of a body as a whole."""
    return {**category_labels(values, day), OF_VISIT: "Kiến nghị của cả lượt kiểm tra"}


ANSWERED = Base(
    "answered",
    answered,
    shown_answered,
    order=("visit_day", "visit_id", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "category": Dimension("category__code", category_labels, then=category_labels),
        "form": Dimension("handled_form", form_labels, then=form_labels),
        "group": FINDINGS.dimensions["group"],
        "leader": FINDINGS.dimensions["leader"],
        "month": FINDINGS.dimensions["month"],
    },
    of=FINDINGS,
)
REMEDIES = Base(
    "remedies",
    due_remedies,
    shown_remedies,
    order=("due_on", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "category": Dimension("asked", asked_labels, says=_asked_by, then=asked_labels),
        "group": Dimension("group", group_labels, says=lambda _: by_group("agency")),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "due_on")),
    },
)

FIGURES = (
    Figure(
        "handlings.total",
        "Vi phạm của cá nhân đã xử lý",
        "trường hợp",
        "Trong số vi phạm của cá nhân ghi nhận trong kỳ, những trường hợp cơ quan đã xử lý và Sở "
        "Nội vụ đã xác nhận kết quả chậm nhất vào ngày chốt số liệu (ngày cuối kỳ), có kiến nghị "
        "hay không.",
        BASIS,
        base=ANSWERED,
        condition=PERSON & Q(is_handled=True),
    ),
    Figure(
        "handlings.discipline",
        "Vi phạm của cá nhân bị xử lý kỷ luật",
        "trường hợp",
        "Trong số vi phạm của cá nhân đã xử lý, những trường hợp bị áp dụng hình thức kỷ luật theo "
        "quy định có hiệu lực vào ngày bắt đầu xử lý.",
        DISCIPLINE_BASIS,
        base=ANSWERED,
        condition=PERSON & Q(is_disciplined=True),
    ),
    Figure(
        "handlings.other",
        "Vi phạm của cá nhân xử lý bằng hình thức khác",
        "trường hợp",
        "Trong số vi phạm của cá nhân đã xử lý, những trường hợp không phải kỷ luật: lập biên bản, "
        "nhắc nhở, tường trình, kiểm điểm, phê bình, chấn chỉnh.",
        BASIS,
        base=ANSWERED,
        condition=PERSON & Q(is_handled=True, is_disciplined=False),
    ),
    Figure(
        "handlings.recommended",
        "Kiến nghị xử lý đã thực hiện",
        "trường hợp",
        "Trong số vi phạm Tổ kiểm tra đã kiến nghị hình thức xử lý, những trường hợp cơ quan đã xử "
        "lý và Sở Nội vụ đã xác nhận chậm nhất vào ngày chốt số liệu, bằng hình thức đã kiến nghị "
        "hoặc hình thức khác.",
        BASIS,
        base=ANSWERED,
        condition=PERSON & RECOMMENDED & Q(is_handled=True),
    ),
    Figure(
        "handlings.rate",
        "Tỷ lệ kiến nghị xử lý đã thực hiện",
        "",
        "Kiến nghị xử lý đã thực hiện trên vi phạm đã kiến nghị xử lý.",
        BASIS,
        kind="ratio",
        parts=("handlings.recommended", "violations.recommended"),
    ),
    Figure(
        "handlings.units_recommended",
        "Thiếu sót của đơn vị đã kiến nghị xử lý",
        "nội dung",
        "Trong số thiếu sót của đơn vị, những nội dung Tổ kiểm tra đã kiến nghị hình thức xử lý.",
        BASIS,
        base=ANSWERED,
        condition=UNIT & RECOMMENDED,
    ),
    Figure(
        "handlings.units",
        "Thiếu sót của đơn vị đã xử lý",
        "nội dung",
        "Trong số thiếu sót của đơn vị ghi nhận trong kỳ, những nội dung cơ quan đã xử lý và Sở "
        "Nội vụ đã xác nhận chậm nhất vào ngày chốt số liệu.",
        BASIS,
        base=ANSWERED,
        condition=UNIT & Q(is_handled=True),
    ),
    Figure(
        "remedies.due",
        "Nội dung đến hạn khắc phục",
        "nội dung",
        "Nội dung Tổ kiểm tra yêu cầu khắc phục có ngày cuối của hạn nằm trong kỳ và đã qua vào "
        "ngày chốt số liệu, dù lượt kiểm tra ở kỳ này hay kỳ trước. Nội dung được lãnh đạo Sở gia "
        "hạn thì tính theo hạn mới, ở kỳ của hạn mới.",
        BASIS,
        base=REMEDIES,
    ),
    Figure(
        "remedies.on_time",
        "Nội dung khắc phục đúng hạn",
        "nội dung",
        "Trong số nội dung đến hạn, những nội dung khắc phục xong không sau ngày cuối của hạn (hạn "
        "mới nếu được gia hạn) và Sở Nội vụ đã xác nhận chậm nhất vào ngày chốt số liệu.",
        BASIS,
        base=REMEDIES,
        condition=Q(standing=ON_TIME),
    ),
    Figure(
        "remedies.late",
        "Nội dung khắc phục quá hạn",
        "nội dung",
        "Trong số nội dung đến hạn, những nội dung khắc phục xong sau ngày cuối của hạn (hạn mới "
        "nếu được gia hạn) và Sở Nội vụ đã xác nhận chậm nhất vào ngày chốt số liệu.",
        BASIS,
        base=REMEDIES,
        condition=Q(standing=LATE),
    ),
    Figure(
        "remedies.waiting",
        "Nội dung đã báo cáo khắc phục, chờ xác nhận",
        "nội dung",
        "Trong số nội dung đến hạn, những nội dung cơ quan đã báo cáo khắc phục mà Sở Nội vụ chưa "
        "xác nhận vào ngày chốt số liệu.",
        BASIS,
        base=REMEDIES,
        condition=Q(standing=WAITING),
    ),
    Figure(
        "remedies.overdue",
        "Nội dung quá hạn chưa khắc phục",
        "nội dung",
        "Trong số nội dung đến hạn, những nội dung cơ quan chưa báo cáo khắc phục, hoặc báo cáo bị "
        "trả lại, vào ngày chốt số liệu. Nội dung được gia hạn mà hạn mới chưa qua thì chưa quá "
        "hạn.",
        BASIS,
        base=REMEDIES,
        condition=Q(standing=OVERDUE),
    ),
    Figure(
        "remedies.done",
        "Nội dung đã khắc phục",
        "nội dung",
        "Trong số nội dung đến hạn, những nội dung đã khắc phục đúng hạn hoặc quá hạn.",
        BASIS,
        base=REMEDIES,
        condition=Q(is_done=True),
    ),
    Figure(
        "remedies.rate",
        "Tỷ lệ nội dung đã khắc phục",
        "",
        "Nội dung đã khắc phục trên nội dung đến hạn khắc phục.",
        BASIS,
        kind="ratio",
        parts=("remedies.done", "remedies.due"),
    ),
)
