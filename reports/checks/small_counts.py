"""A count so small that it names a person.

“Sở Y tế: 01 trường hợp đi muộn” tells everybody at that Sở who it was, and Luật Bảo vệ dữ liệu cá
nhân (91/2025/QH15) protects what identifies a person as it protects the name. So a number of one or
two persons is looked at wherever the report says, or lets one work out, at which single agency: in
a row of that agency, in a cell of a group or a month where only one agency had violations (an annex
says which), or in typed words that name an agency.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from reports.checks.context import CheckContext, cells_of
from reports.checks.problems import CheckProblem, Level, named
from reports.checks.remedies import REWRITE
from reports.figures.kinds import GROUP_LABELS
from reports.figures.names import without_days
from reports.narrative.facts import Facts
from tayninh_portal.paper.content import Block, Figure

NAME = "small_counts"
# The fewest persons of one agency that may be told without asking: one of three is still a guess,
# one of two knows the other. The usual k of statistical offices.
FEWEST = 3
# Figures that count persons at fault, or cases of them.
PERSONS = ("violations.", "handlings.", "head_criticisms.")
OWN_CASES = "self_inspections.violations"
# It stands in nearly every sentence, as the one who inspects, receives, collects.
ACTOR = "Sở Nội vụ"
_TYPED = re.compile(
    r"(?<![\d/.,])(?:0?[12]|một|hai) (?:trường hợp|người|cá nhân|cán bộ|công chức|viên chức|"
    r"lao động|lãnh đạo|vi phạm|vụ)",
    re.IGNORECASE,
)
ADVICE = (
    "Gộp các cơ quan thành nhóm hoặc bỏ chi tiết này, nhất là khi báo cáo được công khai; nếu phải "
    "giữ, chấp nhận và ghi lý do."
)


def small_counts(context: CheckContext) -> list[CheckProblem]:
    """A warning for each section and each annex with such numbers, and for each typed sentence."""
    found = []
    for section in context.sections:
        agencies = _agencies(context.facts, section.blocks)
        found += _problem(section.code, f"Mục “{section.heading}”", agencies, "")
    for annex in context.annexes:
        agencies = _agencies(context.facts, annex.blocks)
        found += _problem("", f"Phụ lục “{annex.title}”", agencies, annex.title)
    return [*found, *_typed(context)]


def _problem(section: str, place: str, agencies: list[str], annex: str) -> list[CheckProblem]:
    if not agencies:
        return []
    text = (
        f"{place} cho biết số người vi phạm dưới {FEWEST} tại từng cơ quan, có thể nhận ra người "
        f"vi phạm: {named(agencies)}."
    )
    # A sheet that is handed on must not lead its readers to the very rows.
    on_paper = f"{place} cho biết số người vi phạm dưới {FEWEST} tại từng cơ quan."
    return [
        CheckProblem(
            Level.WARNING,
            NAME,
            section,
            text,
            ADVICE,
            on_paper=on_paper,
            subject=annex or "section",
            remedies=() if annex else (REWRITE,),
        )
    ]


def _agencies(facts: Facts, blocks: Iterable[Block]) -> list[str]:
    """Each single agency a small number of these blocks is about, once, as they stand."""
    found = (
        agency
        for block in blocks
        for cell in cells_of(block)
        for run in cell
        if isinstance(run, Figure) and isinstance(run.value, int) and 0 < run.value < FEWEST
        for agency in _only_agency(facts, run.key)
    )
    return list(dict.fromkeys(found))


def _only_agency(facts: Facts, key: str) -> Iterator[str]:
    """The one agency a number of persons is about; none where it may be about several."""
    name, _, cell = key.partition("@")
    parts = dict(part.partition("=")[::2] for part in cell.split(",") if part)
    if name == OWN_CASES:
        lines = [(line.agency, line.name) for line in facts.due if line.violations]
    elif name.startswith(PERSONS):
        last = parts.get("group") or name.rpartition(".")[2]
        group = last if last in GROUP_LABELS else ""
        lines = [
            (line.agency, line.names[-1])
            for line in facts.visited
            if line.violations
            and group in ("", line.group)
            and _held(facts, line.days, parts.get("month", ""))
        ]
    else:
        return
    if "agency" in parts:
        lines = [line for line in lines if str(line[0]) == parts["agency"]]
    if len({agency for agency, _ in lines}) == 1:
        yield lines[0][1]


def _held(facts: Facts, days: Iterable[date], month: str) -> bool:
    """Whether one of the days lies in the month, if a month is named."""
    named = [line for line in facts.months if line.month == month]
    return not named or any(named[0].start <= day <= named[0].end for day in days)


def _typed(context: CheckContext) -> Iterator[CheckProblem]:
    names = {without_days(name) for line in context.facts.visited for name in line.names}
    names |= {without_days(line.name) for line in context.facts.due}
    names.discard(ACTOR)
    for section in context.written:
        for line in section.text.splitlines():
            named = sorted(name for name in names if name in line)
            if named and (number := _TYPED.search(line)):
                text = (
                    f"Lời văn ghi “{number[0]}” cùng tên cơ quan ({'; '.join(named)}), có thể nhận "
                    "ra người vi phạm."
                )
                on_paper = "Lời văn ghi số người vi phạm cùng tên cơ quan."
                yield CheckProblem(
                    Level.WARNING,
                    NAME,
                    section.code,
                    text,
                    ADVICE,
                    on_paper=on_paper,
                    subject="; ".join(named),
                    remedies=(REWRITE,),
                )
