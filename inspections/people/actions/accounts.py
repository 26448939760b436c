"""Accounts: made by the administrator, corrected, locked; the link with which a password is set.

An invitation and a reset are the same link (a one-time token that dies with the first use): it goes
to the mail of its holder and is shown to nobody. For who has none two people hand one over on
paper, each of them one half (``paper_link``).
"""

from __future__ import annotations

import copy
import re
import uuid
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from inspections.people.actions.posts import holds_protected, keep_an_administrator
from inspections.people.workflow import may_hand_link, may_link, may_lock
from tayninh_portal import records
from tayninh_portal.access import Verdict
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.vietnamese import normalise
from tayninh_portal.links import PaperLink, void_links
from tayninh_portal.models import ProposalState, SignInKind, User
from tayninh_portal.models.notices import MailKind
from tayninh_portal.notifications import mails
from tayninh_portal.proposals.kinds import both, require_second
from tayninh_portal.rows import checked
from tayninh_portal.sign_ins.events import write_event

# Without “@”: a name that looks like a mail address would be looked up as one at sign-in.
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,99}")


def create_account(
    *,
    by: User,
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
    try:
        with transaction.atomic():
            user = enter_user(
                username=username,
                full_name=full_name,
                email=email,
                phone=phone,
                is_illustrative=is_illustrative,
            )
            records.remark(
                user, by=by, at=at, action="create", label="Tạo tài khoản", client_id=client_id
            )
    except (IntegrityError, ValidationError):
        before = User.objects.filter(username=_tidy_username(username)).first()
        if before is None or not records.sent_before(before, client_id, by):
            raise
        return before
    return user


def update_account(
    user: User,
    *,
    by: User,
    at: datetime | None = None,
    full_name: str,
    email: str,
    phone: str,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> User:
    """Correct name, mail address and telephone. A link sent to the old address dies with it, and
    whoever reads there is told that the account left it.

    Whoever reads the mail of an account can open it: another address takes a ``second`` person,
    but for an account that was never given a post and waits for none.
    """
    records.require(by, "account.manage", at=at)
    row = copy.copy(user)
    if takes_two_to_move(user, email):
        require_second(by, second, about=user, at=at)
    row.full_name = normalise(full_name)
    row.email = email.strip().lower()
    row.phone = phone.strip()
    row.full_clean(exclude=["password"])
    with transaction.atomic():
        records.remark(
            row,
            by=by,
            at=at,
            action="amend",
            label="Sửa tài khoản",
            note=both("", second),
            seen_version=seen_version,
            client_id=client_id,
        )
        left = User.objects.values_list("email", flat=True).get(pk=row.pk)
        row.save(update_fields=["full_name", "email", "phone", "name_key", "search"])
        if left and left != row.email:
            mails.post(row, MailKind.MOVED, by=by, address=left)
        # allauth keeps addresses of its own, and would go on signing in by the old one.
        EmailAddress.objects.filter(user=row).exclude(email=row.email).delete()
    return row


def change_mail(
    user: User, *, by: User, second: User | None, at: datetime | None = None, email: str
) -> User:
    """Another mail address, and nothing else."""
    return update_account(
        user,
        by=by,
        second=second,
        at=at,
        email=email,
        full_name=user.full_name,
        phone=user.phone,
    )


def set_active(
    user: User,
    *,
    by: User,
    at: datetime | None = None,
    active: bool,
    note: str,
    second: User | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
) -> User:
    """Lock or unlock an account; nobody locks themselves out, nor the last administrator. One that
    holds a protected post takes a ``second`` person."""
    records.require(by, "account.manage", at=at)
    _require(may_lock(by, user))
    if holds_protected(user, timezone.localdate(at)):
        require_second(by, second, about=user, at=at)
    if not note.strip():
        raise ValidationError({"note": "Hãy ghi lý do."})
    if not active:
        keep_an_administrator(timezone.localdate(at), without=Q(user=user), field="note")
    row = copy.copy(user)
    row.is_active = active
    with transaction.atomic():
        records.remark(
            row,
            by=by,
            at=at,
            action="lock",
            label="Mở khóa tài khoản" if active else "Khóa tài khoản",
            note=both(note, second),
            seen_version=seen_version,
            client_id=client_id,
        )
        # Who was signed in, or had a link, when it was locked has neither when it is unlocked.
        epoch = F("session_epoch") + (0 if active else 1)
        rows = User.objects.filter(pk=row.pk, is_active=not active)
        if rows.update(is_active=active, session_epoch=epoch) != 1:
            raise Conflict()
        void_links(row)
        write_event(SignInKind.UNLOCKED if active else SignInKind.LOCKED, user, by=by, at=at)
    return row


def password_link(
    user: User, *, by: User, at: datetime | None = None, client_id: uuid.UUID | None = None
) -> None:
    """Mail ``user`` a one-time link with which they set their password.

    A link is as good as the account: it is made when the mail goes, shown to nobody, never logged,
    and dies with the first use of any, with the next one that is asked for, or after
    ``PASSWORD_RESET_TIMEOUT``.
    """
    _require(may_link(by, user))
    with transaction.atomic():
        _give_link(user, by=by, at=at, label="Gửi liên kết đặt mật khẩu", client_id=client_id)
        mails.post(user, MailKind.LINK, by=by)


def paper_link(
    user: User, *, by: User, second: User | None, at: datetime | None = None, code: str
) -> str:
    """A one-time link on paper, shown to ``second`` alone; it opens with the code that ``by`` was
    shown when they asked (``code`` is its hash). Neither opens the account alone."""
    _require(may_hand_link(by, user))
    require_second(by, second, about=user, at=at)
    assert second is not None
    with transaction.atomic():
        label = "Cấp liên kết đặt mật khẩu trên giấy"
        _give_link(user, by=by, at=at, label=label, note=both("", second))
    return PaperLink(code).link_for(user)


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(verdict.reason, of_role=verdict.of_role)


def _give_link(
    user: User,
    *,
    by: User,
    at: datetime | None,
    label: str,
    note: str = "",
    client_id: uuid.UUID | None = None,
) -> None:
    records.remark(user, by=by, at=at, action="link", label=label, note=note, client_id=client_id)
    void_links(user)
    write_event(SignInKind.LINK_GIVEN, user, by=by, at=at)


def takes_two_to_move(user: User, email: str) -> bool:
    """Whether ``email`` is another mail address that takes two people."""
    return email.strip().lower() != user.email and moving_takes_two(user)


def moving_takes_two(user: User) -> bool:
    """Whether any other mail address does: once a post was given, or asked for."""
    waits = user.proposals.filter(state=ProposalState.REQUESTED)
    return user.appointments.exists() or waits.exists()


def enter_user(
    *,
    username: str,
    full_name: str,
    email: str = "",
    phone: str = "",
    is_illustrative: bool = False,
) -> User:
    """Insert an account without a password; the caller has asked for the permission."""
    username = _tidy_username(username)
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
    with checked(user):
        user.save()
    return user


def _tidy_username(username: str) -> str:
    return username.strip().lower()
