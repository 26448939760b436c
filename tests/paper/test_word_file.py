"""A document as a DOCX file: that Word can open it, and what it says of itself."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

from tayninh_portal.paper.content import Figure, Heading, Note, Paragraph, runs
from tayninh_portal.paper.word.file import render_docx
from tayninh_portal.paper.word.known import Held, Source
from tests.paper.documents import (
    annex,
    for_signature,
    months_chart,
    months_table,
    paragraph,
    report,
    violations_table,
)
from tests.paper.word_reading import (
    CHART,
    DRAWING,
    KEYS,
    W,
    body_of,
    charts_of,
    controls,
    faults,
    held_by,
    keys_of,
    paragraphs,
    parts_of,
)

SOURCE = Source("report:7", "a" * 64)
# Blocks 0; 1 to 4; 5 and 6: a table ends the section; 7 to 9.
BLOCKS = (
    paragraph("Ủy ban nhân dân tỉnh báo cáo như sau:"),
    Heading(1, "I", "Kết quả đạt được"),
    Heading(2, "1", "Công tác kiểm tra"),
    paragraph("Đã kiểm tra ", Figure("visits.total", 87, "87"), " lượt; <b> & “”."),
    Note("Số liệu minh họa."),
    Heading(2, "2", "Vi phạm"),
    violations_table(),
    Heading(1, "II", "Đề nghị"),
    paragraph("Không."),
    paragraph("Trên đây là báo cáo, ", Figure("visits.total", 87, "87")),
)
SECTIONS = (
    Held("mo-dau", 1),
    Held("results", 1),
    Held("visits", 3),
    Held("found", 2),
    Held("asks", 2),
    Held("ket-thuc", 1),
)


def whole(**changes):
    """A draft with everything a paper can have."""
    broad = annex("Danh sách nằm ngang", 3, True)
    charted = replace(annex("Theo tháng"), blocks=(months_chart(), months_table(), months_table()))
    fields = {
        "blocks": BLOCKS,
        "annexes": (charted, broad),
        "marks": ("BẢN MINH HỌA", "DỰ THẢO"),
        "urgency": "KHẨN",
        "addressees": ("Bộ Nội vụ", "Thanh tra Chính phủ"),
        "bases": ("Căn cứ Nghị định số 30/2020/NĐ-CP",),
    }
    return report(**fields | changes)


@pytest.fixture(scope="module")
def draft():
    return render_docx(whole(), source=SOURCE, sections=SECTIONS)


def properties(data):
    root = etree.fromstring(parts_of(data)["docProps/core.xml"])
    return {etree.QName(each).localname: each.text for each in root}


def test_word_finds_nothing_to_repair(draft):
    assert faults(draft) == []


@pytest.mark.parametrize(
    "document",
    [
        report(),
        for_signature(annexes=(annex(),)),
        report(internal=True, number=None, symbol="", code_url=""),
        report(addressees=(), recipients=("Lưu: VT",), drafter="nvm", code_url="https://vi.du/a"),
    ],
    ids=["issued", "for_signature", "internal", "few"],
)
def test_nor_in_any_other_kind_of_paper(document):
    assert faults(render_docx(document)) == []


# What is done to the words of the file → the fault that is to be found.
SPOILED = {
    "a number twice": (b'<w:id w:val="', b'<w:id w:val="5"/><w:id w:val="', "id 5 twice"),
    "a name twice": (b'doan_1"', b'doan_0"', "bookmark doan_0 twice"),
    "no relation": (b'r:embed="rId', b'r:embed="rIdx', "is no relation"),
    "out of order": (b"<w:keepNext/><w:jc ", b"<w:jc/><w:keepNext/><w:jc ", "order of pPr"),
    "no style": (b'<w:pStyle w:val="Kind"/>', b'<w:pStyle w:val="Kinds"/>', "Kinds is no style"),
    "an end missing": (b'<w:bookmarkEnd w:id="3"/>', b"", "a bookmark has not its two ends"),
    "an empty cell": (
        b'<w:vAlign w:val="top"/></w:tcPr>',
        b"</w:tcPr></w:tc><w:tc><w:tcPr/>",
        "a cell does not end with a paragraph",
    ),
}


@pytest.mark.parametrize("case", SPOILED)
def test_the_reader_notices(draft, case):
    before, after, fault = SPOILED[case]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as spoiled:
        for name, raw in parts_of(draft).items():
            if name == "word/document.xml":
                assert before in raw
                raw = raw.replace(before, after)
            spoiled.writestr(name, raw)
    assert any(fault in found for found in faults(out.getvalue()))


def test_the_same_document_gives_the_same_bytes(draft):
    assert render_docx(whole(), source=SOURCE, sections=SECTIONS) == draft


def test_it_says_which_report_and_which_version_it_holds(draft):
    said = properties(draft)
    assert (said["identifier"], said["version"]) == ("report:7", "a" * 64)
    assert (said["subject"], said["language"]) == ("BC-2019-7F3K", "vi")
    assert said["title"] == f"Báo cáo {whole().subject}"
    assert said["creator"] == said["lastModifiedBy"] == "Ủy ban nhân dân tỉnh Tây Ninh"
    assert said["created"] == said["modified"] == "2020-01-14T08:30:00Z"
    keys = keys_of(draft)
    assert (keys.get("record"), keys.get("version")) == ("report:7", "a" * 64)


def test_it_brings_nothing_of_the_file_it_was_begun_with(draft):
    names = {name for name in parts_of(draft) if not name.endswith(".rels")}
    assert names == {
        "[Content_Types].xml",
        "docProps/core.xml",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "word/document.xml",
        "word/styles.xml",
        "word/settings.xml",
        "word/theme/theme1.xml",
        "word/header1.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/media/image1.png",
        *(name for name in names if name.startswith("word/charts/chart")),
    }
    assert len(charts_of(draft)) == 2


def test_every_figure_is_a_control_whose_tag_leads_to_its_key(draft):
    keys = {each.get("id"): each for each in keys_of(draft).iter(f"{KEYS}figure")}
    document = whole()
    printed = [run for run in document.all_runs() if isinstance(run, Figure)]
    charted = list(months_chart().figures())
    # Those of a chart are drawn, and stand in the table behind it.
    expected = [run for run in printed if run not in charted] + [
        cell[0]
        for table in (months_table(), months_table())
        for row in table.rows
        for cell in row[1:]
    ]
    found = controls(draft)
    assert [tag for tag, _ in found] == [f"s{at}" for at in range(1, len(found) + 1)]
    assert [(keys[tag].get("key"), words) for tag, words in found] == [
        (run.key, run.text) for run in expected
    ]
    assert [keys[tag].get("text") for tag, _ in found] == [words for _, words in found]


def test_sections_and_paragraphs_are_bookmarks(draft):
    sections = {
        each.get("code"): held_by(draft, each.get("bookmark"))
        for each in keys_of(draft).iter(f"{KEYS}section")
    }
    assert sections["mo-dau"] == ["Ủy ban nhân dân tỉnh báo cáo như sau:"]
    assert sections["visits"] == [
        "1. Công tác kiểm tra",
        "Đã kiểm tra 87 lượt; <b> & “”.",
        "Số liệu minh họa.",
    ]
    assert sections["found"][0] == "2. Vi phạm"
    assert sections["found"][-1] == "Số liệu minh họa."
    assert sections["ket-thuc"] == ["Trên đây là báo cáo, 87./."]
    assert held_by(draft, "doan_3") == ["Đã kiểm tra 87 lượt; <b> & “”."]
    assert held_by(draft, "doan_1") == ["I. KẾT QUẢ ĐẠT ĐƯỢC"]


def test_a_section_may_end_with_a_table():
    table = replace(violations_table(), note="")
    blocks = (Heading(1, "I", "Một"), table, Heading(1, "II", "Hai"), paragraph("Hết."))
    data = render_docx(report(blocks=blocks), sections=(Held("one", 2), Held("two", 2)))
    assert faults(data) == []
    assert held_by(data, "muc_0")[-2:] == ["Tổng cộng", "11"]
    assert held_by(data, "muc_2") == ["II. HAI", "Hết./."]


def test_a_chart_is_told_to_who_cannot_see_it(draft):
    told = [each.get("descr") for each in body_of(draft).iter(f"{DRAWING}docPr")]
    assert told == [
        f"{months_chart().alternative} Lượt kiểm tra (lượt).",
        f"{months_chart().alternative} Vi phạm (trường hợp).",
        "Mã QR của văn bản",
    ]
    values = [
        [v.text for v in root.iterfind(f".//{CHART}val//{CHART}v")] for root in charts_of(draft)
    ]
    assert values == [["6", "0", "1204"], ["1", "2", "3"]]


def test_a_number_that_is_not_there_has_no_bar():
    months = months_chart()
    first = months.series[0]
    unknown = replace(first.points[1], figure=Figure("x", None, "chưa có"), open=True)
    points = (first.points[0], unknown, first.points[2])
    chart = replace(months, series=(replace(first, points=points),))
    data = render_docx(report(blocks=(chart, paragraph("Hết."))))
    (root,) = charts_of(data)
    numbers = root.find(f".//{CHART}numLit")
    assert [each.get("idx") for each in numbers.iter(f"{CHART}pt")] == ["0", "2"]
    assert numbers.find(f"{CHART}ptCount").get("val") == "3"
    assert [e.get("val") for e in root.iterfind(f".//{CHART}dPt/{CHART}idx")] == ["1"]


def test_a_note_is_small_under_its_table_and_else_of_the_body():
    note = Note("Số liệu minh họa.")
    data = render_docx(
        report(blocks=(note, replace(violations_table(), note=""), note, paragraph("Hết.")))
    )
    found = [
        style.get(f"{W}val")
        for style in body_of(data).iter(f"{W}pStyle")
        if paragraphs(style.getparent().getparent()) == [note.text]
    ]
    assert found == ["Body", "Note"]
    styles = etree.fromstring(parts_of(data)["word/styles.xml"])
    assert styles.findall(f".//{W}style[@{W}styleId='Note']//{W}i") == []


def test_marks_stand_on_the_margin_and_not_in_it(draft):
    """Word ends the words above a foot that begins where the margin does: 20 mm are 1,134."""
    places = list(body_of(draft).iter(f"{W}pgMar"))
    assert [(each.get(f"{W}bottom"), each.get(f"{W}footer")) for each in places] == (
        [("1134", "1134")] * 3
    )


def test_two_tables_do_not_become_one(draft):
    tags = [etree.QName(each).localname for each in body_of(draft)]
    assert ("tbl", "tbl") not in list(pairwise(tags))
    assert tags[-2:] == ["p", "sectPr"]


def test_words_are_text_and_never_markup():
    words = "</w:t></w:r> ]]> &amp; \N{NO-BREAK SPACE}x"
    data = render_docx(report(blocks=(Paragraph(runs(words)),)))
    assert faults(data) == []
    assert f"{words}./." in paragraphs(body_of(data))


def test_headings_are_headings_and_every_style_has_a_vietnamese_name(draft):
    styles = etree.fromstring(parts_of(draft)["word/styles.xml"])
    names = {
        e.get(f"{W}styleId"): e.find(f"{W}name").get(f"{W}val") for e in styles.iter(f"{W}style")
    }
    assert [names[f"Heading{at}"] for at in (1, 2, 3, 4)] == [
        "heading 1",
        "heading 2",
        "heading 3",
        "heading 4",
    ]
    levels = {
        e.get(f"{W}styleId"): e.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")
        for e in styles.iter(f"{W}style")
        if e.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    assert levels == {
        "Heading1": "0",
        "Heading2": "1",
        "Heading3": "2",
        "Heading4": "3",
        "AnnexTitle": "0",
    }
