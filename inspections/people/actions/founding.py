"""The first administrator of a portal in which there is nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.actions import enter_agency
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.people.actions.accounts import enter_user
from inspections.people.actions.posts import enter_post
from tayninh_portal import records
from tayninh_portal.access import Role
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment, User


def found_portal(
    *,
    username: str,
    full_name: str,
    on: date,
    at: datetime | None = None,
    illustrative: bool = False,
) -> tuple[User, Agency, Agency]:
    """The first administrator, UBND tỉnh and Sở Nội vụ, in a portal without any agency.

    Returns (administrator, province, department). Raises ``Refused`` once there is an agency:
    from then on the administrator's screens are the only way.
    """
    if Agency.objects.exists():
        raise Refused("Cổng đã có danh mục cơ quan; hãy dùng tài khoản quản trị.")
    at = at or timezone.now()
    if on > timezone.localdate(at):
        raise ValidationError({"starts_on": "Ngày bắt đầu không được sau hôm nay."})
    with transaction.atomic():
        admin = enter_user(username=username, full_name=full_name, is_illustrative=illustrative)
        province, _ = enter_agency(
            by=admin,
            at=at,
            agency=Agency(
                name="Ủy ban nhân dân tỉnh Tây Ninh",
                legal_kind=LegalKind.PROVINCE,
                place_name="Tây Ninh",
                starts_on=on,
            ),
        )
        department, _ = enter_agency(
            by=admin,
            at=at,
            agency=Agency(
                name="Sở Nội vụ",
                legal_kind=LegalKind.PROVINCIAL_BODY,
                report_group=ReportGroup.PROVINCIAL,
                parent=province,
                place_name="Tây Ninh",
                starts_on=on,
                is_department=True,
            ),
        )
        post = Appointment(
            user=admin,
            role=Role.ADMINISTRATOR,
            agency=department,
            title="Quản trị hệ thống",
            starts_on=on,
        )
        enter_post(post, by=admin, at=at)
        records.remark(admin, by=admin, at=at, action="create", label="Khởi tạo cổng")
    return admin, province, department
