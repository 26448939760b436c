"""A document as the page templates draw it: lines, spellings and lengths, all as text.

Nothing here is markup and every number is already written for CSS, so the templates escape all of
it and need neither a locale nor a configured Django.
"""

from typing import Any

from tayninh_portal.paper import html
from tayninh_portal.paper.assets import COLOR_PROFILE, FACES, FAMILY, SCHEME
from tayninh_portal.paper.content import Document, OrganLine, Table
from tayninh_portal.paper.form import (
    SINGLE_LINE_EM,
    Form,
    PageLayout,
    Range,
    Style,
    day,
    month,
    roman,
    two_digits,
)
from tayninh_portal.paper.measure import balanced_lines, width_mm
from tayninh_portal.paper.qr import qr_path

Context = dict[str, Any]

# Without a number or a day there is room to write one: so many spaces, set wide by the style sheet.
NUMBER_ROOM = "\N{NO-BREAK SPACE}" * 8
DAY_ROOM = "\N{NO-BREAK SPACE}" * 6

# The CSS name of the colour space that the file declares as its output intent.
COLORS = "--colors"

# The head's left column; the right one then holds the state's name at 13 pt on one line.
_LEFT_SHARE = 0.4
# Room beside the subject, so that its lines stand clear of the margins.
_SUBJECT_INSET_MM = 8


def page_context(document: Document, form: Form) -> Context:
    """All that `documents/document.html` needs."""
    blocks = html.closed(document.blocks, form)
    body = html.draw(blocks, form=form)
    kept = html.keep_with_signature(blocks, form)
    for drawn in body[len(body) - kept :]:
        drawn["keep"] = True
    return {
        "css": css_context(document, form),
        "language": document.language,
        "title": title(document),
        "author": document.issuer,
        "created": document.created.isoformat(timespec="seconds"),
        "marks": document.marks,
        "head": _head(document, form),
        "kind": form.kind.case(document.kind),
        "subject": _ruled(
            balanced_lines(document.subject, form.subject, _subject_mm(form)), form.subject, form
        ),
        "addressees": _listed(document.addressees),
        "bases": _listed(document.bases),
        "body": body,
        "signature": {
            "authority": [form.authority.case(line) for line in document.signature.authority],
            "name": document.signature.name,
        },
        "recipients": _recipients(document, form),
        "annexes": _annexes(document, form),
        "code": {
            "text": document.code,
            "address": document.code_url,
            "path": qr_path(document.code_url or document.code),
        },
    }


def title(document: Document) -> str:
    """The title of the file: 'Báo cáo Kết quả …'."""
    return f"{document.kind.capitalize()} {document.subject}"


def number_pieces(document: Document) -> list[Context]:
    """'05/BC-UBND', or room for the number before the symbol."""
    written = _room(NUMBER_ROOM) if document.number is None else two_digits(document.number)
    return _pieces(written, f"/{document.symbol.upper()}")


def date_pieces(document: Document) -> list[Context]:
    """'ngày 05 tháng 7 năm 2026', or room for the day and the month."""
    date = document.date
    if date is None:
        room = _room(DAY_ROOM)
        return _pieces("ngày", room, "tháng", room, f"năm {document.year}")
    return _pieces(f"ngày {day(date.day)} tháng {month(date.month)} năm {date.year}")


def _room(spaces: str) -> Context:
    return {"text": spaces, "room": True}


def _pieces(*parts: str | Context) -> list[Context]:
    return [{"text": part, "room": False} if isinstance(part, str) else part for part in parts]


def _text_mm(page: PageLayout) -> float:
    return page.width_mm - page.left_mm.chosen - page.right_mm.chosen


def _subject_mm(form: Form) -> float:
    return _text_mm(form.page) - 2 * _SUBJECT_INSET_MM


def _listed(parts: tuple[str, ...], end: str = ".") -> list[str]:
    """Each part with ';', the last with `end`; a mark that was typed is not doubled."""
    bare = [part.rstrip(" .;,") for part in parts]
    return [f"{part}{';' if part is not bare[-1] else end}" for part in bare]


def _ruled(lines: tuple[str, ...], style: Style, form: Form) -> Context:
    """Lines and the length of the rule under them, a share of the last line's."""
    return {
        "lines": lines,
        "rule": f"{width_mm(lines[-1], style) * form.short_rule_share.chosen:.2f}mm",
    }


