"""Giải thích số này, as people open it: what moved a number, by hand."""

import re
from datetime import date

import pytest
import time_machine

from inspections.agencies.models import Succession
from tests.fixtures.cast import make_agency, moment
from tests.reports.composition import accepted, violation
from tests.reports.freezing import frozen
from tests.reports.reading import lines, tables, words

pytestmark = pytest.mark.once

VISITS = "/so-lieu/visits.total/giai-thich/?ky=calendar-{}"
MARCH, MAY, DECEMBER = date(2019, 3, 4), date(2019, 5, 6), date(2018, 12, 3)


def test_the_difference_by_agency_by_kind_and_by_month(cast, two_years, page):
    answer = page(VISITS.format(2019))
    assert (
        "So với năm 2018, số lượt kiểm tra tăng 01 lượt (tăng 33,33%); tăng nhiều nhất tại "
        f"{cast.a.name} (tăng 02 lượt), giảm nhiều nhất tại {cast.district.name} (giảm 02 lượt)."
    ) in words(answer)
    by_agency, by_group, by_month = (lines(answer, at) for at in range(3))
    assert by_agency == [
        (cast.a.name, "3", "1", "+2"),
        (cast.district.name, "0", "2", "−2"),
        (cast.commune.name, "1", "0", "+1"),
        ("Cộng", "4", "3", "+1"),
    ]
    assert by_group == [
        ("Sở, ban, ngành tỉnh", "3", "1", "+2"),
        ("Huyện, thị xã, thành phố", "0", "2", "−2"),
        ("Xã, phường, thị trấn", "1", "0", "+1"),
        ("Cộng", "4", "3", "+1"),
    ]
    assert [line for line in by_month if line[1:] != ("0", "0", "0")] == [
        ("Tháng 3", "2", "1", "+1"),
        ("Tháng 5", "2", "0", "+2"),
        ("Tháng 12", "0", "2", "−2"),
        ("Cộng", "4", "3", "+1"),
    ]
    assert "Tháng tính theo ngày kiểm tra." in words(answer)
    assert answer.content.decode().count('<svg class="chart"') == 3


def test_kinds_are_told_where_the_figure_knows_them(two_years, page):
    answer = page("/so-lieu/violations.total/giai-thich/?ky=calendar-2019")
    assert lines(answer, 1) == [
        ("Đi muộn", "6", "1", "+5"),
        ("Không đeo thẻ khi thi hành công vụ", "0", "2", "−2"),
        ("Cộng", "6", "3", "+3"),
    ]
    assert (
        "Theo loại vi phạm, thiếu sót: tăng nhiều nhất là “Đi muộn” (tăng 05 trường hợp), giảm "
        "nhiều nhất là “Không đeo thẻ khi thi hành công vụ” (giảm 02 trường hợp)."
    ) in words(answer)


def test_every_number_opens_its_rows(two_years, page):
    answer = page("/so-lieu/violations.total/giai-thich/?ky=calendar-2019")
    links = re.findall(r'<td class="num"><a href="([^"]+)">([\d.]+)</a>', answer.content.decode())
    # Three of each year by agency as by kind, two months of each.
    assert len(links) == 10
    for address, number in links:
        assert page(address.replace("&amp;", "&")).context["value"] == number


def test_the_page_of_a_figure_and_of_its_cell_lead_there(two_years, page):
    for key in ("visits.total", "visits.total@month=2019-03", "headcounts.rate"):
        for panel in ({}, {"HX-Request": "true"}):
            answer = page(f"/so-lieu/{key}/?ky=calendar-2019&chot=2020-01-04", **panel)
            address = f"/so-lieu/{key}/giai-thich/?ky=calendar-2019&amp;chot=2020-01-04"
            assert f'<a href="{address}">Giải thích số này</a>' in answer.content.decode()
        assert page(address.replace("&amp;", "&")).status_code == 200


def test_it_says_how_the_figure_is_defined_and_where_its_rows_are(two_years, page):
    answer = page(VISITS.format(2019))
    assert "Một cơ quan trong một buổi do Tổ kiểm tra công vụ" in words(answer)
    assert "Căn cứ: Quyết định số 1847/QĐ-TTg" in words(answer)
    assert '<a href="/so-lieu/visits.total/?ky=calendar-2019">Xem hồ sơ' in answer.content.decode()


def test_a_figure_of_a_group_is_not_told_by_group(two_years, page):
    answer = page("/so-lieu/visits.provincial/giai-thich/?ky=calendar-2019")
    assert "Theo nhóm cơ quan" not in words(answer)
    assert [len(table) for table in tables(answer)] == [2, 13]


