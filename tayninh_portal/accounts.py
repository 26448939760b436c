"""allauth's adapter: accounts are made by the administrator, never by a visitor.

What happens to an account outside the portal's own actions (a password set, a sign-in from
another device) leaves its line in the account's log here, and so tells its holder.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.core import context
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tayninh_portal import records, tries
from tayninh_portal.devices import recognise
from tayninh_portal.drafts.sessions import begin
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.links import void_links
from tayninh_portal.models import Mail, Notice, SignInKind, User
from tayninh_portal.models.notices import MailKind
from tayninh_portal.notifications import mails
from tayninh_portal.second_factor.again import shown_lately
from tayninh_portal.second_factor.demanded import SEEN
from tayninh_portal.sign_ins.events import write_event, write_failure
from tayninh_portal.sign_ins.sessions import end_others

# The mails allauth would send of a second factor; the portal tells by its notices.
FACTORS = {
    "mfa/email/webauthn_added": (SignInKind.FACTOR_ADDED, "Thêm khóa truy cập"),
    "mfa/email/webauthn_removed": (SignInKind.FACTOR_GONE, "Bỏ khóa truy cập"),
    "mfa/email/totp_activated": (SignInKind.FACTOR_ADDED, "Thêm ứng dụng xác thực"),
    "mfa/email/totp_deactivated": (SignInKind.FACTOR_GONE, "Bỏ ứng dụng xác thực"),
    "mfa/email/recovery_codes_generated": (SignInKind.CODES_MADE, "Tạo bộ mã dự phòng mới"),
}
# How one shows again who one is, the best way first.
AGAIN = {
    "mfa_reauthenticate:webauthn": "Dùng khóa truy cập",
    "mfa_reauthenticate": "Dùng mã trong ứng dụng hoặc mã dự phòng",
    "reauthenticate": "Dùng mật khẩu",
}


def _with_its_bell(number: int) -> QuerySet[User]:
    own = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
    unread = Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)
    rows = User.objects.annotate(unread_notices=unread)  # type: ignore[no-redef]  # known so
    return rows.filter(pk=number)


# Asked by every request of somebody signed in.
_ACCOUNTS = Prepared(_with_its_bell)


class SignedIn(AuthenticationBackend):
    """allauth's, which reads the account of each request with the number on its bell."""

    def get_user(self, user_id: int) -> User | None:
        """The account, if it may be used; one query."""
        return next(filter(self.user_can_authenticate, _ACCOUNTS(user_id)), None)

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """One account, looked for by either name, and its password compared once: allauth's own
        compares twice where the name is a known mail address, which its time tells."""
        login = credentials.get("username") or credentials.get("email") or ""
        user = get_user_by_username(login)
        if user is None:
            user = next(iter(filter_users_by_email(login, for_login=True)), None)
        found: User | None = self._check_password(user, credentials["password"])
        return found


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; names are ``full_name``."""

    _tries: tries.Tries | None = None
    # allauth ships no Vietnamese; these are the messages its routed pages can show.
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đã khóa. Liên hệ quản trị của cổng.",
        "email_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "enter_current_password": "Mật khẩu đang dùng không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "invalid_password_reset": "Liên kết đặt mật khẩu không còn dùng được.",
        "rate_limited": "Có quá nhiều yêu cầu. Chờ ít phút rồi thử lại.",
        "too_many_login_attempts": "Sai quá nhiều lần. Chờ ít phút rồi thử lại, hoặc đăng nhập "
        "từ máy bạn vẫn dùng.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is an act of the administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """The username is the staff code the administrator typed; nothing is made up."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at; instead of allauth's one count by
        account, whose key holds the port of the Host besides."""
        self._tries = tries.counted(request, _login_of(credentials))
        if self._tries is None:
            write_failure(SignInKind.REFUSED, _login_of(credentials))
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password, or a name that no account has."""
        write_failure(SignInKind.FAILED, _login_of(credentials))

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """The right password of an account that is locked."""
        write_event(SignInKind.INACTIVE, user)
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    def _rollback_login_failed_rl_usage(self) -> None:
        if self._tries is not None:
            self._tries.take_back()

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """By the one way mails go, by a worker and not here; its link is made when it is sent.

        Asked for again within a while, the mail that went or goes is the answer.
        """
        lately = timezone.now() - timedelta(minutes=settings.RESET_MAIL_MINUTES)
        if Mail.objects.filter(user=user, kind=MailKind.RESET, asked_at__gt=lately).exists():
            return
        with transaction.atomic():
            void_links(user)
            mails.post(user, MailKind.RESET, by=user)
            write_event(SignInKind.RESET_ASKED, user)

    def send_notification_mail(self, template_prefix: str, user: User, *_: Any, **__: Any) -> None:
        """allauth says so that a password was set, changed or reset, or a second factor changed."""
        if template_prefix == "account/email/password_reset":
            for name in (user.username, user.email):
                tries.forget(context.request, name.lower())
            tries.forget_codes(context.request, user)
        if template_prefix in FACTORS:
            self._note_factor(user, *FACTORS[template_prefix])
        if template_prefix.startswith("account/email/password_"):
            with transaction.atomic():
                records.remark(user, by=user, action="password", label="Đặt mật khẩu mới")
                write_event(SignInKind.PASSWORD_SET, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Signed in: from a device the account knows, or from another one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        begin(request)
        write_event(SignInKind.SIGNED_IN, user)
        recognise(request, response, user)
        return response

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """A passkey first, then a code; the password alone where there is no second factor."""
        found = {method["id"]: method for method in super().get_reauthentication_methods(user)}
        if len(found) > 1:
            found.pop("reauthenticate", None)
        return [found[name] | {"description": AGAIN[name]} for name in AGAIN if name in found]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before a factor is added or taken away: unless one just signed in, or showed it."""
        return not shown_lately(context.request)

    def _note_factor(self, user: User, kind: SignInKind, label: str) -> None:
        """A line, the holder told; who takes one away may do it for fear of another session."""
        with transaction.atomic():
            records.remark(user, by=user, action="factor", label=label)
            write_event(kind, user)
            if kind == SignInKind.FACTOR_GONE:
                context.request.session.pop(SEEN, None)
                end_others(context.request)


def _login_of(credentials: dict[str, Any]) -> str:
    """What was typed as the name, as names are compared."""
    login: str = credentials.get("email") or credentials.get("username") or ""
    return login.strip().lower()
