"""What is typed and not sent: kept under its writer, encrypted, gone once it was sent."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.people.actions import end_appointment
from tayninh_portal.background import sweep_old_drafts
from tayninh_portal.drafts.store import (
    MOST_OF_A_WRITER,
    browser_key,
    save_draft,
    sweep_drafts,
    writer_tag,
)
from tayninh_portal.keyring import keyring
from tayninh_portal.lib.secrets import make_key
from tayninh_portal.models import Appointment, Change, Draft
from tests.inspections.visiting import draft as visit_draft

CREATE = "/kiem-tra/ghi-nhan/"
NAME = "Nguyễn Văn Minh Họa"
SAVE, STATE, LIST = reverse("draft-save"), reverse("draft-state"), reverse("draft-list")


def box(name, words, label="Địa điểm"):
    return {"name": name, "label": label, "values": [words], "choice": None}


def sheet(*boxes, page=CREATE, title="Ghi nhận lượt kiểm tra", files=()):
    stated = {"page": page, "title": title, "boxes": boxes, "files": files}
    return json.dumps(stated, ensure_ascii=False)


def save(cast, who, text=None, key=None, form=CREATE, **changes):
    """What the script sends while one types."""
    text = sheet(box("place", NAME)) if text is None else text
    sent = {"key": key or uuid4(), "writer": writer_tag(getattr(cast, who)), "form": form}
    return cast.client(who).post(SAVE, sent | {"sheet": text} | changes)


def kept(cast, who="specialist", **given) -> Draft:
    assert save(cast, who, **given).status_code == 200
    return Draft.objects.visible_to(getattr(cast, who)).unsent()[0]


# --- keeping -------------------------------------------------------------------------------------


def test_it_says_when_it_was_kept_and_writes_no_line_and_no_version(cast):
    visit = visit_draft(cast)
    lines = Change.objects.count()
    answer = save(cast, "specialist", form=reverse("visit-update", args=[visit.pk]))
    row = Draft.objects.get()
    at = timezone.localtime(row.saved_at)
    assert answer.json() == {"saved_at": f"{at:%H:%M}", "sent": False}
    assert (row.form, row.record) == ("visit-update", str(visit.pk))
    visit.refresh_from_db()
    assert (Change.objects.count(), visit.version) == (lines, 1)


def test_the_newest_takes_the_place_of_the_one_before(cast):
    key = uuid4()
    for words in ("Một", "Hai"):
        save(cast, "specialist", sheet(box("place", words)), key)
    assert Draft.objects.count() == 1
    stated = cast.client("specialist").get(STATE, {"form": CREATE}).json()["drafts"][CREATE]
    assert [(d["key"], d["boxes"][0]["values"]) for d in stated] == [(str(key), ["Hai"])]


def test_a_save_costs_the_same_whether_it_is_the_first_or_not(cast, django_assert_num_queries):
    client, key = cast.client("specialist"), uuid4()
    given = {"key": key, "writer": writer_tag(cast.specialist), "form": CREATE}
    client.post(SAVE, given | {"sheet": sheet()})
    with django_assert_num_queries(6):
        client.post(SAVE, given | {"sheet": sheet(box("place", "Hai"))})


def test_nothing_of_it_lies_in_the_database_in_clear(cast):
    kept(cast, title="Ghi nhận")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_draft")
        stored = str(cursor.fetchall())
    assert [word in stored for word in ("Minh", "place", "Ghi nhận")] == [False] * 3
    assert NAME in keyring().decrypt(Draft.objects.get().payload)


@pytest.mark.parametrize("name", ["password", "new_password1", "csrfmiddlewaretoken", "otp_code"])
def test_a_password_is_never_drafted(cast, name):
    row = kept(cast, text=sheet(box(name, "bí mật"), box("place", "Phòng 1")))
    boxes = json.loads(keyring().decrypt(row.payload))["boxes"]
    assert [b["name"] for b in boxes] == ["place"]


@pytest.mark.parametrize("form", ["/tai-khoan/dang-nhap/", "/tai-khoan/doi-mat-khau/", "/tra-cuu/"])
def test_forms_of_passwords_and_open_ones_are_never_drafted(cast, form):
    answer = save(cast, "specialist", form=form)
    assert (answer.status_code, answer.json()) == (
        422,
        {"reason": "Biểu mẫu này không giữ bản nháp."},
    )
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "javascript:1", ""])
def test_a_draft_leads_to_no_other_site(cast, page):
    assert save(cast, "specialist", sheet(page=page)).status_code == 422


@pytest.mark.parametrize("text", ["", "[]", "{", '{"page": "/"}', '{"page": "/", "boxes": 1}'])
def test_what_is_no_draft_is_refused(cast, text):
    answer = save(cast, "specialist", text)
    assert answer.status_code == 422
    assert answer.json()["reason"]


def test_one_megabyte_is_refused_with_a_sentence(cast):
    answer = save(cast, "specialist", sheet(box("place", "ă" * 500_000)))
    assert answer.status_code == 413
    assert answer.json()["reason"].startswith("Nội dung dài hơn 500 KB")
    assert Draft.objects.count() == 0


def test_one_more_than_a_person_can_oversee_is_refused_and_the_old_ones_still_save(cast):
    keys = [uuid4() for _ in range(MOST_OF_A_WRITER)]
    for key in keys:
        save_draft(by=cast.specialist, key=key, path=CREATE, text=sheet())
    answer = save(cast, "specialist")
    assert (answer.status_code, "Xóa bớt" in answer.json()["reason"]) == (409, True)
    assert save(cast, "specialist", key=keys[0]).status_code == 200


def test_too_many_saves_in_a_minute_wait(cast, monkeypatch):
    monkeypatch.setattr("tayninh_portal.drafts.views.SAVES_A_MINUTE", 2)
    assert [save(cast, "specialist").status_code for _ in range(3)] == [200, 200, 429]


def test_a_page_of_one_person_is_not_kept_by_the_session_of_another(cast):
    answer = save(cast, "manager", writer=writer_tag(cast.specialist))
    assert (answer.status_code, answer.json()["other"]) == (409, True)
    assert Draft.objects.count() == 0


def test_whose_session_is_over_is_told_so_in_json_and_as_a_page(cast):
    asked = {"headers": {"Accept": "application/json"}}
    answer = Client().post(SAVE, {}, **asked)
    assert (answer.status_code, answer.json()) == (401, {"reason": "Phiên làm việc đã hết hạn."})
    client = cast.client("specialist")
    client.session.flush()
    page = client.get(reverse("visit-list"), follow=True)
    assert page.redirect_chain[0][0].endswith("?next=/kiem-tra/&het-han=1")
    assert "Phiên làm việc đã hết hạn" in page.content.decode()
    fresh = Client().get(reverse("visit-list"), follow=True).content.decode()
    assert "đã hết hạn" not in fresh and "Trang bạn mở cần đăng nhập" in fresh


# --- whose ---------------------------------------------------------------------------------------


def test_nobody_but_its_writer_finds_it(cast):
    row = kept(cast)
    for who in ("manager", "admin", "specialist_b"):
        client = cast.client(who)
        assert client.get(STATE, {"form": CREATE}).json()["drafts"][CREATE] == []
        assert NAME not in client.get(LIST).content.decode()
        for name in ("draft-detail", "draft-delete"):
            assert client.get(reverse(name, args=[row.key])).status_code == 404


def test_two_people_may_have_one_key(cast):
    key = uuid4()
    for who in ("specialist", "manager"):
        assert save(cast, who, sheet(box("place", who)), key).status_code == 200
    assert Draft.objects.filter(key=key).count() == 2


def test_the_key_of_the_browser_is_each_persons_own_and_never_stored_by_it(cast):
    answers = {who: cast.client(who).get(STATE) for who in ("specialist", "manager")}
    keys = {who: answer.json()["key"] for who, answer in answers.items()}
    assert keys == {who: browser_key(getattr(cast, who)) for who in keys}
    assert len({*keys.values(), writer_tag(cast.specialist)}) == 3
    assert {len(bytes.fromhex(key)) for key in keys.values()} == {32}
    assert "no-store" in answers["manager"]["Cache-Control"]


def test_no_page_holds_the_key(cast):
    page = cast.client("specialist").get(CREATE).content.decode()
    assert writer_tag(cast.specialist) in page
    assert browser_key(cast.specialist) not in page


# --- sent ----------------------------------------------------------------------------------------


def test_a_form_that_was_sent_takes_its_draft_along_and_is_remembered(cast):
    visit = visit_draft(cast)
    url = reverse("visit-cancel", args=[visit.pk])
    row = kept(cast, form=url)
    sent = {"client_id": uuid4(), "seen_version": 1, "reason": "Hoãn", "draft_key": row.key}
    answer = cast.client("specialist").post(url, sent | {"note": "Hoãn đến quý sau"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.payload, row.sent_at is not None) == ("", True)
    # The browser that never heard the answer learns it.
    assert save(cast, "specialist", key=row.key, form=url).json()["sent"] is True
    assert Draft.objects.get().payload == ""


def test_a_form_sent_before_its_draft_arrived_is_remembered_too(cast):
    visit = visit_draft(cast)
    key, url = uuid4(), reverse("visit-cancel", args=[visit.pk])
    sent = {"client_id": uuid4(), "seen_version": 1, "draft_key": key, "note": "Hoãn"}
    cast.client("specialist").post(url, sent)
    assert save(cast, "specialist", key=key, form=url).json()["sent"] is True
    assert (Draft.objects.unsent().count(), Draft.objects.get().record) == (0, str(visit.pk))


def test_a_form_that_comes_back_keeps_its_draft(cast):
    visit = visit_draft(cast)
    url = reverse("visit-cancel", args=[visit.pk])
    row = kept(cast, form=url)
    answer = cast.client("specialist").post(url, {"seen_version": 1, "draft_key": row.key})
    assert (answer.status_code, Draft.objects.get().sent_at) == (200, None)


def test_a_form_whose_session_is_over_keeps_its_draft(cast):
    row = kept(cast)
    assert Client().post(CREATE, {"draft_key": row.key}).status_code == 302
    assert Draft.objects.get().sent_at is None


def test_anothers_draft_is_not_taken_along(cast):
    row, visit = kept(cast, "manager"), visit_draft(cast)
    sent = {"seen_version": 1, "note": "Hoãn", "draft_key": row.key}
    cast.client("specialist").post(reverse("visit-cancel", args=[visit.pk]), sent)
    row.refresh_from_db()
    assert row.sent_at is None


# --- found again ---------------------------------------------------------------------------------


def test_the_list_says_what_and_when_at_the_same_cost_for_many(cast, django_assert_num_queries):
    client = cast.client("specialist")
    kept(cast, text=sheet(box("place", NAME), title="Ghi nhận (Sở Y tế)"))
    client.get(LIST)
    with django_assert_num_queries(4):
        page = client.get(LIST).content.decode()
    assert ("Ghi nhận (Sở Y tế)" in page, f"Địa điểm: {NAME}" in page) == (True, True)
    for _ in range(29):
        save_draft(by=cast.specialist, key=uuid4(), path=CREATE, text=sheet())
    with django_assert_num_queries(4):
        client.get(LIST)


def test_the_words_are_there_when_the_post_is_lost(cast):
    row = kept(cast, text=sheet(box("place", NAME)))
    for post in Appointment.objects.filter(user=cast.specialist):
        end_appointment(
            post,
            by=cast.admin,
            second=cast.manager,
            ends_on=timezone.localdate() - timedelta(days=1),
        )
    client = cast.client("specialist")
    refused = client.get(CREATE)
    assert refused.status_code == 403
    assert reverse("draft-detail", args=[row.key]) in refused.content.decode()
    assert NAME in client.get(reverse("draft-detail", args=[row.key])).content.decode()


def test_the_words_are_there_when_the_record_was_closed(cast):
    visit = visit_draft(cast)
    url = reverse("visit-cancel", args=[visit.pk])
    row = kept(cast, form=url, text=sheet(box("note", "Hoãn vì mưa", "Lý do"), page=url))
    manager = cast.client("manager")
    assert manager.post(url, {"seen_version": 1, "note": "Lập nhầm"}).status_code == 302
    refused = cast.client("specialist").get(url)
    assert refused.status_code == 403
    assert reverse("draft-detail", args=[row.key]) in refused.content.decode()


def test_a_form_that_is_gone_with_an_update_says_so_and_shows_the_words(cast):
    row = kept(cast, text=sheet(box("place", NAME), page="/bieu-mau-cu/"))
    page = cast.client("specialist").get(reverse("draft-detail", args=[row.key])).content.decode()
    assert ("không còn trên cổng" in page, NAME in page) == (True, True)
    assert "Mở lại biểu mẫu</a>" not in page


def test_a_draft_no_key_opens_is_told_and_stands_in_nobodys_way(cast, settings):
    row = kept(cast)
    settings.FIELD_KEYS = [make_key()]
    client = cast.client("specialist")
    assert client.get(STATE, {"form": CREATE}).json()["drafts"][CREATE] == []
    assert "Không mở được" in client.get(LIST).content.decode()
    page = client.get(reverse("draft-detail", args=[row.key])).content.decode()
    assert "Khóa mã hóa của cổng đã đổi" in page


def test_a_new_key_takes_the_drafts_along(cast, settings, capsys):
    kept(cast)
    settings.FIELD_KEYS = [make_key(), *settings.FIELD_KEYS]
    call_command("rotate_keys")
    assert "Đã mã hóa lại 1 bản nháp, 0 bản nháp đã dùng khóa mới" in capsys.readouterr().out
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert NAME in keyring().decrypt(Draft.objects.get().payload)


def test_its_writer_lets_go_of_it_after_a_question(cast):
    row = kept(cast)
    client, url = cast.client("specialist"), reverse("draft-delete", args=[row.key])
    assert "không lấy lại được" in client.get(url).content.decode()
    assert Draft.objects.count() == 1
    assert client.post(url)["Location"] == LIST
    assert Draft.objects.count() == 0


def test_old_ones_are_swept_and_those_one_goes_on_with_are_not(cast, settings):
    settings.DRAFT_DAYS = 30
    now = timezone.now()
    for days in (31, 29):
        at = now - timedelta(days=days)
        save_draft(by=cast.specialist, key=UUID(int=days), path=CREATE, text=sheet(), at=at)
    assert sweep_drafts(at=now) == 1
    assert Draft.objects.get().key == UUID(int=29)
    Draft.objects.update(saved_at=now - timedelta(days=31))
    sweep_old_drafts()
    assert Draft.objects.count() == 0


def test_a_new_draft_sweeps_the_old_ones(cast):
    long_ago = timezone.now() - timedelta(days=400)
    save_draft(by=cast.manager, key=uuid4(), path=CREATE, text=sheet(), at=long_ago)
    row = kept(cast)
    assert list(Draft.objects.all()) == [row]


# --- the session ---------------------------------------------------------------------------------


def test_a_session_says_when_it_ends_and_is_prolonged(cast):
    client = cast.client("specialist")
    session = client.session.model.objects.get(session_key=client.session.session_key)
    session.expire_date = timezone.now() + timedelta(minutes=5)
    session.save()
    assert 290 < client.get(STATE).json()["ends_in"] <= 300
    answer = client.post(reverse("session-extend"))
    assert 3_590 < answer.json()["ends_in"] <= 3_600
    assert 3_590 < client.get(STATE).json()["ends_in"] <= 3_600


def test_signing_out_asks_where_something_was_not_sent(cast):
    client, url = cast.client("specialist"), reverse("account_logout")
    kept(cast)
    asked = client.post(url, follow=True)
    assert asked.redirect_chain == [(f"{url}?here=0", 302)]
    assert "Bạn có 01 bản nháp chưa gửi" in asked.content.decode()
    assert client.get(LIST).status_code == 200
    assert client.post(url, {"sure": 1}).status_code == 302
    assert client.get(LIST).status_code == 302
    assert Draft.objects.unsent().count() == 1


@pytest.mark.parametrize(("here", "asks"), [("2", True), ("", False), ("x", False), ("-1", False)])
def test_signing_out_asks_where_something_lies_in_the_browser_alone(cast, here, asks):
    answer = cast.client("specialist").post(reverse("account_logout"), {"here": here}, follow=True)
    assert ("02 bản nháp chỉ có trên máy này" in answer.content.decode()) == asks
    assert answer.context["user"].is_authenticated == asks
