"""Who may write down that a statement was asked for and came."""

from __future__ import annotations

from datetime import date

from inspections.catalogues.models import Subject
from inspections.findings.models import Finding
from inspections.visits.workflow import attaching_forbidden
from tayninh_portal.access import each, register_rules
from tayninh_portal.models import User


def recording_forbidden(user: User, finding: Finding, on: date) -> str | None:
    """The team and the manager, also after the conclusion, about a person's finding that stands."""
    if finding.subject != Subject.PERSON:
        return "Nội dung về đơn vị không có người tường trình."
    if finding.withdrawn_at is not None:
        return "Nội dung này đã được rút, không ghi tường trình."
    return attaching_forbidden(user, finding.visit, on)


register_rules({"statement.record": each(recording_forbidden)})
