"""The second factor over HTTP: what a code opens and what not, of whom it is demanded."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import get_resolver, reverse
from django.utils import timezone

from inspections.identities.models import IdentityReading
from inspections.people.actions import link_from_server
from reports.issuing.workflow import REPORTS
from tayninh_portal.access import Role, protected_roles
from tayninh_portal.lib.secrets import make_key
from tayninh_portal.models import Appointment, Notice, SignInEvent, User
from tayninh_portal.second_factor.demanded import OPEN
from tests.inspections.complaint_story import log
from tests.look.test_account_pages import ENGLISH, words
from tests.portal.factors import ASKED, add_app, code, codes_on, come_to_the_code, with_app, wrong
from tests.portal.test_sign_in import (
    LOGIN,
    OTHER,
    PASSWORD,
    PUBLIC,
    addresses,
    is_in,
    person,
    set_password,
    sign_in,
)
from tests.reports.issuing import signed

__all__ = ["person"]

INDEX, HOME = reverse("mfa_index"), reverse("home")
AGAIN = reverse("mfa_reauthenticate")
PROTECTED = {
    "specialist",
    "manager",
    "operator",
    "province_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "admin",
    "department_registrar",
}


@pytest.fixture
def everybody(cast, person) -> None:
    """All of the cast can sign in."""
    User.objects.update(password=person.password)


@pytest.fixture
def demanded(settings, everybody) -> None:
    """As in production."""
    settings.SECOND_FACTOR = True


def told() -> list[str]:
    return list(SignInEvent.objects.order_by("pk").values_list("kind", flat=True))


def later(**how):
    return time_machine.travel(timezone.localtime() + timedelta(**how))


# --- signing in ----------------------------------------------------------------------------------


def test_after_the_password_the_code_is_asked_and_opens_once(person):
    _, secret, _ = with_app()
    with later(minutes=3):
        client, thief = come_to_the_code(), come_to_the_code()
        assert not is_in(client)
        good = code(secret)
        assert client.post(ASKED, {"code": good}).status_code == 302
        assert is_in(client)
        # Read over the shoulder: the same code is good for nothing more, as long as it lives.
        assert thief.post(ASKED, {"code": good}).status_code == 200
    with later(minutes=3, seconds=31):
        assert come_to_the_code().post(ASKED, {"code": good}).status_code == 200
        assert not is_in(thief)
    assert told() == [
        "signed_in",
        "factor_added",
        "factor_used",
        "signed_in",
        "factor_wrong",
        "factor_wrong",
    ]
    kinds = Notice.objects.filter(user=person).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["factor", "device"]


def test_who_stops_at_the_code_can_sign_in_as_another(everybody):
    with_app()
    client = come_to_the_code()
    assert client.get(LOGIN)["Location"] == ASKED
    assert client.post(reverse("account_logout"), {"next": LOGIN})["Location"] == LOGIN
    assert sign_in("nobody", PASSWORD, client)["Location"] == HOME


def test_a_recovery_code_opens_once_and_its_holder_is_told(person):
    _, _, spare = with_app()
    assert len(set(spare)) == 10
    assert come_to_the_code().post(ASKED, {"code": spare[3]})["Location"] == HOME
    assert come_to_the_code().post(ASKED, {"code": spare[3]}).status_code == 200
    assert told()[-3:] == ["code_used", "signed_in", "factor_wrong"]
    assert Notice.objects.filter(user=person, kind="factor").count() == 2


def test_recovery_codes_are_shown_once_and_made_anew(person):
    client, _, spare = with_app()
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert [one for one in spare if one in shown] == []
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))
    new = codes_on(client.get(reverse("mfa_view_recovery_codes")))
    assert (len(new), set(new) & set(spare)) == (10, set())
    assert come_to_the_code().post(ASKED, {"code": spare[0]}).status_code == 200
    assert "codes_made" in told()


def test_wrong_codes_are_counted_and_the_right_one_waits_too(person):
    _, secret, _ = with_app()
    client = come_to_the_code()
    for _ in range(5):
        client.post(ASKED, {"code": wrong(secret)})
    refused = client.post(ASKED, {"code": code(secret)})
    # Not that a browser which knows its holder could go on: codes are counted by account alone.
    assert refused.context["form"].errors["code"] == ["Sai quá nhiều lần. Chờ ít phút rồi thử lại."]
    assert told()[2:] == ["factor_wrong"] * 5 + ["refused"]
    with later(minutes=6):
        assert come_to_the_code().post(ASKED, {"code": code(secret)}).status_code == 302


def test_whoever_opens_their_link_has_all_tries_of_the_code_again(cast, person):
    """Who knows the password uses up the tries of the code; the holder changes the password."""
    _, secret, _ = with_app()
    thief = come_to_the_code()
    for _ in range(5):
        thief.post(ASKED, {"code": wrong(secret)})
    set_password(Client(), link_from_server(person), OTHER)
    client = Client()
    sign_in("specialist", OTHER, client)
    assert client.post(ASKED, {"code": code(secret)}).status_code == 302


def test_secrets_lie_encrypted_and_go_over_to_a_new_key(person, settings):
    _, secret, spare = with_app()
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert [said for said in (secret, *spare) if said in kept] == []
    settings.FIELD_KEYS = [make_key(), *settings.FIELD_KEYS]
    call_command("rotate_keys")
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    with later(minutes=3):
        assert come_to_the_code().post(ASKED, {"code": code(secret)}).status_code == 302
    assert come_to_the_code().post(ASKED, {"code": spare[0]}).status_code == 302


# --- of whom it is demanded ----------------------------------------------------------------------


def test_it_is_demanded_of_who_reads_identities_certifies_approves_numbers_or_administers():
    assert set(Role) - protected_roles() == {Role.OFFICE_EXAMINER}


@pytest.mark.parametrize("name", [*sorted(PROTECTED), "office_examiner", "nobody"])
def test_a_protected_role_is_led_to_set_one_up(cast, demanded, name):
    answer = cast.client(name).get(HOME)
    led = answer.status_code == 302 and answer["Location"] == INDEX
    assert led == (name in PROTECTED)


def test_where_it_is_off_nobody_is_led_anywhere(cast):
    assert {cast.client(name).get(HOME).status_code for name in PROTECTED} == {200}


def test_without_one_nothing_else_is_done_whatever_is_asked(cast, demanded):
    client = cast.client("admin")
    paths = dict(addresses(get_resolver()))
    open_to_all = PUBLIC | {"account_login"}
    for name in sorted(paths.keys() - OPEN - open_to_all):
        for answer in (client.get(paths[name]), client.post(paths[name])):
            assert (answer.status_code, answer.headers.get("Location")) == (302, INDEX), name
    assert OPEN - paths.keys() == set()


def test_set_up_it_opens_everything_and_costs_no_page_a_query(
    cast, demanded, settings, django_assert_num_queries
):
    client, _, _ = with_app("quantri")
    assert client.get(HOME).status_code == 200
    numbers = []
    for on in (True, False):
        settings.SECOND_FACTOR = on
        with django_assert_num_queries(5):
            client.get(reverse("sign-in-list"))
        numbers.append(on)
    assert numbers == [True, False]


def test_a_post_given_today_demands_it_at_the_next_click(cast, demanded):
    client = cast.client("nobody")
    assert client.get(HOME).status_code == 200
    head = Appointment.objects.get(user=cast.head_a)
    head.pk, head.user = None, cast.nobody
    head.save()
    assert client.get(HOME)["Location"] == INDEX


def test_the_last_one_cannot_be_taken_away_by_who_must_have_one(cast, demanded):
    client, _, _ = with_app()
    url = reverse("mfa_deactivate_totp")
    assert "không bỏ được lớp cuối cùng" in client.get(url).content.decode()
    client.post(url)
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_the_last_passkey_is_not_even_asked_about(cast, demanded):
    client, _, _ = with_app()
    app = Authenticator.objects.get(type="totp")
    key = Authenticator.objects.create(user=app.user, type="webauthn", data={"name": "Khóa 1"})
    url = reverse("mfa_remove_webauthn", args=[key.pk])
    assert client.get(url).status_code == 200
    app.delete()
    for answer in (client.get(url, follow=True), client.post(url, follow=True)):
        assert "không bỏ được lớp cuối cùng" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_taken_away_it_ends_the_other_sessions_and_is_told(person):
    client, secret, _ = with_app()
    other = come_to_the_code()
    with later(minutes=2):
        other.post(ASKED, {"code": code(secret)})
        assert is_in(other)
    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == INDEX
    assert (is_in(client), is_in(other)) == (True, False)
    assert Authenticator.objects.count() == 0
    assert told()[-2:] == ["factor_gone", "ended"]
    assert sign_in("specialist")["Location"] == HOME


def test_a_stolen_session_cannot_take_it_away_or_add_another(person):
    client, _, _ = with_app()
    with later(minutes=11):
        for name in ("mfa_deactivate_totp", "mfa_activate_totp", "mfa_add_webauthn"):
            page = client.get(reverse(name), follow=True)
            asked = [place.partition("?")[0] for place, _ in page.redirect_chain]
            assert asked[-1] == AGAIN, name
        client.post(reverse("mfa_deactivate_totp"))
        client.post(reverse("mfa_generate_recovery_codes"))
    assert Authenticator.objects.count() == 2


# --- once more before the gravest steps ----------------------------------------------------------


@pytest.fixture
def operator(cast, demanded):
    """A complaint, and the operator signed in eleven minutes ago: address, browser, secret."""
    complaint = log(cast)
    client, secret, _ = with_app("operator")
    with later(minutes=11):
        yield reverse("complaint-identity", args=[complaint.pk]), client, secret


def test_reading_an_identity_asks_once_more_who_one_is(operator):
    url, client, secret = operator
    reason = {"reason": "Gọi lại để hỏi thêm về nội dung"}
    asked = client.get(url)
    assert asked["Location"] == f"{AGAIN}?next={url.replace('/', '%2F')}"
    # Sent from a page that was opened in time: nothing is read, and the words stay a draft.
    refused = client.post(url, reason, follow=True)
    assert "Nội dung đã gõ được giữ ở bản nháp" in refused.content.decode()
    assert IdentityReading.objects.count() == 0
    assert client.post(AGAIN, {"code": wrong(secret), "next": url}).status_code == 200
    assert client.post(AGAIN, {"code": code(secret), "next": url})["Location"] == url
    assert client.get(url).status_code == 200
    client.post(url, reason)
    assert IdentityReading.objects.count() == 1


def test_the_password_is_not_enough_of_who_has_a_second_factor(operator):
    url, client, _ = operator
    by_password = reverse("account_reauthenticate")
    client.post(by_password, {"password": PASSWORD, "next": url})
    assert client.get(url).status_code == 302


def test_who_signed_in_a_moment_ago_is_not_asked(cast, demanded):
    client, _, _ = with_app("quantri")
    url = reverse("appointment-create", args=[cast.nobody.pk])
    assert client.get(url).status_code == 200
    with later(minutes=11):
        assert client.get(url)["Location"].startswith(AGAIN)
        assert client.post(url, {})["Location"].startswith(AGAIN)


def test_numbering_a_report_asks_it(cast, demanded):
    url = reverse("report-issue", args=[signed(cast).pk])
    client, _, _ = with_app("province_registrar")
    assert client.get(url).status_code == 200
    with later(minutes=11):
        assert client.get(url)["Location"].startswith(AGAIN)
        assert client.post(url, {"confirmed": "1"})["Location"].startswith(AGAIN)


def test_what_presents_or_numbers_a_report_asks_it():
    asks = [transition.name for transition in REPORTS.transitions if transition.again]
    assert asks == ["present", "issue"]


# --- the pages -----------------------------------------------------------------------------------


def test_the_pages_are_vietnamese(person):
    client, secret, _ = with_app()
    names = (
        "mfa_index",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "session-list",
    )
    pages = {name: client.get(reverse(name)) for name in names}
    stranger = come_to_the_code()
    pages["mfa_authenticate"] = stranger.get(ASKED)
    pages["a wrong code"] = stranger.post(ASKED, {"code": wrong(secret)})
    pages["no code"] = stranger.post(ASKED, {"code": ""})
    pages["no passkey"] = stranger.post(ASKED, {"credential": ""})
    pages["a forged passkey"] = stranger.post(ASKED, {"credential": "{}"})
    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {}
    english = {name: ENGLISH.findall(words(page)) for name, page in pages.items()}
    assert {name: found for name, found in english.items() if found} == {}
    assert "Chưa nhập mã 6 số" in pages["no code"].content.decode()
    assert pages["no passkey"].context["webauthn_form"]["credential"].label == "Khóa truy cập"


def test_nothing_of_allauths_own_is_reached(person):
    client, _, _ = with_app()
    for name in ("mfa/recovery-codes/download/", "mfa/", "accounts/2fa/"):
        assert client.get(f"/{name}").status_code == 404


def test_a_forged_passkey_signs_nobody_in(person):
    url, client = reverse("mfa_login_webauthn"), Client()
    for said in ("", "{}", "[]", '{"response": {"userHandle": "MQ"}}', '{"id": 1, "response": 2}'):
        answer = client.post(url, {"credential": said})
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))
    assert not is_in(client)


def test_the_app_is_set_up_by_the_right_code_alone(person):
    client = Client()
    sign_in("specialist", PASSWORD, client)
    url = reverse("mfa_activate_totp")
    secret = client.get(url).context["form"].secret
    page = client.post(url, {"code": wrong(secret)})
    assert page.context["form"].errors["code"] == ["Không đúng hoặc đã hết hạn. Thử lại."]
    assert Authenticator.objects.count() == 0
    add_app(client)
    assert Authenticator.objects.count() == 2
