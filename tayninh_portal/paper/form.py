"""The decree's rules of form as one table, and the few spellings it prescribes.

A rule that leaves a choice is a `Range`: the limits are the decree's, `chosen` is ours. A decree
that succeeds Nghị định 30/2020/NĐ-CP is a new `Form`; a document keeps the form it was made with.
"""

from dataclasses import dataclass
from typing import Literal

# What "single" line spacing is in the face: (ascent + descent + line gap) / em of Tinos, the same
# as Times New Roman's. The decree counts in lines, CSS in ems.
SINGLE_LINE_EM = 1.15

# Points (điểm) are numbered by the Vietnamese alphabet: đ after d, no f, j, w, z (Mục II.6).
VIETNAMESE_LETTERS = tuple("abcdđeghiklmnopqrstuvxy")

# Mục II.1, as it is written.
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Range:
    """Limits of a rule and the value we print, in the unit of the field's name."""

    low: float
    high: float
    chosen: float

    def __post_init__(self) -> None:
        if not self.low <= self.chosen <= self.high:
            raise ValueError(f"{self.chosen} is outside {self.low}–{self.high}")


@dataclass(frozen=True)
class Style:
    """How a part is set. `upper` is done to the text itself, so that a copied text keeps it."""

    size_pt: Range
    bold: bool = False
    italic: bool = False
    upper: bool = False

    def case(self, text: str) -> str:
        return text.upper() if self.upper else text


@dataclass(frozen=True)
class HeadingRule:
    """A level of the body: how its number is written ('{}.') and how the title is set."""

    mark: str
    numbering: Literal["roman", "arabic", "letter", "dash"]
    style: Style


@dataclass(frozen=True)
class PageLayout:
    """The sheet, its margins and the page number in the top one; lengths in millimetres."""

    width_mm: float
    height_mm: float
    top_mm: Range
    bottom_mm: Range
    left_mm: Range
    right_mm: Range
    number: Style


@dataclass(frozen=True)
class Body:
    """How the body is set; `line_spacing` counts lines, `closing` ends the last sentence."""

    style: Style
    first_line_mm: float
    # What the decree leaves to choose from; ours is one of them.
    first_lines_mm: tuple[float, ...]
    gap_pt: float
    line_spacing: Range
    closing: str
    # The least number of lines of the body on the page that carries the signature.
    lines_with_signature: int


