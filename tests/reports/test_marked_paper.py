"""A paper with what changed in it marked: nothing is lost, nothing is hidden."""

from dataclasses import replace

import pytest

from reports.freezing.block_diff import places_of
from reports.issuing.comparison import change_in_words
from reports.issuing.marked import marked
from tayninh_portal.paper.content import Figure, Item, Paragraph, Table, TableColumn, row, runs
from tayninh_portal.paper.wording import WordingSection, deserialize
from tests.reports.issuing import CONTENT

GOLDEN = deserialize(CONTENT)
SEVEN = Figure("visits.total", 7, "07")
ONE = Paragraph(runs("Đã kiểm tra ", SEVEN, " lượt. Cấp xã chấp hành tốt."))
TWO = Paragraph(runs("Công tác tuyên truyền được duy trì thường xuyên."))
ITEM = Item("-", runs("Tăng cường kiểm tra đột xuất;"))


def told(*blocks, code="causes", heading="Nguyên nhân"):
    """A paper of one section."""
    section = WordingSection(code, 1, "I", heading, tuple(blocks))
    return replace(GOLDEN, sections=(section,), annexes=())


def section_of(new, old=None):
    places = marked(new, old, lambda figure: f"/so-lieu/{figure.key}/", {})
    return next(place for place in places if place.kind == "section")


def said(place):
    """Its blocks: each sentence as text with what is new in [+ +] and what went in [- -]."""
    signs = {"same": ("", ""), "new": ("[+", "+]"), "gone": ("[-", "-]")}
    found = []
    for block in place.blocks:
        if block.gone:
            found.append(f"[-{block.gone}-]")
        for sentence in block.sentences:
            parts = (
                signs[each.mark][0] + each.text + signs[each.mark][1] for each in sentence.fragments
            )
            found.append("".join(parts))
    return found


def test_without_an_older_telling_it_is_the_paper_itself():
    places = marked(GOLDEN, None, lambda _: "", {})
    for place, stated in zip(places, places_of(GOLDEN), strict=True):
        for block, piece in zip(place.blocks, stated.pieces, strict=True):
            sentences = ["".join(each.text for each in one.fragments) for one in block.sentences]
            # A table and a chart are drawn.
            assert (" ".join(sentences) == piece.lines[0]) is (block.block is None)
            assert not block.is_changed


def test_a_number_leads_to_its_rows_and_a_sentence_ends_where_it_ends():
    (block,) = section_of(told(ONE)).blocks
    first, second = block.sentences
    assert [(each.text, each.address) for each in first.fragments] == [
        ("Đã kiểm tra ", ""),
        ("07", "/so-lieu/visits.total/"),
        (" lượt.", ""),
    ]
    assert second.sentence.text == "Cấp xã chấp hành tốt."
    assert first.sentence.key != second.sentence.key


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((ONE,), (ONE,), ["Đã kiểm tra 07 lượt.", "Cấp xã chấp hành tốt."]),
        (
            (ONE,),
            (Paragraph(runs("Đã kiểm tra ", SEVEN, " lượt. Cấp xã chấp hành rất tốt.")),),
            ["Đã kiểm tra 07 lượt.", "Cấp xã chấp hành [+rất +]tốt."],
        ),
        (
            (ONE,),
            (Paragraph(runs("Đã kiểm tra ", SEVEN, " lượt.")),),
            ["Đã kiểm tra 07 lượt.[- Cấp xã chấp hành tốt.-]"],
        ),
        (
            (ONE,),
            (TWO, ONE),
            [
                "[+Công tác tuyên truyền được duy trì thường xuyên.+]",
                "Đã kiểm tra 07 lượt.",
                "Cấp xã chấp hành tốt.",
            ],
        ),
        (
            (TWO, ITEM),
            (ITEM,),
            [
                "[-Công tác tuyên truyền được duy trì thường xuyên.-]",
                "- Tăng cường kiểm tra đột xuất;",
            ],
        ),
        ((), (ITEM,), ["[+- +][+Tăng cường kiểm tra đột xuất;+]"]),
        ((ITEM,), (), ["[-- Tăng cường kiểm tra đột xuất;-]"]),
    ],
)
def test_what_came_in_and_what_went_is_marked_where_it_is(old, new, expected):
    assert said(section_of(told(*new), told(*old))) == expected


def test_a_section_that_was_taken_out_is_still_told():
    old = replace(
        told(ONE),
        sections=(*told(ONE).sections, *told(TWO, code="limits", heading="Hạn chế").sections),
    )
    places = marked(told(ONE), old, lambda _: "", {})
    assert [(place.code, place.changes) for place in places] == [
        ("opening", 0),
        ("causes", 0),
        ("limits", 1),
        ("closing", 0),
    ]


def test_another_heading_is_told_beside_the_new_one():
    place = section_of(told(ONE, heading="Nguyên nhân chủ quan"), told(ONE))
    assert (place.heading, place.was) == ("I. Nguyên nhân chủ quan", "I. Nguyên nhân")


def test_of_a_table_the_rows_that_read_otherwise_are_told():
    def table(number):
        columns = (TableColumn("Nhóm", names_row=True), TableColumn("Lượt", kind="number"))
        return Table(columns, (row("Cấp tỉnh", "03"), row("Cấp xã", number)), caption="Kiểm tra")

    place = section_of(told(table("05")), told(table("04")))
    (block,) = place.blocks
    assert [
        ("".join(t for _, t in each.old), "".join(t for _, t in each.new)) for each in block.lines
    ] == [("Cấp xã · 04", "Cấp xã · 05")]
    assert [each.sentence.text for each in block.sentences] == ["Bảng: Kiểm tra"]
    assert not section_of(told(table("05")), told(table("05"))).changes


@pytest.mark.parametrize(
    ("now", "before", "stated"),
    [
        (87, 75, "tăng 12 (16,00%)"),
        (54, 63, "giảm 9 (14,29%)"),
        (0, 5, "giảm 5 (100%)"),
        (5, 0, "tăng 5"),
        (7, 7, "không đổi"),
        (0, 0, "không đổi"),
        (5, None, ""),
    ],
)
def test_a_change_is_told_with_its_share_where_there_is_one(now, before, stated):
    assert change_in_words(now, before) == stated
