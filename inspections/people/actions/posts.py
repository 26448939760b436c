"""Posts: given by the administrator, held from a day to a day, and taken back before they begin."""

from __future__ import annotations

import copy
import uuid
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inspections.agencies.models import Agency, LegalKind
from inspections.people.workflow import BEGUN, NOT_TO_ONESELF
from tayninh_portal import records
from tayninh_portal.access import AGENCY, DEPARTMENT, PROVINCE, Role, protected_roles
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.models import Appointment, User
from tayninh_portal.proposals.kinds import both, require_second
from tayninh_portal.rows import checked

# Roles that only make sense at Sở Nội vụ itself.
AT_DEPARTMENT = DEPARTMENT | {Role.OPERATOR, Role.DEPARTMENT_REGISTRAR}


def appoint(
    user: User,
    *,
    by: User,
    at: datetime | None = None,
    role: str,
    agency: Agency,
    title: str,
    starts_on: date,
    ends_on: date | None = None,
    basis: str = "",
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Appointment:
    """Give ``user`` a post. They may hold two; each ends by itself on its day.

    Nobody gives themselves one. A protected one takes a ``second`` person, and so does any post of
    who holds a protected one: who works at a body judges nothing of it.
    """
    records.require(by, "account.manage", at=at)
    if user.pk == by.pk:
        raise Refused(NOT_TO_ONESELF)
    if Role(role) in protected_roles() or holds_protected(user, timezone.localdate(at)):
        require_second(by, second, about=user, at=at)
    post = Appointment(
        user=user,
        role=Role(role),
        agency=agency,
        title=normalise(title),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _refuse_misplaced(post)
    with transaction.atomic():
        said = f"{post}, từ ngày {short_date(starts_on)}"
        note = both(f"{said}. {basis.strip()}" if basis.strip() else said, second)
        records.remark(
            user,
            by=by,
            at=at,
            action="appoint",
            label="Giao chức trách",
            note=note,
            seen_version=seen_version,
            client_id=client_id,
        )
        _refuse_held_already(post)
        enter_post(post, by=by, at=at)
    return post


def end_appointment(
    post: Appointment,
    *,
    by: User,
    at: datetime | None = None,
    ends_on: date,
    note: str = "",
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> Appointment:
    """``ends_on`` is the last day of the post; the row stays.

    The last administrator cannot leave: nobody could appoint who comes after them. A protected post
    takes a ``second`` person.
    """
    records.require(by, "account.manage", at=at)
    _require_second_for(post, by, second, at)
    with transaction.atomic():
        said = both(f"{post}, hết ngày {short_date(ends_on)}. {note}", second)
        records.remark(
            post.user,
            by=by,
            at=at,
            action="end",
            label="Thôi chức trách",
            note=said,
            seen_version=seen_version,
            client_id=client_id,
        )
        if post.ends_on is not None and post.ends_on < ends_on:
            raise ValidationError(
                {"ends_on": f"Chức trách này đã kết thúc hết ngày {short_date(post.ends_on)}."}
            )
        if post.role == Role.ADMINISTRATOR:
            after = max(ends_on + timedelta(days=1), timezone.localdate(at))
            keep_an_administrator(after, without=Q(pk=post.pk), field="ends_on")
        row = copy.copy(post)
        row.ends_on = ends_on
        with checked(row, exclude=["created_by"]):
            row.save(update_fields=["ends_on"])
    post.user.__dict__.pop("_posts_by_day", None)
    return row


def withdraw_appointment(
    post: Appointment,
    *,
    by: User,
    at: datetime | None = None,
    note: str,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> User:
    """Take back a post that has not begun: nothing was done in it, so only the log of the account
    keeps it. Whose it was."""
    records.require(by, "account.manage", at=at)
    _require_second_for(post, by, second, at)
    if post.starts_on <= timezone.localdate(at):
        raise Refused(BEGUN)
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do."})
    with transaction.atomic():
        said = both(f"{post}, từ ngày {short_date(post.starts_on)}. {note}", second)
        records.remark(
            post.user,
            by=by,
            at=at,
            action="withdraw",
            label="Rút lại chức trách",
            note=said,
            seen_version=seen_version,
            client_id=client_id,
        )
        Appointment.objects.filter(pk=post.pk).delete()
    post.user.__dict__.pop("_posts_by_day", None)
    return post.user


def holds_protected(user: User, day: date) -> bool:
    """Whether ``user`` holds a protected post on ``day``, or will."""
    posts = user.appointments.filter(role__in=protected_roles())
    return posts.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day)).exists()


def keep_an_administrator(day: date, *, without: Q, field: str) -> None:
    """Refuse what would leave nobody with an open-ended administrator's post on ``day``."""
    rest = Appointment.objects.on(day).filter(
        role=Role.ADMINISTRATOR, ends_on__isnull=True, user__is_active=True
    )
    if not rest.exclude(without).exists():
        raise ValidationError({field: "Phải còn ít nhất một quản trị; hãy giao người khác trước."})


def enter_post(post: Appointment, *, by: User, at: datetime | None) -> None:
    """Insert a post; the caller has asked for the permission."""
    post.created_at = at or timezone.now()
    post.created_by = by
    with checked(post):
        post.save()
    post.user.__dict__.pop("_posts_by_day", None)


def _require_second_for(
    post: Appointment, by: User, second: User | None, at: datetime | None
) -> None:
    if Role(post.role) in protected_roles():
        require_second(by, second, about=post.user, at=at)


def _refuse_held_already(post: Appointment) -> None:
    """One post is not held twice on one day."""
    held = post.user.appointments.filter(role=post.role, agency=post.agency)
    held = held.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=post.starts_on))
    if post.ends_on is not None:
        held = held.filter(starts_on__lte=post.ends_on)
    other = held.first()
    if other is not None:
        raise ValidationError(
            {"role": f"Người này đã giữ chức trách đó từ ngày {short_date(other.starts_on)}."}
        )


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
