"""Who may read the person a finding is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tayninh_portal.access import rule

if TYPE_CHECKING:
    from inspections.findings.models import Finding
    from tayninh_portal.models import User


@rule("finding.read_identity")
def may_read_identity(user: User, finding: Finding, on: date) -> str | None:
    """There must be something to read: an empty reading would still leave a line."""
    if finding.person_id is None:
        return "Chưa ghi thông tin người vi phạm ở nội dung này."
    return None
