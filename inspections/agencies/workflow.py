"""Who may do what to an agency of the registry, beyond the table of permissions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from inspections.agencies.models import LegalKind
from tayninh_portal.access import Denied, Verdict, each, may, register_rules, today
from tayninh_portal.lib.dates import short_date

if TYPE_CHECKING:
    from inspections.agencies.models import Agency
    from tayninh_portal.models import User


def may_assign(user: User, agency: Agency, on: date) -> str | None:
    """Only a body under the province's authority has somebody in charge, and only while it is."""
    if agency.is_outside:
        return "Cơ quan ngoài thẩm quyền của tỉnh không có chuyên viên phụ trách."
    if agency.ends_on is not None and agency.ends_on < on:
        return f"Cơ quan đã ngừng hoạt động từ sau ngày {short_date(agency.ends_on)}."
    return None


def may_reshape(user: User, agency: Agency) -> Verdict:
    """Whether ``agency`` may be renamed, closed, or take over others: not once its end is known."""
    verdict = may(user, "agency.manage", agency)
    if verdict and agency.ends_on is not None:
        return Denied(f"Cơ quan đã ghi ngày cuối hoạt động là {short_date(agency.ends_on)}.")
    return verdict


def never_ends(agency: Agency) -> str | None:
    """Why ``agency`` is never closed or merged into another: the posts of the Sở and of UBND tỉnh,
    and with them every action of the portal, hang on these two rows. They are renamed."""
    if agency.is_department or agency.legal_kind == LegalKind.PROVINCE:
        return "Cổng hoạt động trên cơ quan này nên không ghi ngừng; khi sắp xếp lại, dùng Đổi tên."
    return None


def may_end(user: User, agency: Agency) -> Verdict:
    """Whether ``agency`` may be closed."""
    verdict = may_reshape(user, agency)
    if verdict and (reason := never_ends(agency)):
        return Denied(reason)
    return verdict


def may_correct_last_day(user: User, agency: Agency) -> Verdict:
    """Whether the last day of ``agency`` may be put right: once there is one."""
    verdict = may(user, "agency.manage", agency)
    if verdict and agency.ends_on is None:
        return Denied("Cơ quan này chưa ghi ngày cuối hoạt động.")
    return verdict


def may_name_receiver(user: User, agency: Agency, on: date | None = None) -> Verdict:
    """Whether somebody may be named to go on with what ``agency`` left open: once it has ended."""
    verdict = may(user, "agency.manage", agency)
    if verdict and (agency.ends_on is None or agency.ends_on >= (on or today())):
        return Denied("Cơ quan này còn hoạt động nên tự giải quyết việc của mình.")
    return verdict


register_rules(
    {
        "agency.assign": each(may_assign),
    }
)
