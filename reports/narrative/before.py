"""The period before: what a report compares its own numbers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet

from reports.figures.breaks import Break, ask_breaks
from reports.figures.catalog import ask
from reports.narrative.breakdowns import ask_breakdowns
from reports.narrative.further_parts import ask_further_parts
from reports.narrative.models import Report
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read

# Whether anything was recorded of a period: agencies stand in the registry of any.
_RECORDED = (
    "visits.total",
    "complaints.total",
    "self_inspections.total.due",
    "implementation.agencies",
)


def is_recorded(figures: Mapping[str, int]) -> bool:
    """Whether any record lies in the period of these figures."""
    return any(figures.get(key) for key in _RECORDED)


@dataclass(frozen=True)
class Before:
    """Figures of the period before, as the report issued for it said, else counted.

    ``breaks`` of the registry, between its first day and the last of the period that follows.
    """

    period: Period
    figures: Mapping[str, int]
    breaks: tuple[Break, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything was recorded of it: years before the portal are no zero."""
        return is_recorded(self.figures)


def before(period: Period) -> Before | None:
    """The period before ``period``; None before the first year the portal knows."""
    return read(read(ask_before(period)))


def ask_before(period: Period) -> Question[Question[Before | None]]:
    """``before``, to be read together with something else.

    The first answer asks for the second: the period is counted where no report told it.
    """
    earlier = _before(period)
    if earlier is None:
        return Question((), lambda: Question((), lambda: None))
    stated = _stated(earlier)

    def then() -> Question[Before | None]:
        figures, breaks = _ask_figures(earlier, stated), ask_breaks(earlier.start, period.end)
        return Question(
            (*figures.rows, *breaks.rows),
            lambda: Before(earlier, figures.answer(), breaks.answer()),
        )

    return Question((stated,), then)


def _before(period: Period) -> Period | None:
    try:
        return period.previous()
    except ValueError:
        return None


def _stated(period: Period) -> QuerySet[Report]:
    """The report issued for just these days, if there is one."""
    stated = Report.objects.in_force().filter(period_start=period.start, period_end=period.end)
    return stated.select_related("submitted_snapshot__freeze").order_by("-pk")[:1]


def _ask_figures(period: Period, stated: QuerySet[Report]) -> Question[Mapping[str, int]]:
    """The figures the report issued for these days stands on, else a count of today's records;
    with the parts that are told, as the figures of a report have them."""
    for report in stated:
        if report.submitted_snapshot and report.submitted_snapshot.freeze:
            return Question((), partial(dict, report.submitted_snapshot.freeze.told))
    counted, parts = ask(period), ask_breakdowns(period)
    more = ask_further_parts(period, None)
    return Question(
        (*counted.rows, *parts.rows, *more.rows),
        lambda: {**counted.answer(), **parts.answer().figures, **more.answer().figures},
    )
