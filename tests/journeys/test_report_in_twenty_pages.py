"""One report from its first draft to its issue, by all its people, in at most 20 page loads.

Who is to act comes by the link in the mail they got. Signing in is not counted, the visit that is
reported was recorded before.
"""

from email import message_from_bytes, policy
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import visits, way
from tests.journeys.steps.frame import day

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.celery, pytest.mark.first]

YEAR, AGENCY = 2020, "Sở Xây dựng"
TYPED = "Qua {visits.total} lượt kiểm tra, kỷ cương hành chính có chuyển biến."
FINAL = f"{TYPED} Cấp xã chuyển biến rõ nhất."
AT, REMARK = "Qua 01 lượt kiểm tra", "Nêu rõ chuyển biến ở cấp cơ sở."
ANSWER = "Đã nêu chuyển biến ở cấp xã."
NUMBER = "314"


@pytest.fixture
def mailed(celery_portal, demo_installation):
    """``mailed(page, username, address)``: opens the link of this person's next mail about the
    report of that address."""
    opened = set()

    def new(username, path):
        for file in set((demo_installation.var_dir / "mail").glob("*.eml")) - opened:
            letter = message_from_bytes(file.read_bytes(), policy=policy.default)
            links = [word for word in letter.get_content().split() if word.endswith(path)]
            if letter["To"].startswith(username) and links:
                opened.add(file)
                return urlsplit(links[0]).path
        return ""

    def open_link(page, username, address):
        for _ in range(300):
            if link := new(username, urlsplit(address).path + "tiep/"):
                page.goto(link)
                return
            page.wait_for_timeout(200)
        pytest.fail(f"không có thư nào cho {username}")

    return open_link


def test_a_report_is_written_returned_approved_and_issued_in_twenty_pages(people, mailed):
    """Written from the first draft, returned with a remark, answered, approved on a phone, signed,
    numbered."""
    visits.log_late_visit(people.inspector, AGENCY, "15/06/2020")
    visits.add_person(people.inspector, category="Đi muộn", name="Trần Thị Minh Họa")
    visits.conclude(people.inspector)
    writer, manager = people.writer, people.manager
    registrar, office, numbers = people.registrar, people.office, people.province_registrar
    for screen in (writer, manager, registrar, office, numbers):
        screen.wait_for_load_state("load")
    before = len(people.loaded)

    writer.goto("/")
    way.create_report(writer, YEAR)
    report = writer.url
    way.write_in_place(writer, "Ưu điểm", TYPED)
    way.accept_all_and_return(writer)
    way.submit_at_foot(writer)

    mailed(manager, "lanhdaoso", report)
    way.remark(manager, AT, REMARK)
    way.return_remarked(manager)

    mailed(writer, "chuyenvien1", report)
    way.answer_remark(writer, REMARK, ANSWER)
    way.write_in_place(writer, "Ưu điểm", FINAL)
    way.submit_at_foot(writer)

    mailed(manager, "lanhdaoso", report)
    expect(manager.get_by_role("article", name="Ý kiến tại")).to_contain_text(ANSWER)
    way.approve(manager)

    mailed(registrar, "vanthuso", report)
    way.present(registrar, "123/TTr-SNV", day())
    mailed(office, "vanphong", report)
    way.sign(office, day())
    mailed(numbers, "vanthutinh", report)
    way.issue(numbers, NUMBER, day())

    numbers.wait_for_load_state("load")
    loaded = people.loaded[before:]
    assert len(loaded) <= 20, loaded
    # None was left out: each of them came to a page of the report.
    assert len(loaded) > len(people.names), loaded
    expect(numbers.get_by_text(f"Số: {NUMBER}/BC-UBND").first).to_be_visible()
