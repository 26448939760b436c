"""``manage.py admit``: the first leader of the Sở, and the way back when nobody can get in."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tayninh_portal.access import Role, roles_of
from tayninh_portal.models import Appointment, Change, Notice, Proposal, SignInEvent, User
from tests.inspections.test_people_found_portal import found
from tests.portal.test_sign_in import PASSWORD, set_password, sign_in
from tests.portal.test_two_people import give
from tests.portal.two_people import confirm

WHY = {"operator": "Trần Thị Bính", "reason": "Lãnh đạo Sở đầu tiên"}


def admitted(**options) -> str:
    """What the command says."""
    out = StringIO()
    asked = {"username": "tnh-002", "full_name": "Lê Văn Bính", "role": "manager"} | WHY
    call_command("admit", stdout=out, **(asked | options))
    return out.getvalue()


def link_in(said: str) -> str:
    return re.search(r"http://\S+", said)[0]


def test_from_nothing_two_people_give_the_first_protected_post(db):
    """How it begins: an administrator, a leader of the Sở, and then everybody else by both."""
    set_password(Client(), link_in(found()), PASSWORD)
    set_password(Client(), link_in(admitted()), PASSWORD)
    users = User.objects.in_bulk(field_name="username")
    assert roles_of(users["tnh-002"]) == {Role.MANAGER}
    assert sign_in("tnh-002").status_code == 302


def test_when_everybody_is_locked_out_the_server_lets_one_in(cast):
    User.objects.update(is_active=False)
    said = admitted(username="manager", reason="Mọi quản trị bị khóa")
    manager = cast.fresh("manager")
    assert (manager.is_active, Appointment.objects.filter(user=manager).count()) == (True, 1)
    set_password(Client(), link_in(said), PASSWORD)
    assert sign_in("manager").status_code == 302
    event = SignInEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(event)[:2] == ["unlocked", "link_given"]


def test_it_leaves_what_nobody_can_take_away_and_tells_everybody_who_confirms(cast):
    admitted(username="specialist", role="administrator")
    (row,) = Proposal.objects.all()
    assert (row.state, row.account, row.second) == ("server", cast.specialist, None)
    assert row.summary == (
        "Giao chức trách Quản trị hệ thống – Sở Nội vụ, cấp liên kết đặt mật khẩu"
    )
    assert row.reason == "Người thực hiện: Trần Thị Bính. Lãnh đạo Sở đầu tiên"
    told = Notice.objects.filter(kind="server").values_list("user__username", flat=True)
    assert sorted(told) == ["manager", "quantri", "specialist"]
    (line,) = Change.objects.of(row)
    assert line.label == "Thực hiện từ máy chủ"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM portal_change WHERE id = %s", [line.pk])
    page = cast.client("manager").get("/de-nghi/").content.decode()
    assert "Mở lối vào từ máy chủ" in page
    assert "Thực hiện từ máy chủ" in page


def test_a_department_of_two_goes_on_by_itself(cast):
    """A Sở with one leader and one administrator, who both leave: the new ones come first."""
    give(cast, cast.specialist, "manager")
    confirm(cast)
    give(cast, cast.specialist_b, "administrator")
    confirm(cast)
    assert Role.MANAGER in roles_of(cast.fresh("specialist"))
    assert Role.ADMINISTRATOR in roles_of(cast.fresh("specialist_b"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"operator": " "}, "Hãy ghi người thực hiện và lý do."),
        ({"username": "Lê"}, "Tên đăng nhập gồm từ 2 đến 100 chữ không dấu"),
        ({"role": "operator"}, ""),
    ],
)
def test_a_wrong_option_is_one_sentence_and_writes_nothing(cast, options, sentence):
    with pytest.raises(CommandError) as refused:
        admitted(**options)
    assert sentence in str(refused.value)
    assert not Proposal.objects.exists()
    assert not User.objects.filter(full_name="Lê Văn Bính").exists()


def test_before_the_portal_is_founded_there_is_nowhere_to_be_admitted_to(db):
    with pytest.raises(CommandError) as refused:
        admitted()
    assert "found_portal" in str(refused.value)


def test_whom_the_server_let_in_is_not_led_to_what_they_may_not_open(cast):
    admitted(username="manager", reason="Quên mật khẩu")
    page = cast.client("manager").get(reverse("proposal-detail", args=[Proposal.objects.get().pk]))
    assert page.status_code == 200
    assert reverse("account-detail", args=[cast.manager.pk]) not in page.content.decode()
