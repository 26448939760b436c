"""What a report is told from, read in one state of the database and in two statements.

The first reads what belongs to the report; the second counts, over the period and with the figures
the report's words name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspections.cited_documents.actions import cite, documents_of
from reports.checks.context import ALONE, Surroundings
from reports.checks.surroundings import ask_surroundings, surroundings_of
from reports.freezing.frozen import facts_in, kept_of
from reports.freezing.models import Freeze
from reports.narrative import tokens
from reports.narrative.facts import Facts, ask_facts
from reports.narrative.models import Outline, OutlineSection, Report, Section
from reports.narrative.reports import DEFAULT_TITLE
from reports.narrative.words import lowered
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import read_together


@dataclass(frozen=True)
class ReportPlan:
    """What is to be told: a report's own facts, or those of a year that has no report yet."""

    year: int
    period: Period
    title: str
    request: str
    headings: Sequence[Section | OutlineSection]
    is_illustrative: bool = False
    version: int = 0
    cutoff: date | None = None
    around: Surroundings = ALONE
    # The day its facts were counted, None for that of telling.
    counted_on: date | None = None
    # Full citations of the documents attached to it.
    citations: tuple[str, ...] = ()
    # The issued report it stands in place of, as a sentence names it; '' for none.
    replaces: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Counts and sums its words name."""
        return tokens.keys_of(each.text for each in self.headings if isinstance(each, Section))


@dataclass(frozen=True)
class Reading:
    """A report as it stands: ``plan``, the ``freeze`` it is told from (None before it first went
    up), and ``counted``, the facts of this minute, None where nobody asked for them.

    ``sections``: those of the report that print, as the plan's headings.
    """

    report: Report
    sections: Sequence[Section]
    plan: ReportPlan
    freeze: Freeze | None
    counted: Facts | None

    def told_from(self) -> tuple[ReportPlan, Facts]:
        """The plan and the facts its writers read: the frozen ones once there are any."""
        if self.freeze is not None:
            return frozen_plan(self.plan, self.freeze)
        assert self.counted is not None  # read where there is no freeze
        return self.plan, self.counted


def reading_of(report: Report, *, anew: bool = False) -> Reading:
    """The report read once more, with all it is told from; call it inside ``one_state()``.

    ``anew``: count also where its numbers are frozen.
    """
    now = Report.objects.filter(pk=report.pk).select_related("replaces__issuance")
    sections, freezes = report.sections.active(), report.freezes.order_by("-pk")[:1]
    documents, around = documents_of(report), ask_surroundings(report.period, report)
    read_together(now, sections, freezes, documents, *around.rows)
    (again,), freeze = now, next(iter(freezes), None)
    if again.period != report.period:
        return reading_of(again, anew=anew)
    plan = ReportPlan(
        year=again.year,
        period=again.period,
        title=again.title,
        request=_request(again.request_number, again.request_date, again.request_title),
        headings=(headings := list(sections)),
        is_illustrative=again.is_illustrative,
        version=again.version,
        cutoff=again.cutoff_on,
        citations=tuple(cite(document, first=True) for document in documents),
        replaces=_replaced(again),
    )
    counted, second = ask_facts(plan.period, plan.cutoff, keys=plan.keys), around.answer()
    is_counted = freeze is None or anew
    read_together(*second.rows, *(counted.rows if is_counted else ()))
    return Reading(
        report=again,
        sections=headings,
        plan=replace(plan, around=second.answer()),
        freeze=freeze,
        counted=counted.answer() if is_counted else None,
    )


def plan_for(year: int, period: Period) -> ReportPlan:
    """The plan of the year's annual report over ``period``, or of a year without one."""
    report = Report.objects.annual_of(year).first()
    if report is None:
        return plan_of_year(year, period)
    plan = reading_of(report).plan
    if plan.period == period:
        return plan
    return replace(plan, period=period, around=surroundings_of(period, report))


def plan_of_year(year: int, period: Period) -> ReportPlan:
    """The plan of a year without a report: the newest outline and nobody's words."""
    outline = Outline.objects.order_by("-starts_on", "-pk")[0]
    return ReportPlan(year, period, DEFAULT_TITLE, "", list(outline.sections.all()))


def frozen_plan(plan: ReportPlan, freeze: Freeze) -> tuple[ReportPlan, Facts]:
    """The words of ``plan`` on the numbers of ``freeze``: its facts, its period and its cut-off."""
    kept = kept_of(freeze)
    facts = facts_in(freeze, kept, plan.keys)
    frozen = replace(
        plan,
        period=facts.period,
        cutoff=kept.cutoff,
        counted_on=local_day(freeze.at),
    )
    return frozen, facts


def _request(number: str, day: date | None, title: str) -> str:
    if not number or day is None:
        return ""
    about = f" về việc {lowered(title)}" if title else ""
    return f"Công văn số {number} ngày {short_date(day)} của Bộ Nội vụ{about}"


def _replaced(report: Report) -> str:
    if report.replaces is None:
        return ""
    issuance = report.replaces.issuance
    day = short_date(issuance.issued_on)
    return f"Báo cáo số {issuance} ngày {day} của {issuance.body}"
