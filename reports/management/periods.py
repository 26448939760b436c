"""The period of a command: ``--year``, ``--period``, and one sentence for what cannot be read."""

from __future__ import annotations

import re

from django.core.management.base import CommandParser

from reports.narrative.reports import period_of_year
from tayninh_portal.lib.dates import parse_date
from tayninh_portal.lib.periods import FIRST_YEAR, LAST_YEAR, Period, parse_period


def add_period_arguments(parser: CommandParser) -> None:
    """``--year 2019``; ``--period calendar-2019`` or ``--period 2019-01-01 2019-12-31``.

    Read as text: a slip is answered in Vietnamese, not by the argument parser.
    """
    parser.add_argument("--year", metavar="NĂM", help="năm báo cáo, ví dụ 2019")
    parser.add_argument(
        "--period",
        nargs="*",
        metavar="KỲ",
        help="kỳ báo cáo: 2019, calendar-2019, 2019-q3 …, hoặc hai ngày",
    )


def year_from(text: str | None) -> int:
    """The year typed; ValueError with a sentence."""
    if text is None:
        raise ValueError("Hãy cho biết năm báo cáo, ví dụ --year 2019.")
    if not re.fullmatch(r"[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(
            f"Năm “{text}” không hợp lệ; viết năm bằng bốn chữ số, từ {FIRST_YEAR} đến {LAST_YEAR}."
        )
    return int(text)


def period_from(year: str | None, period: list[str] | None) -> Period:
    """The period asked for: ``--period`` where given, else the one the year stands for."""
    if period is None:
        return period_of_year(year_from(year))
    if len(period) == 1:
        return parse_period(period[0])
    if len(period) == 2:
        start, end = (parse_date(text) for text in period)
        return parse_period(f"{start.isoformat()}..{end.isoformat()}")
    raise ValueError("Tham số --period nhận tên một kỳ, ví dụ calendar-2019, hoặc hai ngày.")
