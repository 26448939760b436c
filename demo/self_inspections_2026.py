"""The round of 2026: due on 13/11, and on 20/11 there is one of everything."""

from __future__ import annotations

import random
from datetime import date, timedelta

from demo.clock import moment, workday
from demo.doing import do
from demo.people import People
from demo.self_inspections import Plan, accept, begin, fill_in, send, send_back
from inspections.agencies.models import Agency, ReportGroup
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from inspections.rounds.models import Round

OPENED, DUE = date(2026, 10, 12), date(2026, 11, 13)
PLAN = Plan(date(2026, 2, 2), days=40)
RETURN_NOTE = "Số cuộc tự kiểm tra không khớp với biên bản gửi kèm; đề nghị rà soát lại (minh họa)."
# What has become of an agency's result: of a hundred agencies so many.
FATES = (
    ("accepted", 46),
    ("accepted, not held", 4),
    ("sent", 13),
    ("sent late", 6),
    ("returned", 6),
    ("complete, not sent", 5),
    ("begun", 5),
    ("nothing", 15),
)
# The Sở is due like everybody; its own result waits for somebody who had no hand in it.
DEPARTMENT_FATE = "sent"


def build_self_inspections(people: People) -> None:
    """Open the round, and take every agency as far as it has come."""
    draw = random.Random(1113)
    lead = people.specialists[0]
    round_, _ = plan_round(
        by=lead,
        at=moment(OPENED, 8),
        title="Tự kiểm tra việc thực hiện văn hóa công vụ năm 2026",
        period_start=date(2025, 12, 15),
        period_end=date(2026, 12, 14),
        due_on=DUE,
        request_number="412/SNV-CCVC",
        request_date=date(2026, 10, 9),
        is_illustrative=True,
    )
    round_ = do(round_flow.OPEN, round_, by=lead, at=moment(OPENED, 9))
    names, weights = zip(*FATES, strict=True)
    order = ("group", "agency__name_key")
    for due in round_.due_agencies.select_related("agency").order_by(*order):
        fate = draw.choices(names, weights)[0]
        if due.agency.is_department:
            fate = DEPARTMENT_FATE
        elif due.group == ReportGroup.PROVINCIAL and fate == "nothing":
            fate = "begun"
        _one_agency(draw, people, round_, due.agency, fate)


def _one_agency(
    draw: random.Random, people: People, round_: Round, agency: Agency, fate: str
) -> None:
    day = workday(OPENED + timedelta(days=draw.randint(7, 28)))
    if fate == "nothing":
        return
    if fate == "begun":
        begin(draw, people, round_, agency, on=day, plan=PLAN)
        return
    if fate == "sent late":
        day = workday(DUE + timedelta(days=draw.randint(3, 5)))
    result = fill_in(
        draw, people, round_, agency, on=day, plan=PLAN, held=fate != "accepted, not held"
    )
    if fate == "complete, not sent":
        return
    result = send(people, result, on=day)
    if fate.startswith("accepted"):
        accept(result, on=day)
    elif fate == "returned":
        send_back(result, on=day, note=RETURN_NOTE)
