"""What a report is asked for, entered once: letters, due days, what answers them, who follows."""

from datetime import date

import pytest
from django.urls import reverse

from inspections.cited_documents.actions import record_document, update_document
from inspections.cited_documents.models import DocumentKind
from inspections.report_requests.actions import record_request, update_request
from inspections.report_requests.models import ReportRequest
from inspections.rounds.actions import plan_round
from inspections.rounds.models import Round
from reports.narrative.models import Outline, Report
from tayninh_portal.models import Change
from tayninh_portal.tasks import grouped_tasks
from tests.fixtures.cast import moment
from tests.reports.composition import make_report
from tests.reports.reading import words

pytestmark = pytest.mark.once
DAY = moment(2020, 1, 6)


def letter(cast, number, day, issuer, subject):
    document, _ = record_document(
        by=cast.specialist,
        at=DAY,
        agency=cast.department,
        kind=DocumentKind.LETTER,
        number=number,
        issued_on=day,
        issuer=issuer,
        subject=subject,
    )
    return document


@pytest.fixture
def ministry(cast):
    return letter(cast, "28/BNV-CCVC", date(2020, 1, 3), "Bộ Nội vụ", "báo cáo Đề án")


@pytest.fixture
def own(cast):
    return letter(cast, "412/SNV-CCVC", date(2019, 10, 9), "Sở Nội vụ", "gửi số liệu, lời văn")


@pytest.fixture
def asked(cast, ministry, own):
    request, _ = record_request(
        by=cast.specialist,
        at=DAY,
        year=2019,
        document=ministry,
        due_on=date(2020, 1, 15),
        agencies_document=own,
        agencies_due_on=date(2019, 12, 20),
    )
    return request


@pytest.fixture
def client(cast):
    return cast.client("specialist")


def form_of(page, **fields):
    form = page.context["form"]
    kept = {"client_id", "seen_version"} & form.fields.keys()
    return {name: str(form[name].value()) for name in kept} | fields


def tasks_of(user, day):
    return [task for _, tasks in grouped_tasks(user, day) for task in tasks]


def columns(report):
    return (
        report.request_number,
        report.request_date,
        report.request_title,
        report.request_due_on,
    )


def test_a_double_click_enters_one_request_and_a_year_has_one(client, ministry, own):
    url = reverse("report-request-create")
    sent = form_of(
        client.get(url),
        year="2019",
        document="28/BNV-CCVC",
        due_on="15/01/2020",
        agencies_document="412/SNV-CCVC",
        agencies_due_on="20/12/2019",
    )
    answers = [client.post(url, sent) for _ in range(2)]
    request = ReportRequest.objects.get()
    assert [each["Location"] for each in answers] == [f"/bao-cao/yeu-cau/{request.pk}/"] * 2
    assert (request.document, request.agencies_document) == (ministry, own)
    another = client.post(url, sent | form_of(client.get(url)))
    assert another.context["form"].errors == {
        "year": ["Năm này đã có yêu cầu báo cáo; hãy mở yêu cầu đó để sửa."]
    }
    assert ReportRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"document": ["Chọn văn bản của Bộ hoặc văn bản của Sở gửi các cơ quan."]}),
        (
            {"due_on": "15/01/2020", "agencies_document": "412/SNV-CCVC"},
            {"document": ["Chọn văn bản ấn định hạn này."]},
        ),
        (
            {
                "document": "28/BNV-CCVC",
                "due_on": "15/01/2020",
                "agencies_document": "412/SNV-CCVC",
                "agencies_due_on": "16/01/2020",
            },
            {"agencies_due_on": ["Hạn các cơ quan gửi không được sau hạn báo cáo Bộ."]},
        ),
        (
            {"document": "99/BNV"},
            {
                "document": [
                    "Không có văn bản nào khớp; kiểm tra lại số, ký hiệu, hoặc ghi văn bản trước."
                ]
            },
        ),
    ],
)
def test_wrong_input_stays_at_its_place(client, ministry, own, typed, errors):
    url = reverse("report-request-create")
    page = client.post(url, form_of(client.get(url), year="2019", **typed))
    assert page.context["form"].errors == errors
    assert ReportRequest.objects.count() == 0


