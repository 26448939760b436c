"""``manage.py verify_log``: whether log and records are still what was written and sealed."""

from __future__ import annotations

import quopri
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tayninh_portal.lib.dates import number_vi
from tayninh_portal.sealing.checks import verify_log


class Command(BaseCommand):
    """A line for each thing that differs and exit 1, or what was checked and exit 0."""

    help = (
        "So mọi hồ sơ với dòng nhật ký cuối, nhật ký với các dấu niêm phong, dấu niêm phong với "
        "nơi giữ bên ngoài. Không ghi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--against",
            type=Path,
            metavar="TEP",
            help="so với các dấu trong tệp này (thư đã lưu, bản chép) thay cho nơi giữ bên ngoài",
        )

    def handle(self, *args: object, against: Path | None, **options: object) -> None:
        """Everything that differs is told before the command fails."""
        verdict = verify_log(_heads(against) if against else "")
        for line in verdict.differences:
            self.stdout.write(line)
        self.stdout.write(f"Đã kiểm tra: {verdict.account}.")
        for note in verdict.notes:
            self.stdout.write(note)
        if verdict.differences:
            count = number_vi(len(verdict.differences))
            raise CommandError(f"Có {count} điểm khác, kể ở trên.")
        self.stdout.write("Không có gì khác với lúc ghi.")


def _heads(path: Path) -> str:
    try:
        data = path.read_bytes()
        # A mail as a program of mails saves it.
        if b"quoted-printable" in data.lower():
            data = quopri.decodestring(data)
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Không đọc được “{path}”.") from error
    if '"head"' not in text:
        raise CommandError(f"“{path}” không có dấu niêm phong nào.")
    return text
