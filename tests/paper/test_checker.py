"""Spoiled files are made here by hand, without the table of rules the engine uses."""

import io

import pikepdf
import pytest

from tayninh_portal.paper.checker import check_pdf
from tayninh_portal.paper.content import Note
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import annex, paragraph, report

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def good():
    return render_pdf(report(annexes=(annex(landscape=True),)))


def spoil(data, change):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def codes(data):
    return [problem.code for problem in check_pdf(data)]


def foreign_file():
    """A page of Letter size in a standard face that is not embedded, in blue, and no metadata."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
    )
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, 612, 792],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        Contents=pdf.make_stream(b"BT /F1 14 Tf 0 0 1 rg 72 720 Td (Bao cao) Tj ET"),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_foreign_file_has_every_fault():
    assert codes(foreign_file()) == [
        "pdfa",
        "pdfua",
        "title",
        "language",
        "tags",
        "display-title",
        "size",
        "font",
        "font-embedding",
        "color",
    ]


def test_a_good_file_has_none(good):
    assert codes(good) == []


def test_what_is_no_pdf_is_unreadable():
    assert codes(b"%PDF-1.7 cut off") == ["unreadable"]
    assert codes(b"") == ["unreadable"]


def test_a_fallback_face_is_told_with_its_name(good):
    def rename(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            if str(font.BaseFont).endswith("+Tinos"):
                font.BaseFont = pikepdf.Name("/ABCDEF+DejaVu-Sans")

    problems = check_pdf(spoil(good, rename))
    assert [problem.text for problem in problems] == [
        "Có chữ in bằng phông DejaVu-Sans, không phải Tinos."
    ]


def test_a_face_with_another_beginning_is_not_taken_for_ours(good):
    def rename(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            font.BaseFont = pikepdf.Name("/ABCDEF+TinosLike")

    assert codes(spoil(good, rename)) == ["font"]


def test_a_face_that_is_not_embedded_is_found(good):
    def strip(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            if str(font.BaseFont).endswith("+Tinos"):
                del font.DescendantFonts[0].FontDescriptor.FontFile2

    assert codes(spoil(good, strip)) == ["font-embedding"]


@pytest.mark.parametrize("character", ["☐", "中"])
def test_a_character_the_face_lacks_is_found(character):
    found = check_pdf(render_pdf(report(blocks=(Note(character), paragraph("Hết.")))))
    glyphs = [problem.text for problem in found if problem.code == "glyph"]
    assert glyphs == [f"Phông Tinos không có ký tự: {character}"]


def test_a_page_of_another_size_is_told_with_its_number(good):
    def crop(pdf):
        pdf.pages[1].MediaBox = [0, 0, 595.28, 800]

    (problem,) = check_pdf(spoil(good, crop))
    assert (problem.code, problem.page) == ("size", 2)


@pytest.mark.parametrize("color", [b"1 0 0 rg", b"0.5 g", b"0 1 1 0 k", b"0.2 0.2 0.2 rg"])
def test_text_that_is_not_black_is_found(good, color):
    def paint(pdf):
        page = pdf.pages[1]
        content = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(content.replace(b"BT", b"q " + color + b" BT", 1))

    (problem,) = check_pdf(spoil(good, paint))
    assert (problem.code, problem.page) == ("color", 2)


def test_the_degree_of_urgency_may_be_red():
    assert codes(render_pdf(report(urgency="KHẨN"))) == []


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("/Lang", "language"),
        ("/StructTreeRoot", "tags"),
        ("/MarkInfo", "tags"),
        ("/ViewerPreferences", "display-title"),
        ("/AF", "attachments"),
    ],
)
def test_a_lost_declaration_is_found(good, key, code):
    def remove(pdf):
        del pdf.Root[key]

    assert codes(spoil(good, remove)) == [code]


def test_another_language_is_found(good):
    def translate(pdf):
        pdf.Root.Lang = "en"

    assert codes(spoil(good, translate)) == ["language"]


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (b'pdfaid:conformance="A"', b'pdfaid:conformance="B"', "pdfa"),
        (b"<pdfuaid:part>1<", b"<pdfuaid:part>2<", "pdfua"),
        (b"dc:title", b"dc:subject", "title"),
    ],
)
def test_a_changed_declaration_is_found(good, before, after, code):
    def rewrite(pdf):
        packet = pdf.Root.Metadata.read_bytes()
        assert before in packet
        pdf.Root.Metadata.write(packet.replace(before, after))

    assert codes(spoil(good, rewrite)) == [code]


def test_an_attachment_listed_twice_is_found(good):
    def repeat(pdf):
        pdf.Root.AF.append(pdf.Root.AF[0])

    assert codes(spoil(good, repeat)) == ["attachments"]
