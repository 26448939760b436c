"""A document goes to JSON and back unchanged, and nothing else comes in."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tayninh_portal.paper.content import (
    Annex,
    Chart,
    Document,
    Figure,
    Heading,
    Item,
    Note,
    Paragraph,
    Point,
    Series,
    Table,
    TableColumn,
    Text,
)
from tests.paper.documents import annex, report

words = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=30
).filter(str.strip)
texts = st.builds(Text, words, bold=st.booleans(), italic=st.booleans())
# A key carries its value, so that no key gets two.
figures = st.integers(0, 9999).map(lambda number: Figure(f"key.{number}", number, str(number)))
cells = st.lists(st.one_of(texts, figures), min_size=1, max_size=3).map(tuple)
paragraphs = st.one_of(
    st.builds(Paragraph, cells), st.builds(Item, st.sampled_from(["-", "+", "đ)", "1."]), cells)
)


@st.composite
def tables(draw):
    columns = draw(st.lists(st.builds(TableColumn, words), min_size=1, max_size=3))
    rows = st.lists(cells, min_size=len(columns), max_size=len(columns)).map(tuple)
    return Table(
        tuple(columns),
        tuple(draw(st.lists(rows, min_size=1, max_size=3))),
        draw(st.none() | rows),
        draw(st.just("") | words),
        draw(st.just("") | words),
    )


@st.composite
def charts(draw):
    labels = draw(st.lists(words, min_size=2, max_size=3))
    series = st.tuples(*(st.builds(Point, st.just(label), figures) for label in labels))
    return Chart(
        draw(words),
        draw(words),
        draw(st.sampled_from(["bars", "lines"])),
        tuple(draw(st.lists(st.builds(Series, words, series), min_size=1, max_size=2))),
    )


blocks = st.one_of(
    paragraphs,
    tables(),
    charts(),
    st.builds(Note, words),
    st.builds(Heading, st.integers(1, 4), st.sampled_from(["", "I", "b"]), words),
)


@settings(deadline=None)
@given(
    st.lists(blocks, max_size=4),
    paragraphs,
    st.lists(st.builds(Annex, words, st.tuples(blocks), st.booleans()), max_size=2),
)
def test_any_document_comes_back_equal(before, last, annexes):
    document = report(blocks=(*before, last), annexes=tuple(annexes))
    assert Document.from_json(json.loads(document.json_bytes())) == document


def test_dates_and_absent_parts_come_back():
    document = report(
        number=None,
        date=None,
        urgency="KHẨN",
        created=dt.datetime(2026, 3, 1, 7, tzinfo=dt.timezone(dt.timedelta(hours=7))),
    )
    assert Document.from_json(json.loads(document.json_bytes())) == document


def test_the_json_is_plain_and_names_its_figures():
    plain = report().to_json()
    assert plain["version"] == 1
    assert plain["figures"] == {
        "violations.badge": 4,
        "violations.late": 7,
        "violations.total": 11,
        "visits.total": 87,
    }
    assert plain["document"]["blocks"][4] == {
        "type": "paragraph",
        "runs": [
            {"type": "text", "text": "Đã kiểm tra "},
            {"type": "figure", "key": "visits.total", "value": 87, "text": "87"},
            {"type": "text", "text": " lượt, cụ thể:"},
        ],
    }


def test_the_bytes_do_not_depend_on_when_they_are_made():
    assert report().json_bytes() == report().json_bytes()


def spoiled(path, value):
    plain = json.loads(report(annexes=(annex(),)).json_bytes())
    place = plain
    for key in path[:-1]:
        place = place[key]
    if value is KeyError:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["version"], 2, "phiên bản 2"),
        (["more"], 1, "Không phải dữ liệu của một văn bản"),
        (["document"], [], "cần một đối tượng"),
        (["document", "color"], "red", "không biết 'color'"),
        (["document", "subject"], KeyError, "thiếu 'subject'"),
        (["document", "year"], "2020", r"Document\.year"),
        (["document", "year"], True, r"Document\.year"),
        (["document", "date"], "14/01/2020", r"Document\.date"),
        (["document", "created"], 5, "ISO 8601"),
        (["document", "recipients"], "Lưu: VT", "cần một danh sách"),
        (["document", "urgency"], "GẤP", r"Document\.urgency"),
        (["document", "blocks", 0, "type"], "script", "không biết loại 'script'"),
        (["document", "blocks", 0], "chữ", "không biết loại None"),
        (["document", "blocks", 4, "runs", 1, "value"], 88, "Bảng số liệu không khớp"),
        (["figures", "visits.total"], 88, "Bảng số liệu không khớp"),
        (["document", "annexes", 0, "landscape"], "yes", r"annexes\[0\]\.landscape"),
    ],
)
def test_data_that_was_not_written_by_a_document_is_refused(path, value, says):
    with pytest.raises(ValueError, match=says):
        Document.from_json(spoiled(path, value))
