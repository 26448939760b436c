"""The rules of the whole file (sheet, margins, faces, colour, page numbers), of its end (signature,
recipients) and of its annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from tayninh_portal.paper.conformity.findings import (
    CENTRE_MM,
    MISSING,
    REMARK,
    Finding,
    centred,
    judged,
    mm,
    styled,
)
from tayninh_portal.paper.conformity.parts import (
    URGENCY,
    Parts,
    Signature,
    content,
    is_mark,
    joined,
    number_of,
)
from tayninh_portal.paper.conformity.sheets import Line, Sheet
from tayninh_portal.paper.conformity.titles import listed
from tayninh_portal.paper.form import DocumentKind, Form, PageLayout, Range, roman

# Times New Roman as programs call it, and faces of the same measures.
_FACES = re.compile(r"Times(NewRoman(PS)?(MT)?)?|Tinos|LiberationSerif|NimbusRoman(No9L)?")
_BLACK, _RED = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)
_SLACK_MM = 0.7
# A full page is left short by what would not fit: two lines kept together.
_SHORT_MM = 15
# The line that marks may take under the words.
_MARK_MM = 9
# The seal is 36 mm across and covers a third of the signature.
_ROOM_MM = 20
_AUTHORITY = re.compile(r"(TM|KT|Q|TL|TUQ)\. .+|[^.]+")


def page_findings(parts: Parts, form: Form) -> Iterator[Finding]:
    """Sheet and margins, faces and colour, page numbers."""
    page, sheets = form.page, parts.sheets
    sides = {(round(sheet.width), round(sheet.height)) for sheet in sheets}
    portrait = (page.width_mm, page.height_mm)
    found = ", ".join(f"{width} x {height} mm" for width, height in sorted(sides))
    holds = all(tuple(sorted(side)) == portrait for side in sides)
    yield judged("size", "Khổ giấy", found, "A4, 210 x 297 mm", holds)
    upright = all(sheet.width < sheet.height for sheet in parts.main)
    found = "đứng" if upright else "ngang"
    yield judged("portrait", "Chiều giấy của văn bản", found, "đứng; phụ lục có thể ngang", upright)
    yield from _margins(parts, form)
    letters = [line for sheet in sheets for line in (*sheet.lines, *sheet.drawn)]
    looks = {look for line in letters for look in line.looks}
    others = sorted({look.face for look in looks if not _FACES.fullmatch(look.face)})
    found = ", ".join(others) or "Times New Roman hoặc tương đương"
    yield judged("face", "Phông chữ", found, "Times New Roman hoặc cùng số đo", not others)
    loose = sorted({face for sheet in sheets for face in sheet.loose})
    found = ", ".join(loose) or "nhúng đủ"
    yield judged("embedded", "Nhúng phông chữ", found, "mọi phông nằm trong tệp", not loose)
    colored = [line.text[:30] for line in letters if not _is_black(line)]
    found = f"có màu: “{colored[0]}”" if colored else "đen"
    yield judged("color", "Màu chữ", found, "đen; độ khẩn màu đỏ", not colored)
    yield from _numbers(parts, form)
    yield from _marks(sheets, page)
    if parts.beside:
        found, allowed = f"{len(parts.beside)} dòng", "nghị định không quy định"
        yield Finding("beside", "Tên, chú thích của bảng", found, allowed, REMARK)


def end_findings(parts: Parts, form: Form) -> Iterator[Finding]:
    """The signature and the recipients."""
    signature = parts.signature
    if signature is None:
        yield judged("recipients-title", "Nơi nhận", MISSING, "có nơi nhận", False)
        return
    authority, signer, title = signature.authority, signature.signer, signature.title
    yield styled("authority", "Quyền hạn, chức vụ", authority, form.authority)
    said = " / ".join(line.text for line in authority) or MISSING
    holds = bool(authority) and all(_AUTHORITY.fullmatch(line.text) for line in authority)
    yield judged("authority-form", "Cách ghi quyền hạn", said, "TM., KT., Q., TL., TUQ.", holds)
    middle = authority[0].centre if authority else 0.0
    under = [*authority, *([signer] if signer else [])]
    yield centred("signer-place", "Vị trí người ký", under, middle, "dưới quyền hạn")
    # A paper still to be signed bears no name yet.
    if signer or (parts.number and re.match(r"Số: ?\d", parts.number.text)):
        yield styled("signer", "Họ tên người ký", [signer] if signer else [], form.signer)
    if signer:
        room = signer.top - authority[-1].bottom
        yield judged("room", "Chỗ ký, đóng dấu", mm(room), f"từ {mm(_ROOM_MM)}", room >= _ROOM_MM)
    yield from _recipients_of(signature, parts, form)
    is_left = abs(title.left - parts.left) <= CENTRE_MM
    is_level = bool(authority) and abs(title.bottom - authority[0].bottom) <= 2.5
    allowed = "sát lề trái, ngang quyền hạn"
    found = allowed if is_left and is_level else "nơi khác"
    yield judged("recipients-place", "Vị trí nơi nhận", found, allowed, is_left and is_level)


def signers_findings(parts: Parts, form: Form) -> Iterator[Finding]:
    """Who signs a biên bản: two at least, side by side; under them the recipients (mẫu 1.9)."""
    signature = parts.signature
    if signature is None:
        yield judged("recipients-title", "Nơi nhận", MISSING, "có nơi nhận", False)
        return
    rights = [line for line in signature.authority if line.text == line.text.upper()]
    yield styled("authority", "Chức danh người ký", rights, form.authority)
    row = [line for line in rights if abs(line.bottom - rights[0].bottom) <= CENTRE_MM]
    found = f"{len(row)} người ở hàng đầu"
    yield judged("signers", "Người ký biên bản", found, "ít nhất hai, ngang hàng", len(row) > 1)
    names = [line for line in signature.authority if line not in rights]
    if names:
        yield styled("signer", "Họ tên người ký", names, form.signer)
    yield from _recipients_of(signature, parts, form)


def _recipients_of(signature: Signature, parts: Parts, form: Form) -> Iterator[Finding]:
    title = [signature.title]
    yield styled("recipients-title", "Từ “Nơi nhận”", title, form.recipients_title)
    yield styled("recipients", "Danh sách nơi nhận", signature.recipients, form.recipients)
    yield _recipients(listed(signature.recipients), bool(parts.addressees))


def annex_findings(parts: Parts, form: Form, kind: DocumentKind) -> Iterator[Finding]:
    """Each annex: its word, its title, what it belongs to; and that the body speaks of it."""
    if not parts.annexes:
        return
    heads = [content(annex[0]) for annex in parts.annexes]
    labels = [lines[0] for lines in heads]
    yield styled("annex-label", "Từ “Phụ lục”", labels, form.annex_label)
    several = len(labels) > 1
    wanted = [f"Phụ lục {roman(at)}" if several else "Phụ lục" for at in range(1, len(labels) + 1)]
    found = ", ".join(line.text for line in labels)
    yield judged(
        "annex-numbers", "Thứ tự phụ lục", found, ", ".join(wanted), found == ", ".join(wanted)
    )
    parted = [_annex_head(lines) for lines in heads]
    titles = [line for title, _ in parted for line in title]
    references = [line for _, reference in parted for line in reference]
    yield styled("annex-title", "Tên phụ lục", titles, form.annex_title)
    yield styled(
        "annex-reference", "Phụ lục kèm theo văn bản nào", references, form.annex_reference
    )
    named = all(reference for _, reference in parted)
    yield judged(
        "annex-belongs", "Mỗi phụ lục ghi “Kèm theo”", "có" if named else MISSING, "có", named
    )
    off = [
        line
        for (title, reference), label, annex in zip(parted, labels, parts.annexes, strict=True)
        for line in (label, *title, *reference)
        if abs(line.centre - annex[0].width / 2) > _shift(form) + CENTRE_MM
    ]
    yield judged("annex-place", "Vị trí tên phụ lục", "lệch" if off else "giữa", "giữa", not off)
    is_told = any("phụ lục" in each.text.lower() for each in parts.body)
    found = "có" if is_told else MISSING
    yield judged("annex-told", "Văn bản nhắc đến phụ lục", found, "có", is_told)


def _shift(form: Form) -> float:
    """By how much the type area may lie right of the middle of the sheet."""
    return (form.page.left_mm.high - form.page.right_mm.low) / 2


def _margins(parts: Parts, form: Form) -> Iterator[Finding]:
    """Of the pages together: a page alone may be short of every edge."""
    lines = [(sheet, line) for sheet in parts.main for line in content(sheet)]
    page, width = form.page, parts.main[0].width
    # Half of what the step of lines adds stands above the first one.
    air = (page.number.size_pt.high * 0.42) * 25.4 / 72
    yield _margin("top", "Lề trên", min(line.top for _, line in lines), page.top_mm, air)
    bottom = min(sheet.height - line.bottom for sheet, line in lines)
    # Only a page that a paragraph goes on from is known to be full, and not where the next one
    # takes lines along to stand over the signature.
    goes_on = any(
        before.sheet is not after.sheet is not parts.main[-1]
        and after.lines[0].left < parts.left + 2
        for before, after in pairwise(parts.body)
    )
    is_marked = any(is_mark(line) for sheet in parts.main for line in sheet.lines)
    short = (_SHORT_MM + _MARK_MM * is_marked) if goes_on else 297
    yield _margin("bottom", "Lề dưới", bottom, page.bottom_mm, short)
    yield _margin("left", "Lề trái", parts.left, page.left_mm, 0)
    yield _margin("right", "Lề phải", width - parts.right, page.right_mm, 0)


def _margin(code: str, name: str, found: float, allowed: Range, more: float) -> Finding:
    holds = allowed.low - _SLACK_MM <= found <= allowed.high + _SLACK_MM + more
    return judged(code, name, mm(found), f"{allowed.low:g}–{allowed.high:g} mm", holds)


def _marks(sheets: Sequence[Sheet], page: PageLayout) -> Iterator[Finding]:
    """The portal's own, on any page: with the words, since a margin holds the page number alone."""
    marks = [(sheet, line) for sheet in sheets for line in sheet.lines if is_mark(line)]
    if not marks:
        return
    said = ", ".join(sorted({line.text for _, line in marks}))
    edge = min(min(line.top, sheet.height - line.bottom) for sheet, line in marks)
    least = min(page.top_mm.low, page.bottom_mm.low)
    found, allowed = f"{said}, cách mép giấy {mm(edge)}", f"trong vùng chữ, từ {least:g} mm"
    yield judged("marks", "Dấu riêng của cổng", found, allowed, edge >= least - _SLACK_MM)


