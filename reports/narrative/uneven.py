"""Visits whose head-counts do not add up, each with what the Tổ says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspections.agencies.models import agency_then
from reports.figures.catalog import rows_for
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question

COLUMNS = (
    *("agency_name", "day", "on_roll", "present"),
    *("absent_excused", "absent_unexcused", "absent_unknown", "headcount_note"),
)


@dataclass(frozen=True)
class UnevenLine:
    """One such visit; None is not counted, ``absent`` adds up what was."""

    agency: str
    day: date
    on_roll: int | None
    present: int | None
    absent: int
    note: str


def ask_uneven(period: Period) -> Question[tuple[UnevenLine, ...]]:
    """The lines of a period, by day, to be read together with what they must agree with."""
    visits = rows_for("headcounts.uneven", period)
    rows = visits.annotate(agency_name=agency_then("agency", "day")).values_list(*COLUMNS)

    def answer() -> tuple[UnevenLine, ...]:
        return tuple(
            UnevenLine(name, day, on_roll, present, sum(part or 0 for part in absent), note)
            for name, day, on_roll, present, *absent, note in rows
        )

    return Question((rows,), answer)
