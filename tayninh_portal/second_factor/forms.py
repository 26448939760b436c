"""allauth's forms of the second factor, in Vietnamese, that leave a line at the door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError

from tayninh_portal import records
from tayninh_portal.limits import too_often
from tayninh_portal.models import SignInKind, User
from tayninh_portal.sign_ins.events import write_event

# Of an account, from wherever: a browser that knows its holder has no count of its own here.
TOO_OFTEN = "Sai quá nhiều lần. Chờ ít phút rồi thử lại."
# Seconds a one-time code is known as used: longer than the three half minutes it is good for.
# allauth forgets it after one, and a code read over a shoulder would work once more.
CODE_KNOWN = 120


def _right(factor: Authenticator, user: User) -> None:
    """A factor was shown; of a recovery code its holder is told."""
    if factor.type != Authenticator.Type.RECOVERY_CODES:
        write_event(SignInKind.FACTOR_USED, user)
        return
    write_event(SignInKind.CODE_USED, user)
    records.remark(user, by=user, action="factor", label="Dùng một mã dự phòng")


def _wrong(error: ValidationError, user: User | None) -> NoReturn:
    """A factor was wrong, or tried too often, which leaves one line a minute; raises what is said
    of it."""
    if error.code != "too_many_login_attempts":
        write_event(SignInKind.FACTOR_WRONG, user)
        raise error
    if user is not None and not too_often(f"refused-factor:{user.pk}", 1):
        write_event(SignInKind.REFUSED, user)
    raise ValidationError(TOO_OFTEN, error.code) from error


class _Code(forms.Form):
    """A field for a code, with the words for an empty one."""

    LABEL = "Mã xác thực"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.LABEL
        self.fields["code"].error_messages["required"] = f"Chưa nhập {self.LABEL.lower()}."


class CodeForm(_Code, codes.AuthenticateForm):
    """A code of the app, or a recovery code, to sign in with."""

    LABEL = "Mã 6 số trong ứng dụng, hoặc một mã dự phòng"

    def clean_code(self) -> str:
        """allauth's check and count; a code of the app is good once."""
        try:
            code: str = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP:
                typed = "".join(filter(str.isdigit, code))
                if not cache.add(f"second-factor:{self.user.pk}:{typed}", 1, CODE_KNOWN):
                    raise get_adapter().validation_error("incorrect_code")
        except ValidationError as error:
            _wrong(error, self.user)
        _right(self.authenticator, self.user)
        return code


class CodeAgainForm(CodeForm, codes.ReauthenticateForm):
    """The same once more, before something grave."""

    def save(self) -> None:
        """As the one that was shown again."""
        codes.ReauthenticateForm.save(self)


class ActivateAppForm(_Code, totp.ActivateTOTPForm):
    """The first code of an app that is being set up: so it was shown, too."""

    LABEL = "Mã 6 số ứng dụng đang hiện"

    @property
    def secret_in_fours(self) -> str:
        """The key for who types it: apps leave out the spaces."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))

    def clean_code(self) -> str:
        """allauth's check and count."""
        code: str = super().clean_code()
        record_authentication(context.request, self.user, method="mfa")
        return code


class _Passkey(forms.Form):
    """What the browser answers for a passkey; without JavaScript there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["credential"]
        field.label = "Khóa truy cập"
        field.error_messages["required"] = "Trình duyệt chưa gửi khóa truy cập."
        field.error_messages["invalid"] = "Không đọc được khóa truy cập."


@contextmanager
def _sound() -> Iterator[None]:
    """What no browser sends is wrong like anything else; allauth looks for parts of it that are
    missing, and fails."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError):
        raise get_adapter().validation_error("incorrect_code") from None


class _CountedPasskey(_Passkey):
    """A passkey that is shown."""

    user: User | None

    def clean_credential(self) -> Authenticator:
        """allauth's check and count."""
        try:
            with _sound():
                found: Authenticator = super().clean_credential()  # type: ignore[misc]  # of others
        except ValidationError as error:
            _wrong(error, self.user)
        _right(found, found.user)
        return found


class PasskeyForm(_CountedPasskey, passkeys.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class PasskeyLoginForm(_CountedPasskey, passkeys.LoginWebAuthnForm):
    """A passkey instead of name and password; the browser has asked for PIN, finger or face."""


class PasskeyAgainForm(_CountedPasskey, passkeys.ReauthenticateWebAuthnForm):
    """The same once more, before something grave."""


class AddPasskeyForm(_Passkey, passkeys.AddWebAuthnForm):
    """A new passkey, which is shown by that; one that can do without the password where the device
    can (passkey.js)."""

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Tên của khóa"

    def clean(self) -> dict[str, Any]:
        """allauth's check."""
        with _sound():
            cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            record_authentication(context.request, self.user, method="mfa")
        return cleaned
