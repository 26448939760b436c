"""Accounts and posts: made by the administrator, held from a day to a day.

An invitation and a reset are the same link (a one-time token that dies with the first use): sent
by mail where there is mail, and shown to the administrator to hand over where there is none.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from inspections.domain.agencies import enter_agency
from inspections.enums import LegalKind, ReportGroup
from inspections.models import Agency
from tayninh_portal import records
from tayninh_portal.access import AGENCY, DEPARTMENT, Role
from tayninh_portal.errors import Refused
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.models import Appointment, User

# Roles that only make sense at Sở Nội vụ itself.
AT_DEPARTMENT = DEPARTMENT | {Role.OPERATOR, Role.DEPARTMENT_REGISTRAR}


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
    with transaction.atomic():
        admin = _enter_user(username=username, full_name=full_name, is_illustrative=illustrative)
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
        _enter_post(
            admin,
            Role.ADMINISTRATOR,
            department,
            "Quản trị hệ thống",
            on,
            None,
            admin,
            at,
        )
    return admin, province, department


def create_account(
    *,
    by: Any,
    at: datetime | None = None,
    username: str,
    full_name: str,
    email: str = "",
    phone: str = "",
    is_illustrative: bool = False,
) -> User:
    """An account without a password; its holder sets one through an invitation."""
    records.require(by, "account.manage", at=at)
    with transaction.atomic():
        user = _enter_user(
            username=username,
            full_name=full_name,
            email=email,
            phone=phone,
            is_illustrative=is_illustrative,
        )
        records.remark(user, by=by, at=at, action="create", label="Tạo tài khoản")
    return user


def update_account(
    user: User,
    *,
    by: Any,
    at: datetime | None = None,
    full_name: str,
    email: str,
    phone: str,
) -> User:
    """Correct name, mail address and telephone."""
    records.require(by, "account.manage", at=at)
    user.full_name, user.email, user.phone = (
        normalise(full_name),
        email.strip().lower(),
        phone,
    )
    user.full_clean(exclude=["password"])
    with transaction.atomic():
        user.save()
        records.remark(user, by=by, at=at, action="amend", label="Sửa tài khoản")
    return user


def appoint(
    user: User,
    *,
    by: Any,
    at: datetime | None = None,
    role: str,
    agency: Agency,
    title: str,
    starts_on: date,
    ends_on: date | None = None,
) -> Appointment:
    """Give ``user`` a post. He may hold two; each ends by itself on its day."""
    records.require(by, "account.manage", at=at)
    role = Role(role)
    if agency.is_outside:
        raise ValidationError({"agency": "Cơ quan ngoài thẩm quyền của tỉnh không có tài khoản."})
    if not agency.exists_on(starts_on):
        raise ValidationError({"agency": "Cơ quan này không hoạt động vào ngày bắt đầu."})
    if role in AT_DEPARTMENT and not agency.is_department:
        raise ValidationError({"role": "Vai trò này chỉ có ở Sở Nội vụ."})
    if role in AGENCY and agency.legal_kind == LegalKind.PROVINCE:
        raise ValidationError({"role": "Vai trò này không dùng cho UBND tỉnh."})
    with transaction.atomic():
        post = _enter_post(user, role, agency, title, starts_on, ends_on, by, at)
        records.remark(
            user,
            by=by,
            at=at,
            action="appoint",
            label="Giao chức trách",
            note=str(post),
        )
    return post


def end_appointment(
    post: Appointment,
    *,
    by: Any,
    at: datetime | None = None,
    ends_on: date,
    note: str = "",
) -> Appointment:
    """``ends_on`` is the last day of the post; the row stays.

    The last administrator cannot leave: nobody could appoint his successor.
    """
    records.require(by, "account.manage", at=at)
    if post.ends_on is not None and post.ends_on <= ends_on:
        raise ValidationError({"ends_on": "Chức trách này đã kết thúc vào hoặc trước ngày đó."})
    others = Appointment.objects.filter(
        role=Role.ADMINISTRATOR, ends_on__isnull=True, user__is_active=True
    ).exclude(pk=post.pk)
    if post.role == Role.ADMINISTRATOR and not others.exists():
        raise ValidationError(
            {"ends_on": "Phải còn ít nhất một quản trị; hãy giao người khác trước."}
        )
    with transaction.atomic():
        post.ends_on = ends_on
        post.full_clean()
        post.save(update_fields=["ends_on"])
        records.remark(
            post.user,
            by=by,
            at=at,
            action="end",
            label="Thôi chức trách",
            note=note or str(post),
        )
    post.user.__dict__.pop("_posts_by_day", None)
    return post


def set_active(user: User, *, by: Any, at: datetime | None = None, active: bool, note: str) -> User:
    """Lock or unlock an account; nobody locks himself out."""
    records.require(by, "account.manage", at=at)
    if user.pk == by.pk:
        raise Refused("Không thể tự khóa tài khoản của mình.")
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do."})
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        label = "Mở khóa tài khoản" if active else "Khóa tài khoản"
        records.remark(user, by=by, at=at, action="lock", label=label, note=note)
    return user


def password_link(user: User, *, by: Any, at: datetime | None = None) -> str:
    """A one-time link with which ``user`` sets his password; mailed too where there is mail.

    The link is as good as the account: it is shown once, never logged, and dies with its first use
    or after ``PASSWORD_RESET_TIMEOUT``.
    """
    records.require(by, "account.manage", at=at)
    if not user.is_active:
        raise Refused("Tài khoản đang bị khóa; hãy mở khóa trước.")
    key = default_token_generator.make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    link = f"{settings.BASE_URL}{path}"
    records.remark(user, by=by, at=at, action="link", label="Cấp liên kết đặt mật khẩu")
    if settings.MAIL_ENABLED and user.email:
        body = render_to_string("mail/password_link.txt", {"user": user, "link": link})
        send_mail("Đặt mật khẩu Cổng văn hóa công vụ", body, None, [user.email])
    return link


def _enter_user(
    *,
    username: str,
    full_name: str,
    email: str = "",
    phone: str = "",
    is_illustrative: bool = False,
) -> User:
    user = User(
        username=username.strip().lower(),
        full_name=normalise(full_name),
        email=email.strip().lower(),
        phone=phone,
        is_illustrative=is_illustrative,
    )
    user.set_unusable_password()
    user.full_clean()
    user.save()
    return user


def _enter_post(
    user: User,
    role: Role,
    agency: Agency,
    title: str,
    starts_on: date,
    ends_on: date | None,
    by: Any,
    at: datetime | None,
) -> Appointment:
    post = Appointment(
        user=user,
        role=role,
        agency=agency,
        title=normalise(title),
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=at or timezone.now(),
        created_by=by,
    )
    post.full_clean()
    post.save()
    user.__dict__.pop("_posts_by_day", None)
    return post
