"""Word files made to harm whoever opens them, or that are none of ours, made on the spot."""

from __future__ import annotations

import re

from tests.uploads.corpus import MEGABYTE, added, encrypted, lying, rewritten, zipped

DAMAGED = "Tệp Word bị hỏng hoặc không đúng định dạng. Mở thử, lưu lại rồi tải lên."
KIND = "Loại tệp không được nhận. Chỉ nhận Word (.docx); đổi tên tệp không đổi được loại."
EMPTY = "Tệp rỗng. Kiểm tra lại tệp trên máy rồi chọn lại."
MACROS = "Tệp Word có macro. Lưu lại thành dạng .docx không có macro."
OUTSIDE = (
    "Tệp Word nối ra ngoài (mẫu, ảnh hoặc tệp để ở nơi khác). Cổng không mở nơi nào khác; bỏ phần "
    "nối rồi lưu lại."
)
EMBEDDED = (
    "Tệp Word có đối tượng nhúng (tệp hoặc nút điều khiển của chương trình khác). Xóa đối tượng đó "
    "rồi lưu lại."
)
LARGE = "Tệp Word quá lớn sau khi giải nén. Xóa các ảnh và phần thừa."
HEAVY = "Tệp nặng quá 20 MB. Bản Word của báo cáo chỉ vài trăm KB: xóa ảnh chèn thêm rồi lưu lại."
NOT_OURS = (
    "Đây không phải bản Word tải từ cổng, hoặc chương trình lưu tệp đã bỏ mất dấu của cổng. Tải "
    "lại bản Word của báo cáo, sửa trên bản đó bằng Word hoặc LibreOffice."
)
NO_MARKS = (
    "Chương trình lưu tệp đã bỏ mất dấu các mục hoặc các số liệu chèn nên không đối chiếu được. "
    "Tải lại bản Word của báo cáo, sửa trên bản đó bằng Word hoặc LibreOffice."
)
DOCUMENT, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
TYPES, SETTINGS = "[Content_Types].xml", "word/_rels/settings.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def link(kind, target):
    return (
        f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    )


def linked(ours, kind, target):
    return rewritten(
        ours, LINKS, lambda xml: re.sub("(</[^>]*Relationships>)", link(kind, target) + r"\1", xml)
    )


def with_type(xml):
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return re.sub(r"application/[^\"]*wordprocessingml\.document\.main\+xml", macros, xml, count=1)


def declaring(entities):
    """The body of a document that declares entities and names one of them."""

    def change(xml):
        body = re.sub(r"^<\?xml[^>]*\?>", "", xml)
        return f"<!DOCTYPE document [{entities}]>" + body.replace("<w:t", "<w:t>&e9;</w:t><w:t", 1)

    return change


def words(ours: bytes) -> dict[str, tuple[bytes, str]]:
    """Name → a spoiled file and its sentence. ``ours``: a Word file as it is handed out."""
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    template = f'<Relationships xmlns="{RELATIONS}">{link("attachedTemplate", "file:///c:/a.dotm")}'
    deep = "<w:smartTag>" * 3000 + "</w:smartTag>" * 3000
    return {
        "0 bytes": (b"", EMPTY),
        "a .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), KIND),
        "a pdf": (b"%PDF-1.7\n", KIND),
        "a workbook": (zipped({TYPES: b"<Types/>", "xl/workbook.xml": b"<a/>"}), DAMAGED),
        "too heavy": (b"PK\x03\x04" + bytes(20 * MEGABYTE), HEAVY),
        "cut off": (ours[:-80], DAMAGED),
        "encrypted part": (encrypted(ours), DAMAGED),
        "one part twice": (added(ours, {"word/Document.xml": b"<a/>"}), DAMAGED),
        "no xml": (added(ours, {DOCUMENT: b"words"}), DAMAGED),
        "a docm": (added(ours, {"word/vbaProject.bin": b"x"}), MACROS),
        "a docm by its type": (rewritten(ours, TYPES, with_type), MACROS),
        "a picture elsewhere": (linked(ours, "image", "http://192.0.2.1/a.png"), OUTSIDE),
        "a template elsewhere": (
            added(ours, {SETTINGS: f"{template}</Relationships>".encode()}),
            OUTSIDE,
        ),
        "an embedded object": (added(ours, {"word/embeddings/oleObject1.bin": b"x"}), EMBEDDED),
        "a control of windows": (added(ours, {"word/activeX/activeX1.xml": b"<a/>"}), EMBEDDED),
        "a bomb": (added(ours, {"word/media/a.bin": bytes(210 * MEGABYTE)}), LARGE),
        "a part that lies": (lying(ours), DAMAGED),
        "a long part": (
            rewritten(ours, DOCUMENT, lambda xml: xml + " " * 49 * MEGABYTE),
            LARGE,
        ),
        "entities that unfold": (
            rewritten(ours, DOCUMENT, declaring('<!ENTITY e0 "xxxxxxxxxx">' + laughs)),
            DAMAGED,
        ),
        "an entity of a file": (
            rewritten(ours, DOCUMENT, declaring('<!ENTITY e9 SYSTEM "file:///etc/passwd">')),
            DAMAGED,
        ),
        "a type from elsewhere": (
            rewritten(
                ours,
                DOCUMENT,
                lambda xml: (
                    '<!DOCTYPE document SYSTEM "http://192.0.2.1/a.dtd">'
                    + re.sub(r"^<\?xml[^>]*\?>", "", xml)
                ),
            ),
            DAMAGED,
        ),
        "nested without end": (
            rewritten(ours, DOCUMENT, lambda xml: xml.replace("<w:body>", "<w:body>" + deep, 1)),
            DAMAGED,
        ),
        "of nobody": (rewritten(ours, "customXml/item1.xml", lambda xml: "<other/>"), NOT_OURS),
        "without controls": (
            rewritten(ours, DOCUMENT, lambda xml: re.sub("</?w:sdt(Content)?>", "", xml)),
            NO_MARKS,
        ),
        "without bookmarks": (
            rewritten(ours, DOCUMENT, lambda xml: re.sub("<w:bookmark[^>]*>", "", xml)),
            NO_MARKS,
        ),
    }
