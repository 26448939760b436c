"""The year 2025, told briefly: visits on both sides of 01/7, two rounds, and what went over it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from demo.answers import answer_findings
from demo.clock import moment, workday, working_days
from demo.complaints import Case, finish, follow
from demo.doing import do
from demo.people import People
from demo.province_2025 import LAST, ON, bodies_and_communes
from demo.self_inspections import Plan, accept, fill_in, send
from demo.visits import Basis, Outing, make_visit
from inspections.agencies.models import Agency, ReportGroup
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round, remove_due_agency
from inspections.rounds.models import Round
from inspections.visits.models import Visit, VisitCause

BASIS = Basis("18/KH-SNV", date(2025, 1, 10), "Kiểm tra công vụ năm 2025 (minh họa)")
AFTER_TET = (date(2025, 2, 3), date(2025, 2, 7))
PLAN = Plan(date(2025, 2, 3))
# A commune that ended on 30/6: visited and complained about in its last month, so that its
# successor has to put right the one and answer the other.
LAST_VISIT = date(2025, 6, 3)
OVER_THE_BREAK = Case(
    "UBND xã Phước Đông",
    "Hồ sơ đăng ký đất đai chậm trả kết quả (minh họa)",
    date(2025, 6, 24),
    category="procedure_late",
    field="land_environment",
    handed=date(2025, 6, 25),
)
THE_SUCCESSOR = "UBND phường Gia Lộc"
CASES = (
    Case(
        "UBND huyện Tân Châu",
        "Bộ phận Một cửa nghỉ sớm trước giờ quy định (minh họa)",
        date(2025, 3, 11),
        category="early_leave",
        handed=date(2025, 3, 12),
        replied=date(2025, 3, 19),
        answered=date(2025, 3, 21),
        closed=True,
    ),
    Case(
        "Sở Tư pháp",
        "Phiếu lý lịch tư pháp trả chậm so với giấy hẹn (minh họa)",
        date(2025, 5, 6),
        category="procedure_late",
        field="justice",
        handed=date(2025, 5, 7),
        replied=date(2025, 5, 14),
        answered=date(2025, 5, 16),
        closed=True,
    ),
)


def tell_before_the_break(people: People) -> None:
    """January to June: visits, the districts' last round, and work that stays open."""
    draw = random.Random(2025)
    bodies, communes = bodies_and_communes(BASIS.day)
    ending = next(agency for agency in communes if agency.name == OVER_THE_BREAK.agency)
    communes.remove(ending)
    districts = list(
        Agency.objects.on(BASIS.day).filter(report_group=ReportGroup.DISTRICT).sorted()
    )
    chosen = draw.sample(bodies, 8) + draw.sample(districts, 6) + draw.sample(communes, 8)
    # What is found by April is answered before anybody ends.
    _visits(draw, people, chosen, BASIS.day, date(2025, 4, 29))
    last = make_visit(draw, people, Outing(ending, LAST_VISIT, BASIS, unit_fault="unit_posting"))
    _answer(draw, people, [last], remedies=False)
    _districts_round(draw, people)
    for number, case in enumerate((*CASES, OVER_THE_BREAK), 11):
        follow(case, number=number, people=people)


def tell_after_the_break(people: People) -> None:
    """July to December: the successor goes on with what it was given; new communes are visited and
    report."""
    draw = random.Random(1682)
    _go_on(people, Agency.objects.on(ON).get(name=THE_SUCCESSOR))
    bodies, communes = bodies_and_communes(ON)
    chosen = draw.sample(bodies, 5) + draw.sample(communes, 15)
    _visits(draw, people, chosen, date(2025, 7, 21), date(2025, 12, 12))
    _years_round(draw, people)


def _go_on(people: People, successor: Agency) -> None:
    clerk = people.clerks[successor.pk]
    complaint = do(
        complaint_flow.REPLY,
        Complaint.objects.get(handed_to=successor),
        by=clerk,
        at=moment(date(2025, 7, 3), 9),
        reply="Phường đã rà soát hồ sơ tiếp nhận và trả kết quả cho người dân (minh họa).",
    )
    done = replace(OVER_THE_BREAK, answered=date(2025, 7, 4), closed=True)
    finish(done, complaint, who=people.operator)
    for remedy in Remedy.objects.filter(receiver=successor).order_by("pk"):
        remedy = do(
            remedy_flow.REPORT,
            remedy,
            by=clerk,
            at=moment(date(2025, 7, 8), 9),
            done_on=date(2025, 7, 7),
            text="Phường đã niêm yết đủ thủ tục tại trụ sở mới (minh họa).",
        )
        head = remedy.finding.visit.members.get(is_head=True).user
        do(remedy_flow.CONFIRM, remedy, by=head, at=moment(date(2025, 7, 10), 9))


