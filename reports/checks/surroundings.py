"""What stands around a report, for its checks: the period before, other reports, rounds over the
edge, and what was accepted of the warnings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import QuerySet

from reports.checks.accepted import AcceptedWarning
from reports.checks.context import OtherReport, Surroundings
from reports.checks.models import Acceptance
from reports.figures.breaks import Break, ask_breaks
from reports.figures.catalog import ask
from reports.figures.self_inspections import ask_rounds_across
from reports.narrative.models import Report
from tayninh_portal.access import DEPARTMENT
from tayninh_portal.lib.dates import local_day
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read, read_together
from tayninh_portal.models import Appointment


def surroundings_of(period: Period, report: Report | None = None) -> Surroundings:
    """The surroundings of ``period`` as ``report`` tells it; call it inside ``one_state()``."""
    return read(read(ask_surroundings(period, report)))


def ask_surroundings(
    period: Period, report: Report | None = None
) -> Question[Question[Surroundings]]:
    """``surroundings_of``, to be read together with something else.

    The first answer asks for the second: the period before is counted where no report told it.
    """
    before = _period_before(period)
    stated, others = _stated(before or period), _others(period, report)
    across, accepted = ask_rounds_across(period), _ask_accepted(report)

    def then() -> Question[Surroundings]:
        previous = _ask_previous(before, stated)
        breaks = ask_breaks((before or period).start, period.end)

        def answer() -> Surroundings:
            return Surroundings(
                previous=previous.answer(),
                previous_period=before,
                breaks=breaks.answer(),
                others=tuple(OtherReport(_name(other), other.period) for other in others),
                rounds_across=across.answer(),
                acceptances=accepted.answer(),
            )

        return Question((*previous.rows, *breaks.rows), answer)

    return Question((stated, others, *across.rows, *accepted.rows), then)


@dataclass(frozen=True)
class Before:
    """The period before one: its figures, the ``report`` issued for it that they are of (None:
    they were counted today), and the breaks of the registry in between."""

    period: Period
    figures: Mapping[str, int]
    report: Report | None
    breaks: tuple[Break, ...]


def figures_before(period: Period) -> Before | None:
    """What the checks compare the figures of ``period`` with; None before the first year the portal
    knows. Call it inside ``one_state()``; two queries at the most."""
    before = _period_before(period)
    if before is None:
        return None
    stated, breaks = _stated(before), ask_breaks(before.start, period.end)
    read_together(stated, *breaks.rows)
    of_freeze = (row for row in stated if row.submitted_snapshot and row.submitted_snapshot.freeze)
    found = next(of_freeze, None)
    return Before(before, read(_ask_previous(before, stated)), found, breaks.answer())


def _period_before(period: Period) -> Period | None:
    """The one before; none before the first year the portal knows."""
    try:
        return period.previous()
    except ValueError:
        return None


def _stated(period: Period) -> QuerySet[Report]:
    """The report issued for just these days, if there is one."""
    stated = Report.objects.in_force().filter(period_start=period.start, period_end=period.end)
    return stated.select_related("submitted_snapshot__freeze").order_by("-pk")[:1]


def _ask_previous(before: Period | None, stated: QuerySet[Report]) -> Question[Mapping[str, int]]:
    """The figures the report issued for these days stands on, else a count of today's records."""
    if before is None:
        return Question((), dict)
    for report in stated:
        if report.submitted_snapshot and report.submitted_snapshot.freeze:
            return Question((), partial(dict, report.submitted_snapshot.freeze.figures))
    counted = ask(before)
    return Question(counted.rows, counted.answer)


def _others(period: Period, report: Report | None) -> QuerySet[Report]:
    """Issued reports in force that share days with ``period``, but those this one replaces."""
    others = Report.objects.in_force().filter(
        period_start__lte=period.end, period_end__gte=period.start
    )
    if report is not None:
        others = others.exclude(pk__in=[report.pk, report.replaces_id or report.pk])
    return others.select_related("issuance").order_by("period_start", "pk")


def _name(report: Report) -> str:
    return f"{report} (số {report.issuance})"


def _ask_accepted(report: Report | None) -> Question[tuple[AcceptedWarning, ...]]:
    """The acceptances of ``report``, the first one first, with the post each was given in."""
    if report is None:
        return Question((), tuple)
    given = report.acceptances.select_related("by")
    held = Appointment.objects.filter(
        user__in=report.acceptances.order_by().values("by"), role__in=DEPARTMENT
    ).order_by("pk")
    return Question((given, held), lambda: _accepted(given, held))


def _accepted(
    rows: Iterable[Acceptance], held: Iterable[Appointment]
) -> tuple[AcceptedWarning, ...]:
    posts: dict[int, list[Appointment]] = {}
    for post in held:
        posts.setdefault(post.user_id, []).append(post)
    return tuple(
        AcceptedWarning(
            fingerprint=row.fingerprint,
            section=row.section,
            text=row.text,
            reason=row.reason,
            name=row.by.get_full_name(),
            title=_title_on(local_day(row.at), posts.get(row.by_id, [])),
            day=local_day(row.at),
        )
        for row in rows
    )


def _title_on(day: date, posts: list[Appointment]) -> str:
    """The title borne on a day; empty where no post of the Sở is known for it."""
    held = (post for post in posts if post.starts_on <= day <= (post.ends_on or date.max))
    return next((post.title for post in held), "")
