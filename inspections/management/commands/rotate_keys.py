"""``manage.py rotate_keys [--check]``."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from inspections.identities.models import Identity
from tayninh_portal.keyring import Rotation, rotate_payloads
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.models import Draft
from tayninh_portal.second_factor.factors import rotate_factors


class Command(BaseCommand):
    """After a new key was put in front of PORTAL_FIELD_KEYS and every process was restarted."""

    help = "Mã hóa lại thông tin định danh, bản nháp, lớp bảo vệ thứ hai bằng khóa mới nhất."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only."""
        parser.add_argument("--check", action="store_true", help="chỉ đếm, không ghi gì")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        """Exit 1 as long as an old key is still needed, or where a row cannot be opened."""
        rotated = {
            "mục định danh": rotate_payloads(Identity.objects.all(), only_count=check),
            "bản nháp": rotate_payloads(Draft.objects.all(), only_count=check),
            "lớp bảo vệ thứ hai": rotate_factors(only_count=check),
        }
        for what, found in rotated.items():
            _fail_unless_done(what, found)
            self.stdout.write(
                f"Đã mã hóa lại {number_vi(found.rotated)} {what}, "
                f"{number_vi(found.current)} {what} đã dùng khóa mới từ trước."
            )
        self.stdout.write(
            "Có thể bỏ khóa cũ khỏi PORTAL_FIELD_KEYS; giữ nó cùng các bản sao lưu đã tạo trước "
            "hôm nay."
        )


def _fail_unless_done(what: str, found: Rotation) -> None:
    if found.unreadable:
        numbers = ", ".join(str(pk) for pk in found.unreadable[:20])
        raise CommandError(
            f"Không khóa nào mở được {number_vi(len(found.unreadable))} {what} (số "
            f"{numbers}). Đưa lại khóa cũ vào PORTAL_FIELD_KEYS; chưa được bỏ khóa nào."
        )
    if found.old > found.rotated:
        raise CommandError(
            f"Còn {number_vi(found.old - found.rotated)} {what} dùng khóa cũ; chạy "
            "`manage.py rotate_keys` rồi kiểm tra lại."
        )