def test_agencies_that_were_merged_stand_in_one_line(cast, two_years, page):
    """The huyện ends, the xã goes on with it: neither compares with itself."""
    cast.district.ends_on = date(2019, 6, 30)
    cast.district.save()
    Succession.objects.create(
        predecessor=cast.district, successor=cast.commune, on=date(2019, 7, 1)
    )
    answer = page(VISITS.format(2019))
    assert lines(answer, 0) == [
        (cast.a.name, "3", "1", "+2"),
        ("Do sắp xếp, sáp nhập (02 cơ quan)", "1", "2", "−1"),
        ("Cộng", "4", "3", "+1"),
    ]
    assert lines(answer, 1) == [
        (cast.district.name, "0", "2", "−2"),
        (cast.commune.name, "1", "0", "+1"),
    ]
    assert (
        "Riêng 02 cơ quan được sắp xếp, sáp nhập, thành lập hoặc chấm dứt hoạt động giữa hai kỳ: "
        "kỳ trước 02 lượt, kỳ này 01 lượt"
    ) in words(answer)
    assert f"tăng nhiều nhất tại {cast.a.name} (tăng 02 lượt)." in words(answer)
    assert "Từ ngày 01/7/2019" in words(answer)
    # What happened before both years moves nothing between them.
    assert "Do sắp xếp, sáp nhập" not in words(page(VISITS.format(2021)))


def test_agencies_of_lists_compare_where_they_stood_on_both_days(cast, maker, page):
    """Who began in the middle of the year before stood on the list of its end."""
    cast.a.starts_on = date(2018, 7, 1)
    cast.a.save()
    for ends in (date(2018, 12, 31), date(2019, 12, 31)):
        maker.due(maker.round(ends=ends), cast.a, "provincial", accepted(1))
        maker.visit(day=ends, place=0)
    answer = page("/so-lieu/self_inspections.total.done/giai-thich/?ky=calendar-2019")
    assert lines(answer, 0)[0] == (cast.a.name, "1", "1", "0")
    assert lines(page(VISITS.format(2019)), 0)[0][0] == "Do sắp xếp, sáp nhập (01 cơ quan)"


def test_many_agencies_are_added_up_in_a_line_and_shown_when_asked(cast, maker, page):
    for at in range(20):
        agency = make_agency(f"Cơ quan {at:02}", "provincial_body", "provincial", by=cast.admin)
        maker.places.append((agency, "provincial"))
        maker.visit(day=MAY, place=-1)
    maker.visit(day=date(2018, 5, 7), place=-1)
    maker.visit(day=date(2018, 5, 7), place=0)
    short, full = (page(VISITS.format(2019) + tail) for tail in ("", "&tat-ca=1"))
    assert lines(short, 0)[11:] == [
        ("Cơ quan 11", "1", "0", "+1"),
        ("Cơ quan khác (09 cơ quan)", "8", "2", "+6"),
        ("Cộng", "20", "2", "+18"),
    ]
    assert [line[0] for line in lines(full, 0)[19:]] == [cast.a.name, "Cơ quan 19", "Cộng"]
    assert '?ky=calendar-2019&amp;tat-ca=1">Xem đủ từng cơ quan' in short.content.decode()
    assert "Xem đủ từng cơ quan" not in words(full)


def test_nothing_before_is_no_comparison(two_years, page):
    for period, said in {
        "calendar-2018": "Cổng chưa có hồ sơ nào của năm 2017 để so sánh.",
        "calendar-2000": "Không có kỳ trước để so sánh.",
        "2018-m03": "Cổng chưa có hồ sơ nào của tháng 02 năm 2018 để so sánh.",
        "calendar-2030": "Cổng chưa có hồ sơ nào của năm 2029 để so sánh.",
    }.items():
        answer = words(page(f"/so-lieu/visits.total/giai-thich/?ky={period}"))
        assert said in answer
        assert ("Chênh lệch" in answer, "So với" in answer) == (False, False)


def test_a_first_year_is_told_by_its_parts_alone(cast, two_years, page):
    answer = page(VISITS.format(2018))
    assert "Số lượt kiểm tra của năm 2018 là 03 lượt." in words(answer)
    assert lines(answer, 0) == [(cast.district.name, "2"), (cast.a.name, "1"), ("Cộng", "3")]


