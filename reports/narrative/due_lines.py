"""Agencies due in the rounds of a period, one line each, with what became of their results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.rounds.models import Held, SubmissionState
from inspections.submissions.models import Submission
from reports.figures.catalog import ask_by, rows_for
from reports.figures.counting import Cell
from reports.figures.kinds import GROUP_LABELS, WITHOUT_TOWNS_FROM
from reports.figures.names import Borne, distinct_names
from reports.figures.self_inspections import submissions_of_due
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question


@dataclass(frozen=True)
class DueLine:
    """An agency due in a round. Numbers are None where no accepted result gives them.

    ``is_late``: sent, but first after the round's last day to send; ``is_overdue``: that day passed
    and nothing is sent, or what was sent is returned. ``without_towns``: the list of its round is
    of a day on which communes were xã and phường only.
    """

    agency: int
    round: int
    round_title: str
    name: str
    group: str
    filed_on: date | None
    accepted_on: date | None
    held: int | None
    violations: int | None
    is_late: bool = False
    is_overdue: bool = False
    without_towns: bool = False


def ask_due(period: Period) -> Question[tuple[DueLine, ...]]:
    """The lines, by group and name, to be read together with something else."""
    held = ask_by(["self_inspections.held"], ("agency", "round"), period)
    violations = ask_by(["self_inspections.violations"], ("agency", "round"), period)
    due = rows_for("self_inspections.total.due", period).select_related("agency")
    sent = submissions_of_due(period)

    def answer() -> tuple[DueLine, ...]:
        by_number = {submission.pk: submission for submission in sent}
        return _due(list(due), by_number, held.answer(), violations.answer())

    return Question((*held.rows, *violations.rows, due, sent), answer)


def _due(
    rows: list[Any],
    sent: Mapping[int, Submission],
    held: Mapping[Cell, Mapping[str, int]],
    violations: Mapping[Cell, Mapping[str, int]],
) -> tuple[DueLine, ...]:
    order = list(GROUP_LABELS)
    rows.sort(key=lambda row: (order.index(row.group), row.agency.name_key, row.round_id))
    days = {
        number: distinct_names(
            Borne(r.agency.pk, r.agency_name, r.agency.starts_on, r.agency.ends_on)
            for r in rows
            if r.round_id == number
        )
        for number in {row.round_id for row in rows}
    }
    lines = []
    for row in rows:
        cell = (row.agency_id, row.round_id)
        submission = sent.get(row.submission_id)
        counted = (
            submission is not None
            and submission.state == SubmissionState.ACCEPTED
            and submission.held == Held.HELD
        )
        reported = violations.get(cell, {}).get("self_inspections.violations", 0)
        lines.append(
            DueLine(
                agency=row.agency_id,
                round=row.round_id,
                round_title=row.round.title,
                name=row.agency_name + days[row.round_id][row.agency_id],
                group=row.group,
                filed_on=submission.filed_on if submission and row.is_filed else None,
                accepted_on=submission.accepted_on if submission and row.is_accepted else None,
                held=held[cell]["self_inspections.held"] if counted else None,
                violations=reported if counted else None,
                is_late=row.is_late,
                is_overdue=not row.is_filed and row.is_past_due,
                without_towns=row.round.reference_day >= WITHOUT_TOWNS_FROM,
            )
        )
    return tuple(lines)
