"""How it begins, and how it goes on when nobody can get in: both on the server alone.

The first two people make each other's acts possible (docs/decisions/0027-two-people.md): an
administrator who asks, and a leader of the Sở who confirms.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.actions import enter_agency
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.people.actions.accounts import enter_user
from inspections.people.actions.posts import enter_post
from tayninh_portal import records
from tayninh_portal.access import CONFIRMING, Role
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import short_date
from tayninh_portal.links import void_links
from tayninh_portal.models import Appointment, Proposal, ProposalState, SignInKind, User
from tayninh_portal.notifications.letters import link_for
from tayninh_portal.second_factor.factors import drop_factors
from tayninh_portal.sign_ins.events import write_event

NOT_ADMITTED = "Từ máy chủ chỉ giao chức trách quản trị hoặc lãnh đạo Sở Nội vụ."
TITLES = {Role.ADMINISTRATOR: "Quản trị hệ thống", Role.MANAGER: "Lãnh đạo Sở Nội vụ"}


def found_portal(
    *,
    username: str,
    full_name: str,
    on: date,
    at: datetime | None = None,
    illustrative: bool = False,
) -> tuple[User, Agency, Agency]:
    """The first administrator, UBND tỉnh and Sở Nội vụ, in a portal without any agency; the first
    leader of the Sở comes by ``admit``.

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


@dataclass(frozen=True)
class Admission:
    """Whom the server lets in, and what is said of it for good.

    ``operator`` is who sits at the server, ``reason`` why it was not done on the screens.
    """

    username: str
    role: Role
    operator: str
    reason: str
    full_name: str = ""
    title: str = ""
    starts_on: date | None = None


def admit(asked: Admission, *, at: datetime | None = None) -> tuple[User, str]:
    """Let a leader or an administrator of the Sở in past the screens: ``(account, link)``.

    For the first leader, and for when nobody who could confirm can get in. The account is made
    where there is none, unlocked, and given the post where it does not hold it. It leaves a
    proposal that says so, with its line in the log, and everybody who confirms is told.

    Raises ``Refused``, ``ValidationError``; then nothing is written.
    """
    if asked.role not in CONFIRMING:
        raise Refused(NOT_ADMITTED)
    at = at or timezone.now()
    if not asked.operator.strip() or not asked.reason.strip():
        raise ValidationError("Hãy ghi người thực hiện và lý do.")
    department = Agency.objects.filter(is_department=True).first()
    if department is None:
        raise Refused("Cổng chưa được khởi tạo; hãy dùng lệnh found_portal trước.")
    with transaction.atomic():
        user = _account(asked)
        told = _let_in(user, asked, department, at)
        proposal = Proposal(
            kind="admit",
            state=ProposalState.SERVER,
            account=user,
            subject=str(user.pk),
            summary=told,
            values={"role": str(asked.role)},
            reason=f"Người thực hiện: {asked.operator.strip()}. {asked.reason.strip()}",
            expires_at=at,
        )
        records.create(proposal, by=user, at=at, label="Thực hiện từ máy chủ")
        return user, link_from_server(user, at=at)


def link_from_server(user: User, *, at: datetime | None = None) -> str:
    """A link for whoever sits at the server, with its line in the log of the account."""
    label = "Cấp liên kết đặt mật khẩu từ máy chủ"
    with transaction.atomic():
        records.remark(user, by=user, at=at, action="link", label=label)
        void_links(user)
        write_event(SignInKind.LINK_GIVEN, user, by=user, at=at)
    return link_for(user)


def _account(asked: Admission) -> User:
    user = User.objects.filter(username=asked.username.strip().lower()).first()
    if user is None:
        user = enter_user(username=asked.username, full_name=asked.full_name)
    return user


def _let_in(user: User, asked: Admission, department: Agency, at: datetime) -> str:
    """Unlock and give the post; what was done, in words."""
    day, done = timezone.localdate(at), []
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        user.is_active = True
        write_event(SignInKind.UNLOCKED, user, by=user, at=at)
        done.append("mở khóa tài khoản")
    if drop_factors(user, by=user, at=at):
        done.append("bỏ lớp bảo vệ thứ hai")
    if not user.appointments.on(day).filter(role=asked.role).exists():
        post = Appointment(
            user=user,
            role=asked.role,
            agency=department,
            title=asked.title or TITLES[asked.role],
            starts_on=asked.starts_on or day,
        )
        enter_post(post, by=user, at=at)
        note = f"{post}, từ ngày {short_date(post.starts_on)}"
        label = "Giao chức trách từ máy chủ"
        records.remark(user, by=user, at=at, action="appoint", label=label, note=note)
        done.append(f"giao chức trách {post}")
    done.append("cấp liên kết đặt mật khẩu")
    said = ", ".join(done)
    return said[0].upper() + said[1:]
