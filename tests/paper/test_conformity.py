"""Papers spoiled one rule at a time, made by hand in HTML and without the decree's table."""

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from django.core.management import CommandError, call_command

from tayninh_portal.paper.conformity import measure
from tayninh_portal.paper.content import Note
from tayninh_portal.paper.form import KINDS
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import (
    LONG_SENTENCE,
    annex,
    for_signature,
    months_chart,
    months_table,
    paragraph,
    report,
    violations_table,
)

pytestmark = pytest.mark.pdf

FONTS = Path(__file__).parents[2] / "static/fonts/tinos"
SENTENCES = f'<p class="text">{LONG_SENTENCE}</p>'
PAGE = Path(__file__).with_name("by_hand.html").read_text()


def made(page, sentences=SENTENCES):
    page = page.replace("SENTENCES", sentences)
    return weasyprint.HTML(string=page, base_url=f"{FONTS}/").write_pdf()


@cache
def paper(before="", after=""):
    """The good page, or one where ``before`` was put as ``after``."""
    assert before in PAGE
    return made(PAGE.replace(before, after))


def broken(data, kind="bao-cao"):
    return {each.code for each in measure(data, KINDS[kind]) if each.verdict == "không đạt"}


def test_a_paper_made_by_hand_breaks_no_rule():
    assert broken(paper()) == set()


