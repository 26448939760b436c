"""The self-inspection round of 2019: 26/26 provincial bodies and 09/09 districts, all accepted."""

from __future__ import annotations

import random
from datetime import date, timedelta

from demo.clock import moment, workday
from demo.doing import do
from demo.people import People
from demo.self_inspections import Plan, accept, fill_in, send
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round

OPENED = date(2019, 11, 18)
DUE = date(2019, 12, 20)
PLAN = Plan(date(2019, 7, 15))


def build_self_inspections(people: People) -> None:
    """Plan, open, fill, certify, accept, close."""
    draw = random.Random(319)
    lead = people.specialists[0]
    round_, _ = plan_round(
        by=lead,
        at=moment(OPENED, 8),
        title="Tự kiểm tra việc thực hiện văn hóa công vụ năm 2019",
        period_start=date(2019, 1, 1),
        period_end=date(2019, 12, 31),
        due_on=DUE,
        request_number="1441/KH-UBND",
        request_date=date(2019, 7, 5),
        is_illustrative=True,
    )
    round_ = do(round_flow.OPEN, round_, by=lead, at=moment(OPENED, 9))
    for due in round_.due_agencies.select_related("agency").order_by("agency__name_key"):
        filed = workday(OPENED + timedelta(days=draw.randint(3, 30)))
        result = fill_in(draw, people, round_, due.agency, on=filed, plan=PLAN)
        accept(send(people, result, on=filed), on=filed)
    do(round_flow.CLOSE, round_, by=lead, at=moment(date(2019, 12, 31), 16))
