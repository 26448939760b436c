"""Files made to harm whoever opens them, made on the spot: none lies in the repository.

``papers()`` are sent where a PDF or a picture is asked for, ``workbooks()`` where a filled template
is. Each comes with the sentence it has to end in.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import openpyxl
import pikepdf
from PIL import Image

from tests.lib.signed_pdf import plain_pdf

MEGABYTE = 1024 * 1024
# Megabytes a bomb unfolds to: more than the process that opens it may have.
UNFOLDED = 1100
# Names as a hostile program sends them; a browser sends none of these.
NAMES = (
    "../../../../../../tmp/thoat-ra.pdf",
    "..\\..\\thoat-ra.png",
    "/etc/cron.d/thoat-ra",
    "~/.ssh/authorized_keys",
    "C:\\Windows\\thoat-ra.exe",
    "a/../../thoat-ra.jpg;type=x",
    "n" * 300 + ".pdf",
    "thoat\u202efdp.exe",
    "%2e%2e%2fthoat-ra.pdf",
)

KIND = "Loại tệp không được nhận. Chỉ nhận PDF, ảnh JPEG, ảnh PNG; đổi tên tệp không đổi được loại."
DAMAGED = "Tệp {} bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên."
TOO_MUCH = (
    "Mở tệp này tốn quá nhiều bộ nhớ hoặc thời gian nên cổng không nhận. Tạo lại thành "
    "tệp gọn hơn rồi tải lên."
)
PIXELS = "Ảnh có quá nhiều điểm ảnh. Giảm kích thước ảnh rồi tải lên lại."
SECOND_FACE = "Tệp này chứa thêm một tệp thuộc loại khác. Tạo lại tệp rồi tải lên."
NO_PAGES = "Tệp PDF không có trang nào. Xuất lại tệp rồi tải lên."
LOCKED = "Tệp PDF có mật khẩu. Bỏ mật khẩu rồi tải lên lại."
EMPTY = "Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."
HEAVY = (
    "Tệp nặng 20,1 MB, vượt mức 20 MB. Quét lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
)
UNREADABLE = "Không đọc được tệp Excel; mở thử, lưu lại dạng .xlsx rồi tải lên."


def papers() -> dict[str, tuple[bytes, str]]:
    """Name → the bytes of a file and the sentence where a paper is asked for."""
    scan, photo = picture("PNG"), picture("JPEG")
    archive = zipped({"../../../../tmp/thoat-ra": b"x", "/etc/thoat-ra": b"x"})
    return {
        "0 bytes": (b"", EMPTY),
        "too heavy": (b"%PDF-" + bytes(20 * MEGABYTE), HEAVY),
        "a program": (b"MZ\x90\x00" + bytes(60), KIND),
        "pdf: cut off": (plain_pdf()[:60], DAMAGED.format("PDF")),
        "pdf: encrypted": (locked_pdf(), LOCKED),
        "pdf: no pages": (plain_pdf(0), NO_PAGES),
        "pdf: object stream deflated twice": (pdf_bomb(), DAMAGED.format("PDF")),
        "pdf: pages in a circle": (pdf_in_a_circle(), DAMAGED.format("PDF")),
        "pdf: a zip at its end": (plain_pdf() + archive, SECOND_FACE),
        "png: cut off": (scan[: len(scan) // 2], DAMAGED.format("ảnh")),
        "png: a wrong checksum": (with_a_wrong_checksum(scan), DAMAGED.format("ảnh")),
        "png: 30,000 x 30,000": (square_png(30_000), PIXELS),
        "png: words that unfold": (
            png_with(b"zTXt", b"a\0\0" + unfolding()),
            DAMAGED.format("ảnh"),
        ),
        "png: a profile that unfolds": (
            png_with(b"iCCP", b"a\0\0" + unfolding()),
            DAMAGED.format("ảnh"),
        ),
        "png: a zip at its end": (scan + archive, SECOND_FACE),
        "jpeg: cut off": (photo[: len(photo) // 2], DAMAGED.format("ảnh")),
        "jpeg: 30,000 x 30,000": (square_jpeg(30_000), PIXELS),
        "jpeg: a pdf in its comment": (jpeg_with_a_comment(plain_pdf()), SECOND_FACE),
        "jpeg: only its first bytes": (b"\xff\xd8\xff", DAMAGED.format("ảnh")),
        "heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64), KIND),
        "zip: names with paths": (archive, KIND),
        "zip: a bomb": (zipped({"a": bytes(64 * MEGABYTE)}), KIND),
        "docx": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), KIND),
        "docx: encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), KIND),
        "xlsx": (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), KIND),
    }


def workbooks(template: bytes) -> dict[str, tuple[bytes, str]]:
    """Name → the bytes of a spoiled workbook and what is said of it once it was opened.

    ``template``: the portal's own, filled in honestly; its second sheet is the first to fill in.
    """
    damaged, sheet, book = DAMAGED.format("Excel"), "xl/worksheets/sheet2.xml", "xl/workbook.xml"
    edge = '<row r="9"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    far = rewritten(template, "xl/worksheets/sheet3.xml", lambda xml: at_the_end(xml, edge))
    return {
        "cut off": (template[:-60], damaged),
        "a zip and nothing else": (zipped({"../../../tmp/thoat-ra": b"x"}), damaged),
        "docx": (zipped({"[Content_Types].xml": b"", "word/document.xml": b"<a/>"}), damaged),
        "encrypted part": (encrypted(template), damaged),
        "names with paths": (added(template, {"../../../../tmp/thoat-ra": b"x"}), ""),
        "one part twice": (added(template, {"XL/worksheets/Sheet2.xml": b"<a/>"}), damaged),
        "too many parts": (
            added(template, {f"xl/a{number}": b"" for number in range(2001)}),
            "Tệp Excel quá lớn sau khi giải nén. Xóa các trang tính và ảnh thừa.",
        ),
        "a bomb": (
            added(template, {"xl/media/a.bin": bytes(201 * MEGABYTE)}),
            "Tệp Excel quá lớn sau khi giải nén. Xóa các trang tính và ảnh thừa.",
        ),
        "a bomb that lies about its size": (lying(template), damaged),
        "a pdf before the first part": (template[:30] + b"%PDF-1.7" + template[38:], damaged),
        "a row without a place and a cell in small letters": (
            rewritten(
                template,
                sheet,
                lambda xml: at_the_end(
                    xml, '<row><c r="xfd1048576"><v>1</v></c></row></sheetData>'
                ),
            ),
            UNREADABLE,
        ),
        "a sheet chosen by a foreign id": (
            rewritten(
                far,
                book,
                lambda xml: re.sub(
                    "<sheet (?=[^>]*ghi nhận)", '<sheet xmlns:x="urn:x" x:id="rId1" ', xml
                ),
            ),
            UNREADABLE,
        ),
        "a sheet outside its folder": (
            rewritten(
                template,
                "xl/_rels/workbook.xml.rels",
                lambda xml: xml.replace("/xl/worksheets/sheet2.xml", "xl/worksheets/sheet2.xml"),
            ),
            UNREADABLE,
        ),
        "a sheet nested without end": (
            rewritten(template, sheet, lambda xml: xml.replace("<sheetData>", "<a>" * 200_000)),
            UNREADABLE,
        ),
        "entities that unfold": (rewritten(template, sheet, with_entities), UNREADABLE),
        "one long text in every cell": (with_one_text_everywhere(template, sheet), TOO_MUCH),
    }


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def added(workbook: bytes, parts: dict[str, bytes]) -> bytes:
    """``workbook`` with parts it does not need."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | parts)


