"""The rules of the first page's head: state, issuing body, number, place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tayninh_portal.paper.conformity.findings import (
    CENTRE_MM,
    MISSING,
    SHARE,
    Finding,
    centred,
    judged,
    lines_of,
    ruled,
    styled,
)
from tayninh_portal.paper.conformity.parts import Parts, content
from tayninh_portal.paper.conformity.sheets import Line
from tayninh_portal.paper.form import KINDS, MOTTO, DocumentKind, Form, Range

# A rule as long as its text: a millimetre more or less on six centimetres.
_WHOLE = Range(0.98, 1.02, 1)
# Blank on a paper that is still to be signed.
# Several teams of one kind are told apart by a digit behind their sign.
_NUMBER = r"Số: ?(0[1-9]|[1-9]\d+)?/{sign}(-[A-ZĐ]+\d?)+"
# A công văn has no kind: the body's abbreviation stands first.
_NO_SIGN = rf"(?!({'|'.join(kind.sign for kind in KINDS.values() if kind.sign)})-)[A-ZĐ]+"
_DAY = r"(0[1-9]|[12]\d|3[01])"
_MONTH = r"(0[12]|[3-9]|1[0-2])"
_DATE = re.compile(rf"[^,]+, ngày( {_DAY})? tháng( {_MONTH})? năm \d{{4}}")


def head_findings(parts: Parts, form: Form, kind: DocumentKind) -> Iterator[Finding]:
    """State and motto, issuing body, number, place and date."""
    yield from _state(parts, form)
    yield from _organ(parts, form)
    number = parts.number
    yield styled("number", "Số, ký hiệu", lines_of(number), form.number)
    pattern = _NUMBER.format(sign=kind.sign or _NO_SIGN)
    said = number.text if number else MISSING
    holds = bool(re.fullmatch(pattern, said))
    first = kind.sign or "tên cơ quan"
    allowed = f"Số: 05/{first}-…, không dấu cách"
    yield judged("number-form", "Cách viết số, ký hiệu", said, allowed, holds)
    column = parts.organ[-1].centre if parts.organ else 0.0
    yield centred("number-place", "Vị trí số, ký hiệu", lines_of(number), column, "dưới cơ quan")
    yield from _undated(parts) if kind.layout == "minutes" else _dated(parts, form)


def _undated(parts: Parts) -> Iterator[Finding]:
    """A biên bản tells place and day of the session in its words (mẫu 1.9)."""
    said = parts.place.text if parts.place else "không ghi"
    holds = parts.place is None
    yield judged("no-date", "Địa danh, thời gian ở phần đầu", said, "biên bản không ghi", holds)


def _dated(parts: Parts, form: Form) -> Iterator[Finding]:
    place = parts.place
    yield styled("date", "Địa danh, thời gian", lines_of(place), form.place)
    said = place.text if place else MISSING
    allowed = "Địa danh, ngày 05 tháng 02 năm 2026"
    yield judged(
        "date-form", "Cách viết địa danh, thời gian", said, allowed, bool(_DATE.fullmatch(said))
    )
    yield from _row(parts)


def _state(parts: Parts, form: Form) -> Iterator[Finding]:
    state, motto, sheet = parts.state, parts.motto, parts.main[0]
    yield styled("state", "Quốc hiệu", lines_of(state), form.state)
    is_right = state is not None and state.centre > sheet.width / 2
    is_first = state is not None and state.top <= min(line.top for line in content(sheet)) + 1
    found = (
        MISSING if state is None else "trên cùng, bên phải" if is_right and is_first else "nơi khác"
    )
    yield judged(
        "state-place", "Vị trí Quốc hiệu", found, "trên cùng, bên phải", is_right and is_first
    )
    yield styled("motto", "Tiêu ngữ", lines_of(motto), form.motto)
    said = motto.text if motto else MISSING
    yield judged("motto-words", "Cách viết Tiêu ngữ", said, MOTTO, said == MOTTO)
    middle = state.centre if state else 0.0
    yield centred("motto-place", "Vị trí Tiêu ngữ", lines_of(motto), middle, "dưới Quốc hiệu")
    rules = sheet.rules_under(motto) if motto else []
    yield ruled("motto-rule", "Vạch dưới Tiêu ngữ", motto, rules, _WHOLE, "dài bằng dòng chữ")


def _organ(parts: Parts, form: Form) -> Iterator[Finding]:
    organ, sheet = list(parts.organ), parts.main[0]
    at = next((at for at, line in enumerate(organ) if _is_bold(line)), len(organ) - 1)
    above, issuer = organ[: max(at, 0)], organ[max(at, 0) :]
    if above:
        yield styled("parent", "Cơ quan chủ quản", above, form.parent)
    yield styled("issuer", "Cơ quan ban hành", issuer, form.issuer)
    last = issuer[-1] if issuer else None
    middle = last.centre if last else 0.0
    yield centred("issuer-place", "Vị trí tên cơ quan", organ, middle, "cột bên trái")
    rules = sheet.rules_under(last) if last else []
    yield ruled("issuer-rule", "Vạch dưới cơ quan", last, rules, form.short_rule_share, SHARE)


def _row(parts: Parts) -> Iterator[Finding]:
    number, place, state = parts.number, parts.place, parts.state
    middle = state.centre if state else 0.0
    yield centred("date-place", "Vị trí địa danh", lines_of(place), middle, "dưới Quốc hiệu")
    if number and place:
        level = abs(number.bottom - place.bottom) <= CENTRE_MM
        found = "cùng dòng" if level else "khác dòng"
        yield judged("date-row", "Số và địa danh", found, "cùng một dòng", level)


def _is_bold(line: Line) -> bool:
    return all(look.bold for look in line.looks)
