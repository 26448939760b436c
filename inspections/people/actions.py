"""Accounts and posts: made by the administrator, held from a day to a day.

An invitation and a reset are the same link (a one-time token that dies with the first use): sent
by mail where there is mail, and shown to the administrator to hand over where there is none.
"""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from inspections.agencies.actions import enter_agency
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.people.workflow import may_link, may_lock
from tayninh_portal import records
from tayninh_portal.access import AGENCY, DEPARTMENT, PROVINCE, Role
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.models import Appointment, Change, User

# Roles that only make sense at Sở Nội vụ itself.
AT_DEPARTMENT = DEPARTMENT | {Role.OPERATOR, Role.DEPARTMENT_REGISTRAR}
# Without “@”: a name that looks like a mail address would be looked up as one at sign-in.
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,99}")


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
        post = Appointment(
            user=admin,
            role=Role.ADMINISTRATOR,
            agency=department,
            title="Quản trị hệ thống",
            starts_on=on,
        )
        _enter_post(post, by=admin, at=at)
        records.remark(admin, by=admin, at=at, action="create", label="Khởi tạo cổng")
    return admin, province, department


def create_account(
    *,
    by: Any,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    username: str,
    full_name: str,
    email: str = "",
    phone: str = "",
    is_illustrative: bool = False,
) -> User:
    """An account without a password; its holder sets one through an invitation.

    A second click with the same ``client_id`` gives the account of the first.
    """
    records.require(by, "account.manage", at=at)
    mark = {"client_id": str(client_id)} if client_id else {}
    with transaction.atomic():
        before = User.objects.filter(username=username.strip().lower()).first()
        if before is not None and mark:
            first = Change.objects.of(before).first()
            if first is not None and first.data == mark:
                return before
        user = _enter_user(
            username=username,
            full_name=full_name,
            email=email,
            phone=phone,
            is_illustrative=is_illustrative,
        )
        records.remark(user, by=by, at=at, action="create", label="Tạo tài khoản", data=mark)
    return user


