"""Claims about what an inspection's file is counted by: plan, notices, heads, uneven counts."""

import pytest

from tests.reports.claiming import doubted, told_otherwise

# On one database: it makes the context; what is told of the numbers is Python.
pytestmark = pytest.mark.sqlite

# The figure → sentences it bears, and such as it does not.
SAID = {
    "plans.total": (
        [
            "Số lượt kiểm tra ghi trong kế hoạch tăng 10 lượt so với năm trước.",
            "Lượt kiểm tra kế hoạch bố trí nhiều hơn lượt đã tiến hành theo kế hoạch.",
        ],
        [
            "Số lượt kiểm tra ghi trong kế hoạch giảm so với năm trước.",
            "Số lượt kiểm tra do kế hoạch đề ra tăng gấp đôi.",
        ],
    ),
    "plans.announced": (
        [
            "Số lượt kiểm tra báo trước ghi trong kế hoạch giảm một phần ba.",
            "Lượt kiểm tra có báo trước chiếm 30% số lượt ghi trong kế hoạch.",
        ],
        [
            "Số lượt kiểm tra báo trước ghi trong kế hoạch tăng so với năm trước.",
            "Phần lớn lượt kiểm tra ghi trong kế hoạch là báo trước.",
        ],
    ),
    "plans.surprise": (
        [
            "Phần lớn lượt kiểm tra ghi trong kế hoạch là đột xuất.",
            "Số lượt kiểm tra đột xuất bố trí trong kế hoạch tăng 25 lượt.",
        ],
        [
            "Tất cả lượt kiểm tra ghi trong kế hoạch là đột xuất.",
            "Số lượt kiểm tra đột xuất bố trí trong kế hoạch tăng 36 lượt.",
        ],
    ),
    "plans.added": (
        ["Số lượt kiểm tra bổ sung vào kế hoạch giảm từ 08 xuống 06 lượt."],
        ["Số lượt kiểm tra bổ sung vào kế hoạch tăng.", "Không có lượt bổ sung vào kế hoạch."],
    ),
    "plans.dropped": (
        ["Số lượt kiểm tra bỏ khỏi kế hoạch tăng gấp đôi so với năm 2024."],
        [
            "Số lượt kiểm tra bị đưa ra khỏi kế hoạch giảm so với năm 2024.",
            "Không có lượt kiểm tra nào bỏ khỏi kế hoạch.",
        ],
    ),
    "plans.held": (
        ["Số lượt kiểm tra đã tiến hành theo kế hoạch tăng 08 lượt."],
        [
            "Số lượt kiểm tra đã tiến hành theo kế hoạch tăng 10 lượt.",
            "Số lượt kiểm tra thuộc kế hoạch giảm so với cùng kỳ.",
        ],
    ),
    "head_criticisms.proposed": (
        [
            "Số đề nghị phê bình người đứng đầu tăng 01 trường hợp so với năm trước.",
            "Số người đứng đầu cơ quan được đề nghị phê bình tăng từ 04 lên 05 trường hợp.",
        ],
        [
            "Số đề nghị phê bình người đứng đầu giảm so với năm trước.",
            "Không có người đứng đầu nào bị đề nghị phê bình.",
        ],
    ),
    "head_criticisms.criticised": (
        [
            "Số người đứng đầu bị phê bình giảm 01 trường hợp.",
            "Số người đứng đầu bị phê bình ít hơn số người đứng đầu được đề nghị phê bình.",
        ],
        [
            "Số người đứng đầu bị phê bình tăng so với năm trước.",
            "Không có người đứng đầu, cấp phó nào bị phê bình.",
        ],
    ),
    "notices.issued": (
        [
            "Số thông báo kết quả kiểm tra đã ban hành tăng 12 thông báo.",
            "Theo thông báo kết quả kiểm tra, số vi phạm giảm so với năm trước.",
        ],
        [
            "Số thông báo kết quả kiểm tra đã ban hành giảm so với cùng kỳ.",
            "Số thông báo kết quả kiểm tra của Sở Nội vụ tăng gấp đôi.",
        ],
    ),
    "notices.explained": (
        [
            "Số thông báo có văn bản giải trình giảm 05 thông báo.",
            "Một số ít thông báo kết quả kiểm tra có giải trình.",
        ],
        [
            "Số thông báo có văn bản giải trình tăng so với năm trước.",
            "Phần lớn thông báo kết quả kiểm tra đã có giải trình.",
        ],
    ),
    "notices.remedied": (
        [
            "Hơn một nửa thông báo kết quả kiểm tra đã có báo cáo khắc phục.",
            "Số thông báo có báo cáo khắc phục không thay đổi so với năm trước.",
        ],
        [
            "Tất cả thông báo kết quả kiểm tra đều đã có báo cáo khắc phục.",
            "Số thông báo có báo cáo khắc phục tăng so với năm trước.",
        ],
    ),
    "headcounts.uneven": (
        [
            "Số lượt kiểm tra có số người không khớp giảm 03 lượt so với năm trước.",
            "Còn 02 lượt kiểm tra có số người có mặt, vắng mặt không khớp.",
        ],
        [
            "Số lượt kiểm tra có số người không khớp tăng so với năm trước.",
            "Không còn lượt kiểm tra có số người không khớp.",
        ],
    ),
}


@pytest.mark.parametrize("key", SAID)
def test_what_is_said_of_a_file_is_held_against_its_figure(told, key):
    borne, others = SAID[key]
    assert {text: doubted(text, told) for text in borne} == {text: [] for text in borne}
    label = told.facts.label(key)
    assert [text for text in others if label not in "".join(doubted(text, told))] == []


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        # What set a visit off is not what stands in a plan.
        ("Số lượt kiểm tra theo kế hoạch tăng 10 lượt.", True),
        ("Số lượt kiểm tra theo kế hoạch tăng 08 lượt.", False),
        # A wish names nobody who was criticised, a form of handling no head.
        ("Đề nghị các cơ quan khắc phục tất cả thiếu sót.", True),
        ("Phê bình giảm so với năm trước.", False),
        # No figure says how much of a plan was carried out.
        ("Toàn bộ lượt kiểm tra ghi trong kế hoạch đã tiến hành theo kế hoạch.", False),
    ],
)
def test_words_that_look_alike_are_told_apart(told, text, holds):
    assert (doubted(text, told) == []) == holds


@pytest.mark.parametrize(
    ("text", "untrue", "locked", "holds"),
    [
        ("Không có trường hợp giải trình không đúng sự thật.", 0, 0, True),
        ("Không có trường hợp giải trình sai sự thật.", 1, 0, False),
        ("Không còn phòng làm việc khóa cửa trong giờ làm việc.", 0, 0, True),
        ("Không còn phòng khóa cửa trong giờ làm việc.", 0, 2, False),
        ("Vẫn còn phòng làm việc đóng cửa.", 0, 2, True),
    ],
)
def test_the_kinds_of_finding_that_came_later_are_known(told, text, untrue, locked, holds):
    cells = {
        "violations.total@category=false_explanation": untrue,
        "unit_findings.total@category=unit_closed_rooms": locked,
    }
    assert (doubted(text, told_otherwise(told, cells)) == []) == holds
