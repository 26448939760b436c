"""Thông báo kết quả kiểm tra: those the Sở sent, and what the agencies answered."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q

from inspections.agencies.models import agency_then
from inspections.result_papers.models import PaperKind, Reply, ReplyKind, ResultPaper
from reports.figures.kinds import Base, Dimension, Figure, Rows, by_group, group_labels
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels
from reports.figures.visits import BASIS
from tayninh_portal.lib.periods import Period


def notices(period: Period, cutoff: date) -> Rows:
    """Notices issued in the period that no later one had replaced by the cut-off.

    An answer to a notice stands for the one that replaced it as well: a visit has one at a time.
    """
    replies = Reply.objects.filter(paper__visit=OuterRef("visit"), day__lte=cutoff)
    return (
        ResultPaper.objects.in_force(cutoff)
        .filter(kind=PaperKind.NOTICE, issued_on__range=(period.start, period.end))
        .annotate(
            is_explained=Exists(replies.filter(kind=ReplyKind.EXPLANATION)),
            is_remedied=Exists(replies.filter(kind=ReplyKind.REMEDY)),
        )
    )


def shown_notices(rows: Rows) -> Rows:
    """With the visit, and the agency's name on its day."""
    return rows.select_related("visit").annotate(
        agency_name=agency_then("visit__agency", "visit__day")
    )


NOTICES = Base(
    "notices",
    notices,
    shown_notices,
    order=("issued_on", "number", "pk"),
    dimensions={
        "agency": Dimension("visit__agency_id", agency_labels, int),
        "group": Dimension("group", group_labels, says=lambda _: by_group("visit__agency")),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "issued_on")),
    },
)

FIGURES = (
    Figure(
        "notices.issued",
        "Thông báo kết quả kiểm tra đã ban hành",
        "thông báo",
        "Thông báo kết quả kiểm tra của Sở Nội vụ có ngày ban hành trong kỳ, dù lượt kiểm tra ở kỳ "
        "này hay kỳ trước; thông báo đã được thay bằng thông báo khác chậm nhất vào ngày chốt số "
        "liệu không tính.",
        BASIS,
        base=NOTICES,
    ),
    Figure(
        "notices.explained",
        "Thông báo có văn bản giải trình",
        "thông báo",
        "Trong số thông báo kết quả kiểm tra đã ban hành, những thông báo mà cơ quan đã gửi văn "
        "bản giải trình, đề ngày chậm nhất vào ngày chốt số liệu.",
        BASIS,
        base=NOTICES,
        condition=Q(is_explained=True),
    ),
    Figure(
        "notices.remedied",
        "Thông báo có báo cáo khắc phục",
        "thông báo",
        "Trong số thông báo kết quả kiểm tra đã ban hành, những thông báo mà cơ quan đã gửi báo "
        "cáo khắc phục, đề ngày chậm nhất vào ngày chốt số liệu.",
        BASIS,
        base=NOTICES,
        condition=Q(is_remedied=True),
    ),
)
