"""Tự kiểm tra: who was due in the rounds of the period, and what became of it.

Kept apart: due, filed, on time, accepted, and done (accepted with at least one inspection held).
The report of 2019 says 26/26 and, a page later, that it was not done regularly.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from inspections.agencies.models import ReportGroup, agency_then
from inspections.rounds.models import DueAgency, Held, Round, RoundState, SubmissionState
from inspections.submissions.models import Submission, SubmissionCount
from reports.figures.kinds import GROUP_LABELS, Base, Dimension, Figure, Rows, group_labels
from reports.figures.months import by_month, month_labels, read_month
from reports.figures.names import agency_labels, category_labels, round_labels
from reports.figures.visits import BASIS
from tayninh_portal.access import today
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question

# A draft round has asked nobody yet.
ASKED = (RoundState.OPEN, RoundState.CLOSED)


class RoundAcross(NamedTuple):
    """A round that has days in a period and ends after it."""

    title: str
    start: date
    end: date
    pk: int


def ask_rounds_across(period: Period) -> Question[tuple[RoundAcross, ...]]:
    """Rounds that reach over the end of ``period``: counted in a later one, not in this."""
    rows = Round.objects.filter(
        period_start__lte=period.end, period_end__gt=period.end, state__in=ASKED
    )
    ordered = rows.order_by("period_end", "pk")
    values = ordered.values_list("title", "period_start", "period_end", "pk")
    return Question((values,), lambda: tuple(RoundAcross(*row) for row in values))


def due_agencies(period: Period, cutoff: date) -> Rows:
    """Agencies due in the rounds whose own period ends in the period.

    Submissions are looked at as they stand: a round of the year is accepted after the year.
    """
    mine = Submission.objects.filter(round=OuterRef("round"), agency=OuterRef("agency"))
    return (
        DueAgency.objects.active()
        .filter(
            round__period_end__range=(period.start, period.end),
            round__state__in=ASKED,
        )
        .annotate(
            is_filed=Exists(mine.filed()),
            is_on_time=Exists(mine.filed().filter(first_filed_on__lte=OuterRef("round__due_on"))),
            is_late=Exists(mine.filed().filter(first_filed_on__gt=OuterRef("round__due_on"))),
            is_past_due=ExpressionWrapper(
                Q(round__due_on__lt=today()), output_field=BooleanField()
            ),
            is_accepted=Exists(mine.filter(state=SubmissionState.ACCEPTED)),
            is_done=Exists(mine.done()),
        )
    )


def shown_due(rows: Rows) -> Rows:
    """With the agency's name on the round's reference day, and its submission if there is one."""
    mine = Submission.objects.filter(round=OuterRef("round"), agency=OuterRef("agency"))
    return rows.select_related("round").annotate(
        agency_name=agency_then("agency", "round__reference_day"),
        submission_id=Subquery(mine.order_by().values("pk")[:1]),
        submission_version=Subquery(mine.order_by().values("version")[:1]),
    )


def _due(period: Period, round_path: str, agency_path: str) -> Exists:
    due = DueAgency.objects.active().filter(
        round__period_end__range=(period.start, period.end),
        round__state__in=ASKED,
    )
    return Exists(due.filter(round=OuterRef(round_path), agency=OuterRef(agency_path)))


def submissions_of_due(period: Period) -> QuerySet[Submission]:
    """What agencies that are due wrote, sent or not."""
    return Submission.objects.filter(_due(period, "round", "agency"))


def submissions(period: Period, cutoff: date) -> Rows:
    """Accepted results of agencies that are due."""
    return submissions_of_due(period).filter(state=SubmissionState.ACCEPTED)


def shown_submissions(rows: Rows) -> Rows:
    """With the round and the agency's name on its reference day."""
    return rows.select_related("round").annotate(
        agency_name=agency_then("agency", "round__reference_day")
    )


def own_violations(period: Period, cutoff: date) -> Rows:
    """Counts by category in accepted results that did hold inspections and found something."""
    return SubmissionCount.objects.filter(
        _due(period, "submission__round", "submission__agency"),
        submission__state=SubmissionState.ACCEPTED,
        submission__held=Held.HELD,
        submission__nothing_found=False,
    )


def shown_own_violations(rows: Rows) -> Rows:
    """With category, round and the agency's name on its reference day."""
    return rows.select_related("submission__round", "category").annotate(
        agency_name=agency_then("submission__agency", "submission__round__reference_day")
    )


def _by_month(last_day: str) -> Dimension:
    """The month a round ends in: the day that puts it into a period."""
    return Dimension("month", month_labels, read_month, partial(by_month, last_day))


DUE = Base(
    "due",
    due_agencies,
    shown_due,
    order=("group", "agency__name_key", "round_id", "pk"),
    dimensions={
        "group": Dimension("group", group_labels),
        "agency": Dimension("agency_id", agency_labels, int),
        "month": _by_month("round__period_end"),
    },
)
SUBMISSIONS = Base(
    "submissions",
    submissions,
    shown_submissions,
    order=("agency__name_key", "round_id", "pk"),
    dimensions={
        "agency": Dimension("agency_id", agency_labels, int),
        "month": _by_month("round__period_end"),
        "round": Dimension("round_id", round_labels, int),
    },
)
OWN_VIOLATIONS = Base(
    "own_violations",
    own_violations,
    shown_own_violations,
    order=("submission__agency__name_key", "submission__round_id", "category__order", "pk"),
    dimensions={
        "agency": Dimension("submission__agency_id", agency_labels, int),
        "category": Dimension("category__code", category_labels, then=category_labels),
        "month": _by_month("submission__round__period_end"),
        "round": Dimension("submission__round_id", round_labels, int),
    },
)

