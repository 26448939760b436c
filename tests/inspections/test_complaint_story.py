"""The story of a complaint through the browser's own requests."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from inspections.complaints.models import Complaint
from inspections.complaints.receipt import update_complaint
from inspections.identities.models import Identity, IdentityReading
from inspections.visits.actions.rows import write_sources
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import (
    ADDRESS,
    CONTENT,
    MASKED,
    NAME,
    PHONE,
    RECEIVED_AT,
    SECRETS,
    SUMMARY,
    answered,
    classified,
    handed,
    in_state,
    log,
)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(moment(2019, 7, 12), tick=False):
        yield


def receipt(**fields) -> dict[str, str]:
    return {
        "client_id": str(uuid4()),
        "caller_name": NAME,
        "caller_phone": "0912 345 678",
        "caller_address": ADDRESS,
        "content": CONTENT,
        "subject_agency": "so xay dung",
        "summary": SUMMARY,
        "channel": "phone",
        "external_code": "",
        "received_at": "08/7/2019",
        "received_time": "9:30",
        **fields,
    }


def test_an_operator_logs_hands_on_answers_and_closes(cast):
    operator, clerk = cast.client("operator"), cast.client("clerk_a")

    response = operator.post("/duong-day-nong/ghi-nhan/", receipt())
    complaint = Complaint.objects.get()
    page = f"/duong-day-nong/{complaint.pk}/"
    assert response.url == f"{page}phieu-tiep-nhan/"
    assert complaint.received_at == moment(2019, 7, 8, 9, 30)
    assert complaint.code in operator.get(response.url).content.decode()
    assert clerk.get(page).status_code == 404

    response = operator.post(
        f"{page}phan-loai/", {"seen_version": 1, "classification": "conduct"}, follow=True
    )
    assert response.redirect_chain == [(page, 302)]
    response = operator.post(
        f"{page}giao-xu-ly/",
        {
            "seen_version": 2,
            "to": "Sở Xây dựng",
            "letter_number": "12/SNV",
            "letter_date": "09/7/2019",
        },
    )
    assert response.url == page

    shown = clerk.get(page).content.decode()
    assert SUMMARY in shown and "12/SNV ngày 09/7/2019" in shown
    assert [secret for secret in SECRETS if secret in shown] == []
    assert complaint.code not in shown and cast.operator.full_name not in shown
    response = clerk.post(
        f"{page}bao-cao-ket-qua/",
        {"seen_version": 3, "reply": "Đã chấn chỉnh bộ phận một cửa.", "replied_on": "10/7/2019"},
    )
    assert response.url == page

    response = operator.post(
        f"{page}tra-loi/",
        {
            "seen_version": 4,
            "answer": "Hồ sơ đã được trả.",
            "answered_on": "11/7/2019",
            "answer_number": "",
        },
    )
    assert response.url == page
    response = operator.post(f"{page}ket-thuc/", {"seen_version": 5, "note": ""})
    assert response.url == page

    complaint.refresh_from_db()
    assert complaint.state == "closed"
    assert (complaint.handed_to, complaint.handed_on) == (cast.a, date(2019, 7, 9))
    assert (complaint.agency_replied_on, complaint.answered_on, complaint.handled_on) == (
        date(2019, 7, 10),
        date(2019, 7, 11),
        date(2019, 7, 12),
    )
    lines = Change.objects.of(complaint)
    assert [line.action for line in lines] == [
        "create",
        "classify",
        "hand_on",
        "reply",
        "answer",
        "close",
    ]
    assert [line.by for line in lines] == [cast.operator] * 3 + [cast.clerk_a] + [cast.operator] * 2


def test_a_wrong_receipt_comes_back_with_what_was_typed(cast):
    typed = receipt(
        caller_phone="12", subject_agency="khong co", summary="", received_at="32/7/2019"
    )
    response = cast.client("operator").post("/duong-day-nong/ghi-nhan/", typed)
    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == {"subject_agency", "summary", "received_at"}
    assert (form["content"].value(), form["caller_name"].value()) == (CONTENT, NAME)
    assert CONTENT in response.content.decode() and 'value="khong co"' in response.content.decode()
    assert Complaint.objects.count() == Identity.objects.count() == 0


def test_a_rule_of_the_domain_lands_at_its_field(cast):
    client = cast.client("operator")
    response = client.post("/duong-day-nong/ghi-nhan/", receipt(caller_phone="12"))
    assert set(response.context["form"].errors) == {"caller_phone"}
    response = client.post("/duong-day-nong/ghi-nhan/", receipt(subject_agency="Sở Nội vụ"))
    assert set(response.context["form"].errors) == {"reserved_for"}
    response = client.post("/duong-day-nong/ghi-nhan/", receipt(received_at="13/7/2019"))
    assert set(response.context["form"].errors) == {"received_at"}
    assert Complaint.objects.count() == 0


def test_the_operator_is_asked_for_the_caller_or_his_choice(cast):
    client, none = (
        cast.client("operator"),
        dict.fromkeys(("caller_name", "caller_phone", "caller_address"), ""),
    )
    response = client.post("/duong-day-nong/ghi-nhan/", receipt(**none))
    assert set(response.context["form"].errors) == set(none)
    response = client.post("/duong-day-nong/ghi-nhan/", receipt(**none, is_anonymous="on"))
    assert response.status_code == 302
    assert Complaint.objects.get().is_anonymous


def test_a_double_click_makes_one_complaint(cast):
    client, sent = cast.client("operator"), receipt()
    first = client.post("/duong-day-nong/ghi-nhan/", sent)
    second = client.post("/duong-day-nong/ghi-nhan/", sent)
    assert first.url == second.url
    assert Complaint.objects.count() == Identity.objects.count() == 1


def test_a_double_click_moves_once_and_says_nothing_strange(cast):
    complaint = answered(cast)
    client, url = cast.client("operator"), f"/duong-day-nong/{complaint.pk}/"
    sent = {"seen_version": complaint.version, "client_id": str(uuid4()), "note": ""}
    assert client.post(f"{url}ket-thuc/", sent).url == url
    assert client.post(f"{url}ket-thuc/", sent).url == url
    assert Change.objects.of(complaint).filter(action="close").count() == 1


def test_the_second_of_two_people_is_told_and_keeps_his_words(cast):
    complaint = handed(cast)
    url, sent = f"/duong-day-nong/{complaint.pk}/tra-loi/", {"answered_on": "11/7/2019"}
    cast.client("operator").post(url, {**sent, "seen_version": 3, "answer": "Lời của người trước"})
    response = cast.client("manager").post(
        url, {**sent, "seen_version": 3, "answer": "Lời của người sau"}
    )
    form = response.context["form"]
    assert form.non_field_errors() == [
        "Bản ghi này đã được người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn còn dưới đây; "
        "hãy đối chiếu rồi lưu lại.",
        # Saving again would not help: the complaint is answered.
        "Chỉ làm được khi phản ánh ở trạng thái “Đã phân loại”, “Đã giao xử lý”; "
        "phản ánh này đang ở “Đã trả lời”.",
    ]
    assert form["answer"].value() == "Lời của người sau"
    assert ("Nội dung đã trả lời", "Lời của người trước", "Lời của người sau") in form.lost.texts
    complaint.refresh_from_db()
    assert (complaint.answer, complaint.version) == ("Lời của người trước", 4)


def test_two_people_correcting_one_receipt_lose_nothing(cast):
    complaint = log(cast)
    update_complaint(
        Complaint.objects.get(), by=cast.manager, seen_version=1, summary="Của lãnh đạo"
    )
    url = f"/duong-day-nong/{complaint.pk}/sua/"
    typed = receipt(
        seen_version="1", summary="Của trực ban", caller_name="", caller_phone="", content=""
    )
    response = cast.client("operator").post(url, typed)
    form = response.context["form"]
    assert form["summary"].value() == "Của trực ban"
    assert len(form.non_field_errors()) == 1
    # Sent again after reading, it counts from the new version.
    assert form["seen_version"].value() == "2"
    response = cast.client("operator").post(url, {**typed, "seen_version": "2"})
    assert response.status_code == 302
    assert Complaint.objects.get().summary == "Của trực ban"


def test_a_correction_does_not_show_what_is_sealed(cast):
    complaint = log(cast)
    shown = cast.client("operator").get(f"/duong-day-nong/{complaint.pk}/sua/").content.decode()
    assert SUMMARY in shown
    assert [secret for secret in SECRETS if secret in shown] == []


def test_what_is_sealed_stands_on_no_page_and_in_no_log(cast, caplog):
    complaint = log(cast)
    url = f"/duong-day-nong/{complaint.pk}/"
    for who in ("operator", "manager", "specialist", "leader"):
        client = cast.client(who)
        pages = [client.get(path).content.decode() for path in (url, "/duong-day-nong/", "/")]
        pages.append(client.get("/tim-kiem/", {"q": "xay dung"}).content.decode())
        assert [s for s in SECRETS if any(s in page for page in pages)] == []
        assert (MASKED in pages[0]) == (who in ("operator", "manager"))
        # The summary is free text: it stands on the detail alone.
        assert [SUMMARY in page for page in pages] == [True, False, False, False]
    lines = " ".join(record.getMessage() for record in caplog.records)
    assert [secret for secret in (*SECRETS, SUMMARY) if secret in lines] == []


def test_the_identity_is_shown_once_for_a_reason_and_the_reading_is_listed(cast):
    complaint = log(cast)
    url = f"/duong-day-nong/{complaint.pk}/"
    operator = cast.client("operator")
    assert NAME not in operator.get(f"{url}danh-tinh/").content.decode()
    response = operator.post(f"{url}danh-tinh/", {"reason": "xem"})
    assert set(response.context["form"].errors) == {"reason"}
    assert NAME not in response.content.decode()
    assert IdentityReading.objects.count() == 0
    response = operator.post(f"{url}danh-tinh/", {"reason": "Gọi lại hỏi thêm chứng cứ"})
    shown = response.content.decode()
    assert [word in shown for word in (NAME, ADDRESS, PHONE, CONTENT)] == [True] * 4
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "Gọi lại hỏi thêm chứng cứ" in cast.client("manager").get(url).content.decode()
    assert "Gọi lại hỏi thêm chứng cứ" not in operator.get(url).content.decode()
    assert IdentityReading.objects.get().by == cast.operator


def test_messages_and_addresses_name_nobody(cast):
    response = cast.client("operator").post("/duong-day-nong/ghi-nhan/", receipt(), follow=True)
    said = [str(message) for message in response.context["messages"]]
    where = " ".join(url for url, _ in response.redirect_chain)
    assert [s for s in (*SECRETS, SUMMARY, Complaint.objects.get().code) if s in where] == []
    assert said == []


def test_an_agency_is_not_told_who_worked_on_it_before(cast):
    complaint = handed(cast)
    entries = cast.client("head_a").get(f"/duong-day-nong/{complaint.pk}/").context["entries"]
    assert [(entry.who, entry.text) for entry in entries] == [
        ("Cơ quan giao việc", "Giao cơ quan xử lý")
    ]


def test_a_merged_complaint_leads_to_the_one_that_is_counted(cast):
    first, second = log(cast), log(cast)
    response = cast.client("operator").post(
        f"/duong-day-nong/{second.pk}/gop/",
        {"seen_version": 1, "into": first.pk, "note": "Cùng một người gọi hai lần"},
    )
    assert response.status_code == 302
    assert list(Complaint.objects.counted()) == [first]
    detail = cast.client("operator").get(f"/duong-day-nong/{first.pk}/")
    assert list(detail.context["duplicates"]) == [second]


def test_passing_on_asks_number_and_day_of_the_letter(cast):
    complaint = classified(cast, "rules_other")
    url = f"/duong-day-nong/{complaint.pk}/chuyen/"
    sent = {"seen_version": 2, "to": "cong an tinh", "letter_number": "", "letter_date": ""}
    response = cast.client("operator").post(url, sent)
    assert set(response.context["form"].errors) == {"letter_number", "letter_date"}
    sent |= {"letter_number": "15/SNV", "letter_date": "09/7/2019"}
    assert cast.client("operator").post(url, sent).status_code == 302
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handled_on) == ("passed_on", date(2019, 7, 9))


def test_every_state_has_its_pages(cast):
    for state in (
        "received",
        "classified",
        "handed_on",
        "answered",
        "passed_on",
        "closed",
        "merged",
    ):
        complaint = in_state(cast, state)
        for who in ("operator", "manager", "specialist", "leader", "office_examiner"):
            response = cast.client(who).get(f"/duong-day-nong/{complaint.pk}/")
            assert (state, who, response.status_code) == (state, who, 200)
    assert RECEIVED_AT.date() == date(2019, 7, 8)


def test_the_visit_it_set_off_is_led_to(cast):
    complaint = log(cast)
    visit = Visit(
        agency=cast.a,
        day=date(2019, 7, 10),
        starts_at="08:00",
        cause="hotline",
        is_surprise=True,
    )
    behind = lambda made: write_sources(made, [complaint])  # noqa: E731
    visit, _ = records.create(visit, by=cast.specialist, own_rows=behind)
    path = f"/duong-day-nong/{complaint.pk}/"
    assert list(cast.client("specialist").get(path).context["visits"]) == [visit]
    # A draft of the Tổ is no business of the operator, nor of UBND tỉnh.
    assert list(cast.client("operator").get(path).context["visits"]) == []
    assert list(cast.client("leader").get(path).context["visits"]) == []


def test_a_second_complaint_with_one_1022_code_is_told_at_its_receipt(cast):
    operator = cast.client("operator")
    made = []
    for code in ("1022-77", "1022-78", "1022-77"):
        response = operator.post("/duong-day-nong/ghi-nhan/", receipt(external_code=code))
        made.append(Complaint.objects.latest("pk"))
    first, other, second = made
    page = operator.get(response.url).content.decode()
    assert f"phản ánh số {first.pk}</a>. Nếu là một việc" in page
    assert f"phản ánh số {other.pk}</a>" not in page
    for complaint in (other, first):
        page = operator.get(f"/duong-day-nong/{complaint.pk}/phieu-tiep-nhan/").content.decode()
        assert ("Mã 1022 này" in page) == (complaint == first)
    merge = {"seen_version": 1, "into": first.pk, "note": "Cùng một cuộc gọi (minh họa)."}
    operator.post(f"/duong-day-nong/{second.pk}/gop/", merge)
    second.refresh_from_db()
    assert second.merged_into == first
    page = operator.get(f"/duong-day-nong/{first.pk}/phieu-tiep-nhan/").content.decode()
    assert "Mã 1022 này" not in page
