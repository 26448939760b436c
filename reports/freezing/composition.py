"""Tell a report at one minute, and keep what was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from reports.checks import problems_of
from reports.checks.accepted import Findings
from reports.checks.context import CheckContext, Written
from reports.checks.sheet_blocks import sheet_blocks
from reports.freezing.models import Freeze
from reports.freezing.reading import Reading, ReportPlan, reading_of
from reports.narrative import tokens
from reports.narrative.citations import shorten_repeats
from reports.narrative.facts import Facts
from reports.narrative.models import OutlineSection, Report, Section
from reports.narrative.suggestions import text_of
from reports.narrative.tables import annexes
from reports.narrative.words import paragraph
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.paper.content import Block, Note, Paragraph, runs
from tayninh_portal.paper.wording import UNCONFIRMED, Wording, WordingSection
from tayninh_portal.paper.wording import serialize as content_of


@dataclass(frozen=True)
class Composition:
    """What a report says, and what the checks find in it: both of the same state.

    ``facts`` it was told from; ``sections`` of the report it was told in, its ``version``, and
    the ``freeze`` its numbers are of (None: counted now).
    """

    stated: Wording
    facts: Facts
    findings: Findings
    sections: tuple[Section, ...]
    version: int
    freeze: Freeze | None = None

    @cached_property
    def content(self) -> dict[str, Any]:
        """What was told as it is kept."""
        return content_of(self.stated, self.facts.figures)


def compose(plan: ReportPlan, facts: Facts, *, at: datetime) -> dict[str, Any]:
    """The content of a snapshot: everything the paper says."""
    return composition_of(plan, facts, at=at).content


def composition_of(
    plan: ReportPlan, facts: Facts, *, at: datetime, freeze: Freeze | None = None
) -> Composition:
    """What the report says and what the checks find in it; nothing is read here.

    What was accepted of the warnings found stands on the check sheet beside the reconciliation.
    """
    if facts.before is None:
        facts = replace(facts, before=plan.around.before)
    stated = _stated(plan, facts, at)
    sections = tuple(each for each in plan.headings if isinstance(each, Section))
    found = Findings(
        problems_of(
            CheckContext(
                facts=facts,
                sections=stated.sections,
                annexes=stated.annexes,
                written=tuple(
                    Written(
                        each.code,
                        each.heading,
                        text_of(each, facts),
                        each.is_confirmed,
                        tuple(each.expects),
                    )
                    for each in sections
                ),
                period=facts.period,
                cutoff=plan.cutoff or facts.period.end,
                counted_on=plan.counted_on or local_day(at),
                around=plan.around,
            )
        ),
        plan.around.acceptances,
    )
    stated = replace(stated, check_sheet=sheet_blocks(facts, found))
    return Composition(stated, facts, found, sections, plan.version, freeze)


def _stated(plan: ReportPlan, facts: Facts, at: datetime) -> Wording:
    return Wording(
        year=plan.year,
        paper_year=local_day(at).year,
        at=at,
        title=plan.title,
        period_start=facts.period.start,
        period_end=facts.period.end,
        preset=facts.period.preset,
        period_label=facts.period.label,
        place=facts.place,
        opening=_opening(plan, plan.counted_on or local_day(at)),
        sections=shorten_repeats(_sections(plan, facts), (*plan.citations, *facts.documents)),
        closing=_closing(plan, facts),
        annexes=annexes(facts),
        is_illustrative=plan.is_illustrative or facts.is_illustrative,
    )


def _sections(plan: ReportPlan, facts: Facts) -> Iterator[WordingSection]:
    for heading in plan.headings:
        yield WordingSection(
            code=heading.code,
            level=heading.level,
            number=heading.number,
            heading=heading.heading,
            blocks=_words(heading, facts),
        )


def _words(heading: Section | OutlineSection, facts: Facts) -> tuple[Block, ...]:
    """The text of a heading; words of an earlier report say so until somebody confirms them."""
    words = tokens.blocks(text_of(heading, facts), facts)
    is_carried = isinstance(heading, Section) and not heading.is_confirmed
    return (Note(UNCONFIRMED), *words) if is_carried and words else words


def compose_now(report: Report, *, at: datetime | None = None) -> tuple[dict[str, Any], int]:
    """The report as it would be told now, and its version; from one state of the database."""
    composition = composition_now(report, at=at)
    return composition.content, composition.version


def composition_now(report: Report, *, at: datetime | None = None) -> Composition:
    """What those who write the report read of it: the words of the moment on the numbers that were
    frozen, or on those of the moment before any were."""
    with one_state():
        return composed_now(reading_of(report), at=at or timezone.now())


def composed_now(reading: Reading, *, at: datetime) -> Composition:
    """``composition_now`` of what was read already."""
    return composition_of(*reading.plan_and_facts(), at=at, freeze=reading.freeze)


def composition_anew(report: Report, *, at: datetime | None = None) -> Composition:
    """What a report with frozen numbers would say, and the checks find, on numbers counted now.

    What keeps such a report from going up with its numbers counted anew is found here alone.
    """
    with one_state():
        return composed_anew(reading_of(report, anew=True), at=at or timezone.now())


def composed_anew(reading: Reading, *, at: datetime) -> Composition:
    """``composition_anew`` of what was read, and counted, already."""
    assert reading.counted is not None  # what is told anew was counted
    return composition_of(reading.plan, reading.counted, at=at)


def _closing(plan: ReportPlan, facts: Facts) -> Paragraph:
    if plan.closing:
        return Paragraph(runs(plan.closing))
    during = "" if facts.period.name == facts.period.day_range else f" {facts.period.name}"
    template = (
        "Trên đây là báo cáo kết quả thực hiện Quyết định số 1847/QĐ-TTg{during} trên địa bàn tỉnh "
        "Tây Ninh, kính gửi Bộ Nội vụ tổng hợp."
    )
    if plan.replaces:
        # Nghị định 30/2020/NĐ-CP, Điều 18: a document of the same kind replaces the wrong one.
        template = "Báo cáo này thay thế {replaces}. " + template
    return paragraph(template, replaces=plan.replaces, during=during)


def _opening(plan: ReportPlan, counted_on: date) -> Paragraph:
    """What is reported, and the days its numbers are of: up to that of counting while the period
    is not over."""
    if plan.opening:
        return Paragraph(runs(plan.opening))
    period = plan.period
    during = "" if period.name == period.day_range else f" {period.name}"
    last, cutoff = min(period.end, max(counted_on, period.start)), ""
    if plan.cutoff and plan.cutoff > period.end and counted_on > period.end:
        cutoff = f"; kết quả xử lý tính đến hết ngày {short_date(plan.cutoff)}"
    template = (
        "Ủy ban nhân dân tỉnh Tây Ninh báo cáo kết quả thực hiện Quyết định số 1847/QĐ-TTg{during} "
        "(số liệu tính từ ngày {first} đến ngày {last}{cutoff}), cụ thể như sau:"
    )
    if plan.request:
        template = "Thực hiện {request}, " + template
    days = {"first": short_date(period.start), "last": short_date(last)}
    return paragraph(template, request=plan.request, during=during, cutoff=cutoff, **days)
