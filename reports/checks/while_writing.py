"""Claims of one section that the figures do not bear, told to whoever is writing it."""

from __future__ import annotations

from dataclasses import replace

from reports.checks.claims import claims
from reports.checks.context import ALONE, CheckContext, Written
from reports.narrative.doubts import Doubt, doubter
from reports.narrative.facts import Facts
from reports.narrative.models import Section
from tayninh_portal.access import today


@doubter
def doubted_claims(section: Section, typed: str, facts: Facts) -> list[Doubt]:
    """The notes the report would get for the text as it is typed."""
    context = CheckContext(
        facts=facts,
        sections=(),
        annexes=(),
        written=(Written(section.code, section.heading, typed, is_confirmed=True),),
        period=facts.period,
        cutoff=section.report.cutoff_on or facts.period.end,
        counted_on=today(),
        around=replace(ALONE, before=facts.before),
    )
    return [Doubt(found.words, f"{found.text} {found.advice}") for found in claims(context)]
