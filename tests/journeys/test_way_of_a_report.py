"""The way of one report through the hands of all its people, to its issue and beyond.

The report of 2020 follows the one of 2019 that the demo issued, so that there are words of last
year and numbers to compare with.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import reports, visits, way
from tests.journeys.steps.frame import day, task
from tests.lib.signed_pdf import plain_pdf, sign_pdf

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.celery, pytest.mark.first]

YEAR = 2020
FIRST, SECOND = "Sở Xây dựng", "Sở Y tế"
TYPED = "Tổ kiểm tra đã thực hiện {visits.total} lượt kiểm tra; còn một số vi phạm về giờ làm việc."
MENDED = "Qua {visits.total} lượt kiểm tra, kỷ cương hành chính có chuyển biến."
FINAL = f"{MENDED} Cấp xã chuyển biến rõ nhất."
WANTED = {"Ưu điểm": "Nói rõ cấp nào chuyển biến."}
# What the leader says at a sentence, and what is answered there.
AT, REMARK = "Tổ kiểm tra đã thực hiện", "Nêu rõ chuyển biến ở cấp cơ sở."
ANSWER = "Đã nêu chuyển biến về kỷ cương hành chính."
SIGNER = "Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh (minh họa)"
NUMBER, NEXT_NUMBER = "214", "215"
NOTICE = "Tại trang 1, “Thủ tướng Chính phủ” viết đúng chính tả."


def test_a_report_goes_from_draft_to_issued_and_is_corrected_and_replaced(
    celery_portal, people, tmp_path
):
    """Draft, freeze, return, late records, approval, signature, number, and what comes after."""
    writer = people.writer
    _log_visit(people.inspector, FIRST, "15/06/2020")
    _write(writer)
    way.submit(writer)

    manager = people.manager
    # The list of work, the report as it is read, and back on the report.
    with people.page_loads(3):
        task(manager, f"Duyệt báo cáo năm {YEAR}")
        way.remark(manager, AT, REMARK)
        _fits_the_phone(manager)
        way.return_remarked(manager)
    _late_records(people)

    with people.page_loads(2):
        task(writer, f"Sửa báo cáo năm {YEAR} theo 01 lý do trả lại")
        way.answer_remark(writer, REMARK, ANSWER)
    _mend(writer)
    _frozen_rows(writer)
    way.submit(writer, renew=True)
    with people.page_loads(3):
        task(manager, f"Duyệt báo cáo năm {YEAR}")
        _read_what_became_of_it(manager)
        way.approve(manager)
    _present(people)
    _send_back(people)
    way.sign(people.office, day())
    registrar = people.province_registrar
    task(registrar, f"Cấp số, ban hành báo cáo năm {YEAR}")
    _refuse_an_early_day(registrar)
    way.issue(registrar, NUMBER, day())
    issued = registrar.url

    file, text = _read_issued(people.leader, NUMBER, tmp_path)
    printed = (f"{NUMBER}/BC-UBND", "02 lượt kiểm tra", SIGNER, FINAL.partition("} ")[2])
    assert [words for words in printed if words not in text] == []
    _keep_the_original(registrar, file, tmp_path)
    way.correct(registrar, "220/UBND-NC", day(), NOTICE, _paper(tmp_path))
    expect(registrar.get_by_text("Báo cáo này đã được đính chính")).to_be_visible()

    writer.goto(issued)
    way.begin_replacement(writer)
    assert way.confirm_all_words(writer) == 12
    way.accept_warnings(writer)
    way.submit(writer)
    _approve_and_present(people)
    task(people.office, f"Xem xét, trình ký báo cáo năm {YEAR}")
    way.sign(people.office, day())
    task(registrar, f"Cấp số, ban hành báo cáo năm {YEAR}")
    _refuse_a_taken_number(registrar)
    way.issue(registrar, NEXT_NUMBER, day())

    leader = people.leader
    leader.goto(issued)
    expect(leader.get_by_text("Báo cáo này đã bị thay thế")).to_be_visible()
    expect(leader.get_by_text("Đã bị thay thế", exact=True)).to_be_visible()
    leader.get_by_role("main").get_by_role(
        "link", name=f"Báo cáo số {NEXT_NUMBER}/BC-UBND"
    ).first.click()
    _, text = _read_issued(leader, NEXT_NUMBER, tmp_path)
    assert f"thay thế Báo cáo số {NUMBER}/BC-UBND" in text


def _log_visit(page, agency, on):
    visits.log_late_visit(page, agency, on)
    visits.add_person(page, category="Đi muộn", name="Trần Thị Minh Họa")
    visits.conclude(page)


def _write(page):
    """A section with a figure in it, last year's words, and a reason for each warning."""
    way.create_report(page, YEAR)
    reports.write_section(page, "Ưu điểm", TYPED)
    way.take_words_of_last_year(page)
    assert way.confirm_all_words(page) == 11
    said = way.accept_warnings(page)
    assert [words for words in said if "một số vi phạm" in words] != [], said


