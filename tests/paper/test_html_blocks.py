"""Blocks drawn by the templates that paper and screen share."""

import re

import pytest
from django.template import Context, Engine

from tayninh_portal.paper import html
from tayninh_portal.paper.assets import TEMPLATES
from tayninh_portal.paper.content import Figure, Heading, Item, Note, Paragraph, Text, runs
from tests.paper.documents import (
    LONG_SENTENCE,
    months_chart,
    paragraph,
    report,
    violations_table,
)


def drawn(*blocks, **options):
    engine = Engine(dirs=[str(TEMPLATES)], app_dirs=False)
    context = Context({"blocks": html.draw(blocks, **options)}, use_l10n=False)
    page = engine.get_template("documents/blocks/_blocks.html").render(context)
    # Spaces at the edges of a block do not show, on the screen or on paper.
    return " ".join(page.split()).replace('"> ', '">').replace(" </p>", "</p>")


def test_a_first_level_title_is_in_capitals_with_its_number():
    assert drawn(Heading(1, "II", "Đánh giá chung")) == (
        '<h2 class="doc-heading doc-heading-1">II. ĐÁNH GIÁ CHUNG</h2>'
    )


def test_lower_titles_keep_their_case():
    blocks = html.draw(
        [Heading(2, "1", "Ưu điểm"), Heading(3, "đ", "Điểm"), Heading(4, "", "Tự kiểm tra")]
    )
    assert [block["text"] for block in blocks] == ["1. Ưu điểm", "đ) Điểm", "- Tự kiểm tra"]


def test_no_level_of_titles_is_skipped():
    levels = [(1, "2"), (4, "3"), (3, "4"), (2, "3"), (4, "4")]
    blocks = html.draw([Heading(level, "", "x") for level, _ in levels])
    assert [block["html_level"] for block in blocks] == [expected for _, expected in levels]


def test_a_figure_stands_out_on_the_screen():
    assert drawn(paragraph("Có ", Figure("visits.total", 87, "87"), " lượt.")) == (
        '<p class="doc-paragraph">Có <span class="doc-figure">87</span> lượt.</p>'
    )


def test_a_figure_opens_its_records_where_there_is_an_address():
    block = paragraph(Figure("visits.total", 87, "87"))
    assert drawn(block, figure_address=lambda figure: f"/so-lieu/{figure.key}/") == (
        '<p class="doc-paragraph">'
        '<a class="doc-figure" href="/so-lieu/visits.total/" data-panel>87</a></p>'
    )


def test_words_may_be_bold_and_italic():
    block = paragraph(Text("a", bold=True), Text("b", italic=True), Text("c", True, True))
    assert drawn(block) == ('<p class="doc-paragraph"><b>a</b><i>b</i><b><i>c</i></b></p>')


def test_typed_markup_stays_text():
    text = "<img src=x> {{ block }} {% now 'Y' %} & \"'"
    escaped = "&lt;img src=x&gt; {{ block }} {% now &#x27;Y&#x27; %} &amp; &quot;&#x27;"
    assert drawn(Note(text)) == f'<p class="doc-note">{escaped}</p>'
    assert drawn(Item("-", runs(text))) == f'<p class="doc-paragraph">- {escaped}</p>'


def test_a_table_ties_its_headers_to_columns_and_rows():
    page = drawn(violations_table())
    assert page.count('<th scope="col">') == 3
    assert page.count('<th scope="row" class="doc-left">') == 3
    assert '<tr class="doc-total">' in page
    assert page.endswith('<p class="doc-note">Số liệu minh họa.</p>')


def test_a_chart_stands_under_its_title_with_its_words_for_who_cannot_see_it():
    page = drawn(months_chart(title="<Theo tháng>"))
    assert page.startswith(
        '<figure class="doc-chart"><figcaption>&lt;Theo tháng&gt;</figcaption><svg class="chart"'
    )
    assert f">{months_chart().alternative}</title>" in page
    assert page.count("<rect") == 5
    assert ">1.204</text>" in page


def test_a_chart_may_draw_lines():
    assert drawn(months_chart(kind="lines")).count("<polyline") == 2


def test_two_charts_of_a_page_do_not_share_their_names():
    page = drawn(months_chart(), months_chart(title="Khác"))
    titles = re.findall(r'<title id="([^"]+)"', page)
    assert len(set(titles)) == 2


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Hết", "Hết./."),
        ("Hết.", "Hết./."),
        ("Hết ; ", "Hết./."),
        ("Hết./.", "Hết./."),
        ("Hết . / .", "Hết . /./."),
    ],
)
def test_the_body_ends_with_its_mark_once(typed, printed):
    (block,) = html.closed([paragraph(typed)])
    assert block == paragraph(printed)


def test_the_mark_follows_a_figure_too():
    figure = Figure("visits.total", 87, "87")
    assert html.closed([paragraph("Có ", figure)]) == (paragraph("Có ", figure, "./."),)


def test_an_item_keeps_its_marker_at_the_end():
    assert html.closed([Item("-", runs("Ý cuối;"))]) == (Item("-", runs("Ý cuối./.")),)


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ([paragraph(LONG_SENTENCE)], 0),
        ([paragraph(LONG_SENTENCE), paragraph("Câu ngắn.")], 1),
        ([paragraph("Câu ngắn."), paragraph("Câu ngắn.")], 1),
        ([violations_table(), paragraph("Câu ngắn.")], 1),
        ([paragraph("Câu ngắn."), paragraph(LONG_SENTENCE)], 0),
    ],
)
def test_a_short_end_takes_its_neighbour_to_the_signature(blocks, kept):
    assert html.keep_with_signature(blocks) == kept


def test_the_document_itself_is_not_changed_by_drawing():
    document = report()
    before = document.json_bytes()
    html.draw(html.closed(document.blocks))
    assert document.json_bytes() == before


def test_words_in_doubt_are_marked_as_words_and_not_as_markup():
    (block,) = html.underlined(html.draw([Paragraph(runs("<b>tăng</b>"))]), [("", "<b>tăng")])
    assert block["runs"][0]["text"].startswith('<mark class="doc-doubted">&lt;b&gt;tăng<span')


def test_words_in_doubt_are_runs_of_their_own_where_what_stands_before_them_fits():
    sentence = runs("Số vi phạm tăng, kinh phí tăng.")
    (block,) = html.underlined(html.draw([Paragraph(sentence)]), [("kinh phí ", "tăng"), ("", "")])
    assert [(run["text"], run["doubted"]) for run in block["runs"]] == [
        ("Số vi phạm tăng, kinh phí ", False),
        (
            '<mark class="doc-doubted">tăng<span class="visually-hidden"> (xem lưu ý kèm theo)'
            "</span></mark>",
            True,
        ),
        (".", False),
    ]
    (same,) = html.underlined(html.draw([Paragraph(sentence)]), [("chi phí ", "tăng")])
    assert [run["doubted"] for run in same["runs"]] == [False]


def test_a_number_is_never_cut_and_a_heading_left_alone():
    blocks = [Heading(1, "I", "Tăng"), Paragraph((Figure("visits.total", 3, "03"),))]
    heading, block = html.underlined(html.draw(blocks), [("", "03")])
    assert "runs" not in heading
    assert [run["doubted"] for run in block["runs"]] == [False]
