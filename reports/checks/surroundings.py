"""What stands around a report, for its checks: the period before, other reports, rounds over the
edge, and what was accepted of the warnings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from reports.checks.accepted import AcceptedWarning
from reports.checks.context import OtherReport, Surroundings
from reports.checks.models import Acceptance
from reports.figures.self_inspections import ask_rounds_across
from reports.narrative.before import ask_before
from reports.narrative.models import Report
from tayninh_portal.access import DEPARTMENT
from tayninh_portal.lib.dates import local_day
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read
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
    asked, others = ask_before(period), _others(period, report)
    across, accepted = ask_rounds_across(period), _ask_accepted(report)

    def then() -> Question[Surroundings]:
        before = asked.answer()

        def answer() -> Surroundings:
            return Surroundings(
                before=before.answer(),
                others=tuple(OtherReport(_name(other), other.period, other.pk) for other in others),
                rounds_across=across.answer(),
                acceptances=accepted.answer(),
            )

        return Question(before.rows, answer)

    return Question((*asked.rows, others, *across.rows, *accepted.rows), then)


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
            identity=(row.check_name, row.section, row.subject),
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
