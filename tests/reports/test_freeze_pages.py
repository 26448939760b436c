"""Pages of a freeze: a number's rows as they were, what changed since, two versions compared."""

from __future__ import annotations

from datetime import date

import pytest

from inspections.findings.models import Finding
from reports.freezing.models import SentenceTaken, Snapshot
from reports.freezing.sentences import changed_sentences
from reports.issuing.workflow import SEND_BACK
from reports.narrative.models import Report
from tayninh_portal import records
from tests.doing import do
from tests.fixtures.cast import moment
from tests.reports.composition import a_reported_year, make_report, shortcoming, violation
from tests.reports.freezing import FROZEN, frozen
from tests.reports.issuing import bring_up, sent_as
from tests.reports.reading import rows, words

pytestmark = pytest.mark.once

LATER = moment(2020, 1, 9)


@pytest.fixture
def report(cast, maker):
    return a_reported_year(maker)


def submitted(cast, report):
    report = Report.objects.get(pk=report.pk)
    freeze, snapshot = frozen(cast, report)
    sent_as(report, snapshot, by=cast.specialist, at=FROZEN)
    return freeze


def sent_back(cast, report):
    """Presented with its freeze, and returned by the Văn phòng."""
    freeze, snapshot = frozen(cast, report)
    report = bring_up(report, cast, snapshot)
    notes = [(None, "Rà lại số liệu")]
    do(SEND_BACK, report, by=cast.office_examiner, at=LATER, notes=notes)
    return freeze


def place(report, freeze, key):
    return f"/bao-cao/{report.pk}/so-lieu-chot/{freeze.pk}/{key}/"


def test_a_number_of_a_frozen_paper_opens_its_rows_as_they_were(cast, report):
    freeze = submitted(cast, report)
    client = cast.client("specialist")
    paper = client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert f'href="{place(report, freeze, "visits.total")}"' in paper
    assert "/so-lieu/visits.total/" not in paper
    finding = Finding.objects.filter(category__code="late").get()
    changes = {"withdrawn_at": LATER, "withdrawn_reason": "Ghi nhầm"}
    finding = records.amend(finding, changes, by=cast.specialist, at=LATER, seen_version=1)
    page = client.get(place(report, freeze, "violations.total@category=late"))
    assert rows(page) == 1
    text = words(page)
    assert f"Vi phạm của cá nhân – {finding.category.name}" in text
    assert "Số liệu chốt lúc 10:30 ngày 08/01/2020, người chốt: Minh họa specialist." in text
    assert "đã đính chính sau khi chốt (phiên bản 1 → 2)" in text
    assert f"#noi-dung-{finding.pk}" in page.content.decode()


def test_a_sum_shows_what_each_row_adds_and_the_whole(cast, report):
    freeze = submitted(cast, report)
    page = cast.client("specialist").get(place(report, freeze, "self_inspections.violations"))
    assert rows(page) == 2
    assert "Cộng tất cả các trang 5" in words(page)


def test_a_ratio_leads_to_its_two_parts(cast, report):
    freeze = submitted(cast, report)
    page = cast.client("specialist").get(place(report, freeze, "complaints.rate")).content.decode()
    for part in ("complaints.handled", "complaints.divided"):
        assert f'href="{place(report, freeze, part)}"' in page


def test_the_side_panel_gets_the_fragment_alone(cast, report):
    freeze = submitted(cast, report)
    page = cast.client("specialist").get(
        place(report, freeze, "visits.total"), headers={"HX-Request": "true"}
    )
    assert (rows(page), b"<html" in page.content, b"Trang 1" in page.content) == (3, False, False)
    assert b"M\xe1\xbb\x9f trang \xc4\x91\xe1\xba\xa7y \xc4\x91\xe1\xbb\xa7" in page.content


def test_who_may_open_a_freeze_and_which(cast, report):
    freeze = submitted(cast, report)
    other, _ = frozen(cast, make_report(cast, year=2020))
    key = "visits.total"
    asked = {
        "specialist": place(report, freeze, key),
        "manager": place(report, freeze, key),
        "department_registrar": place(report, freeze, key),
        "leader": place(report, freeze, key),
        "head_a": place(report, freeze, key),
        "specialist_b": place(report, other, key),
        "admin": place(report, freeze, key),
    }
    codes = {who: cast.client(who).get(address).status_code for who, address in asked.items()}
    assert codes == {
        "specialist": 200,
        "manager": 200,
        "department_registrar": 403,
        "leader": 404,
        "head_a": 403,
        "specialist_b": 404,
        "admin": 403,
    }
    unknown = place(report, freeze, "visits.nothing")
    assert cast.client("specialist").get(unknown).status_code == 404


def test_the_province_opens_the_freeze_of_what_it_has_before_it(cast, maker, report):
    first = sent_back(cast, report)
    maker.visit(day=date(2019, 6, 3), place=0)
    second = submitted(cast, report)
    leader = cast.client("leader")
    assert leader.get(place(report, first, "visits.total")).status_code == 200
    assert leader.get(place(report, second, "visits.total")).status_code == 404
    paper = leader.get(f"/bao-cao/{report.pk}/").content.decode()
    assert place(report, first, "visits.total") in paper
    assert place(report, second, "visits.total") not in paper


