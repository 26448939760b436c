"""Phản ánh, kiến nghị received in the period, and how they stand at the end of the cut-off day.

Three breakdowns of the same complaints, each adding up to the total: by state, by class, and by how
the clock was kept. One whose last day passed without an answer is as late as one answered late.

What is reserved for a leader is kept from the others, so its numbers are too: it counts in the
total of a whole reported period and is divided by nothing (docs/decisions/0024).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    ExpressionWrapper,
    F,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from inspections.agencies.models import agency_then
from inspections.complaints.models import Complaint
from inspections.complaints.states import (
    COMPLAINT_HANDLED,
    OTHER_PROCEDURE,
    Channel,
    ComplaintClass,
    ComplaintState,
)
from reports.figures.kinds import (
    UNDIVIDED,
    UNDIVIDED_LABEL,
    Base,
    Dimension,
    Figure,
    Rows,
    by_group,
    group_labels,
)
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels, category_labels, field_labels
from reports.figures.periods import whole
from reports.figures.violations import by_field
from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period

BASIS = "Nghị định số 20/2008/NĐ-CP ngày 14/02/2008 của Chính phủ"
CLOCK_BASIS = f"Điều 28 Luật Tiếp công dân; {BASIS}"
# How the clock was kept; the five add up to all complaints.
ON_TIME, LATE, OVERDUE, RUNNING, NO_CLOCK = "on_time", "late", "overdue", "running", "no_clock"
# The state of those not handled by the cut-off, whatever became of them later.
OPEN = "open"
# Every class by its name, in the order of the law, what is not divided last.
CLASSES = (*ComplaintClass.choices, (UNDIVIDED, UNDIVIDED_LABEL))
RESERVED = Q(reserved_for__isnull=False)
# Stands wherever complaints are counted, whether anything is reserved or not.
RESERVED_NOTE = (
    "Phản ánh giao riêng cho lãnh đạo xử lý chỉ được đếm trong tổng số của kỳ báo cáo năm đã hết, "
    "ở dòng “không phân tổ”; số liệu của kỳ khác và các phần của tổng số không gồm những phản ánh "
    "này."
)


def complaints(period: Period, cutoff: date) -> Rows:
    """Complaints received in the period, without merged duplicates, khiếu nại and tố cáo, and but
    for a whole reported period without the reserved.

    A last day is over when the day has ended: nobody is overdue while they still have the day.
    """
    handled = Q(state__in=COMPLAINT_HANDLED, handled_on__lte=cutoff)
    replied = Q(replied_day__lte=cutoff)
    over = min(cutoff, today() - timedelta(days=1))
    clock = Case(
        When(due_day__isnull=True, then=Value(NO_CLOCK)),
        When(replied & Q(replied_day__lte=F("due_day")), then=Value(ON_TIME)),
        When(replied, then=Value(LATE)),
        When(due_day__lte=over, then=Value(OVERDUE)),
        default=Value(RUNNING),
        output_field=CharField(),
    )
    return (
        Complaint.objects.counted()
        .received_between(period.start, period.end)
        .filter(~RESERVED | whole(period))
        .annotate(
            is_reserved=ExpressionWrapper(RESERVED, output_field=BooleanField()),
            # Reserved ones stand last, and their place among themselves is no date.
            shown_at=Case(When(~RESERVED, then=F("received_at"))),
            shown_number=Case(When(~RESERVED, then=F("pk"))),
            is_handled=ExpressionWrapper(handled, output_field=BooleanField()),
            state_then=Case(
                When(handled, then=F("state")), default=Value(OPEN), output_field=CharField()
            ),
            # What is another body's to answer is passed on by a clock of its own.
            due_day=Coalesce("forward_due_on", "answer_due_on"),
            replied_day=Coalesce("answered_on", "handled_on"),
            clock=clock,
        )
    )


def shown_complaints(rows: Rows) -> Rows:
    """With the name the agency complained about bore that day."""
    return rows.annotate(agency_name=agency_then("subject_agency", "received_on"))


# Values of a dimension, and for some the day → how each is called.
Labels = Callable[..., Mapping[Any, str]]


def _with_undivided(labels: Labels) -> Labels:
    def called(values: Iterable[Any], *day: date) -> Mapping[Any, str]:
        named = labels([value for value in values if value != UNDIVIDED], *day)
        return {**named, UNDIVIDED: UNDIVIDED_LABEL}

    return called


def state_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """States at the cut-off by name."""
    return {v: "Đang xử lý" if v == OPEN else ComplaintState(v).label for v in values}


def channel_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Channels by name."""
    return {value: Channel(value).label for value in values}


