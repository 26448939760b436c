"""``manage.py check_document``: a PDF measured against the decree's table for its kind."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tayninh_portal.lib.dates import number_vi
from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.conformity.findings import BROKEN, HOLDS, REMARK
from tayninh_portal.paper.conformity.sheets import NoPaper
from tayninh_portal.paper.form import KINDS, ND30_2020

HEAD = ("Kết luận", "Quy định", "Thấy trong tệp", "Cho phép")
# Longer ones push what follows to the right and nothing else.
WIDTHS = (10, 30, 44, 0)


class Command(BaseCommand):
    """A line for each rule, and exit 1 where one is broken; nothing is written."""

    help = (
        "Đo một tệp PDF theo thể thức của Nghị định 30/2020/NĐ-CP: từng quy định, thấy gì trong "
        "tệp, cho phép gì, kết luận. Kết thúc với mã 1 khi có quy định không đạt."
    )
    # A file is measured with neither keys nor a database.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="TỆP.pdf")
        parser.add_argument(
            "--kind",
            choices=KINDS,
            default="bao-cao",
            help="loại văn bản (không ghi: bao-cao)",
        )

    def handle(self, *args: object, file: str, kind: str, **options: object) -> None:
        try:
            findings = measure(Path(file).read_bytes(), KINDS[kind])
        except OSError:
            raise CommandError(f"Không mở được tệp {file}.") from None
        except NoPaper as sentence:
            raise CommandError(str(sentence)) from None
        self.stdout.write(f"{ND30_2020.source}; loại văn bản: {KINDS[kind].name.lower()}.")
        self._line(*HEAD)
        for each in findings:
            self._line(each.verdict, each.rule, each.found, each.allowed)
        counts = {word: sum(each.verdict == word for each in findings) for word in (HOLDS, REMARK)}
        said = ", ".join(f"{number_vi(count)} {word}" for word, count in counts.items())
        self.stdout.write(f"Đã đo {number_vi(len(findings))} quy định: {said}.")
        if broken := sum(each.verdict == BROKEN for each in findings):
            raise CommandError(f"Có {number_vi(broken)} quy định không đạt, kể ở trên.")

    def _line(self, *cells: str) -> None:
        padded = [cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)]
        self.stdout.write("  ".join(padded).rstrip())
