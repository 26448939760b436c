"""What stands around a report, for its checks: the period before, other reports, rounds over the
edge, and what was accepted of the warnings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reports.checks.accepted import AcceptedWarning
from reports.checks.context import OtherReport, Surroundings
from reports.figures.breaks import breaks_between
from reports.figures.catalog import compute
from reports.figures.self_inspections import rounds_across
from reports.narrative.models import Report
from tayninh_portal.access import DEPARTMENT
from tayninh_portal.lib.dates import local_day
from tayninh_portal.lib.periods import Period
from tayninh_portal.models import Appointment


def surroundings_of(period: Period, report: Report | None = None) -> Surroundings:
    """The surroundings of ``period`` as ``report`` tells it; call it inside ``one_state()``."""
    before = _period_before(period)
    return Surroundings(
        previous=_figures_of(before) if before else {},
        previous_period=before,
        breaks=breaks_between((before or period).start, period.end),
        others=_others(period, report),
        rounds_across=tuple(rounds_across(period)),
        acceptances=_accepted_in(report) if report else (),
    )


def _period_before(period: Period) -> Period | None:
    """The one before; none before the first year the portal knows."""
    try:
        return period.previous()
    except ValueError:
        return None


def _figures_of(period: Period) -> Mapping[str, int]:
    """The figures the report issued for these days stands on, else a count of today's records."""
    told = (
        Report.objects.in_force()
        .filter(period_start=period.start, period_end=period.end)
        .select_related("submitted_snapshot__freeze")
        .order_by("-pk")
        .first()
    )
    if told and told.submitted_snapshot and told.submitted_snapshot.freeze:
        return dict(told.submitted_snapshot.freeze.figures)
    return compute(period)


def _others(period: Period, report: Report | None) -> tuple[OtherReport, ...]:
    """Issued reports in force that share days with ``period``, but those this one replaces."""
    others = Report.objects.in_force().filter(
        period_start__lte=period.end, period_end__gte=period.start
    )
    if report is not None:
        others = others.exclude(pk__in=[report.pk, report.replaces_id or report.pk])
    named = others.select_related("issuance").order_by("period_start", "pk")
    return tuple(OtherReport(_name(other), other.period) for other in named)


def _name(report: Report) -> str:
    return f"{report} (số {report.issuance})"


def _accepted_in(report: Report) -> tuple[AcceptedWarning, ...]:
    """The acceptances of ``report``, the first one first, with the post each was given in."""
    rows = list(report.acceptances.select_related("by"))
    posts: dict[int, list[Appointment]] = {}
    held = Appointment.objects.filter(user__in=[row.by_id for row in rows], role__in=DEPARTMENT)
    for post in held.order_by("pk"):
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