def class_labels(values: Iterable[Any]) -> Mapping[Any, str]:
    """Classes by name."""
    return {value: ComplaintClass(value).label for value in values}


COMPLAINTS = Base(
    "complaints",
    complaints,
    shown_complaints,
    order=("is_reserved", "shown_at", "shown_number", "code"),
    dimensions={
        "agency": Dimension(
            "agency_shown", agency_labels, int, says=lambda _: F("subject_agency_id")
        ),
        "category": Dimension(
            "category_code",
            _with_undivided(category_labels),
            then=_with_undivided(category_labels),
            says=lambda _: Coalesce("category__code", Value("")),
        ),
        "channel": Dimension(
            "channel_shown", _with_undivided(channel_labels), says=lambda _: F("channel")
        ),
        "class": Dimension(
            "class_shown", _with_undivided(class_labels), says=lambda _: F("classification")
        ),
        "field": Dimension("field_code", _with_undivided(field_labels), says=by_field),
        "group": Dimension(
            "group", _with_undivided(group_labels), says=lambda _: by_group("subject_agency")
        ),
        "month": Dimension(
            "month",
            _with_undivided(month_labels),
            lambda text: text if text == UNDIVIDED else read_month(text),
            partial(by_month, "received_on"),
        ),
        "state": Dimension(
            "state_shown", _with_undivided(state_labels), says=lambda _: F("state_then")
        ),
    },
    undivided=RESERVED,
)

# Key, label, definition, condition. The states add up to the total.
_STATES: tuple[tuple[str, str, str, Q], ...] = (
    (
        "closed",
        "Phản ánh, kiến nghị đã kết thúc",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp đã kết thúc chậm nhất vào "
        "ngày chốt số liệu.",
        Q(state_then=ComplaintState.CLOSED),
    ),
    (
        "passed_on",
        "Phản ánh, kiến nghị đã chuyển cơ quan có thẩm quyền",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp đã chuyển bằng văn bản đến "
        "cơ quan có thẩm quyền chậm nhất vào ngày chốt số liệu.",
        Q(state_then=ComplaintState.PASSED_ON),
    ),
    (
        "open",
        "Phản ánh, kiến nghị đang xử lý",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp chưa kết thúc và chưa chuyển "
        "đi vào ngày chốt số liệu.",
        Q(state_then=OPEN),
    ),
)
_CLOCKS: tuple[tuple[str, str, str, Q], ...] = (
    (
        "due",
        "Phản ánh, kiến nghị đến hạn trả lời, chuyển",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp có thời hạn và đã trả lời "
        "hoặc chuyển, hoặc đã hết hạn vào ngày chốt số liệu dù chưa trả lời.",
        Q(clock__in=(ON_TIME, LATE, OVERDUE)),
    ),
    (
        "on_time",
        "Phản ánh, kiến nghị trả lời, chuyển đúng hạn",
        "Trong số đến hạn, những trường hợp trả lời hoặc chuyển không sau ngày cuối của thời hạn.",
        Q(clock=ON_TIME),
    ),
    (
        "late",
        "Phản ánh, kiến nghị trả lời, chuyển trễ hạn",
        "Trong số đến hạn, những trường hợp trả lời hoặc chuyển sau ngày cuối của thời hạn.",
        Q(clock=LATE),
    ),
    (
        "overdue",
        "Phản ánh, kiến nghị quá hạn chưa trả lời",
        "Trong số đến hạn, những trường hợp chưa trả lời, chưa chuyển vào ngày chốt số liệu.",
        Q(clock=OVERDUE),
    ),
    (
        "running",
        "Phản ánh, kiến nghị còn trong hạn",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp chưa trả lời mà chưa hết hạn "
        "vào ngày chốt số liệu.",
        Q(clock=RUNNING),
    ),
    (
        "no_clock",
        "Phản ánh, kiến nghị không có thời hạn trả lời",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp không phải trả lời: người "
        "phản ánh không cung cấp danh tính, hoặc phản ánh không được tiếp nhận.",
        Q(clock=NO_CLOCK),
    ),
)
_CLASSES = [kind for kind in ComplaintClass if kind not in OTHER_PROCEDURE]

