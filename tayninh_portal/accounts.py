"""allauth's adapter: accounts are made by the administrator, never by a visitor."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from tayninh_portal.models import User


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; names are ``full_name``."""

    # allauth ships no Vietnamese; these are the messages its routed pages can show.
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đã khóa. Liên hệ quản trị của cổng.",
        "email_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "enter_current_password": "Mật khẩu đang dùng không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng.",
        "invalid_password_reset": "Liên kết đặt mật khẩu không còn dùng được.",
        "rate_limited": "Có quá nhiều yêu cầu. Chờ ít phút rồi thử lại.",
        "too_many_login_attempts": "Sai quá nhiều lần. Chờ ít phút rồi thử lại.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an account is an act of the administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """The username is the staff code the administrator typed; nothing is made up."""
