"""``manage.py make_keys``: make the keys of the embedded mode, once."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import get_random_secret_key

from tayninh_portal.lib.secrets import UnsafeKeyFile, make_key, read_or_make_file


class Command(BaseCommand):
    """Idempotent: a key that exists is never replaced, since data is encrypted with it."""

    help = "Tạo khóa bí mật và khóa mã hóa dưới var/secrets (chỉ trong chế độ nhúng)."
    requires_system_checks = ()  # the check for keys would stop the command that makes them

    def handle(self, *args: object, **options: object) -> None:
        """Raises ``CommandError`` in production, where keys come from the environment alone.

        And for a key file that others can read: it is not replaced, but said.
        """
        if not settings.EMBEDDED:
            raise CommandError("Chế độ production lấy khóa từ biến môi trường, không tạo tệp khóa.")
        settings.SECRETS_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, make in (
            ("secret_key", get_random_secret_key),
            ("field_keys", make_key),
            ("index_key", make_key),
            ("backup_keys", make_key),
            ("seal_keys", make_key),
        ):
            try:
                read_or_make_file(settings.SECRETS_DIR / name, make)
            except UnsafeKeyFile as error:
                raise CommandError(str(error)) from None
