"""What blocks a visit, and what a draft still lacks.

Validity blocks (a day to come, a member who belongs to the agency); presence never blocks a
draft, it is what ``missing_for_conclusion`` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from inspections.agencies.models import Agency, LegalKind
from inspections.visits.models import Visit, VisitCause
from tayninh_portal.access import Role, holds
from tayninh_portal.models import Appointment, User

PRESENCE = "Tình hình có mặt, vắng mặt tại thời điểm kiểm tra"


@dataclass(frozen=True)
class Missing:
    """One thing a draft still lacks: the form's field, its label, and a sentence."""

    field: str
    label: str
    text: str

    @property
    def anchor(self) -> str:
        """Id of the field on the form."""
        return f"id_{self.field}"


def missing_for_conclusion(visit: Visit) -> list[Missing]:
    """What ``visit`` lacks before it can be concluded, in the order of the form."""
    return lacks_of(visit, has_head=any(member.is_head for member in visit.members.all()))


def lacks_of(visit: Visit, *, has_head: bool) -> list[Missing]:
    """The same for a visit that need not be stored yet."""
    found = []
    if visit.ends_at is None:
        found.append(Missing("ends_at", "Giờ kết thúc", "Ghi giờ kết thúc buổi kiểm tra."))
    needs_basis = not visit.is_surprise or visit.cause == VisitCause.PLAN
    if needs_basis and not visit.basis_number:
        text = "Ghi số và ngày của quyết định hoặc kế hoạch kiểm tra."
        found.append(Missing("basis_number", "Căn cứ kiểm tra", text))
    if not has_head:
        found.append(Missing("head", "Tổ trưởng", "Chọn Tổ trưởng."))
    if not visit.headcount_note:
        found.extend(_headcount_lacks(visit))
    return found


def _headcount_lacks(visit: Visit) -> list[Missing]:
    if visit.on_roll is None or visit.present is None:
        field = "on_roll" if visit.on_roll is None else "present"
        text = "Ghi tổng số theo danh sách và số có mặt, hoặc ghi lý do không đếm."
        return [Missing(field, PRESENCE, text)]
    if visit.headcount_gap:
        text = (
            f"Tổng số có mặt và vắng mặt là {visit.present + visit.absent}, "
            f"khác với {visit.on_roll} trong danh sách. Sửa lại hoặc ghi lý do."
        )
        return [Missing("headcount_note", PRESENCE, text)]
    return []


def check(visit: Visit, team: Sequence[User], *, by: User, at: datetime) -> None:
    """Raise ``ValidationError`` with every rule broken that the model alone cannot see."""
    errors: dict[str, str] = {}
    today = timezone.localdate(at)
    if visit.day > today:
        errors["day"] = "Ngày kiểm tra chưa đến; chỉ ghi nhận lượt kiểm tra đã diễn ra."
    if visit.agency.legal_kind == LegalKind.PROVINCE:
        errors["agency"] = "Tổ kiểm tra của Sở Nội vụ không kiểm tra Ủy ban nhân dân tỉnh."
    if visit.ends_at and visit.ends_at <= visit.starts_at:
        errors["ends_at"] = "Giờ kết thúc phải sau giờ bắt đầu."
    if visit.basis_number and not visit.basis_date:
        errors["basis_date"] = "Ghi ngày ban hành của quyết định, kế hoạch."
    if visit.basis_date and not visit.basis_number:
        errors["basis_number"] = "Ghi số của quyết định, kế hoạch."
    if visit.basis_date and visit.basis_date > visit.day:
        errors["basis_date"] = "Căn cứ phải được ban hành không sau ngày kiểm tra."
    own = who_belongs(visit.agency, visit.day, team)
    if own:
        errors["members"] = (
            f"{own.full_name} công tác tại cơ quan được kiểm tra (hoặc cơ quan quản lý trực tiếp, "
            "đơn vị trực thuộc) vào ngày đó nên không được tham gia Tổ kiểm tra này."
        )
    elif by not in team and not holds(by, Role.MANAGER, on=today):
        errors["members"] = (
            "Bạn phải là thành viên của Tổ mà bạn ghi nhận; nếu không tham gia, "
            "nhờ thành viên Tổ hoặc lãnh đạo Sở ghi nhận."
        )
    if errors:
        raise ValidationError(errors)


def who_belongs(agency: Agency, day: date, team: Sequence[User]) -> User | None:
    """The first member who belongs to ``agency`` that day: nobody inspects his own house.

    A post in the agency, in the body directly above it or in a unit directly under it. UBND tỉnh
    stands above every sở alike, so a post there makes nobody partial.
    """
    own = Q(agency=agency) | Q(agency__parent=agency, agency__legal_kind=LegalKind.SUBORDINATE)
    if agency.parent_id:
        own |= Q(agency=agency.parent_id) & ~Q(agency__legal_kind=LegalKind.PROVINCE)
    posts = Appointment.objects.on(day).filter(own, user__in=team)
    post = posts.select_related("user").order_by("pk").first()
    return post.user if post else None
