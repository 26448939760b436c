"""Comments of a Word file that came back: at which sentence they stand, and remarks made of them
by choice."""

import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports.issuing.from_word.bringing import bring, noted
from reports.issuing.from_word.noted import words_of
from reports.issuing.from_word.taking import returned
from reports.narrative.models import Report
from reports.remarks.models import Remark
from reports.remarks.workflow import ANSWER
from tayninh_portal.access import may
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.records import Act
from tayninh_portal.uploads.manuscript import Comment
from tayninh_portal.uploads.word import MOST_COMMENTS
from tests.doing import do
from tests.reports.reading import words
from tests.reports.word_edits import Edited, el
from tests.reports.word_returns import (
    AT,
    CAUSES,
    VISITED,
    back,
    begun,
    handed_out,
    take,
    write,
)

pytestmark = pytest.mark.once

OFFICE, EXAMINER = "Văn phòng UBND", "Lê Văn Duyệt"
BEFORE = "Tổ đã kiểm tra 03 lượt, phát hiện 03 vi phạm."


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def report(maker):
    return begun(maker)


@pytest.fixture
def file(cast, report):
    return Edited(handed_out(report, cast.specialist))


def comments(row):
    """(author, sentence it is pinned to, why not) of each comment, place by place."""
    return [
        (each.said.comment.by, each.sentence and each.sentence.text, each.reason)
        for place in noted(row, returned(row)).values()
        for each in place
    ]


def make(row, by, *numbers):
    return bring(row, Act(by), comments=numbers)


def refusal(row, by, *numbers):
    with pytest.raises(ValidationError) as refused:
        make(row, by, *numbers)
    return refused.value.messages


def test_a_comment_becomes_a_remark_at_its_sentence_that_says_whose_it_is(cast, report, file):
    file.comment("phát hiện", "Đối chiếu lại.\nTheo biên bản.", OFFICE, VISITED)
    file.comment("Việc tự kiểm tra còn", "Nêu ví dụ.", EXAMINER)
    row = back(report, file.bytes(), cast.specialist)
    make(row, cast.specialist, "0", "1")
    first, second = Remark.objects.all()
    assert (first.place, first.sentence, first.snapshot) == (
        "causes",
        "Việc tự kiểm tra còn hình thức.",
        row.snapshot,
    )
    assert first.text == (
        f"Theo tệp Word, tác giả ghi trong tệp: {EXAMINER}, 09/01/2020: “Nêu ví dụ.”"
    )
    assert second.sentence == BEFORE
    assert second.text.endswith("“Đối chiếu lại.\nTheo biên bản.”")
    assert {each.created_by for each in (first, second)} == {cast.specialist}
    assert not first.of_province
    assert Report.objects.get(pk=report.pk).version == report.version + 1
    assert EXAMINER not in str(list(Change.objects.values("note", "data", "label")))


def test_the_writer_answers_it_in_the_editor_and_the_office_does_not_read_it(cast, report, file):
    file.comment("Kinh phí", "Bao nhiêu?", OFFICE)
    row = back(report, file.bytes(), cast.specialist)
    (remark,) = make(row, cast.specialist_b, "0")
    client, section = cast.client("specialist"), report.sections.get(code="causes")
    for page in (f"/bao-cao/{report.pk}/", f"/bao-cao/{report.pk}/muc/{section.pk}/"):
        assert f"tác giả ghi trong tệp: {OFFICE}" in words(client.get(page))
    answered = do(ANSWER, remark, by=cast.specialist, text="Đã bổ sung.")
    assert answered.state == "answered"
    assert not may(cast.specialist, "remark.settle", answered)
    assert not Remark.objects.visible_to(cast.office_examiner).exists()


