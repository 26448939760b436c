"""The dashboard: numbers that open their records, and nobody ranked by few cases."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from reports.dashboard.overview import MINIMUM, dashboard_of
from reports.figures.catalog import compute
from reports.figures.trends import DAYS, months_of, trend, years_to
from tayninh_portal.lib.periods import parse_period
from tests.fixtures.cast import moment
from tests.reports.composition import a_year, accepted, violation
from tests.reports.ledger import LAST, Sent
from tests.reports.reading import rows, words

pytestmark = pytest.mark.once

ADDRESS = "/toan-canh/?ky=calendar-2019"
SEEN = {"specialist": 200, "manager": 200, "leader": 200, "office_examiner": 200}
SEEN |= {"province_registrar": 403, "operator": 403, "department_registrar": 403}
SEEN |= {"clerk_a": 403, "head_a": 403, "admin": 403, "nobody": 403, "visitor": 302}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(moment(2020, 1, 20), tick=False):
        yield


@pytest.mark.parametrize(("who", "status"), SEEN.items())
def test_it_is_for_those_who_steer(cast, who, status):
    assert cast.client(who).get(ADDRESS).status_code == status


def test_the_numbers_are_those_of_the_catalogue(cast, maker):
    a_year(maker)
    page = words(cast.client("leader").get(ADDRESS))
    assert "Lượt kiểm tra 3 lượt" in page
    assert "Vi phạm của cá nhân 3 trường hợp" in page
    assert "Phản ánh đã xử lý 01/02 50%" in page
    assert "Cơ quan đã tự kiểm tra 01/02 50%" in page
    assert "Kiến nghị xử lý đã thực hiện 00/03 0%" in page


def test_every_number_opens_as_many_records(cast, maker):
    a_year(maker)
    maker.visit(day=date(2019, 6, 7), place=4, found=[violation("no_badge")])
    client = cast.client("leader")
    text = client.get(ADDRESS).content.decode()
    links = re.findall(r'<a href="(/so-lieu/[^"]*)">([\d.]+)</a>', text)
    opened = {
        (address, number): rows(client.get(address.replace("&amp;", "&")))
        for address, number in links
    }
    assert len(opened) > 40
    assert {asked: n for asked, n in opened.items() if int(asked[1]) != n} == {}


@pytest.mark.parametrize("key", ["visits.total", "violations.total", "complaints.total"])
@pytest.mark.parametrize("code", ["calendar-2019", "2019", "2019-q3", "2019-01-31..2019-05-30"])
def test_a_trend_says_of_each_period_what_the_period_says_of_itself(cast, maker, key, code):
    maker.everything()
    period = parse_period(code)
    periods = [*years_to(period), *months_of(period, date(2020, 1, 20))]
    alone = [compute(each, [key])[key] for each in periods]
    assert trend([key], periods)[key] == alone
    assert sum(alone) > 0


def test_only_counts_by_day_have_a_trend(cast):
    assert sorted(DAYS) == ["complaints", "findings", "visits"]
    for key in ("complaints.rate", "headcounts.on_roll"):
        with pytest.raises(ValueError, match="no count over rows"):
            trend([key], [parse_period("2019")])


def test_months_follow_the_period_and_fill_it():
    year = parse_period("2019")
    months = months_of(year, date(2020, 1, 1))
    assert [str(m.start) for m in months][:2] == ["2018-12-15", "2019-01-15"]
    assert (len(months), months[-1].end) == (12, date(2019, 12, 14))
    assert sum(month.days for month in months) == year.days
    ends = [m.end for m in months_of(parse_period("2019-01-31..2019-04-30"), date(2020, 1, 1))]
    assert ends == [date(2019, 2, 27), date(2019, 3, 30), date(2019, 4, 29), date(2019, 4, 30)]


def test_months_that_have_not_begun_are_left_out():
    months = months_of(parse_period("calendar-2019"), date(2019, 3, 1))
    assert [m.end.month for m in months] == [1, 2, 3]
    two = months_of(parse_period("calendar-2019"), date(2019, 2, 1))
    assert [m.end.month for m in two] == [1, 2]
    assert months_of(parse_period("2019-m05"), date(2020, 1, 1)) == []
    long = months_of(parse_period("2018-01-01..2019-02-28"), date(2020, 1, 1))
    assert (len(long), long[0].start) == (12, date(2018, 3, 1))


def test_years_before_the_first_year_are_left_out():
    years = years_to(parse_period("calendar-2001"))
    assert [year.preset for year in years] == ["calendar-2000", "calendar-2001"]
    years = years_to(parse_period("calendar-2019"))
    assert [year.preset for year in years] == [f"calendar-{year}" for year in range(2015, 2020)]


def late() -> Sent:
    """A result first sent after the deadline."""
    sent = accepted(1)
    sent.first_filed = date(2020, 1, 15)
    return sent


def test_agencies_of_many_cases_are_ranked_and_those_of_few_named(cast, maker):
    for at in range(MINIMUM):
        round_ = maker.round()
        maker.due(round_, cast.a, "provincial", late() if at < 2 else accepted(1))
        maker.due(round_, cast.b, "provincial", late())
    maker.due(round_, cast.district, "district")
    maker.due(round_, cast.commune, "commune")
    found = dashboard_of(
        cast.fresh("leader"), parse_period("calendar-2019"), date(2020, 1, 20)
    ).late
    assert [(case.agency, case.what, case.part, case.whole) for case in found.ranked] == [
        ("Sở Y tế", "gửi trễ hạn", 5, 5),
        ("Sở Xây dựng", "gửi trễ hạn", 2, 5),
    ]
    assert [(case.agency, case.what, case.part, case.whole) for case in found.named] == [
        ("UBND huyện Gò Dầu", "quá hạn chưa gửi", 1, 1),
        ("UBND xã Phước Đông", "quá hạn chưa gửi", 1, 1),
    ]
    page = words(cast.client("leader").get(ADDRESS))
    assert "Cơ quan có từ 05 trường hợp trở lên xếp theo tỷ lệ" in page
    # Two links with a stroke between them; the reading of words puts room around a tag.
    assert "Sở Xây dựng gửi trễ hạn 02 / 05 40%" in page
    assert "UBND huyện Gò Dầu quá hạn chưa gửi 01 / 01 –" in page


def test_a_violation_repeated_in_one_visit_alone_is_not_repeated(cast, maker):
    maker.visit(day=date(2019, 3, 4), place=0, found=[violation(), violation()])
    maker.visit(day=date(2019, 3, 5), place=2, found=[violation()])
    maker.visit(day=date(2019, 3, 6), place=2, found=[violation(), violation("no_badge")])
    maker.visit(day=date(2019, 3, 7), place=2)
    found = dashboard_of(cast.fresh("leader"), parse_period("calendar-2019"), LAST).repeated
    assert found.ranked == []
    assert [(case.agency, case.found, case.part, case.whole) for case in found.named] == [
        ("Sở Y tế", 2, 2, 3)
    ]


def test_overdue_complaints_open_the_same_list(cast, maker):
    for _ in range(2):
        maker.complaint(
            day=date(2019, 6, 1),
            state="handed_on",
            due=date(2019, 6, 15),
            handed_to=cast.a,
        )
    maker.complaint(day=date(2019, 6, 1), state="handed_on", due=date(2020, 2, 1), handed_to=cast.a)
    maker.complaint(
        day=date(2018, 6, 1), state="handed_on", due=date(2018, 6, 15), handed_to=cast.a
    )
    client = cast.client("leader")
    (case,) = dashboard_of(
        cast.fresh("leader"), parse_period("calendar-2019"), date(2020, 1, 20)
    ).complaints.named
    assert (case.agency, case.part, case.whole) == ("Sở Xây dựng", 2, 3)
    assert len(client.get(case.part_url).context["page"]) == 2
    assert len(client.get(case.whole_url).context["page"]) == 3
    assert "Giao cho: Sở Xây dựng" in words(client.get(case.part_url))


def test_a_complaint_kept_from_a_person_warns_him_of_nobody(cast, maker):
    maker.complaint(
        day=date(2019, 6, 1),
        state="handed_on",
        due=date(2019, 6, 15),
        handed_to=cast.a,
        reserved_for=cast.manager,
    )
    period, day = parse_period("calendar-2019"), date(2020, 1, 20)
    counts = {
        who: len(dashboard_of(cast.fresh(who), period, day).complaints.named)
        for who in ("manager", "leader", "specialist")
    }
    assert counts == {"manager": 1, "leader": 0, "specialist": 0}


@pytest.mark.parametrize("many", [1, 30])
def test_the_screen_takes_as_many_queries_for_one_record_as_for_thirty(
    cast, maker, django_assert_num_queries, many
):
    for at in range(many):
        maker.visit(day=date(2019, 3, 4), place=2, found=[violation()])
        maker.visit(day=date(2019, 3, 5), place=2, found=[violation()])
        maker.complaint(
            day=date(2019, 6, 1), state="handed_on", due=date(2019, 6, 15), handed_to=cast.a
        )
        maker.due(maker.round(), cast.a if at % 2 else cast.b, "provincial", late())
    client = cast.client("leader")
    client.get("/toan-canh/")
    # Session, person, posts; everything that is counted, then the names; years with a report.
    with django_assert_num_queries(6):
        client.get(ADDRESS)


def test_a_chart_has_the_table_it_is_drawn_from(cast, maker):
    a_year(maker)
    text = cast.client("leader").get(ADDRESS).content.decode()
    assert text.count('<svg class="chart"') == text.count("<summary>Xem bảng số liệu") == 6
    assert 'aria-labelledby="nam-0-title nam-0-desc"' in text


def test_a_year_without_data_is_a_gap_and_no_zero(cast, maker):
    a_year(maker)
    maker.visit(day=date(2017, 3, 6), place=0)
    found = dashboard_of(cast.fresh("leader"), parse_period("calendar-2019"), date(2020, 1, 20))
    visits, violations, _ = found.trends
    assert [each.value for each in visits.years] == [None, None, 1, None, 3]
    assert [each.value for each in violations.years] == [None, None, 0, None, 3]
    assert sum(each.value for each in visits.months) == 3
    answer = cast.client("leader").get(ADDRESS)
    text = answer.content.decode()
    drawing = text[text.index('<svg class="chart"') :].partition("</svg>")[0]
    assert "2015: chưa có số liệu; 2016: chưa có số liệu; 2017: 1; 2018: chưa có số liệu" in drawing
    assert (drawing.count('class="chart-bar'), drawing.count(">–<")) == (2, 3)
    assert "năm 2018 (từ 01/01/2018 đến 31/12/2018) – chưa có số liệu" in words(answer)


def test_the_months_of_a_year_without_data_are_missing_too(cast, maker):
    maker.visit(day=date(2018, 3, 5), place=0)
    found = dashboard_of(cast.fresh("leader"), parse_period("calendar-2019"), date(2020, 1, 20))
    assert [each.value for each in found.trends[0].months] == [None] * 12


def test_the_name_of_an_agency_opens_its_page(cast, maker):
    maker.due(maker.round(), cast.a, "provincial", late())
    for _ in range(2):
        maker.visit(day=date(2019, 3, 6), place=2, found=[violation()])
    maker.complaint(
        day=date(2019, 6, 1), state="handed_on", due=date(2019, 6, 15), handed_to=cast.a
    )
    client = cast.client("leader")
    text = client.get(ADDRESS).content.decode()
    named = dict(re.findall(r'<th scope="row"[^>]*><a href="([^"]*)">([^<]*)</a></th>', text))
    assert sorted(named.values()) == ["Sở Xây dựng", "Sở Y tế"]
    assert all(name in words(client.get(address)) for address, name in named.items())


def test_the_entry_stands_for_the_figures_behind_it(cast):
    def entries(who: str, address: str) -> list[tuple[str, bool]]:
        context = cast.client(who).get(address).context
        return [(entry.label, entry.active) for entry in context["nav"]]

    leader = entries("leader", reverse("figure-list"))
    assert ("Toàn cảnh", True) in leader
    assert "Số liệu" not in [label for label, _ in leader]
    registrar = [label for label, _ in entries("province_registrar", "/")]
    assert [label for label in registrar if label in ("Toàn cảnh", "Số liệu")] == ["Số liệu"]
    counts = {who: len(entries(who, "/")) for who in ("specialist", "manager", "leader")}
    assert counts == {"specialist": 8, "manager": 8, "leader": 8}