# What is written wrongly, how, and the one rule (by its code) that has to say so.
SPOILED = [
    ("size: 210mm 297mm", "size: 216mm 279mm", {"size"}),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 15mm 17mm 23mm 32mm", {"top"}),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 31mm 17mm 23mm 32mm", {"top"}),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 22mm 17mm 23mm 25mm", {"left"}),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 22mm 17mm 23mm 38mm", {"left"}),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 22mm 12mm 23mm 32mm", {"right"}),
    ("margin: 22mm 17mm 23mm 32mm", "margin: 22mm 23mm 23mm 32mm", {"right"}),
    ("p.part, p.clause {", "p.part { font-family: BeVietnam; }\np.part, p.clause {", {"face"}),
    ("color: #000;", "color: #003;", {"color"}),
    ("@page :first { @top-center { content: none; } }", "", {"page-numbers"}),
    ("of annex) { counter-reset: page 1;", "of annex) {", {"page-numbers"}),
    ("counter(page); font: 13pt", "counter(page); font: 11pt", {"page-number"}),
    (
        "@page { size",
        "@page { @top-center { text-align: left; width: 100% } size",
        {"page-number-place"},
    ),
    (".state { font-size: 12pt", ".state { font-size: 11pt", {"state"}),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam", {"state"}),
    (".motto { font-size: 13pt; font-weight: bold", ".motto { font-size: 13pt", {"motto"}),
    ("Độc lập - Tự do", "Độc lập – Tự do", {"motto-words"}),
    (".motto {", ".motto { text-align: left;", {"motto-place"}),
    (".motto span {", ".motto span { padding: 0 3mm;", {"motto-rule"}),
    (".above { font-size: 12pt;", ".above { font-size: 11pt;", {"parent"}),
    ("UBND TỈNH TÂY NINH</p>", "UBND tỉnh Tây Ninh</p>", {"parent"}),
    (".issuer { font-size: 12pt; font-weight: bold", ".issuer { font-size: 12pt", {"issuer"}),
    (".above {", ".above { text-align: left;", {"issuer-place"}),
    (".issuer-line { width: 9mm", ".issuer-line { width: 5mm", {"issuer-rule"}),
    (".number { font-size: 13pt", ".number { font-size: 14pt", {"number"}),
    ("Số: 07/BC-SNV</p>", "Số: 7/BC-SNV</p>", {"number-form"}),
    ("Số: 07/BC-SNV</p>", "Số: 07 / BC - SNV</p>", {"number-form"}),
    ("Số: 07/BC-SNV</p>", "Số: 07/TTr-SNV</p>", {"number-form"}),
    (".number {", ".number { text-align: left;", {"number-place"}),
    ("font-style: italic; margin-top: 6pt", "margin-top: 6pt", {"date"}),
    ("Tây Ninh, ngày 06", "Tây Ninh ngày 06", {"date-form"}),
    ("ngày 06 tháng 02 năm 2026</p></div>", "ngày 6 tháng 02 năm 2026</p></div>", {"date-form"}),
    ("ngày 06 tháng 02 năm 2026</p></div>", "ngày 06 tháng 03 năm 2026</p></div>", {"date-form"}),
    (".date {", ".date { text-align: left;", {"date-place"}),
    ("italic; margin-top: 6pt", "italic; margin-top: 14pt", {"date-row"}),
    (".kind { font-size: 13pt", ".kind { font-size: 16pt", {"kind"}),
    (">BÁO CÁO<", ">Báo cáo<", {"kind"}),
    (".kind {", ".kind { padding-right: 30mm;", {"kind-place"}),
    (".subject { font-size: 13pt; font-weight: bold", ".subject { font-size: 13pt", {"subject"}),
    (".subject {", ".subject { padding-right: 30mm;", {"subject-place", "subject-rule"}),
    (".subject-line { width: 30mm", ".subject-line { width: 80mm", {"subject-rule"}),
    (".to { font-size: 13pt", ".to { font-style: italic; font-size: 13pt", {"addressee"}),
    ("nhân dân tỉnh Tây Ninh.</p>", "nhân dân tỉnh Tây Ninh;</p>", {"addressee-form"}),
    ("Kính gửi: Ủy ban", "Kính gửi Ủy ban", {"addressee-form"}),
    ("p.basis { font-style: italic; }", "", {"basis"}),
    ("Đề án Văn hóa công vụ;</p>", "Đề án Văn hóa công vụ.</p>", {"basis-form"}),
    (
        "body { font: 13.5pt/1.4",
        "body { font: 12pt/1.4",
        {"basis", "body", "heading-1", "heading-2", "heading-3"},
    ),
    ("Kết quả ghi", "<i>Kết quả</i> ghi", {"body"}),
    ("{ text-indent: 10mm", "{ text-indent: 5mm", {"indent"}),
    ("{ text-indent: 10mm", "{ text-indent: 0", {"indent"}),
    ("text-align: justify", "text-align: left", {"justified"}),
    ("body { font: 13.5pt/1.4", "body { font: 13.5pt/1.05", {"line-spacing"}),
    ("body { font: 13.5pt/1.4", "body { font: 13.5pt/1.9", {"line-spacing"}),
    ("justify; margin-top: 8pt", "justify; margin-top: 3pt", {"gap"}),
    ("I. KẾT QUẢ ĐẠT ĐƯỢC", "I. Kết quả đạt được", {"heading-1"}),
    ("p.part, p.clause {", "p.part {", {"heading-2"}),
    ("p.part, p.clause {", "p.part, p.clause, p.point {", {"heading-3"}),
    (">II. KIẾN NGHỊ", ">III. KIẾN NGHỊ", {"numbering"}),
    (">2. Công tác", ">3. Công tác", {"numbering"}),
    (">đ) Đôn đốc", ">e) Đôn đốc", {"numbering"}),
    ("tới./.</p>", "tới.</p>", {"closing"}),
    (
        ".signs { font-size: 13pt; font-weight: bold",
        ".signs { font-size: 13pt",
        {"authority", "signer"},
    ),
    ("PHÓ GIÁM ĐỐC", "Phó Giám đốc", {"authority"}),
    ("KT. GIÁM ĐỐC", "K.T GIÁM ĐỐC", {"authority-form"}),
    (".name {", ".name { font-weight: normal;", {"signer"}),
    (".name {", ".name { text-align: right;", {"signer-place"}),
    (".name { margin-top: 30mm", ".name { margin-top: 12mm", {"room"}),
    (".sent { font-size: 12pt; font-weight: bold", ".sent { font-size: 12pt", {"recipients-title"}),
    (".sent {", ".sent { padding-left: 20mm;", {"recipients-place"}),
    (".signs {", ".signs { padding-top: 10mm;", {"recipients-place"}),
    (".copies { font-size: 11pt", ".copies { font-size: 12pt", {"recipients"}),
    ("- Như trên;", "- Bộ Nội vụ;", {"recipients-form"}),
    ("- Ban Giám đốc Sở;", "- Ban Giám đốc Sở", {"recipients-form"}),
    ("- Lưu: VT, CCVC.", "- CCVC.", {"recipients-form"}),
    (".label { font-size: 14pt", ".label { font-size: 13pt", {"annex-label"}),
    (">Phụ lục II<", ">Phụ lục III<", {"annex-numbers"}),
    (".title { font-size: 13pt; font-weight: bold", ".title { font-size: 13pt", {"annex-title"}),
    (
        ".belongs { font-size: 13pt; font-style: italic",
        ".belongs { font-size: 13pt",
        {"annex-reference"},
    ),
    (".title {", ".title { text-align: left;", {"annex-place"}),
    (" và tại Phụ lục I, Phụ lục II:", " như sau:", {"annex-told"}),
]


