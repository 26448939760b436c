"""Giving somebody a post, and ending it, on the administrator's screens."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from inspections.agencies.actions import close_agency
from inspections.people.actions import appoint, end_appointment
from inspections.people.workflow import NOT_TO_ONESELF, may_appoint
from tayninh_portal.access import Role, today
from tayninh_portal.models import Appointment, Change, Proposal
from tests.portal.two_people import confirm


def give(cast, role: Role, agency, starts_on=date(2020, 1, 1), ends_on=None):
    """The nobody of the cast gets a post."""
    return appoint(
        cast.nobody,
        by=cast.admin,
        second=cast.manager,
        role=role,
        agency=agency,
        title="Minh họa",
        starts_on=starts_on,
        ends_on=ends_on,
    )


def refused_at(*arguments, **options) -> dict[str, list[str]]:
    """The fields at which a post is refused, with the sentences."""
    with pytest.raises(ValidationError) as refused:
        give(*arguments, **options)
    return refused.value.message_dict


def test_the_administrator_gives_a_post_once_however_often_they_click(cast):
    url = reverse("appointment-create", args=[cast.nobody.pk])
    data = {
        "role": "agency_head",
        "agency": cast.commune.pk,
        "title": "Chủ tịch UBND xã",
        "starts_on": "01/3/2020",
        "ends_on": "",
        "basis": "Quyết định 12/QĐ-UBND",
        "seen_version": 0,
        "client_id": str(uuid.uuid4()),
    }
    client = cast.client("admin")
    for _ in range(2):
        response = client.post(url, data)
        (proposal,) = Proposal.objects.all()
        assert response["Location"] == reverse("proposal-detail", args=[proposal.pk])
    assert not Appointment.objects.filter(user=cast.nobody).exists()
    confirm(cast)
    post = Appointment.objects.get(user=cast.nobody)
    assert (post.role, post.agency, post.title, post.starts_on, post.ends_on) == (
        Role.AGENCY_HEAD,
        cast.commune,
        "Chủ tịch UBND xã",
        date(2020, 3, 1),
        None,
    )
    assert post.created_by == cast.admin
    lines = Change.objects.of(cast.nobody).values_list("label", "note")
    assert list(lines) == [
        (
            "Giao chức trách",
            "Chủ tịch UBND xã – UBND xã Phước Đông, từ ngày 01/3/2020. Quyết định 12/QĐ-UBND. "
            "Minh họa manager (manager) xác nhận.",
        )
    ]


def test_a_wrong_form_comes_back_with_what_was_typed(cast):
    url = reverse("appointment-create", args=[cast.nobody.pk])
    data = {"role": "operator", "agency": cast.a.pk, "title": "Trực ban", "starts_on": "01/3/2020"}
    data["seen_version"] = 0
    response = cast.client("admin").post(url, data)
    assert response.context["form"].errors == {"role": ["Vai trò này chỉ có ở Sở Nội vụ."]}
    assert 'value="Trực ban"' in response.content.decode()
    assert not cast.nobody.appointments.exists()


def test_outside_bodies_have_no_accounts(cast):
    assert refused_at(cast, Role.AGENCY_CLERK, cast.outside) == {
        "agency": ["Cơ quan ngoài thẩm quyền của tỉnh không có tài khoản."]
    }
    url = reverse("appointment-create", args=[cast.nobody.pk])
    offered = cast.client("admin").get(url).context["form"].fields["agency"].queryset
    assert cast.outside not in offered


def test_no_post_before_its_agency_exists(cast):
    assert list(refused_at(cast, Role.AGENCY_CLERK, cast.a, starts_on=date(2009, 12, 31))) == [
        "agency"
    ]


def test_no_post_outlives_an_agency_that_is_closed(cast):
    closed = close_agency(cast.a, by=cast.admin, ends_on=date(2025, 2, 28), note="Sắp xếp")
    assert list(refused_at(cast, Role.AGENCY_CLERK, closed)) == ["ends_on"]
    late = {"ends_on": date(2025, 3, 1)}
    assert list(refused_at(cast, Role.AGENCY_CLERK, closed, **late)) == ["ends_on"]
    assert give(cast, Role.AGENCY_CLERK, closed, ends_on=date(2025, 2, 28)).pk


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.SPECIALIST, "a"),
        (Role.MANAGER, "commune"),
        (Role.OPERATOR, "office"),
        (Role.DEPARTMENT_REGISTRAR, "district"),
        (Role.LEADER, "commune"),
        (Role.OFFICE_EXAMINER, "department"),
        (Role.PROVINCE_REGISTRAR, "a_unit"),
        (Role.AGENCY_CLERK, "province"),
    ],
)
def test_a_role_is_refused_where_it_makes_no_sense(cast, role, place):
    assert list(refused_at(cast, role, getattr(cast, place))) == ["role"]


def test_a_unit_under_a_department_may_have_people(cast):
    assert give(cast, Role.AGENCY_CLERK, cast.a_unit).agency == cast.a_unit


def test_the_same_post_is_not_held_twice_at_one_time(cast):
    give(cast, Role.AGENCY_CLERK, cast.a, ends_on=date(2020, 12, 31))
    assert refused_at(cast, Role.AGENCY_CLERK, cast.a, starts_on=date(2020, 12, 31)) == {
        "role": ["Người này đã giữ chức trách đó từ ngày 01/01/2020."]
    }
    assert give(cast, Role.AGENCY_CLERK, cast.a, starts_on=date(2021, 1, 1)).pk
    assert give(cast, Role.AGENCY_HEAD, cast.a).pk


def test_a_post_ends_by_itself(cast):
    give(cast, Role.AGENCY_CLERK, cast.a, ends_on=today() - timedelta(days=1))
    assert cast.client("nobody").get(reverse("agency-list")).status_code == 403


def test_ending_a_post_keeps_its_row_and_leaves_a_line(cast):
    post = Appointment.objects.get(user=cast.office_examiner)
    url = reverse("appointment-end", args=[post.pk])
    data = {"ends_on": "30/6/2024", "note": "Chuyển công tác", "seen_version": 0}
    data["client_id"] = str(uuid.uuid4())
    client = cast.client("admin")
    assert "không còn quyền" in client.get(url).content.decode()
    for _ in range(2):
        response = client.post(url, data)
        assert response["Location"] == reverse("account-detail", args=[cast.office_examiner.pk])
    post.refresh_from_db()
    assert post.ends_on == date(2024, 6, 30)
    (line,) = Change.objects.of(cast.office_examiner)
    assert (line.label, line.by) == ("Thôi chức trách", cast.admin)
    assert line.note.endswith("– Văn phòng UBND tỉnh, hết ngày 30/6/2024. Chuyển công tác")


def test_a_second_window_that_ends_a_post_otherwise_is_told_and_keeps_its_day(cast):
    post = Appointment.objects.get(user=cast.office_examiner)
    url = reverse("appointment-end", args=[post.pk])
    client = cast.client("admin")
    assert client.post(url, {"ends_on": "30/6/2024", "seen_version": 0}).status_code == 302
    answer = client.post(url, {"ends_on": "31/5/2024", "seen_version": 0})
    assert answer.status_code == 200
    assert answer.context["form"].lost.texts == (
        ("Ngày cuối giữ chức trách", "30/6/2024", "31/5/2024"),
    )
    assert Appointment.objects.get(pk=post.pk).ends_on == date(2024, 6, 30)


def test_a_post_cannot_end_before_it_began(cast):
    post = Appointment.objects.get(user=cast.office_examiner)
    url = reverse("appointment-end", args=[post.pk])
    data = {"ends_on": "31/12/2009", "seen_version": 0}
    page = cast.client("admin").post(url, data).content.decode()
    assert "Ngày kết thúc không được trước ngày bắt đầu." in page
    post.refresh_from_db()
    assert post.ends_on is None


def test_a_post_that_is_over_is_not_ended_again(cast):
    post = Appointment.objects.get(user=cast.office_examiner)
    post = end_appointment(post, by=cast.admin, ends_on=date(2024, 6, 30))
    response = cast.client("admin").get(reverse("appointment-end", args=[post.pk]))
    assert response.status_code == 403
    with pytest.raises(ValidationError):
        end_appointment(post, by=cast.admin, ends_on=date(2024, 7, 31))


@pytest.mark.parametrize("who", ["manager", "clerk_a", "leader", "nobody"])
def test_nobody_else_gives_or_ends_posts(cast, who):
    post = Appointment.objects.get(user=cast.clerk_b)
    client = cast.client(who)
    for name, pk in (
        ("appointment-create", cast.nobody.pk),
        ("appointment-end", post.pk),
        ("appointment-withdraw", post.pk),
    ):
        url = reverse(name, args=[pk])
        assert client.get(url).status_code == 403
        assert client.post(url, {"ends_on": "30/6/2024", "note": "x"}).status_code == 403
    post.refresh_from_db()
    assert post.ends_on is None


def test_who_manages_no_accounts_is_told_that_of_their_own_too(cast):
    verdict = may_appoint(cast.specialist, cast.specialist)
    assert (bool(verdict), verdict.reason == NOT_TO_ONESELF) == (False, False)
    assert may_appoint(cast.admin, cast.admin).reason == NOT_TO_ONESELF
    assert may_appoint(cast.admin, cast.specialist)
