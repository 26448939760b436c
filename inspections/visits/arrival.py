"""What the Tổ shows on its arrival: the decision, who came, what is visited; or a giấy giới thiệu.

The giấy giới thiệu (Nghị định 30/2020/NĐ-CP, mẫu 1.8) is for a house that has no decision to show.
It is drawn with a blank number and kept nowhere (docs/decisions/0054, docs/paper.md).
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from inspections.minutes.printing import people_of
from inspections.teams.models import Team
from inspections.visits.citing import decided_by
from inspections.visits.models import Visit
from inspections.visits.requests import visible_visit
from tayninh_portal.handing_out import hand_out
from tayninh_portal.http import Request
from tayninh_portal.lib.dates import local_day, long_date, long_time, short_date
from tayninh_portal.paper.content import Document, Item, runs
from tayninh_portal.paper.letterheads import DEPARTMENT, drafted, paragraph
from tayninh_portal.paper.word.known import Source
from tayninh_portal.records import require

PLACE = "Tây Ninh"


@require_safe
@cache_control(private=True, no_store=True)
def visit_arrival(request: Request, pk: int) -> HttpResponse:
    """One page on the phone of a member; the giấy giới thiệu where no decision can be opened."""
    visit = visible_visit(request, pk)
    require(request.user, "visit.arrive", visit)
    own = Team.objects.visible_to(request.user).filter(visits=visit)
    context = {
        "visit": visit,
        "team": own.first(),
        "decision": decision_of(visit),
        "people": people_of(visit),
    }
    return render(request, "visits/arrival.html", context)


@require_safe
@cache_control(private=True, no_store=True)
def visit_introduction(request: Request, pk: int) -> HttpResponse:
    """The giấy giới thiệu of a visit, as PDF or Word."""
    visit = visible_visit(request, pk)
    require(request.user, "visit.arrive", visit)
    document = introduction(visit, at=timezone.now())
    return hand_out(request, document, "giay-gioi-thieu", Source(f"introduction:{visit.pk}"))


def decision_of(visit: Visit) -> str:
    """What the visit stands on, in a sentence: the decision of its team, or what was typed; ""."""
    if visit.team is not None:
        return decided_by(visit.team)
    if not visit.basis_date:
        return ""
    return (
        f"Số {visit.basis_number} ngày {short_date(visit.basis_date)} {visit.basis_title}".strip()
    )


def introduction(visit: Visit, *, at: datetime) -> Document:
    """The paper, with everybody who goes; ``visit`` with its agency and team."""
    agency = visit.agency_then
    people = people_of(visit)
    marks = [";"] * (len(people) - 1) + ["."]
    decision = decision_of(visit) if visit.team else ""
    day = long_date(visit.day)
    return drafted(
        DEPARTMENT,
        kind="Giấy giới thiệu",
        symbol="GGT-SNV",
        subject=f"Kiểm tra công vụ tại {agency}",
        blocks=(
            paragraph(f"{DEPARTMENT.name} trân trọng giới thiệu:"),
            *(
                Item("-", runs(f"Ông (bà) {person}{mark}"))
                for person, mark in zip(people, marks, strict=True)
            ),
            paragraph(f"Được cử đến: {agency}{f' ({visit.place})' if visit.place else ''}."),
            paragraph(
                f"Về việc: kiểm tra công vụ từ {long_time(visit.starts_at)}, {day}"
                f"{f', theo {decision}' if decision else ''}."
            ),
            paragraph(
                f"Đề nghị {agency} tạo điều kiện để những người có tên ở trên hoàn thành nhiệm vụ."
            ),
            paragraph(f"Giấy này có giá trị đến hết {day}."),
        ),
        recipients=(agency, "Lưu: VT"),
        place=PLACE,
        at=at,
        on=local_day(at),
        is_illustrative=visit.is_illustrative,
    )
