"""A figure far from that of the period before is a mistake or news; either way somebody looks.

Far is: the period before had at least ten (below that a share says nothing) and more than half of
them are gone or came on top, down to none; or it had fewer, but some, and now there are more than
ten times as many, which a slip of the keyboard does as well. From none to some is no comparison:
the portal may not have had the records.

Across a break of the registry (01/7/2025) groups and lists of agencies are not the same, so
figures by group and those over agencies due are left out.

What grew or shrank with its whole is told with the whole alone: half as many visits again find half
as many people again at their desks, and nobody learns from being told so nine times.
"""

from __future__ import annotations

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.figures.catalog import CATALOG
from reports.figures.kinds import GROUP_LABELS
from tayninh_portal.lib.dates import number_vi

ENOUGH = 10
TIMES = 10
# figure → the whole it goes with
FOLLOWS = {
    "visits.agencies": "visits.total",
    "visits.surprise": "visits.total",
    "visits.without_findings": "visits.total",
    "headcounts.visits": "visits.total",
    "headcounts.on_roll": "visits.total",
    "headcounts.present": "visits.total",
    "headcounts.absent_unexcused": "visits.total",
    "violations.recommended": "violations.total",
    "handlings.recommended": "violations.total",
    "complaints.handled": "complaints.total",
    "complaints.due": "complaints.total",
    "complaints.on_time": "complaints.total",
    "remedies.done": "remedies.due",
}


def far_from_last_year(context: CheckContext) -> list[CheckProblem]:
    """A warning for each figure the report prints, at the first place it does."""
    found = []
    first: dict[str, str] = {}
    for section, figure in context.printed():
        if section and figure.key in CATALOG:
            first.setdefault(figure.key, section)
    for key, section in first.items():
        now, before = context.figures[key], context.around.previous.get(key, 0)
        if is_far(now, before) and _comparable(context, key) and not _follows(context, key):
            found.append(_problem(context, key, section, now, before))
    return found


def is_far(now: int, before: int) -> bool:
    """Whether a number is too far from the one before to go up without a word."""
    if before >= ENOUGH:
        return 2 * abs(now - before) > before
    return before > 0 and now > TIMES * before


def _follows(context: CheckContext, key: str) -> bool:
    """Whether the whole is far too, and the figure no farther than the whole."""
    if key not in FOLLOWS:
        return False
    whole, before = (
        numbers.get(FOLLOWS[key], 0) for numbers in (context.figures, context.around.previous)
    )
    if not is_far(whole, before):
        return False
    expected = round(context.around.previous[key] * whole / before)
    return not is_far(context.figures[key], expected)


def _comparable(context: CheckContext, key: str) -> bool:
    if not context.around.breaks:
        return True
    parts = key.split(".")
    return parts[0] != "self_inspections" and not set(parts) & set(GROUP_LABELS)


def _problem(context: CheckContext, key: str, section: str, now: int, before: int) -> CheckProblem:
    period = context.around.previous_period
    when = f"kỳ trước ({period.name})" if period else "kỳ trước"
    label, unit = context.facts.label(key), CATALOG[key].unit
    how = "giảm còn" if now < before else "tăng lên"
    return CheckProblem(
        Level.WARNING,
        "far_from_last_year",
        section,
        f"{label}: {when} là {number_vi(before)} {unit}, kỳ này {how} {number_vi(now)}.",
        "Mở số liệu xem có hồ sơ nhập thiếu, nhập thừa hay sai số lượng không; nếu đúng, chấp nhận "
        "và ghi nguyên nhân.",
        key,
    )
