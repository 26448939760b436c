"""allauth's forms with Vietnamese labels; allauth itself ships no Vietnamese.

Their fields and checks stay allauth's. Messages that allauth takes from its adapter are in
``accounts.py``.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms

LABELS = {
    "login": "Tên đăng nhập hoặc thư điện tử",
    "password": "Mật khẩu",
    "email": "Thư điện tử",
    "oldpassword": "Mật khẩu đang dùng",
    "password1": "Mật khẩu mới",
    "password2": "Nhập lại mật khẩu mới",
}
# What the validators of the settings ask for, in one sentence instead of one each.
PASSWORD_RULE = (
    "Ít nhất 12 ký tự, có vài từ của riêng bạn. Không chỉ gồm chữ số, tên bạn, tên tỉnh, tên cơ "
    "quan, năm, hay mật khẩu ai cũng đoán được."
)


class VietnameseLabels(forms.Form):
    """Gives the fields their labels and the words for an empty one."""

    # allauth hands its forms what each asks: request, user, temp_key.
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.error_messages["required"] = f"Chưa nhập {LABELS[name].lower()}."


class SamePasswordTwice(VietnameseLabels):
    """The new password is typed twice, since nobody sees what they type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_RULE

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords; instead of allauth's check, whose words are English."""
        first, second = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", "Hai lần nhập không giống nhau. Nhập lại mật khẩu mới.")
        return self.cleaned_data


class LoginForm(VietnameseLabels, allauth_forms.LoginForm):
    """Signing in."""


class ReauthenticateForm(VietnameseLabels, allauth_forms.ReauthenticateForm):
    """The password once more."""


class ResetPasswordForm(VietnameseLabels, allauth_forms.ResetPasswordForm):
    """Asking for a link to set a new password."""


class ResetPasswordKeyForm(SamePasswordTwice, allauth_forms.ResetPasswordKeyForm):
    """Setting the password from a link."""


class ChangePasswordForm(SamePasswordTwice, allauth_forms.ChangePasswordForm):
    """Changing one's own password."""
