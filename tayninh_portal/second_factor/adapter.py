"""allauth's adapter of the second factor: Vietnamese, secrets under the field keys, one address."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from tayninh_portal.keyring import keyring
from tayninh_portal.models import User
from tayninh_portal.second_factor.demanded import is_demanded
from tayninh_portal.second_factor.factors import MAIN

NAME = "Cổng văn hóa công vụ Tây Ninh"
LAST_ONE = (
    "Tài khoản này phải có lớp bảo vệ thứ hai nên không bỏ được lớp cuối cùng. Thêm lớp mới trước, "
    "rồi bỏ lớp này."
)


class FactorAdapter(DefaultMFAAdapter):
    """Everything else is allauth's."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": LAST_ONE,
        "cannot_generate_recovery_codes": "Chưa có lớp bảo vệ thứ hai nên chưa cần mã dự phòng.",
        "incorrect_code": "Không đúng hoặc đã hết hạn. Thử lại.",
        "unverified_email": "Chưa thêm được lớp bảo vệ thứ hai. Liên hệ quản trị của cổng.",
    }

    def get_totp_label(self, user: User) -> str:
        """The staff code: what one signs in with."""
        return user.username

    def get_totp_issuer(self) -> str:
        """As the app on the telephone lists it."""
        return NAME

    def encrypt(self, text: str) -> str:
        """Under the newest of the field keys, like everything nobody may read in a stolen disk."""
        return keyring().encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """By whichever field key fits."""
        return keyring().decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Of whom one is demanded, they keep one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=MAIN).exclude(pk=authenticator.pk)
        return not is_demanded(user) or others.exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What a passkey is called whose holder gave it no name."""
        return f"Khóa {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the address of the settings, whatever name the request came by."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": NAME}