FIGURES = (
    Figure(
        "complaints.total",
        "Phản ánh, kiến nghị tiếp nhận",
        "trường hợp",
        "Phản ánh, kiến nghị tiếp nhận trong kỳ, không kể trường hợp trùng đã gộp và không kể "
        f"khiếu nại, tố cáo (giải quyết theo thủ tục khác). {RESERVED_NOTE}",
        BASIS,
        base=COMPLAINTS,
        whole=True,
    ),
    Figure(
        "complaints.undivided",
        "Phản ánh, kiến nghị không phân tổ",
        "trường hợp",
        f"Trong số phản ánh, kiến nghị tiếp nhận, những trường hợp giao riêng cho lãnh đạo xử lý. "
        f"{RESERVED_NOTE}",
        BASIS,
        base=COMPLAINTS,
        condition=RESERVED,
        whole=True,
    ),
    Figure(
        "complaints.divided",
        "Phản ánh, kiến nghị phân tổ được",
        "trường hợp",
        "Phản ánh, kiến nghị tiếp nhận trong kỳ, không kể trường hợp giao riêng cho lãnh đạo xử "
        "lý.",
        BASIS,
        base=COMPLAINTS,
    ),
    Figure(
        "complaints.handled",
        "Phản ánh, kiến nghị đã xử lý",
        "trường hợp",
        "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp đã kết thúc hoặc đã chuyển "
        "bằng văn bản đến cơ quan có thẩm quyền, chậm nhất vào ngày chốt số liệu (ngày cuối kỳ).",
        BASIS,
        base=COMPLAINTS,
        condition=Q(is_handled=True),
    ),
    Figure(
        "complaints.rate",
        "Tỷ lệ phản ánh, kiến nghị đã xử lý",
        "",
        "Phản ánh, kiến nghị đã xử lý trên phản ánh, kiến nghị phân tổ được.",
        BASIS,
        kind="ratio",
        parts=("complaints.handled", "complaints.divided"),
    ),
    *(
        Figure(
            f"complaints.{key}",
            label,
            "trường hợp",
            definition,
            basis,
            base=COMPLAINTS,
            condition=condition,
        )
        for basis, lines in ((BASIS, _STATES), (CLOCK_BASIS, _CLOCKS))
        for key, label, definition, condition in lines
    ),
    Figure(
        "complaints.on_time_rate",
        "Tỷ lệ trả lời, chuyển đúng hạn",
        "",
        "Trả lời, chuyển đúng hạn trên số đến hạn; trường hợp đã hết hạn mà chưa trả lời tính là "
        "không đúng hạn.",
        CLOCK_BASIS,
        kind="ratio",
        parts=("complaints.on_time", "complaints.due"),
    ),
    *(
        Figure(
            f"complaints.class.{kind.value or 'unclassified'}",
            f"Phản ánh, kiến nghị – {kind.label[:1].lower()}{kind.label[1:]}",
            "trường hợp",
            "Trong số phản ánh, kiến nghị phân tổ được, những trường hợp được phân loại như vậy.",
            BASIS,
            base=COMPLAINTS,
            condition=Q(classification=kind.value),
        )
        for kind in _CLASSES
    ),
)
