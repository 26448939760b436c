"""The tags of a paper, walked as a reader for the blind walks them, beside the document itself."""

import subprocess

import pytest

from tayninh_portal.paper.assets import COLOR_PROFILE, SCHEME
from tayninh_portal.paper.content import (
    Annex,
    Chart,
    Figure,
    Heading,
    Item,
    Note,
    Paragraph,
    Table,
    TableColumn,
    plain_text,
    row,
    runs,
)
from tayninh_portal.paper.finishing import FINISHES
from tayninh_portal.paper.layout import COLORS
from tayninh_portal.paper.pdf import _fetcher, render_pdf
from tests.paper.documents import (
    LONG_SENTENCE,
    annex,
    months_chart,
    months_table,
    paragraph,
    report,
)
from tests.paper.tagged import left_out, read_tags, rows_of

pytestmark = pytest.mark.pdf

# Phụ lục I, Nghị định 30/2020: what stands before a title of each level.
TITLES = {1: "{}.", 2: "{}.", 3: "{})", 4: "-"}


def wide_table(count=70):
    """Six columns: the head breaks over lines, an agency's name is broken inside a word."""
    columns = (
        TableColumn("STT", "center", 6),
        TableColumn("Cơ quan, đơn vị được kiểm tra", "left", 24, names_row=True),
        TableColumn("Số lượt kiểm tra đột xuất", "right", 12, "number"),
        TableColumn("Số công chức, viên chức vi phạm", "right", 12, "number"),
        TableColumn("Hình thức xử lý", "left", 26),
        TableColumn("Ghi chú", "left", 20),
    )
    made = [
        row(
            str(at),
            f"Ủy ban nhân dân xã Minh họa {at}",
            Figure(f"visits.total@agency={at}", at, f"{at:02d}"),
            "0",
            "Nhắc nhở trước cơ quan, yêu cầu báo cáo bằng văn bản",
            "CV-SNV-CCVC/2019-BC/UBND-VX-KSTTHC-Phòng-Nội-vụ" if at == 3 else "",
        )
        for at in range(1, count + 1)
    ]
    return Table(
        columns, tuple(made), total=row("", "Cộng", "2.485", "0", "", ""), caption="Kết quả"
    )


def whole_report():
    """A report of everything: lists in lists, a chart, paragraphs and tables over pages."""
    blocks = (
        paragraph("Ủy ban nhân dân tỉnh báo cáo kết quả như sau:"),
        Heading(1, "I", "Kết quả đạt được"),
        Heading(2, "1", "Công tác kiểm tra"),
        Heading(3, "a", "Kiểm tra đột xuất"),
        *[paragraph(f"Đợt {at}. ", LONG_SENTENCE, " ", LONG_SENTENCE) for at in range(1, 12)],
        Item("a)", runs("Về giờ giấc:")),
        Item("-", runs(LONG_SENTENCE)),
        Item("+", runs("Buổi sáng: ", Figure("visits.morning", 12, "12"), " lượt.")),
        Item("+", runs(Figure("visits.noon", 3, "03"), " lượt buổi trưa.")),
        Item("-", runs("Nhắc nhở tại chỗ.")),
        Item("b)", runs("Về trang phục: không có vi phạm.")),
        months_chart(),
        months_table(),
        Note("Số liệu minh họa."),
        wide_table(40),
        Heading(1, "II", "Phương hướng"),
        Item("1.", runs(LONG_SENTENCE)),
        Item("2.", runs("Trên đây là báo cáo của Ủy ban nhân dân tỉnh.")),
    )
    annexes = (
        annex("Danh sách cơ quan", 60),
        Annex("Kết quả theo cơ quan", (wide_table(), Note("Tính đến cuối năm.")), True),
    )
    return report(
        blocks=blocks, annexes=annexes, marks=("DỰ THẢO",), addressees=("Bộ Nội vụ", "Bộ Y tế")
    )


