"""The form of the decree as styles of Word, and what a file says of itself beside its words.

Each part of a paper has a style under a Vietnamese name: who writes on in Word finds them in the
list, and a heading in the outline. The face is the one of the decree, which every Word has; the PDF
embeds another of the same widths.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from tayninh_portal.paper.form import Form, Range, Style
from tayninh_portal.paper.layout import OVER_MARK_PT
from tayninh_portal.paper.word.markup import TWIPS_PER_POINT, el, flag, name, twips

if TYPE_CHECKING:
    from docx.document import Document as WordFile

FACE = "Times New Roman"
# Of the styles of python-docx's own file those that Word itself reckons with.
_KEPT = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
# Parts of that file nothing of ours refers to.
_LEFT_OUT = {
    "stylesWithEffects",
    "webSettings",
    "fontTable",
    "customXml",
    "numbering",
    "thumbnail",
    "extended-properties",
}
_LINE = 240


@dataclass(frozen=True)
class Look:
    """One style: how a part is set (form), where it stands. Distances in points."""

    name: str
    style: Style
    align: str = "center"
    before: float = 0
    after: float = 0
    first_line_mm: float = 0
    lines: float = 1
    keep: bool = False
    # 0 is the first level of the outline; None: no heading.
    outline: int | None = None
    color: str = ""
    hanging_mm: float = 0


def looks(form: Form) -> dict[str, Look]:
    """Style id → how it looks. The distances that the decree leaves open are those of the PDF: of
    two that meet Word takes the larger, as CSS does."""
    body, gap = form.body, form.body.gap_pt
    text = Look(
        "Đoạn văn",
        body.style,
        "both",
        gap,
        gap,
        first_line_mm=body.first_line_mm,
        lines=body.line_spacing.chosen,
    )
    headings = {
        f"Heading{at}": replace(
            text, name=f"heading {at}", style=rule.style, keep=True, outline=at - 1
        )
        for at, rule in enumerate(form.headings, start=1)
    }
    # The dashes stand under the colon.
    addressee = Look("Kính gửi nhiều nơi", form.addressee, "left", after=2, hanging_mm=60)
    cell, annex_cell = _sized(form.table_pt), _sized(form.annex_table_pt)
    return headings | {
        "State": Look("Quốc hiệu", form.state),
        "Motto": Look("Tiêu ngữ", form.motto),
        "Parent": Look("Cơ quan chủ quản", form.parent),
        "Issuer": Look("Cơ quan ban hành", form.issuer),
        "Number": Look("Số, ký hiệu", form.number, before=6),
        "Place": Look("Địa danh, thời gian", form.place, before=6),
        "Urgency": Look("Độ khẩn", form.urgency, before=5, color="FF0000"),
        "Kind": Look("Tên loại văn bản", form.kind, before=16, keep=True),
        "Subject": Look("Trích yếu", form.subject, keep=True),
        "LetterSubject": Look("Trích yếu công văn", form.letter_subject, before=6),
        "Addressee": Look("Kính gửi", form.addressee, before=14, after=12),
        "Addressees": replace(addressee, before=14, keep=True, hanging_mm=42),
        "AddresseeLine": replace(addressee, name="Nơi kính gửi", keep=True),
        "AddresseeLast": replace(addressee, name="Nơi kính gửi sau cùng", after=12),
        "Basis": replace(text, name="Căn cứ", style=form.basis),
        "Body": text,
        "Note": Look("Ghi chú", _sized(form.note_pt), "left", 3, gap),
        "TableTitle": Look("Tên bảng", replace(cell, bold=True), before=gap, after=3, keep=True),
        "AnnexTableTitle": Look(
            "Tên bảng phụ lục", replace(annex_cell, bold=True), before=gap, after=3, keep=True
        ),
        "Cell": Look("Ô bảng", cell, "left"),
        "AnnexCell": Look("Ô bảng phụ lục", annex_cell, "left"),
        "Drawing": Look("Biểu đồ", annex_cell, keep=True),
        "RecipientsTitle": Look("Nơi nhận", form.recipients_title, "left", lines=_level(form)),
        "Recipient": Look("Danh sách nơi nhận", form.recipients, "left"),
        "Authority": Look("Quyền hạn, chức vụ", form.authority),
        "Signer": Look("Họ tên người ký", form.signer, before=_room_pt(form)),
        "CoSigner": Look("Họ tên người cùng ký", form.signer, before=_room_pt(form), after=8),
        "AnnexLabel": Look("Số phụ lục", form.annex_label, keep=True),
        "AnnexTitle": Look("Tên phụ lục", form.annex_title, keep=True, outline=0),
        "AnnexReference": Look("Kèm theo văn bản", form.annex_reference, after=10),
        "Code": Look("Mã văn bản", _sized(form.mark_pt), "left"),
        "Mark": Look("Dấu trên trang", _sized(form.mark_pt, bold=True), before=OVER_MARK_PT),
        "PageNumber": Look("Số trang", form.page.number),
        # Nothing but a rule, or the end of a section: as low as Word allows.
        "Rule": Look("Đường kẻ", _sized(1)),
        "SubjectRule": Look("Đường kẻ dưới trích yếu", _sized(1), after=12),
        "Gap": Look("Giữa hai bảng", _sized(1), after=gap),
    }


def _sized(points: float, *, bold: bool = False) -> Style:
    return Style(Range(points, points, points), bold=bold)


def _level(form: Form) -> float:
    """“Nơi nhận:” takes a line as high as the one beside it, so that both stand on one."""
    return form.authority.size_pt.chosen / form.recipients_title.size_pt.chosen


def _room_pt(form: Form) -> float:
    return form.signature_room_mm / 25.4 * 72


def set_styles(file: WordFile, form: Form) -> None:
    """Put the form into the styles of an empty file of python-docx; it had none of ours."""
    styles = file.styles.element
    defaults = styles.find("{*}docDefaults")
    language = el("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")
    faces = el("rFonts", ascii=FACE, eastAsia=FACE, hAnsi=FACE, cs=FACE)
    styles.replace(
        defaults,
        el(
            "docDefaults",
            el("rPrDefault", el("rPr", faces, *_sizes(form.body.style), language)),
            el("pPrDefault"),
        ),
    )
    for style in styles.findall("{*}style"):
        if style.styleId not in _KEPT:
            styles.remove(style)
    normal = file.styles["Normal"].element
    for part in [*normal.findall("{*}rPr"), *normal.findall("{*}pPr")]:
        normal.remove(part)
    styles.extend([_style(key, look) for key, look in looks(form).items()])


def _style(key: str, look: Look) -> Element:
    space = el(
        "spacing",
        before=round(look.before * TWIPS_PER_POINT),
        after=round(look.after * TWIPS_PER_POINT),
        line=round(look.lines * _LINE),
        lineRule="auto",
    )
    indent = None
    if look.first_line_mm:
        indent = el("ind", firstLine=twips(look.first_line_mm))
    elif look.hanging_mm:
        indent = el("ind", left=twips(look.hanging_mm))
    properties = el(
        "pPr",
        flag("keepNext", look.keep),
        space,
        indent,
        el("jc", val=look.align),
        None if look.outline is None else el("outlineLvl", val=look.outline),
    )
    font = el(
        "rPr",
        flag("b", look.style.bold),
        flag("i", look.style.italic),
        el("color", val=look.color) if look.color else None,
        *_sizes(look.style),
    )
    made = el("style", type="paragraph", styleId=key)
    # A heading is one that Word knows, whatever it looks like; the others are ours.
    if not key.startswith("Heading"):
        made.set(name("customStyle"), "1")
    made.extend([el("name", val=look.name), el("basedOn", val="Normal"), el("qFormat")])
    made.extend([properties, font])
    return made


def _sizes(style: Style) -> list[Element]:
    half_points = round(style.size_pt.chosen * 2)
    return [el("sz", val=half_points), el("szCs", val=half_points)]


def set_settings(file: WordFile) -> None:
    """Of today's Word, in Vietnamese: without them the file opens in a mode for old files."""
    settings = file.settings.element
    for child in list(settings):
        settings.remove(child)
    word = "http://schemas.microsoft.com/office/word"
    modes = [
        el("compatSetting", name=mode, uri=word, val=value)
        for mode, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
        )
    ]
    settings.extend(
        [
            el("zoom", percent=100),
            el("defaultTabStop", val=720),
            el("characterSpacingControl", val="doNotCompress"),
            el("compat", *modes),
            el("themeFontLang", val="vi-VN"),
            el("decimalSymbol", val=","),
            el("listSeparator", val=";"),
        ]
    )


def leave_out(file: WordFile) -> None:
    """Take out what python-docx's own file brings along and nothing of ours refers to."""
    for holder in (file.part, file.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in _LEFT_OUT:
                del holder.rels[key]