@pytest.mark.parametrize(("before", "after", "codes"), SPOILED)
def test_what_was_set_wrongly_is_the_rule_that_is_broken(before, after, codes):
    assert broken(paper(before, after)) == codes


@pytest.mark.parametrize(
    ("foot", "codes"), [("8mm", {"bottom"}), ("23mm", set()), ("55mm", {"bottom"})]
)
def test_the_margin_at_the_foot_is_that_of_full_pages(foot, codes):
    """Full is a page from which a paragraph goes on to the next."""
    page = PAGE.replace("margin: 22mm 17mm 23mm", f"margin: 22mm 17mm {foot}")
    assert broken(made(page, SENTENCES * 14)) == codes


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ("vertical-align: bottom; padding-bottom: 8mm", {"marks"}),
        ("vertical-align: top; padding-top: 1mm", {"marks"}),
    ],
)
def test_a_mark_in_a_margin_breaks_its_rule(where, codes):
    foot = f"@page {{ @bottom-center {{ content: 'DỰ THẢO'; font: bold 11pt Tinos; {where} }} size"
    assert broken(paper("@page { size", foot)) == codes


def test_a_mark_with_the_words_breaks_none():
    """Above a margin of 23 mm, in the seven millimetres that the words leave it."""
    foot = "@bottom-center { content: 'DỰ THẢO'; font: bold 11pt Tinos; vertical-align: top }"
    page = PAGE.replace("22mm 17mm 23mm 32mm;", f"22mm 17mm 30mm 32mm; {foot}")
    assert broken(made(page, SENTENCES * 14)) == set()


@pytest.mark.parametrize(
    ("look", "codes"),
    [
        ("font-size: 12pt", set()),
        ("font-size: 12pt; font-style: italic", set()),
        ("font-size: 12pt; text-indent: 10mm", {"body"}),
        ("font-size: 13pt", {"indent"}),
    ],
)
def test_a_note_is_known_by_its_place_under_a_table_and_its_letters(look, codes):
    note = f'</table><p style="{look}">Số liệu minh họa.</p>'
    assert broken(paper("</table>", note)) == codes


# A part that is not there, and the rules that miss it.
GONE = [
    (r'<p class="state">.*?</p>', {"state", "state-place", "motto-place", "date-place"}),
    (
        r'<p class="motto">.*?</p>',
        {"motto", "motto-words", "motto-place", "motto-rule"},
    ),
    (r'<div class="line issuer-line"></div>', {"issuer-rule"}),
    (r'<p class="date">.*?</p>', {"date-form", "date-row"}),
    (
        r'<p class="kind">.*?</p>',
        {"kind", "kind-place", "subject", "subject-place", "subject-rule"},
    ),
    (r'<div class="line subject-line"></div>', {"subject-rule"}),
    (r'<p class="name">.*?</p>', {"signer"}),
    (r'<p class="sent">.*?</p>', {"recipients-title"}),
    (r'<p class="belongs">.*?</p>', {"annex-reference", "annex-belongs"}),
]