def test_a_report_takes_everything_from_its_request(client, asked):
    url = reverse("report-create")
    page = client.get(url)
    form = page.context["form"]
    assert form.of_request == ["request"]
    assert form["request"].value() == asked.pk
    sent = form_of(
        page, request=asked.pk, year="2019", period_kind="calendar", title="Thực hiện Đề án"
    )
    client.post(url, sent)
    report = Report.objects.get()
    assert (report.request, *columns(report)) == (
        asked,
        "28/BNV-CCVC",
        date(2020, 1, 3),
        "báo cáo Đề án",
        date(2020, 1, 15),
    )
    paper = words(client.get(reverse("report-detail", args=[report.pk])))
    assert "Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ về việc báo cáo Đề án" in paper


def test_the_request_of_another_year_is_refused_at_its_place(client, asked):
    url = reverse("report-create")
    page = client.get(url)
    sent = form_of(page, request=asked.pk, year="2018", period_kind="calendar", title="Đề án")
    errors = client.post(url, sent).context["form"].errors
    assert errors == {"request": ["Báo cáo này của năm 2018, không phải 2019."]}


def test_a_round_takes_letter_and_due_day_of_the_agencies(client, asked):
    url = reverse("round-create")
    page = client.get(url)
    form = page.context["form"]
    assert (form["request"].value(), form["due_on"].value()) == (asked.pk, date(2019, 12, 20))
    assert "request_number" not in form.fields
    sent = form_of(
        page,
        request=asked.pk,
        title="Tự kiểm tra năm 2019",
        period_start="01/01/2019",
        period_end="31/12/2019",
        due_on="20/12/2019",
    )
    client.post(url, sent)
    round = Round.objects.get()
    assert (round.request, round.request_number, round.request_date) == (
        asked,
        "412/SNV-CCVC",
        date(2019, 10, 9),
    )


def test_without_a_request_the_letter_is_typed_as_before(client):
    form = client.get(reverse("report-create")).context["form"]
    assert form.of_request == [
        "request_number",
        "request_date",
        "request_title",
        "request_due_on",
    ]
    assert "request" not in client.get(reverse("round-create")).context["form"].fields


def a_round(cast, asked):
    round, _ = plan_round(
        by=cast.specialist,
        at=DAY,
        title="Tự kiểm tra năm 2019",
        period_start=date(2019, 1, 1),
        period_end=date(2019, 12, 31),
        due_on=date(2019, 12, 20),
        request=asked,
    )
    return round


def test_what_stands_on_a_request_follows_its_correction(cast, client, asked, ministry):
    report, round = make_report(cast, request=asked), a_round(cast, asked)
    update_document(ministry, by=cast.specialist, seen_version=1, number="29/BNV-CCVC")
    url = reverse("report-request-update", args=[asked.pk])
    sent = form_of(
        client.get(url),
        document="29/BNV-CCVC",
        due_on="20/01/2020",
        agencies_document="412/SNV-CCVC",
        agencies_due_on="24/12/2019",
    )
    for _ in range(2):
        assert client.post(url, sent)["Location"] == f"/bao-cao/yeu-cau/{asked.pk}/"
    report.refresh_from_db()
    round.refresh_from_db()
    assert (report.request_number, report.request_due_on) == ("29/BNV-CCVC", date(2020, 1, 20))
    assert round.due_on == date(2019, 12, 24)
    for row in (report, round):
        assert [line.label for line in Change.objects.of(row)][-1] == "Theo yêu cầu báo cáo đã sửa"
        assert row.version == 2


