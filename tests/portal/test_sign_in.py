"""Signing in and passwords, over HTTP: what lets a person in, what keeps everybody else out."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from inspections.people.actions import password_link, set_active, update_account
from tayninh_portal.models import User

PASSWORD = "mot mat khau du dai 2019"
OTHER = "mot mat khau khac han 2020"
LOGIN = reverse("account_login")
# Reached without signing in. A page that is missing here must send a visitor to sign in.
PUBLIC = {
    "account-try",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "complaint-track",
    "healthz",
    "readyz",
}


@pytest.fixture
def person(cast) -> User:
    """The specialist, with a password and an address."""
    cast.specialist.email = "chuyenvien@example.vn"
    cast.specialist.set_password(PASSWORD)
    cast.specialist.full_clean()
    cast.specialist.save()
    return cast.specialist


def sign_in(login: str, password: str = PASSWORD, client: Client | None = None, **extra):
    """Answer to the sign-in form."""
    return (client or Client()).post(LOGIN, {"login": login, "password": password}, **extra)


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get(reverse("account-me")).status_code == 200


def set_password(client: Client, link: str, password: str):
    """Open a one-time link and fill in its form."""
    page = client.get(urlsplit(link).path, follow=True)
    form = page.redirect_chain[-1][0]
    return client.post(form, {"password1": password, "password2": password})


# --- in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "login", ["specialist", "SPECIALIST", "chuyenvien@example.vn", "ChuyenVien@Example.VN"]
)
def test_a_person_signs_in_by_staff_code_or_mail_address_in_any_case(person, login):
    client = Client()
    response = sign_in(login, client=client)
    assert (response.status_code, response["Location"]) == (302, reverse("home"))
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(person):
    sentences = []
    for login in ("specialist", "khong-co-ai", "khong-co@example.vn"):
        response = sign_in(login, "không phải mật khẩu")
        assert response.status_code == 200
        sentences.append(response.context["form"].non_field_errors())
    assert sentences == [["Tên đăng nhập hoặc mật khẩu không đúng."]] * 3


def test_a_person_comes_to_the_page_he_asked_for(person):
    client = Client()
    asked = client.get(reverse("visit-list"))["Location"]
    response = client.post(asked, {"login": "specialist", "password": PASSWORD})
    assert response["Location"] == reverse("visit-list")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(person, target):
    data = {"login": "specialist", "password": PASSWORD, "next": target}
    assert Client().post(LOGIN, data)["Location"] == reverse("home")
    response = Client().post(f"{LOGIN}?next={target}", {k: data[k] for k in ("login", "password")})
    assert response["Location"] == reverse("home")


def test_an_account_without_a_password_cannot_be_entered(cast):
    for password in ("", "!", cast.operator.password):
        response = sign_in("operator", password)
        assert response.status_code == 200
        assert response.context["form"].errors


def test_a_locked_account_is_told_so_only_with_the_right_password(cast, person):
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc")
    assert sign_in("specialist")["Location"] == reverse("account_inactive")
    wrong = sign_in("specialist", "không phải mật khẩu")
    assert wrong.context["form"].non_field_errors() == ["Tên đăng nhập hoặc mật khẩu không đúng."]


def test_locking_an_account_ends_its_session_at_the_next_request(cast, person):
    client = Client()
    sign_in("specialist", client=client)
    assert is_in(client)
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc")
    assert not is_in(client)
    set_active(cast.fresh("specialist"), by=cast.fresh("admin"), active=True, note="Đi làm lại")
    assert sign_in("specialist")["Location"] == reverse("home")


def test_signing_out_is_a_deed_and_not_a_link(person):
    client = Client()
    sign_in("specialist", client=client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


# --- setting a password -------------------------------------------------------------------------


def test_an_invitation_sets_the_password_once(cast):
    link = password_link(cast.operator, by=cast.admin)
    assert link.startswith("http://127.0.0.1:8000/tai-khoan/dat-mat-khau/")
    client = Client()
    response = set_password(client, link, PASSWORD)
    assert response["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in("operator").status_code == 302
    assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()


@pytest.mark.parametrize(
    "password", ["muoi mot ch", "123456789012345", "password1234", "minh hoa operator"]
)
def test_a_weak_password_is_refused_and_the_link_lives_on(cast, password):
    link = password_link(cast.operator, by=cast.admin)
    response = set_password(Client(), link, password)
    assert response.status_code == 200
    assert response.context["form"].errors["password1"]
    assert not cast.fresh("operator").has_usable_password()
    assert set_password(Client(), link, PASSWORD).status_code == 302


def test_a_link_dies_after_three_days(cast):
    link = password_link(cast.operator, by=cast.admin)
    with time_machine.travel(timezone.localtime() + timedelta(days=3, minutes=1)):
        assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()


def test_a_link_dies_when_the_person_signs_in_meanwhile(cast, person):
    link = password_link(person, by=cast.admin)
    sign_in("specialist")
    assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()


def test_the_key_does_not_stay_in_the_address_of_the_form(cast):
    link = password_link(cast.operator, by=cast.admin)
    response = Client().get(urlsplit(link).path)
    assert response["Location"].endswith("-set-password/")


def test_the_key_is_not_in_the_logs(cast, caplog):
    path = urlsplit(password_link(cast.operator, by=cast.admin)).path
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
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc")
    Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    assert letters() == []


def test_too_many_resets_for_one_address_are_stopped_with_a_page(person, letters):
    for _ in range(5):
        Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    response = Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    assert response.status_code == 429
    assert "Thử lại sau ít phút" in response.content.decode()
    assert len(letters()) == 5


def test_an_old_address_opens_nothing_once_it_was_changed(cast, person, letters):
    Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    link = re.search(r"https?://\S+", letters()[0].get_content())[0]
    assert EmailAddress.objects.get(user=person).email == "chuyenvien@example.vn"
    update_account(
        cast.fresh("specialist"),
        by=cast.admin,
        full_name="Minh họa specialist",
        email="moi@example.vn",
        phone="",
    )
    assert "không còn dùng được" in Client().get(urlsplit(link).path).content.decode()
    assert sign_in("chuyenvien@example.vn").context["form"].errors
    Client().post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    assert [letter["To"] for letter in letters()] == ["moi@example.vn"]  # of the change
    assert sign_in("moi@example.vn").status_code == 302


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


# --- everything else is closed ------------------------------------------------------------------


PATH_OF = {"IntConverter": "1", "UUIDConverter": "0" * 8 + "-0000-0000-0000-" + "0" * 12}


def addresses(resolver: URLResolver, before: str = "") -> list[tuple[str, str]]:
    """``(name, a path that fits)`` of every address of the portal."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += addresses(entry)
        elif isinstance(entry, URLPattern):
            values = {
                name: PATH_OF.get(type(c).__name__, "1" if name.endswith("pk") else "a")
                for name, c in entry.pattern.converters.items()
            }
            if entry.name == "account_reset_password_from_key":
                values = {"uidb36": "1", "key": "a-b"}
            found.append((entry.name, reverse(entry.name, kwargs=values)))
    return found


def test_every_address_but_the_public_ones_sends_a_visitor_to_sign_in(db):
    client = Client()
    open_to_all = {
        name
        for name, path in addresses(get_resolver())
        if not client.get(path).headers.get("Location", "").startswith(f"{LOGIN}?next=")
    }
    assert open_to_all == PUBLIC


def test_nothing_can_be_signed_up_for(db):
    names = {name for name, _ in addresses(get_resolver())}
    assert names & {"account_signup", "account_email", "account_confirm_email"} == set()


def test_signing_out_empties_the_browsers_memory_of_pages(cast):
    response = cast.client("specialist").post("/tai-khoan/dang-xuat/")
    assert (response.status_code, response["Clear-Site-Data"]) == (302, '"cache"')
