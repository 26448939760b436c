"""Signing in by a click: only while every account is one of the demo's, only as those offered."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tayninh_portal.access import Role, today
from tayninh_portal.illustrative import offered_posts
from tayninh_portal.models import Appointment, User
from tests.fixtures.cast import make_user

LOGIN, TRY = reverse("account_login"), reverse("account-try")


def offered(client: Client | None = None) -> list[str]:
    """The ids of the accounts the sign-in page has a button for."""
    page = (client or Client()).get(LOGIN).content.decode()
    return re.findall(r'name="user" value="(\d+)"', page)


@pytest.fixture
def made_up(cast):
    """The cast, all of them made up."""
    User.objects.update(is_illustrative=True)
    return cast


@pytest.mark.slow
def test_the_page_offers_one_person_for_each_role(demo):
    names = User.objects.in_bulk(map(int, offered()))
    assert [names[int(pk)].username for pk in offered()] == [
        "chuyenvien1",
        "lanhdaoso",
        "trucduongday",
        "vanthuso",
        "vanphong",
        "vanthutinh",
        "lanhdaotinh",
        "daumoi.ban-quan-ly-khu-kinh-te-tinh",
        "thutruong.ban-quan-ly-khu-kinh-te-tinh",
        "quantri",
    ]


def test_a_click_signs_in_without_a_password(made_up):
    client = Client()
    answer = client.post(TRY, {"user": offered(client)[0]})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    role = Appointment.objects.on(today()).get(user=client.session["_auth_user_id"]).role
    assert role == Role.SPECIALIST


@pytest.mark.parametrize("on", [False, True])
def test_the_page_says_whether_a_second_factor_is_demanded(made_up, settings, on):
    settings.SECOND_FACTOR = on
    page = Client().get(LOGIN).content.decode()
    assert ("Bản minh họa không bắt buộc lớp bảo vệ thứ hai" in page) == (not on)


def test_nobody_is_offered_once_there_is_a_real_account(made_up):
    pk = offered()[0]
    make_user("nguoithat")
    client = Client()
    assert offered(client) == []
    assert client.post(TRY, {"user": pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_nobody_is_offered_on_a_production_server(made_up, settings):
    pk = offered()[0]
    settings.EMBEDDED = False
    assert (offered(), Client().post(TRY, {"user": pk}).status_code) == ([], 404)


def test_an_empty_portal_offers_nobody(db):
    assert (offered_posts(date(2019, 6, 3)), offered()) == ([], [])


@pytest.mark.parametrize("asked", ["", "0", "x", "99999999"])
def test_only_those_offered_are_to_be_had(made_up, asked):
    assert Client().post(TRY, {"user": asked}).status_code == 404
    assert Client().get(TRY).status_code == 405


def test_a_locked_account_is_offered_to_nobody(made_up):
    pk = offered()[0]
    User.objects.filter(pk=pk).update(is_active=False)
    assert pk not in offered()
    assert Client().post(TRY, {"user": pk}).status_code == 404
