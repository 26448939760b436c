"""Tokens in the words of a section: what they name, what they print, what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from reports.narrative import tokens
from reports.narrative.before import Before, before
from reports.narrative.facts import gather
from reports.narrative.suggestions import SECTIONS, suggestion
from reports.narrative.tables import violations_table
from tayninh_portal.paper.content import Figure, Item, Paragraph, Text, plain_text
from tests.reports.composition import a_year, violation

# On one database: it keeps the records and counts them, which the recounts try on both
# (test_figures_count, test_figures_edges); what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite

LATE = "violations.total@category=late"


@pytest.fixture
def facts(maker, year):
    """A year of records, with the cells the tests ask for."""
    a_year(maker)
    keys = (LATE, "violations.total@category=no_badge,group=commune")
    return gather(year, keys=keys)


def stated(text, facts):
    return [plain_text(block.runs) for block in tokens.blocks(text, facts)]


def test_a_token_prints_its_figure_as_running_text_does(facts):
    (block,) = tokens.blocks("Tổ đã kiểm tra {visits.total} lượt.", facts)
    assert block == Paragraph(
        (Text("Tổ đã kiểm tra "), Figure("visits.total", 3, "03"), Text(" lượt."))
    )


def test_a_cell_prints_its_part(facts):
    (block,) = tokens.blocks(f"- {{{LATE}}} trường hợp đi muộn", facts)
    assert block == Item("-", (Figure(LATE, 1, "01"), Text(" trường hợp đi muộn")))


def test_a_cell_by_anything_its_rows_say_is_counted_beside_all_figures(maker, year):
    """Handled violations are read with those found, and know less of them."""
    a_year(maker)
    keys = ["violations.total@area=1", "violations.total@field=", "violations.total@month=2019-05"]
    facts = gather(year, keys=keys)
    assert [facts.number(key) for key in keys] == [1, 3, 2]


def test_the_parts_of_a_cell_may_come_in_any_order(facts):
    (block,) = tokens.blocks("{violations.total@group=commune, category=no_badge}", facts)
    key = "violations.total@category=no_badge,group=commune"
    assert block.runs == (Figure(key, facts.cells[key], f"{facts.cells[key]:02d}"),)


def test_a_ratio_prints_the_two_counts_it_is_made_of(facts):
    (block,) = tokens.blocks("Đã xử lý {complaints.rate} phản ánh", facts)
    assert block.runs == (
        Text("Đã xử lý "),
        Figure("complaints.handled", 1, "01"),
        Text("/"),
        Figure("complaints.divided", 2, "02"),
        Text(" phản ánh"),
    )


def test_a_large_number_is_written_with_its_separator(facts):
    many = facts.__class__(**{**vars(facts), "figures": {**facts.figures, "visits.total": 1234}})
    assert stated("{visits.total} lượt", many) == ["1.234 lượt"]


def test_braces_that_were_stored_before_are_printed_as_they_stand(facts):
    old = "{{ x }} {% load %} {không có} { và } {visits.totals}"
    assert stated(old, facts) == [old]


def test_the_keys_of_a_text_are_those_that_are_counted(facts):
    text = "{visits.total} {complaints.rate} {nothing} {violations.total@group=commune,area=4}"
    assert tokens.keys_in(text) == (
        "visits.total",
        "complaints.handled",
        "complaints.divided",
        "violations.total@area=4,group=commune",
    )
    assert tokens.keys_of([text, "{visits.total} {visits.surprise}"])[-1] == "visits.surprise"


def test_an_agency_is_a_part_by_its_number(cast, facts):
    assert tokens.check(f"{{visits.total@agency={cast.a.pk}}}") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Không có số liệu nào.",
        "{visits.total} lượt, {complaints.rate} phản ánh",
        "{ visits.total }",
        f"{{{LATE}}}",
        "{violations.total@field=}",
        "{violations.total@area=4}\n{visits.total@group=commune}",
    ],
)
def test_what_names_figures_is_accepted(cast, text):
    assert tokens.check(text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "{visits.totals}",
            "Không có số liệu nào có mã “visits.totals”. Chọn số liệu trong danh sách “Số liệu có "
            "thể chèn”, hoặc bỏ dấu ngoặc nhọn ở “{visits.totals}”.",
        ),
        ("{}", "Không có số liệu nào có mã “”."),
        ("{visits.total@}", "Không có số liệu nào có mã “visits.total@”."),
        (
            "{visits.total@category=late}",
            "Số liệu “Lượt kiểm tra” không chia được theo “category=late”.",
        ),
        (
            "{violations.total@category=latte}",
            "Số liệu “Vi phạm của cá nhân” không có phần nào là “category=latte”.",
        ),
        (
            "{violations.total@area=9}",
            "Số liệu “Vi phạm của cá nhân” không có phần nào là “area=9”.",
        ),
        (
            "{visits.total@group=moon}",
            "Số liệu “Lượt kiểm tra” không có phần nào là “group=moon”.",
        ),
        (
            "{visits.total@agency=999999}",
            "Số liệu “Lượt kiểm tra” không có phần nào là “agency=999999”.",
        ),
        (
            "{visits.total@agency=99999999999999999999}",
            "Số liệu “Lượt kiểm tra” không chia được theo “agency=99999999999999999999”.",
        ),
        (
            "{visits.total@agency=x}",
            "Số liệu “Lượt kiểm tra” không chia được theo “agency=x”.",
        ),
        (
            "{violations.total@area=1,area=2}",
            "Mã “violations.total@area=1,area=2” ghi một cách chia hai lần.",
        ),
        (
            "{complaints.rate@group=commune}",
            "Số liệu “Tỷ lệ phản ánh, kiến nghị đã xử lý” không chia được theo “group=commune”.",
        ),
        ("{% load %}", "Không có số liệu nào có mã “% load %”."),
        ("{" + "x" * 5000 + "}", "Không có số liệu nào có mã “" + "x" * 40 + "…”."),
    ],
)
def test_a_token_that_names_no_figure_is_told_at_its_field(cast, text, sentence):
    (found,) = tokens.check(f"Trước {text} sau")
    assert found.startswith(sentence)


@pytest.mark.parametrize(
    "text", ["{visits.total", "visits.total}", "{visits\n.total}", "{{visits.total}}", "{ {", "}{"]
)
def test_a_brace_without_its_fellow_is_told(cast, text):
    found = tokens.check(text)
    assert found[0].startswith("Dấu ngoặc nhọn chỉ dùng để chèn số liệu, dạng {mã số liệu},")


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u202e", "\ue000"])
def test_control_characters_are_told(cast, character):
    assert tokens.check(f"Một lời{character} văn") == [
        "Nội dung có ký tự điều khiển không nhìn thấy, ở chỗ đánh dấu □: “lời□”; hãy gõ lại những "
        "chỗ này."
    ]


def test_a_hidden_part_of_a_key_is_no_other_figure(cast):
    assert tokens.keys_in("{VISITS.TOTAL} {visits․total}") == ()


# --- shares, differences, tables and annexes ---------------------------------------------------
def test_a_share_and_two_counts_print_what_they_are_made_of(facts):
    told = "{visits.surprise/visits.total} lượt ({visits.surprise/visits.total|%})"
    assert stated(told, facts) == ["01/03 lượt (33,33%)"]
    assert stated("{complaints.rate|%}", facts) == ["50,00%"]
    assert tokens.keys_in(told) == ("visits.surprise", "visits.total")


def test_the_period_before_is_told_where_there_is_one(facts, year):
    told = "{visits.total|before}, {visits.total|change}, {visits.total|change%}"
    assert stated(told, facts) == ["–, –, –"]
    before = Before(year.previous(), {"visits.total": 2}, ())
    assert stated(told, replace(facts, before=before)) == ["02, 01, 50,00%"]


def test_a_part_of_the_period_before_is_told_as_it_was_kept(maker, year):
    """Of every kind a report is told by; one nobody was in is none, one never kept unknown."""
    a_year(maker)
    maker.visit(day=date(2018, 5, 4), place=4, found=[violation("dress"), violation("dress")])
    told = [
        "{violations.total@category=dress|before}",
        "{violations.total@category=late|before}",
        "{violations.total@category=dress|change}",
        "{violations.total@group=commune|before}",
        "{violations.total@area=4|before}",
        "{visits.total@group=commune|change%}",
    ]
    assert tokens.check(" ".join(told)) == []
    facts = gather(year, keys=tokens.keys_of(told))
    was = before(year)
    assert was is not None
    printed = [stated(each, replace(facts, before=was))[0] for each in told]
    assert printed == ["02", "00", "02", "02", "02", "0%"]
    unknown = replace(was, figures={"visits.total": 1, "violations.total": 2})
    assert [stated(each, replace(facts, before=unknown))[0] for each in told[:4]] == ["–"] * 4


def test_a_table_stands_alone_on_its_line_and_an_annex_is_named_in_words(facts):
    first, table = tokens.blocks("Cụ thể:\n{table:violations}\n", facts)
    assert (plain_text(first.runs), table) == ("Cụ thể:", violations_table(facts))
    assert stated("Chi tiết tại {annex:violations}.", facts) == ["Chi tiết tại Phụ lục II."]


def test_a_table_with_nothing_in_it_is_left_out(facts):
    assert tokens.blocks("{table:violations}", replace(facts, violations=())) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Xem {table:violations}", "Bảng “table:violations” phải đứng một mình trên một dòng."),
        ("{table:complaints}", "Không có bảng nào có mã “complaints”."),
        ("tại {annex:fifth}", "Không có phụ lục nào có mã “fifth”."),
        ("{violations.total@agency=1|before}", tokens.NOT_KEPT),
        ("{violations.total@category=late,group=commune|change}", tokens.NOT_KEPT),
        ("{complaints.total@field=health|change%}", tokens.NOT_KEPT),
        ("{visits.total|twice}", "Không có số liệu nào có mã “visits.total|twice”."),
        ("{visits.total/visits.agencies/visits.surprise}", "không phải là hai số đếm."),
        ("{visits.total/complaints.rate}", "không phải là hai số đếm."),
    ],
)
def test_what_names_nothing_is_told_by_its_name(cast, text, sentence):
    (found,) = tokens.check(text)
    assert sentence in found


def test_what_is_suggested_is_never_refused(cast, maker, year):
    maker.everything()
    facts = gather(year)
    assert {code: tokens.check(suggestion(code, facts)) for code in SECTIONS} == {
        code: [] for code in SECTIONS
    }
    printed = " ".join(
        plain_text(block.runs)
        for code in SECTIONS
        for block in tokens.blocks(suggestion(code, facts), facts)
        if isinstance(block, Paragraph | Item)
    )
    assert "{" not in printed
