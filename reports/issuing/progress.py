"""How far a report is on its way: six steps, done, awaited or ahead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F

from reports.narrative.models import Report, ReportState
from tayninh_portal.lib.together import Question, read
from tayninh_portal.models import Change

S = ReportState
# What each step is called on the screen, and the state that shows it done.
STEPS = (
    ("Dự thảo", None),
    ("Trình lãnh đạo Sở", S.SUBMITTED),
    ("Lãnh đạo Sở duyệt", S.APPROVED),
    ("Trình UBND tỉnh", S.PRESENTED),
    ("Ký", S.SIGNED),
    ("Ban hành", S.ISSUED),
)
_REACHED = {
    S.DRAFT: 0,
    S.RETURNED: 0,
    S.SUBMITTED: 2,
    S.APPROVED: 3,
    S.PRESENTED: 4,
    S.SIGNED: 5,
    S.ISSUED: 6,
}


class ProgressPlace(StrEnum):
    """Where one step is."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


@dataclass(frozen=True)
class ProgressStep:
    """One step; ``at`` when it was done last, None for what is not done."""

    label: str
    place: ProgressPlace
    at: datetime | None = None


def steps_of(report: Report) -> list[ProgressStep]:
    """The six steps of a report; one query. A report that came back begins anew."""
    return read(ask_steps(report))


def ask_steps(report: Report) -> Question[list[ProgressStep]]:
    """``steps_of``, to be read together with something else."""
    # Another bản trình ký is asked for without leaving the step.
    lines = Change.objects.of(report).exclude(from_state="").exclude(from_state=F("to_state"))
    moved = lines.values_list("to_state", "at")
    return Question((moved,), lambda: _steps(report, dict(moved)))


def _steps(report: Report, times: Mapping[str, datetime]) -> list[ProgressStep]:
    reached = _REACHED[S(report.state)]
    steps = []
    for index, (label, state) in enumerate(STEPS):
        if index < reached:
            steps.append(
                ProgressStep(
                    label, ProgressPlace.DONE, times.get(state) if state else report.created_at
                )
            )
        else:
            steps.append(
                ProgressStep(
                    label, ProgressPlace.CURRENT if index == reached else ProgressPlace.AHEAD
                )
            )
    return steps