def test_each_case_has_its_words(two_years, page):
    for address, said in (
        (
            "visits.total/giai-thich/?ky=2019-m05",
            "So với tháng 4 năm 2019, số lượt kiểm tra tăng 02 lượt (tháng 4 năm 2019 không có)",
        ),
        (
            "visits.total/giai-thich/?ky=2019-m06",
            "So với tháng 5 năm 2019, số lượt kiểm tra giảm 02 lượt (giảm 100,00%)",
        ),
        (
            "visits.surprise/giai-thich/?ky=calendar-2019",
            "So với năm 2018, số lượt kiểm tra đột xuất không thay đổi (cả hai kỳ đều không có).",
        ),
        (
            "visits.provincial/giai-thich/?ky=calendar-2019",
            "So với năm 2018, số liệu “Lượt kiểm tra – sở, ban, ngành tỉnh” tăng 02 lượt",
        ),
        (
            "unit_findings.total/giai-thich/?ky=2019-h1",
            "So với 6 tháng cuối năm 2018, số thiếu sót của đơn vị không thay đổi",
        ),
        ("visits.total/giai-thich/?ky=2019-h1", "kỳ này 182 ngày, kỳ trước 183 ngày."),
        ("visits.total/giai-thich/?ky=2019-q2", "Tháng 4/2019 so với tháng 01/2019"),
    ):
        assert said in words(page(f"/so-lieu/{address}"))


def test_two_years_equal_say_so(maker, page):
    for year in (2018, 2019):
        maker.visit(day=date(year, 3, 5), place=0)
    assert "số lượt kiểm tra không thay đổi (01 lượt)." in words(page(VISITS.format(2019)))


def test_a_year_under_way_is_compared_with_a_whole_one_and_says_so(two_years, page):
    with time_machine.travel(moment(2019, 5, 20), tick=False):
        answer = page(VISITS.format(2019))
    assert "Tính đến ngày 20/5/2019, so với cả năm 2018, số lượt kiểm tra tăng" in words(answer)
    months = {line[0]: line[1] for line in lines(answer, 2)}
    assert (months["Tháng 5 (chưa hết)"], months["Tháng 6 (chưa đến)"]) == ("2", "–")


def test_a_period_of_decades_is_not_told_by_month(two_years, page):
    answer = page("/so-lieu/visits.total/giai-thich/?ky=2019-01-01..2030-12-31")
    assert "Theo tháng" not in words(answer)
    # The twelve years before begin in 2007 and hold what 2018 held.
    assert lines(answer, 0)[-1] == ("Cộng", "4", "3", "+1")


def test_a_ratio_is_told_by_its_two_figures(maker, page):
    for year, present in ((2018, 15), (2019, 18)):
        heads = {"on_roll": 20, "present": present}
        maker.visit(day=date(year, 3, 5), place=0, heads=heads)
    answer = page("/so-lieu/headcounts.rate/giai-thich/?ky=calendar-2019")
    assert (
        "Tỷ lệ có mặt khi kiểm tra của năm 2019 là 90,00% (18/20), của năm 2018 là 75,00% (15/20): "
        "tăng 15,00 điểm phần trăm."
    ) in words(answer)
    assert (
        "So với năm 2018, số người có mặt tăng 03 lượt người (tăng 20,00%); số người theo danh "
        "sách không thay đổi (20 lượt người)."
    ) in words(answer)
    assert '<a href="/so-lieu/headcounts.present/giai-thich/?ky=calendar-2019">Giải thích:' in (
        answer.content.decode()
    )
    none = words(page("/so-lieu/complaints.rate/giai-thich/?ky=calendar-2019"))
    assert "của năm 2019 không tính được vì không có số để chia" in none
    first = words(page("/so-lieu/headcounts.rate/giai-thich/?ky=calendar-2018"))
    assert "của năm 2018 là 75,00% (15/20). Cổng chưa có hồ sơ nào của năm 2017" in first


def test_what_is_no_figure_is_not_found(cast):
    freeze, _ = frozen(cast)
    client = cast.client("specialist")
    for key in ("visits", "visits.total@agency=-1", "headcounts.rate@agency=1", "visits.total@x=1"):
        for address in ("/so-lieu", f"/bao-cao/{freeze.report_id}/so-lieu-chot/{freeze.pk}"):
            assert client.get(f"{address}/{key}/giai-thich/").status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_it_asks_as_often_for_one_record_as_for_thirty(
    cast, maker, django_assert_num_queries, many
):
    for year in (2018, 2019):
        for at in range(many):
            maker.visit(day=date(year, 3, 4), place=at % 6, found=[violation()])
            maker.complaint(day=date(year, 6, 1))
        maker.due(maker.round(ends=date(year, 12, 31)), cast.a, "provincial", accepted(1, (1,)))
    client = cast.client("specialist")
    for key, queries in {
        "visits.total": 6,
        "violations.total": 7,
        "complaints.total": 7,
        "self_inspections.violations": 7,
        "agencies.not_visited": 6,
        "headcounts.rate": 5,
    }.items():
        address = f"/so-lieu/{key}/giai-thich/?ky=calendar-2019"
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
