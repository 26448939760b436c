"""One's own sessions: listed, ended, and over when nothing is done or the working day is."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tayninh_portal.models import SignInEvent, User
from tests.portal.test_sign_in import LOGIN, OTHER, PASSWORD, is_in, person, sign_in

__all__ = ["person"]

LIST, OTHERS = reverse("session-list"), reverse("session-end-others")
PC = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)


def signed_in(login: str = "specialist", **extra) -> Client:
    client = Client(**extra)
    sign_in(login, client=client)
    return client


def listed(client: Client) -> list[tuple]:
    sessions = client.get(LIST).context["sessions"]
    return [(one.browser, one.row.ip, one.is_this) for one in sessions]


@pytest.fixture
def clock():
    with time_machine.travel(timezone.localtime(), tick=False) as clock:
        yield clock


def test_each_is_listed_and_one_that_is_ended_is_gone(person):
    mine = signed_in(REMOTE_ADDR="10.1.1.2", HTTP_USER_AGENT=PC)
    other = signed_in(REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="curl/8.1")
    assert listed(mine) == [
        ("Edge trên Windows", "10.1.1.2", True),
        ("Trình duyệt khác", "198.51.100.7", False),
    ]
    row = UserSession.objects.get(ip="198.51.100.7")
    assert mine.post(reverse("session-end", args=[row.pk]))["Location"] == LIST
    assert (is_in(mine), is_in(other)) == (True, False)
    # Whoever sits there reads why.
    assert "het-han=1" in other.get(reverse("home"))["Location"]
    assert listed(mine) == [("Edge trên Windows", "10.1.1.2", True)]
    assert SignInEvent.objects.latest("pk").kind == "ended"


def test_all_others_are_ended_at_once(person):
    mine, *others = (signed_in() for _ in range(3))
    mine.post(OTHERS)
    assert [is_in(client) for client in (mine, *others)] == [True, False, False]


def test_nobody_ends_the_session_of_another_or_this_one_here(cast, person):
    User.objects.update(password=person.password)
    theirs, mine = signed_in("operator"), signed_in()
    for row in UserSession.objects.all():
        assert mine.post(reverse("session-end", args=[row.pk])).status_code == 404
    mine.post(OTHERS)
    assert (is_in(theirs), is_in(mine)) == (True, True)


def test_a_session_that_opens_nothing_any_more_is_not_listed(person):
    mine, _ = signed_in(), signed_in()
    data = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    mine.post(reverse("account_change_password"), data)
    assert [is_this for *_, is_this in listed(mine)] == [True]


def test_an_hour_without_anything_done_ends_it(person, clock):
    client = signed_in()
    for _ in range(4):
        clock.shift(timedelta(minutes=50))
        assert is_in(client)
    clock.shift(timedelta(minutes=61))
    answer = client.get(reverse("account-me"))
    assert answer["Location"].startswith(LOGIN) and "het-han=1" in answer["Location"]


def test_what_a_page_asks_by_itself_is_nothing_done(person, clock):
    client = signed_in()
    for _ in range(3):
        clock.shift(timedelta(minutes=25))
        last = client.get(reverse("draft-state"))
    assert last.status_code == 302 or last.status_code == 401
    assert not is_in(client)


def test_a_draft_that_is_kept_is_something_done(person, clock):
    client = signed_in()
    for _ in range(4):
        clock.shift(timedelta(minutes=30))
        client.post(reverse("session-extend"))
    assert is_in(client)


def test_after_twelve_hours_it_ends_whatever_is_done(person, clock):
    client = signed_in()
    for _ in range(23):
        clock.shift(timedelta(minutes=30))
        assert is_in(client)
    end = client.post(reverse("session-extend")).json()["ends_in"]
    assert 30 * 60 - 1 <= end <= 30 * 60
    assert client.get(reverse("draft-state")).json()["ends_in"] <= 30 * 60
    clock.shift(timedelta(minutes=30))
    answer = client.get(reverse("account-me"))
    assert "het-han=1" in answer["Location"]
    assert not is_in(client)
