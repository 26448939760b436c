"""The parts of a paper around its blocks: head, title, signature, heads of annexes, code."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element as Element

from tayninh_portal.paper.content import Document
from tayninh_portal.paper.form import SINGLE_LINE_EM, Form
from tayninh_portal.paper.layout import LEFT_SHARE, Context, text_mm
from tayninh_portal.paper.measure import width_mm
from tayninh_portal.paper.word.markup import (
    el,
    lines,
    paragraph,
    pieces,
    text_run,
    twips,
)
from tayninh_portal.paper.word.tables import side_by_side

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
# Above the signature: as on the PDF.
_ABOVE_SIGNATURE_PT = 8
CODE_MM = 24
# Characters: more may not find room on a line.
_LONGEST_TOGETHER = 50


def head(document: Document, stated: Context, form: Form) -> Element:
    """Who issues on the left, the state on the right; number and day under them."""
    whole_mm = text_mm(form.page)
    left_mm = whole_mm * LEFT_SHARE
    right_mm = whole_mm - left_mm
    drawn = stated["head"]
    place = paragraph("Place", text_run(f"{drawn['place']}, "), *pieces(drawn["date"]))
    organ = [
        *(paragraph("Parent", text_run(line)) for line in drawn["parents"]),
        *(paragraph("Issuer", text_run(line)) for line in drawn["issuer"]["lines"]),
        rule(drawn["issuer"]["rule_mm"], left_mm),
    ]
    widths = (twips(left_mm), twips(right_mm))
    if document.internal:
        return side_by_side(widths, (organ, [place]))
    if document.signers:
        place = paragraph("Place")
    state = [
        paragraph("State", text_run(STATE)),
        paragraph("Motto", text_run(MOTTO)),
        rule(width_mm(MOTTO, form.motto), right_mm),
    ]
    number = paragraph("Number", text_run("Số: "), *pieces(drawn["number"]))
    subject = drawn["subject"]
    under = [paragraph("LetterSubject", *lines(subject))] if subject else []
    if drawn["urgency"]:
        under.append(_urgency(drawn["urgency"], left_mm, form))
    return side_by_side(widths, (organ, state), ([number, *under], [place]))


def rule(length_mm: float, column_mm: float, style: str = "Rule") -> Element:
    """A line of a length, in the middle of a column."""
    side = twips((column_mm - length_mm) / 2)
    line = el("bottom", val="single", sz=6, space=1, color="000000")
    properties = (el("pStyle", val=style), el("pBdr", line), el("ind", left=side, right=side))
    return el("p", el("pPr", *properties))


def _urgency(words: str, column_mm: float, form: Form) -> Element:
    """The degree of urgency in its frame, which the decree measures in millimetres."""
    width, height = form.urgency_frame_mm[words]
    spare_pt = height / 25.4 * 72 - form.urgency.size_pt.chosen * SINGLE_LINE_EM
    frame = [
        el(
            side,
            val="single",
            sz=8,
            space=round(spare_pt / 2) if side in ("top", "bottom") else 0,
            color="FF0000",
        )
        for side in ("top", "left", "bottom", "right")
    ]
    side = twips((column_mm - width) / 2)
    properties = (el("pStyle", val="Urgency"), el("pBdr", *frame), el("ind", left=side, right=side))
    return el("p", el("pPr", *properties), text_run(words))


def title_lines(stated: Context, form: Form) -> list[Element]:
    """The kind of paper, what it is about, to whom, on what grounds."""
    subject, made = stated["subject"], []
    to = stated["addressees"]
    if stated["kind"]:
        made = [
            paragraph("Kind", text_run(stated["kind"])),
            paragraph("Subject", *lines(subject["lines"])),
            rule(subject["rule_mm"], text_mm(form.page), "Rule" if to else "SubjectRule"),
        ]
    if len(to) == 1:
        made.append(paragraph("Addressee", text_run(f"Kính gửi: {to[0]}")))
    elif to:
        made.append(paragraph("Addressees", text_run("Kính gửi:")))
        made += [paragraph("AddresseeLine", text_run(f"- {line}")) for line in to[:-1]]
        made.append(paragraph("AddresseeLast", text_run(f"- {to[-1]}")))
    return [*made, *(paragraph("Basis", text_run(line)) for line in stated["bases"])]


def signature(stated: Context, form: Form) -> Element:
    """To whom copies go on the left; who signs, by what right, on the right."""
    half = twips(text_mm(form.page) / 2)
    recipients = [
        paragraph("RecipientsTitle", text_run("Nơi nhận:")),
        *(paragraph("Recipient", text_run(f"- {line}")) for line in stated["recipients"]),
    ]
    # Room in a cell does not meet the distance below the paragraph before, as margins do.
    above = max(_ABOVE_SIGNATURE_PT - form.body.gap_pt, 0)
    if not stated["signing"]:
        signer = _signs(stated["signature"])
        return side_by_side((half, half), (recipients, signer), above_pt=above)
    # Of a biên bản everybody who signs, then the recipients (mẫu 1.9).
    rows = [[_signs(one, keep=True) for one in row] for row in stated["signing"]]
    return side_by_side((half, half), *rows, (recipients, [paragraph("Rule")]), above_pt=above)


def _signs(one: Context, *, keep: bool = False) -> list[Element]:
    """By what right somebody signs, room to do it, their name."""
    return [
        *(paragraph("Authority", text_run(line), keep=keep) for line in one["authority"]),
        paragraph("CoSigner" if keep else "Signer", text_run(one["name"]), keep=keep),
    ]


def annex_head(annex: Context) -> list[Element]:
    """The number of an annex, its title, the paper it belongs to."""
    return [
        paragraph("AnnexLabel", text_run(annex["label"])),
        paragraph("AnnexTitle", text_run(annex["title"])),
        paragraph(
            "AnnexReference",
            text_run(f"(Kèm theo {annex['kind']} số "),
            *pieces(annex["number"]),
            text_run(" "),
            *pieces(annex["date"]),
            text_run(f" {_whose(annex['issuer'])}"),
        ),
    ]


def _whose(issuer: str) -> str:
    """Whose paper it is, on one line where it finds room there, as on the PDF."""
    words = f"của {issuer})"
    return words if len(words) > _LONGEST_TOGETHER else words.replace(" ", "\N{NO-BREAK SPACE}")


def code(stated: Context, picture: Callable[[str], Element], form: Form) -> Element:
    """The short code of the paper beside its QR; ``picture`` draws that of a text."""
    said = stated["code"]
    words = [f"Mã văn bản: {said['text']}"]
    if said["address"]:
        words.append(f"Tra cứu tại: {said['address']}")
    drawn = paragraph("Code", picture(said["address"] or said["text"]))
    left = twips(CODE_MM + 4)
    widths = (left, twips(text_mm(form.page)) - left)
    return side_by_side(widths, ([drawn], [paragraph("Code", *lines(words))]), middle=True)
