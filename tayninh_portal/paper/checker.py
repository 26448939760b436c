"""Reads a finished PDF back and says what is not as the decree and the archive ask.

It looks at the file alone and trusts nothing that made it. What no tool here can prove (PDF/A-3a,
PDF/UA-1 as a whole) is checked for being declared, not called valid.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from tayninh_portal.paper.assets import FAMILY
from tayninh_portal.paper.form import ND30_2020, Form
from tayninh_portal.paper.measure import missing_characters
from tayninh_portal.paper.problems import PaperProblem
from tayninh_portal.paper.tag_rules import tag_problems

_POINTS_PER_MM = 72 / 25.4
# Half a millimetre: more than rounding, less than a wrong format.
_SIZE_TOLERANCE_PT = 0.5 * _POINTS_PER_MM

_Fill = tuple[float, ...]
_BLACK = (0.0, 0.0, 0.0)
# Phụ lục I, III.2: the degree of urgency, and nothing else, is red.
_RED = (1.0, 0.0, 0.0)
_FACE_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
_SETS_FILL = {"g", "rg", "k", "sc", "scn"}

# A line of a ToUnicode table: <code> <text in UTF-16>.
_CODE_TO_TEXT = re.compile(rb"^<[0-9a-fA-F]+> <((?:[0-9a-fA-F]{4})+)>$", re.MULTILINE)


def check_pdf(
    data: bytes, *, form: Form = ND30_2020, tags: bool = True
) -> tuple[PaperProblem, ...]:
    """All problems of the file; empty when there is none.

    ``tags``: whether its tags are asked about, which papers completed by the first finish do not
    have in order (docs/decisions/0042).
    """
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError:
        return (PaperProblem("unreadable", "Không đọc được tệp PDF."),)
    with pdf:
        problems = [*_file_problems(pdf), *_attachment_problems(pdf)]
        problems += tag_problems(pdf) if tags else ()
        for number, page in enumerate(pdf.pages, start=1):
            problems += _size_problems(page, number, form)
            problems += _font_problems(page, number)
            problems += _color_problems(page, number)
    # What is wrong on every page is one problem, told with its first page.
    first: dict[tuple[str, str], PaperProblem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.text), problem)
    return tuple(first.values())


def _file_problems(pdf: pikepdf.Pdf) -> Iterator[PaperProblem]:
    root = pdf.Root
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("3", "A"):
            yield PaperProblem("pdfa", "Tệp không khai báo PDF/A-3a.")
        if metadata.get("pdfuaid:part") != "1":
            yield PaperProblem("pdfua", "Tệp không khai báo PDF/UA-1.")
        if not metadata.get("dc:title"):
            yield PaperProblem("title", "Tệp không có tiêu đề.")
    if not str(root.get("/Lang", "")).startswith("vi"):
        yield PaperProblem("language", "Tệp không ghi ngôn ngữ tiếng Việt.")
    if not _says(root, "/MarkInfo", "/Marked") or "/StructTreeRoot" not in root:
        yield PaperProblem("tags", "Tệp không gắn thẻ cấu trúc.")
    if not _says(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield PaperProblem("display-title", "Tệp không hiển thị tiêu đề trên cửa sổ.")


def _says(root: pikepdf.Object, part: str, flag: str) -> bool:
    return part in root and bool(root[part].get(flag, False))


def _attachment_problems(pdf: pikepdf.Pdf) -> Iterator[PaperProblem]:
    listed = [item.objgen for item in pdf.Root.get("/AF", [])]
    if len(listed) != len(set(listed)):
        yield PaperProblem("attachments", "Một tệp đính kèm được khai báo hai lần.")
    if len(set(listed)) != len(pdf.attachments):
        yield PaperProblem("attachments", "Có tệp đính kèm không được khai báo với văn bản.")


def _size_problems(page: pikepdf.Page, number: int, form: Form) -> Iterator[PaperProblem]:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    sides = sorted((right - left, top - bottom))
    wanted = sorted((form.page.width_mm * _POINTS_PER_MM, form.page.height_mm * _POINTS_PER_MM))
    if any(abs(side - want) > _SIZE_TOLERANCE_PT for side, want in zip(sides, wanted, strict=True)):
        yield PaperProblem("size", f"Trang {number} không phải khổ A4.", number)


def _font_problems(page: pikepdf.Page, number: int) -> Iterator[PaperProblem]:
    for font in fonts_of(page.get("/Resources", pikepdf.Dictionary()), set()):
        name = str(font.get("/BaseFont", "/?")).lstrip("/").rpartition("+")[2]
        face = name.partition("-")[0]
        if face != FAMILY:
            yield PaperProblem("font", f"Có chữ in bằng phông {name}, không phải {FAMILY}.", number)
        if lacking := missing_characters(_written_with(font)):
            yield PaperProblem("glyph", f"Phông {FAMILY} không có ký tự: {lacking}", number)
        if not is_embedded(font):
            yield PaperProblem("font-embedding", f"Phông {name} không được nhúng.", number)


def is_embedded(font: pikepdf.Object) -> bool:
    """Whether the file brings the face along; one of type 3 is drawn in it."""
    return font.get("/Subtype") == "/Type3" or all(
        any(key in holder.get("/FontDescriptor", {}) for key in _FACE_FILES)
        for holder in font.get("/DescendantFonts", [font])
    )


def _written_with(font: pikepdf.Object) -> str:
    """The characters that a font is used for, by its own table of codes (ToUnicode)."""
    if "/ToUnicode" not in font:
        return ""
    # The range of codes before the table is written like a line of it.
    table = font.ToUnicode.read_bytes().rpartition(b"endcodespacerange")[2]
    pairs = _CODE_TO_TEXT.findall(table)
    return "".join(bytes.fromhex(text.decode()).decode("utf-16-be") for text in pairs)


def fonts_of(resources: pikepdf.Object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Object]:
    """The fonts of a page and of the forms drawn on it."""
    yield from resources.get("/Font", pikepdf.Dictionary()).values()
    for item in resources.get("/XObject", pikepdf.Dictionary()).values():
        if item.objgen not in seen and "/Resources" in item:
            seen.add(item.objgen)
            yield from fonts_of(item.Resources, seen)


def _color_problems(page: pikepdf.Page, number: int) -> Iterator[PaperProblem]:
    """Text that is neither black nor the red of a degree of urgency on the first page."""
    allowed = {_BLACK, _RED} if number == 1 else {_BLACK}
    if not set(_text_fills(page, page.get("/Resources", pikepdf.Dictionary()))) <= allowed:
        yield PaperProblem("color", f"Trang {number} có chữ không phải màu đen.", number)


def _text_fills(
    drawn: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, fill: _Fill = _BLACK
) -> Iterator[_Fill]:
    """The fill of every text of a page, and of the forms drawn on it (letters of a chart)."""
    forms = resources.get("/XObject", pikepdf.Dictionary())
    saved: list[_Fill] = []
    for step in pikepdf.parse_content_stream(drawn):
        name = str(step.operator)
        if name == "q":
            saved.append(fill)
        elif name == "Q" and saved:
            fill = saved.pop()
        elif name in _SETS_FILL:
            fill = _as_rgb([part for part in step.operands if not isinstance(part, pikepdf.Name)])
        elif name in _SHOWS_TEXT:
            yield fill
        elif name == "Do" and "/Resources" in (form := forms[str(step.operands[0])]):
            yield from _text_fills(form, form.Resources, fill)


def _as_rgb(values: list[Any]) -> _Fill:
    """Gray and CMYK black as RGB black; another colour as its own values."""
    parts = tuple(float(value) for value in values)
    if len(parts) == 1:
        return parts * 3
    if parts == (0.0, 0.0, 0.0, 1.0):
        return _BLACK
    return parts
