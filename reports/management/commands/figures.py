"""``manage.py figures``: the catalogue in numbers, for people and for machines."""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.figures.catalog import NOUNS, called, compute
from reports.management.periods import add_period_arguments, period_from
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.periods import Period


class Command(BaseCommand):
    """Print every count and sum of the catalogue in one period."""

    help = "In các số liệu của một kỳ báo cáo."

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_arguments(parser)
        parser.add_argument("--json", action="store_true", help="in ra JSON cho máy đọc")

    def handle(
        self, *args: object, year: str | None, period: list[str] | None, **options: object
    ) -> None:
        try:
            asked = period_from(year, period)
        except ValueError as error:
            raise CommandError(str(error)) from None
        numbers = compute(asked)
        if options["json"]:
            days = {"from": asked.start.isoformat(), "to": asked.end.isoformat()}
            self.stdout.write(
                json.dumps({"period": days, "figures": numbers}, ensure_ascii=False, indent=2)
            )
        else:
            self.stdout.write(table(asked, numbers))


def table(period: Period, numbers: dict[str, int]) -> str:
    """The figures as lines of a terminal, numbers in one column at the right."""
    width = max(len(figure.label) for _, figures in NOUNS for figure in figures)
    lines = [f"Số liệu {period.label}"]
    for noun, figures in NOUNS:
        lines += ["", noun]
        lines += [
            f"  {figure.label:<{width}}  {number_vi(numbers[figure.key]):>9} {figure.unit}"
            for figure in (called(each, period) for each in figures)
            if figure.key in numbers
        ]
    return "\n".join(lines)
