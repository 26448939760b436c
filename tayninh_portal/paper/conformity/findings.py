"""What a rule found: a line of the table that `manage.py check_document` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tayninh_portal.paper.conformity.sheets import Box, Line, Look
from tayninh_portal.paper.form import Range, Style

MISSING = "không thấy"
# Rounding, and half a point of a face that another program wrote.
POINT = 0.3
# How far two middles may lie apart before the eye sees it.
CENTRE_MM = 1.5
# Of the rules under the issuing body and the subject.
SHARE = "1/3–1/2 dòng chữ, cân giữa"
HOLDS, BROKEN, REMARK = "đạt", "không đạt", "lưu ý"


@dataclass(frozen=True)
class Finding:
    """``code`` for programs; the rest as it is printed. A remark is about what the decree does not
    rule, and breaks nothing."""

    code: str
    rule: str
    found: str
    allowed: str
    verdict: str


def judged(code: str, rule: str, found: str, allowed: str, holds: bool) -> Finding:
    """A rule that holds or is broken."""
    return Finding(code, rule, found, allowed, HOLDS if holds else BROKEN)


def styled(code: str, rule: str, lines: Sequence[Line], style: Style) -> Finding:
    """Whether a part is set in its size and style; a part that is not there breaks its rule."""
    low, high = style.size_pt.low, style.size_pt.high
    weight = [word for word, is_so in (("đậm", style.bold), ("in hoa", style.upper)) if is_so]
    allowed = ", ".join([f"{points(low, high)} pt", _slant(style.italic), *weight])
    looks = {look for line in lines for look in line.looks}
    if not looks:
        return judged(code, rule, MISSING, allowed, False)
    is_upper = all(line.text.isupper() for line in lines)
    holds = all(
        low - POINT <= look.size <= high + POINT
        and (look.bold, look.italic) == (style.bold, style.italic)
        for look in looks
    )
    return judged(
        code, rule, _said(looks, is_upper), allowed, holds and (is_upper or not style.upper)
    )


def centred(code: str, rule: str, lines: Sequence[Box], middle: float, under: str) -> Finding:
    """Whether lines share the middle of what they stand under."""
    off = max((abs(line.centre - middle) for line in lines), default=None)
    if off is None:
        return judged(code, rule, MISSING, f"giữa {under}", False)
    found = "giữa" if off <= CENTRE_MM else f"lệch {mm(off)}"
    return judged(code, rule, found, f"giữa {under}", off <= CENTRE_MM)


def ruled(
    code: str, rule: str, text: Box | None, rules: Sequence[Box], share: Range, said: str
) -> Finding:
    """Whether the line drawn under a text is as long as a share of it, and centred."""
    if text is None or not rules:
        return judged(code, rule, MISSING, said, False)
    drawn = rules[0]
    part = drawn.length / text.length
    is_centred = abs(drawn.centre - text.centre) <= CENTRE_MM
    found = f"{part:.0%} dòng chữ" + ("" if is_centred else ", không cân giữa")
    holds = is_centred and share.low - 0.02 <= part <= share.high + 0.02
    return judged(code, rule, found, said, holds)


def lines_of(line: Line | None) -> list[Line]:
    """A part of one line, as ``styled`` takes it."""
    return [line] if line else []


def mm(length: float) -> str:
    """'12,7 mm'."""
    return f"{length:.1f}".replace(".", ",").removesuffix(",0") + " mm"


def points(low: float, high: float) -> str:
    """'13' or '13–14'."""
    both = [f"{each:g}".replace(".", ",") for each in (low, high)]
    return both[0] if low == high else "–".join(both)


def _slant(italic: bool) -> str:
    return "nghiêng" if italic else "đứng"


def _said(looks: Iterable[Look], is_upper: bool) -> str:
    looks = list(looks)
    sizes = [look.size for look in looks]
    slants = sorted({_slant(look.italic) for look in looks})
    bolds = {look.bold for look in looks}
    words = ["đậm"] if bolds == {True} else ["chỗ đậm chỗ không"] if len(bolds) == 2 else []
    said = [f"{points(min(sizes), max(sizes))} pt", " và ".join(slants), *words]
    return ", ".join([*said, "in hoa"] if is_upper else said)