@pytest.fixture(scope="module")
def document():
    return whole_report()


@pytest.fixture(scope="module")
def data(document):
    return render_pdf(document, finish=2)


@pytest.fixture(scope="module")
def root(data):
    return read_tags(data)


def told(tag):
    """What a reader tells, in order: (kind, words), a table with the heads of each cell."""
    if tag.kind == "Table":
        caption = [("Caption", each.text.strip()) for each in tag.all_of("Caption")]
        return [*caption, ("Table", rows_of(tag))]
    if tag.kind == "Figure":
        return [("Figure", tag.alternative)]
    if tag.kind == "LI":
        label, body = tag.kids
        (_, first), *under = [part for kid in body.kids for part in told(kid)]
        return [("LI", f"{label.text.strip()} {first}"), *under]
    if tag.kind in ("Document", "Sect", "Div", "L"):
        return [part for kid in tag.kids for part in told(kid)]
    return [(tag.kind, tag.text.strip())]


def expected(blocks, top):
    """The same of the blocks themselves. ``top``: the level of a title of level 1."""
    for block in blocks:
        if isinstance(block, Heading):
            words = f"{TITLES[block.level].format(block.number)} {block.text}"
            yield f"H{top + block.level - 1}", words
        elif isinstance(block, Item):
            yield "LI", f"{block.marker} {plain_text(block.runs)}"
        elif isinstance(block, Paragraph):
            yield "P", plain_text(block.runs)
        elif isinstance(block, Note):
            yield "P", block.text
        elif isinstance(block, Chart):
            yield "Caption", block.title
            yield "Figure", block.alternative
        else:
            yield from expected_table(block)


def expected_table(table):
    if table.caption:
        yield "Caption", table.caption
    labels = [column.label for column in table.columns]
    rows = [[(label, []) for label in labels]]
    for cells in table.all_rows():
        words = [plain_text(cell) for cell in cells]
        (name,) = [
            word for word, column in zip(words, table.columns, strict=True) if column.names_row
        ]
        rows.append(
            [
                (word, [label] if column.names_row else [name, label])
                for word, label, column in zip(words, labels, table.columns, strict=True)
            ]
        )
    yield "Table", rows
    if table.note:
        yield "P", table.note


def without_capitals(parts):
    return [(kind, words.casefold() if isinstance(words, str) else words) for kind, words in parts]


def body_of(root):
    """From the first title of the body to the signature."""
    parts = [part for kid in root.kids if kid.kind != "Sect" for part in told(kid)]
    first = parts.index(("P", "Ủy ban nhân dân tỉnh báo cáo kết quả như sau:"))
    return parts[first : parts.index(("P", "Nơi nhận:"))]


def test_the_body_is_told_as_it_was_written(document, root):
    *before, (kind, last) = expected(document.blocks, top=2)
    # The last sentence closes the text (Phụ lục I, II.6).
    wanted = [*before, (kind, f"{last.removesuffix('.')}./.")]
    assert without_capitals(body_of(root)) == without_capitals(wanted)


def test_every_annex_is_told_as_it_was_written(document, root):
    sections = [told(kid) for kid in root.kids if kid.kind == "Sect"]
    for number, section, made in zip(("I", "II"), sections, document.annexes, strict=True):
        title, reference, *parts = section
        assert title == ("H2", f"Phụ lục {number} {made.title.upper()}")
        assert reference[1].startswith("(Kèm theo Báo cáo số 05/BC-UBND ngày 14 tháng 01 năm 2020")
        code = [("Figure", "Mã QR của văn bản BC-2019-7F3K"), ("P", "Mã văn bản: BC-2019-7F3K")]
        assert parts == [*expected(made.blocks, top=3), *(code if number == "II" else [])]


