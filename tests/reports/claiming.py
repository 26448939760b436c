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
def sentences() -> list[dict[str, Any]]:
    """Sentences with what is true of them, by somebody who had not seen the check."""
    found = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))
    return list(found["sentence"])


def a_told_year(
    now: Mapping[str, int] | None = None, before: Mapping[str, int] | None = None, **changes: Any
) -> CheckContext:
    """The year of the facts, some of its figures and of those before it in the place of others."""
    told = facts()
    around = {"previous": {**told["before"], **(before or {})}, **changes}
    return replace(a_context({**told["now"], **(now or {})}, **around), period=TOLD)


def doubted(text: str, context: CheckContext, code: str = "inspections") -> list[str]:
    """What is told of the claims of a text."""
    written = (Written(code, "Kết quả kiểm tra", text, True),)
    return [problem.text for problem in claims(replace(context, written=written))]
