"""The embedded portal is SQLite: one journey runs there, whatever the others run on."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import reports, visits, way
from tests.journeys.steps.frame import go

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.sqlite]


def test_a_visit_is_concluded_and_a_report_put_on_paper(live_portal, at_screen, tmp_path):
    page = at_screen("chuyenvien1")
    visits.log_visit(page, "Sở Y tế")
    visits.add_person(page, category="Về sớm", name="Phạm Thị Minh Họa")
    visits.conclude(page)
    go(page, "Việc cần làm")
    expect(page.get_by_text("Không có việc nào đang chờ bạn")).to_be_visible()
    way.create_report(page, date.today().year)
    reports.render(page)
    assert "kiểm tra 01 lượt" in reports.download(page, tmp_path)
    official = at_screen("lanhdaotinh")
    reports.open_report(official, 2019)
    assert "kiểm tra 87 lượt" in reports.download(official, tmp_path)
