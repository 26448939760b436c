"""How a mail reaches the mail server, and how much is known of it when that fails.

Until the server has answered to DATA it can have nothing, and the mail may be tried again. From
then on (``hand`` is called in between) nobody knows until its second answer: a line that is cut
there leaves the mail unclear (RFC 5321, 4.2.5 and 4.5.3.2).

Without a mail server (embedded mode) a mail is a file in ``MAIL_DIR``.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

Hand = Callable[[], None]
_READY, _DONE = 354, 250
_DOTS = re.compile(rb"(?m)^\.")


class NotTaken(Exception):
    """The server has not taken the mail; ``reason`` is a sentence without address or text.

    ``for_good``: trying again will not help. ``away``: no other mail would be taken either.
    """

    def __init__(self, reason: str, *, for_good: bool = False, away: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.for_good, self.away = reason, for_good, away


class Unclear(Exception):
    """The mail was handed over and no answer came."""


class Line(Protocol):
    """A way to send mails, one after the other."""

    def deliver(self, address: str, message: EmailMessage, hand: Hand) -> None:
        """Send one; ``hand`` is called before the server can have it. Raises ``NotTaken``,
        ``Unclear`` and whatever ``hand`` raises."""

    def close(self) -> None:
        """Nothing more is sent."""


def open_line() -> Line:
    """The mail server of the settings, or the directory of the embedded mode."""
    return MailServer() if settings.MAIL_ENABLED else MailDirectory()


def checked_address(address: str) -> str:
    """``address`` where it is one and nothing more: a line break would begin another header."""
    try:
        validate_email(address)
    except ValidationError:
        raise NotTaken("Địa chỉ thư của tài khoản chưa đúng.", for_good=True) from None
    return address


class MailDirectory:
    """One ``.eml`` a mail under its Message-ID, whole or not at all, for its owner's eyes only."""

    def deliver(self, address: str, message: EmailMessage, hand: Hand) -> None:
        """Write the file."""
        checked_address(address)
        hand()
        path = settings.MAIL_DIR / file_name(str(message["Message-ID"]))
        draft = path.with_suffix(".part")
        try:
            settings.MAIL_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.as_bytes(policy=SMTP))
            draft.replace(path)
        except OSError:
            raise NotTaken("Không ghi được tệp thư vào thư mục thư.", away=True) from None

    def close(self) -> None:
        """Nothing is open."""


def file_name(message_id: str) -> str:
    """The name of the file of a mail: the part of its Message-ID that is its own."""
    return f"{message_id.strip('<>').split('@')[0]}.eml"


def forget(message_id: str) -> None:
    """Let go of the file of a mail, where mails are files."""
    if not settings.MAIL_ENABLED:
        (settings.MAIL_DIR / file_name(message_id)).unlink(missing_ok=True)


class MailServer:
    """One connection for as many mails as it lasts."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def deliver(self, address: str, message: EmailMessage, hand: Hand) -> None:
        """Greet, name sender and receiver, ask for DATA; hand over; wait for the answer."""
        checked_address(address)
        # Whole before anything is said: what cannot be put into bytes is nobody's half mail.
        data = _DOTS.sub(b"..", message.as_bytes(policy=SMTP)) + b".\r\n"
        smtp = self._offered(address)
        try:
            hand()
        except BaseException:
            self._drop()
            raise
        try:
            _wait(smtp, settings.MAIL_ANSWER_SECONDS)
            smtp.send(data)
            code, _ = smtp.getreply()
            _wait(smtp, settings.MAIL_CONNECT_SECONDS)
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise Unclear from None
        if code != _DONE:
            raise NotTaken(
                f"Máy chủ thư trả lời {code} và không nhận thư.", for_good=code // 100 == 5
            )

    def _offered(self, address: str) -> smtplib.SMTP:
        """The connection, the server waiting for the mail."""
        with self._away():
            smtp = self._smtp = self._kept() or _connect()
            code, _ = smtp.mail(settings.DEFAULT_FROM_EMAIL)
            if code != _DONE:
                raise NotTaken(f"Máy chủ thư trả lời {code} cho địa chỉ gửi.", away=True)
            code, _ = smtp.rcpt(address)
            if code not in (_DONE, 251):
                smtp.rset()
                raise NotTaken(
                    f"Máy chủ thư trả lời {code} cho địa chỉ nhận.", for_good=code // 100 == 5
                )
            code, _ = smtp.docmd("DATA")
            if code != _READY:
                smtp.rset()
                raise NotTaken(f"Máy chủ thư trả lời {code} và chưa nhận thư.")
            return smtp

    def _kept(self) -> smtplib.SMTP | None:
        """The connection of the mail before, where the server has not closed it meanwhile."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self._smtp.noop()[0] == _DONE:
                    return self._smtp
            self._drop()
        return None

    @contextmanager
    def _away(self) -> Iterator[None]:
        try:
            yield
        except NotTaken as problem:
            if problem.away:
                self._drop()
            raise
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise NotTaken("Máy chủ thư không trả lời.", away=True) from None

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None

    def close(self) -> None:
        """Say goodbye where somebody still listens."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
        self._drop()


def _wait(smtp: smtplib.SMTP, seconds: float) -> None:
    """How long the next answer may take; a connection that is closed says so at the next word."""
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _connect() -> smtplib.SMTP:
    host, port, wait = settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_CONNECT_SECONDS
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if settings.EMAIL_USE_SSL:
        smtp = smtplib.SMTP_SSL(host, port, timeout=wait, context=context)
    else:
        smtp = smtplib.SMTP(host, port, timeout=wait)
    try:
        smtp.ehlo_or_helo_if_needed()
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        smtp.close()
        raise
    return smtp
