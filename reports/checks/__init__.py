"""Consistency checks of a report: each is a pure function of the context and returns problems.

Errors block the report from going up, warnings until somebody accepts them with a reason; notes
block nothing, and none of them ever blocks writing.
"""

from __future__ import annotations

from collections.abc import Callable

from reports.checks.claims import claims
from reports.checks.context import CheckContext
from reports.checks.done_within_due import done_within_due
from reports.checks.due_accounted import due_accounted
from reports.checks.far_from_last_year import far_from_last_year
from reports.checks.figures_stated import figures_stated
from reports.checks.frozen_before_end import frozen_before_end
from reports.checks.nothing_follows import nothing_follows
from reports.checks.parts_add_up import parts_add_up
from reports.checks.period_reported import period_reported
from reports.checks.problems import CheckProblem, Level
from reports.checks.rounds_across import rounds_across
from reports.checks.sections_unconfirmed import sections_unconfirmed
from reports.checks.sections_written import sections_written
from reports.checks.small_counts import small_counts
from reports.checks.two_denominators import two_denominators
from reports.checks.typed_numbers import typed_numbers
from reports.checks.vague_words import vague_words

Check = Callable[[CheckContext], list[CheckProblem]]
CHECKS: tuple[Check, ...] = (
    period_reported,
    frozen_before_end,
    parts_add_up,
    done_within_due,
    two_denominators,
    due_accounted,
    rounds_across,
    far_from_last_year,
    small_counts,
    sections_written,
    sections_unconfirmed,
    figures_stated,
    typed_numbers,
    vague_words,
    claims,
    nothing_follows,
)
_LEVELS = list(Level)


def problems_of(context: CheckContext) -> tuple[CheckProblem, ...]:
    """What every check finds: errors first, then in the order of the headings and of ``CHECKS``.

    What is about the whole report stands before what is about a heading. Two checks never say the
    same thing twice: a problem that is found again is left out.
    """
    places = [section.code for section in context.sections]

    def place(problem: CheckProblem) -> tuple[int, int]:
        at = places.index(problem.section) if problem.section in places else -1
        return _LEVELS.index(problem.level), at

    found = dict.fromkeys(problem for check in CHECKS for problem in check(context))
    return tuple(sorted(found, key=place))