def rewritten(workbook: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """``workbook`` with one of its parts written anew."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return added(workbook, {part: change(archive.read(part).decode()).encode()})


def at_the_end(xml: str, rows: str) -> str:
    """A sheet with rows after its last one."""
    return xml.replace("</sheetData>", rows, 1)


def with_entities(xml: str) -> str:
    """A sheet that names itself ten times, ten times over."""
    more = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    kinds = f'<!DOCTYPE worksheet [<!ENTITY e0 "{"x" * 1000}">{more}]>'
    body = re.sub(r"^<\?xml[^>]*\?>", "", xml)
    return kinds + at_the_end(body, '<row><c t="str"><v>&e11;</v></c></row></sheetData>')


def with_one_text_everywhere(workbook: bytes, sheet: str) -> bytes:
    """A text of 32 KB that stands once in the file and in 19,000 of its cells."""
    cell = '<c t="s"><v>{}</v></c>'.format

    def fill(xml: str) -> str:
        return at_the_end(xml, f"<row>{cell(0)}</row>" * 19_000 + "</sheetData>")

    texts = f"<sst><si><t>{'x' * 32_000}</t></si>" + "<si><t>a</t></si>" * 2000 + "</sst>"
    return added(rewritten(workbook, sheet, fill), {"xl/sharedStrings.xml": texts.encode()})


def workbook_of_texts() -> bytes:
    """A sheet "a" with 300 rows of 100 letters."""
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.title = "a"
    for _ in range(300):
        book.active.append(["x" * 100])
    book.save(out)
    return out.getvalue()


def encrypted(workbook: bytes) -> bytes:
    """The zip says of each part that it is encrypted."""
    spoiled = bytearray(workbook)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), workbook):
            spoiled[found.start() + flags] |= 1
    return bytes(spoiled)


def lying(workbook: bytes) -> bytes:
    """A part of 300 MB that says it has 100 bytes."""
    size = 300 * MEGABYTE
    bomb = bytearray(added(workbook, {"xl/media/a.bin": bytes(size)}))
    told, untrue = struct.pack("<I", size), struct.pack("<I", 100)
    return bytes(bomb.replace(told, untrue))


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
        return out.getvalue()


def pdf_bomb() -> bytes:
    """2 KB: catalogue, pages and page stand in an object stream that is deflated twice."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>> ",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>> ",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> ",
    )
    places, body = b"", b""
    for number, each in enumerate(objects, start=1):
        places += b"%d %d " % (number, len(body))
        body += each
    stream = zlib.compress(deflated(places + body, b" " * MEGABYTE, UNFOLDED), 9)
    head = b"%PDF-1.5\n"
    packed = (
        b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n"
        % (len(places), len(stream))
        + stream
        + b"\nendstream\nendobj\n"
    )
    at = len(head) + len(packed)
    rows = b"".join(
        struct.pack(">BIB", *row)
        for row in ((0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(head), 0), (1, at, 0))
    )
    table = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    return head + packed + table + rows + end


