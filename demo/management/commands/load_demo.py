"""``manage.py load_demo [--year YEAR] [--if-empty]``."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.story import tell
from demo.years import read_chapters
from inspections.agencies.models import Agency
from reports.narrative.models import Report


class Command(BaseCommand):
    """Builds the demo province in an empty portal, or goes on with it; never on a production
    server."""

    help = "Nạp tỉnh minh họa vào một cổng còn trống, hoặc kể tiếp tỉnh minh họa đã có."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Up to which year; and whether a portal in use is an error or left in peace."""
        parser.add_argument("--year", type=int, default=read_chapters()[0].name)
        parser.add_argument("--if-empty", action="store_true", help="bỏ qua nếu đã có dữ liệu")

    def handle(self, *args: object, year: int, if_empty: bool, **options: object) -> None:
        """Raises ``CommandError`` in production, or where there is anything but the demo of an
        earlier year."""
        if not settings.EMBEDDED:
            raise CommandError("Dữ liệu minh họa không được nạp vào máy chủ vận hành.")
        chapters = {chapter.name: chapter for chapter in read_chapters()}
        if year not in chapters:
            years = ", ".join(map(str, chapters))
            raise CommandError(f"Chỉ có dữ liệu minh họa các năm: {years}.")
        if Agency.objects.exists() and if_empty:
            return
        told = _years_told(chapters)
        if Agency.objects.exists() and not told:
            raise CommandError("Cổng đã có dữ liệu; chỉ nạp minh họa vào cổng còn trống.")
        if year in told:
            raise CommandError(
                f"Cổng đã có dữ liệu minh họa năm {year}; muốn nạp lại thì cần cổng còn trống."
            )
        for name, chapter in chapters.items():
            if name <= year and name not in told:
                tell(chapter)
                self.stdout.write(f"Đã nạp dữ liệu minh họa năm {name}.")


def _years_told(chapters: Iterable[int]) -> set[int]:
    """Chapters whose demo is in this portal: the report of each one's newest year is."""
    reports = Report.objects.filter(is_illustrative=True, year__in=chapters)
    return set(reports.values_list("year", flat=True))
