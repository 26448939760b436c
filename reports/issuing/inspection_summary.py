"""What the summary of a month or quarter is made of: figures of the period, counted together."""

from __future__ import annotations

import re
from datetime import date

from inspections.agencies.models import ReportGroup
from reports.documents.letters.inspection_summary import SENTENCES, Line, Summary
from reports.figures.breaks import ask_breaks
from reports.figures.catalog import ask, cell_key
from reports.figures.illustrative import ask_illustrative
from reports.figures.kinds import GROUP_LABELS, OTHER_GROUP, as_called
from reports.narrative.breakdowns import UNIT_FINDINGS, VIOLATIONS, BreakdownLine, ask_breakdowns
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.periods import Period, parse_period
from tayninh_portal.lib.together import read_together

_TOKEN = re.compile(r"\{([\w.]+)\}")
GROUPS = (*ReportGroup.values, OTHER_GROUP)


def last_month(day: date) -> Period:
    """The last reporting month that is over on ``day``."""
    month = parse_period(f"{day.year}-m{day.month:02d}")
    return month if month.end < day else month.previous()


def counted(period: Period) -> Summary:
    """The summary of ``period``, from one state of the database."""
    keys = {key for words, _, _ in SENTENCES for key in _TOKEN.findall(words)}
    keys |= {f"visits.{group}" for group in GROUPS}
    totals, parts = ask(period, sorted(keys)), ask_breakdowns(period)
    breaks, illustrative = ask_breaks(period.start, period.end), ask_illustrative(period)
    with one_state():
        read_together(*totals.rows, *parts.rows, *breaks.rows, *illustrative.rows)
        figures, found = totals.answer(), parts.answer()
        notes, invented = [each.sentence for each in breaks.answer()], illustrative.answer()
    return Summary(
        period,
        {**figures, **found.figures},
        [_group(group, period) for group in GROUPS if figures[f"visits.{group}"]],
        _lines(found.violations, VIOLATIONS, "trường hợp"),
        _lines(found.unit_findings, UNIT_FINDINGS, "nội dung"),
        notes,
        invented,
    )


def _group(group: str, period: Period) -> Line:
    name = as_called(GROUP_LABELS[group], period.start, period.end)
    return Line(name, f"visits.{group}", "lượt")


def _lines(rows: tuple[BreakdownLine, ...], key: str, unit: str) -> list[Line]:
    return [Line(r.name, cell_key(key, category=r.code), unit) for r in rows if r.total]
