"""The 87 visits of 2019, with findings of the kinds the real report names."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inspections.domain.findings import add_finding
from inspections.domain.visits import conclude_visit, log_visit
from inspections.enums import PersonKind, ReportGroup, Subject, VisitCause
from inspections.models import Agency, Category, Field, HandlingForm
from reports.demo.people_2019 import People
from tayninh_portal.lib.workdays import is_working_day

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# The real report: 87 lượt kiểm tra in 2019.
VISITS = 87
FIRST, LAST = date(2019, 1, 2), date(2019, 12, 27)
# Kế hoạch 1441/KH-UBND was signed on 05/7/2019; earlier visits stand on Chỉ thị 05/CT-UBND.
OLD_BASIS = ("05/CT-UBND", date(2013, 6, 6), "Tăng cường kỷ cương, kỷ luật hành chính")
NEW_BASIS = ("1441/KH-UBND", date(2019, 7, 5), "Thực hiện Quyết định số 1847/QĐ-TTg")
# Weights follow what the real report dwells on: hours, badges, late procedures.
PERSON_WEIGHTS = {
    "late": 9,
    "early_leave": 6,
    "absent": 4,
    "private_work": 3,
    "procedure_late": 6,
    "no_badge": 9,
    "dress": 2,
    "rudeness": 1,
    "smoking": 1,
}
UNIT_WEIGHTS = {
    "unit_appearance": 5,
    "unit_rules": 4,
    "unit_nameplates": 2,
    "unit_posting": 2,
    "unit_schedule": 1,
}


def build_visits(people: People) -> None:
    """Log and conclude every visit, day by day."""
    draw = random.Random(1847)
    agencies = _agencies_in_turn(draw)
    for day, agency in zip(_days(draw), agencies, strict=True):
        _one_visit(draw, people, agency, day)


def _agencies_in_turn(draw: random.Random) -> list[Agency]:
    """25 provincial bodies (never the Sở itself) once, 9 districts twice, communes for the rest."""
    everyone = Agency.objects.visitable(FIRST).select_related("parent")
    bodies = [
        a for a in everyone if a.report_group == ReportGroup.PROVINCIAL and not a.is_department
    ]
    districts = [a for a in everyone if a.report_group == ReportGroup.DISTRICT]
    communes = list(everyone.filter(legal_kind="commune").sorted())
    chosen = bodies + districts * 2
    chosen += draw.sample(communes, VISITS - len(chosen))
    draw.shuffle(chosen)
    return chosen


def _days(draw: random.Random) -> list[date]:
    span = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    working = [day for day in span if is_working_day(day)]
    return sorted(draw.choices(working, k=VISITS))


def _one_visit(draw: random.Random, people: People, agency: Agency, day: date) -> None:
    start = time(draw.choice((7, 8, 13, 14)), draw.choice((5, 15, 30, 45)))
    begun = datetime.combine(day, start, ZONE)
    ended = begun + timedelta(minutes=draw.choice((45, 60, 75, 90)))
    team = draw.sample(people.specialists, 2)
    on_roll = draw.randint(8, 70)
    excused = draw.randint(0, min(4, on_roll - 1))
    unexcused = draw.choice((0, 0, 0, 1, 2))
    basis = NEW_BASIS if day >= NEW_BASIS[1] else OLD_BASIS
    surprise = draw.random() < 0.6
    after_tet = date(2019, 2, 11) <= day <= date(2019, 2, 15)
    visit, _ = log_visit(
        by=team[0],
        at=begun,
        agency=agency,
        day=day,
        starts_at=start,
        is_surprise=surprise,
        cause=VisitCause.AFTER_TET if after_tet else VisitCause.PLAN,
        members=team,
        head=team[0],
        basis_number=basis[0],
        basis_date=basis[1],
        basis_title=basis[2],
        on_roll=on_roll,
        present=on_roll - excused - unexcused,
        absent_excused=excused,
        absent_unexcused=unexcused,
        absent_unknown=0,
        is_illustrative=True,
    )
    for _ in range(draw.choice((0, 0, 0, 1, 1, 2))):
        _person_finding(draw, visit, by=team[0], at=begun)
    if draw.random() < 0.2:
        _unit_finding(draw, visit, by=team[0], at=begun)
    conclude_visit(
        visit,
        by=team[0],
        at=ended,
        ends_at=ended.time(),
        conclusion="Đoàn đã thông báo kết quả và thống nhất nội dung với cơ quan (minh họa).",
    )


def _pick(draw: random.Random, weights: dict[str, int]) -> Category:
    code = draw.choices(list(weights), weights=list(weights.values()))[0]
    return Category.objects.get(code=code)


def _person_finding(draw: random.Random, visit: Any, *, by: Any, at: datetime) -> None:
    category = _pick(draw, PERSON_WEIGHTS)
    field = None
    if category.code == "procedure_late":
        # Most late procedures of the real report lie in this field.
        field = Field.objects.get(
            code=draw.choice(
                ("land_environment", "land_environment", "land_environment", "justice")
            )
        )
    add_finding(
        visit,
        by=by,
        at=at,
        subject=Subject.PERSON,
        category=category,
        field=field,
        person_kind=draw.choice(
            (PersonKind.CIVIL_SERVANT, PersonKind.CIVIL_SERVANT, PersonKind.PUBLIC_EMPLOYEE)
        ),
        description="Ghi nhận tại chỗ, có biên bản (minh họa).",
        recommended_handling=HandlingForm.objects.get(
            code=draw.choice(("remind_oral", "remind_written", "self_criticism"))
        ),
        is_illustrative=True,
    )


def _unit_finding(draw: random.Random, visit: Any, *, by: Any, at: datetime) -> None:
    add_finding(
        visit,
        by=by,
        at=at,
        subject=Subject.UNIT,
        category=_pick(draw, UNIT_WEIGHTS),
        description="Đề nghị khắc phục (minh họa).",
        recommended_handling=HandlingForm.objects.get(code="rectify"),
        remedy_due_on=visit.day + timedelta(days=30),
        is_illustrative=True,
    )
