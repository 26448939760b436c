"""The log at the door: what happened to whose account, from where, and nothing that was typed."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import serializers
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.people.actions import link_from_server, set_active
from tayninh_portal import jobs
from tayninh_portal.guards import missing_guards
from tayninh_portal.models import Job, Proposal, SignInEvent, SignInKind
from tests.portal.test_sign_in import OTHER, PASSWORD, person, set_password, sign_in

__all__ = ["person"]

ALL, OWN = reverse("sign-in-list"), reverse("sign-in-own")
HERE = {"REMOTE_ADDR": "10.1.1.2"}
WRONG = "không phải mật khẩu"


def told() -> list[tuple]:
    """Kind, account, who did it, address; the oldest first."""
    rows = SignInEvent.objects.order_by("pk").select_related("user", "by")
    return [
        (row.kind, row.user and row.user.username, row.by and row.by.username, row.address)
        for row in rows
    ]


def event(user, kind=SignInKind.SIGNED_IN, at=None, **fields):
    at = at or timezone.now()
    return SignInEvent.objects.create(
        user=user, kind=kind, at=at, day=timezone.localdate(at), **fields
    )


def test_coming_and_going_are_told_with_the_address(person):
    client = Client(**HERE)
    sign_in("specialist", client=client)
    client.post(reverse("account_logout"))
    sign_in("CHUYENVIEN@example.vn", WRONG, Client(REMOTE_ADDR="2001:db8::7"))
    assert told() == [
        ("signed_in", "specialist", None, "10.1.1.2"),
        ("signed_out", "specialist", None, "10.1.1.2"),
        ("failed", "specialist", None, "2001:db8::7"),
    ]
    first, _, failed = SignInEvent.objects.order_by("pk")
    assert (first.known_device, failed.known_device) == (False, False)
    sign_in("specialist", client=client)
    assert SignInEvent.objects.latest("pk").known_device is True


def test_a_name_no_account_has_is_not_told_for_it_may_be_a_password(person):
    sign_in(PASSWORD, "specialist", Client(**HERE))
    sign_in("khong-co@example.vn", OTHER, Client(**HERE))
    assert told() == [("failed", None, None, "10.1.1.2")] * 2
    kept = serializers.serialize("json", SignInEvent.objects.all())
    rows = [row["fields"] for row in json.loads(kept)]
    assert [{**row, "at": "", "day": ""} for row in rows] == [
        {
            "kind": "failed",
            "user": None,
            "by": None,
            "at": "",
            "day": "",
            "address": "10.1.1.2",
            "known_device": False,
        }
    ] * 2


def test_who_is_refused_leaves_one_line_a_minute(person):
    with time_machine.travel(timezone.localtime().replace(second=1), tick=False) as clock:
        for _ in range(9):
            sign_in("specialist", WRONG, **HERE)
        assert [kind for kind, *_ in told()] == ["failed"] * 5 + ["refused"]
        clock.shift(60)
        sign_in("specialist", WRONG, **HERE)
    assert told()[-1] == ("refused", "specialist", None, "10.1.1.2")
    assert len(told()) == 7


def test_lock_link_and_password_are_told_with_who_did_it(cast, person):
    admin = cast.client("admin")
    admin.defaults["REMOTE_ADDR"] = "10.9.9.9"
    page = admin.get(reverse("account-lock", args=[person.pk]))
    form = page.context["form"]
    sent = {"client_id": form["client_id"].value(), "seen_version": form["seen_version"].value()}
    admin.post(reverse("account-lock", args=[person.pk]), sent | {"note": "Nghỉ việc"})
    second = cast.client("manager")
    second.defaults["REMOTE_ADDR"] = "10.9.9.9"
    (waiting,) = Proposal.objects.all()
    second.post(reverse("proposal-confirm", args=[waiting.pk]), {"seen_version": 1})
    sign_in("specialist", **HERE)
    set_active(
        cast.fresh("specialist"), by=cast.admin, active=True, note="Đi làm lại", second=cast.manager
    )
    link = link_from_server(cast.fresh("specialist"))
    set_password(Client(**HERE), link, OTHER)
    assert told() == [
        ("locked", "specialist", "quantri", "10.9.9.9"),
        ("inactive", "specialist", None, "10.1.1.2"),
        ("unlocked", "specialist", "quantri", ""),  # by a command, which has no address
        ("link_given", "specialist", None, ""),
        ("password_set", "specialist", None, "10.1.1.2"),
    ]


def test_a_reset_that_is_asked_for_and_a_change_are_told(person):
    client = Client(**HERE)
    client.post(reverse("account_reset_password"), {"email": "chuyenvien@example.vn"})
    client.post(reverse("account_reset_password"), {"email": "khong-co@example.vn"})
    sign_in("specialist", client=client)
    data = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    client.post(reverse("account_change_password"), data)
    assert [kind for kind, *_ in told()] == ["reset_asked", "signed_in", "password_set"]


def test_the_administrator_sees_all_and_finds_them(cast, person):
    event(person, address="10.1.1.2")
    event(cast.operator, SignInKind.FAILED, address="198.51.100.7")
    event(None, SignInKind.FAILED, address="198.51.100.7", at=timezone.now() - timedelta(days=3))
    client = cast.client("admin")

    def found(**query) -> list[tuple]:
        rows = client.get(ALL, query).context["page"]
        return [(row.kind, row.user and row.user.username) for row in rows]

    everything = [("failed", "operator"), ("signed_in", "specialist"), ("failed", None)]
    assert found() == everything
    assert found(q="operator") == everything[:1]
    assert found(kind="failed") == [everything[0], everything[2]]
    assert found(address="198.51") == [everything[0], everything[2]]
    long_ago = f"{timezone.localdate() - timedelta(days=2):%d/%m/%Y}"
    assert found(day_to=long_ago) == everything[2:]
    assert "Tên không có trong cổng" in client.get(ALL).content.decode()


def test_everybody_sees_what_was_about_them_and_nothing_else(cast, person):
    event(person, address="10.1.1.2")
    event(cast.operator, address="10.3.3.3")
    event(None, SignInKind.FAILED, address="10.4.4.4")
    page = cast.client("specialist").get(OWN)
    assert [row.user for row in page.context["page"]] == [person]
    assert "10.3.3.3" not in page.content.decode()
    assert OWN in cast.client("specialist").get(reverse("account-me")).content.decode()


@pytest.mark.parametrize(("address", "who"), [(ALL, "admin"), (OWN, "specialist")])
def test_a_long_log_asks_no_more_than_a_short_one(cast, address, who, django_assert_num_queries):
    client = cast.client(who)
    user = getattr(cast, who)
    for rows in (1, 30):
        for _ in range(rows):
            event(user, by=cast.admin)
        client.get(address)
        with django_assert_num_queries(5):
            client.get(address)


def test_what_is_older_than_its_time_is_let_go_once_a_day(cast, settings):
    settings.SIGN_IN_DAYS = 200
    now = timezone.now()
    event(cast.operator, at=now - timedelta(days=201))
    kept = event(cast.operator, at=now - timedelta(days=199))
    for _ in range(2):
        jobs.tick()
    jobs.run(Job.objects.get(kind="sign_ins.sweep").pk)
    assert list(SignInEvent.objects.all()) == [kept]


def test_the_database_keeps_what_is_young_and_lets_nothing_be_changed(cast):
    now = timezone.now()
    young = event(cast.operator, at=now - timedelta(days=179))
    old = event(cast.operator, at=now - timedelta(days=181))
    for attempt in (
        lambda: SignInEvent.objects.filter(pk=young.pk).delete(),
        lambda: SignInEvent.objects.filter(pk=old.pk).update(address="10.0.0.1"),
        lambda: SignInEvent.objects.filter(pk=young.pk).update(at=now - timedelta(days=400)),
    ):
        with pytest.raises(DatabaseError, match="chỉ được thêm"), transaction.atomic():
            attempt()
    assert SignInEvent.objects.filter(pk=old.pk).delete()[0] == 1


def test_a_guard_that_lets_more_go_is_missed(db):
    table, name = "portal_signinevent", "portal_signinevent_no_delete"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
            (said,) = cursor.fetchone()
            cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(said.replace("-180 days", "-1 days"))
        else:
            cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE DELETE ON "{table}" FOR EACH ROW '
                "WHEN (OLD.at > now() - interval '1 days') EXECUTE FUNCTION portal_insert_only()"
            )
    assert missing_guards() == [name]


def test_a_time_shorter_than_the_database_allows_stops_the_start(settings):
    settings.SIGN_IN_DAYS = 179
    assert "portal.E004" in {found.id for found in run_checks()}
