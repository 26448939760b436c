"""``manage.py build_report``: the annual report as PDF or DOCX, its annexes, its data as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.documents.drawing import draw, draw_annexes, draw_word
from reports.freezing.composition import compose
from reports.freezing.reading import plan_for
from reports.issuing.models import Issuance
from reports.issuing.renderings import issued_as, version_of
from reports.management.periods import add_period_arguments, period_from, year_from
from reports.narrative.facts import gather
from reports.narrative.models import Report
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.files import CannotWrite, write_atomically
from tayninh_portal.paper.content import Block, Chart, Item, Paragraph, Table, plain_text
from tayninh_portal.paper.pdf import PaperUnavailable
from tayninh_portal.paper.wording import deserialize

DRAWN: dict[str, Callable[..., bytes]] = {
    ".pdf": draw,
    ".docx": draw_word,
    ".xlsx": draw_annexes,
}
SUFFIXES = (*DRAWN, ".json")


class Command(BaseCommand):
    """Write one file, whole or not at all; nothing is changed in the database."""

    help = (
        "Lập báo cáo năm ra tệp PDF hoặc DOCX, các phụ lục ra tệp XLSX, số liệu và nội dung từng "
        "mục ra tệp JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_period_arguments(parser)
        parser.add_argument(
            "--output", metavar="TỆP", help="tệp .pdf, .docx, .xlsx hoặc .json sẽ ghi"
        )

    def handle(
        self,
        *args: object,
        year: str | None,
        period: list[str] | None,
        output: str | None,
        **options: object,
    ) -> None:
        path = Path(output or "")
        if path.suffix.lower() not in SUFFIXES:
            raise CommandError(
                "Hãy cho biết tệp cần ghi, tên kết thúc bằng .pdf, .docx, .xlsx hoặc .json."
            )
        try:
            content, issuance = stated(year, period)
            write_atomically(path, as_file(path.suffix.lower(), content, issuance))
        except (ValueError, CannotWrite) as error:
            raise CommandError(str(error)) from None
        except PaperUnavailable as error:
            raise CommandError(error.reason) from None
        self.stdout.write(f"Đã ghi tệp {path}.")
        if issuance is not None:
            day = short_date(issuance.issued_on)
            self.stdout.write(f"Đây là báo cáo số {issuance} ngày {day}, đang có hiệu lực.")


def stated(
    year_text: str | None, period_text: list[str] | None
) -> tuple[dict[str, Any], Issuance | None]:
    """What the report of the year says: as it was issued where one is in force, else as of now.

    A draft that is to replace it says nothing before its own issue; another period than that of the
    issued report is told anew. ValueError with a sentence where there is nothing.
    """
    year = year_from(year_text)
    with one_state():
        issued = Report.objects.annual_of(year).in_force().first()
        period = period_from(year_text, period_text)
        if issued is not None and issued.period == period:
            return issued.issuance.snapshot.content, issued.issuance
        plan = plan_for(year, period)
        facts = gather(period, plan.cutoff, keys=plan.keys)
        if facts.is_empty and not plan.version:
            raise ValueError(
                f"Không lập được báo cáo năm {year}: cổng không có hồ sơ nào {period.day_range} và "
                "năm này chưa có báo cáo."
            )
        return compose(plan, facts, at=timezone.now()), None


def as_file(suffix: str, content: dict[str, Any], issuance: Issuance | None = None) -> bytes:
    """The issued paper with its number, in the version it was issued with, or a draft; as JSON
    what it says. ValueError for the annexes of a paper that has none."""
    if suffix == ".json":
        return as_json(content)
    drawn = DRAWN[suffix]
    if issuance is None:
        return drawn(content, "draft")
    return drawn(content, "issued", issued_as(issuance), version=version_of(issuance))


def as_json(content: dict[str, Any]) -> bytes:
    """Period, figures, and the words of each section, for machines."""
    paper = deserialize(content)
    plain = {
        "period": {"from": paper.period_start.isoformat(), "to": paper.period_end.isoformat()},
        # The catalogue, as `figures --json` says it; cells stand in the tables of their sections.
        "figures": {key: n for key, n in content["figures"].items() if "@" not in key},
        "sections": [
            {
                "code": section.code,
                "number": section.number,
                "heading": section.heading,
                "text": [line for block in section.blocks for line in _lines(block)],
            }
            for section in paper.sections
        ],
    }
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph | Item):
        return [plain_text(block.runs)]
    if isinstance(block, Table):
        head = " | ".join(column.label for column in block.columns)
        rows = [" | ".join(plain_text(cell) for cell in cells) for cells in block.all_rows()]
        return [block.caption, head, *rows]
    if isinstance(block, Chart):
        return [block.title, block.alternative]
    return [block.text]
