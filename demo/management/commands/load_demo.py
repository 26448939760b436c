"""``manage.py load_demo [--year YEAR] [--day DD/MM/YYYY] [--if-empty]``."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, timedelta

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo.renewal import go_on
from demo.story import is_built, tell_alone, tell_up_to
from demo.years import read_years
from inspections.agencies.models import Agency
from tayninh_portal.access import today
from tayninh_portal.lib.dates import parse_date, short_date
from tayninh_portal.lib.periods import default_period


class Command(BaseCommand):
    """Builds the demo province in an empty portal, or goes on with it; never on a production
    server. Ends with the accounts one can sign in with.

    ``--if-empty``, as the portal starts: what is there stays, but for a demo that is older than
    the day and that nobody wrote in (``demo.renewal``).
    """

    help = "Nạp tỉnh minh họa vào một cổng còn trống, hoặc dựng tiếp tỉnh minh họa đã có."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Up to which year or day; and whether a portal in use is an error or left in peace."""
        parser.add_argument("--year", type=int, help="dựng đến hết năm này (mặc định: đến nay)")
        parser.add_argument("--day", help="dựng đến ngày này (ngày/tháng/năm) thay cho hôm nay")
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="giữ dữ liệu đã có; tỉnh minh họa chưa ai nhập gì thì dựng tiếp",
        )

    def handle(
        self,
        *args: object,
        year: int | None,
        day: str | None,
        if_empty: bool,
        **options: object,
    ) -> None:
        """Raises ``CommandError`` in production, for a year that cannot be told, or where there is
        anything but the first part of the demo."""
        if not settings.EMBEDDED:
            raise CommandError("Dữ liệu minh họa không được nạp vào máy chủ vận hành.")
        until = _until(year, day)
        if not (Agency.objects.exists() and if_empty):
            self._state_facts(until)
        elif until is not None:
            go_on(until, self._say)
        call_command("demo_accounts", stdout=self.stdout)

    def _state_facts(self, until: date | None) -> None:
        alone_built, more_built = is_built()
        if Agency.objects.exists() and not alone_built:
            raise CommandError("Cổng đã có dữ liệu; chỉ nạp minh họa vào cổng còn trống.")
        if more_built or (alone_built and until is None):
            raise CommandError("Cổng đã có dữ liệu minh họa; muốn nạp lại thì cần cổng còn trống.")
        if not alone_built:
            self._say(f"Đang dựng tỉnh minh họa: năm {read_years().alone}…")
            tell_alone()
        if until is not None:
            self._say(f"Đang dựng tiếp tỉnh minh họa đến ngày {short_date(until)}…")
            years = tell_up_to(until)
            stated = f"Đã nạp dữ liệu minh họa các năm {', '.join(map(str, years))}."
            self._say(stated if years else "Ngày này còn quá sớm để dựng tiếp.")

    def _say(self, words: str) -> None:
        """At once: whoever waits for the portal sees what it is doing."""
        self.stdout.write(words)
        self.stdout.flush()


def _until(year: int | None, day: str | None) -> date | None:
    """The day to stand on; None: only the year that is told by itself."""
    years = read_years()
    if day is not None:
        try:
            return parse_date(day)
        except ValueError as error:
            raise CommandError(str(error)) from None
    if year is None:
        return today()
    if year == years.alone:
        return None
    last = default_period(year).end if year > years.since else None
    if last is None or default_period(year).start >= today():
        raise CommandError(
            f"Chỉ có dữ liệu minh họa năm {years.alone} và các năm sau {years.since} đến nay."
        )
    return min(today(), last + timedelta(days=1))
