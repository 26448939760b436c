"""What a report is told from, read in one state of the database and in two statements.

The first reads what belongs to the report; the second counts, over the period and with the figures
the report's words name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspections.cited_documents.actions import cite, documents_of
from inspections.cited_documents.models import CitedDocument
from reports.checks.context import ALONE, Surroundings
from reports.checks.surroundings import ask_surroundings, surroundings_of
from reports.freezing.frozen import facts_in, kept_of
from reports.freezing.models import Freeze
from reports.narrative import tokens
from reports.narrative.facts import Facts, ask_facts
from reports.narrative.models import Outline, OutlineSection, Report, Section
from reports.narrative.reports import DEFAULT_TITLE
from reports.narrative.words import lowered
from tayninh_portal.access import today
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.together import Question, read, read_together


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
    # Counts and sums its words name.
    keys: tuple[str, ...] = ()
    # Full citations of the documents attached to it.
    citations: tuple[str, ...] = ()
    # The issued report it stands in place of, as a sentence names it; '' for none.
    replaces: str = ""
    # First and last paragraph as somebody wrote them; '' as they are suggested.
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Reading:
    """A report as it stands: ``plan``, the ``freeze`` it is told from (None before it first went
    up), and ``counted``, the facts of this minute, None where nobody asked for them."""

    report: Report
    plan: ReportPlan
    freeze: Freeze | None
    counted: Facts | None

    def plan_and_facts(self) -> tuple[ReportPlan, Facts]:
        """The plan and the facts its writers read: the frozen ones once there are any."""
        if self.freeze is not None:
            return frozen_plan(self.plan, self.freeze)
        assert self.counted is not None  # read where there is no freeze
        return self.plan, self.counted


@dataclass(frozen=True)
class Begun:
    """The first half of a reading: the ``report`` read once more, the ``sections`` that print, the
    newest ``freeze``. ``rest`` asks for the second half."""

    report: Report
    sections: Sequence[Section]
    freeze: Freeze | None
    documents: Sequence[CitedDocument]
    around: Question[Surroundings]

    def rest(self, *, anew: bool = False) -> Question[Reading]:
        """``anew``: count also where its numbers are frozen."""
        plan = ReportPlan(
            year=self.report.year,
            period=self.report.period,
            title=self.report.title,
            request=answered(self.report),
            headings=self.sections,
            is_illustrative=self.report.is_illustrative,
            version=self.report.version,
            cutoff=self.report.cutoff_on,
            keys=tokens.keys_of(section.text for section in self.sections),
            citations=tuple(cite(document, first=True) for document in self.documents),
            replaces=_replaced(self.report),
            opening=self.report.opening,
            closing=self.report.closing,
        )
        facts = ask_facts(plan.period, plan.cutoff, keys=plan.keys)
        is_counted = self.freeze is None or anew

        def answer() -> Reading:
            return Reading(
                report=self.report,
                plan=replace(plan, around=self.around.answer()),
                freeze=self.freeze,
                counted=facts.answer() if is_counted else None,
            )

        return Question((*self.around.rows, *(facts.rows if is_counted else ())), answer)


def begin(report: Report) -> Begun:
    """The first statement."""
    now = Report.objects.filter(pk=report.pk).select_related("replaces__issuance")
    sections, freezes = (
        report.sections.active(),
        report.freezes.select_related("by").order_by("-pk")[:1],
    )
    documents, around = documents_of(report), ask_surroundings(report.period, report)
    read_together(now, sections, freezes, documents, *around.rows)
    (again,) = now
    if again.period != report.period:
        return begin(again)
    return Begun(again, list(sections), next(iter(freezes), None), list(documents), around.answer())


def reading_of(report: Report, *, anew: bool = False) -> Reading:
    """The report read once more, with all it is told from; call it inside ``one_state()``.

    ``anew``: count also where its numbers are frozen.
    """
    return read(begin(report).rest(anew=anew))


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
    """The plan of a year without a report: the outline used today and nobody's words."""
    outline = Outline.objects.used_on(today())
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


def answered(report: Report) -> str:
    """How the letter it answers is cited, "" where there is none."""
    if not report.request_number or report.request_date is None:
        return ""
    about = f" về việc {lowered(report.request_title)}" if report.request_title else ""
    day = short_date(report.request_date)
    return f"Công văn số {report.request_number} ngày {day} của Bộ Nội vụ{about}"


def _replaced(report: Report) -> str:
    if report.replaces is None:
        return ""
    issuance = report.replaces.issuance
    day = short_date(issuance.issued_on)
    return f"Báo cáo số {issuance} ngày {day} của {issuance.body}"