def test_what_went_up_and_what_is_closed_does_not_follow(cast, asked):
    report, round = make_report(cast, request=asked), a_round(cast, asked)
    Report.objects.update(state="submitted")
    Round.objects.update(state="closed")
    update_request(asked, by=cast.specialist, seen_version=1, due_on=date(2020, 1, 20))
    report.refresh_from_db()
    round.refresh_from_db()
    assert (report.version, report.request_due_on, round.version) == (1, date(2020, 1, 15), 1)


def test_the_second_of_two_people_sees_both_letters(cast, client, asked):
    url = reverse("report-request-update", args=[asked.pk])
    sent = form_of(client.get(url), document="28/BNV-CCVC", due_on="17/01/2020")
    update_request(asked, by=cast.manager, seen_version=1, due_on=date(2020, 1, 20))
    page = client.post(url, sent)
    assert ("Hạn báo cáo Bộ", "20/01/2020", "17/01/2020") in page.context["form"].lost.texts
    assert client.post(url, form_of(page, **sent | form_of(page))).status_code == 302


def test_pages_and_due_days_lead_back_to_the_request(cast, client, asked):
    url = reverse("report-request-detail", args=[asked.pk])
    tasks = tasks_of(cast.specialist, date(2020, 1, 10))
    before = [task for task in tasks if task.whose_url == url]
    assert [(task.what, task.whose, task.due) for task in before] == [
        ("Lập báo cáo năm 2019 gửi Bộ Nội vụ", "Trả lời 28/BNV-CCVC", date(2020, 1, 15))
    ]
    form = client.get(before[0].url).context["form"]
    assert (form["year"].value(), form["request"].value()) == (2019, asked.pk)
    report, round = make_report(cast, request=asked), a_round(cast, asked)
    tasks = tasks_of(cast.specialist, date(2020, 1, 10))
    assert [task.due for task in tasks if task.whose_url == url] == [date(2020, 1, 15)]
    assert [task for task in tasks if task.url == before[0].url] == []
    for name, row in (("report-detail", report), ("round-detail", round)):
        assert f'href="{url}"' in client.get(reverse(name, args=[row.pk])).content.decode()
    page = client.get(url).content.decode()
    for link in (reverse("report-detail", args=[report.pk]), f"/tu-kiem-tra/{round.pk}/"):
        assert f'href="{link}"' in page
    assert "15/01/2020" in page
    assert "20/12/2019" in page


def test_the_due_day_of_the_office_says_nothing_they_may_not_open(cast, asked):
    make_report(cast, request=asked)
    Report.objects.update(state="approved")
    tasks = tasks_of(cast.department_registrar, date(2020, 1, 10))
    assert [(task.whose, task.whose_url) for task in tasks if task.whose] == [
        ("Trả lời 28/BNV-CCVC", "")
    ]


def test_an_outline_names_the_request_that_brought_it_and_takes_its_letter(cast, client, asked):
    first = Outline.objects.get()
    url = reverse("outline-create", args=[first.pk])
    page = client.post(url, form_of(client.get(url), name="Mới", starts_on="01/01/2020"))
    assert page.context["form"].errors == {"basis": ["Ghi căn cứ của đề cương."]}
    sent = form_of(page, name="Mới", starts_on="01/01/2020", request=asked.pk)
    client.post(url, sent)
    made = Outline.objects.exclude(pk=first.pk).get()
    assert (made.request, made.basis) == (
        asked,
        "Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ",
    )
    request_url = reverse("report-request-detail", args=[asked.pk])
    outline_url = reverse("outline-detail", args=[made.pk])
    assert f'href="{outline_url}"' in client.get(request_url).content.decode()
    assert f'href="{request_url}"' in client.get(outline_url).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_list_and_page_take_as_many_queries_for_one_as_for_thirty(
    cast, client, asked, ministry, count, django_assert_num_queries
):
    for year in range(2020, 2019 + count):
        record_request(by=cast.specialist, year=year, document=ministry)
    a_round(cast, asked)
    with django_assert_num_queries(5):
        client.get(reverse("report-request-list"))
    with django_assert_num_queries(8):
        client.get(reverse("report-request-detail", args=[asked.pk]))
