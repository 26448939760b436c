"""Try a text of somebody else's report: does it print as it stands, and which of its claims do the
records bear? Nothing is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reports.freezing.composition import composition_of
from reports.freezing.reading import plan_for
from reports.management.periods import period_from, year_from
from reports.narrative.facts import gather
from reports.narrative.models import OutlineSection, Section
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.text import clean_text
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.paper.content import Item, Paragraph, plain_text

# The closing paragraph is of no heading.
_CLOSING = "trên đây là báo cáo"
_MARK = re.compile(r"\s*(?:[IVX]+\.|\d{1,2}[.)]|[a-zđ]\)|[-+])\s*")
# A line is a heading of the outline when it is that much like it.
_LIKE = 0.75


class Command(BaseCommand):
    """Read a text section by section."""

    help = "Thử lời văn của một tệp theo từng mục của đề cương; không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and the year whose records it is held against."""
        parser.add_argument("file", type=Path, help="tệp văn bản, mỗi đoạn một dòng")
        parser.add_argument("--year", help="năm báo cáo (mặc định: năm trước)")

    # Any: what Django's commands are handed.
    def handle(self, *args: Any, **options: Any) -> None:
        """Print for each section what does not print as it stands, and what the checks say."""
        try:
            text = options["file"].read_text(encoding="utf-8")
            year = year_from(options["year"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from None
        with one_state():
            plan = plan_for(year, period_from(options["year"], None))
            facts = gather(plan.period, plan.cutoff)
        headings = [_as_section(heading) for heading in plan.headings]
        written = dict(_parts(text, headings))
        for heading in headings:
            heading.text = "\n".join(written.get(heading.code, ()))
        composition = composition_of(replace(plan, headings=headings), facts, at=timezone.now())
        self._report(headings, composition)

    def _report(self, headings: list[Section], composition: Any) -> None:
        printed = {each.code: each.blocks for each in composition.stated.sections}
        for heading in headings:
            if not heading.text:
                continue
            said = [
                f"{block.marker} {plain_text(block.runs)}"
                if isinstance(block, Item)
                else plain_text(block.runs)
                for block in printed[heading.code]
                if isinstance(block, Paragraph | Item)
            ]
            typed = [" ".join(line.split()) for line in heading.text.splitlines() if line.strip()]
            changed = [line for line in typed if line not in said]
            self.stdout.write(f"{heading.number}. {heading.heading}: {len(typed)} đoạn")
            for line in changed:
                self.stdout.write(f"  in khác: {line}")
            for problem in composition.findings.problems:
                if problem.section == heading.code:
                    self.stdout.write(f"  {problem.check}: {problem.text}")


def _as_section(heading: Section | OutlineSection) -> Section:
    return Section(
        code=heading.code,
        order=heading.order,
        level=heading.level,
        number=heading.number,
        heading=heading.heading,
        is_written=True,
    )


def _parts(text: str, headings: list[Section]) -> Iterator[tuple[str, list[str]]]:
    """Code of a heading → the lines under it; headings in their order, what precedes the first one
    and follows the signature left out."""
    at, lines = -1, list[str]()
    for line in text.splitlines():
        if line.strip().lower().startswith(_CLOSING):
            break
        found = _heading_at(line, headings, at)
        if found is not None:
            if at >= 0:
                yield headings[at].code, lines
            at, lines = found, []
            _, colon, rest = line.partition(":")
            lines += [rest.strip()] if colon and rest.strip() else []
        elif at >= 0 and line.strip():
            lines.append(_checked(line))
    if at >= 0:
        yield headings[at].code, lines


def _heading_at(line: str, headings: list[Section], before: int) -> int | None:
    marked = _MARK.match(line)
    if marked is None:
        return None
    words = fold(line[marked.end() :].partition(":")[0])
    for at in range(before + 1, len(headings)):
        wanted = fold(headings[at].heading)
        # Offices write more behind the heading the outline asks for.
        begun = words[: len(wanted)]
        if SequenceMatcher(None, begun, wanted, autojunk=False).ratio() >= _LIKE:
            return at
    return None


def _checked(line: str) -> str:
    try:
        return clean_text(line.replace("{", "(").replace("}", ")").strip())
    except ValidationError as error:
        raise CommandError(f"{line[:60]}: {' '.join(error.messages)}") from None
