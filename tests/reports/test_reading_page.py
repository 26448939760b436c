"""What stands on the page a report is approved on beside its text."""

from datetime import date

import pytest
import time_machine

from tests.fixtures.cast import moment
from tests.reports.composition import a_year, make_report, violation
from tests.reports.reading import words
from tests.reports.workflow_story import sent, written

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(moment(2020, 1, 14, 17), tick=False):
        yield


def test_the_main_figures_stand_beside_those_of_the_year_before(cast, maker):
    a_year(maker)
    for day in (date(2018, 3, 5), date(2018, 4, 9)):
        maker.visit(day=day, place=0, found=[violation()])
    report = sent(cast, written(cast, make_report(cast)))
    page = cast.client("manager").get(f"/bao-cao/{report.pk}/duyet/")
    stated = words(page)
    assert "Số liệu Kỳ này Năm 2018 So sánh" in stated
    assert "Lượt kiểm tra (lượt) 3 2 tăng 1 (50,00%)" in stated
    assert "Vi phạm của cá nhân (trường hợp) 3 2 tăng 1 (50,00%)" in stated
    assert "Phản ánh, kiến nghị tiếp nhận (trường hợp) 2 0 tăng 2" in stated
    freeze = report.submitted_snapshot.freeze_id
    body = page.content.decode()
    assert f'href="/bao-cao/{report.pk}/so-lieu-chot/{freeze}/violations.total/"' in body
    assert 'href="/so-lieu/violations.total/?ky=calendar-2018"' in body


def test_of_the_first_year_there_is_nothing_to_stand_beside(cast, maker):
    a_year(maker)
    report = sent(cast, written(cast, make_report(cast)))
    stated = words(cast.client("manager").get(f"/bao-cao/{report.pk}/duyet/"))
    assert "Số liệu Kỳ này Lượt kiểm tra (lượt) 3 Cơ quan" in stated
    assert "Cổng chưa có số liệu của kỳ trước để so sánh." in stated


def test_the_warnings_stand_there_with_the_reasons_they_were_accepted_for(cast, maker):
    a_year(maker)
    report = written(cast, make_report(cast))
    accepted = report.acceptances.count()
    assert accepted > 0
    report = sent(cast, report)
    stated = words(cast.client("manager").get(f"/bao-cao/{report.pk}/duyet/"))
    assert f"{accepted:02d} cảnh báo đã chấp nhận" in stated
    assert stated.count("Lý do chấp nhận Đã đối chiếu với hồ sơ, đúng thực tế.") == accepted
    assert "Người chấp nhận Minh họa specialist" in stated
