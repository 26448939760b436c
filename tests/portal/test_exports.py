"""A list as a file: the lines of the screen, nobody else's, and no formula among them."""

import csv
import io
import re
from datetime import date

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from reports.figures.catalog import CATALOG
from tayninh_portal import exports
from tayninh_portal.listing import ListColumn
from tayninh_portal.models import User
from tests.inspections.complaint_story import SECRETS, handed, log
from tests.inspections.implementing import document, fact
from tests.inspections.round_story import in_state, opened
from tests.inspections.visiting import NOW, concluded, draft
from tests.reports.composition import a_year, make_report
from tests.reports.ledger import Maker

# The last day of the year after.
NEXT = date(2020, 12, 31)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def maker(cast):
    """Records with little ceremony."""
    return Maker(cast)


def sent(response) -> bytes:
    """The file's bytes, streamed as they are."""
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def csv_of(client, address, **asked) -> list[list[str]]:
    """The lines of the CSV of a list."""
    text = sent(client.get(address, {**asked, "xuat": "csv"})).decode()
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:])))


def xlsx_of(client, address, **asked) -> list[tuple]:
    """The rows of the workbook of a list."""
    data = sent(client.get(address, {**asked, "xuat": "xlsx"}))
    return list(openpyxl.load_workbook(io.BytesIO(data)).active.values)


def cells(page) -> list[list[str]]:
    """The cells of a page's list as a person reads them."""
    body = re.search(r"<tbody>(.*?)</tbody>", page.content.decode(), re.S)[1]
    lines = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.S) for line in lines]
    return [[" ".join(re.sub(r"<[^>]*>", " ", c).split()) for c in line] for line in found]


def test_visits_are_the_lines_of_the_screen_with_its_filters(cast):
    concluded(cast, day=date(2019, 7, 1))
    draft(cast, agency=cast.b, day=date(2019, 7, 2))
    client, address = cast.client("specialist"), reverse("visit-list")
    head, *lines = csv_of(client, address, state="concluded")
    assert head == [
        "Ngày kiểm tra",
        "Bắt đầu lúc",
        "Cơ quan",
        "Hình thức",
        "Lý do",
        "Vi phạm",
        "Thiếu sót về đơn vị",
        "Trạng thái",
        "Chủ đề",
        "Minh họa",
    ]
    said = ("01/7/2019", "08:00", "Sở Xây dựng", "Đột xuất", "Lý do khác", "0", "0", "Đã kết thúc")
    assert lines == [[*said, "", ""]]
    (shown,) = cells(client.get(address, {"state": "concluded"}))
    line = lines[0]
    assert shown == [f"{line[0]}, {line[1]}", *line[2:4], *line[5:8]]
    assert [row[2] for row in csv_of(client, address, sort="agency")[1:]] == [
        "Sở Xây dựng",
        "Sở Y tế",
    ]


def test_a_workbook_has_days_and_numbers_as_such(cast):
    concluded(cast, day=date(2019, 7, 1))
    _, row = xlsx_of(cast.client("specialist"), reverse("visit-list"))
    assert (row[0].date(), row[2], row[5]) == (date(2019, 7, 1), "Sở Xây dựng", 0)


def test_an_agency_takes_away_its_own_lines_alone(cast):
    concluded(cast)
    concluded(cast, agency=cast.b)
    lines = csv_of(cast.client("clerk_b"), reverse("visit-list"))[1:]
    assert [line[2] for line in lines] == ["Sở Y tế"]


def test_complaints_leave_without_what_was_said_and_by_whom(cast):
    handed(cast)
    log(cast, subject_agency=cast.department, reserved_for=cast.manager)
    client, address = cast.client("specialist"), reverse("complaint-list")
    lines = csv_of(client, address)[1:]
    (shown,) = cells(client.get(address))
    assert [lines[0][1:4], len(lines)] == [shown[1:4], 1]
    text = str(lines) + str(xlsx_of(client, address))
    assert [secret for secret in SECRETS if secret in text] == []
    assert csv_of(cast.client("clerk_b"), address)[1:] == []
    assert len(csv_of(cast.client("manager"), address)[1:]) == 2


def test_the_registry_is_the_one_of_the_day_asked(cast):
    client, address = cast.client("clerk_a"), reverse("agency-list")
    lines = csv_of(client, address, q="so y te", day="01/7/2019")[1:]
    (shown,) = cells(client.get(address, {"q": "so y te", "day": "01/7/2019"}))
    assert [[cell or "–" for cell in line] for line in lines] == [shown]
    assert csv_of(client, address, day="31/12/2009")[1:] == []


