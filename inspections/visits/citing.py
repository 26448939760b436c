"""How the papers of a visit cite what it stands on (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b)."""

from __future__ import annotations

from inspections.teams.issuers import ISSUING
from inspections.visits.models import Visit
from tayninh_portal.lib.dates import short_date

# What a number begins (Phụ lục III, I).
KINDS = {"/QĐ": "Quyết định", "/KH": "Kế hoạch", "/CT": "Chỉ thị", "/TB": "Thông báo"}


def basis_of(visit: Visit) -> str:
    """The decision or plan it stands on, "" for none; who issued it where that is known."""
    if not visit.basis_number or visit.basis_date is None:
        return ""
    kind = next((name for sign, name in KINDS.items() if sign in visit.basis_number), "Văn bản")
    said = f"{kind} số {visit.basis_number} ngày {short_date(visit.basis_date)}"
    team = visit.team
    if team and team.decision_number == visit.basis_number:
        said += f" của {ISSUING[team.issuer].person}"
    title = visit.basis_title
    return f"{said} {title[:1].lower()}{title[1:]}" if title else said
