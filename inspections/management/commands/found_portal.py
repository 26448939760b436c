"""``manage.py found_portal --username NAME --full-name "Họ và tên" --starts-on 01/7/2025``."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from inspections.people.actions import found_portal, link_from_server
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import parse_date


class Command(BaseCommand):
    """Makes the first administrator of an empty portal; everything after that is on the screens."""

    help = "Khởi tạo cổng còn trống: UBND tỉnh, Sở Nội vụ và quản trị đầu tiên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who the first administrator is, and since when the bodies exist in this portal."""
        parser.add_argument("--username", required=True, help="tên đăng nhập của quản trị")
        parser.add_argument("--full-name", required=True, help="họ và tên của quản trị")
        parser.add_argument(
            "--starts-on",
            required=True,
            help="ngày bắt đầu của danh mục: trước hoặc bằng ngày của hồ sơ sớm nhất sẽ nhập",
        )

    def handle(
        self, *args: object, username: str, full_name: str, starts_on: str, **options: object
    ) -> None:
        """One sentence and exit 1 where there are agencies already or a name does not do."""
        try:
            admin, _, _ = found_portal(
                username=username,
                full_name=full_name,
                on=parse_date(starts_on),
            )
            link = link_from_server(admin)
        except Refused as error:
            raise CommandError(error.reason) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"Đã khởi tạo cổng. Mở liên kết sau để đặt mật khẩu cho “{admin.username}” "
            f"(dùng một lần, hết hạn sau 3 ngày):\n{link}\n"
            "Việc tiếp theo: cho lãnh đạo Sở đầu tiên vào bằng lệnh admit, vì chức trách có quyền "
            "xem danh tính, duyệt, cấp số hay quản trị cần hai người."
        )