def test_a_due_list_hides_what_the_screen_hides(cast):
    round = in_state(cast, "certified").round
    address = reverse("round-detail", args=[round.pk])
    own = {"q": "Sở Xây dựng"}
    (seen,) = csv_of(cast.client("specialist"), address, **own)[1:]
    (hidden,) = csv_of(cast.client("leader"), address, **own)[1:]
    assert seen[3:7] == ["08/01/2020", "", "3", "2"]
    assert (seen[7], hidden[3:]) == ("Minh họa specialist", ["08/01/2020", "", "", ""])
    everyone = csv_of(cast.client("specialist"), address)[1:]
    assert len(everyone) == round.due_agencies.count()


def test_rounds_are_the_lines_of_the_screen_for_the_department_and_for_an_agency(cast):
    in_state(cast, "certified")
    opened(cast, title="Đợt của năm 2020", period_start=date(2020, 1, 1), period_end=NEXT)
    address = reverse("round-list")
    assert csv_of(cast.client("leader"), address, state="open")[1:] == [
        ["Đợt của năm 2020", "01/01/2020", "31/12/2020", "10/01/2020", "Đang nhận kết quả", "5",
         "0", ""],
        ["Tự kiểm tra năm 2019", "01/01/2019", "31/12/2019", "10/01/2020", "Đang nhận kết quả",
         "5", "0", ""],
    ]  # fmt: skip
    own = csv_of(cast.client("clerk_a"), address)
    assert [own[0][5], *(line[5] for line in own[1:])] == [
        "Kết quả của cơ quan", "Chưa nhập", "Đã gửi, chờ chấp nhận",
    ]  # fmt: skip
    assert csv_of(cast.client("specialist"), address, state="closed")[1:] == []


def test_implementation_facts_leave_without_what_the_agency_wrote(cast):
    plan = document(cast)
    fact(cast, title="Phổ biến bí mật", text="Lời riêng", document=plan, kind="directive",
         quantity=1, people_reached=None)  # fmt: skip
    fact(cast, "clerk_b", "b", title="Họp bí mật")
    client, address = cast.client("specialist"), reverse("implementation-list")
    (line,) = csv_of(client, address, q="so xay dung")[1:]
    assert line == [
        "Sở Xây dựng", "Văn bản chỉ đạo, kế hoạch", "05/7/2019", "1", "", "Kế hoạch số 25/KH-SXD",
        "Chờ xác nhận", "",
    ]  # fmt: skip
    stated = str(csv_of(client, address)) + str(xlsx_of(client, address))
    assert [word for word in ("bí mật", "Lời riêng") if word in stated] == []
    assert [row[0] for row in csv_of(cast.client("clerk_b"), address)[1:]] == ["Sở Y tế"]


def test_documents_are_those_one_may_see_with_what_a_citation_needs(cast):
    document(cast)
    document(cast, "specialist", "department", number="02/QĐ-SNV", is_shared=True)
    address = reverse("cited-document-list")
    assert csv_of(cast.client("clerk_b"), address)[1:] == [
        ["Kế hoạch", "02/QĐ-SNV", "05/7/2019", "Sở Xây dựng", "thực hiện Đề án Văn hóa công vụ",
         "Sở Nội vụ", "mọi cơ quan", "", ""]
    ]  # fmt: skip
    found = csv_of(cast.client("specialist"), address, q="25/kh", sort="agency")[1:]
    assert [row[1] for row in found] == ["25/KH-SXD"]


def test_the_catalogue_of_figures_is_taken_away_in_numbers(cast, maker):
    a_year(maker)
    client, address = cast.client("specialist"), reverse("figure-list")
    head, *lines = csv_of(client, address, ky="calendar-2019")
    assert head[4:7] == ["Kỳ này", "Kỳ trước", "Chênh lệch"]
    assert [line[1] for line in lines] == list(CATALOG)
    by_key = {line[1]: line[4:7] for line in lines}
    assert by_key["visits.total"] == ["3", "0", "3"]
    rows = {row[1]: row[4:7] for row in xlsx_of(client, address, ky="calendar-2019")}
    assert rows["visits.total"] == (3, 0, 3)
    ratio = next(key for key, figure in CATALOG.items() if figure.kind == "ratio")
    shown = client.get(address, {"ky": "calendar-2019"}).context["nouns"]
    texts = {figure.key: [value, before, change]
             for _, figures in shown for figure, value, before, change in figures}  # fmt: skip
    # A text that begins like a formula stands behind an apostrophe in a CSV.
    assert [cell.removeprefix("'") for cell in by_key[ratio]] == texts[ratio]


def test_a_comparison_over_the_reform_carries_its_warning(cast):
    lines = csv_of(cast.client("specialist"), reverse("figure-list"), ky="calendar-2025")[1:]
    page = cast.client("specialist").get(reverse("figure-list"), {"ky": "calendar-2025"})
    sentences = " ".join(found.sentence for found in page.context["breaks"])
    assert {line[8] for line in lines} == {sentences}


def test_an_agency_has_no_due_list_to_take_away(cast):
    round = in_state(cast, "certified").round
    page = cast.client("clerk_a").get(reverse("round-detail", args=[round.pk]), {"xuat": "csv"})
    assert (page.status_code, page.streaming) == (302, False)


