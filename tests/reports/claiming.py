"""Claims of a text, held against figures a test writes down."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from reports.checks.claims import claims
from reports.checks.context import CheckContext, Written
from reports.figures.breaks import Break
from reports.narrative.before import Before
from tayninh_portal.lib.periods import parse_period
from tests.reports.checking import a_context

DATA = Path(__file__).parent / "checks"
# The facts were written down as those of this year, beside those of the year before.
TOLD = parse_period("calendar-2025")


@cache
def facts() -> Mapping[str, Mapping[str, int]]:
    """“now” and “before”: every figure of the catalogue and the parts that are told."""
    return tomllib.loads((DATA / "facts.toml").read_text(encoding="utf-8"))


@cache
def sentences(name: str) -> list[dict[str, Any]]:
    """Sentences with what is true of them, by somebody who had not seen the check."""
    found = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return list(found["sentence"])


def pairs() -> tuple[list[str], list[str]]:
    """Sentences the figures bear, and such as they do not."""
    found = tomllib.loads((DATA / "pairs.toml").read_text(encoding="utf-8"))
    return found["borne"], found["others"]


def noticing() -> list[str]:
    """Sentences for which a small mistake in the check says something else."""
    found = tomllib.loads((DATA / "noticing.toml").read_text(encoding="utf-8"))
    return list(found["text"])


def a_told_year() -> CheckContext:
    """The year of the facts. It reads the database for what its numbers are called."""
    told = facts()
    return replace(a_context(told["now"], previous=told["before"]), period=TOLD)


def told_otherwise(
    told: CheckContext,
    now: Mapping[str, int] | None = None,
    before: Mapping[str, int] | None = None,
    breaks: tuple[Break, ...] = (),
) -> CheckContext:
    """The same year, some of its figures and of those before it in the place of others."""
    figures = replace(told.facts, figures={**told.facts.figures, **(now or {})})
    past = {**told.around.previous, **(before or {})}
    around = replace(told.around, before=Before(told.facts.period.previous(), past, breaks))
    return replace(told, facts=figures, around=around)


def doubted(text: str, context: CheckContext, code: str = "inspections") -> list[str]:
    """What is told of the claims of a text."""
    written = (Written(code, "Kết quả kiểm tra", text, True),)
    return [problem.text for problem in claims(replace(context, written=written))]
