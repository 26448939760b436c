"""The visits of 2026 until the story stops: concluded ones, drafts left lying, one called off."""

from __future__ import annotations

import random
from datetime import date

from demo.answers import answer_findings
from demo.clock import moment, working_days
from demo.doing import do
from demo.people import People
from demo.province_2025 import ON, bodies_and_communes
from demo.story_2025 import BASIS as LAST_YEARS_BASIS
from demo.visits import Basis, Outing, make_visit
from inspections.agencies.actions import merge_agencies
from inspections.agencies.models import Agency, LegalKind
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit, VisitCause

BASIS = Basis("07/KH-SNV", date(2026, 1, 12), "Kiểm tra công vụ năm 2026 (minh họa)")
# The year of Nghị định 09/2019/NĐ-CP begins on 15/12.
FIRST, LAST = date(2025, 12, 16), date(2026, 11, 6)
AFTER_TET = (date(2026, 2, 23), date(2026, 2, 27))
COMMUNES, PUBLIC_UNITS = 44, 6
RECHECKED = (date(2026, 9, 9), date(2026, 9, 16), date(2026, 10, 7), date(2026, 10, 21))
# agency complained about → the day somebody went to see
AFTER_A_CALL = {
    "UBND xã Bến Lức": date(2026, 4, 16),
    "UBND phường Tân Ninh": date(2026, 8, 13),
    "Sở Xây dựng": date(2026, 9, 24),
}
# Three days after a visit a draft is its manager's business too.
DRAFTS = {
    "UBND xã Dương Minh Châu": date(2026, 11, 12),
    "Sở Công Thương": date(2026, 11, 18),
    "UBND phường Kiến Tường": date(2026, 11, 19),
}
CALLED_OFF = ("UBND xã Cần Đước", date(2026, 8, 27))
# What was found by then had its time; of what came later a good part is still to do.
LONG_AGO = date(2026, 8, 31)
# A unit visited, then merged into the body above it: recorded ahead, what it left open waits.
ENDED_UNIT = "Chi cục Quản lý đất đai (minh họa)"
ITS_VISIT, RECORDED, MERGED = date(2026, 10, 14), date(2026, 10, 20), date(2026, 11, 16)


def build_visits(people: People, *, as_of: date) -> None:
    """Every visit with what it found and what the agencies have answered by ``as_of``."""
    draw = random.Random(2026)
    made = [make_visit(draw, people, outing) for outing in _outings(draw)]
    _answer(draw, people, made, as_of=as_of)
    _end_a_unit(draw, people)
    for name, day in DRAFTS.items():
        make_visit(draw, people, Outing(_named(name), day, BASIS), concludes=False)
    name, day = CALLED_OFF
    visit = make_visit(draw, people, Outing(_named(name), day, BASIS), concludes=False)
    do(
        visit_flow.CANCEL,
        visit,
        by=people.manager,
        at=moment(day, 17),
        note="Cơ quan họp đột xuất, Tổ dời sang dịp khác (minh họa).",
    )


def _outings(draw: random.Random) -> list[Outing]:
    bodies, communes = bodies_and_communes(ON)
    units = list(Agency.objects.on(ON).filter(legal_kind=LegalKind.PUBLIC_UNIT).sorted())
    chosen = bodies + draw.sample(communes, COMMUNES) + draw.sample(units, PUBLIC_UNITS)
    draw.shuffle(chosen)
    days = sorted(draw.choices(working_days(FIRST, LAST), k=len(chosen)))
    planned = [
        Outing(agency, day, BASIS if day >= BASIS.day else LAST_YEARS_BASIS, _cause(day))
        for day, agency in zip(days, chosen, strict=True)
    ]
    again = [outing.agency for outing in planned if outing.agency in communes][: len(RECHECKED)]
    others = [
        Outing(agency, day, BASIS, VisitCause.RECHECK)
        for agency, day in zip(again, RECHECKED, strict=True)
    ]
    for name, day in AFTER_A_CALL.items():
        call = Complaint.objects.filter(subject_agency__name=name, received_on__lt=day)
        source = call.order_by("-received_on")[0]
        others.append(Outing(source.subject_agency, day, BASIS, VisitCause.HOTLINE, source=source))
    return sorted(planned + others, key=lambda outing: outing.day)


def _cause(day: date) -> str:
    return VisitCause.AFTER_TET if AFTER_TET[0] <= day <= AFTER_TET[1] else VisitCause.PLAN


def _answer(draw: random.Random, people: People, visits: list[Visit], *, as_of: date) -> None:
    found = Finding.objects.counted().filter(visit__in=visits).order_by("pk")
    found = found.select_related("visit__agency__parent")
    for rows, diligence in (
        (found.filter(visit_day__lte=LONG_AGO), 0.92),
        (found.filter(visit_day__gt=LONG_AGO), 0.6),
    ):
        answer_findings(
            draw, people, rows, until=as_of, diligence=diligence, clerks_since=BASIS.day
        )


def _end_a_unit(draw: random.Random, people: People) -> None:
    unit = Agency.objects.get(name=ENDED_UNIT)
    assert unit.parent is not None
    make_visit(draw, people, Outing(unit, ITS_VISIT, BASIS, unit_fault="unit_schedule"))
    merge_agencies(
        [unit],
        into=unit.parent,
        on=MERGED,
        by=people.admin,
        at=moment(RECORDED, 9),
        basis="Sắp xếp tổ chức bên trong của sở (minh họa)",
    )


def _named(name: str) -> Agency:
    return Agency.objects.on(BASIS.day).get(name=name)
