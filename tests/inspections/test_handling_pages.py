"""Handlings through the browser: a finding is answered, confirmed, returned, its file opened."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from inspections.handlings import workflow as handling_flow
from inspections.handlings.models import Handling, HandlingState
from inspections.visits import workflow as visit_flow
from tayninh_portal.models import Change, FileOpening
from tayninh_portal.storage import read_file
from tests.doing import do
from tests.inspections.answering import (
    NOW,
    confirmed_handling,
    finding,
    form,
    handling,
    handling_form,
    text_of,
)
from tests.inspections.implementing import upload
from tests.inspections.visiting import draft, violation

pytestmark = pytest.mark.once

LIST = "/kiem-tra/xu-ly/"


@pytest.fixture(autouse=True)
def _clock(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def url_of(name: str, made: Handling) -> str:
    return reverse(f"handling-{name}", args=[made.pk])


def test_the_agency_answers_on_the_page_of_the_visit_and_the_department_confirms(cast):
    about = finding(cast)
    visit = reverse("visit-detail", args=[about.visit_id])
    create = reverse("handling-create", args=[about.pk])
    head = cast.client("head_a")
    page = text_of(head.get(visit))
    assert "Kiến nghị: nhắc nhở miệng" in page
    assert 'Xử lý: <span class="muted">chưa có kết quả</span>' in page
    assert f'href="{create}"' in page
    answer = head.post(
        create,
        handling_form(
            "remind_written",
            decision_number="15/SXD-VP",
            decision_date="19/7/2019",
            signer="Giám đốc",
            upload=upload(),
        ),
        follow=True,
    )
    made = Handling.objects.get()
    assert answer.redirect_chain == [(url_of("detail", made), 302)]
    assert "Sở Nội vụ xác nhận xong thì được tính là đã xử lý." in text_of(answer)
    client = cast.client("specialist")
    assert "Số 15/SXD-VP ngày 19/7/2019" in text_of(client.get(url_of("detail", made)))
    button = {"seen_version": 1, "client_id": str(uuid4())}
    answer = client.post(url_of("confirm", made), button, follow=True)
    assert "Đã xác nhận; kết quả được tính là đã xử lý." in text_of(answer)
    again = client.post(url_of("confirm", made), button)
    assert (again.status_code, again["Location"]) == (302, url_of("detail", made))
    assert Change.objects.of(made).count() == 2
    page = text_of(head.get(visit))
    assert f'<a href="{url_of("detail", made)}">nhắc nhở bằng văn bản</a>' in page
    assert f'href="{create}"' not in page


def test_a_wrong_form_keeps_what_was_typed_and_asks_for_the_file_again(cast):
    create = reverse("handling-create", args=[finding(cast).pk])
    typed = handling_form("reprimand", decision_number="", signer="Giám đốc", upload=upload())
    answer = cast.client("clerk_a").post(create, typed)
    shown = answer.context["form"]
    assert shown.errors == {
        "decision_number": ["Kỷ luật phải có số và ngày quyết định."],
        "upload": ["Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này."],
    }
    assert (shown["signer"].value(), shown["starts_on"].value()) == ("Giám đốc", "19/7/2019")
    answer = cast.client("clerk_a").post(create, handling_form("remind_oral", starts_on="hôm qua"))
    assert list(answer.context["form"].errors) == ["starts_on"]
    assert Handling.objects.count() == 0


def test_the_forms_on_offer_are_those_of_the_person_and_the_day(cast):
    def offered(**changes) -> list[str]:
        page = cast.client("clerk_a").get(
            reverse("handling-create", args=[finding(cast, **changes).pk])
        )
        field = page.context["form"].fields["form"]
        return sorted(row.code for row in field._rows.values() if row.is_discipline)

    assert offered(person_kind="civil_servant") == [
        "dismissal",
        "reprimand",
        "salary_cut",
        "warning",
    ]
    assert "demotion" in offered(person_kind="civil_servant", is_leader=True)
    assert offered(person_kind="official") == ["recall", "removal", "reprimand", "warning"]
    assert offered(person_kind="contract") == []
    assert offered(unit=True) == []
    page = cast.client("clerk_a").get(reverse("handling-create", args=[finding(cast).pk]))
    assert "by_authority" not in [
        row.code for row in page.context["form"].fields["form"]._rows.values()
    ]


def test_a_double_click_says_that_it_is_saved_already(cast):
    create = reverse("handling-create", args=[finding(cast).pk])
    client, given = cast.client("clerk_a"), handling_form()
    client.post(create, given)
    assert "Kết quả này đã được lưu trước đó." in text_of(client.post(create, given, follow=True))
    assert Handling.objects.count() == 1


def test_the_second_of_two_people_is_told_and_keeps_what_he_typed(cast):
    about = finding(cast)
    create = reverse("handling-create", args=[about.pk])
    cast.client("head_a").post(create, handling_form())
    answer = cast.client("clerk_a").post(create, handling_form("criticism", signer="Phó Giám đốc"))
    assert answer.context["form"].non_field_errors() == [
        "Nội dung này đã có kết quả xử lý; sửa kết quả đó thay cho ghi kết quả thứ hai."
    ]
    assert answer.context["form"]["signer"].value() == "Phó Giám đốc"
    # Coming anew they are shown the one that is there.
    shown = cast.client("clerk_a").get(create)
    assert shown["Location"] == url_of("detail", Handling.objects.get())


def test_the_second_of_two_corrections_keeps_what_was_typed(cast):
    made = handling(cast)
    url = url_of("update", made)
    first = handling_form("criticism", seen_version=1)
    assert cast.client("head_a").post(url, first).status_code == 302
    answer = cast.client("clerk_a").post(url, handling_form("record", seen_version=1))
    assert answer.context["form"].non_field_errors() == [
        "Bản ghi này đã được người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn còn dưới đây; "
        "hãy đối chiếu rồi lưu lại."
    ]
    assert answer.context["form"]["form"].value() == str(form("record").pk)


def test_a_returned_result_shows_why_and_is_sent_again(cast):
    made = handling(cast)
    client = cast.client("specialist")
    answer = client.post(url_of("return", made), {"seen_version": 1, "note": ""})
    assert list(answer.context["form"].errors) == ["note"]
    client.post(url_of("return", made), {"seen_version": 1, "note": "Ghi số văn bản."})
    clerk = cast.client("clerk_a")
    assert "Ghi số văn bản." in text_of(clerk.get(url_of("update", made)))
    answer = clerk.post(url_of("update", made), handling_form("criticism", seen_version=2))
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.state, made.form.code) == (HandlingState.ENTERED, "criticism")


def test_it_is_withdrawn_and_reopened_with_a_reason(cast):
    made = handling(cast)
    note = {"seen_version": 1, "note": "Nhầm nội dung."}
    answer = cast.client("clerk_a").post(url_of("withdraw", made), note, follow=True)
    assert "Đã rút kết quả; có thể ghi kết quả khác." in text_of(answer)
    done = confirmed_handling(cast)
    note = {"seen_version": 2, "note": "Nhầm hình thức."}
    answer = cast.client("manager").post(url_of("reopen", done), note, follow=True)
    assert "không được tính cho đến khi xác nhận lại" in text_of(answer)


def test_what_changed_since_it_was_read_is_not_confirmed(cast):
    made = handling(cast)
    do(
        handling_flow.UPDATE,
        Handling.objects.get(),
        by=cast.head_a,
        at=NOW,
        seen_version=1,
        form=form("record"),
    )
    client = cast.client("specialist")
    assert client.post(url_of("confirm", made), {"seen_version": 1}).status_code == 409
    assert client.post(url_of("confirm", made)).status_code == 409
    assert Handling.objects.get().state == HandlingState.ENTERED


def test_what_the_law_no_longer_allows_is_told_above_the_page(cast):
    given = {"decision_number": "15/QĐ", "decision_date": NOW.date(), "signer": "Giám đốc"}
    made = handling(cast, form=form("reprimand"), **given)
    type(made.finding).objects.filter(pk=made.finding_id).update(person_kind="contract")
    answer = cast.client("specialist").post(
        url_of("confirm", made), {"seen_version": 1}, follow=True
    )
    assert "không áp dụng cho người lao động hợp đồng." in text_of(answer)
    assert Handling.objects.get().state == HandlingState.ENTERED


# --- who ---------------------------------------------------------------------


def test_a_deed_that_is_not_open_is_grey_with_its_reason(cast):
    page = text_of(cast.client("specialist_b").get(url_of("detail", handling(cast))))
    assert "Chỉ thành viên Tổ kiểm tra, chuyên viên phụ trách cơ quan" in page


def test_an_agency_never_sees_what_another_decided(cast):
    made, about_b = handling(cast), finding(cast, "b")
    client = cast.client("clerk_b")
    assert client.get(url_of("detail", made)).status_code == 404
    assert client.get(reverse("handling-create", args=[made.finding_id])).status_code == 404
    assert client.post(url_of("file", made)).status_code == 404
    assert [row.pk for row in client.get(LIST).context["page"]] == [about_b.pk]


def test_the_province_sees_what_is_confirmed_and_not_what_waits(cast):
    waiting, done = handling(cast), confirmed_handling(cast)
    client = cast.client("leader")
    assert client.get(url_of("detail", waiting)).status_code == 404
    assert client.get(url_of("detail", done)).status_code == 200
    shown = {line.finding.pk: line.handling for line in client.get(LIST).context["table"].lines}
    assert shown == {waiting.finding_id: None, done.finding_id: done}


OPENERS = {
    "clerk_a": 200,
    "head_a": 200,
    "specialist": 200,
    "manager": 200,
    "specialist_b": 403,
    "leader": 403,
    "clerk_b": 404,
    "operator": 403,
    "visitor": 302,
}


@pytest.mark.parametrize(("who", "status"), OPENERS.items())
def test_the_file_is_for_the_agency_and_its_judges_and_each_opening_stays(cast, who, status):
    made = confirmed_handling(cast, upload=upload())
    answer = cast.client(who).post(url_of("file", made))
    assert answer.status_code == status
    opened = list(FileOpening.objects.values_list("by__username", flat=True))
    if status == 200:
        assert (answer.content, opened) == (read_file(made.file), [who])
        assert answer["Content-Disposition"] == 'attachment; filename="ket-qua-xu-ly.pdf"'
        assert answer["Cache-Control"] == "private, no-store"
    else:
        assert opened == []


def test_the_department_reads_who_opened_the_file_and_others_do_not(cast):
    made = confirmed_handling(cast, upload=upload())
    cast.client("head_a").post(url_of("file", made))
    assert "09:00 ngày 19/7/2019, Minh họa head_a" in text_of(
        cast.client("specialist").get(url_of("detail", made))
    )
    assert "Các lần mở tệp" not in text_of(cast.client("clerk_a").get(url_of("detail", made)))
    assert cast.client("specialist").get(url_of("file", made)).status_code == 405


# --- the list ----------------------------------------------------------------


def listed(cast, who: str, **asked) -> list[int]:
    return [row.pk for row in cast.client(who).get(LIST, asked).context["page"]]


def test_the_list_has_what_was_recommended_or_decided_and_is_filtered(cast):
    silent = finding(cast, recommended_handling=None)
    entered, done = handling(cast), confirmed_handling(cast)
    at_b = finding(cast, "b", unit=True, day=NOW.date())
    violation(cast, draft(cast), recommended_handling=form("record"))
    assert listed(cast, "specialist") == [at_b.pk, done.finding_id, entered.finding_id]
    handling(cast, silent)
    assert silent.pk in listed(cast, "specialist")
    assert listed(cast, "specialist", state="none") == [at_b.pk]
    assert listed(cast, "specialist", state="confirmed") == [done.finding_id]
    assert listed(cast, "specialist", q="so y te") == [at_b.pk]
    assert listed(cast, "specialist", subject="unit") == [at_b.pk]
    assert listed(cast, "specialist", since="06/7/2019") == [at_b.pk]
    assert listed(cast, "specialist", agency=cast.b.pk) == [at_b.pk]
    assert listed(cast, "specialist_b", mine="on") == [at_b.pk]
    assert listed(cast, "specialist", sort="-agency")[0] == at_b.pk
    assert listed(cast, "clerk_b") == [at_b.pk]
    assert listed(cast, "leader", state="entered") == []


def test_the_list_is_taken_away_as_it_is_shown_without_a_papers_number(cast):
    paper = {"decision_number": "15/SXD", "decision_date": NOW.date(), "signer": "Giám đốc"}
    handling(cast, form=form("remind_written"), **paper)
    finding(cast, "b")
    answer = cast.client("clerk_a").get(LIST, {"xuat": "csv"})
    lines = b"".join(answer.streaming_content).decode().split("\r\n")
    assert lines[1:] == [
        "05/7/2019,Sở Xây dựng,Đi muộn,Công chức,Nhắc nhở miệng,Nhắc nhở bằng văn bản,"
        "Chờ xác nhận,",
        "",
    ]


def test_an_empty_list_says_why(cast):
    assert "Chưa có kiến nghị xử lý nào" in text_of(cast.client("clerk_a").get(LIST))
    page = text_of(cast.client("clerk_a").get(LIST, {"state": "entered"}))
    assert "Không có kiến nghị nào khớp bộ lọc" in page


@pytest.mark.parametrize("rows", [2, 30])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    for number in range(rows):
        about = finding(cast)
        if number % 2 == 0:
            handling(cast, about)
    client = cast.client("clerk_a")
    # session, account, posts; what it took over; count, findings; handlings; which of them the
    # person may answer
    with django_assert_num_queries(10):
        answer = client.get(LIST)
    assert len(answer.context["page"].object_list) == min(rows, 25)


@pytest.mark.parametrize("rows", [2, 30])
def test_a_visit_shows_its_answers_in_the_same_queries_for_any_number_of_findings(
    cast, rows, django_assert_num_queries
):
    visit = draft(cast, at=NOW)
    made = [violation(cast, visit, at=NOW, remedy_due_on=NOW.date()) for _ in range(rows)]
    visit = do(visit_flow.CONCLUDE, visit, by=cast.manager, at=NOW, conclusion="Tốt.")
    for about in made[::2]:
        handling(cast, type(about).objects.get(pk=about.pk))
    client = cast.client("clerk_a")
    # session, account, posts; visit, members; findings with their handlings; what the agency took
    # over; which handlings the person sees; remedies; what they may answer, and report; timeline;
    # papers
    with django_assert_num_queries(13):
        answer = client.get(reverse("visit-detail", args=[visit.pk]))
    assert text_of(answer).count("Báo cáo khắc phục") == rows


def test_a_version_of_thousands_of_digits_is_no_version(cast):
    made = confirmed_handling(cast)
    typed = {"seen_version": "9" * 5000, "note": "Nhập sai ngày"}
    answer = cast.client("manager").post(url_of("reopen", made), typed)
    assert list(answer.context["form"].errors) == ["seen_version"]
