"""The rules of the body: type, indents, steps, headings and their numbers, its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from tayninh_portal.paper.conformity.findings import MISSING, Finding, judged, mm, points, styled
from tayninh_portal.paper.conformity.parts import Paragraph, Parts
from tayninh_portal.paper.conformity.sheets import Line, Look
from tayninh_portal.paper.form import (
    SINGLE_LINE_EM,
    VIETNAMESE_LETTERS,
    Form,
    Style,
    roman,
)

_MM = 25.4 / 72
_HEADINGS = (
    re.compile(r"(?P<number>[IVXL]+)\. "),
    re.compile(r"(?P<number>\d+)\. "),
    re.compile(r"(?P<number>[a-zđ])\) "),
)
_NAMES = ("phần", "khoản", "điểm")
_SLACK_MM = 0.6
_BASIS = "Căn cứ "


def body_findings(parts: Parts, form: Form) -> Iterator[Finding]:
    """All rules of the body."""
    bases, rest = _grounds(parts.body)
    if not rest:
        yield judged("body", "Nội dung", MISSING, "có nội dung", False)
        return
    if bases:
        yield styled(
            "basis", "Căn cứ ban hành", [line for each in bases for line in each.lines], form.basis
        )
        yield _bases(bases)
    yield _type(rest, form.body.style)
    yield _indent(rest, parts.left, form)
    yield _justified(rest)
    yield from _steps(parts.body, form)
    yield from _headings(rest, form)
    end = rest[-1].text
    allowed = f"kết thúc bằng “{form.body.closing}”"
    yield judged("closing", "Kết thúc nội dung", f"…{end[-20:]}", allowed, end.endswith("./."))


def _grounds(body: tuple[Paragraph, ...]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The grounds at the beginning, and what follows."""
    paragraphs = list(body)
    at = 0
    while at < len(paragraphs) and paragraphs[at].text.startswith(_BASIS):
        at += 1
    return paragraphs[:at], paragraphs[at:]


def _bases(bases: list[Paragraph]) -> Finding:
    marks = [each.text[-1] for each in bases]
    holds = marks == [";"] * (len(bases) - 1) + ["."]
    return judged(
        "basis-form",
        "Cách viết căn cứ",
        " ".join(marks),
        "mỗi căn cứ một dòng, “;”, cuối “.”",
        holds,
    )


def _type(body: list[Paragraph], style: Style) -> Finding:
    """Sizes and slant alone: a title in the body is bold, and looked at by itself."""
    looks = {look for each in body for line in each.lines for look in line.looks}
    sizes = [look.size for look in looks]
    low, high = style.size_pt.low, style.size_pt.high
    wrong = [look for look in looks if look.italic or not low - 0.3 <= look.size <= high + 0.3]
    where = next(
        (f": “{line.text[:30]}”" for each in body for line in each.lines if _has(line, wrong)), ""
    )
    slant = "có chữ nghiêng" if any(look.italic for look in looks) else "đứng"
    found = f"{points(min(sizes), max(sizes))} pt, {slant}{where}"
    return judged("body", "Chữ của nội dung", found, f"{points(low, high)} pt, đứng", not wrong)


def _has(line: Line, wrong: list[Look]) -> bool:
    return any(look in wrong for look in line.looks)


def _indent(body: list[Paragraph], left: float, form: Form) -> Finding:
    indents = [
        each.lines[0].left - left
        for before, each in pairwise(body)
        # What goes on from the page before begins at the margin.
        if before.sheet is each.sheet or each.lines[0].left > left + 2
    ]
    choices = form.body.first_lines_mm
    wrong = [at for at in indents if min(abs(at - choice) for choice in choices) > _SLACK_MM]
    found = mm(wrong[0] if wrong else indents[0] if indents else 0)
    allowed = " hoặc ".join(mm(choice) for choice in choices)
    return judged("indent", "Lùi đầu dòng", found, allowed, not wrong)


def _justified(body: list[Paragraph]) -> Finding:
    """Every line but the last of a paragraph reaches the margin."""
    right = max(line.right for each in body for line in each.lines)
    short = [right - line.right for each in body for line in each.lines[:-1]]
    worst = max(short, default=0.0)
    found = "đều hai lề" if worst <= 2 else f"có dòng hụt {mm(worst)}"
    return judged("justified", "Căn lề nội dung", found, "đều hai lề", worst <= 2)


def _steps(body: tuple[Paragraph, ...], form: Form) -> Iterator[Finding]:
    """From line to line, and what is more from paragraph to paragraph."""
    inside = [
        (below.bottom - above.bottom) / (_size(below) * SINGLE_LINE_EM * _MM)
        for each in body
        for above, below in pairwise(each.lines)
    ]
    spacing = form.body.line_spacing
    if not inside:
        return
    usual = median(inside)
    allowed = f"{points(spacing.low, spacing.high)} dòng"
    holds = spacing.low - 0.03 <= usual <= spacing.high + 0.03
    found = f"{usual:.2f} dòng".replace(".", ",")
    yield judged("line-spacing", "Giãn dòng", found, allowed, holds)
    between = [
        (after.lines[0].bottom - before.lines[-1].bottom) / _MM
        - usual * _size(after.lines[0]) * SINGLE_LINE_EM
        for before, after in pairwise(body)
        if before.sheet is after.sheet
    ]
    least = min(between, default=form.body.gap_pt)
    found, allowed = f"{least:.1f} pt".replace(".", ","), f"từ {form.body.gap_pt:g} pt"
    yield judged("gap", "Cách giữa các đoạn", found, allowed, least >= form.body.gap_pt - 0.6)


def _size(line: Line) -> float:
    return max(look.size for look in line.looks)


def _headings(body: list[Paragraph], form: Form) -> Iterator[Finding]:
    wrong_order: list[str] = []
    counts = [0, 0, 0]
    for level, (pattern, rule) in enumerate(zip(_HEADINGS, form.headings[:3], strict=True)):
        found = [each for each in body if pattern.match(each.text) and _is_title(each, level)]
        if found:
            lines = [line for each in found for line in each.lines]
            name = f"Đề mục cấp {_NAMES[level]}"
            yield styled(f"heading-{level + 1}", name, lines, rule.style)
    for each in body:
        for level, pattern in enumerate(_HEADINGS):
            if match := pattern.match(each.text):
                counts[level] += 1
                counts[level + 1 :] = [0] * (2 - level)
                if match["number"] != _expected(level, counts[level]):
                    wrong_order.append(f"{each.text[:25]}…")
                break
    found_order = f"sai ở “{wrong_order[0]}”" if wrong_order else "liên tục"
    yield judged(
        "numbering",
        "Đánh số đề mục",
        found_order,
        "I. 1. a) liên tục, a b c d đ e g…",
        not wrong_order,
    )


def _is_title(paragraph: Paragraph, level: int) -> bool:
    """A part always has a title; below it a number may head a whole paragraph, set like it."""
    return level != 1 or paragraph.text[-1] not in ".;:,"


def _expected(level: int, position: int) -> str:
    if level == 0:
        return roman(position)
    return str(position) if level == 1 else VIETNAMESE_LETTERS[position - 1]