def pdf_in_a_circle() -> bytes:
    """Pages that are their own children."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def deflated(first: bytes, piece: bytes, times: int) -> bytes:
    """``first`` and so many pieces, deflated: each piece alike, so one is made and repeated."""
    packer = zlib.compressobj(9, wbits=-15)
    body = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = zlib.adler32(first)
    for _ in range(times):
        checksum = zlib.adler32(piece, checksum)
    return b"\x78\x9c" + body + again * times + b"\x03\x00" + struct.pack(">I", checksum)


def unfolding() -> bytes:
    """What Pillow would unfold to 100 MB."""
    return deflated(b"", b" " * MEGABYTE, 100)


def picture(kind: str) -> bytes:
    """A sound one of 200 x 100 points, none like the one beside it."""
    out = io.BytesIO()
    Image.effect_noise((200, 100), 80).save(out, kind)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_with(name: bytes, data: bytes) -> bytes:
    """A PNG with one more part after its head."""
    plain = picture("PNG")
    return plain[:33] + chunk(name, data) + plain[33:]


def square_png(side: int) -> bytes:
    """A black square of two colours, 110 KB for 900 million points."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    data = deflated(b"", bytes(1 + side // 8) * 100, side // 100)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def with_a_wrong_checksum(png: bytes) -> bytes:
    """A bit turned over among the points."""
    at = len(png) // 2
    return png[:at] + bytes([png[at] ^ 1]) + png[at + 1 :]


def square_jpeg(side: int) -> bytes:
    """A small JPEG that claims to be large."""
    plain = picture("JPEG")
    at = plain.index(b"\xff\xc0") + 5
    return plain[:at] + struct.pack(">HH", side, side) + plain[at + 4 :]


def jpeg_with_a_comment(comment: bytes) -> bytes:
    """A sound JPEG; a reader of PDF finds a paper in it."""
    plain = picture("JPEG")
    return plain[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + plain[2:]
