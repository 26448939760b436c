"""The id of a form that was sent names the form and, hashed with the key, what stood in it."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory

from inspections.rounds.models import Round
from tayninh_portal.record_forms import client_id_of
from tayninh_portal.sent import id_of_sent, ids_of_form, words_sent

FORM, OTHER = uuid.uuid4(), uuid.uuid4()


def sent(text: str, form_id: uuid.UUID = FORM) -> uuid.UUID:
    return id_of_sent(form_id, QueryDict(text))


def test_the_same_form_with_the_same_content_has_one_id():
    assert sent("a=1&b=2&b=3") == sent("b=2&b=3&a=1") == id_of_sent(FORM, QueryDict("a=1&b=2&b=3"))
    assert sent("a=1&csrfmiddlewaretoken=x") == sent("a=1&csrfmiddlewaretoken=y")


@pytest.mark.parametrize("text", ["a=2", "a=1&b=", "b=1", "a=1&a=1", ""])
def test_other_content_has_another_id_of_the_same_form(text):
    low, high = ids_of_form(sent("a=1"))
    assert sent(text) != sent("a=1")
    assert low <= sent(text) <= high


def test_another_form_with_the_same_content_is_another():
    low, high = ids_of_form(sent("a=1"))
    assert not low <= sent("a=1", OTHER) <= high


def test_an_id_that_is_no_forms_stands_for_itself_alone():
    assert ids_of_form(FORM) == (FORM, FORM)


def test_another_file_of_the_same_name_and_size_is_other_content():
    def with_file(content: bytes) -> uuid.UUID:
        return id_of_sent(FORM, {"a": "1"}, {"upload": SimpleUploadedFile("a.pdf", content)})

    assert with_file(b"one") == with_file(b"one")
    assert with_file(b"one") != with_file(b"two")


def test_a_file_that_was_hashed_can_still_be_read():
    file = SimpleUploadedFile("a.pdf", b"one")
    id_of_sent(FORM, {}, {"upload": file})
    assert file.read() == b"one"


def test_who_does_not_hold_the_key_cannot_try_names_against_it(settings):
    before = sent("name=Nguyen+Van+A")
    settings.INDEX_KEY = "another-index-key-of-thirty-two-letters"
    assert sent("name=Nguyen+Van+A") != before


def test_form_and_request_come_to_the_same_id():
    request = RequestFactory().post("/", {"client_id": str(FORM), "note": "Ghi chú"})
    assert client_id_of(request) == id_of_sent(FORM, request.POST, request.FILES)


def round_form(**changed):
    return {
        "client_id": str(FORM),
        "title": "Đợt quý I",
        "period_start": "01/01/2020",
        "period_end": "31/3/2020",
        "due_on": "05/4/2020",
    } | changed


def test_a_form_shown_once_more_by_back_is_neither_dropped_nor_one_more_record_unasked(cast):
    client = cast.client("specialist")
    assert client.post("/tu-kiem-tra/lap-dot/", round_form()).status_code == 302
    page = client.post("/tu-kiem-tra/lap-dot/", round_form(title="Đợt quý I, sửa tên"))
    assert page.context["form"].non_field_errors() == [
        "Biểu mẫu này đã gửi một lần và đã lưu thành “Đợt quý I”; lần này nội dung khác nên chưa "
        "ghi gì thêm. Muốn sửa thì mở hồ sơ đã lưu; gửi lại lần nữa là ghi thêm một hồ sơ mới."
    ]
    assert 'value="Đợt quý I, sửa tên"' in page.content.decode()
    assert [row.title for row in Round.objects.all()] == ["Đợt quý I"]
    asked = page.context["form"]["client_id"].value()
    again = round_form(title="Đợt quý I, sửa tên", client_id=asked)
    assert client.post("/tu-kiem-tra/lap-dot/", again).status_code == 302
    assert {row.title for row in Round.objects.all()} == {"Đợt quý I", "Đợt quý I, sửa tên"}


def test_the_second_text_of_a_form_shown_by_back_is_shown_beside_the_first(cast):
    client = cast.client("specialist")
    client.post("/tu-kiem-tra/lap-dot/", round_form())
    made = Round.objects.get()
    sent = {"client_id": str(OTHER), "seen_version": made.version, "due_on": "05/4/2020"}
    update = f"/tu-kiem-tra/{made.pk}/sua/"
    assert client.post(update, sent | {"title": "Đợt một"}).status_code == 302
    assert client.post(update, sent | {"title": "Đợt một"}).status_code == 302
    page = client.post(update, sent | {"title": "Đợt hai"})
    assert page.context["form"].lost.compared == (("Tên đợt", "Đợt một", "Đợt hai"),)
    assert (Round.objects.get().title, Round.objects.get().version) == ("Đợt một", 2)


def test_pages_with_forms_about_a_record_are_not_kept_by_the_browser(cast):
    client = cast.client("specialist")
    client.post("/tu-kiem-tra/lap-dot/", round_form())
    assert "Cache-Control" not in client.get("/tu-kiem-tra/lap-dot/").headers
    update = f"/tu-kiem-tra/{Round.objects.get().pk}/sua/"
    assert "no-store" in client.get(update)["Cache-Control"]


def post(user, **typed):
    request = RequestFactory().post("/", typed)
    request.user, request.resolver_match = user, object()
    return request


def test_words_that_came_to_nothing_are_shown_to_who_typed_them(cast):
    request = post(cast.specialist, note="Nội dung đã gõ", number="12", day="05/7/2019")
    assert words_sent(request) == ["Nội dung đã gõ"]


def test_a_password_is_never_shown_again(cast):
    assert words_sent(post(cast.specialist, password="ba chữ cái", old_password="b c")) == []


def test_nothing_is_shown_to_a_visitor_or_of_an_address_that_leads_nowhere(cast):
    from django.contrib.auth.models import AnonymousUser

    assert words_sent(post(AnonymousUser(), note="Nội dung đã gõ")) == []
    lost = post(cast.specialist, note="Nội dung đã gõ")
    lost.resolver_match = None
    assert words_sent(lost) == []
