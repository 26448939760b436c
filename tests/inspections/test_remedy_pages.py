"""Remedies through the browser: reported, confirmed, returned; the list and what is to be done."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from inspections.people.contacts import contacts_of
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy, RemedyState
from tayninh_portal import records
from tayninh_portal.models import Change
from tayninh_portal.tasks import grouped_tasks
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.answering import (
    DUE,
    NOW,
    TODAY,
    confirmed_remedy,
    remedy,
    reported,
    text_of,
)

LIST = "/kiem-tra/khac-phuc/"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def url_of(name: str, made: Remedy) -> str:
    return reverse(f"remedy-{name}", args=[made.pk])


# The id a form was shown with: sent twice, it is one click too many.
FORM = "0b7c2f8e-8d0f-4b53-9b1e-6f1f5e0d7c11"


def typed(**changes) -> dict:
    return {"seen_version": 1, "done_on": "19/7/2019", "text": "Đã gắn đủ bảng tên."} | changes


def test_the_agency_reports_from_the_page_of_the_visit_and_the_department_confirms(cast):
    made = remedy(cast)
    head = cast.client("head_a")
    visit = reverse("visit-detail", args=[made.finding.visit_id])
    page = text_of(head.get(visit))
    assert f'<a href="{url_of("detail", made)}">hạn 05/8/2019</a>' in page
    assert f'href="{url_of("report", made)}"' in page
    answer = head.post(url_of("report", made), typed(), follow=True)
    assert answer.redirect_chain == [(url_of("detail", made), 302)]
    assert "Đã gửi báo cáo khắc phục; Sở Nội vụ sẽ xác nhận." in text_of(answer)
    client = cast.client("specialist")
    assert "Đã gắn đủ bảng tên." in text_of(client.get(url_of("detail", made)))
    button = {"seen_version": 2, "client_id": FORM}
    answer = client.post(url_of("confirm", made), button, follow=True)
    assert "nội dung được tính là đã khắc phục" in text_of(answer)
    again = client.post(url_of("confirm", made), button)
    assert (again.status_code, again["Location"]) == (302, url_of("detail", made))
    assert Change.objects.of(made).count() == 3
    assert "hạn 05/8/2019</a>, xong ngày 19/7/2019" in text_of(head.get(visit))


def test_a_wrong_form_keeps_what_was_typed(cast):
    made = remedy(cast)
    answer = cast.client("clerk_a").post(url_of("report", made), typed(done_on="", text="Đã sơn."))
    assert answer.context["form"].errors == {"done_on": ["Ghi ngày khắc phục xong."]}
    assert answer.context["form"]["text"].value() == "Đã sơn."
    answer = cast.client("clerk_a").post(url_of("report", made), typed(done_on="20/7/2019"))
    assert answer.context["form"].errors == {
        "done_on": ["Ngày khắc phục xong chưa đến; chỉ báo cáo việc đã làm."]
    }
    assert Remedy.objects.get().state == RemedyState.OPEN


def test_a_double_click_reports_once_and_a_correction_reports_again(cast):
    made = remedy(cast)
    client = cast.client("clerk_a")
    for _ in range(2):
        answer = client.post(url_of("report", made), typed(client_id=FORM))
        assert answer["Location"] == url_of("detail", made)
    assert Change.objects.of(made).count() == 2
    client.post(url_of("report", made), typed(seen_version=2, text="Đã gắn thêm phòng 12."))
    made.refresh_from_db()
    assert (made.version, made.text) == (3, "Đã gắn thêm phòng 12.")


def test_the_second_of_two_people_is_told_and_keeps_what_he_typed(cast):
    made = remedy(cast)
    cast.client("head_a").post(url_of("report", made), typed())
    answer = cast.client("clerk_a").post(url_of("report", made), typed(text="Lời của tôi"))
    assert answer.context["form"].non_field_errors() == [
        "Bản ghi này đã được người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn còn dưới đây; "
        "hãy đối chiếu rồi lưu lại."
    ]
    assert answer.context["form"]["text"].value() == "Lời của tôi"
    page = text_of(answer)
    assert '<td data-label="Đang lưu">Đã gắn đủ bảng tên.</td>' in page
    assert '<td data-label="Bạn nhập">Lời của tôi</td>' in page
    assert "<li>Báo cáo khắc phục, 09:00 ngày 19/7/2019</li>" in page
    # Read and sent once more, the form stands on what is stored.
    again = typed(text="Lời của tôi", seen_version=answer.context["form"]["seen_version"].value())
    assert cast.client("clerk_a").post(url_of("report", made), again).status_code == 302
    assert Remedy.objects.get().text == "Lời của tôi"


def test_ones_own_second_window_is_told_apart_from_somebody_else(cast):
    made, client = remedy(cast), cast.client("clerk_a")
    client.post(url_of("report", made), typed(client_id=FORM))
    answer = client.post(url_of("report", made), typed(text="Từ cửa sổ thứ hai"))
    assert answer.context["form"].non_field_errors() == [
        "Bạn đã lưu bản ghi này từ một cửa sổ khác, hoặc ở cửa sổ này trước khi bấm quay lại. "
        "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi gửi lại."
    ]
    assert Remedy.objects.get().text == "Đã gắn đủ bảng tên."


def test_a_returned_report_shows_why(cast):
    made = reported(cast)
    client = cast.client("specialist")
    answer = client.post(url_of("return", made), {"seen_version": 2, "note": ""})
    assert list(answer.context["form"].errors) == ["note"]
    note = {"seen_version": 2, "note": "Còn thiếu phòng 12."}
    assert client.post(url_of("return", made), note).status_code == 302
    clerk = cast.client("clerk_a")
    for name in ("detail", "report"):
        assert "Còn thiếu phòng 12." in text_of(clerk.get(url_of(name, made)))
    assert clerk.post(url_of("report", made), typed(seen_version=3)).status_code == 302
    made.refresh_from_db()
    assert made.state == RemedyState.REPORTED


def test_a_confirmed_remedy_is_reopened_with_a_reason(cast):
    made = confirmed_remedy(cast)
    note = {"seen_version": 3, "note": "Bảng tên lại thiếu."}
    answer = cast.client("manager").post(url_of("reopen", made), note, follow=True)
    assert "chưa được tính là đã khắc phục cho đến khi xác nhận lại" in text_of(answer)
    assert Remedy.objects.get().state == RemedyState.RETURNED


def test_an_agency_never_sees_what_another_has_to_put_right(cast):
    made, own = remedy(cast), remedy(cast, "b")
    client = cast.client("clerk_b")
    for name in ("detail", "report", "return"):
        assert client.get(url_of(name, made)).status_code == 404
    assert list(client.get(LIST).context["page"]) == [own]


def test_who_took_it_over_sees_it_without_the_old_bodys_visit(cast):
    made = remedy(cast)
    made = records.amend(made, {"receiver": cast.b}, by=cast.admin, at=NOW, seen_version=1)
    page = text_of(cast.client("clerk_b").get(url_of("detail", made)))
    assert ("Báo cáo khắc phục" in page, "Sở Xây dựng" in page) == (True, True)
    assert reverse("visit-detail", args=[made.finding.visit_id]) not in page
    assert "Báo cáo khắc phục" not in text_of(cast.client("clerk_a").get(url_of("detail", made)))


# --- the list ----------------------------------------------------------------


def listed(cast, who: str, **asked) -> list[int]:
    return [row.pk for row in cast.client(who).get(LIST, asked).context["page"]]


def test_it_is_filtered_by_agency_state_and_last_day(cast):
    first = remedy(cast, remedy_due_on=date(2019, 7, 18))
    second, at_b = reported(cast), remedy(cast, "b", remedy_due_on=date(2019, 9, 1))
    assert listed(cast, "specialist") == [at_b.pk, second.pk, first.pk]
    assert listed(cast, "specialist", state="overdue") == [first.pk]
    assert listed(cast, "specialist", state="reported") == [second.pk]
    assert listed(cast, "specialist", state="open") == [at_b.pk, first.pk]
    assert listed(cast, "specialist", q="so y te") == [at_b.pk]
    assert listed(cast, "specialist", agency=cast.b.pk) == [at_b.pk]
    page = cast.client("specialist").get(LIST, {"agency": cast.b.pk}).content.decode()
    assert re.findall(r'<span class="muted">([^<:]+: [^<]+)</span><input type="hidden"', page) == [
        "Cơ quan: Sở Y tế"
    ]
    assert listed(cast, "specialist", since="05/8/2019", until="05/8/2019") == [second.pk]
    assert listed(cast, "specialist_b", mine="on") == [at_b.pk]
    assert listed(cast, "specialist", sort="due")[0] == first.pk
    assert listed(cast, "specialist", sort="-agency")[0] == at_b.pk
    assert listed(cast, "clerk_a") == [second.pk, first.pk]


def test_the_list_is_taken_away_as_it_is_shown(cast):
    confirmed_remedy(cast)
    remedy(cast, "b")
    answer = cast.client("clerk_a").get(LIST, {"xuat": "csv"})
    lines = b"".join(answer.streaming_content).decode().split("\r\n")
    assert lines[1:] == [
        '"Thiếu bảng tên, chức danh",Sở Xây dựng,,05/7/2019,05/8/2019,19/7/2019,Đã khắc phục,',
        "",
    ]


def test_an_empty_list_says_why(cast):
    assert "Chưa có nội dung nào phải khắc phục" in text_of(cast.client("clerk_a").get(LIST))
    page = text_of(cast.client("clerk_a").get(LIST, {"state": "overdue"}))
    assert "Không có nội dung nào khớp bộ lọc" in page


def test_the_three_lists_lead_to_one_another(cast):
    client = cast.client("clerk_a")
    for url in ("/kiem-tra/", "/kiem-tra/xu-ly/", LIST):
        page = text_of(client.get(url))
        tabs = page[page.index('<nav class="switch"') :].split("</nav>")[0]
        assert [
            f'href="{there}"' in tabs for there in ("/kiem-tra/", "/kiem-tra/xu-ly/", LIST)
        ] == [True] * 3
        assert f'href="{url}" aria-current="true"' in tabs


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    for _ in range(rows):
        remedy(cast)
    client = cast.client("clerk_a")
    # session, account, posts; what the agency took over; count, remedies
    with django_assert_num_queries(7):
        answer = client.get(LIST)
    assert len(answer.context["page"].object_list) == min(rows, 25)


# --- work --------------------------------------------------------------------


def tasks_of(cast, who: str, today: date = TODAY) -> list[tuple[str, str, date | None, str]]:
    groups = grouped_tasks(cast.fresh(who), today)
    return [
        (t.what, t.whose, t.due, t.url)
        for _, tasks in groups
        for t in tasks
        if "hắc phục" in t.what
    ]


def test_the_agency_has_a_line_with_the_last_day(cast):
    made = remedy(cast)
    what = "Khắc phục: Thiếu bảng tên, chức danh"
    line = (what, "Sở Xây dựng", DUE, url_of("detail", made))
    assert tasks_of(cast, "clerk_a") == tasks_of(cast, "head_a") == [line]
    assert tasks_of(cast, "clerk_b") == []
    made = do(remedy_flow.REPORT, made, by=cast.clerk_a, at=NOW, done_on=TODAY, text="Đã gắn.")
    assert tasks_of(cast, "clerk_a") == []
    do(remedy_flow.RETURN, made, by=cast.manager, at=NOW, note="Còn thiếu.")
    assert [line[0] for line in tasks_of(cast, "clerk_a")] == [f"Khắc phục tiếp{what[9:]}"]


def test_the_department_has_what_waits_and_what_is_overdue_by_agency(cast):
    made = reported(cast)
    remedy(cast)
    waiting = ("Xác nhận 01 nội dung đã khắc phục", "Sở Xây dựng", None, f"{LIST}?state=reported&agency={cast.a.pk}")  # noqa: E501  # fmt: skip
    overdue = ("Đôn đốc 01 nội dung quá hạn khắc phục", "Sở Xây dựng", DUE, f"{LIST}?state=overdue&agency={cast.a.pk}")  # noqa: E501  # fmt: skip
    assert tasks_of(cast, "specialist") == [waiting]
    assert tasks_of(cast, "specialist", DUE) == [waiting]
    assert tasks_of(cast, "specialist", date(2019, 8, 6)) == [overdue, waiting]
    assert tasks_of(cast, "specialist_b", date(2019, 8, 6)) == []
    assert tasks_of(cast, "manager", date(2019, 8, 6)) == []
    cast.a.assignments.update(ends_on=date(2019, 7, 1))
    for who in ("manager", "specialist"):  # who was on the visits
        assert tasks_of(cast, who, date(2019, 8, 6)) == [overdue, waiting]
    assert tasks_of(cast, "specialist_b", date(2019, 8, 6)) == []
    do(remedy_flow.CONFIRM, made, by=cast.manager, at=NOW)
    assert tasks_of(cast, "manager") == []


def test_what_urging_leads_to_names_whom_to_call_for_the_department_alone(cast):
    remedy(cast)
    with time_machine.travel(moment(2019, 8, 6), tick=False):
        (line,) = tasks_of(cast, "specialist", date(2019, 8, 6))
        pages = {who: text_of(cast.client(who).get(line[3])) for who in ("specialist", "leader")}
        everywhere = text_of(cast.client("specialist").get(LIST))
        cast.clerk_a.appointments.all().delete()
        cast.head_a.appointments.all().delete()
        nobody = text_of(cast.client("specialist").get(line[3]))
    called = "Liên hệ: Cán bộ đầu mối Minh họa clerk_a; Thủ trưởng cơ quan Minh họa head_a."
    assert called in pages["specialist"]
    assert "Liên hệ" not in pages["leader"] + everywhere
    assert "Minh họa clerk_a" not in pages["leader"] + everywhere
    assert "Cơ quan này chưa có thủ trưởng hoặc cán bộ đầu mối trên cổng." in nobody


def test_a_unit_without_people_is_reached_through_the_body_above(cast):
    found = contacts_of([cast.a_unit, cast.b], reader=cast.specialist, on=TODAY)
    assert [post.user for post in found[cast.a_unit.pk]] == [cast.clerk_a, cast.head_a]
    assert [post.user for post in found[cast.b.pk]] == [cast.clerk_b, cast.head_b]
    assert contacts_of([cast.a], reader=cast.admin, on=TODAY) == {}


def test_the_manager_extends_on_a_page_of_its_own_and_the_agency_sees_the_new_day(cast):
    made = remedy(cast)
    manager = cast.client("manager")
    detail, extend = url_of("detail", made), url_of("extend", made)
    assert f'href="{extend}"' in text_of(manager.get(detail))
    assert "Hạn hiện nay</dt><dd>05/8/2019" in text_of(manager.get(extend))
    given = {"seen_version": 1, "client_id": FORM, "due_on": "01/8/2019", "note": "Chờ kinh phí."}
    wrong = manager.post(extend, given)
    assert wrong.context["form"].errors == {
        "due_on": ["Hạn mới phải sau hạn hiện nay (05/8/2019)."]
    }
    for _ in range(2):
        answer = manager.post(extend, given | {"due_on": "20/8/2019"})
        assert answer["Location"] == detail
    assert Change.objects.of(made).count() == 2
    clerk = cast.client("clerk_a")
    page = text_of(clerk.get(detail))
    assert "Hạn ghi khi kiểm tra 05/8/2019" in page
    assert "Dời hạn từ 05/8/2019 đến 20/8/2019. Chờ kinh phí." in page
    assert "timeline-states" not in page
    assert f'href="{extend}"' not in page
    assert '20/8/2019 <span class="muted">(đã gia hạn)</span>' in text_of(clerk.get(LIST))


def test_a_reported_remedy_offers_no_extension(cast):
    made = reported(cast)
    assert url_of("extend", made) not in text_of(cast.client("manager").get(url_of("detail", made)))


def test_a_button_pressed_too_late_leads_back_to_the_record(cast):
    made = reported(cast)
    cast.client("manager").post(url_of("confirm", made), {"seen_version": 2})
    answer = cast.client("specialist").post(url_of("confirm", made), {"seen_version": 2})
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "<p>Hồ sơ này đã được người khác sửa sau khi bạn mở trang.</p>" in page
    assert f'href="{url_of("detail", made)}">Mở lại hồ sơ</a>' in page
    assert "bạn nhập" not in page


def test_where_it_can_no_longer_be_done_the_text_comes_back_however_often_it_is_sent(cast):
    made = reported(cast)
    do(remedy_flow.CONFIRM, made, by=cast.manager, at=NOW)
    client, late = cast.client("clerk_a"), typed(seen_version=made.version, text="Lời của tôi")
    for _ in range(2):
        answer = client.post(url_of("report", made), late)
        form = answer.context["form"]
        assert (answer.status_code, form["text"].value()) == (200, "Lời của tôi")
        assert "Nội dung này đã được xác nhận là đã khắc phục." in form.non_field_errors()
        late = late | {name: form[name].value() for name in ("seen_version", "client_id")}
    assert Remedy.objects.get().state == RemedyState.CONFIRMED


@pytest.mark.parametrize("seen", ["", "abc", "0"])
def test_a_spoiled_form_says_so(cast, seen):
    answer = cast.client("clerk_a").post(url_of("report", remedy(cast)), typed(seen_version=seen))
    assert answer.context["form"].errors == {
        "seen_version": ["Biểu mẫu đã hỏng; hãy mở lại trang rồi nhập lại."]
    }
