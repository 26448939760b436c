from tayninh_portal.paper.content import Item, runs
from tayninh_portal.paper.typed import blocks_from_text
from tests.paper.documents import paragraph


def test_each_line_is_a_block_and_empty_lines_are_none():
    assert blocks_from_text("Câu một.\n\n  Câu hai.  \r\nCâu ba.") == (
        paragraph("Câu một."),
        paragraph("Câu hai."),
        paragraph("Câu ba."),
    )


def test_a_line_that_starts_with_a_marker_is_an_item():
    assert blocks_from_text("- Một\n+ Hai\na) Ba\nđ) Bốn\n1. Năm\n• Sáu\n– Bảy") == (
        Item("-", runs("Một")),
        Item("+", runs("Hai")),
        Item("a)", runs("Ba")),
        Item("đ)", runs("Bốn")),
        Item("1.", runs("Năm")),
        Item("-", runs("Sáu")),
        Item("-", runs("Bảy")),
    )


def test_a_dash_within_a_word_is_no_marker():
    assert blocks_from_text("-5 độ\n2019 là năm đầu") == (
        paragraph("-5 độ"),
        paragraph("2019 là năm đầu"),
    )


def test_what_a_paste_brings_along_is_dropped():
    assert blocks_from_text("\ufeffTây\u200b\tNinh\u202e \x07") == (paragraph("Tây Ninh"),)


def test_nothing_typed_is_no_block():
    assert blocks_from_text(" \n\t\n") == ()
