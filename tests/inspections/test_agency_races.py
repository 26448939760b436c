"""Two requests of one double click on a merger: it is done once, and both are told so."""

from datetime import date
from functools import partial
from uuid import uuid4

from django.urls import reverse

from inspections.agencies.actions import merge_agencies
from inspections.agencies.models import Agency, Succession
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.inspections.test_complaint_races import together

ON = date(2019, 8, 1)


def test_every_request_of_a_double_click_is_done_and_the_merger_made_once(transactional_db, cast):
    form = {
        "predecessors": [cast.a.pk],
        "on": "01/8/2019",
        "basis": "Sắp xếp",
        "confirmed": "1",
        "seen_version": cast.b.version,
        "client_id": str(uuid4()),
    }
    target = reverse("agency-merge", args=[cast.b.pk])
    clients = [cast.client("admin") for _ in range(3)]
    answers = together(*(partial(client.post, target, form) for client in clients))
    assert [answer.status_code for answer in answers] == [302] * 3
    assert Succession.objects.count() == 1
    labels = [line.label for line in Change.objects.of(cast.b)]
    assert labels.count("Tiếp nhận do sáp nhập") == 1


def test_another_merger_into_the_same_body_meanwhile_is_told(transactional_db, cast):
    def merger(old):
        return lambda: merge_agencies(
            [Agency.objects.get(pk=old.pk)],
            into=Agency.objects.get(pk=cast.b.pk),
            on=ON,
            by=cast.fresh("admin"),
            at=moment(2019, 8, 1),
            basis="Sắp xếp",
            seen_version=cast.b.version,
        )

    made = together(merger(cast.a), merger(cast.district))
    assert made.count("Conflict") == 1
    assert Succession.objects.count() == 1
