"""``manage.py import_agencies FILE --starts-on 2025-07-01 --by quantri``."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from inspections.domain.agency_import import import_rows, read_rows
from inspections.enums import LegalKind
from inspections.models import Agency
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import parse_date, short_date
from tayninh_portal.models import User


class Command(BaseCommand):
    """Reads one of the known CSV forms; running it again enters nothing twice."""

    help = "Nhập danh mục cơ quan từ tệp CSV; chạy lại không tạo trùng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, the days, and in whose name."""
        parser.add_argument("file", type=Path, help="tệp CSV")
        parser.add_argument("--starts-on", required=True, help="ngày bắt đầu hoạt động")
        parser.add_argument("--ends-on", help="ngày cuối hoạt động, nếu đã sắp xếp lại")
        parser.add_argument("--part", default="", help="phần của tệp, theo cột period")
        parser.add_argument(
            "--communes-due",
            action="store_true",
            help="cấp xã báo cáo trực tiếp (từ 01/7/2025)",
        )
        parser.add_argument("--by", required=True, help="tên đăng nhập của quản trị")

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence and exit 1 on anything wrong; then nothing was entered."""
        user = User.objects.filter(username=options["by"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{options['by']}”.")
        try:
            starts_on = parse_date(options["starts_on"])
            ends_on = parse_date(options["ends_on"]) if options["ends_on"] else None
            rows = read_rows(
                options["file"],
                part=options["part"],
                communes_due=options["communes_due"],
            )
            outcome = import_rows(
                rows,
                province=_province_on(starts_on),
                starts_on=starts_on,
                ends_on=ends_on,
                by=user,
            )
        except OSError:
            raise CommandError(f"Không có hoặc không đọc được tệp “{options['file']}”.") from None
        except ValueError as error:  # an unknown form of file, or no day
            raise CommandError(str(error)) from None
        except Refused as error:
            raise CommandError(error.reason) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"Đã nhập {outcome.entered} cơ quan; {outcome.known} cơ quan đã có sẵn.")


def _province_on(day: date) -> Agency:
    province = Agency.objects.on(day).filter(legal_kind=LegalKind.PROVINCE).first()
    if province is None:
        raise CommandError(
            f"Danh mục không có UBND tỉnh hoạt động vào ngày {short_date(day)}; "
            "hãy khởi tạo cổng (found_portal) trước."
        )
    return province
