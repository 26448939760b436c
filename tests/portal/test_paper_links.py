"""A link on paper is two halves in two hands: neither opens the account alone."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.people.actions import link_from_server
from tayninh_portal.models import Change, Notice, Proposal, User
from tests.portal.test_sign_in import OTHER, PASSWORD, set_password, sign_in
from tests.portal.test_two_people import form
from tests.portal.two_people import press

WRONG = "AAAA-AAAA-AAA1"


def ask(cast, who: str = "admin") -> str:
    """``who`` asks for a link of the clerk; the code they are shown."""
    url = reverse("account-paper", args=[cast.clerk_a.pk])
    answer = cast.client(who).post(url, form(cast.clerk_a))
    return answer.context["code"]


def hand(cast, who: str = "manager") -> str:
    """``who`` confirms; the link they are shown."""
    (waiting,) = Proposal.objects.filter(state="requested")
    answer = press(cast, who, "confirm", waiting)
    assert "no-store" in answer["Cache-Control"]
    return answer.context["link"]


def key_of(link: str) -> str:
    """What of a link is secret."""
    return urlsplit(link).path.rstrip("/").rsplit("/", 1)[1].split("-", 1)[1]


def opened(link: str, code: str):
    """What the page of the link answers to ``code``."""
    return Client().post(urlsplit(link).path, {"code": code})


def test_both_halves_together_set_the_password_once(cast):
    code, link = ask(cast), hand(cast)
    assert link.startswith("http://localhost:8000/tai-khoan/lien-ket-giay/")
    path = urlsplit(link).path
    page = Client().get(path)
    assert (page.status_code, "no-store" in page["Cache-Control"]) == (200, True)
    go = opened(link, code.lower().replace("-", " "))
    assert set_password(Client(), go["Location"], PASSWORD).status_code == 302
    assert sign_in("clerk_a").status_code == 302
    assert "không mở được" in opened(link, code).content.decode()
    lines = Change.objects.of(cast.clerk_a)
    assert [(line.label, line.by, line.note) for line in lines][:1] == [
        (
            "Cấp liên kết đặt mật khẩu trên giấy",
            cast.admin,
            "Minh họa manager (manager) xác nhận.",
        )
    ]
    kinds = Notice.objects.filter(user=cast.clerk_a).order_by("pk").values_list("kind", flat=True)
    assert set(kinds) >= {"asked", "link", "confirmed", "password"}


def test_neither_half_opens_anything_alone(cast):
    """The attack: the second person opens the link; whoever asked makes a link of the code."""
    code, link = ask(cast), hand(cast)
    assert "không mở được" in opened(link, WRONG).content.decode()
    assert "không mở được" in opened(link, "x").content.decode()
    # The half that is printed is no link of the other kind.
    uid, key = urlsplit(link).path.rstrip("/").rsplit("/", 1)[1].split("-", 1)
    other = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    assert "không còn dùng được" in Client().get(other).content.decode()
    # The code goes with one link, and not with another person's.
    theirs = reverse("account-paper-link", kwargs={"uidb36": "1", "key": key})
    assert "không mở được" in opened(theirs, code).content.decode()
    assert not cast.fresh("clerk_a").has_usable_password()


def test_whoever_asked_does_not_see_the_link_nor_whoever_confirms_the_code(cast):
    admin, code = cast.client("admin"), ask(cast)
    proposal = Proposal.objects.get()
    detail = reverse("proposal-detail", args=[proposal.pk])
    assert press(cast, "admin", "confirm", proposal).status_code == 403
    pages = [cast.client(who).get(detail).content.decode() for who in ("manager", "clerk_a")]
    link = hand(cast)
    key = key_of(link)
    pages.append(admin.get(detail).content.decode())
    pages.append(admin.get(reverse("account-detail", args=[cast.clerk_a.pk])).content.decode())
    assert [code in page or key in page for page in pages] == [False] * 4
    assert code not in str(Proposal.objects.values_list())
    assert code not in str(Change.objects.values_list())


def test_one_person_with_two_accounts_has_one_half(cast):
    """What cannot be told: two accounts, two browsers, one person. They need the second account to
    be one that confirms, which somebody else has to make it."""
    ask(cast)
    (waiting,) = Proposal.objects.all()
    assert {press(cast, w, "confirm", waiting).status_code for w in ("admin", "clerk_a")} == {403}
    assert press(cast, "nobody", "confirm", waiting).status_code == 404


def test_each_half_is_shown_once(cast):
    url = reverse("account-paper", args=[cast.clerk_a.pk])
    client, sent = cast.client("admin"), form(cast.clerk_a)
    client.post(url, sent)
    proposal = Proposal.objects.get()
    detail = reverse("proposal-detail", args=[proposal.pk])
    assert client.post(url, sent)["Location"] == detail
    confirming = {"seen_version": 1, "client_id": form(cast.clerk_a)["client_id"]}
    manager, confirm = cast.client("manager"), reverse("proposal-confirm", args=[proposal.pk])
    assert manager.post(confirm, confirming).status_code == 200
    assert manager.post(confirm, confirming)["Location"] == detail


def test_the_key_and_the_code_are_in_no_log(cast, caplog):
    code, link = ask(cast), hand(cast)
    path = urlsplit(link).path
    with caplog.at_level(logging.DEBUG):
        Client().get(path)
        opened(link, code)
    key = key_of(link)
    assert (key in caplog.text, code in caplog.text) == (False, False)


@pytest.mark.parametrize("how", ["later", "newer", "locked"])
def test_a_link_on_paper_dies(cast, how):
    code, link = ask(cast), hand(cast)
    moment = timezone.localtime()
    if how == "later":
        moment += timedelta(days=3, minutes=1)
    elif how == "newer":
        link_from_server(cast.clerk_a)
    else:
        User.objects.filter(pk=cast.clerk_a.pk).update(is_active=False)
    with time_machine.travel(moment):
        assert "không mở được" in opened(link, code).content.decode()


def test_whoever_has_mail_gets_no_link_on_paper(cast, mail_server):
    User.objects.filter(pk=cast.clerk_a.pk).update(email="a@example.vn")
    url = reverse("account-paper", args=[cast.clerk_a.pk])
    answer = cast.client("admin").post(url, form(cast.clerk_a))
    assert answer.status_code == 403
    assert not Proposal.objects.exists()


def test_whoever_tries_codes_is_stopped(cast):
    link = (ask(cast), hand(cast))[1]
    answers = [opened(link, WRONG).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_a_stale_button_says_so(cast):
    url = reverse("account-paper", args=[cast.clerk_a.pk])
    stale = form(cast.clerk_a) | {"seen_version": 5}
    answer = cast.client("admin").post(url, stale, follow=True)
    assert re.search("đã được người khác sửa", answer.content.decode())
    assert sign_in("clerk_a", OTHER).status_code == 200