@dataclass(frozen=True)
class Form:
    """One decree. Sizes in points, lengths in millimetres, rules as a share of their text."""

    name: str
    source: str
    page: PageLayout
    body: Body
    state: Style
    motto: Style
    parent: Style
    issuer: Style
    number: Style
    place: Style
    kind: Style
    subject: Style
    letter_subject: Style
    letter_subject_gap_pt: Range
    addressee: Style
    basis: Style
    authority: Style
    signer: Style
    recipients_title: Style
    recipients: Style
    urgency: Style
    drafter: Style
    annex_label: Style
    annex_title: Style
    annex_reference: Style
    headings: tuple[HeadingRule, HeadingRule, HeadingRule, HeadingRule]
    # Under the issuer and the subject; the rule under the motto is as long as its text.
    short_rule_share: Range
    urgency_frame_mm: dict[str, tuple[int, int]]
    # The room between authority and name: a signature, and a seal that covers a third of it.
    signature_room_mm: float
    # Our own: the decree is silent on tables, notes and the marks of a draft.
    table_pt: float
    annex_table_pt: float
    note_pt: float
    mark_pt: float


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document: its name, its sign where it has one (Phụ lục III, I), how it is laid out.

    ``layout``: "named", with its name in the middle (mẫu 1.4); "letter", a công văn, which bears no
    name (mẫu 1.5); "minutes", a biên bản, without place and date, signed by several (mẫu 1.9);
    "sheet", a sheet of an office's own file and no kind of the decree.
    """

    name: str
    sign: str = ""
    is_addressed: bool = False
    layout: Literal["named", "letter", "minutes", "sheet"] = "named"


KINDS = {
    "bao-cao": DocumentKind("BÁO CÁO", "BC"),
    "to-trinh": DocumentKind("TỜ TRÌNH", "TTr", is_addressed=True),
    "ke-hoach": DocumentKind("KẾ HOẠCH", "KH"),
    "thong-bao": DocumentKind("THÔNG BÁO", "TB"),
    "cong-van": DocumentKind("CÔNG VĂN", is_addressed=True, layout="letter"),
    # mẫu 1.8, from memory: laid out as the named ones.
    "giay-gioi-thieu": DocumentKind("GIẤY GIỚI THIỆU", "GGT"),
    "bien-ban": DocumentKind("BIÊN BẢN", "BB", layout="minutes"),
    "phieu-trinh": DocumentKind("PHIẾU TRÌNH", layout="sheet"),
    "phieu-kiem-tra": DocumentKind("PHIẾU KIỂM TRA SỐ LIỆU", layout="sheet"),
}


def _pt(low: float, high: float, chosen: float) -> Range:
    return Range(low, high, chosen)


_TEXT = _pt(13, 14, 14)

ND30_2020 = Form(
    name="Nghị định 30/2020/NĐ-CP",
    source="Nghị định 30/2020/NĐ-CP ngày 05/3/2020 về công tác văn thư, Phụ lục I",
    # Mục I: khổ giấy, định lề, số trang.
    page=PageLayout(
        width_mm=210,
        height_mm=297,
        top_mm=Range(20, 25, 20),
        bottom_mm=Range(20, 25, 20),
        left_mm=Range(30, 35, 30),
        # The widest text area the decree allows: the state's name takes 96 mm of it.
        right_mm=Range(15, 20, 15),
        number=Style(_TEXT),
    ),
    # Mục II.6: nội dung văn bản.
    body=Body(
        style=Style(_TEXT),
        first_line_mm=12.7,
        first_lines_mm=(10, 12.7),
        gap_pt=6,
        line_spacing=Range(1.0, 1.5, 1.1),
        closing="./.",
        lines_with_signature=2,
    ),
    # Mục II.1: Quốc hiệu, Tiêu ngữ.
    state=Style(_pt(12, 13, 13), bold=True, upper=True),
    motto=Style(_pt(13, 14, 14), bold=True),
    # Mục II.2: tên cơ quan ban hành, cơ quan chủ quản trực tiếp.
    parent=Style(_pt(12, 13, 13), upper=True),
    issuer=Style(_pt(12, 13, 13), bold=True, upper=True),
    # Mục II.3: số, ký hiệu; Mục II.4: địa danh, thời gian.
    number=Style(_pt(13, 13, 13)),
    place=Style(_TEXT, italic=True),
    # Mục II.5: tên loại, trích yếu.
    kind=Style(_TEXT, bold=True, upper=True),
    subject=Style(_TEXT, bold=True),
    # Mục II.5.b: the trích yếu of a công văn, under its number.
    letter_subject=Style(_pt(12, 13, 12)),
    letter_subject_gap_pt=_pt(6, 6, 6),
    # Mục II.9a: nơi kính gửi; Mục II.6: căn cứ.
    addressee=Style(_TEXT),
    basis=Style(_TEXT, italic=True),
    # Mục II.7: chức vụ, họ tên, chữ ký; Mục II.8: dấu.
    authority=Style(_TEXT, bold=True, upper=True),
    signer=Style(_TEXT, bold=True),
    # Mục II.9b: nơi nhận.
    recipients_title=Style(_pt(12, 12, 12), bold=True, italic=True),
    recipients=Style(_pt(11, 11, 11)),
    # Mục III.2: độ khẩn; Mục III.3: ký hiệu người soạn thảo.
    urgency=Style(_TEXT, bold=True, upper=True),
    drafter=Style(_pt(11, 11, 11), upper=True),
    # Mục III.1: phụ lục.
    annex_label=Style(_pt(14, 14, 14), bold=True),
    annex_title=Style(_TEXT, bold=True, upper=True),
    annex_reference=Style(_TEXT, italic=True),
    # Mục II.6: phần, khoản, điểm; the dash under them is custom.
    headings=(
        HeadingRule("{}.", "roman", Style(_TEXT, bold=True, upper=True)),
        HeadingRule("{}.", "arabic", Style(_TEXT, bold=True)),
        HeadingRule("{})", "letter", Style(_TEXT)),
        HeadingRule("-", "dash", Style(_TEXT)),
    ),
    short_rule_share=Range(1 / 3, 1 / 2, 0.42),
    urgency_frame_mm={"HOẢ TỐC": (30, 8), "THƯỢNG KHẨN": (40, 8), "KHẨN": (20, 8)},
    signature_room_mm=28,
    table_pt=13,
    annex_table_pt=12,
    note_pt=12,
    mark_pt=11,
)


def letter(position: int) -> str:
    """The letter of a point, counted from 1: a b c d đ e g …"""
    if not 1 <= position <= len(VIETNAMESE_LETTERS):
        raise ValueError(f"Không có chữ cái thứ {position} để đánh số điểm")
    return VIETNAMESE_LETTERS[position - 1]


def roman(position: int) -> str:
    """The Roman numeral of a part or an annex, counted from 1."""
    if not 1 <= position < 90:
        raise ValueError(f"Không đánh số La Mã cho {position}")
    written = ""
    for value, sign in _ROMAN:
        while position >= value:
            written += sign
            position -= value
    return written


def heading_number(level: int, position: int, form: Form = ND30_2020) -> str:
    """The bare number of a heading, counted from 1 within its parent: 'I', '1', 'a', ''."""
    numbering = form.headings[level - 1].numbering
    if numbering == "roman":
        return roman(position)
    if numbering == "letter":
        return letter(position)
    return str(position) if numbering == "arabic" else ""


def heading_mark(level: int, number: str, form: Form = ND30_2020) -> str:
    """What stands before the title: 'I.', '1.', 'a)', '-', or '' for a title without number."""
    mark = form.headings[level - 1].mark
    if "{}" not in mark:
        return mark
    return mark.format(number) if number else ""


def two_digits(number: str) -> str:
    """A document number below 10 takes a 0 (Phụ lục I, II.3); '5a' and '105' stay as typed."""
    return number.zfill(2) if number.isdecimal() else number


def symbol(text: str) -> str:
    """Capitals (Phụ lục I, II.3); of the signs of kinds tờ trình alone has a small letter (Phụ lục
    III, mục I)."""
    return text.upper().replace("TTR", "TTr")


def day(value: int) -> str:
    """Days below 10 take a 0 (Phụ lục I, II.4)."""
    return f"{value:02d}"


def month(value: int) -> str:
    """Months 1 and 2 take a 0, so that nothing can be written before them; others do not."""
    return f"{value:02d}" if value <= 2 else str(value)