def _numbers(parts: Parts, form: Form) -> Iterator[Finding]:
    """Counted from 1 in the document and in each annex, and not shown on a first page."""
    groups = (parts.main, *parts.annexes)
    shown = [[number_of(sheet) for sheet in group] for group in groups]
    said = [[line.text if line else "" for line in group] for group in shown]
    wanted = [["", *(str(at) for at in range(2, len(group) + 1))] for group in groups]
    holds = said == wanted
    found = (
        "liên tục" if holds else "; ".join(" ".join(one or "–" for one in each) for each in said)
    )
    allowed = "từ trang 2; mỗi phụ lục đánh riêng"
    yield judged("page-numbers", "Số trang", found, allowed, holds)
    pairs = [
        (sheet, line)
        for group, lines in zip(groups, shown, strict=True)
        for sheet, line in zip(group, lines, strict=True)
        if line
    ]
    if pairs:
        yield styled("page-number", "Chữ số trang", [line for _, line in pairs], form.page.number)
        off = [
            line
            for sheet, line in pairs
            if line.bottom > form.page.top_mm.high
            or abs(line.centre - sheet.width / 2) > _shift(form) + CENTRE_MM
        ]
        found = "nơi khác" if off else "giữa lề trên"
        yield judged("page-number-place", "Vị trí số trang", found, "giữa lề trên", not off)