@pytest.mark.parametrize(("part", "codes"), GONE)
def test_a_part_that_is_missing_breaks_its_rules(part, codes):
    page, count = re.subn(part, "", PAGE)
    assert count > 0
    assert codes <= broken(made(page))


def test_a_face_that_is_not_in_the_file_is_told():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            del font.DescendantFonts[0].FontDescriptor.FontFile2
        out = io.BytesIO()
        pdf.save(out)
    assert broken(out.getvalue()) == {"embedded"}


def test_a_kind_has_its_name_its_sign_and_its_addressee():
    page = PAGE.replace("BÁO CÁO", "TỜ TRÌNH").replace("07/BC-", "07/TTr-")
    assert broken(made(page), "to-trinh") == set()
    assert broken(made(re.sub(r'<p class="to">.*?</p>', "", page)), "to-trinh") == {
        "addressee",
        "addressee-form",
    }
    assert {"kind", "number-form"} <= broken(paper(), "ke-hoach")


@pytest.mark.parametrize(
    "document",
    [
        report(),
        for_signature(),
        report(urgency="HOẢ TỐC", drafter="nva.12", marks=("DỰ THẢO", "BẢN MINH HỌA")),
        report(bases=("Căn cứ Luật Cán bộ, công chức", "Căn cứ Quyết định số 1847/QĐ-TTg")),
        report(addressees=("Bộ Nội vụ", "Văn phòng Chính phủ")),
        report(blocks=(paragraph("Hết."),)),
        report(blocks=(Note("Mục này chưa có nội dung."), violations_table(), paragraph("Hết."))),
        report(blocks=(paragraph("Xem:"), months_chart(), months_table(), paragraph("Hết."))),
        report(
            blocks=(*(paragraph(LONG_SENTENCE) for _ in range(40)), paragraph("Xem Phụ lục.")),
            annexes=(annex(count=60, landscape=True),),
        ),
    ],
)
def test_our_own_papers_keep_every_rule(document):
    assert broken(render_pdf(document)) == set()


def run(path, *options):
    out = io.StringIO()
    call_command("check_document", str(path), *options, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_each_rule_found(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(paper())
    said = run(path)
    head = re.split(r" {2,}", said.splitlines()[1])
    assert head == ["Kết luận", "Quy định", "Thấy trong tệp", "Cho phép"]
    assert re.search(r"^đạt +Lề trái +32 mm +30–35 mm$", said, re.MULTILINE)
    assert said.splitlines()[-1] == "Đã đo 64 quy định: 64 đạt, 0 lưu ý."


def test_the_command_fails_on_a_breach_and_says_how_many(tmp_path):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(paper(".state { font-size: 12pt", ".state { font-size: 11pt"))
    with pytest.raises(CommandError, match=r"^Có 1 quy định không đạt") as error:
        run(path, "--kind", "bao-cao")
    assert error.value.returncode == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 cut off", "Không đọc được tệp PDF"),
        (b"", "Không đọc được tệp PDF"),
        (None, "Không mở được tệp"),
    ],
)
def test_what_is_no_paper_is_a_sentence(tmp_path, data, says):
    path = tmp_path / "tep.pdf"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError, match=says):
        run(path)


@pytest.mark.parametrize("page", ["", "<p>5</p>"])
def test_a_scan_cannot_be_measured(tmp_path, page):
    """A number stamped on it is no text."""
    path = tmp_path / "quet.pdf"
    path.write_bytes(made(page))
    with pytest.raises(CommandError, match="không có chữ nào đọc được"):
        run(path)
