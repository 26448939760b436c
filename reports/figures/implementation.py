"""Kết quả triển khai: what agencies did to carry out the Đề án, on the day it was done.

A fact counts once the Sở has confirmed it, or accepted the self-inspection it was told in. What is
counted one by one (directives, shortcomings, proposals) is a count of rows; what an agency counts
itself (meetings, broadcasts, items) is the sum of its numbers.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from django.db.models import Exists, OuterRef, Q, Subquery

from inspections.agencies.models import Agency, agency_then
from inspections.implementation.models import FactKind, ImplementationFact
from reports.figures.kinds import Base, Dimension, Figure, Rows, by_group, group_labels
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels
from reports.figures.visits import BASIS
from tayninh_portal.lib.periods import Period


def facts(period: Period, cutoff: date) -> Rows:
    """Facts that count, of the days of the period."""
    return ImplementationFact.objects.counted().between(period.start, period.end)


def shown_facts(rows: Rows) -> Rows:
    """With the document and the agency's name on the day."""
    return rows.select_related("document").annotate(agency_name=agency_then("agency", "day"))


def reporting_agencies(period: Period, cutoff: date) -> Rows:
    """Agencies with at least one fact that counts in the period; ``first_day``: of the first."""
    stated = ImplementationFact.objects.counted().between(period.start, period.end)
    mine = stated.filter(agency=OuterRef("pk"))
    first = Subquery(mine.order_by("day").values("day")[:1])
    return Agency.objects.filter(Exists(mine)).annotate(first_day=first)


FACTS = Base(
    "facts",
    facts,
    shown_facts,
    order=("day", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "group": Dimension("group", group_labels, says=lambda _: by_group("agency")),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "day")),
    },
)
REPORTING_AGENCIES = Base(
    "reporting_agencies",
    reporting_agencies,
    lambda rows: rows,
    order=("name_key", "pk"),
    dimensions={
        "agency": Dimension("pk", agency_labels, int),
        "month": Dimension("month", month_labels, read_month, partial(by_month, "first_day")),
    },
)

# Key, label, unit, definition, kind of fact. Counted row by row.
_ONE_BY_ONE: tuple[tuple[str, str, str, str, FactKind], ...] = (
    (
        "directives",
        "Văn bản chỉ đạo, kế hoạch đã ban hành",
        "văn bản",
        "Văn bản chỉ đạo, kế hoạch thực hiện Đề án của Ủy ban nhân dân tỉnh, Sở Nội vụ và các cơ "
        "quan có ngày thực hiện trong kỳ; mỗi văn bản của một cơ quan tính một lần.",
        FactKind.DIRECTIVE,
    ),
    (
        "shortcomings",
        "Hạn chế, tồn tại các cơ quan nêu",
        "nội dung",
        "Nội dung hạn chế, tồn tại các cơ quan nêu trong kết quả triển khai.",
        FactKind.SHORTCOMING,
    ),
    (
        "proposals",
        "Kiến nghị, đề xuất các cơ quan nêu",
        "nội dung",
        "Nội dung kiến nghị, đề xuất các cơ quan nêu trong kết quả triển khai.",
        FactKind.PROPOSAL,
    ),
)
# The same, the numbers of the agencies added up.
_ADDED_UP: tuple[tuple[str, str, str, str, FactKind], ...] = (
    (
        "meetings",
        "Hội nghị, cuộc họp phổ biến",
        "cuộc",
        "Tổng số hội nghị, cuộc họp có nội dung phổ biến Đề án Văn hóa công vụ.",
        FactKind.MEETING,
    ),
    (
        "broadcasts",
        "Lượt phát thanh, truyền hình",
        "lượt",
        "Tổng số lượt phát thanh, truyền hình tuyên truyền Đề án Văn hóa công vụ.",
        FactKind.BROADCAST,
    ),
    (
        "posts",
        "Tin, bài đăng tải",
        "tin, bài",
        "Tổng số tin, bài về văn hóa công vụ đăng tải trên các trang thông tin.",
        FactKind.POST,
    ),
    (
        "trainings",
        "Lớp bồi dưỡng, tập huấn",
        "lớp",
        "Tổng số lớp bồi dưỡng, tập huấn có nội dung về văn hóa công vụ.",
        FactKind.TRAINING,
    ),
    (
        "rules_reviewed",
        "Quy định, quy chế được rà soát",
        "văn bản",
        "Tổng số quy định, nội quy, quy chế được rà soát.",
        FactKind.RULE_REVIEWED,
    ),
    (
        "rules_amended",
        "Quy định, quy chế được ban hành, sửa đổi",
        "văn bản",
        "Tổng số quy định, nội quy, quy chế được ban hành mới hoặc sửa đổi.",
        FactKind.RULE_AMENDED,
    ),
)

FIGURES = (
    *(
        Figure(
            f"implementation.{key}",
            label,
            unit,
            definition,
            BASIS,
            base=FACTS,
            condition=Q(kind=kind),
        )
        for key, label, unit, definition, kind in _ONE_BY_ONE
    ),
    *(
        Figure(
            f"implementation.{key}",
            label,
            unit,
            f"{definition} Chỉ tính kết quả Sở Nội vụ đã xác nhận, theo ngày thực hiện.",
            BASIS,
            kind="sum",
            base=FACTS,
            condition=Q(kind=kind),
            column="quantity",
        )
        for key, label, unit, definition, kind in _ADDED_UP
    ),
    Figure(
        "implementation.people_reached",
        "Lượt người tham dự, tiếp cận",
        "lượt người",
        "Tổng số người tham dự hội nghị, lớp bồi dưỡng và tiếp cận tin, bài, chương trình theo báo "
        "cáo của các cơ quan; việc không đếm số người thì không tính, một người có thể được tính "
        "nhiều lần.",
        BASIS,
        kind="sum",
        base=FACTS,
        condition=Q(people_reached__isnull=False),
        column="people_reached",
    ),
    Figure(
        "implementation.agencies",
        "Cơ quan có kết quả triển khai",
        "cơ quan",
        "Số cơ quan có ít nhất một kết quả triển khai được tính trong kỳ.",
        BASIS,
        base=REPORTING_AGENCIES,
    ),
)
