"""Who may see that two findings may be about one person, and decide it: who works on the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspections.findings.models import Finding
from inspections.people.models import in_charge
from inspections.visits.models import in_team
from tayninh_portal.access import Role, register_rules
from tayninh_portal.models import User
from tayninh_portal.scope import Scope, everywhere

# The Tổ of the visit, the specialist in charge of the agency, the leaders of the Sở.
CASE_WORKERS = Scope((everywhere(Role.MANAGER), in_team("visit"), *in_charge("agency")))
NOT_ON_THE_CASE = (
    "Chỉ thành viên Tổ kiểm tra, chuyên viên phụ trách cơ quan và lãnh đạo Sở Nội vụ được đối "
    "chiếu người vi phạm."
)


def comparing(user: User, findings: Sequence[Finding], on: date) -> list[str | None]:
    """Who works on the case of the later finding."""
    own = CASE_WORKERS.covers(user, findings, on)
    return [None if finding.pk in own else NOT_ON_THE_CASE for finding in findings]


register_rules({"finding.compare": comparing})
