"""The page of all readings of identities: the leader sees all, others what is theirs to know."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from inspections.agencies.actions import assign_agency
from inspections.identities.actions import open_identity
from tests.inspections.complaint_story import NAME, log
from tests.inspections.visiting import DAY, NOW, draft, violation

PAGE = reverse("identity-reading-list")
REASON = "Soạn văn bản đề nghị xử lý"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        yield


def person_read(cast, by, visit=None, **when):
    """Somebody opens who a finding is about; gives the finding."""
    finding = violation(cast, visit or draft(cast), person={"name": NAME, "post": "Phó phòng"})
    open_identity(
        finding, finding.person, by=by, action="finding.read_identity", reason=REASON, **when
    )
    return finding


def caller_read(cast, by, **fields):
    """Somebody opens who called; gives the complaint."""
    complaint = log(cast, **fields)
    open_identity(
        complaint, complaint.caller, by=by, action="complaint.read_identity", reason=REASON
    )
    return complaint


def seen(client, **query) -> list[tuple[str, str, str]]:
    """Who looked, at whom, where it leads."""
    lines = client.get(PAGE, query).context["table"].lines
    return [(line.reading.by.username, line.whose, line.url) for line in lines]


def test_the_leader_sees_every_reading_with_reason_and_record_and_no_name(cast):
    finding = person_read(cast, cast.specialist)
    complaint = caller_read(cast, cast.operator)
    client = cast.client("manager")
    assert seen(client) == [
        ("operator", "Người phản ánh", reverse("complaint-detail", args=[complaint.pk])),
        ("specialist", "Người vi phạm", reverse("visit-detail", args=[finding.visit_id])),
    ]
    page = client.get(PAGE).content.decode()
    assert REASON in page and f"Phản ánh số {complaint.pk}" in page and "ngày 05/7/2019" in page
    assert NAME not in page
    assert seen(client, q="operator") == seen(client)[:1]
    assert seen(client, record_type="inspections.finding") == seen(client)[1:]
    assert seen(client, day_to="08/7/2019") == []
    assert len(seen(client, day_from="09/7/2019", day_to="09/7/2019")) == 2


def test_who_is_in_charge_sees_the_readings_of_their_agencies_and_their_own(cast):
    assign_agency(cast.a, by=cast.manager, to=cast.specialist, starts_on=DAY)
    of_a = person_read(cast, cast.manager)
    of_b = violation(cast, draft(cast, agency=cast.b), person={"name": NAME})
    for reader in (cast.manager, cast.specialist):
        open_identity(of_b, of_b.person, by=reader, action="finding.read_identity", reason=REASON)
    caller_read(cast, cast.operator)
    visit_a, visit_b = (reverse("visit-detail", args=[f.visit_id]) for f in (of_a, of_b))
    own = ("specialist", "Người vi phạm", visit_b)
    assert seen(cast.client("specialist")) == [own, ("manager", "Người vi phạm", visit_a)]
    # In charge of agency B.
    assert seen(cast.client("specialist_b")) == [own, ("manager", "Người vi phạm", visit_b)]
    assert [by for by, *_ in seen(cast.client("operator"))] == ["operator"]


def test_readings_of_a_complaint_reserved_for_another_stay_with_it(cast):
    caller_read(cast, cast.leader, subject_agency=cast.department, reserved_for=cast.leader)
    assert seen(cast.client("manager")) == []
    assert [by for by, *_ in seen(cast.client("leader"))] == ["leader"]


def test_every_room_that_seals_a_name_says_what_its_readings_are_called(cast):
    page = cast.client("manager").get(PAGE).content.decode()
    (box,) = re.findall(r'<select name="record_type".*?</select>', page, re.S)
    offered = dict(re.findall(r'<option value="([^">]+)"[^>]*>(.+?)</option>', box))
    assert offered == {
        "inspections.complaint": "Người phản ánh",
        "inspections.finding": "Người vi phạm",
        "inspections.headcriticism": "Người bị đề nghị phê bình",
        "inspections.minutes": "Người có tên trong biên bản",
        "inspections.resultpaper": "Văn bản nêu tên",
    }


@pytest.mark.parametrize("who", ["clerk_a", "head_a", "admin", "nobody"])
def test_nobody_else_opens_it(cast, who):
    assert cast.client(who).get(PAGE).status_code == 403


def test_everybody_who_may_open_it_finds_it_under_their_account(cast):
    assert PAGE in cast.client("manager").get(reverse("account-me")).content.decode()
    assert PAGE not in cast.client("clerk_a").get(reverse("account-me")).content.decode()


def test_many_readings_ask_no_more_than_one_of_each(cast, django_assert_num_queries):
    client = cast.client("manager")
    finding = person_read(cast, cast.specialist)
    caller_read(cast, cast.operator)
    # The last page of thirty and more has no complaint on it.
    for more, queries in ((0, 8), (30, 7)):
        for _ in range(more):
            open_identity(
                finding,
                finding.person,
                by=cast.manager,
                action="finding.read_identity",
                reason=REASON,
            )
        client.get(PAGE)
        with django_assert_num_queries(queries):
            client.get(PAGE)