def test_the_records_of_every_figure_can_be_taken_away(cast, maker):
    a_year(maker)
    client = cast.client("specialist")
    lengths = {
        key: len(csv_of(client, f"/so-lieu/{key}/", ky="calendar-2019")) - 1
        for key in (
            "visits.total",
            "violations.total",
            "visits.agencies",
            "complaints.total",
            "self_inspections.total.due",
            "self_inspections.held",
            "self_inspections.violations",
        )
    }
    assert lengths == {
        "visits.total": 3,
        "violations.total": 3,
        "visits.agencies": 3,
        "complaints.total": 2,
        "self_inspections.total.due": 2,
        "self_inspections.held": 1,
        "self_inspections.violations": 2,
    }


def test_a_complaint_kept_from_a_person_tells_him_nothing_in_a_file_either(cast, maker):
    make_report(cast)
    maker.complaint(day=date(2019, 6, 1), reserved_for=cast.manager)
    address, asked = "/so-lieu/complaints.total/", {"ky": "calendar-2019"}
    with time_machine.travel(NEXT, tick=False):
        (kept,) = csv_of(cast.client("specialist"), address, **asked)[1:]
        (stated,) = csv_of(cast.client("manager"), address, **asked)[1:]
    sentence = "Được tính vào số liệu; nội dung giao riêng cho lãnh đạo xử lý"
    assert kept == [sentence, "", "", "", ""]
    assert stated[1:3] == ["Sở Y tế", "01/6/2019"]


@pytest.mark.once
@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize(
    ("who", "name", "queries"),
    # The session, the person, their posts, how many lines, the lines; who is in charge of each.
    [
        ("specialist", "visit-list", 5),
        ("specialist", "complaint-list", 5),
        ("specialist", "agency-list", 6),
        ("specialist", "round-list", 5),
        # The states of an agency's own results besides.
        ("clerk_a", "round-list", 6),
        ("specialist", "implementation-list", 5),
        ("specialist", "cited-document-list", 5),
    ],
)
def test_a_file_takes_as_many_queries_for_one_line_as_for_thirty(
    cast, django_assert_num_queries, who, name, queries, many
):
    for at in range(many):
        concluded(cast, day=date(2019, 6, 1 + at % 28))
        log(cast)
        opened(cast, title=f"Đợt {at}")
        fact(cast, title=f"Họp {at}")
        document(cast, number=f"{at + 10}/KH")
    client = cast.client(who)
    with django_assert_num_queries(queries):
        sent(client.get(reverse(name), {"xuat": "csv"}))


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Sở Y tế", "Sở Y tế"),
        ("–", "–"),
        ("a\x00b", "ab"),
        (-1, "-1"),
        (None, ""),
    ],
)
def test_no_text_becomes_a_formula(cast, typed, cell):
    rows = User.objects.filter(pk=cast.admin.pk)
    columns = (ListColumn("cell", "Ô", lambda row: typed),)
    text = sent(exports.export("csv", rows, columns, "o", lines=list)).decode()
    assert list(csv.reader(io.StringIO(text[1:]))) == [["Ô"], [cell]]


def test_a_workbook_shows_a_formula_and_reckons_none(cast):
    rows = User.objects.filter(pk=cast.admin.pk)
    columns = (ListColumn("cell", "Ô", lambda row: '=HYPERLINK("http://x")'),)
    with exports.export("xlsx", rows, columns, "o", lines=list).file_to_stream as file:
        cell = openpyxl.load_workbook(io.BytesIO(file.read())).active["A2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_a_list_too_long_to_take_away_says_what_to_do(cast, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 1)
    concluded(cast)
    concluded(cast, agency=cast.b)
    page = cast.client("specialist").get(reverse("visit-list"), {"xuat": "csv"})
    assert page.status_code == 403
    assert "Danh sách có hơn 1 dòng nên chưa tải về được." in page.content.decode()


def test_the_links_keep_the_filters_and_leave_the_page(cast):
    concluded(cast)
    page = cast.client("specialist").get(reverse("visit-list"), {"state": "concluded", "page": 1})
    text = page.content.decode()
    assert 'href="?state=concluded&amp;xuat=xlsx"' in text
    assert 'href="?state=concluded&amp;xuat=csv"' in text


def test_who_may_not_see_the_list_gets_no_file(cast):
    found = [
        cast.client(who).get(reverse("visit-list"), {"xuat": "csv"}).status_code
        for who in ("operator", "admin", "nobody", "visitor")
    ]
    assert found == [403, 403, 403, 302]


def test_the_file_is_called_by_its_list_and_day(cast):
    concluded(cast)
    response = cast.client("specialist").get(reverse("visit-list"), {"xuat": "xlsx"})
    sent(response)
    assert response["Content-Disposition"] == (
        'attachment; filename="luot-kiem-tra-2019-07-05.xlsx"'
    )
    assert response["Cache-Control"] == "no-store"