def _head(document: Document, form: Form) -> Context:
    column_mm = _text_mm(form.page) * _LEFT_SHARE
    parents = [line for line in document.organ if line.parent]
    issuers = [line for line in document.organ if not line.parent]
    urgency = document.urgency
    frame = form.urgency_frame_mm[urgency] if urgency else (0, 0)
    return {
        "parents": _column_lines(parents, form.parent, column_mm),
        "issuer": _ruled(_column_lines(issuers, form.issuer, column_mm), form.issuer, form),
        "number": number_pieces(document),
        "place": document.place,
        "date": date_pieces(document),
        "urgency": urgency or "",
        "urgency_width": f"{frame[0]}mm",
        "urgency_height": f"{frame[1]}mm",
    }


def _column_lines(lines: list[OrganLine], style: Style, limit_mm: float) -> tuple[str, ...]:
    return tuple(
        part for line in lines for part in balanced_lines(style.case(line.text), style, limit_mm)
    )


def _recipients(document: Document, form: Form) -> list[str]:
    lines = _listed(document.recipients)
    if document.drafter:
        lines[-1] = f"{lines[-1]} {form.drafter.case(document.drafter)}"
    return lines


def _annexes(document: Document, form: Form) -> list[Context]:
    several = len(document.annexes) > 1
    return [
        {
            "name": f"annex-{at}",
            "label": f"Phụ lục {roman(at)}" if several else "Phụ lục",
            "title": form.annex_title.case(annex.title),
            # Phụ lục I, III.1: which document the annex belongs to.
            "kind": document.kind.capitalize(),
            "number": number_pieces(document),
            "date": date_pieces(document),
            "issuer": document.issuer,
            "landscape": annex.landscape,
            "blocks": html.draw(annex.blocks, form=form, top=3),
        }
        for at, annex in enumerate(document.annexes, start=1)
    ]


def css_context(document: Document, form: Form) -> Context:
    """The form's numbers as CSS lengths, by the name of the part."""
    page, body = form.page, form.body
    headings = {f"heading_{at}": rule.style for at, rule in enumerate(form.headings, start=1)}
    styles = {
        name: value for name, value in vars(form).items() if isinstance(value, Style)
    } | headings
    return {
        "family": FAMILY,
        "colors": {"name": COLORS, "address": SCHEME + COLOR_PROFILE},
        "faces": [
            {
                "address": SCHEME + path,
                "weight": "bold" if bold else "normal",
                "style": "italic" if italic else "normal",
            }
            for (bold, italic), path in FACES.items()
        ],
        "page": {
            "width": f"{page.width_mm:g}mm",
            "height": f"{page.height_mm:g}mm",
            "margins": " ".join(
                _mm(edge) for edge in (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm)
            ),
            "number": _font(page.number),
        },
        "annexes": [
            {"name": f"annex-{at}", "landscape": annex.landscape}
            for at, annex in enumerate(document.annexes, start=1)
        ],
        "font": {name: _font(style) for name, style in styles.items()},
        "body": {
            "font": _font(body.style),
            "line_height": f"{body.line_spacing.chosen * SINGLE_LINE_EM:.4g}",
            "indent": f"{body.first_line_mm:g}mm",
            "gap": f"{body.gap_pt:g}pt",
            "lines": str(body.lines_with_signature),
        },
        "single": f"{SINGLE_LINE_EM:g}",
        "left_share": f"{_LEFT_SHARE:.0%}",
        "right_share": f"{1 - _LEFT_SHARE:.0%}",
        "signature_room": f"{form.signature_room_mm:g}mm",
        "authority_line": f"{form.authority.size_pt.chosen * SINGLE_LINE_EM:g}pt",
        "table": f"{form.table_pt:g}pt",
        "annex_table": f"{form.annex_table_pt:g}pt",
        "note": f"{form.note_pt:g}pt",
        "mark": f"{form.mark_pt:g}pt",
        "widths": [str(width) for width in sorted(_widths(document))],
    }


def _widths(document: Document) -> set[int]:
    parts = (document.blocks, *(annex.blocks for annex in document.annexes))
    return {
        column.width_percent
        for blocks in parts
        for block in blocks
        if isinstance(block, Table)
        for column in block.columns
        if column.width_percent
    }


def _mm(rule: Range) -> str:
    return f"{rule.chosen:g}mm"


def _font(style: Style) -> str:
    """The value of CSS `font`, without the line height's inheritance: set it after this."""
    slant = "italic" if style.italic else "normal"
    weight = "bold" if style.bold else "normal"
    return f"{slant} {weight} {style.size_pt.chosen:g}pt/{SINGLE_LINE_EM:g} {FAMILY}"
