"""A proposal from the day it is asked for: who has it to do, when it runs out, what it keeps."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tayninh_portal import jobs
from tayninh_portal.access import Role, today
from tayninh_portal.models import Appointment, Change, Notice, Proposal
from tayninh_portal.proposals.kinds import kinds, register
from tayninh_portal.proposals.tasks import ask_to_close, proposals_to_confirm
from tayninh_portal.proposals.values import pack, unpack
from tayninh_portal.proposals.workflow import close_lapsed
from tayninh_portal.sealing.records import check_log, check_records
from tests.doing import said_by
from tests.fixtures import cast as made
from tests.portal.test_two_people import DAY, give, held, withdraw
from tests.portal.two_people import confirm, press
from tests.workflows.cases_proposal import asked


def test_without_anybody_to_confirm_it_is_said_how_to_go_on(cast):
    Appointment.objects.filter(user=cast.manager).update(ends_on=today() - DAY)
    answer = give(cast, cast.nobody, "operator")
    assert answer.status_code == 403
    assert "Chưa có người thứ hai để xác nhận" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_whoever_asked_and_left_has_asked_for_nothing(cast):
    waiting = asked(cast)
    Appointment.objects.filter(user=cast.admin).update(ends_on=today() - DAY)
    answer = press(cast, "manager", "confirm", waiting)
    assert "Người đề nghị không còn quyền" in answer.content.decode()
    assert held(cast.nobody) == set()


def test_what_is_gone_since_is_a_lost_race(cast):
    withdraw(cast)
    Appointment.objects.filter(starts_on__gt=today()).delete()
    (waiting,) = Proposal.objects.all()
    assert press(cast, "manager", "confirm", waiting).status_code == 409
    assert Proposal.objects.get().state == "requested"


def test_nobody_confirms_what_has_waited_for_a_week(cast):
    waiting = asked(cast)
    with time_machine.travel(waiting.created_at + timedelta(days=7, seconds=1)):
        assert "hết hạn" in press(cast, "manager", "confirm", waiting).content.decode()
        assert held(cast.nobody) == set()
        ask_to_close(timezone.now())
        jobs.run_waiting()
        assert Proposal.objects.get().state == "expired"
        told = Notice.objects.filter(user=cast.admin, record_id=waiting.pk)
        assert list(told.values_list("kind", flat=True)) == ["answered"]
        asked(cast)
        confirm(cast)
    assert "specialist" in {post.role for post in cast.nobody.appointments.all()}


def test_one_that_ran_out_does_not_stand_in_the_way_of_the_next(cast):
    first = asked(cast)
    with time_machine.travel(first.created_at + timedelta(days=8)):
        asked(cast)
    assert list(Proposal.objects.order_by("pk").values_list("state", flat=True)) == [
        "expired",
        "requested",
    ]


def test_where_who_asked_is_gone_an_administrator_closes_it(cast):
    waiting = asked(cast)
    Appointment.objects.filter(user=cast.admin).update(ends_on=today() - DAY)
    with time_machine.travel(waiting.created_at + timedelta(days=8)):
        close_lapsed(timezone.now())
        assert Proposal.objects.get().state == "requested"
        other = made.make_user("quantri-khac")
        made.appoint(other, Role.ADMINISTRATOR, cast.department)
        close_lapsed(timezone.now())
    assert Proposal.objects.get().state == "expired"
    assert Change.objects.of(waiting).latest("pk").by == other


def test_it_waits_on_the_home_page_of_whoever_can_confirm(cast):
    asked(cast)
    found = {
        who: [task.what for task in said_by(proposals_to_confirm, cast.fresh(who), today())]
        for who in ("manager", "admin", "specialist", "nobody")
    }
    assert found == {
        "manager": ["Xác nhận đề nghị: Giao chức trách"],
        "admin": [],
        "specialist": [],
        "nobody": [],
    }


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    for number in range(rows):
        person = made.make_user(f"tnh-{number:03}")
        assert give(cast, person, "specialist").status_code == 302
    client = cast.client("manager")
    # Session, user, posts; count, rows.
    with django_assert_num_queries(5):
        client.get(reverse("proposal-list"))


def test_what_was_confirmed_is_what_the_log_says(cast):
    give(cast, cast.nobody, "operator")
    confirm(cast)
    assert [said for said in (*check_log(), *check_records()) if said] == []
    Proposal.objects.update(values={"user": ["row", "portal.user", cast.admin.pk]})
    assert any("Đề nghị" in said for said in check_records() if said)


def test_a_value_that_cannot_be_kept_is_no_proposal():
    given = {"day": date(2026, 1, 31), "id": uuid.uuid4(), "text": "x", "none": None, "yes": True}
    assert unpack(pack(given)) == given
    with pytest.raises(TypeError):
        pack({"x": 1.5})
    with pytest.raises(ValueError):
        unpack({"x": ["what", 1]})


def test_the_same_kind_is_not_declared_twice():
    with pytest.raises(ValueError):
        register(kinds()[0])
