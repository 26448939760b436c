"""The rules of what stands between head and body: name of the kind, subject, addressees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tayninh_portal.paper.conformity.findings import (
    MISSING,
    SHARE,
    Finding,
    centred,
    judged,
    lines_of,
    mm,
    ruled,
    styled,
)
from tayninh_portal.paper.conformity.parts import Parts
from tayninh_portal.paper.conformity.sheets import Line
from tayninh_portal.paper.form import SINGLE_LINE_EM, DocumentKind, Form

_MM = 25.4 / 72
# Another program leads its lines otherwise: half a line more or less is seen, a point is not.
_GAP_PT = 1.5
# How wide a colon is, in ems; how far from it a dash still stands under it.
_COLON_EM, _UNDER_MM = 0.278, 3
_ALIGNED_MM = 0.6


def title_findings(parts: Parts, form: Form, kind: DocumentKind) -> Iterator[Finding]:
    """Of a paper with a name of its own (mẫu 1.4)."""
    sheet, subject = parts.main[0], parts.subject
    middle = (parts.left + parts.right) / 2
    yield styled("kind", "Tên loại văn bản", lines_of(parts.kind), form.kind)
    yield centred("kind-place", "Vị trí tên loại", lines_of(parts.kind), middle, "trang chữ")
    yield styled("subject", "Trích yếu", subject, form.subject)
    yield centred("subject-place", "Vị trí trích yếu", subject, middle, "trang chữ")
    last = subject[-1] if subject else None
    rules = sheet.rules_under(last) if last else []
    yield ruled("subject-rule", "Vạch dưới trích yếu", last, rules, form.short_rule_share, SHARE)
    if parts.addressees or kind.is_addressed:
        yield from _addressed(parts.addressees, form)


def letter_findings(parts: Parts, form: Form, kind: DocumentKind) -> Iterator[Finding]:
    """Of a công văn (mẫu 1.5): no name of kind, the subject under the number."""
    subject, number = parts.subject, parts.number
    found = parts.kind.text if parts.kind else "không ghi"
    yield judged("letter-kind", "Tên loại của công văn", found, "không ghi", parts.kind is None)
    yield styled("letter-subject", "Trích yếu công văn", subject, form.letter_subject)
    said = subject[0].text if subject else MISSING
    yield judged(
        "letter-subject-form", "Cách viết trích yếu", said, "V/v …", said.startswith("V/v ")
    )
    middle = number.centre if number else 0.0
    yield centred("letter-subject-place", "Vị trí trích yếu", subject, middle, "số, ký hiệu")
    if subject and number:
        yield _gap(number, subject[0], form)
    yield from _addressed(parts.addressees, form)


def listed(lines: tuple[Line, ...]) -> list[str]:
    """Items of a list ("- …"), each with the lines it broke over."""
    items: list[str] = []
    for line in lines:
        if line.text.startswith("- ") or not items:
            items.append(line.text)
        else:
            items[-1] += f" {line.text}"
    return items


def _gap(number: Line, subject: Line, form: Form) -> Finding:
    """What is left between the two beside the height of a line."""
    height = max(look.size for look in subject.looks) * SINGLE_LINE_EM
    gap = (subject.bottom - number.bottom) / _MM - height
    allowed = form.letter_subject_gap_pt
    holds = allowed.low - _GAP_PT <= gap <= allowed.high + _GAP_PT
    found = f"{gap:.1f} pt".replace(".", ",")
    return judged("letter-subject-gap", "Trích yếu cách số", found, f"{allowed.low:g} pt", holds)


def _addressed(lines: tuple[Line, ...], form: Form) -> Iterator[Finding]:
    yield styled("addressee", "Kính gửi", lines, form.addressee)
    first, items = (lines[0].text if lines else MISSING), listed(lines[1:])
    if items:
        marks = [item[-1] for item in items]
        holds = first == "Kính gửi:" and marks == [";"] * (len(items) - 1) + ["."]
    else:
        # Of one alone the decree rules no mark at its end.
        holds = bool(re.fullmatch(r"Kính gửi: .*[^.;:,]\.?", first))
    allowed = "Kính gửi: …; nhiều nơi: mỗi nơi một dòng “- …;”, cuối “.”"
    yield judged("addressee-form", "Cách viết nơi kính gửi", first, allowed, holds)
    if items:
        yield _dashes(lines)


def _dashes(lines: tuple[Line, ...]) -> Finding:
    """The dashes of several addressees: one under another, under the colon."""
    first, *rest = lines
    colon = first.right - _COLON_EM * max(look.size for look in first.looks) * _MM
    dashes = [line.left for line in rest if line.text.startswith("- ")]
    uneven = max(dashes, default=colon) - min(dashes, default=colon)
    off = max((abs(left - colon) for left in dashes), default=0.0)
    found = "thẳng hàng dưới dấu hai chấm"
    if uneven > _ALIGNED_MM:
        found = f"lệch nhau {mm(uneven)}"
    elif off > _UNDER_MM:
        found = f"cách dấu hai chấm {mm(off)}"
    allowed = "thẳng hàng dưới dấu hai chấm"
    return judged("addressee-place", "Gạch đầu dòng nơi kính gửi", found, allowed, found == allowed)
