"""How the papers of a visit cite what it stands on (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b)."""

from __future__ import annotations

from inspections.plans.models import Plan
from inspections.teams.issuers import ISSUING
from inspections.teams.models import Issuer, Team
from inspections.visits.models import Visit
from tayninh_portal.lib.dates import short_date

# What a number begins (Phụ lục III, I).
KINDS = {"/QĐ": "Quyết định", "/KH": "Kế hoạch", "/CT": "Chỉ thị", "/TB": "Thông báo"}


# Whose a plan is; a decision is that of the person who signs it.
ORGANS: dict[str, str] = {Issuer.DEPARTMENT: "Sở Nội vụ", Issuer.PROVINCE: "Ủy ban nhân dân tỉnh"}


def cited(visit: Visit) -> str:
    """“Quyết định số … ngày …” it was logged with, "" for none."""
    if not visit.basis_number or visit.basis_date is None:
        return ""
    kind = next((name for sign, name in KINDS.items() if sign in visit.basis_number), "Văn bản")
    return f"{kind} số {visit.basis_number} ngày {short_date(visit.basis_date)}"


def basis_of(visit: Visit) -> str:
    """The decision or plan it stands on, "" for none; who issued it where that is known. Of a visit
    to come the decision of its team."""
    said = cited(visit)
    if not said:
        return decided_by(visit.team) if visit.team else ""
    team, plan = visit.team, visit.plan_line and visit.plan_line.plan
    title = visit.basis_title
    about = f"{title[:1].lower()}{title[1:]}"
    if team and team.decision_number == visit.basis_number:
        said += f" của {ISSUING[team.issuer].person}"
    elif plan and plan.number == visit.basis_number:
        return f"{said} {_planned(plan, about)}"
    return f"{said} {about}" if title else said


def decided_by(team: Team) -> str:
    """“Quyết định số … ngày … của Giám đốc Sở Nội vụ thành lập …”."""
    return f"{team.decision} của {ISSUING[team.issuer].person} {team.decision_title}"


def planned_in(plan: Plan) -> str:
    """“Kế hoạch số … ngày … của Sở Nội vụ về kiểm tra …”, of one that has its number."""
    assert plan.issued_on is not None
    said = f"Kế hoạch số {plan.number} ngày {short_date(plan.issued_on)}"
    return f"{said} {_planned(plan, plan.subject)}"


def _planned(plan: Plan, subject: str) -> str:
    about = subject if not subject or subject.startswith("về ") else f"về {subject}"
    return f"của {ORGANS[plan.issuer]} {about}".rstrip()
