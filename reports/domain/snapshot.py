"""Tell a report at one minute, and keep what was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from reports.checks import problems_of
from reports.checks.accepted import Findings
from reports.checks.context import ALONE, CheckContext, Surroundings, Written
from reports.documents.told import Told, ToldSection, freeze, same_but_the_minute
from reports.domain import tokens
from reports.domain.facts import Facts, gather
from reports.domain.narrative import first_words
from reports.domain.reports import DEFAULT_TITLE
from reports.domain.surroundings import surroundings_of
from reports.domain.tables import annexes
from reports.domain.words import lowered, paragraph
from reports.models import Outline, OutlineSection, Report, Section, Snapshot
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.lib.dates import local_day, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Paragraph
from tayninh_portal.records import require


@dataclass(frozen=True)
class Plan:
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

    @property
    def keys(self) -> tuple[str, ...]:
        """Counts and sums its words name."""
        return tokens.keys_of(each.text for each in self.headings if isinstance(each, Section))


@dataclass(frozen=True)
class Telling:
    """What a report says, and what the checks find in it: both of the same state."""

    content: dict[str, Any]
    findings: Findings


def plan_of(report: Report) -> Plan:
    """The plan of a report as it stands; read it inside ``one_state()`` with its facts."""
    return Plan(
        year=report.year,
        period=report.period,
        title=report.title,
        request=_request(report.request_number, report.request_date, report.request_title),
        headings=list(report.sections.standing()),
        is_illustrative=report.is_illustrative,
        version=report.version,
        cutoff=report.cutoff_on,
        around=surroundings_of(report.period, report),
    )


def plan_for(year: int, period: Period) -> Plan:
    """The plan of the year's annual report over ``period``, or of a year without one."""
    report = Report.objects.annual_of(year).first()
    if report is None:
        return plan_of_year(year, period)
    plan = plan_of(report)
    if plan.period == period:
        return plan
    return replace(plan, period=period, around=surroundings_of(period, report))


def plan_of_year(year: int, period: Period) -> Plan:
    """The plan of a year without a report: the newest outline and nobody's words."""
    outline = Outline.objects.order_by("-starts_on", "-pk")[0]
    return Plan(year, period, DEFAULT_TITLE, "", list(outline.sections.all()))


def tell(plan: Plan, facts: Facts, *, at: datetime) -> dict[str, Any]:
    """The content of a snapshot: everything the paper says."""
    return telling_of(plan, facts, at=at).content


def telling_of(
    plan: Plan, facts: Facts, *, at: datetime, counted_on: date | None = None
) -> Telling:
    """What the report says and what the checks find in it; nothing is read here.

    ``counted_on``: the day ``facts`` were counted, that of ``at`` unless given. What was accepted
    of the warnings found is printed with the reconciliation.
    """
    told = _told(plan, facts, at)
    found = Findings(
        problems_of(
            CheckContext(
                facts=facts,
                sections=told.sections,
                annexes=told.annexes,
                written=tuple(
                    Written(each.code, each.heading, each.text, each.is_confirmed)
                    for each in plan.headings
                    if isinstance(each, Section)
                ),
                period=facts.period,
                cutoff=plan.cutoff or facts.period.end,
                counted_on=counted_on or local_day(at),
                around=plan.around,
            )
        ),
        plan.around.acceptances,
    )
    if found.accepted:
        told = replace(told, annexes=annexes(facts, found))
    return Telling(freeze(told, facts.figures), found)


def _told(plan: Plan, facts: Facts, at: datetime) -> Told:
    return Told(
        year=plan.year,
        paper_year=local_day(at).year,
        at=at,
        title=plan.title,
        period_start=facts.period.start,
        period_end=facts.period.end,
        preset=facts.period.preset,
        period_label=facts.period.label,
        place=facts.place,
        opening=_opening(plan),
        sections=tuple(
            ToldSection(
                code=heading.code,
                level=heading.level,
                number=heading.number,
                heading=heading.heading,
                blocks=(
                    *first_words(heading.code, facts),
                    *tokens.blocks(heading.text if isinstance(heading, Section) else "", facts),
                ),
            )
            for heading in plan.headings
        ),
        closing=paragraph(
            "Trên đây là báo cáo {period} của Ủy ban nhân dân tỉnh Tây Ninh, kính gửi Bộ Nội vụ "
            "tổng hợp.",
            period=facts.period.name,
        ),
        annexes=annexes(facts),
        is_illustrative=plan.is_illustrative or facts.is_illustrative,
    )


def tell_now(report: Report, *, at: datetime | None = None) -> tuple[dict[str, Any], int]:
    """The report as it would be told now, and its version; from one state of the database."""
    telling, version = telling_now(report, at=at)
    return telling.content, version


def telling_now(report: Report, *, at: datetime | None = None) -> tuple[Telling, int]:
    """``tell_now`` with what the checks find."""
    with one_state():
        plan = plan_of(Report.objects.get(pk=report.pk))
        facts = gather(plan.period, plan.cutoff, keys=plan.keys)
        telling = telling_of(plan, facts, at=at or timezone.now())
    return telling, plan.version


def take_snapshot(report: Report, *, by: Any, at: datetime | None = None) -> Snapshot:
    """Keep what the report says now; the last snapshot again where nothing but the minute changed.

    Raises ``Refused``.
    """
    at = at or timezone.now()
    require(by, "report.render", report, at=at)
    content, version = tell_now(report, at=at)
    last = report.snapshots.order_by("-pk").first()
    if last is not None and same_but_the_minute(last.content, content):
        return last
    return Snapshot.objects.create(
        report=report,
        report_version=version,
        sha256=sha256_hex(content),
        content=content,
        at=at,
        by=by,
    )


def _request(number: str, day: date | None, title: str) -> str:
    if not number or day is None:
        return ""
    about = f" về việc {lowered(title)}" if title else ""
    return f"Công văn số {number} ngày {short_date(day)} của Bộ Nội vụ{about}"


def _opening(plan: Plan) -> Paragraph:
    template = (
        "Ủy ban nhân dân tỉnh Tây Ninh báo cáo kết quả thực hiện Đề án Văn hóa công vụ, số liệu "
        "{period}{cutoff}, như sau:"
    )
    cutoff = ""
    if plan.cutoff and plan.cutoff > plan.period.end:
        cutoff = f", kết quả xử lý tính đến hết ngày {short_date(plan.cutoff)}"
    if plan.request:
        template = "Thực hiện {request}, " + template
    return paragraph(template, request=plan.request, period=plan.period.label, cutoff=cutoff)
