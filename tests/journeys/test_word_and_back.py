"""One report goes out as Word, comes back with ten changes, is corrected and issued, in a browser
by its people.

The file is edited on its XML, as Word edits it (``tests/reports/word_edits.py``).
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import reports, visits, way, word
from tests.journeys.steps.frame import day, task
from tests.paper.word_reading import body_of, controls, faults, paragraphs
from tests.reports.word_edits import Edited

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.first]

YEAR, AGENCY, NUMBER = 2018, "Sở Xây dựng", "316"
TYPED = (
    "Qua {visits.total} lượt kiểm tra, kỷ cương hành chính có chuyển biến. Cấp xã rõ nhất.\n"
    "Tổ kiểm tra ghi nhận {violations.total} vi phạm về giờ làm việc.\n"
    "Kinh phí tập huấn còn hạn hẹp.\n"
    "Các cơ quan đã niêm yết số đường dây nóng."
)
GOOD, FOUND, AHEAD = "Ưu điểm", "Kết quả công tác kiểm tra", "Phương hướng, nhiệm vụ"
EXAMINER, OFFICE = "Lê Văn Duyệt", "Văn phòng UBND tỉnh"
NEW = "Việc tiếp công dân đi vào nền nếp."
PLAN = "Mở lớp tập huấn kỹ năng giao tiếp."
SAID = {
    "Nêu rõ xã nào.": "Đã nêu ở phụ lục.",
    "Đối chiếu biên bản.": "Đã đối chiếu, bổ sung một trường hợp.",
    "Theo báo cáo nào?": "Theo báo cáo của Ban Tiếp công dân.",
}


def edited(handed_out: Path) -> Path:
    """Ten changes, five tracked and five silent, two of them numbers; three comments by two
    people; saved as Word saves."""
    file = Edited(handed_out.read_bytes())
    file.insert("có chuyển biến", " tích cực", EXAMINER)
    file.track("đã ", "", EXAMINER, "Các cơ quan đã niêm yết")
    file.strike("Kinh phí tập huấn", EXAMINER)
    file.write_after("niêm yết số đường dây nóng", NEW, OFFICE)
    file.number("01", "02", "Tổ kiểm tra ghi nhận", by=OFFICE)
    file.number("01", "03", "kỷ cương hành chính")
    file.change("ghi nhận", "phát hiện", "Tổ kiểm tra ghi nhận")
    file.change("Qua kiểm tra, phát hiện", "Qua kiểm tra đột xuất, phát hiện")
    file.change("cụ\u00a0thể như sau", "cụ thể dưới đây")
    file.paragraph = last_with(file, "Mục này chưa có nội dung")
    file.change("Mục này chưa có nội dung của đơn vị soạn thảo.", PLAN)
    del file.paragraph
    file.comment("Cấp xã", "Nêu rõ xã nào.", OFFICE)
    file.comment("phát hiện", "Đối chiếu biên bản.", EXAMINER, "Qua kiểm tra đột xuất")
    file.comment("đi vào nền nếp", "Theo báo cáo nào?", EXAMINER)
    file.as_word_saves()
    assert faults(file.bytes()) == []
    path = handed_out.with_name("da-sua.docx")
    path.write_bytes(file.bytes())
    return path


def last_with(file, words):
    *_, last = (p for p in file.body.iter("{*}p") if words in "".join(p.itertext()))
    return lambda _: last


def test_a_report_comes_back_from_word_is_corrected_and_issued(live_portal, people, tmp_path):
    """Handed out, marked up, given back; words taken over, numbers refused, the record corrected,
    remarks answered; sent up, approved, signed, issued."""
    inspector, writer = people.inspector, people.writer
    visits.log_late_visit(inspector, AGENCY, f"20/12/{YEAR}")
    visits.add_person(inspector, category="Đi muộn", name="Trần Thị Minh Họa")
    visits.conclude(inspector)
    visit = inspector.url

    way.create_report(writer, YEAR)
    report = writer.url
    way.write_in_place(writer, GOOD, TYPED)
    reports.render(writer)
    writer.goto(report)
    word.give_back(writer, edited(word.download_word(writer, "Dự thảo", tmp_path)))
    _read_it(writer)
    _take_over(writer)
    _correct_the_record(people, visit)

    writer.goto(report)
    paper = writer.get_by_role("article", name="Nội dung báo cáo như khi in")
    expect(paper).to_contain_text("Tổ kiểm tra phát hiện 02 vi phạm về giờ làm việc.")
    for words, answer in SAID.items():
        way.answer_remark(writer, words, answer)
    way.accept_all_and_return(writer)
    way.submit_at_foot(writer)

    _decide_and_issue(people, tmp_path)


def _read_it(page):
    """Everything is told where it belongs, and the two numbers are refused."""
    expect(page.get_by_role("main")).to_contain_text(
        "Chỗ sửa lấy được: 07; số bị sửa, giữ theo hồ sơ: 02; nhận xét: 03;"
    )
    good = word.place(page, GOOD)
    for typed, key in (("03", "visits.total"), ("02", "violations.total")):
        told = word.line(good, "Số bị sửa", f"“{typed}”: số này là {{{key}}}")
        expect(told).to_contain_text("muốn sửa thì sửa hồ sơ.")
    expect(word.line(good, "Chỗ sửa", "tích cực")).to_contain_text(f"theo dõi thay đổi: {EXAMINER}")
    silent = word.line(word.place(page, FOUND), "Chỗ sửa", "đột xuất")
    expect(silent).to_contain_text("sửa thẳng, không theo dõi")
    expect(page.get_by_text("Lời mở đầu, lời kết được sửa ở")).to_be_visible()


def _take_over(page):
    """All but one of the changes, section by section; then the comments."""
    word.take(page, FOUND, "đột xuất")
    word.take(page, GOOD, "tích cực", "ghi nhận", "Kinh phí tập huấn", NEW)
    word.take(page, AHEAD, PLAN)
    here = word.place(page, GOOD)
    expect(word.line(here, "Chỗ sửa", "niêm yết").get_by_role("checkbox")).not_to_be_checked()
    word.make_remarks(page, FOUND, "Đối chiếu biên bản.")
    word.make_remarks(page, GOOD, "Nêu rõ xã nào.", "Theo báo cáo nào?")


def _correct_the_record(people, visit):
    """By the link of the refused number to the record, where there was one case more."""
    writer, inspector = people.writer, people.inspector
    refused = word.line(word.place(writer, GOOD), "Số bị sửa", "“02”: số này là")
    refused.get_by_role("link").click()
    assert visit.endswith(tuple(reports.addresses(writer.get_by_role("main"))))
    people.manager.goto(visit)
    visits.reopen(people.manager, "Ghi thiếu một trường hợp")
    inspector.goto(visit)
    visits.add_person(inspector, category="Về sớm", name="Lê Thị Minh Họa")
    visits.conclude(inspector)


def _decide_and_issue(people, tmp_path):
    manager, numbers = people.manager, people.province_registrar
    task(manager, f"Duyệt báo cáo năm {YEAR}")
    for words, answer in SAID.items():
        earlier = manager.get_by_role("article", name="Ý kiến tại").filter(has_text=words)
        expect(earlier).to_contain_text("Theo tệp Word, tác giả ghi trong tệp:")
        expect(earlier).to_contain_text(answer)
    way.approve(manager)
    task(people.registrar, f"Trình UBND tỉnh báo cáo năm {YEAR}")
    way.present(people.registrar, "123/TTr-SNV", day())
    task(people.office, f"Xem xét, trình ký báo cáo năm {YEAR}")
    way.sign(people.office, day())
    task(numbers, f"Cấp số, ban hành báo cáo năm {YEAR}")
    way.issue(numbers, NUMBER, day())
    issued = word.download_word(numbers, "Bản phát hành", tmp_path).read_bytes()
    said = paragraphs(body_of(issued))
    wanted = (
        "Qua 01 lượt kiểm tra, kỷ cương hành chính có chuyển biến tích cực. Cấp xã rõ nhất.",
        "Tổ kiểm tra phát hiện 02 vi phạm về giờ làm việc.",
        "Các cơ quan đã niêm yết số đường dây nóng.",
        NEW,
        PLAN,
    )
    assert [words for words in wanted if words not in said] == []
    assert not any("Kinh phí tập huấn" in words for words in said)
    assert "03" not in {text for _, text in controls(issued)}
