"""What a mail holds: what, where, until when, and a link; no name, nothing typed as text.

Made when it is sent, from what its person may see then. A link that sets a password is made here
as well, so that it lies nowhere before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from tayninh_portal.access import today
from tayninh_portal.errors import Refused
from tayninh_portal.links import NewestLink
from tayninh_portal.models import Mail, Notice, User
from tayninh_portal.models.notices import MailKind, NoticeKind
from tayninh_portal.notifications.declared import Subject, subject_of


@dataclass(frozen=True)
class NoticeLine:
    """A notice as its person may read it now; without ``title`` the record is no longer theirs."""

    notice: Notice
    kind: NoticeKind
    title: str = ""
    where: str = ""
    until: date | None = None
    url: str = ""

    @property
    def is_past(self) -> bool:
        """Whether its last day lies behind."""
        return self.until is not None and self.until < today()


def read(notices: list[Notice], user: User) -> list[NoticeLine]:
    """``notices`` of ``user`` with what may be said of their records: a query a noun."""
    by_type: dict[str, list[int]] = {}
    for notice in notices:
        by_type.setdefault(notice.record_type, []).append(notice.record_id)
    rows = {label: _rows(subject_of(label), user, pks) for label, pks in by_type.items()}
    return [_line(notice, rows[notice.record_type].get(notice.record_id)) for notice in notices]


def _rows(subject: Subject[Any] | None, user: User, pks: list[int]) -> dict[int, Any]:
    if subject is None:
        return {}
    try:
        return subject.rows(user).in_bulk(pks)
    except Refused:
        return {}


def _line(notice: Notice, row: Any) -> NoticeLine:
    kind = NoticeKind(notice.kind)
    subject = subject_of(notice.record_type)
    if row is None or subject is None:
        return NoticeLine(notice, kind)
    title, where = one_line(subject.title(row)), one_line(subject.where(row))
    return NoticeLine(notice, kind, title, where, subject.until(row), subject.url(row))


def one_line(text: str) -> str:
    """Without line breaks: what is told stays a line of its own in a mail and in its subject."""
    return " ".join(text.split())


def letter_of(mail: Mail, at: datetime) -> EmailMessage | None:
    """The mail as it goes out now; None where nothing is left to tell.

    Raises ``ValueError`` for an address that would not stay in its header.
    """
    made = _news(mail) if mail.kind == MailKind.NEWS else _of_account(mail)
    if made is None:
        return None
    subject, body = made
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = mail.goes_to
    message["Date"] = format_datetime(timezone.localtime(at))
    message["Message-ID"] = mail.message_id
    # RFC 3834: so that no holiday reply comes back.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, cte="quoted-printable")
    return message


def _news(mail: Mail) -> tuple[str, str] | None:
    rows = list(mail.notices.order_by("at", "pk"))
    stated = [each for each in read(rows, mail.user) if each.title]
    if not stated:
        return None
    context = {
        "lines": stated,
        "base": settings.BASE_URL,
        "settings_path": reverse("notice-settings"),
    }
    subject = f"{stated[0].kind.label}: {stated[0].title}"
    if len(stated) > 1:
        subject = f"{len(stated)} thông báo từ Cổng văn hóa công vụ"
    return subject, render_to_string("mail/news.txt", context)


def _of_account(mail: Mail) -> tuple[str, str]:
    if mail.kind == MailKind.MOVED:
        return "Địa chỉ thư của tài khoản đã đổi", render_to_string("mail/address_changed.txt")
    context = {"user": mail.user, "link": link_for(mail.user)}
    name = "password_link" if mail.kind == MailKind.LINK else "password_reset"
    subject = "Đặt mật khẩu" if mail.kind == MailKind.LINK else "Đặt lại mật khẩu"
    return f"{subject} Cổng văn hóa công vụ", render_to_string(f"mail/{name}.txt", context)


def link_for(user: User) -> str:
    """A one-time link with which ``user`` sets their password: as good as the account.

    It opens until a newer one is asked for.
    """
    user = User.objects.get(pk=user.pk)
    key = NewestLink().make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    return f"{settings.BASE_URL}{path}"