# Step, what the label and the definition say of it, condition over DUE.
_STEPS: tuple[tuple[str, str, str, Q], ...] = (
    (
        "due",
        "phải báo cáo",
        "Cơ quan có tên trong danh sách phải báo cáo của các đợt tự kiểm tra có ngày cuối kỳ nằm "
        "trong kỳ này, không kể cơ quan đã được đưa ra khỏi danh sách.",
        Q(),
    ),
    (
        "filed",
        "đã gửi kết quả",
        "Trong số phải báo cáo, cơ quan mà thủ trưởng đã xác nhận, gửi kết quả và kết quả không "
        "đang bị trả lại; kể cả cơ quan không tổ chức tự kiểm tra nhưng có nêu lý do.",
        Q(is_filed=True),
    ),
    (
        "on_time",
        "gửi đúng hạn",
        "Trong số đã gửi kết quả, cơ quan gửi lần đầu không muộn hơn hạn của đợt.",
        Q(is_on_time=True),
    ),
    (
        "late",
        "gửi trễ hạn",
        "Trong số đã gửi kết quả, cơ quan gửi lần đầu muộn hơn hạn của đợt.",
        Q(is_late=True),
    ),
    (
        "overdue",
        "quá hạn chưa gửi kết quả",
        "Trong số phải báo cáo, cơ quan đến nay chưa gửi kết quả, hoặc kết quả đang bị trả lại, mà "
        "hạn của đợt đã qua.",
        Q(is_filed=False, is_past_due=True),
    ),
    (
        "accepted",
        "được chấp nhận kết quả",
        "Trong số phải báo cáo, cơ quan có kết quả đã được Sở Nội vụ chấp nhận.",
        Q(is_accepted=True),
    ),
    (
        "done",
        "đã tự kiểm tra",
        "Trong số được chấp nhận kết quả, cơ quan có tổ chức ít nhất một cuộc tự kiểm tra, kể cả "
        "khi không phát sinh vi phạm.",
        Q(is_done=True),
    ),
)

FIGURES = (
    *(
        Figure(
            f"self_inspections.{group}.{step}",
            f"Tự kiểm tra – {GROUP_LABELS[group].lower()} {words}",
            "cơ quan",
            definition,
            BASIS,
            base=DUE,
            condition=condition,
            part=("group", group),
        )
        for group in ReportGroup.values
        for step, words, definition, condition in _STEPS
    ),
    *(
        Figure(
            f"self_inspections.total.{step}",
            f"Tự kiểm tra – tất cả cơ quan {words}",
            "cơ quan",
            definition,
            BASIS,
            base=DUE,
            condition=condition,
        )
        for step, words, definition, condition in _STEPS
    ),
    *(
        Figure(
            f"self_inspections.{group}.rate",
            f"Tự kiểm tra – {GROUP_LABELS[group].lower()}: đã làm trên phải làm",
            "",
            "Cơ quan đã tự kiểm tra trên cơ quan phải báo cáo; không có tỷ lệ khi không cơ quan "
            "nào của nhóm phải báo cáo.",
            BASIS,
            kind="ratio",
            parts=(f"self_inspections.{group}.done", f"self_inspections.{group}.due"),
        )
        for group in ReportGroup.values
    ),
    Figure(
        "self_inspections.on_time_rate",
        "Tự kiểm tra – tỷ lệ gửi kết quả đúng hạn",
        "",
        "Cơ quan gửi đúng hạn trên tất cả cơ quan phải báo cáo, kể cả cơ quan chưa gửi.",
        BASIS,
        kind="ratio",
        parts=("self_inspections.total.on_time", "self_inspections.total.due"),
    ),
    Figure(
        "self_inspections.held",
        "Cuộc tự kiểm tra",
        "cuộc",
        "Tổng số cuộc tự kiểm tra các cơ quan đã tổ chức, theo kết quả đã được chấp nhận.",
        BASIS,
        kind="sum",
        base=SUBMISSIONS,
        condition=Q(held=Held.HELD),
        column="inspections_held",
    ),
    Figure(
        "self_inspections.violations",
        "Vi phạm do cơ quan tự phát hiện",
        "vụ việc",
        "Tổng số vụ việc các cơ quan tự phát hiện, theo kết quả đã được chấp nhận; không cộng vào "
        "vi phạm do Tổ kiểm tra ghi nhận.",
        BASIS,
        kind="sum",
        base=OWN_VIOLATIONS,
        column="count",
    ),
    Figure(
        "self_inspections.not_held",
        "Cơ quan không tổ chức tự kiểm tra",
        "cơ quan",
        "Kết quả đã được chấp nhận, trong đó cơ quan báo không tổ chức tự kiểm tra và nêu lý do.",
        BASIS,
        base=SUBMISSIONS,
        condition=Q(held=Held.NOT_HELD),
    ),
    *(
        Figure(
            f"self_inspections.{name}",
            f"Cơ quan {words}",
            "cơ quan",
            f"Kết quả tự kiểm tra đã được chấp nhận, trong đó cơ quan {words}.",
            BASIS,
            base=SUBMISSIONS,
            condition=~Q((column, "")),
        )
        for name, words, column in (
            ("plans", "có kế hoạch riêng", "plan_number"),
            ("propaganda", "báo cáo công tác phổ biến, tuyên truyền", "propaganda"),
            ("rules_reviewed", "báo cáo rà soát nội quy, quy chế", "rules_reviewed"),
            ("shortcomings", "nêu hạn chế, nguyên nhân", "shortcomings"),
            ("proposals", "nêu kiến nghị, đề xuất", "proposals"),
        )
    ),
)
