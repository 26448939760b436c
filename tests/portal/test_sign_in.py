"""Signing in and passwords, over HTTP: what lets a person in, what keeps everybody else out."""

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from inspections.people.actions import set_active
from tayninh_portal.models import User

PASSWORD = "mot mat khau du dai 2019"
OTHER = "mot mat khau khac han 2020"
LOGIN = reverse("account_login")
# Reached without signing in. A page that is missing here must send a visitor to sign in.
PUBLIC = {
    "account-paper-link",
    "account-try",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "complaint-track",
    "mfa_authenticate",
    "mfa_login_webauthn",
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
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc", second=cast.manager)
    assert sign_in("specialist")["Location"] == reverse("account_inactive")
    wrong = sign_in("specialist", "không phải mật khẩu")
    assert wrong.context["form"].non_field_errors() == ["Tên đăng nhập hoặc mật khẩu không đúng."]


def test_locking_an_account_ends_its_session_at_the_next_request(cast, person):
    client = Client()
    sign_in("specialist", client=client)
    assert is_in(client)
    set_active(person, by=cast.admin, active=False, note="Nghỉ việc", second=cast.manager)
    assert not is_in(client)
    set_active(
        cast.fresh("specialist"),
        by=cast.fresh("admin"),
        active=True,
        note="Đi làm lại",
        second=cast.manager,
    )
    # The attack: a session stolen before the lock waits for the unlocking.
    assert not is_in(client)
    assert sign_in("specialist")["Location"] == reverse("home")


def test_signing_out_is_a_deed_and_not_a_link(person):
    client = Client()
    sign_in("specialist", client=client)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


# --- what is told by the time it takes, or by what is left behind ---------------------------------


HASHES = 0


class CountedHasher(MD5PasswordHasher):
    """Counts how often a password is hashed, to make one or to compare one."""

    def encode(self, password, salt):
        global HASHES
        HASHES += 1
        return super().encode(password, salt)


@pytest.mark.parametrize(
    "login",
    [
        "specialist",
        "chuyenvien@example.vn",
        "khong-co",
        "khong-co@example.vn",
        "operator",
        "head_a",
    ],
)
@pytest.mark.parametrize("password", [PASSWORD, "không phải mật khẩu"])
def test_no_name_costs_more_than_another(cast, person, settings, login, password):
    """Known by code and by mail, unknown, without a password (operator), locked: one hash."""
    global HASHES
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    locked = cast.head_a
    locked.set_password(PASSWORD)
    locked.is_active = False
    locked.save()
    HASHES = 0
    sign_in(login, password)
    assert HASHES == 1


@pytest.mark.parametrize(
    "name",
    ["home", "search", "agency-list", "visit-list", "complaint-list", "notice-list", "account-me"],
)
def test_what_somebody_signed_in_sees_is_kept_nowhere(cast, name):
    answer = cast.client("manager").get(reverse(name), {"q": "Nguyễn"})
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


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
            if entry.name in ("account_reset_password_from_key", "account-paper-link"):
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
