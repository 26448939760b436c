"""The self-inspection round of 2019: 26/26 provincial bodies and 09/09 districts, all accepted."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inspections.domain.rounds import close_round, open_round, plan_round
from inspections.domain.submissions import (
    accept_submission,
    certify_submission,
    save_submission,
    start_submission,
)
from inspections.enums import Held
from inspections.models import Agency, Category
from reports.demo.people_2019 import People

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OPENED = date(2019, 11, 18)
DUE = date(2019, 12, 20)
FOUND = ("late", "early_leave", "no_badge", "unit_appearance")


def build_self_inspections(people: People) -> None:
    """Plan, open, fill, certify, accept, close."""
    draw = random.Random(319)
    lead = people.specialists[0]
    round_, _ = plan_round(
        by=lead,
        at=_moment(OPENED, 8),
        title="Tự kiểm tra việc thực hiện văn hóa công vụ năm 2019",
        period_start=date(2019, 1, 1),
        period_end=date(2019, 12, 31),
        due_on=DUE,
        request_number="1441/KH-UBND",
        request_date=date(2019, 7, 5),
        is_illustrative=True,
    )
    open_round(round_, by=lead, at=_moment(OPENED, 9))
    categories = list(Category.objects.filter(code__in=FOUND).order_by("order"))
    for due in round_.due_agencies.select_related("agency").order_by("agency__name_key"):
        _one_agency(draw, people, round_, due.agency, categories)
    close_round(round_, by=lead, at=_moment(date(2019, 12, 31), 16))


def _one_agency(
    draw: random.Random, people: People, round_: Any, agency: Agency, categories: list[Category]
) -> None:
    filed = OPENED + timedelta(days=draw.randint(3, 30))
    clerk, head = people.clerks[agency.pk], people.heads[agency.pk]
    submission, _ = start_submission(round_, agency, by=clerk, at=_moment(filed, 8))
    nothing = draw.random() < 0.3
    counts: dict[Category, int | None] = {}
    if not nothing:
        for category in draw.sample(categories, draw.randint(1, 2)):
            counts[category] = draw.randint(1, 3)
    submission = save_submission(
        submission,
        by=clerk,
        at=_moment(filed, 9),
        seen_version=submission.version,
        counts=counts,
        held=Held.HELD,
        inspections_held=draw.randint(1, 4),
        units_inspected=draw.randint(2, 8),
        nothing_found=nothing,
        plan_number=f"{draw.randint(10, 300)}/KH",
        plan_date=date(2019, 7, 15) + timedelta(days=draw.randint(0, 20)),
        propaganda="Phổ biến Đề án trong các cuộc họp cơ quan (minh họa).",
        rules_reviewed="Rà soát nội quy, quy chế làm việc của cơ quan (minh họa).",
        shortcomings="" if nothing else "Còn trường hợp chưa chấp hành giờ làm việc (minh họa).",
    )
    certify_submission(submission, by=head, at=_moment(filed, 15))
    in_charge = agency.assignments.on(filed).get().user
    accept_submission(submission, by=in_charge, at=_moment(filed + timedelta(days=1), 10))


def _moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
