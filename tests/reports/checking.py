"""What the checks look at, made of the records of a test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reports.checks.context import ALONE, CheckContext
from reports.narrative.before import Before
from reports.narrative.facts import gather
from reports.narrative.outlines import FIRST_OUTLINE
from reports.narrative.tables import annexes
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Block, Paragraph, runs
from tayninh_portal.paper.wording import WordingSection

YEAR = parse_period("calendar-2019")


def a_context(figures: Mapping[str, int] | None = None, **changes: Any) -> CheckContext:
    """The context of 2019 over what is recorded, with ``figures`` in place of some counted ones.

    No words and no annexes unless given; counted in the week after the year.
    """
    facts = gather(YEAR)
    facts = replace(facts, figures={**facts.figures, **(figures or {})})
    before = Before(YEAR.previous(), changes.pop("previous", {}), changes.pop("breaks", ()))
    around = {name: changes.pop(name) for name in list(changes) if hasattr(ALONE, name)}
    around.setdefault("before", before if before.figures or before.breaks else None)
    context = CheckContext(
        facts=facts,
        sections=(),
        annexes=(),
        written=(),
        period=YEAR,
        cutoff=YEAR.end,
        counted_on=date(2020, 1, 7),
        around=replace(ALONE, **around),
    )
    return replace(context, **changes)


def with_annexes(context: CheckContext) -> CheckContext:
    """The same with the annexes its facts make."""
    return replace(context, annexes=annexes(context.facts))


def a_section(*blocks: Block | str, code: str = "inspections") -> WordingSection:
    """A section that says these blocks; words stand for a paragraph."""
    made = (Paragraph(runs(block)) if isinstance(block, str) else block for block in blocks)
    return WordingSection(code, 3, "a", "Kết quả kiểm tra", tuple(made))


def the_outline() -> tuple[WordingSection, ...]:
    """The headings of the Ministry with nothing under them."""
    return tuple(WordingSection(*line, ()) for line in FIRST_OUTLINE)
