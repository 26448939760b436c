"""Who may read the person a finding is about, and who knows that somebody did."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from inspections.findings.models import Finding
from inspections.people.models import in_charge
from tayninh_portal import readings
from tayninh_portal.access import each, register_rules
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.scope import Scope


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


def _named(user: User) -> QuerySet[Finding]:
    rows = Finding.objects.visible_to(user).select_related("visit__agency")
    return rows.prefetch_related("visit__agency__names")


def _title(finding: Finding) -> str:
    visit = finding.visit
    return f"Lượt kiểm tra {visit.agency.name_on(visit.day)} ngày {short_date(visit.day)}"


readings.register(
    readings.Kind(
        Finding,
        "Người vi phạm",
        _named,
        _title,
        lambda finding: reverse("visit-detail", args=[finding.visit_id]),
        Scope(in_charge("agency")),
    )
)