def _is_black(line: Line) -> bool:
    colors = {look.color for look in line.looks}
    return colors <= ({_RED} if line.text in URGENCY else {_BLACK})


def _recipients(items: list[str], is_addressed: bool) -> Finding:
    """Each with its mark; first the addressees again, last the file copy."""
    last = items[-1] if items else MISSING
    holds = (
        len(items) > 1
        and all(re.fullmatch(r"- .+;", item) for item in items[:-1])
        and bool(re.fullmatch(r"- Lưu: VT\b.*\..*", last))
        and (items[0] == "- Như trên;" or not is_addressed)
    )
    found = " ".join(items) or MISSING
    return judged(
        "recipients-form", "Cách viết nơi nhận", found, "- Như trên; … - Lưu: VT, ….", holds
    )


def _annex_head(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The title under the word "Phụ lục", and the lines in brackets under it."""
    rows = [joined(list(row)) for _, row in groupby(lines, key=lambda line: round(line.bottom))]
    begins = next((at for at, row in enumerate(rows) if row.text.startswith("(Kèm theo")), None)
    if begins is None:
        return rows[1:2], []
    after = rows[begins:]
    ends = next((at for at, row in enumerate(after) if row.text.endswith(")")), 0)
    return rows[1:begins], after[: ends + 1]
