"""Words of comparison and quantity beside the figures they stand by."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.checks.claims import claims
from reports.checks.claims.claim_words import SAYS
from reports.checks.claims.lexicon import pattern, table
from reports.checks.context import Written
from reports.checks.problems import Level
from reports.checks.while_writing import doubted_claims
from reports.figures.breaks import Break
from reports.figures.catalog import CATALOG
from reports.narrative.breakdowns import BreakdownLine
from reports.narrative.facts import gather
from reports.narrative.suggestions import suggestion
from tests.reports.checking import a_context
from tests.reports.claiming import doubted, facts, told_otherwise
from tests.reports.composition import a_year, make_report

# On one database: it makes the context; what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite


def test_every_figure_is_known_by_its_own_name(told):
    unknown = []
    for key, figure in CATALOG.items():
        if figure.kind == "ratio":
            continue
        text = f"Số {figure.label.lower()} tăng gấp mười lần so với năm trước."
        wanted = f"”: {told.facts.label(key)}: kỳ này "
        if not any(wanted in doubt for doubt in doubted(text, told)):
            unknown.append(key)
    assert unknown == []


# Every judge at its edges: the words, the figures now and before, and whether they bear them.
CHANGES = [
    ("tăng", 8, 7, True),
    ("tăng", 7, 7, False),
    ("tăng", 6, 7, False),
    ("giảm", 6, 7, True),
    ("giảm", 7, 7, False),
    ("giảm", 0, 1, True),
    ("không tăng", 7, 7, True),
    ("không tăng", 6, 7, True),
    ("không tăng", 8, 7, False),
    ("không giảm", 7, 7, True),
    ("không giảm", 8, 7, True),
    ("không giảm", 6, 7, False),
    ("không thay đổi", 0, 0, True),
    ("không thay đổi", 1, 0, False),
    ("tăng mạnh", 12, 10, True),
    ("tăng mạnh", 11, 10, False),
    ("tăng nhẹ", 11, 10, True),
    ("tăng nhẹ", 12, 10, False),
    ("giảm đáng kể", 9, 10, True),
    ("giảm đáng kể", 95, 100, False),
    ("tăng mạnh", 5, 0, False),
    ("tăng gấp đôi", 19, 10, True),
    ("tăng gấp đôi", 21, 10, True),
    ("tăng gấp đôi", 18, 10, False),
    ("tăng gấp đôi", 22, 10, False),
    ("tăng gấp đôi", 2, 0, False),
    ("tăng hơn gấp đôi", 20, 10, False),
    ("tăng hơn gấp đôi", 21, 10, True),
    ("tăng hơn gấp đôi", 30, 10, False),
    ("tăng gần gấp đôi", 18, 10, True),
    ("tăng gần gấp đôi", 20, 10, False),
    ("tăng gấp rưỡi", 15, 10, True),
    ("tăng gấp rưỡi", 16, 10, False),
    ("giảm một nửa", 5, 10, True),
    ("giảm một nửa", 6, 10, False),
    ("giảm hơn một nửa", 4, 10, True),
    ("giảm hơn một nửa", 5, 10, False),
    ("giảm gần một nửa", 6, 10, True),
    ("giảm gần một nửa", 5, 10, False),
    ("giảm một phần ba", 20, 30, True),
    ("giảm một phần ba", 24, 30, False),
    ("chỉ bằng một nửa", 5, 10, True),
    ("chỉ bằng một nửa", 7, 10, False),
    ("tăng 03 lượt", 10, 7, True),
    ("tăng 04 lượt", 10, 7, False),
    ("tăng từ 7 lên 10 lượt", 10, 7, True),
    ("tăng từ 7 lên 11 lượt", 10, 7, False),
    ("tăng từ 6 lên 10 lượt", 10, 7, False),
    ("tăng lên 10 lượt", 10, 7, True),
    ("giảm còn 8 lượt", 7, 10, False),
    ("tăng 03 lượt (tăng 42,86%)", 10, 7, True),
    ("tăng 03 lượt (tăng 42,9%)", 10, 7, True),
    ("tăng 03 lượt (tăng 42,85%)", 10, 7, False),
]


@pytest.mark.parametrize(("words", "now", "before", "holds"), CHANGES)
def test_a_change_is_one_between_two_periods(told, words, now, before, holds):
    context = told_otherwise(told, {"visits.total": now}, {"visits.total": before})
    text = f"So với cùng kỳ năm trước, số lượt kiểm tra {words}."
    assert (doubted(text, context) == []) == holds


# “{} phản ánh, kiến nghị về hành vi” of all of them, and as “chiếm {}”, and “chủ yếu là”.
SHARES = [
    ("Tất cả", 40, 40, True),
    ("Tất cả", 39, 40, False),
    ("Tất cả", 0, 0, False),
    ("Toàn bộ", 1, 1, True),
    ("Hầu hết", 32, 40, True),
    ("Hầu hết", 31, 40, False),
    ("Phần lớn", 21, 40, True),
    ("Phần lớn", 20, 40, False),
    ("Đa số", 20, 40, False),
    ("Hơn một nửa", 21, 40, True),
    ("Hơn một nửa", 20, 40, False),
    ("Một nửa", 20, 40, True),
    ("Một nửa", 23, 40, False),
    ("Chưa đến một nửa", 19, 40, True),
    ("Chưa đến một nửa", 20, 40, False),
    ("Một số ít", 8, 40, True),
    ("Một số ít", 9, 40, False),
    ("Một số ít", 0, 40, False),
    ("Một phần tư", 10, 40, True),
    ("Một phần tư", 15, 40, False),
    ("100%", 39, 40, False),
    ("Trên 90%", 37, 40, True),
    ("Trên 90%", 36, 40, False),
    ("Gần như tất cả", 31, 40, False),
]


@pytest.mark.parametrize(("words", "part", "whole", "holds"), SHARES)
def test_a_share_is_one_of_its_whole(told, words, part, whole, holds):
    context = told_otherwise(told, {"complaints.class.conduct": part, "complaints.total": whole})
    text = f"{words} phản ánh, kiến nghị là về hành vi."
    assert (doubted(text, context) == []) == holds
    text = f"Phản ánh, kiến nghị về hành vi chiếm {words.lower()}."
    assert (doubted(text, context) == []) == holds


@pytest.mark.parametrize(("part", "holds"), [(21, True), (20, False)])
def test_mainly_is_more_than_half_and_what_is_counted_up_adds_up(told, part, holds):
    context = told_otherwise(
        told,
        {
            "violations.total": 40,
            "violations.total@category=late": part - 5,
            "violations.total@category=early_leave": 5,
        },
    )
    assert (doubted("Vi phạm chủ yếu là đi muộn, về sớm.", context) == []) == holds
    assert (doubted("Đi muộn, về sớm chiếm đa số.", context) == []) == holds
    assert doubted("Vi phạm chủ yếu là đi muộn.", context) != []


def test_a_share_has_to_hold_of_every_whole_that_may_be_meant(told):
    context = told_otherwise(
        told, {"complaints.on_time": 20, "complaints.due": 20, "complaints.total": 40}
    )
    assert doubted("Tất cả phản ánh đến hạn được trả lời đúng hạn.", context) == []
    assert doubted("Tất cả phản ánh được trả lời đúng hạn.", context) != []
    assert doubted("Phản ánh đến hạn đều được trả lời đúng hạn.", context) == []


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Vi phạm cao nhất ở cấp xã.", True),
        ("Vi phạm cao nhất ở cấp huyện.", False),
        ("Cấp huyện có ít vi phạm nhất.", True),
        ("Cấp tỉnh có ít vi phạm nhất.", False),
        ("Sở, ban, ngành tỉnh đứng thứ hai về số vi phạm.", True),
        ("Cấp huyện đứng thứ hai về số vi phạm.", False),
        ("Đi muộn và về sớm là hai loại vi phạm nhiều nhất.", True),
        ("Đi muộn và không đeo thẻ là hai loại vi phạm nhiều nhất.", False),
        ("Số vi phạm giảm nhiều nhất ở cấp huyện.", True),
        ("Số vi phạm giảm nhiều nhất ở cấp tỉnh.", False),
        ("Số vi phạm tăng nhiều nhất ở cấp xã.", True),
        ("Số vi phạm cao nhất.", False),
        ("Vi phạm trong lĩnh vực y tế ít nhất.", False),
        ("Mỗi cơ quan tự kiểm tra ít nhất 02 lần.", True),
    ],
)
def test_the_most_and_the_least_are_so_among_their_like(told, text, holds):
    assert (doubted(text, told) == []) == holds


def test_as_many_as_another_is_not_the_most(told):
    context = told_otherwise(told, {"violations.provincial": 48, "violations.commune": 48})
    assert doubted("Vi phạm cao nhất ở cấp xã.", context) != []


@pytest.mark.parametrize(
    ("text", "late", "holds"),
    [
        ("Không còn phản ánh trả lời trễ hạn.", 0, True),
        ("Không còn phản ánh trả lời trễ hạn.", 1, False),
        ("Không có phản ánh nào trả lời trễ hạn.", 1, False),
        ("Không phản ánh nào trả lời trễ hạn.", 1, False),
        ("Vẫn còn phản ánh trả lời trễ hạn.", 0, False),
        ("Vẫn còn phản ánh trả lời trễ hạn.", 1, True),
        ("Duy nhất một phản ánh trả lời trễ hạn.", 1, True),
        ("Duy nhất một phản ánh trả lời trễ hạn.", 2, False),
        ("Phản ánh trả lời trễ hạn nhiều hơn phản ánh quá hạn.", 2, True),
        ("Phản ánh trả lời trễ hạn nhiều hơn phản ánh quá hạn.", 1, False),
        ("Phản ánh trả lời trễ hạn bằng số phản ánh quá hạn.", 1, True),
        ("Phản ánh trả lời trễ hạn bằng số phản ánh quá hạn.", 2, False),
        ("Phản ánh trả lời trễ hạn gấp đôi phản ánh quá hạn.", 2, True),
        ("Phản ánh trả lời trễ hạn gấp đôi phản ánh quá hạn.", 3, False),
        ("Phản ánh trả lời trễ hạn và phản ánh quá hạn bằng nhau.", 1, True),
        ("Phản ánh trả lời trễ hạn và phản ánh quá hạn bằng nhau.", 2, False),
    ],
)
def test_none_some_one_and_two_beside_each_other(told, text, late, holds):
    context = told_otherwise(told, {"complaints.late": late, "complaints.overdue": 1})
    assert (doubted(text, context) == []) == holds


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        # Each of them, and a rate of both periods.
        ("Số lượt kiểm tra và số phản ánh đều tăng.", True),
        ("Số lượt kiểm tra và số vi phạm đều tăng.", False),
        ("Cả ba nhóm cơ quan đều giảm số vi phạm.", False),
        ("Cả ba nhóm cơ quan đều có vi phạm.", True),
        ("Tỷ lệ trả lời, chuyển đúng hạn tăng.", True),
        ("Tỷ lệ trả lời, chuyển đúng hạn giảm.", False),
        # What a clause is about stands before it, after it, in the sentence before.
        ("Giảm 19 trường hợp vi phạm so với năm trước.", True),
        ("Tổ ghi nhận 75 trường hợp vi phạm. So với năm trước, giảm 19 trường hợp.", True),
        ("Tổ ghi nhận 75 trường hợp vi phạm. So với năm trước, giảm 18 trường hợp.", False),
        ("Vi phạm giảm nhưng phản ánh tăng.", True),
        ("Vi phạm giảm nhưng phản ánh giảm.", False),
        ("Vi phạm giảm ở cả ba khối.", False),
        ("Viên chức vi phạm nhiều nhất, tiếp đến là công chức.", False),
        ("Công chức vi phạm nhiều nhất, tiếp đến là viên chức.", True),
        # The period before by itself, another year, more than one.
        ("Năm 2024 không có lượt kiểm tra lại nào.", True),
        ("Năm 2025 không có lượt kiểm tra lại nào.", False),
        ("Số vi phạm giảm so với năm 2024.", True),
        ("Số vi phạm giảm so với năm 2023.", False),
        ("Số vi phạm thấp nhất từ trước đến nay.", False),
        # Tokens.
        ("Có {visits.total} lượt, tăng {visits.total|change} lượt.", True),
        ("Có {violations.total} trường hợp, tăng {violations.total|change} trường hợp.", False),
        ("Tất cả {complaints.on_time/complaints.due} trường hợp được trả lời đúng hạn.", False),
        ("{table:violations}", True),
        # What nobody counts.
        ("Kinh phí thực hiện tăng so với năm trước.", False),
        ("Mức độ hài lòng của người dân tăng.", False),
        ("Qua {visits.total} lượt kiểm tra, kinh phí thực hiện tăng.", False),
        ("Đa số người dân được hỏi đánh giá công chức phục vụ tốt.", False),
        ("Hầu hết cán bộ, công chức, viên chức chấp hành tốt nội quy.", False),
        ("Một số ít cán bộ, công chức, viên chức vi phạm.", False),
        # Words that claim nothing.
        ("Tăng cường kiểm tra, giảm thủ tục hành chính, nâng cao kỷ luật.", True),
        ("Phấn đấu giảm số lượt kiểm tra; yêu cầu tất cả cơ quan gửi đúng hạn.", True),
        ("Sinh hoạt được duy trì đều đặn theo phương châm “Tất cả vì Nhân dân”.", True),
        ("Không có lý do chính đáng.", True),
        ("Còn trường hợp vi phạm quy định về văn hóa công vụ.", True),
        ("Có 34 lượt kiểm tra không phát hiện vi phạm của cá nhân và thiếu sót của đơn vị.", True),
        ("Các lượt kiểm tra không phát hiện vi phạm của cá nhân và thiếu sót của đơn vị.", False),
        ("", True),
    ],
)
def test_what_a_claim_is_about(told, text, holds):
    assert (doubted(text, told) == []) == holds


def test_a_doubt_says_what_the_figures_say_and_which_token_prints_them(told):
    (problem,) = claims(_written(told, "Số vi phạm tăng so với năm trước."))
    assert (problem.level, problem.check, problem.section) == (Level.NOTE, "claims", "inspections")
    assert problem.text == (
        "“Số vi phạm tăng so với năm trước.”: Vi phạm của cá nhân: kỳ này 75 trường hợp; kỳ trước "
        "(năm 2024) 94 trường hợp (giảm 19, 20,21%)."
    )
    assert problem.advice == (
        "Sửa lại câu cho đúng số liệu; có thể chèn {violations.total}; {violations.total|before}; "
        "{violations.total|change}."
    )


def test_a_share_is_told_with_its_whole(told):
    assert doubted("Vi phạm chủ yếu là không đeo thẻ.", told) == [
        "“Vi phạm chủ yếu là không đeo thẻ.”: Vi phạm của cá nhân – Không đeo thẻ khi thi hành "
        "công vụ: 06 trường hợp, trên 75 trường hợp (Vi phạm của cá nhân), chiếm 8,00%."
    ]


def test_a_claim_without_a_figure_says_so(told):
    assert doubted("Kinh phí thực hiện tăng.", told) == [
        "“Kinh phí thực hiện tăng.”: không có số liệu nào chứng minh."
    ]
    assert doubted("Một số ít cán bộ vi phạm.", told) == [
        "“Một số ít cán bộ vi phạm.”: không có tổng số để tính phần; số liệu ghi nhận Vi phạm của "
        "cá nhân: 75 trường hợp."
    ]


def test_without_a_period_before_nothing_grew(told):
    context = replace(told, around=replace(told.around, before=None))
    assert doubted("Số lượt kiểm tra tăng.", context) == [
        "“Số lượt kiểm tra tăng.”: không có số liệu của kỳ trước để so sánh."
    ]


def test_over_a_break_of_the_registry_agencies_are_not_compared(told):
    breaks = (Break(date(2025, 7, 1), {"district": 9}, ("district",)),)
    context = told_otherwise(told, breaks=breaks)
    assert doubted("Số vi phạm ở cấp xã tăng.", context) == [
        "“Số vi phạm ở cấp xã tăng.”: Vi phạm của cá nhân – xã, phường, thị trấn: kỳ này 48 trường "
        "hợp; kỳ trước (năm 2024) 38 trường hợp (tăng 10, 26,32%). Danh mục cơ quan của hai kỳ "
        "khác nhau do sắp xếp (từ ngày 01/7/2025), nên hai số không so sánh được với nhau."
    ]
    assert doubted("Số vi phạm giảm.", context) == []


def test_a_group_of_a_kind_is_read_from_the_lines_of_the_report(told):
    line = BreakdownLine("late", "Đi muộn", {"commune": 3, "district": 1}, 0)
    context = _with_lines(told, line)
    assert doubted("Vi phạm đi muộn ở cấp xã nhiều hơn cấp huyện.", context) == []
    assert doubted("Vi phạm đi muộn ở cấp xã ít hơn cấp huyện.", context) != []


def test_what_is_ahead_claims_nothing(told):
    text = "Giảm số lượt kiểm tra; tất cả cơ quan gửi đúng hạn."
    assert doubted(text, told, code="directions") == []
    assert len(doubted(text, told)) == 2


def test_what_the_portal_suggests_is_asked_about_once_its_figures_are_others(maker):
    a_year(maker)
    context = a_context({"self_inspections.plans": 5, "self_inspections.total.due": 5})
    said = suggestion("directives", context.facts)
    assert "Tất cả" in said
    assert doubted(said, context, code="directives") == []
    fewer = a_context({"self_inspections.plans": 4, "self_inspections.total.due": 5})
    assert len(doubted(said, fewer, code="directives")) == 1


def test_the_notation_of_the_words_is_read_as_its_head_says():
    """A bracket may be missing, a bar chooses, a name stands for its row, a line goes on."""
    told = re.compile(pattern("[đã ](gửi|nộp) {body}|\n  không(?= {near}{fraction})"))
    for text in ("đã gửi cơ quan", "nộp địa phương", "không gần một nửa", "không 1/3"):
        assert told.match(text), text
    for text in ("đã cơ quan", "gửi", "nộp vi phạm", "không gần", "không"):
        assert not told.match(text), text


def test_every_row_of_words_is_some_claim():
    assert set(table("claims")) == set(SAYS)


WORDS = st.sampled_from(
    re.findall(
        r"[^~]+",
        "tăng~giảm~đều~bằng~chiếm~tỷ lệ~có~là~và~của~ở~nào~tất cả~hầu hết~chủ yếu~không còn~"
        "không có~cao nhất~ít nhất~gấp đôi~bằng nhau~vi phạm~phản ánh~cơ quan~cấp xã~đi muộn~"
        "đúng hạn~lượt kiểm tra~người vắng~giảm một nửa~so với năm trước~năm 2024~cả ba nhóm~"
        "đứng thứ hai~tháng 13~{visits.total}~{complaints.rate}~{a/b|%}~{x|before}~{table:x}~{~}~"
        "{}~(~)~,~;~.~:~45%~100%~12~1.000.000~từ 3 lên 4~“~”~\u200b~\u0130~Đ~\n",
    )
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS | st.text(max_size=6), max_size=16))
def test_no_text_makes_it_fail(told, words):
    text = " ".join(words)
    for sentence in doubted(text, told):
        assert sentence.startswith("“")
    assert set(facts()) == {"now", "before"}


def _written(context, text):
    return replace(context, written=(Written("inspections", "Kết quả kiểm tra", text, True),))


def _with_lines(context, line):
    return replace(context, facts=replace(context.facts, violations=(line,)))


def test_who_writes_is_told_the_words_why_and_what_to_do(cast):
    section = make_report(cast).sections.get(code="inspections")
    typed = "Số vi phạm tăng so với năm trước."
    (doubt,) = doubted_claims(section, typed, gather(section.report.period))
    assert doubt.words == ("Số vi phạm ", "tăng")
    assert doubt.reason.startswith("“Số vi phạm tăng so với năm trước.”: không có số liệu")
    assert doubt.reason.endswith("hoặc bỏ từ này nếu không đo đếm được.")
