"""Signing in and passwords, in Vietnamese to the last word."""

import re

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse

from tayninh_portal.links import NewestLink
from tests.fixtures.cast import make_user

ENGLISH = re.compile(r"\b(password|username|sign|email|your|the|please|remember|forgot)\b", re.I)


def words(response) -> str:
    """What a person reads on a page: no tags, no attributes but placeholders."""
    page = re.sub(r"<(script|style|head)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    placeholders = " ".join(re.findall(r'placeholder="([^"]*)"', page))
    return " ".join(re.sub(r"<[^>]*>", " ", page).split()) + placeholders


def password_link(user) -> str:
    """The link that a reset mail or an invitation holds."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": NewestLink().make_token(user),
        },
    )


@pytest.fixture
def user(db):
    """A person with a password and an address."""
    user = make_user("tnh-015", email="tnh-015@example.vn")
    user.set_password("một mật khẩu đủ dài")
    user.save()
    return user


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "Đăng nhập"),
        ("account_reset_password", "Quên mật khẩu"),
        ("account_reset_password_done", "Xem hộp thư"),
        ("account_reset_password_from_key_done", "Đã đặt mật khẩu"),
        ("account_inactive", "Tài khoản đã khóa"),
    ],
)
def test_a_page_for_visitors_is_vietnamese(db, name, title):
    response = Client().get(reverse(name))
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert ENGLISH.findall(words(response)) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_change_password", "Đổi mật khẩu"),
        ("account_logout", "Đăng xuất"),
        ("account_reauthenticate", "Nhập lại mật khẩu"),
    ],
)
def test_a_page_for_the_signed_in_is_vietnamese(user, name, title):
    client = Client()
    client.post(reverse("account_login"), {"login": "tnh-015", "password": "một mật khẩu đủ dài"})
    response = client.get(reverse(name))
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert ENGLISH.findall(words(response)) == []


def test_a_wrong_password_comes_back_with_the_name_and_without_the_password(user):
    response = Client().post(
        reverse("account_login"), {"login": "tnh-015", "password": "không phải mật khẩu"}
    )
    page = response.content.decode()
    assert 'class="error-summary"' in page
    assert 'value="tnh-015"' in page
    assert "không phải mật khẩu" not in page


def test_a_wrong_password_is_refused_in_vietnamese(user):
    response = Client().post(
        reverse("account_login"), {"login": "tnh-015", "password": "không phải mật khẩu"}
    )
    assert ENGLISH.findall(words(response)) == []


def test_the_reset_mail_is_vietnamese_and_leads_to_a_form(user, letters):
    Client().post(reverse("account_reset_password"), {"email": "tnh-015@example.vn"})
    (message,) = letters()
    link = re.search(r"https?://[^/\s]+(/\S+)", message.get_content())[1]
    assert "Đặt lại mật khẩu" in message["Subject"]
    assert ENGLISH.findall(re.sub(r"\S+[@/]\S+", "", message.get_content())) == []
    page = Client().get(link, follow=True).content.decode()
    assert 'name="password1"' in page and 'name="password2"' in page


def test_a_link_sets_the_password_once(user):
    link = password_link(user)
    client = Client()
    form = client.get(link, follow=True).wsgi_request.path
    new = "một mật khẩu khác hẳn"
    client.post(form, {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert "không còn dùng được" in words(Client().get(link))


def test_two_different_passwords_are_refused_in_vietnamese(user):
    client = Client()
    form = client.get(password_link(user), follow=True).wsgi_request.path
    response = client.post(form, {"password1": "một mật khẩu khác", "password2": "khác nữa"})
    assert "Nhập lại mật khẩu mới" in words(response)
    assert ENGLISH.findall(words(response)) == []