def _late_records(people):
    """A visit of the period that was forgotten, and one that was counted wrong."""
    _log_visit(people.colleague, SECOND, "20/10/2020")
    visits.open_visit(people.manager, FIRST)
    visits.reopen(people.manager, "Ghi nhầm số người có mặt")
    visits.open_visit(people.inspector, FIRST)
    visits.recount(people.inspector, present=37, unexcused=3)
    visits.conclude(people.inspector)


def _fits_the_phone(page):
    """Nothing has to be moved sideways, and the decisions are in reach from anywhere."""
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    page.get_by_role("link", name="Trả lại…").click()
    expect(page.get_by_role("button", name="Trả lại báo cáo")).to_be_in_viewport()


def _read_what_became_of_it(page):
    """The sentence as it was and as it reads now, and what was answered."""
    earlier = page.get_by_role("article", name="Ý kiến tại").filter(has_text=REMARK)
    expect(earlier).to_contain_text(ANSWER)
    expect(earlier).to_contain_text("câu này đã được sửa")
    text = page.get_by_role("article", name="Nội dung báo cáo đang xem xét")
    expect(text.locator("ins").filter(has_text="kỷ cương hành chính").first).to_be_visible()
    page.get_by_label("Ẩn đánh dấu, đọc bản sạch").check()
    expect(text.locator("del").first).to_be_hidden()


def _mend(page):
    """Write, mind the checks, take the new sentences one by one."""
    reports.write_section(page, "Ưu điểm", MENDED)
    way.accept_warnings(page)
    assert way.take_all_sentences(page) > 1


def _frozen_rows(page):
    """The list behind a frozen number holds the row as it was, and says what became of it."""
    paper = page.get_by_role("article", name="Nội dung báo cáo như khi in")
    assert len(reports.records_of(page, paper, "01")) == 1
    row = page.get_by_role("main").get_by_role("row").filter(has_text=FIRST)
    expect(row).to_contain_text("đã đính chính sau khi chốt")
    page.get_by_role("navigation").get_by_role("link", name=f"Báo cáo năm {YEAR}").click()


def _approve_and_present(people):
    task(people.manager, f"Duyệt báo cáo năm {YEAR}")
    way.approve(people.manager)
    _present(people)


def _present(people):
    task(people.registrar, f"Trình UBND tỉnh báo cáo năm {YEAR}")
    way.present(people.registrar, "123/TTr-SNV", day())


def _send_back(people):
    """The Văn phòng returns it with a reason at one section; it goes the whole way once more."""
    task(people.office, f"Xem xét, trình ký báo cáo năm {YEAR}")
    way.send_back(people.office, WANTED)
    task(people.writer, f"Sửa báo cáo năm {YEAR} theo 01 lý do trả lại")
    (heading, reason), *_ = WANTED.items()
    wanted = people.writer.get_by_role("listitem").filter(has_text=f"{heading}: {reason}")
    expect(wanted).to_be_visible()
    reports.write_section(people.writer, heading, FINAL)
    way.submit(people.writer, renew=False)
    _approve_and_present(people)
    task(people.office, f"Xem xét, trình ký báo cáo năm {YEAR}")


def _refuse_an_early_day(page):
    way.fill_number(page, NUMBER, day(back=1))
    expect(page.get_by_label("Số văn bản")).to_have_value(NUMBER)
    expect(page.locator("#div_id_issued_on")).to_contain_text("ngày ký")


def _refuse_a_taken_number(page):
    way.fill_number(page, NUMBER, day())
    expect(page.get_by_label("Ngày ban hành")).to_have_value(day())
    expect(page.locator("#div_id_number")).to_contain_text(f"{NUMBER}/BC-UBND")


def _read_issued(page, number, tmp_path):
    """Wait for the worker's paper; gives the file and its text."""
    if page.get_by_role("heading", level=1, name=f"Báo cáo năm {YEAR}").count() == 0:
        reports.open_report(page, YEAR)
    expect(page.get_by_role("link", name=f"Bản phát hành số {number}/BC-UBND")).to_be_visible(
        timeout=60_000
    )
    text = reports.download(page, tmp_path)
    return max(tmp_path.glob("*.pdf"), key=lambda path: path.stat().st_mtime), text


def _keep_the_original(page, issued, tmp_path):
    """The paper as it was signed, with what the portal finds in the signature."""
    signed = tmp_path / "da-ky.pdf"
    # pyHanko runs a loop of its own, which it may not beside the browser's.
    with ThreadPoolExecutor(1) as beside:
        signed.write_bytes(beside.submit(sign_pdf, issued.read_bytes(), SIGNER).result())
    way.keep_signed_copy(page, signed)
    found = page.get_by_role("listitem").filter(has_text="Còn nguyên vẹn, bao trùm cả tệp")
    expect(found).to_contain_text(SIGNER)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Mở bản gốc").click()
    assert waiting.value.path().read_bytes() == signed.read_bytes()


def _paper(tmp_path):
    path = tmp_path / "cong-van.pdf"
    path.write_bytes(plain_pdf())
    return path