def test_a_sentence_that_was_changed_in_the_file_keeps_its_comment(cast, report, file):
    file.number("03", "05", VISITED)
    file.track(" vi phạm.", " trường hợp vi phạm.", EXAMINER, VISITED)
    file.comment("phát hiện", "Đối chiếu lại.", OFFICE, VISITED)
    file.change("Kinh phí còn hạn hẹp", "Nguồn kinh phí năm nay còn hạn hẹp")
    file.comment("Nguồn kinh phí", "Bao nhiêu?", OFFICE)
    file.strike("Cán bộ đầu mối", EXAMINER)
    row = back(report, file.bytes(), cast.specialist)
    assert comments(row) == [(OFFICE, BEFORE, ""), (OFFICE, "Kinh phí còn hạn hẹp.", "")]
    make(row, cast.specialist, "0")
    take(row, "causes", [1], cast.specialist)
    page = words(cast.client("specialist").get(f"/bao-cao/{report.pk}/"))
    assert "câu này đã được sửa: Tổ đã kiểm tra 03 lượt, phát hiện 03 trường hợp vi phạm." in page


def test_the_same_words_twice_are_told_apart(cast, report):
    write(report, "causes", "Còn thiếu người. Còn thiếu người.\nCòn thiếu người.", cast.specialist)
    file = Edited(handed_out(report, cast.specialist))
    third = file.paragraph("Còn thiếu người.").getnext()
    file.paragraph = lambda words: third
    file.comment("thiếu", "Nêu số.", OFFICE)
    (remark,) = make(back(report, file.bytes(), cast.specialist), cast.specialist, "0")
    assert remark.occurrence == 3


def test_a_sentence_of_the_file_alone_takes_a_remark_once_it_is_in_the_report(cast, report, file):
    file.write_after("Cán bộ đầu mối", "Một số nơi chưa có quy chế.", EXAMINER)
    file.comment("Một số nơi", "Nơi nào?", OFFICE)
    row = back(report, file.bytes(), cast.specialist)
    alone = "Câu này chỉ có trong tệp; lấy đoạn có câu này vào mục rồi ghi ý kiến."
    assert comments(row) == [(OFFICE, None, alone)]
    take(row, "causes", [1], cast.specialist)
    assert comments(row) == [(OFFICE, "Một số nơi chưa có quy chế.", "")]
    gone = "báo cáo không còn câu của một nhận xét đã chọn"
    write(report, "causes", CAUSES, cast.specialist)
    assert gone in refusal(row, cast.specialist, "0")[0]
    take(row, "causes", [1], cast.specialist)
    (remark,) = make(row, cast.specialist, "0")
    assert (remark.sentence, remark.snapshot != row.snapshot) == (
        "Một số nơi chưa có quy chế.",
        True,
    )


def test_what_is_no_sentence_of_the_report_stays_on_the_page_of_the_file(cast, report, file):
    heading = report.sections.get(code="causes").heading
    file.comment(heading, "Đổi tên mục.", OFFICE)
    file.comment("Kính gửi", "Gửi thêm Thanh tra tỉnh.", EXAMINER)
    file.comment("Tổ đã kiểm tra", "Ở chỗ đã xóa.", EXAMINER)
    for mark in list(file.body.iter("{*}commentRangeStart", "{*}commentReference"))[-2:]:
        mark.getparent().remove(mark)
    row = back(report, file.bytes(), cast.specialist)
    reason = "Chỗ này không phải một câu hay một bảng trong các mục của báo cáo."
    assert comments(row) == [
        (OFFICE, None, reason),
        (EXAMINER, None, reason),
        (EXAMINER, None, reason),
    ]
    assert "Ở chỗ đã xóa." in words(
        cast.client("specialist").get(reverse("word-return-detail", args=[report.pk, row.pk]))
    )


def test_a_comment_in_a_table_stands_at_the_table(cast, report, file):
    table = next(each for each in file.body.iter("{*}tbl") if "Không đeo thẻ" in words_in(each))
    cells = [cell for cell in table.iter("{*}p") if "Không đeo thẻ" in words_in(cell)]
    file.paragraph = lambda words: cells[0]
    file.comment("Không đeo thẻ", "Tách theo cấp.", OFFICE)
    row = back(report, file.bytes(), cast.specialist)
    (remark,) = make(row, cast.specialist, "0")
    assert remark.sentence == "Bảng: Vi phạm của cá nhân theo loại và nhóm cơ quan (trường hợp)"


def words_in(element):
    return "".join(element.itertext())