def test_the_head_and_the_end_of_the_paper_are_told_in_their_order(root):
    parts = told(root)
    assert parts[:12] == [
        ("P", "ỦY BAN NHÂN DÂN"),
        ("P", "TỈNH TÂY NINH"),
        ("P", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("P", "Độc lập - Tự do - Hạnh phúc"),
        ("P", "Số: 05/BC-UBND"),
        ("P", "Tây Ninh, ngày 14 tháng 01 năm 2020"),
        (
            "H1",
            "BÁO CÁO Kết quả thực hiện Đề án Văn hóa công vụ năm 2019 trên địa bàn tỉnh Tây Ninh",
        ),
        ("P", "Kính gửi:"),
        ("LI", "- Bộ Nội vụ;"),
        ("LI", "- Bộ Y tế."),
        ("P", "Ủy ban nhân dân tỉnh báo cáo kết quả như sau:"),
        ("H2", "I. KẾT QUẢ ĐẠT ĐƯỢC"),
    ]
    at = parts.index(("P", "Nơi nhận:"))
    assert parts[at + 1 : at + 8] == [
        ("LI", "- Như trên;"),
        ("LI", "- CT, các PCT UBND tỉnh;"),
        ("LI", "- Lưu: VT, SNV."),
        ("P", "TM. ỦY BAN NHÂN DÂN"),
        ("P", "KT. CHỦ TỊCH"),
        ("P", "PHÓ CHỦ TỊCH"),
        ("P", "Phó Chủ tịch (minh họa)"),
    ]


def test_a_table_over_pages_is_one(root):
    spread = [sorted(table.pages) for table in root.all_of("Table")]
    assert [len(pages) for pages in spread] == [1, 5, 2, 7]
    assert all(pages == list(range(pages[0], pages[-1] + 1)) for pages in spread)
    assert [len(table.all_of("THead")) for table in root.all_of("Table")] == [1, 1, 1, 1]


def test_a_paragraph_over_pages_is_one(root):
    paragraphs = [each for each in root.all_of("P") if each.text.startswith("Đợt ")]
    assert len(paragraphs) == 11
    assert [len(each.pages) for each in paragraphs].count(2) == 1


def test_lists_hold_lists(root):
    outer = [kid for kid in root.kids if kid.kind == "L"]
    shapes = [
        (str(each.attributes["/ListNumbering"]), [item.kids[0].text for item in each.kids])
        for each in outer
    ]
    assert shapes == [
        ("/Disc", ["- ", "- "]),
        ("/LowerAlpha", ["a) ", "b) "]),
        ("/Decimal", ["1. ", "2. "]),
        ("/Disc", ["- ", "- ", "- "]),
    ]
    (dashes,) = [kid for kid in outer[1].kids[0].kids[1].kids if kid.kind == "L"]
    (crosses,) = [kid for kid in dashes.kids[0].kids[1].kids if kid.kind == "L"]
    assert [item.kids[0].text for item in dashes.kids] == ["- ", "- "]
    assert [item.kids[1].text.strip() for item in crosses.kids] == [
        "Buổi sáng: 12 lượt.",
        "03 lượt buổi trưa.",
    ]


def test_margins_and_repeated_heads_are_told_to_nobody(data):
    names, wide = (
        "".join("".join(column.label for column in table.columns).split())
        for table in (whole_report().annexes[0].blocks[0], wide_table())
    )
    body = ["", "2", "3", "4", f"{wide}5", f"{wide}6", f"{wide}7", f"{wide}8"]
    first, second = ["", f"{names}2"], ["", *[f"{wide}{page}" for page in range(2, 8)]]
    left = ["".join(page.split()) for page in left_out(data)]
    assert left == [f"{page}DỰTHẢO" for page in (*body, *first, *second)]


def test_pictures_have_their_box_where_they_stand(root):
    """In points: the chart across 120 mm, the code 24 mm each way, both inside the type area."""
    boxes = [[float(edge) for edge in each.attributes["/BBox"]] for each in root.all_of("Figure")]
    widths = [round((right - left) / 72 * 25.4, 1) for left, _, right, _ in boxes]
    heights = [round((top - foot) / 72 * 25.4, 1) for _, foot, _, top in boxes]
    assert (widths, heights[1]) == ([120, 24], 24)
    assert all(left > 80 and foot > 55 for left, foot, _, _ in boxes)
    # The second annex lies across: 210 mm high.
    assert boxes[1][3] < 595


def finished(body):
    """What the finish makes of a page of our form with other tags in it."""
    import weasyprint

    page = (
        "<html lang=vi><title>Thử</title><style>"
        f"@font-face {{ font-family: T; src: url({SCHEME}fonts/tinos/Tinos-Regular.ttf) }}"
        f"@color-profile {COLORS} {{ src: url({SCHEME}{COLOR_PROFILE}); components: r, g, b }}"
        "@page { size: A4; font-family: T } body { font: 14pt T } "
        f"</style>{body}"
    )
    made = weasyprint.HTML(string=page, url_fetcher=_fetcher())
    return FINISHES[2](made.write_pdf(pdf_variant="pdf/a-3a", output_intent=COLORS))


def test_heads_in_several_rows_are_named_by_each_cell():
    """A head over two columns, one over two rows, and a row's own head."""
    root = read_tags(
        finished(
            "<table><thead>"
            "<tr><th rowspan=2>Cơ quan</th><th colspan=2>Vi phạm</th></tr>"
            "<tr><th>Năm 2018</th><th>Năm 2019</th></tr></thead>"
            "<tbody><tr><th scope=row>Sở Y tế</th><td>3</td><td>4</td></tr></tbody></table>"
        )
    )
    (table,) = root.all_of("Table")
    assert rows_of(table) == [
        [("Cơ quan", []), ("Vi phạm", [])],
        [("Năm 2018", ["Vi phạm"]), ("Năm 2019", ["Vi phạm"])],
        [
            ("Sở Y tế", ["Cơ quan"]),
            ("3", ["Sở Y tế", "Vi phạm", "Năm 2018"]),
            ("4", ["Sở Y tế", "Vi phạm", "Năm 2019"]),
        ],
    ]


def test_a_second_table_of_the_same_head_stays_a_second_table():
    table = "<table{}><thead><tr><th>A<th>B</tr></thead><tr><td>1<td>2</tr></table>"
    below = table.format(' style="break-before: page"')
    apart = finished(table.format("") + "<p>Câu giữa hai bảng.</p>" + below)
    assert [len(each.all_of("TR")) for each in read_tags(apart).all_of("Table")] == [2, 2]


def test_a_sentence_ends_with_its_page_and_the_next_is_a_paragraph_of_its_own():
    """Without a first line set in, words decide."""
    text = "<p style='break-after: page'>{}</p><p>{}</p>"
    ends = read_tags(finished(text.format("Hết câu.", "Câu sau.")))
    goes_on = read_tags(finished(text.format("Không hết", "câu.")))
    assert [each.text for each in ends.all_of("P")] == ["Hết câu.", "Câu sau."]
    assert [each.text for each in goes_on.all_of("P")] == ["Không hết câu."]


def test_nothing_is_seen_of_it(tmp_path):
    """Drawn dot by dot, each page is what the first finish left."""
    document = report(annexes=(annex(count=60, landscape=True),))
    seen = []
    for finish in (1, 2):
        path = tmp_path / f"{finish}.pdf"
        path.write_bytes(render_pdf(document, finish=finish))
        subprocess.run(["pdftoppm", "-r", "50", "-gray", path, tmp_path / f"{finish}"], check=True)
        seen.append([page.read_bytes() for page in sorted(tmp_path.glob(f"{finish}-*.pgm"))])
    assert len(seen[0]) == 5
    assert seen[0] == seen[1]


def test_an_independent_reader_finds_no_error_in_the_file(data, tmp_path):
    path = tmp_path / "van-ban.pdf"
    path.write_bytes(data)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
