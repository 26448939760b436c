"""What people are told of their own account: password, post, address, a sign-in from elsewhere."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from inspections.people.actions import appoint, end_appointment, update_account
from tayninh_portal.access import Role
from tayninh_portal.models import Appointment, Device, Mail, Notice, User
from tests.portal.test_notices import NOW, address, rows
from tests.portal.test_sign_in import OTHER, PASSWORD, set_password, sign_in


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def kinds(user) -> list[str]:
    return [str(n.get_kind_display()) for n in Notice.objects.filter(user=user).order_by("pk")]


def test_a_password_that_was_set_or_changed_is_told(cast, letters):
    address(cast.specialist)
    User.objects.update(mail_pace="morning")
    Client().post(reverse("account_reset_password"), {"email": "specialist@example.vn"})
    (letter,) = letters()
    assert letter["Subject"] == "Đặt lại mật khẩu Cổng văn hóa công vụ"
    link = re.search(r"https?://\S+", letter.get_content())[0]
    assert set_password(Client(), link, PASSWORD).status_code == 302
    assert kinds(cast.specialist) == ["Mật khẩu đã đổi"]
    client = Client()
    sign_in("specialist", PASSWORD, client=client)
    data = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    assert kinds(cast.specialist) == ["Mật khẩu đã đổi"] * 2
    # At once, whatever was chosen.
    (letter,) = letters()
    assert letter["Subject"] == "2 thông báo từ Cổng văn hóa công vụ"


def test_a_post_and_a_changed_account_are_told_to_its_holder(cast):
    title = "Chuyên viên"
    appoint(
        cast.nobody,
        by=cast.admin,
        second=cast.manager,
        role=Role.SPECIALIST,
        agency=cast.department,
        title=title,
        starts_on=NOW.date(),
    )
    post = Appointment.objects.get(user=cast.nobody)
    end_appointment(post, by=cast.admin, second=cast.manager, ends_on=NOW.date())
    update_account(
        cast.nobody,
        by=cast.admin,
        second=cast.manager,
        full_name="Khác",
        email="k@example.vn",
        phone="",
    )
    assert kinds(cast.nobody) == ["Chức trách thay đổi"] * 2 + ["Thông tin tài khoản thay đổi"]
    assert rows(cast, "nobody")[0] == ("Thông tin tài khoản thay đổi", "tài khoản nobody")
    assert kinds(cast.admin) == []


def test_the_address_an_account_left_is_told_so_and_nothing_more(cast, letters):
    address(cast.specialist)
    there = {"full_name": cast.specialist.full_name, "phone": ""}
    update_account(
        cast.specialist, by=cast.admin, second=cast.manager, email="moi@example.vn", **there
    )
    old, new = sorted(letters(), key=lambda letter: letter["To"], reverse=True)
    assert (old["To"], new["To"]) == ("specialist@example.vn", "moi@example.vn")
    assert old["Subject"] == "Địa chỉ thư của tài khoản đã đổi"
    told = old.get_content()
    assert "Thư của tài khoản không còn gửi đến đây nữa." in told
    said = ("http", "specialist", cast.specialist.full_name, "moi@example.vn")
    assert [words for words in said if words in told] == []
    # Once it went nothing remembers the address; nor is a change of the name told there.
    assert set(Mail.objects.values_list("state", "address")) == {("sent", "")}
    update_account(
        User.objects.get(pk=cast.specialist.pk),
        by=cast.admin,
        second=cast.manager,
        email="moi@example.vn",
        full_name="Khác",
        phone="",
    )
    assert [letter["To"] for letter in letters()] == ["moi@example.vn"]


def test_an_address_given_or_taken_away_tells_only_one_that_was_there(cast, letters):
    for email in ("dau@example.vn", "", "sau@example.vn"):
        account = User.objects.get(pk=cast.nobody.pk)
        update_account(
            account, by=cast.admin, second=cast.manager, full_name="Không ai", email=email, phone=""
        )
    moved = Mail.objects.filter(kind="moved")
    assert list(moved.values_list("address", flat=True)) == ["dau@example.vn"]


def test_a_sign_in_from_another_device_is_told_and_the_first_is_not(cast):
    cast.specialist.set_password(PASSWORD)
    cast.specialist.save()
    here, elsewhere = Client(), Client()
    for client in (here, here, elsewhere):
        assert sign_in("specialist", PASSWORD, client=client).status_code == 302
        client.post(reverse("account_logout"))
    assert kinds(cast.specialist) == ["Đăng nhập từ thiết bị mới"]
    assert Device.objects.filter(user=cast.specialist).count() == 2
    assert here.cookies["portal_device"]["httponly"]
    here.cookies["portal_device"] = "not-one-of-ours"
    sign_in("specialist", PASSWORD, client=here)
    assert kinds(cast.specialist) == ["Đăng nhập từ thiết bị mới"] * 2


def test_the_device_of_one_person_is_new_for_another(cast):
    for user in (cast.specialist, cast.manager):
        user.set_password(PASSWORD)
        user.save()
    shared, own = Client(), Client()
    sign_in("manager", PASSWORD, client=own)
    sign_in("specialist", PASSWORD, client=shared)
    shared.post(reverse("account_logout"))
    sign_in("manager", PASSWORD, client=shared)
    assert (kinds(cast.specialist), kinds(cast.manager)) == ([], ["Đăng nhập từ thiết bị mới"])
