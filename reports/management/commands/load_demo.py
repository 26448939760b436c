"""``manage.py load_demo [--year 2019] [--if-empty]``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from inspections.models import Agency
from reports.demo import build_2019

BUILDERS = {2019: build_2019.build}


class Command(BaseCommand):
    """Builds the demo province in an empty portal; never on a production server."""

    help = "Nạp tỉnh minh họa vào một cổng còn trống."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which year; and whether a portal in use is an error or left in peace."""
        parser.add_argument("--year", type=int, default=2019, choices=sorted(BUILDERS))
        parser.add_argument("--if-empty", action="store_true", help="bỏ qua nếu đã có dữ liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises ``CommandError`` in production, or where there are agencies already."""
        if not settings.EMBEDDED:
            raise CommandError("Dữ liệu minh họa không được nạp vào máy chủ vận hành.")
        if Agency.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("Cổng đã có dữ liệu; chỉ nạp minh họa vào cổng còn trống.")
        BUILDERS[options["year"]]()
        self.stdout.write(f"Đã nạp dữ liệu minh họa năm {options['year']}.")
