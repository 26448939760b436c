"""The screens of the figures: who may open them, what they list, how many queries they take."""

import re
from datetime import date

import pytest

from reports.figures.addresses import figure_address
from reports.figures.catalog import CATALOG, cell_key
from reports.figures.complaints import RESERVED_NOTE
from reports.figures.forms import PeriodForm
from reports.figures.views import change
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.paper.content import Figure
from tests.reports.activities import Activity
from tests.reports.composition import a_year, accepted, make_report, violation
from tests.reports.reading import rows, words

pytestmark = pytest.mark.once

VISITS = "/so-lieu/visits.total/?ky=calendar-2019"
SEEN = {"specialist": 200, "manager": 200, "leader": 200, "office_examiner": 200}
SEEN |= {"province_registrar": 200, "operator": 403, "department_registrar": 403}
SEEN |= {"clerk_a": 403, "head_a": 403, "admin": 403, "nobody": 403, "visitor": 302}


@pytest.mark.parametrize(("who", "status"), SEEN.items())
def test_the_figures_are_for_the_so_and_the_province(cast, who, status):
    client = cast.client(who)
    assert client.get("/so-lieu/").status_code == status
    assert client.get(VISITS).status_code == status


def test_every_figure_of_the_catalogue_opens(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    statuses = {key: client.get(f"/so-lieu/{key}/?ky=calendar-2019").status_code for key in CATALOG}
    assert set(statuses.values()) == {200}


@pytest.mark.parametrize(
    ("period", "called"),
    [("2026", "xã, phường"), ("2025", "xã, phường, thị trấn"), ("2019", "xã, phường, thị trấn")],
)
def test_a_group_is_called_as_in_the_period_on_every_screen(cast, period, called):
    client = cast.client("specialist")
    page = words(client.get(f"/so-lieu/?ky={period}"))
    assert f"Lượt kiểm tra – {called} 0 lượt" in page
    assert f"Tự kiểm tra – {called} phải báo cáo 0 cơ quan" in page
    one = words(client.get(f"/so-lieu/visits.commune/?ky={period}"))
    assert f"Lượt kiểm tra – {called} Kỳ số liệu" in one
    ratio = words(client.get(f"/so-lieu/self_inspections.commune.rate/?ky={period}"))
    assert f"Tự kiểm tra – {called} phải báo cáo 0" in ratio


def test_the_list_shows_the_values_of_the_period_asked_for(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    assert "Lượt kiểm tra 3 lượt 0 +3 Một cơ quan" in words(
        client.get("/so-lieu/?ky=calendar-2019")
    )
    assert "Lượt kiểm tra 0 lượt 0 0 Một cơ quan" in words(client.get("/so-lieu/?ky=calendar-2018"))
    assert "Lượt kiểm tra 2 lượt 0 +2 Một cơ quan" in words(
        client.get("/so-lieu/?ky=2019-05-01..2019-05-31")
    )


def test_the_year_before_and_the_difference_stand_beside_the_value(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    page = words(client.get("/so-lieu/?ky=calendar-2020"))
    assert "Kỳ trước để so sánh: năm 2019 (từ 01/01/2019 đến 31/12/2019)" in page
    assert "Lượt kiểm tra 0 lượt 3 −3 Một cơ quan" in page
    page = words(client.get("/so-lieu/visits.total/?ky=calendar-2020"))
    assert "Kỳ trước (từ 01/01/2019 đến 31/12/2019): 3; chênh lệch: −3." in page


def test_before_the_first_year_there_is_nothing_to_compare_with(cast):
    page = words(cast.client("specialist").get("/so-lieu/?ky=calendar-2000"))
    assert "Kỳ trước để so sánh" not in page
    assert "Lượt kiểm tra 0 lượt – – Một cơ quan" in page
    page = words(cast.client("specialist").get("/so-lieu/visits.total/?ky=calendar-2000"))
    assert ("Lượt kiểm tra" in page, "Kỳ trước" in page) == (True, False)


def test_an_address_asks_for_the_cut_off_only_where_the_report_has_one(cast):
    figure, year = Figure("visits.total", 3, "3"), parse_period("calendar-2019")
    plain = figure_address(year, cast.specialist)
    cut_off = figure_address(year, cast.specialist, date(2019, 12, 14))
    assert [address(figure) for address in (plain, cut_off)] == [
        "/so-lieu/visits.total/?ky=calendar-2019",
        "/so-lieu/visits.total/?ky=calendar-2019&chot=2019-12-14",
    ]
    assert figure_address(year, cast.operator)(figure) == ""


def test_what_is_worked_out_leads_to_the_records_it_is_of(cast):
    """A share to its part, a difference to this period, the number before to its own."""
    address = figure_address(parse_period("calendar-2019"), cast.specialist, date(2019, 12, 14))
    share = "violations.leaders/violations.total|%"
    keys = (share, "visits.total|change", "visits.total|change%", "visits.total|before")
    assert [address(Figure(key, "1", "1")) for key in keys] == [
        "/so-lieu/violations.leaders/?ky=calendar-2019&chot=2019-12-14",
        "/so-lieu/visits.total/?ky=calendar-2019&chot=2019-12-14",
        "/so-lieu/visits.total/?ky=calendar-2019&chot=2019-12-14",
        "/so-lieu/visits.total/?ky=calendar-2018",
    ]


def test_a_year_with_a_break_says_that_its_halves_do_not_compare(cast):
    for agency in (cast.district, cast.commune):
        agency.ends_on = date(2025, 6, 30)
        agency.save()
    client = cast.client("specialist")
    sentence = "không so sánh được với nhau"
    assert sentence in words(client.get("/so-lieu/?ky=calendar-2025"))
    assert sentence in words(client.get("/so-lieu/?ky=calendar-2026"))
    assert sentence not in words(client.get("/so-lieu/?ky=calendar-2024"))


@pytest.mark.parametrize("panel", [{}, {"hx-request": "true"}])
@pytest.mark.parametrize("key", ["visits.commune", "self_inspections.commune.rate"])
def test_a_figure_says_that_it_does_not_compare_over_a_break(cast, key, panel):
    for agency in (cast.district, cast.commune):
        agency.ends_on = date(2025, 6, 30)
        agency.save()
    client = cast.client("specialist")
    said = {
        year: "không so sánh được với nhau"
        in words(client.get(f"/so-lieu/{key}/?ky=calendar-{year}", headers=panel))
        for year in (2024, 2025, 2026, 2027)
    }
    # 2026 is compared with 2025, which has the break within it.
    assert said == {2024: False, 2025: True, 2026: True, 2027: False}


@pytest.mark.parametrize(
    "page",
    [
        "/so-lieu/",
        "/so-lieu/visits.total/",
        "/so-lieu/visits.total/giai-thich/",
        "/toan-canh/",
        "/bao-cao/tong-hop-kiem-tra/",
    ],
)
def test_a_period_that_cannot_be_read_is_told_at_the_picker_with_the_one_shown(cast, page):
    client = cast.client("manager")
    for asked in ("năm-ngoái", "2019-m13"):
        answer = client.get(page, {"ky": asked})
        instead = answer.context["period"].label
        told = f"Không hiểu kỳ báo cáo “{asked}”. Viết 2019,"
        picker = re.search(r'<form class="filters".*?</form>', answer.content.decode(), re.S)
        assert picker
        assert told in picker.group()
        assert f"Đang hiển thị {instead}." in picker.group()
        assert 'aria-describedby="id_ky_error"' in picker.group()
    for read in ("2019-m3", "2019-m03"):
        answer = client.get(page, {"ky": read})
        assert answer.context["period"].preset == "2019-m03"
        assert "Đang hiển thị" not in answer.content.decode()
    assert "Đang hiển thị" not in client.get(page).content.decode()


def test_one_record_more_is_one_more_on_both_screens(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    assert (rows(client.get(VISITS)), "3 lượt" in words(client.get(VISITS))) == (3, True)
    maker.visit(day=date(2019, 9, 2), place=0)
    assert (rows(client.get(VISITS)), "4 lượt" in words(client.get(VISITS))) == (4, True)


def test_a_figure_is_a_page_or_the_fragment_of_the_side_panel(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    fragment = client.get(VISITS, headers={"hx-request": "true"})
    assert "<html" in client.get(VISITS).content.decode()
    assert "<html" not in fragment.content.decode()
    assert rows(fragment) == 3
    assert "Lượt kiểm tra, năm 2019 (từ 01/01/2019 đến 31/12/2019)" in words(fragment)


def test_a_cell_of_a_table_opens_its_records_alone(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    key = cell_key("violations.total", category="no_badge", group="commune")
    page = client.get(f"/so-lieu/{key}/?ky=calendar-2019")
    assert rows(page) == 2
    assert (
        "Vi phạm của cá nhân – Không đeo thẻ khi thi hành công vụ – Xã, phường, thị trấn"
        in words(page)
    )


@pytest.mark.parametrize(
    "key",
    [
        "visits",
        "visits.total@colour=red",
        "visits.total@agency=x",
        "visits.total@agency=-1",
        f"visits.total@agency={10**20}",
        f"self_inspections.total.due@round={10**18}",
    ],
)
def test_a_figure_that_is_not_there_is_not_found(cast, key):
    assert cast.client("specialist").get(f"/so-lieu/{key}/").status_code == 404


def test_a_sum_has_its_total_row(cast, maker):
    a_year(maker)
    page = cast.client("specialist").get("/so-lieu/self_inspections.violations/?ky=calendar-2019")
    assert rows(page) == 2
    assert "Cộng tất cả các trang 5" in words(page)


def test_a_ratio_leads_to_its_two_figures(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    page = client.get("/so-lieu/self_inspections.provincial.rate/?ky=calendar-2019")
    assert "01/01 (100%)" in words(page)
    none = client.get("/so-lieu/self_inspections.commune.rate/?ky=calendar-2019")
    assert "00/00" not in words(none)


def test_a_complaint_kept_from_a_person_is_counted_and_tells_him_nothing(cast, maker):
    make_report(cast)
    maker.complaint(day=date(2019, 6, 1), reserved_for=cast.manager)
    address = "/so-lieu/complaints.total/?ky=calendar-2019"
    page = cast.client("specialist").get(address)
    assert rows(page) == 1
    assert "nội dung giao riêng cho lãnh đạo xử lý" in words(page)
    assert "Sở Y tế" not in words(page)
    assert "Sở Y tế" in words(cast.client("manager").get(address))


@pytest.mark.parametrize(
    ("key", "times"),
    # The whole says it in its definition; a part and a ratio of parts beside their rows.
    [("complaints.total", 1), ("complaints.handled", 1), ("complaints.on_time", 1)],
)
def test_a_figure_of_complaints_says_what_it_does_not_divide(cast, key, times):
    page = words(cast.client("specialist").get(f"/so-lieu/{key}/?ky=calendar-2019"))
    assert page.count(RESERVED_NOTE) == times


def test_the_province_sees_no_result_that_is_not_accepted(cast, maker):
    round_ = maker.round()
    sent = accepted()
    sent.state = "certified"
    maker.due(round_, cast.a, "provincial", sent)
    address = "/so-lieu/self_inspections.provincial.filed/?ky=calendar-2019"
    assert "/tu-kiem-tra/ket-qua/" not in cast.client("leader").get(address).content.decode()
    assert "/tu-kiem-tra/ket-qua/" in cast.client("specialist").get(address).content.decode()


# A page of the frame asks the session, the person and their posts: 3 queries.
@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize(
    ("key", "queries"),
    [
        ("visits.total", 10),
        ("violations.total", 10),
        ("visits.agencies", 9),
        ("agencies.total", 9),
        ("headcounts.on_roll", 10),
        ("implementation.directives", 10),
        ("implementation.agencies", 9),
        ("complaints.total", 10),
        ("self_inspections.total.due", 10),
        ("self_inspections.held", 10),
        ("self_inspections.violations", 10),
    ],
)
def test_a_list_takes_as_many_queries_for_one_row_as_for_thirty(
    cast, maker, django_assert_num_queries, key, queries, many
):
    for at in range(many):
        heads = {"on_roll": 20, "present": 18}
        maker.visit(day=date(2019, 3, 4), place=at % 6, found=[violation()], heads=heads)
        maker.activity(Activity(date(2019, 3, 4), cast.a.pk, "directive"))
        maker.complaint(day=date(2019, 6, 1))
        maker.due(maker.round(), cast.a, "provincial", accepted(1, (1,)))
    client = cast.client("specialist")
    address = f"/so-lieu/{key}/?ky=calendar-2019"
    client.get(address)
    with django_assert_num_queries(queries):
        page = client.get(address)
    assert page.status_code == 200


@pytest.mark.parametrize("many", [1, 30])
def test_the_catalogue_takes_as_many_queries_for_one_record_as_for_thirty(
    cast, maker, django_assert_num_queries, many
):
    for at in range(many):
        maker.visit(day=date(2019, 3, 4), place=at % 6, found=[violation()])
    client = cast.client("specialist")
    client.get("/so-lieu/")
    with django_assert_num_queries(5):
        client.get("/so-lieu/?ky=calendar-2019")


@pytest.mark.parametrize(
    ("before", "said"),
    [((4, 10), "+10 điểm %"), ((5, 10), "0 điểm %"), ((2, 3), "−16,7 điểm %")],
)
def test_a_ratio_changes_by_points_in_plain_digits(before, said):
    def numbers(part, whole):
        return dict(zip(CATALOG["complaints.rate"].parts, (part, whole), strict=True))

    assert change(CATALOG["complaints.rate"], numbers(5, 10), numbers(*before)) == said


def test_this_year_the_last_the_reported_and_the_one_shown_are_offered(cast):
    make_report(cast, year=2018, period=parse_period("2018"))

    def offered(shown: str):
        form = PeriodForm(shown=parse_period(shown), today=date(2023, 3, 1))
        return [group for group, _ in form["ky"].field.choices]

    assert offered("2015") == ["2023", "2022", "2018", "2015"]
    assert offered("2019-05-01..2019-05-31") == ["Kỳ đang xem", "2023", "2022", "2019", "2018"]


def test_the_newest_year_is_offered_first(cast):
    make_report(cast)
    form = cast.client("specialist").get("/so-lieu/").context["form"]
    years = [group for group, _ in form["ky"].field.choices]
    assert years == sorted(years, reverse=True)
    assert "2019" in years