def update_account(
    user: User,
    *,
    by: Any,
    at: datetime | None = None,
    full_name: str,
    email: str,
    phone: str,
    seen_version: int | None = None,
) -> User:
    """Correct name, mail address and telephone. A link sent to the old address dies with it."""
    records.require(by, "account.manage", at=at)
    user.full_name = normalise(full_name)
    user.email = email.strip().lower()
    user.phone = phone.strip()
    user.full_clean(exclude=["password"])
    with transaction.atomic():
        records.remark(
            user, by=by, at=at, action="amend", label="Sửa tài khoản", seen_version=seen_version
        )
        user.save(update_fields=["full_name", "email", "phone", "name_key", "search"])
        # allauth keeps addresses of its own, and would go on signing in by the old one.
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
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
    post = Appointment(
        user=user,
        role=Role(role),
        agency=agency,
        title=normalise(title),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _refuse_misplaced(post)
    held = user.appointments.filter(role=post.role, agency=agency)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        held = held.filter(starts_on__lte=ends_on)
    for other in held:
        if (other.title, other.starts_on, other.ends_on) == (post.title, starts_on, ends_on):
            return other  # the second click
        raise ValidationError(
            {"role": f"Người này đã giữ chức trách đó từ ngày {short_date(other.starts_on)}."}
        )
    with transaction.atomic():
        _enter_post(post, by=by, at=at)
        note = f"{post}, từ ngày {short_date(starts_on)}"
        records.remark(user, by=by, at=at, action="appoint", label="Giao chức trách", note=note)
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

    The last administrator cannot leave: nobody could appoint a successor.
    """
    records.require(by, "account.manage", at=at)
    if post.ends_on == ends_on:
        return post  # the second click
    if post.ends_on is not None and post.ends_on < ends_on:
        raise ValidationError(
            {"ends_on": f"Chức trách này đã kết thúc hết ngày {short_date(post.ends_on)}."}
        )
    if post.role == Role.ADMINISTRATOR:
        after = max(ends_on + timedelta(days=1), timezone.localdate(at))
        _keep_an_administrator(after, without=Q(pk=post.pk), field="ends_on")
    with transaction.atomic():
        post.ends_on = ends_on
        post.full_clean(exclude=["created_by"])
        post.save(update_fields=["ends_on"])
        said = f"{post}, hết ngày {short_date(ends_on)}. {note}"
        records.remark(post.user, by=by, at=at, action="end", label="Thôi chức trách", note=said)
    post.user.__dict__.pop("_posts_by_day", None)
    return post


def withdraw_appointment(
    post: Appointment, *, by: Any, at: datetime | None = None, note: str
) -> None:
    """Take back a post that has not begun: no deed was done in it, so only the log keeps it."""
    records.require(by, "account.manage", at=at)
    if post.starts_on <= timezone.localdate(at):
        raise Refused("Chức trách đã bắt đầu; hãy ghi ngày thôi chức trách.")
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do."})
    with transaction.atomic():
        said = f"{post}, từ ngày {short_date(post.starts_on)}. {note}"
        records.remark(
            post.user, by=by, at=at, action="withdraw", label="Rút lại chức trách", note=said
        )
        post.delete()
    post.user.__dict__.pop("_posts_by_day", None)


def set_active(user: User, *, by: Any, at: datetime | None = None, active: bool, note: str) -> User:
    """Lock or unlock an account; nobody locks themselves out, nor the last administrator."""
    records.require(by, "account.manage", at=at)
    verdict = may_lock(by, user)
    if not verdict:
        raise Refused(verdict.reason)
    if user.is_active == active:
        return user  # the second click
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do."})
    if not active:
        _keep_an_administrator(timezone.localdate(at), without=Q(user=user), field="note")
    with transaction.atomic():
        user.is_active = active
        user.save(update_fields=["is_active"])
        label = "Mở khóa tài khoản" if active else "Khóa tài khoản"
        records.remark(user, by=by, at=at, action="lock", label=label, note=note)
    return user


def password_link(user: User, *, by: Any, at: datetime | None = None) -> str:
    """A one-time link with which ``user`` sets their password; mailed too where there is mail.

    The link is as good as the account: it is shown once, never logged, and dies with its first use
    or after ``PASSWORD_RESET_TIMEOUT``.
    """
    records.require(by, "account.manage", at=at)
    verdict = may_link(by, user)
    if not verdict:
        raise Refused(verdict.reason)
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


def _keep_an_administrator(day: date, *, without: Q, field: str) -> None:
    """Refuse what would leave nobody with an open-ended administrator's post on ``day``."""
    rest = Appointment.objects.on(day).filter(
        role=Role.ADMINISTRATOR, ends_on__isnull=True, user__is_active=True
    )
    if not rest.exclude(without).exists():
        raise ValidationError({field: "Phải còn ít nhất một quản trị; hãy giao người khác trước."})


def _refuse_misplaced(post: Appointment) -> None:
    """A post must make sense in its agency, and lie within the agency's days."""
    agency, role = post.agency, Role(post.role)
    if agency.is_outside:
        raise ValidationError({"agency": "Cơ quan ngoài thẩm quyền của tỉnh không có tài khoản."})
    if not agency.exists_on(post.starts_on):
        raise ValidationError({"agency": "Cơ quan này không hoạt động vào ngày bắt đầu."})
    if agency.ends_on is not None and (post.ends_on is None or post.ends_on > agency.ends_on):
        raise ValidationError(
            {
                "ends_on": f"Cơ quan ngừng hoạt động hết ngày {short_date(agency.ends_on)}; chức "
                "trách phải kết thúc không muộn hơn."
            }
        )
    if role in AT_DEPARTMENT and not agency.is_department:
        raise ValidationError({"role": "Vai trò này chỉ có ở Sở Nội vụ."})
    if role in AGENCY and agency.legal_kind == LegalKind.PROVINCE:
        raise ValidationError({"role": "Vai trò này không dùng cho UBND tỉnh."})
    above = {LegalKind.PROVINCE, LegalKind.PROVINCIAL_BODY}
    if role in PROVINCE and (agency.legal_kind not in above or agency.is_department):
        raise ValidationError({"role": "Vai trò này chỉ có ở UBND tỉnh và Văn phòng UBND tỉnh."})


def _enter_user(
    *,
    username: str,
    full_name: str,
    email: str = "",
    phone: str = "",
    is_illustrative: bool = False,
) -> User:
    username = username.strip().lower()
    if not USERNAME.fullmatch(username):
        raise ValidationError(
            {
                "username": "Tên đăng nhập gồm từ 2 đến 100 chữ không dấu, chữ số, dấu chấm, gạch "
                "nối hoặc gạch dưới, ví dụ tnh-015."
            }
        )
    user = User(
        username=username,
        full_name=normalise(full_name),
        email=email.strip().lower(),
        phone=phone.strip(),
        is_illustrative=is_illustrative,
    )
    user.set_unusable_password()
    user.full_clean()
    user.save()
    return user


def _enter_post(post: Appointment, *, by: Any, at: datetime | None) -> None:
    post.created_at = at or timezone.now()
    post.created_by = by
    post.full_clean()
    post.save()
    post.user.__dict__.pop("_posts_by_day", None)
