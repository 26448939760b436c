"""Rights come with a post on its first day and go with it after its last."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from inspections.people.actions import appoint, end_appointment, withdraw_appointment
from tayninh_portal.access import Role, may, roles_of, today
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment
from tests.portal.two_people import confirm

DAY = timedelta(days=1)


def nav(client) -> list[str]:
    """What the navigation offers."""
    return [entry.label for entry in client.get(reverse("home")).context["nav"]]


def test_leaving_a_post_takes_effect_at_the_next_request(cast):
    client = cast.client("operator")
    assert client.get(reverse("complaint-list")).status_code == 200
    post = Appointment.objects.get(user=cast.operator)
    end_appointment(post, by=cast.admin, second=cast.manager, ends_on=today() - DAY)
    assert client.get(reverse("complaint-list")).status_code == 403


def test_a_post_is_held_to_the_end_of_its_last_day(cast):
    client = cast.client("operator")
    post = Appointment.objects.get(user=cast.operator)
    end_appointment(post, by=cast.admin, second=cast.manager, ends_on=today())
    assert client.get(reverse("complaint-list")).status_code == 200


def test_a_post_to_come_gives_nothing_yet(cast):
    appoint(
        cast.nobody,
        by=cast.admin,
        second=cast.manager,
        role=Role.OPERATOR,
        agency=cast.department,
        title="Cán bộ trực",
        starts_on=today() + DAY,
    )
    assert cast.client("nobody").get(reverse("complaint-list")).status_code == 403
    assert roles_of(cast.fresh("nobody"), today() + DAY) == {Role.OPERATOR}


def test_two_posts_give_both_rights(cast):
    assert nav(cast.client("operator")) == ["Việc cần làm", "Đường dây nóng", "Cơ quan"]
    appoint(
        cast.operator,
        by=cast.admin,
        second=cast.manager,
        role=Role.ADMINISTRATOR,
        agency=cast.department,
        title="Quản trị hệ thống",
        starts_on=today(),
    )
    assert nav(cast.client("operator")) == [
        "Việc cần làm",
        "Đường dây nóng",
        "Cơ quan",
        "Tài khoản",
    ]
    both = cast.fresh("operator")
    assert may(both, "complaint.create") and may(both, "account.manage")


def test_whoever_holds_no_post_is_told_what_to_do(cast):
    response = cast.client("nobody").get(reverse("home"))
    assert response.status_code == 200
    page = response.content.decode()
    assert "Tài khoản chưa có chức trách" in page
    assert "Hãy hỏi quản trị" in page
    assert nav(cast.client("nobody")) == ["Việc cần làm"]


def test_everybody_sees_their_own_page_with_their_posts(cast):
    end_appointment(
        Appointment.objects.get(user=cast.operator),
        by=cast.admin,
        second=cast.manager,
        ends_on=date(2020, 6, 30),
    )
    appoint(
        cast.operator,
        by=cast.admin,
        second=cast.manager,
        role=Role.SPECIALIST,
        agency=cast.department,
        title="Chuyên viên",
        starts_on=date(2020, 7, 1),
    )
    response = cast.client("operator").get(reverse("account-me"))
    assert [post.title for post in response.context["current"]] == ["Chuyên viên"]
    assert [post.role for post in response.context["past"]] == [Role.OPERATOR]
    page = response.content.decode()
    assert "Minh họa operator" in page
    assert f'href="{reverse("account_change_password")}"' in page
    assert "Thôi chức trách" not in page
    assert cast.client("nobody").get(reverse("account-me")).status_code == 200


def test_the_last_administrator_cannot_leave(cast):
    post = Appointment.objects.get(user=cast.admin)
    url = reverse("appointment-end", args=[post.pk])
    response = cast.client("admin").post(
        url, {"ends_on": "31/12/2030", "note": "", "seen_version": 0}
    )
    assert response.context["form"].errors == {
        "ends_on": ["Phải còn ít nhất một quản trị; hãy giao người khác trước."]
    }
    post.refresh_from_db()
    assert post.ends_on is None


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "leaves"),
    [
        (date(2020, 1, 1), None, True),
        (date(2031, 1, 1), None, True),  # the day after
        (date(2031, 1, 2), None, False),  # a day without anybody
        (date(2020, 1, 1), date(2035, 1, 1), False),  # ends by itself, and then there is nobody
    ],
)
def test_an_administrator_leaves_when_another_stays(cast, starts_on, ends_on, leaves):
    appoint(
        cast.nobody,
        by=cast.admin,
        second=cast.manager,
        role=Role.ADMINISTRATOR,
        agency=cast.department,
        title="Quản trị hệ thống",
        starts_on=starts_on,
        ends_on=ends_on,
    )
    post = Appointment.objects.get(user=cast.admin)
    url = reverse("appointment-end", args=[post.pk])
    answer = cast.client("admin").post(url, {"ends_on": "31/12/2030", "seen_version": 0})
    if answer.status_code == 302:
        confirm(cast)
    post.refresh_from_db()
    assert post.ends_on == (date(2030, 12, 31) if leaves else None)


def test_a_post_that_has_not_begun_can_be_taken_back(cast):
    post = appoint(
        cast.nobody,
        by=cast.admin,
        role=Role.OFFICE_EXAMINER,
        agency=cast.office,
        title="Chuyên viên",
        starts_on=today() + DAY,
    )
    url = reverse("appointment-withdraw", args=[post.pk])
    client = cast.client("admin")
    # Giving the post was the first line of the account.
    data = {"note": "Nhập nhầm người", "seen_version": 1, "client_id": str(uuid.uuid4())}
    assert client.post(url, data | {"note": ""}).context["form"].errors["note"]
    for _ in range(2):
        response = client.post(url, data)
        assert response["Location"] == reverse("account-detail", args=[cast.nobody.pk])
    assert client.post(url, data | {"client_id": str(uuid.uuid4())}).status_code == 404
    assert not Appointment.objects.filter(user=cast.nobody).exists()
    page = client.get(response["Location"]).content.decode()
    assert "Rút lại chức trách" in page
    assert "Nhập nhầm người" in page


def test_a_post_that_has_begun_is_not_taken_back(cast):
    post = Appointment.objects.get(user=cast.clerk_a)
    response = cast.client("admin").post(
        reverse("appointment-withdraw", args=[post.pk]), {"note": "Nhầm"}
    )
    assert response.status_code == 403
    assert Appointment.objects.filter(pk=post.pk).exists()


def test_the_domain_refuses_to_take_back_a_post_that_has_begun(cast):
    post = Appointment.objects.get(user=cast.clerk_a)
    with pytest.raises(Refused):
        withdraw_appointment(post, by=cast.admin, second=cast.manager, note="Nhầm")
