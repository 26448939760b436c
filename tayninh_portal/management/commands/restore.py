"""``manage.py restore FILE [--replace]``, ``manage.py restore FILE --keys``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tayninh_portal.backup import CannotRestore, keys_of, restore_backup
from tayninh_portal.notifications.mails import doubt


class Command(BaseCommand):
    """Stop the portal first; afterwards it is as it was at the minute of the backup."""

    help = "Phục hồi cơ sở dữ liệu, tệp và khóa từ bản sao lưu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file, and whether over a portal in use."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có")
        parser.add_argument(
            "--keys", action="store_true", help="chỉ in các khóa trong bản sao lưu, không phục hồi"
        )

    def handle(
        self, *args: object, file: Path, replace: bool, keys: bool, **options: object
    ) -> None:
        """One sentence and exit 1 where the backup does not fit; then nothing was changed."""
        try:
            if keys:
                self.stdout.write(keys_of(file))
                return
            manifest = restore_backup(file, replace=replace)
        except CannotRestore as error:
            raise CommandError(str(error)) from None
        doubt(timezone.now())
        self.stdout.write(f"Đã phục hồi bản sao lưu lúc {manifest['made_at']}.")
