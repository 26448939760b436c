"""Vague words beside something that was counted."""

import pytest

from reports.checks.context import Written
from reports.checks.problems import Level
from reports.checks.vague_words import vague_words
from tests.reports.checking import a_context
from tests.reports.composition import a_year

# On one database: it keeps the records and counts them, which the recounts try on both
# (test_figures_count, test_figures_edges); what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite


def found(text, figures=None):
    written = (Written("shortcomings", "Hạn chế", text, True),)
    return vague_words(a_context(figures, written=written))


@pytest.mark.parametrize(
    ("text", "words", "token"),
    [
        # Real sentences of the report of 14/01/2020.
        (
            "đã lập biên bản ghi nhận một số cán bộ, công chức, viên chức vi phạm về giờ giấc",
            "một số cán bộ, công chức, viên chức vi phạm",
            "{violations.total}",
        ),
        ("còn nhiều vi phạm", "nhiều vi phạm", "{violations.total}"),
        ("Nhiều trường hợp vi phạm.", "Nhiều trường hợp vi phạm", "{violations.total}"),
        ("qua nhiều lượt kiểm tra", "nhiều lượt kiểm tra", "{visits.total}"),
        ("một vài cuộc kiểm tra đột xuất", "một vài cuộc kiểm tra đột xuất", "{visits.surprise}"),
        ("một số cuộc tự kiểm tra", "một số cuộc tự kiểm tra", "{self_inspections.held}"),
        ("nhiều ý kiến phản ánh", "nhiều ý kiến phản ánh", "{complaints.total}"),
        ("vài phản ánh quá hạn", "vài phản ánh quá hạn", "{complaints.overdue}"),
        (
            "một số cơ quan, đơn vị chưa gửi kết quả",
            "một số cơ quan, đơn vị chưa gửi",
            "{self_inspections.total.overdue}",
        ),
        (
            "Một số đơn vị gửi báo cáo chậm",
            "Một số đơn vị gửi báo cáo chậm",
            "{self_inspections.total.late}",
        ),
        (
            "một số cơ quan chưa được kiểm tra",
            "một số cơ quan chưa được kiểm tra",
            "{agencies.not_visited}",
        ),
        (
            "một số cơ quan được kiểm tra",
            "một số cơ quan được kiểm tra",
            "{visits.agencies}",
        ),
        ("nhiều đơn vị đã được kiểm tra", "nhiều đơn vị đã được kiểm tra", "{visits.agencies}"),
        ("một số đơn vị còn thiếu sót", "một số đơn vị còn thiếu sót", "{unit_findings.total}"),
        ("mở nhiều lớp tập huấn", "nhiều lớp tập huấn", "{implementation.trainings}"),
        ("vi phạm vẫn còn nhiều.", "vi phạm vẫn còn nhiều", "{violations.total}"),
        (
            "một số vi phạm do các cơ quan, đơn vị tự phát hiện",
            "một số vi phạm do các cơ quan, đơn vị tự phát hiện",
            "{self_inspections.violations}",
        ),
        (
            "một số lãnh đạo, quản lý vi phạm",
            "một số lãnh đạo, quản lý vi phạm",
            "{violations.leaders}",
        ),
        (
            "một số người bị xử lý kỷ luật",
            "một số người bị xử lý kỷ luật",
            "{handlings.discipline}",
        ),
        ("tổ chức nhiều hội nghị", "nhiều hội nghị", "{implementation.meetings}"),
        ("đăng nhiều tin, bài", "nhiều tin, bài", "{implementation.posts}"),
        (
            "có khá nhiều lượt phát thanh",
            "khá nhiều lượt phát thanh",
            "{implementation.broadcasts}",
        ),
        ("ban hành nhiều văn bản chỉ đạo", "nhiều văn bản chỉ đạo", "{implementation.directives}"),
    ],
)
def test_the_count_that_is_known_is_told(cast, text, words, token):
    (problem,) = found(text, {"agencies.not_visited": 0})
    assert problem.text.startswith(f"“{words}”: số liệu của kỳ ghi nhận 00 ")
    assert problem.advice.endswith(f" bằng số liệu {token}.")


@pytest.mark.parametrize(
    "text",
    [
        # Real sentences of the report of 14/01/2020.
        "hầu hết cán bộ, công chức, viên chức chấp hành tốt nội quy, quy chế cơ quan",
        "có nêu những hạn chế, tồn tại trong thực hiện công vụ ở một số nơi",
        "một số công chức, viên chức chưa có tinh thần trách nhiệm cao",
        "Công tác tự kiểm tra ở một số sở, ban, ngành chưa được quan tâm",
        "do bản thân một số cán bộ, công chức, viên chức chưa thật sự cố gắng",
        # What is counted stands with something else.
        "một số cơ quan nhắc nhở người vi phạm",
        "nhiều năm không có vi phạm",
        "Một số nơi làm tốt; vi phạm giảm.",
        "một số vi phạm hành chính",
        "{violations.total} trường hợp vi phạm",
        "vi phạm giảm nhiều so với năm trước",
        # Shares of a whole: the check of claims holds them against it.
        "tình trạng một số ít cán bộ, công chức, viên chức vi phạm vẫn xảy ra",
        "hầu hết cơ quan được kiểm tra",
        "phần lớn vi phạm",
        "đa số phản ánh quá hạn",
        "",
    ],
)
def test_what_nobody_counts_is_left_alone(cast, text):
    assert found(text) == []


def test_the_warning_says_how_many(maker):
    a_year(maker)
    (problem,) = found("Còn một số trường hợp vi phạm.")
    assert (problem.level, problem.check, problem.section) == (
        Level.WARNING,
        "vague_words",
        "shortcomings",
    )
    assert problem.text == (
        "“một số trường hợp vi phạm”: số liệu của kỳ ghi nhận 03 trường hợp (Vi phạm của cá nhân)."
    )
    assert problem.advice == "Thay “một số” bằng số liệu {violations.total}."


def test_a_kind_of_act_is_known_by_its_own_name(maker):
    a_year(maker)
    facts = a_context().facts
    line = next(line for line in facts.violations if line.code == "no_badge")
    (problem,) = found(f"một số trường hợp {line.name.lower()}")
    assert problem.advice == "Thay “một số” bằng số liệu {violations.total@category=no_badge}."
