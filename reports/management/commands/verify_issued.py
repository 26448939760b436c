"""``manage.py verify_issued``: whether everything issued is still what was issued."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.issuing.verifying import verify
from tayninh_portal.lib.dates import number_vi


class Command(BaseCommand):
    """A line for each thing that differs and exit 1, or what was checked and exit 0."""

    help = (
        "Kiểm tra lại mọi báo cáo đã ban hành: tệp, số liệu đã chốt, bản chụp, bản PDF, bản gốc "
        "đã ký, hồ sơ, nhật ký, dấu niêm phong và các khóa chặn sửa, xóa. Không ghi gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-render", action="store_true", help="không vẽ lại các bản PDF (nhanh hơn)"
        )
        parser.add_argument(
            "--workers",
            type=int,
            metavar="SỐ",
            help="số tiến trình cùng vẽ lại (không ghi: mỗi nhân của máy một tiến trình)",
        )

    def handle(
        self, *args: object, no_render: bool, workers: int | None, **options: object
    ) -> None:
        """Everything that differs is told before the command fails."""
        verdict = verify(draw=not no_render, workers=workers)
        for line in verdict.differences:
            self.stdout.write(line)
        self.stdout.write(f"Đã kiểm tra: {verdict.account}.")
        for note in verdict.notes:
            self.stdout.write(note)
        if no_render:
            self.stdout.write("Các bản PDF chưa được vẽ lại (--no-render), chỉ đọc và đối chiếu.")
        if verdict.differences:
            count = number_vi(len(verdict.differences))
            raise CommandError(f"Có {count} điểm khác với lúc ban hành, kể ở trên.")
        self.stdout.write("Không có gì khác với lúc lưu.")
