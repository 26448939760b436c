"""Consistency checks of a report: each takes figures and sections and returns problems.

A check never blocks a draft; it says what does not fit, and at which heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.checks.done_within_due import done_within_due
from reports.checks.parts_add_up import parts_add_up
from reports.checks.problems import Problem
from reports.checks.sections_written import sections_written
from reports.documents.told import ToldSection

CHECKS = (parts_add_up, done_within_due, sections_written)


def problems_of(figures: Mapping[str, int], sections: Sequence[ToldSection]) -> tuple[Problem, ...]:
    """What every check finds, in the order of ``CHECKS``."""
    return tuple(problem for check in CHECKS for problem in check(figures, sections))