def _visits(
    draw: random.Random, people: People, agencies: list[Agency], first: date, last: date
) -> None:
    draw.shuffle(agencies)
    days = sorted(draw.choices(working_days(first, last), k=len(agencies)))
    made = []
    for day, agency in zip(days, agencies, strict=True):
        after_tet = AFTER_TET[0] <= day <= AFTER_TET[1]
        cause = VisitCause.AFTER_TET if after_tet else VisitCause.PLAN
        made.append(make_visit(draw, people, Outing(agency, day, BASIS, cause)))
    _answer(draw, people, made)


def _answer(
    draw: random.Random, people: People, visits: list[Visit], *, remedies: bool = True
) -> None:
    found = Finding.objects.counted().filter(visit__in=visits).order_by("pk")
    found = found.select_related("visit__agency__parent")
    since = min(visit.day for visit in visits)
    answer_findings(draw, people, found, clerks_since=since, remedies=remedies)


def _districts_round(draw: random.Random, people: People) -> None:
    """The districts report once more before they end; all others report for the whole year."""
    opened, due_on = date(2025, 5, 19), date(2025, 6, 20)
    lead = people.specialists[0]
    round_ = _round(
        people,
        "Tự kiểm tra 6 tháng đầu năm 2025 của các huyện, thành phố trước khi kết thúc hoạt động",
        period=(date(2024, 12, 15), date(2025, 6, 14)),
        due_on=due_on,
        at=opened,
    )
    others = round_.due_agencies.exclude(group=ReportGroup.DISTRICT).select_related("agency")
    for due in others.order_by("agency__name_key"):
        remove_due_agency(
            round_,
            by=lead,
            at=moment(opened, 8, 30),
            agency=due.agency,
            reason="Báo cáo một lần cho cả năm 2025.",
        )
    round_ = do(round_flow.OPEN, Round.objects.get(pk=round_.pk), by=lead, at=moment(opened, 9))
    for due in round_.due_agencies.active().select_related("agency").order_by("pk"):
        filed = workday(opened + timedelta(days=draw.randint(3, 25)))
        result = fill_in(draw, people, round_, due.agency, on=filed, plan=PLAN)
        accept(send(people, result, on=filed), on=filed)
    do(round_flow.CLOSE, round_, by=lead, at=moment(LAST, 16))


def _years_round(draw: random.Random, people: People) -> None:
    opened, due_on = date(2025, 11, 3), date(2025, 12, 12)
    lead = people.specialists[0]
    round_ = _round(
        people,
        "Tự kiểm tra việc thực hiện văn hóa công vụ năm 2025",
        period=(date(2024, 12, 15), date(2025, 12, 14)),
        due_on=due_on,
        at=opened,
    )
    round_ = do(round_flow.OPEN, round_, by=lead, at=moment(opened, 9))
    for due in round_.due_agencies.select_related("agency").order_by("agency__name_key"):
        fate = draw.random()
        filed = workday(opened + timedelta(days=draw.randint(7, 36)))
        if fate < 0.04 and due.group == ReportGroup.COMMUNE:
            continue
        result = fill_in(
            draw, people, round_, due.agency, on=filed, plan=PLAN, held=not 0.04 <= fate < 0.08
        )
        accept(send(people, result, on=filed), on=filed)
    do(round_flow.CLOSE, round_, by=lead, at=moment(date(2025, 12, 31), 16))


def _round(
    people: People, title: str, *, period: tuple[date, date], due_on: date, at: date
) -> Round:
    round_, _ = plan_round(
        by=people.specialists[0],
        at=moment(at, 8),
        title=title,
        period_start=period[0],
        period_end=period[1],
        due_on=due_on,
        request_number=BASIS.number,
        request_date=BASIS.day,
        is_illustrative=True,
    )
    return round_
