"""``manage.py load_demo [--year 2019|2026] [--if-empty]``."""

from __future__ import annotations

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import build_2019, build_2026
from inspections.agencies.models import Agency
from reports.narrative.models import Report

# In the order of the story: each goes on from the one before it.
BUILDERS = {2019: build_2019.build, 2026: build_2026.build}


class Command(BaseCommand):
    """Builds the demo province in an empty portal, or goes on with it; never on a production
    server."""

    help = "Nạp tỉnh minh họa vào một cổng còn trống, hoặc kể tiếp tỉnh minh họa đã có."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Up to which year; and whether a portal in use is an error or left in peace."""
        parser.add_argument("--year", type=int, default=2019)
        parser.add_argument("--if-empty", action="store_true", help="bỏ qua nếu đã có dữ liệu")

    def handle(self, *args: object, year: int, if_empty: bool, **options: object) -> None:
        """Raises ``CommandError`` in production, or where there is anything but the demo of an
        earlier year."""
        if not settings.EMBEDDED:
            raise CommandError("Dữ liệu minh họa không được nạp vào máy chủ vận hành.")
        if year not in BUILDERS:
            years = ", ".join(map(str, BUILDERS))
            raise CommandError(f"Chỉ có dữ liệu minh họa các năm: {years}.")
        if Agency.objects.exists() and if_empty:
            return
        told = _years_told()
        if Agency.objects.exists() and not told:
            raise CommandError("Cổng đã có dữ liệu; chỉ nạp minh họa vào cổng còn trống.")
        if year in told:
            raise CommandError(
                f"Cổng đã có dữ liệu minh họa năm {year}; muốn nạp lại thì cần cổng còn trống."
            )
        for each, build in BUILDERS.items():
            if each <= year and each not in told:
                build()
                self.stdout.write(f"Đã nạp dữ liệu minh họa năm {each}.")


def _years_told() -> set[int]:
    """Years whose demo is in this portal: each ends with its report."""
    reports = Report.objects.filter(is_illustrative=True, year__in=BUILDERS)
    return set(reports.values_list("year", flat=True))
