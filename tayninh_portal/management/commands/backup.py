"""``manage.py backup --output FILE``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tayninh_portal.backup import make_backup
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.files import CannotWrite


class Command(BaseCommand):
    """Database, files and keys in one file, sealed; readable by its owner only."""

    help = "Sao lưu cơ sở dữ liệu, tệp và khóa vào một tệp được mã hóa, niêm phong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("--output", type=Path, required=True, help="tệp sẽ ghi")

    def handle(self, *args: object, output: Path, **options: object) -> None:
        """One sentence and exit 1 where it cannot be written."""
        try:
            size = make_backup(output, at=timezone.now())
        except CannotWrite as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Đã sao lưu vào {output} ({number_vi(size)} byte). Chỉ mở được bằng khóa sao lưu "
            "(PORTAL_BACKUP_KEYS); hãy cất khóa đó ở nơi khác."
        )