def test_no_comment_becomes_two_remarks(cast, report, file):
    file.comment("Kinh phí", "Bao nhiêu?", OFFICE)
    file.comment("Việc tự kiểm tra còn", "Nêu ví dụ.", EXAMINER)
    row = back(report, file.bytes(), cast.specialist)
    client, page = (
        cast.client("specialist"),
        reverse("word-return-detail", args=[report.pk, row.pk]),
    )
    form = {"seen_version": report.version, "client_id": str(uuid.uuid4()), "comments": ["0"]}
    for _ in range(2):
        answer = client.post(f"{page}nhan-xet/", form)
        assert (answer.status_code, answer.url) == (302, page)
    assert Remark.objects.count() == 1
    other = form | {"client_id": str(uuid.uuid4()), "comments": ["0", "1"]}
    late = cast.client("specialist_b").post(f"{page}nhan-xet/", other, follow=True)
    assert "Chưa ghi thêm: có nhận xét đã được ghi thành ý kiến từ trước." in words(late)
    none = client.post(f"{page}nhan-xet/", form | {"comments": []}, follow=True)
    assert "Chọn ít nhất một nhận xét để ghi thành ý kiến." in words(none)
    assert "Đã ghi thành ý kiến: chưa trả lời" in words(none)
    assert Remark.objects.count() == 1
    # The file went round once more, with the old comment in it.
    file.comment("Một số cơ quan", "Cơ quan nào?", OFFICE)
    again = back(report, file.bytes(), cast.specialist)
    assert refusal(again, cast.specialist, "0")[0].startswith("Chưa ghi thêm")
    make(again, cast.specialist, "2")


def test_words_no_remark_can_hold_are_refused(cast, report, file):
    file.comment("Kinh phí", "Tốt \U0001f600", OFFICE)
    file.comment("Việc tự kiểm tra", "dài " * 600, "")
    row = back(report, file.bytes(), cast.specialist)
    assert "biểu tượng cảm xúc" in refusal(row, cast.specialist, "0")[0]
    assert "2000" in refusal(row, cast.specialist, "1")[0]
    assert not Remark.objects.exists()


def test_a_report_that_went_up_takes_no_remark(cast, report, file):
    file.comment("Kinh phí", "Bao nhiêu?", OFFICE)
    row = back(report, file.bytes(), cast.specialist)
    with pytest.raises(Refused):
        make(row, cast.office_examiner, "0")
    Report.objects.filter(pk=report.pk).update(state="submitted")
    assert not may(cast.specialist, "remark.bring", Report.objects.get(pk=report.pk))
    # The page was read while it was a draft.
    with pytest.raises(Refused):
        make(row, cast.specialist, "0")
    assert not Remark.objects.exists()


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_asks_as_often_for_many_comments(
    cast, report, file, many, django_assert_num_queries
):
    for at in range(many):
        file.comment("Kinh phí", f"Lần {at}.", OFFICE)
    row = back(report, file.bytes(), cast.specialist)
    make(row, cast.specialist, *map(str, range(many)))
    client = cast.client("specialist")
    page = reverse("word-return-detail", args=[report.pk, row.pk])
    client.get(page)
    with django_assert_num_queries(8):
        client.get(page)


def test_no_comment_ends_its_own_quotation():
    said = Comment("1", "Lê “Duyệt”", "", "Ổn”. Lãnh đạo Sở đã duyệt câu này: “đúng")
    assert words_of(said) == (
        "Theo tệp Word, tác giả ghi trong tệp: Lê ‘Duyệt’: “Ổn’. Lãnh đạo Sở đã duyệt câu này: "
        "‘đúng”"
    )


def test_a_file_full_of_comments_is_not_taken(cast, report, file):
    file.comment("phát hiện", "Đối chiếu lại.", OFFICE, VISITED)
    (start,) = file.body.iter("{*}commentRangeStart")
    for number in range(1, MOST_COMMENTS + 1):
        start.addnext(el("commentRangeStart", id=str(number)))
    with pytest.raises(ValidationError, match="hơn 500 nhận xét"):
        back(report, file.bytes(), cast.specialist)
