"""One kind of fraction has one denominator: 26/26 on one page and 25/27 on the next is a mistake.

Fractions of figures (“n/m” of two figures) are told apart by their numerator: on time of those who
sent and done of those due are two kinds. A typed fraction says by the words after it what it is
about; those about a group of agencies are held against the figures for that group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.checks.context import CheckContext
from reports.checks.problems import CheckProblem, Level
from reports.checks.remedies import REWRITE
from tayninh_portal.paper.content import Cell, Figure, Text

NAME = "two_denominators"
# What follows a typed fraction → the group of agencies it is about, and how a problem calls it.
GROUPS = (
    (r"(?:sở|cơ quan cấp tỉnh|đơn vị cấp tỉnh)\b", "provincial", "sở, ban, ngành tỉnh"),
    (r"(?:ubnd |ủy ban nhân dân )?(?:các )?huyện\b", "district", "huyện, thị xã, thành phố"),
    (r"(?:ubnd |ủy ban nhân dân )?(?:các )?xã\b", "commune", "xã, phường, thị trấn"),
    (r"(?:cơ quan|đơn vị)\b", "total", "cơ quan, đơn vị"),
)
_TYPED = re.compile(r"(?<![\d/.,])(\d+)\s*/\s*(\d+)(?![\d/])\s+(?=(.{1,40}))")


@dataclass(frozen=True)
class Fraction:
    """A fraction as printed, what it is a fraction of (``kind``), its denominator and its place."""

    kind: str
    text: str
    whole: int
    section: str


def two_denominators(context: CheckContext) -> list[CheckProblem]:
    """An error for a figure with two values, a warning for each kind with two denominators."""
    shown = [fraction for section, cell in context.cells() for fraction in _of(section, cell)]
    typed = [fraction for section, cell in context.cells() for fraction in _typed(section, cell)]
    return [*_two_values(context), *_of_figures(shown), *_of_groups(context, shown, typed)]


def _two_values(context: CheckContext) -> list[CheckProblem]:
    first: dict[str, Figure] = {}
    found = []
    for section, figure in context.printed():
        known = first.setdefault(figure.key, figure)
        if known.value != figure.value:
            text = f"Một số liệu được in với hai giá trị: {known.text} và {figure.text}."
            advice = "Báo quản trị: mỗi số liệu chỉ được có một giá trị trong một báo cáo."
            found.append(CheckProblem(Level.ERROR, NAME, section, text, advice, figure.key))
    return found


def _of(section: str, cell: Cell) -> Iterator[Fraction]:
    """Two figures with a stroke between them."""
    for part, stroke, whole in zip(cell, cell[1:], cell[2:], strict=False):
        if (
            isinstance(part, Figure)
            and stroke.text.strip() == "/"
            and isinstance(whole, Figure)
            and isinstance(whole.value, int)
        ):
            yield Fraction(part.key, f"{part.text}/{whole.text}", whole.value, section)


def _typed(section: str, cell: Cell) -> Iterator[Fraction]:
    """A fraction in typed words that is about a group of agencies."""
    for run in cell:
        if not isinstance(run, Text):
            continue
        for match in _TYPED.finditer(run.text):
            words = match[3].lower()
            group = next((name for head, name, _ in GROUPS if re.match(head, words)), None)
            if group:
                text = f"{match[1]}/{match[2]}"
                yield Fraction(f"self_inspections.{group}", text, int(match[2]), section)


def _of_figures(shown: list[Fraction]) -> list[CheckProblem]:
    first: dict[str, Fraction] = {}
    found = []
    for fraction in shown:
        known = first.setdefault(fraction.kind, fraction)
        if known.whole != fraction.whole:
            found.append(_problem(known.text, fraction, "cùng một số liệu"))
    return found


def _of_groups(
    context: CheckContext, shown: list[Fraction], typed: list[Fraction]
) -> list[CheckProblem]:
    """Typed fractions whose denominator no other fraction about the group has."""
    found = []
    names = {f"self_inspections.{name}": words for _, name, words in GROUPS}
    for kind, words in names.items():
        known = [fraction for fraction in shown if fraction.kind.startswith(f"{kind}.")]
        mine = [fraction for fraction in typed if fraction.kind == kind]
        reference = known or mine[:1]
        wholes = {fraction.whole for fraction in reference}
        odd = [fraction for fraction in mine if fraction.whole not in wholes]
        about = f"nhóm {context.facts.called_due(words)}"
        found += [_problem(reference[0].text, fraction, about) for fraction in odd]
    return found


def _problem(known: str, fraction: Fraction, about: str) -> CheckProblem:
    return CheckProblem(
        Level.WARNING,
        NAME,
        fraction.section,
        f"Hai phân số về {about} có mẫu số khác nhau: {known} và {fraction.text}.",
        "Thống nhất số phải làm; thay phân số gõ tay bằng số liệu của danh mục.",
        subject=fraction.kind,
        remedies=(REWRITE,),
    )
