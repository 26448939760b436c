"""Who may read the person a finding is about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from tayninh_portal.access import each, register_rules
from tayninh_portal.lib.dates import short_date

if TYPE_CHECKING:
    from inspections.findings.models import Finding
    from tayninh_portal.models import User


def may_read_identity(user: User, finding: Finding, on: date) -> str | None:
    """There must be something to read: an empty reading would still leave a line."""
    if finding.person is None:
        return "Chưa ghi thông tin người vi phạm ở nội dung này."
    if (at := finding.person.erased_at) is not None:
        return f"Họ tên đã xóa ngày {short_date(timezone.localdate(at))} theo thời hạn lưu."
    return None


register_rules(
    {
        "finding.read_identity": each(may_read_identity),
    }
)
