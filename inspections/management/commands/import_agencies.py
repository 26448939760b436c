"""``manage.py import_agencies FILE --starts-on 2025-07-01 [--succeeds] --by quantri``."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from inspections.agencies.import_registry import import_rows, read_rows
from inspections.agencies.import_successions import (
    Outcome,
    read_pairs,
    succeed_bodies,
    succeed_communes,
)
from inspections.agencies.models import Agency, LegalKind
from inspections.agencies.succession import left_behind
from tayninh_portal.access import today
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
        parser.add_argument(
            "--succeeds",
            action="store_true",
            help="các xã, phường trong tệp thay các xã và huyện cũ, vốn ngừng hoạt động hết ngày "
            "hôm trước",
        )
        parser.add_argument(
            "--successions",
            type=Path,
            help="tệp CSV ghi sở, ban, ngành cũ nhập vào sở nào (predecessor,successor,source)",
        )
        parser.add_argument("--by", required=True, help="tên đăng nhập của quản trị")

    # Any, as argparse has it: each option is of its own type.
    def handle(self, *args: object, by: str, **options: Any) -> None:
        """One sentence and exit 1 on anything wrong; then nothing was entered."""
        user = User.objects.filter(username=by).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{by}”.")
        try:
            with transaction.atomic():
                stated = _import(options, user)
        except OSError as error:
            raise CommandError(f"Không có hoặc không đọc được tệp “{error.filename}”.") from None
        except ValueError as error:  # an unknown form of file, or no day
            raise CommandError(str(error)) from None
        except Refused as error:
            raise CommandError(error.reason) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write("\n".join(stated))


def _import(options: dict[str, Any], user: User) -> list[str]:
    """Do it; what there is to say about it, line by line."""
    starts_on = parse_date(options["starts_on"])
    ends_on = parse_date(options["ends_on"]) if options["ends_on"] else None
    pairs = read_pairs(options["successions"]) if options["successions"] else []
    rows = read_rows(options["file"], part=options["part"], communes_due=options["communes_due"])
    if options["succeeds"] and not all(row.merge_note for row in rows):
        raise ValueError("--succeeds cần tệp xã, phường có ghi chú sáp nhập (merge_note).")
    outcome = import_rows(
        rows, province=_province_on(starts_on), starts_on=starts_on, ends_on=ends_on, by=user
    )
    stated = [f"Đã nhập {outcome.entered} cơ quan; {outcome.known} cơ quan đã có sẵn."]
    if options["succeeds"]:
        stated += _stated(succeed_communes(rows, on=starts_on, by=user))
    if pairs:
        stated += _stated(succeed_bodies(pairs, listed=rows, on=starts_on, by=user))
    if options["succeeds"] or pairs:
        stated += [
            f"Còn việc dở, chưa chọn cơ quan tiếp nhận: {agency.name} "
            f"({', '.join(map(str, open_work))})."
            for agency, open_work in left_behind(today()).items()
        ]
    return stated


def _stated(outcome: Outcome) -> list[str]:
    stated = [f"{outcome.ended} cơ quan ngừng hoạt động; {outcome.successions} quan hệ kế thừa."]
    if outcome.elsewhere:
        stated.append(
            f"{outcome.elsewhere} cơ quan mới không hình thành từ cơ quan nào trong danh mục."
        )
    for names, words in (
        (outcome.unknown, "Có trong ghi chú, không có trong danh mục"),
        (outcome.without_successor, "Ngừng hoạt động, chưa rõ cơ quan kế thừa"),
        (outcome.unlisted, "Vẫn hoạt động, không có trong danh sách mới"),
    ):
        if names:
            stated.append(f"{words}: {'; '.join(names)}.")
    return stated


def _province_on(day: date) -> Agency:
    province = Agency.objects.on(day).filter(legal_kind=LegalKind.PROVINCE).first()
    if province is None:
        raise CommandError(
            f"Danh mục không có UBND tỉnh hoạt động vào ngày {short_date(day)}; "
            "hãy khởi tạo cổng (found_portal) trước."
        )
    return province
