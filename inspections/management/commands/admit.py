"""``manage.py admit --username NAME --role manager --operator "Họ và tên" --reason "…"``."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from inspections.people.actions import Admission, admit
from tayninh_portal.access import CONFIRMING, Role
from tayninh_portal.errors import Refused


class Command(BaseCommand):
    """Lets a leader or an administrator of the Sở in: the first one, or when nobody can get in."""

    help = (
        "Cho lãnh đạo Sở hoặc quản trị vào cổng từ máy chủ: người đầu tiên, hoặc khi không ai vào "
        "được. Việc này được ghi lại mãi và báo cho mọi quản trị, lãnh đạo Sở."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, as what, and who does it why."""
        parser.add_argument("--username", required=True, help="tên đăng nhập; chưa có thì lập mới")
        parser.add_argument("--full-name", default="", help="họ và tên, khi lập tài khoản mới")
        parser.add_argument("--role", required=True, choices=sorted(CONFIRMING), help="vai trò")
        parser.add_argument("--title", default="", help="chức vụ ghi trên chức trách")
        parser.add_argument("--operator", required=True, help="họ và tên người thực hiện")
        parser.add_argument("--reason", required=True, help="vì sao không làm trên màn hình")

    def handle(
        self,
        *args: object,
        username: str,
        full_name: str,
        role: str,
        title: str,
        operator: str,
        reason: str,
        **options: object,
    ) -> None:
        """One sentence and exit 1 where it cannot be done."""
        asked = Admission(username, Role(role), operator, reason, full_name, title)
        try:
            user, link = admit(asked)
        except Refused as error:
            raise CommandError(error.reason) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(
            f"Đã cho “{user.username}” vào cổng; việc này được ghi lại và báo cho mọi quản trị, "
            f"lãnh đạo Sở. Mở liên kết sau để đặt mật khẩu (dùng một lần, hết hạn sau 3 ngày):\n"
            f"{link}"
        )
