"""The way of one report through the hands of all its people, to its issue and beyond.

The report of 2020 follows the one of 2019 that the demo issued, so that there are words of last
year and numbers to compare with.
"""

import pytest
from playwright.sync_api import expect

from tests.fixtures.browser import VIEWPORTS
from tests.journeys.steps import reports, visits, way
from tests.journeys.steps.frame import day, deed, task, told
from tests.lib.signed_pdf import plain_pdf, sign_pdf

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.celery]

YEAR = 2020
FIRST, SECOND = "Sở Xây dựng", "Sở Y tế"
# In charge of the two (reports/demo/registry_2019.py shares the agencies out by turns).
INSPECTOR, COLLEAGUE = "chuyenvien2", "chuyenvien3"
TYPED = "Tổ kiểm tra đã thực hiện {visits.total} lượt kiểm tra; còn một số vi phạm về giờ làm việc."
MENDED = "Qua {visits.total} lượt kiểm tra, kỷ cương hành chính có chuyển biến."
REASONS = {
    "Ưu điểm": "Nêu rõ chuyển biến ở cấp cơ sở.",
    "Nguyên nhân của những hạn chế": "Bổ sung nguyên nhân chủ quan.",
}
SIGNER = "Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh (minh họa)"
NUMBER, NEXT_NUMBER = "214", "215"
# Those who decide read on the phone; those who write and number sit at a desk.
PHONE, DESK = VIEWPORTS["390x844"], VIEWPORTS["1366x768"]
DEVICES = {
    "at-desks": {"writing": DESK, "deciding": DESK},
    "on-phones": {"writing": PHONE, "deciding": PHONE},
}


@pytest.fixture(params=DEVICES.values(), ids=DEVICES.keys())
def people(request, at_screen):
    """The people of a report, each signed in at his own screen."""
    return People(at_screen, **request.param)


class People:
    """Who takes part; a screen opens when its person is first needed."""

    def __init__(self, at_screen, writing, deciding):
        self._at_screen = at_screen
        self._sizes = {"writing": writing, "deciding": deciding}
        self._screens = {}

    def _screen(self, username, kind):
        if username not in self._screens:
            size = self._sizes[kind]
            self._screens[username] = self._at_screen(username, viewport=size)
        return self._screens[username]

    writer = property(lambda self: self._screen("chuyenvien1", "writing"))
    inspector = property(lambda self: self._screen(INSPECTOR, "writing"))
    colleague = property(lambda self: self._screen(COLLEAGUE, "writing"))
    manager = property(lambda self: self._screen("lanhdaoso", "deciding"))
    registrar = property(lambda self: self._screen("vanthuso", "writing"))
    office = property(lambda self: self._screen("vanphong", "deciding"))
    province_registrar = property(lambda self: self._screen("vanthutinh", "writing"))
    leader = property(lambda self: self._screen("lanhdaotinh", "deciding"))


def test_a_report_goes_from_draft_to_issued_and_is_corrected_and_replaced(
    celery_portal, people, tmp_path
):
    """Draft, freeze, return, late records, approval, signature, number, and what comes after."""
    _log_visit(people.inspector, FIRST, "15/06/2020")
    _write(people.writer)
    way.submit(people.writer)
    frozen = people.writer.url

    task(people.manager, f"Duyệt báo cáo năm {YEAR}")
    way.give_back(people.manager, REASONS)
    _late_records(people)

    task(people.writer, f"Sửa báo cáo năm {YEAR} theo 02 lý do trả lại")
    _answer(people.writer)
    _frozen_rows(people.writer)
    way.submit(people.writer, renew=True)

    task(people.manager, f"Duyệt báo cáo năm {YEAR}")
    way.approve(people.manager)
    _to_signature(people)
    _number(people.province_registrar)
    text = _read_issued(people.leader, tmp_path)
    missing = (f"{NUMBER}/BC-UBND", "02 lượt kiểm tra", SIGNER)
    assert [words for words in missing if words not in text] == []
    assert people.writer.url == frozen


def _log_visit(page, agency, on):
    visits.log_late_visit(page, agency, on)
    visits.add_person(page, category="Đi muộn", name="Trần Thị Minh Họa")
    visits.conclude(page)


def _write(page):
    """A section with a figure in it, last year's words, and a reason for each warning."""
    way.create_report(page, YEAR)
    reports.write_section(page, "Ưu điểm", TYPED)
    way.take_words_of_last_year(page)
    assert way.confirm_all_words(page) == 9
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


def _answer(page):
    """Read why it came back, write, mind the checks, take the new sentences one by one."""
    for heading, reason in REASONS.items():
        expect(page.get_by_role("listitem").filter(has_text=f"{heading}: {reason}")).to_be_visible()
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


def _to_signature(people):
    task(people.registrar, f"Trình UBND tỉnh báo cáo năm {YEAR}")
    way.present(people.registrar, "123/TTr-SNV", day())
    office = people.office
    task(office, f"Xem xét, trình ký báo cáo năm {YEAR}")
    deed(office, "Trả lại Sở Nội vụ")
    deed(office, "Trả lại Sở Nội vụ")
    expect(office.get_by_role("alert")).to_contain_text("Hãy ghi ít nhất một lý do")
    deed(office, "Quay lại, chưa trả lại")
    way.sign(office, day())


def _number(page):
    """A day before the signature is refused at its field; then it is issued."""
    task(page, f"Cấp số, ban hành báo cáo năm {YEAR}")
    deed(page, "Cấp số, ban hành")
    way.fill_number(page, NUMBER, day(back=1))
    expect(page.get_by_label("Số văn bản")).to_have_value(NUMBER)
    expect(page.locator("#div_id_issued_on")).to_contain_text("ngày ký")
    way.issue(page, NUMBER, day())


def _read_issued(page, tmp_path):
    reports.open_report(page, YEAR)
    expect(page.get_by_role("link", name=f"Bản phát hành số {NUMBER}/BC-UBND")).to_be_visible(
        timeout=60_000
    )
    return reports.download(page, tmp_path)
