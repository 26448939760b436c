"""Too many wrong passwords: who guesses is stopped, and nobody is kept out by another."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.people.actions import link_from_server
from tests.portal.test_sign_in import OTHER, person, set_password, sign_in

__all__ = ["person"]

WRONG = "không phải mật khẩu"
TOO_OFTEN = ["Sai quá nhiều lần. Chờ ít phút rồi thử lại, hoặc đăng nhập từ máy bạn vẫn dùng."]


def fail(times: int, login: str = "specialist", client: Client | None = None, **extra):
    """That many wrong passwords; the words of the last answer."""
    for _ in range(times):
        response = sign_in(login, WRONG, client, **extra)
    return response.context["form"].non_field_errors()


def is_refused(login: str = "specialist", client: Client | None = None, **extra) -> bool:
    """Whether the right password is refused as too many tries; nothing else would refuse it."""
    response = sign_in(login, client=client, **extra)
    if response.status_code == 302:
        return False
    assert response.context["form"].non_field_errors() == TOO_OFTEN
    return True


def test_after_five_wrong_passwords_the_right_one_waits_too(person):
    fail(5)
    assert is_refused()
    with time_machine.travel(timezone.localtime() + timedelta(minutes=6)):
        assert not is_refused()


def test_right_passwords_are_not_counted(person):
    for _ in range(8):
        assert sign_in("specialist").status_code == 302


def test_wrong_passwords_from_elsewhere_keep_nobody_out(person):
    for host in range(3):
        assert fail(6, REMOTE_ADDR=f"198.51.100.{host}") == TOO_OFTEN
    assert not is_refused(REMOTE_ADDR="10.1.1.2")


def test_one_address_that_tries_all_day_keeps_nobody_out_elsewhere(person, settings):
    numbers = settings.ACCOUNT_RATE_LIMITS
    assert numbers["login_failed"] == "5/5m/key,20/d/key"
    assert numbers["login_failed_account"] == "100/d/key"
    settings.ACCOUNT_RATE_LIMITS = numbers | {
        "login_failed": "5/5m/key,10/d/key",
        "login_failed_account": "20/d/key",
    }
    for step in range(5):
        with time_machine.travel(timezone.localtime() + step * timedelta(minutes=6)):
            fail(5, REMOTE_ADDR="198.51.100.7")
    assert is_refused(REMOTE_ADDR="198.51.100.7")
    assert not is_refused(REMOTE_ADDR="10.1.1.2")


def test_an_office_behind_one_address_signs_in_within_a_minute(person):
    assert fail(6, "khong-co-ai") == TOO_OFTEN
    for _ in range(40):
        fail(1, "ban-cung-phong-go-nham")
        assert not is_refused()


def test_another_port_in_the_host_is_no_other_account(person):
    for port in range(8000, 8006):
        said = fail(1, HTTP_HOST=f"testserver:{port}")
    assert said == TOO_OFTEN


def test_another_spelling_is_no_other_account(person):
    for login in ("specialist", " Specialist", "SPECIALIST ", "specialisT", "Specialist"):
        fail(1, login)
    assert is_refused()


def test_a_browser_that_knows_its_person_is_held_up_by_nobody(person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "login_failed_account": "8/d/key",
        "login_failed_address": "8/10m/key",
    }
    known = Client()
    sign_in("specialist", client=known)
    known.post(reverse("account_logout"))
    fail(6)  # from the same address
    for host in range(3):  # and from others, until the account's brake holds
        fail(5, REMOTE_ADDR=f"198.51.100.{host}")
    assert is_refused(REMOTE_ADDR="10.1.1.2")
    assert not is_refused(client=known)


def test_a_browser_that_knows_its_person_has_a_count_of_its_own(cast, person):
    known = Client()
    sign_in("specialist", client=known)
    known.post(reverse("account_logout"))
    assert fail(11, client=known) == TOO_OFTEN
    assert is_refused(client=known)
    # Nobody else's account is known to it.
    assert fail(6, "operator", known) == TOO_OFTEN


def test_one_password_tried_on_everybody_meets_the_brake_of_the_address(person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "login_failed_address": "10/10m/key"
    }
    for number in range(10):
        fail(1, f"khong-co-{number}")
    assert is_refused()
    assert not is_refused(REMOTE_ADDR="10.1.1.2")


def test_the_brake_of_an_account_holds_new_browsers_from_everywhere(person, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "login_failed_account": "8/d/key"
    }
    for host in range(8):
        fail(1, REMOTE_ADDR=f"198.51.100.{host}")
    with time_machine.travel(timezone.localtime() + timedelta(hours=23)):
        assert is_refused(REMOTE_ADDR="10.1.1.2")
    with time_machine.travel(timezone.localtime() + timedelta(hours=25)):
        assert not is_refused(REMOTE_ADDR="10.1.1.2")


def test_whoever_opens_their_link_begins_anew(cast, person, settings):
    fail(6)
    assert is_refused()
    assert set_password(Client(), link_from_server(person), OTHER).status_code == 302
    assert sign_in("specialist", OTHER).status_code == 302


def test_without_a_proxy_a_forged_address_does_not_help(person, settings):
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == settings.PROXY_COUNT == 0
    for number in range(5):
        fail(1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert is_refused(HTTP_X_FORWARDED_FOR="10.0.0.99")


def test_behind_one_proxy_the_address_it_saw_counts(person, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        # The visitor writes the first address, our proxy adds the last.
        fail(1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.5")
    assert is_refused(HTTP_X_FORWARDED_FOR="10.0.0.99, 203.0.113.5")
    assert not is_refused(HTTP_X_FORWARDED_FOR="203.0.113.6")
