"""A document as the page templates draw it: lines, spellings and lengths, all as text.

Nothing here is markup and every number is already written for CSS, so the templates escape all of
it and need neither a locale nor a configured Django.
"""

from typing import Any

from tayninh_portal.paper import html
from tayninh_portal.paper.assets import COLOR_PROFILE, FACES, FAMILY, SCHEME
from tayninh_portal.paper.content import Document, OrganLine, Signature, Table
from tayninh_portal.paper.form import (
    SINGLE_LINE_EM,
    Form,
    PageLayout,
    Range,
    Style,
    day,
    month,
    roman,
    symbol,
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

# The room of the marks at the foot of a page: over their frames, and from a frame to its words.
OVER_MARK_PT, _AROUND_MARK_PT = 6, 2

# Room to sign on every page of a biên bản, and how far above its line the words end.
EACH_PAGE = "Chữ ký ở trang này: đại diện cơ quan ……………; người chủ trì ……………"
OVER_EACH_PAGE_PT = 20

# The head's left column; the right one then holds the state's name at 13 pt on one line.
LEFT_SHARE = 0.4
# Room beside the subject, so that its lines stand clear of the margins.
_SUBJECT_INSET_MM = 8


def page_context(document: Document, form: Form) -> Context:
    """All that `documents/document.html` needs."""
    blocks = html.closed(document.blocks, form)
    body = html.draw(blocks, form=form)
    kept = html.keep_with_signature(blocks, form)
    for drawn in body[len(body) - kept :]:
        drawn["keep"] = True
    stated = spelled(document, form)
    return stated | {
        "css": css_context(document, form),
        "language": document.language,
        "title": title(document),
        "author": document.issuer,
        "created": document.created.isoformat(timespec="seconds"),
        "body": body,
        "annexes": [
            annex | {"name": f"annex-{at}", "blocks": html.draw(made.blocks, form=form, top=3)}
            for at, (annex, made) in enumerate(
                zip(stated["annexes"], document.annexes, strict=True), start=1
            )
        ],
        "code": stated["code"] | {"path": qr_path(document.code_url or document.code)},
    }


def spelled(document: Document, form: Form) -> Context:
    """The words of the parts around the blocks, as every kind of file writes them: capitals, marks,
    numbers and days, lines of the head; and how long the rules under them are."""
    return {
        "marks": document.marks,
        "head": _head(document, form),
        "kind": form.kind.case(document.kind),
        "subject": _ruled(
            balanced_lines(document.subject, form.subject, _subject_mm(form)), form.subject, form
        ),
        "addressees": _listed(document.addressees),
        "bases": _listed(document.bases),
        "signature": _signed(document.signature, form),
        "signing": _signing(document, form),
        "each_page": EACH_PAGE if document.signers else "",
        "recipients": _recipients(document, form),
        "annexes": _annexes(document, form),
        "code": {"text": document.code, "address": document.code_url},
    }


def title(document: Document) -> str:
    """The title of the file: 'Báo cáo Kết quả …', 'Công văn về việc …'."""
    return f"{_called(document)} {'về việc ' if document.letter else ''}{document.subject}"


def _called(document: Document) -> str:
    return "Công văn" if document.letter else document.kind.capitalize()


def number_pieces(document: Document) -> list[Context]:
    """'05/BC-UBND', or room for the number before the symbol."""
    written = _room(NUMBER_ROOM) if document.number is None else two_digits(document.number)
    return _pieces(written, f"/{symbol(document.symbol)}")


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


def text_mm(page: PageLayout) -> float:
    """How wide the words run on an upright page."""
    return page.width_mm - page.left_mm.chosen - page.right_mm.chosen


def _subject_mm(form: Form) -> float:
    return text_mm(form.page) - 2 * _SUBJECT_INSET_MM


def _listed(parts: tuple[str, ...], end: str = ".") -> list[str]:
    """Each part with ';', the last with `end`; a mark that was typed is not doubled."""
    bare = [part.rstrip(" .;,") for part in parts]
    return [f"{part}{';' if part is not bare[-1] else end}" for part in bare]


def _ruled(lines: tuple[str, ...], style: Style, form: Form) -> Context:
    """Lines and the length of the rule under them, a share of the last line's."""
    rule_mm = width_mm(lines[-1], style) * form.short_rule_share.chosen
    return {"lines": lines, "rule": f"{rule_mm:.2f}mm", "rule_mm": rule_mm}


def _head(document: Document, form: Form) -> Context:
    column_mm = text_mm(form.page) * LEFT_SHARE
    parents = [line for line in document.organ if line.parent]
    issuers = [line for line in document.organ if not line.parent]
    subject = f"V/v {document.subject}" if document.letter else ""
    urgency = document.urgency
    frame = form.urgency_frame_mm[urgency] if urgency else (0, 0)
    return {
        "parents": _column_lines(parents, form.parent, column_mm),
        "issuer": _ruled(_column_lines(issuers, form.issuer, column_mm), form.issuer, form),
        "number": number_pieces(document),
        "subject": balanced_lines(subject, form.letter_subject, column_mm),
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


def _signed(signature: Signature, form: Form) -> Context:
    authority = [form.authority.case(line) for line in signature.authority]
    return {"authority": authority, "name": signature.name}


def _signing(document: Document, form: Form) -> list[list[Context]]:
    """Of a biên bản who signs, two a row: ``signature`` on the right of the first."""
    first, *others = document.signers or (None,)
    if first is None:
        return []
    all_of_them = [_signed(one, form) for one in (first, document.signature, *others)]
    return [all_of_them[at : at + 2] for at in range(0, len(all_of_them), 2)]


def _recipients(document: Document, form: Form) -> list[str]:
    lines = _listed(document.recipients)
    if document.drafter:
        lines[-1] = f"{lines[-1]} {form.drafter.case(document.drafter)}"
    return lines


def _annexes(document: Document, form: Form) -> list[Context]:
    several = len(document.annexes) > 1
    return [
        {
            "label": f"Phụ lục {roman(at)}" if several else "Phụ lục",
            "title": form.annex_title.case(annex.title),
            # Phụ lục I, III.1: which document the annex belongs to.
            "kind": _called(document),
            "number": number_pieces(document),
            "date": date_pieces(document),
            "issuer": document.issuer,
            "landscape": annex.landscape,
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
        "left_share": f"{LEFT_SHARE:.0%}",
        "right_share": f"{1 - LEFT_SHARE:.0%}",
        "signature_room": f"{form.signature_room_mm:g}mm",
        "authority_line": f"{form.authority.size_pt.chosen * SINGLE_LINE_EM:g}pt",
        "table": f"{form.table_pt:g}pt",
        "annex_table": f"{form.annex_table_pt:g}pt",
        "note": f"{form.note_pt:g}pt",
        "mark": f"{form.mark_pt:g}pt",
        "marked": _marked(form, document) if document.marks or document.signers else {},
        "widths": [str(width) for width in sorted(_widths(document))],
    }


def _marked(form: Form, document: Document) -> Context:
    """The lowest line of the type area, which marks and signatures take on each page: how far from
    the edge of the sheet the words end above it, and how far above the line."""
    over_pt = OVER_EACH_PAGE_PT if document.signers else OVER_MARK_PT
    line_pt = form.mark_pt * SINGLE_LINE_EM + 2 * _AROUND_MARK_PT + over_pt
    return {
        "foot": f"{form.page.bottom_mm.chosen + line_pt * 25.4 / 72:.2f}mm",
        "over": f"{over_pt}pt",
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