def test_changes_are_shown_and_taken_by_those_who_write_and_read_by_others(cast, maker, report):
    sent_back(cast, report)
    maker.visit(day=date(2019, 6, 3), place=0, found=[violation(), shortcoming()])
    client = cast.client("specialist")
    sentences = changed_sentences(report)
    address = f"/bao-cao/{report.pk}/thay-doi/"
    page = client.get(address)
    text = words(page)
    assert f"Câu sẽ thay đổi ({len(sentences):02d})" in text
    assert f"Còn {len(sentences):02d} câu chưa nhận." in text
    assert "Lượt kiểm tra 3 lượt 4 lượt +1" in text
    assert "Mới được tính" in text
    html = page.content.decode()
    assert (html.count("Nhận câu này"), "<del>" in html, "<ins>" in html) == (
        len(sentences),
        True,
        True,
    )
    first = sentences[0]
    stated = f"{len(sentences):02d} câu sẽ thay đổi nếu chốt lại"
    assert stated in words(client.get(f"/bao-cao/{report.pk}/"))
    data = {
        "section": first.section,
        "old": first.difference.old,
        "new": first.difference.new,
    }
    for _ in range(2):
        answer = client.post(f"{address}nhan/", data)
        assert (answer.status_code, answer.url) == (302, f"{address}#cau-thay-doi")
    assert SentenceTaken.objects.count() == 1
    assert f"Còn {len(sentences) - 1:02d} câu chưa nhận." in words(client.get(address))
    leader = cast.client("leader").get(address)
    assert (leader.status_code, b"cau-thay-doi" in leader.content) == (200, False)
    assert cast.client("leader").post(f"{address}nhan/", data).status_code == 403


def test_a_sentence_that_is_gone_says_so_and_takes_nothing(cast, report):
    sent_back(cast, report)
    client = cast.client("specialist")
    data = {"section": "inspections", "old": "a" * 64, "new": "b" * 64}
    for given in (data, {}):
        answer = client.post(f"/bao-cao/{report.pk}/thay-doi/nhan/", given, follow=True)
        assert answer.status_code == 200
    assert "Câu này vừa thay đổi lần nữa" in words(
        client.post(f"/bao-cao/{report.pk}/thay-doi/nhan/", data, follow=True)
    )
    assert SentenceTaken.objects.count() == 0


def test_nothing_changed_and_nothing_frozen_are_said(cast, report):
    client = cast.client("specialist")
    address = f"/bao-cao/{report.pk}/thay-doi/"
    assert "Báo cáo chưa chốt số liệu" in words(client.get(address))
    submitted(cast, report)
    assert "Không có gì thay đổi" in words(client.get(address))


def test_two_versions_are_compared_and_the_province_compares_its_own(cast, maker, report):
    client, leader = cast.client("specialist"), cast.client("leader")
    address = f"/bao-cao/{report.pk}/doi-chieu/"
    assert "Chưa có hai bản để so sánh" in words(client.get(address))
    sent_back(cast, report)
    maker.visit(day=date(2019, 6, 3), place=0)
    submitted(cast, report)
    page = client.get(address)
    text = words(page)
    assert "Trình lãnh đạo Sở lần 1, trình UBND tỉnh lần 1" in text
    assert "Trình lãnh đạo Sở lần 2" in text
    assert "<ins>" in page.content.decode()
    one = Snapshot.objects.order_by("pk").first().pk
    same = client.get(f"{address}?tu={one}&den={one}")
    assert "Hai bản giống nhau" in words(same)
    assert client.get(f"{address}?tu=khong&den=0").status_code == 200
    assert "Chưa có hai bản để so sánh" in words(leader.get(address))


@pytest.mark.parametrize("visits", [1, 30])
def test_the_queries_do_not_grow_with_the_rows(
    cast, maker, visits, django_assert_num_queries, report
):
    for at in range(visits):
        maker.visit(day=date(2019, 7, 1 + at % 28), place=at % 6, found=[violation()])
    freeze = submitted(cast, report)
    client = cast.client("specialist")
    for key, count in (("visits.total", 9), ("violations.total", 9)):
        client.get(place(report, freeze, key))
        with django_assert_num_queries(count):
            client.get(place(report, freeze, key))


@pytest.mark.parametrize("visits", [1, 30])
def test_the_queries_for_what_changed_do_not_grow_with_it(
    cast, maker, visits, django_assert_num_queries, report
):
    sent_back(cast, report)
    for at in range(visits):
        maker.visit(day=date(2019, 7, 1 + at % 28), place=0, found=[violation()])
    client = cast.client("specialist")
    address = f"/bao-cao/{report.pk}/thay-doi/"
    client.get(address)
    with django_assert_num_queries(8):
        page = client.get(address)
    assert ("Và 05 dòng khác." in words(page)) is (visits == 30)
