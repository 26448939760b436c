"""Setting a password: by an invitation, by a reset, by changing it."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.people.actions import link_from_server, set_active, update_account
from tayninh_portal.models import Mail
from tests.fixtures.mails import work
from tests.portal.test_sign_in import OTHER, PASSWORD, is_in, person, set_password, sign_in

__all__ = ["person"]


def test_an_invitation_sets_the_password_once(cast):
    link = link_from_server(cast.operator)
    assert link.startswith("http://localhost:8000/tai-khoan/dat-mat-khau/")
    client = Client()
    response = set_password(client, link, PASSWORD)
    assert response["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in("operator").status_code == 302
    assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()


@pytest.mark.parametrize(
    "password",
    [
        "muoi mot ch",
        "123456789012345",
        "password1234",
        "minh hoa operator",
        "matkhau12345",
        "Mật khẩu 2026",
        "Tayninh@2026",
        "T@yNinh#123456",
        "SoNoiVu.TayNinh",
        "UBND tỉnh Tây Ninh 1976",
        "quantri@congvu99",
        "aaaaaaaaaaaaaaaa",
    ],
)
def test_a_weak_password_is_refused_and_the_link_lives_on(cast, password):
    link = link_from_server(cast.operator)
    response = set_password(Client(), link, password)
    assert response.status_code == 200
    assert response.context["form"].errors["password1"]
    assert not cast.fresh("operator").has_usable_password()
    assert set_password(Client(), link, PASSWORD).status_code == 302


def test_a_link_dies_after_three_days(cast):
    link = link_from_server(cast.operator)
    with time_machine.travel(timezone.localtime() + timedelta(days=3, minutes=1)):
        assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()


def test_a_link_dies_when_the_person_signs_in_meanwhile(cast, person):
    link = link_from_server(person)
    sign_in("specialist")
    assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()


def test_the_key_does_not_stay_in_the_address_of_the_form(cast):
    link = link_from_server(cast.operator)
    response = Client().get(urlsplit(link).path)
    assert response["Location"].endswith("-set-password/")


def test_the_key_is_not_in_the_logs(cast, caplog):
    path = urlsplit(link_from_server(cast.operator)).path
    with caplog.at_level(logging.DEBUG):
        Client().get(path, follow=True)
    key = path.rstrip("/").split("-", 1)[1]
    assert key not in caplog.text


def test_a_person_resets_his_password_by_mail(person, letters):
    response = Client().post(reverse("account_reset_password"), {"email": "Chuyenvien@example.vn"})
    assert response["Location"] == reverse("account_reset_password_done")
    (message,) = letters()
    assert message["To"] == "chuyenvien@example.vn"
    link = re.search(r"https?://\S+", message.get_content())[0]
    assert set_password(Client(), link, OTHER).status_code == 302
    assert sign_in("specialist").status_code == 200
    assert sign_in("specialist", OTHER).status_code == 302


def test_an_unknown_address_is_told_the_same_and_gets_no_mail(person, letters):
    response = Client().post(reverse("account_reset_password"), {"email": "ai-do@example.vn"})
    assert response["Location"] == reverse("account_reset_password_done")
    assert letters() == []


def test_a_locked_account_gets_no_reset_mail(cast, person, letters):
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc", second=cast.manager)
    Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    assert letters() == []


def ask_for_a_reset():
    """Ask for a link by mail; gives the answer."""
    return Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})


def opens(link: str) -> bool:
    """Whether a link still leads to the form that sets a password."""
    return (
        "không còn dùng được" not in Client().get(urlsplit(link).path, follow=True).content.decode()
    )


def test_too_many_resets_from_one_address_are_stopped_with_a_page(person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reset_password": "5/m/ip"}
    for _ in range(5):
        assert ask_for_a_reset().status_code == 302
    response = ask_for_a_reset()
    assert response.status_code == 429
    assert "Thử lại sau ít phút" in response.content.decode()


def test_whoever_asks_an_account_gets_one_mail_in_a_quarter_of_an_hour(person, letters):
    """The attack: ask again and again, so that the mailbox fills and no link lives."""
    for _ in range(5):
        answer = ask_for_a_reset()
        assert answer["Location"] == reverse("account_reset_password_done")
    (letter,) = letters()
    first = re.search(r"https?://\S+", letter.get_content())[0]
    ask_for_a_reset()
    assert letters() == []
    assert opens(first)
    with time_machine.travel(timezone.localtime() + timedelta(minutes=16)):
        ask_for_a_reset()
        (letter,) = letters()
        assert not opens(first)
        assert opens(re.search(r"https?://\S+", letter.get_content())[0])


def test_the_reset_mail_is_sent_by_a_worker_and_not_by_the_request(person, mail_server):
    assert ask_for_a_reset().status_code == 302
    assert (Mail.objects.get().state, mail_server.received) == ("waiting", [])
    work()
    assert (Mail.objects.get().state, len(mail_server.received)) == ("sent", 1)


def test_a_newer_link_makes_the_older_void(cast):
    older = link_from_server(cast.operator)
    newer = link_from_server(cast.operator)
    assert (opens(older), opens(newer)) == (False, True)


def test_a_link_from_before_a_lock_stays_void_after_it(cast, person):
    link = link_from_server(person)
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc", second=cast.manager)
    set_active(
        cast.fresh("specialist"), by=cast.admin, active=True, note="Đi làm lại", second=cast.manager
    )
    assert not opens(link)


def test_an_old_address_opens_nothing_once_it_was_changed(cast, person, letters):
    Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    link = re.search(r"https?://\S+", letters()[0].get_content())[0]
    EmailAddress.objects.create(user=person, email="chuyenvien@example.vn", primary=True)
    update_account(
        cast.fresh("specialist"),
        by=cast.admin,
        full_name="Minh họa specialist",
        email="moi@example.vn",
        phone="",
        second=cast.manager,
    )
    assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()
    assert sign_in("chuyenvien@example.vn").context["form"].errors
    Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    # Of the change: a warning to the address that was left, a notice to the new one; no link.
    assert [letter["To"] for letter in letters()] == ["chuyenvien@example.vn", "moi@example.vn"]
    assert sign_in("moi@example.vn").status_code == 302


def test_who_has_no_password_is_told_so_instead_of_an_error(cast):
    answer = cast.client("operator").get(reverse("account_change_password"))
    assert answer.status_code == 403
    assert "chưa có mật khẩu" in answer.content.decode()
    assert cast.client("operator").get(reverse("account_reauthenticate")).status_code < 500


def test_changing_the_password_keeps_this_session_and_ends_the_others(person):
    here, elsewhere = Client(), Client()
    sign_in("specialist", client=here)
    sign_in("specialist", client=elsewhere)
    data = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert (is_in(here), is_in(elsewhere)) == (True, False)


def test_the_old_password_is_asked_for(person):
    client = Client()
    sign_in("specialist", client=client)
    data = {"oldpassword": "không phải", "password1": OTHER, "password2": OTHER}
    response = client.post(reverse("account_change_password"), data)
    assert response.context["form"].errors == {"oldpassword": ["Mật khẩu đang dùng không đúng."]}
