"""Who took over from a body that ended answers its findings; the count stays with the old body."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from inspections.agencies.actions import merge_agencies
from inspections.agencies.models import Agency
from inspections.findings.models import Finding
from inspections.handlings import workflow as handling_flow
from inspections.handlings.actions import enter_handling, open_handling_file
from inspections.handlings.models import Handling, HandlingState
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import REMEDY_HOLDERS, Remedy
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from reports.figures.catalog import compute, group_by
from tayninh_portal.access import Role, may, today
from tayninh_portal.errors import Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.tasks import grouped_tasks
from tests.doing import do
from tests.fixtures.cast import appoint, moment
from tests.inspections.answering import (
    DUE,
    NOW,
    TODAY,
    confirmed_handling,
    finding,
    form,
    handling,
    handling_form,
    text_of,
)
from tests.inspections.implementing import upload
from tests.inspections.visiting import draft, violation

LIST = "/kiem-tra/xu-ly/"
ON = date(2019, 8, 1)
AFTER = moment(2019, 8, 2, 9)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(AFTER, tick=False):
        yield


def merge(cast, old="a", into="b", on=ON):
    """``into`` takes over ``old`` and receives what it left open."""
    merge_agencies(
        [Agency.objects.get(pk=getattr(cast, old).pk)],
        into=Agency.objects.get(pk=getattr(cast, into).pk),
        on=on,
        by=cast.admin,
        at=moment(on.year, on.month, on.day),
        basis="Nghị quyết 1",
    )


def entered(about: Finding, by, **changes) -> Handling:
    given = {"form": form("remind_oral"), "starts_on": TODAY, "at": AFTER} | changes
    return enter_handling(Finding.objects.get(pk=about.pk), by=by, **given)[0]


def test_the_successor_answers_through_the_browser_without_seeing_the_old_visit(cast):
    about = finding(cast)
    visit, create = (
        reverse("visit-detail", args=[about.visit_id]),
        reverse("handling-create", args=[about.pk]),
    )
    client = cast.client("clerk_b")
    assert client.get(create).status_code == 404
    merge(cast)
    assert client.get(visit).status_code == 404
    page = text_of(client.get(LIST))
    assert (create in page, visit in page) == (True, False)
    page = text_of(client.get(create))
    assert visit not in page
    assert "Sở Xây dựng" in page
    made_at = client.post(create, handling_form())["Location"]
    made = Handling.objects.get()
    assert made_at == reverse("handling-detail", args=[made.pk])
    page = text_of(client.get(made_at))
    assert (visit in page, reverse("handling-update", args=[made.pk]) in page) == (False, True)


def test_the_successor_is_told_what_is_to_be_answered(cast):
    about = finding(cast)
    merge(cast)
    found = [
        (task.what, task.whose, task.url)
        for _, tasks in grouped_tasks(cast.fresh("head_b"), ON)
        for task in tasks
        if "xử lý" in task.what
    ]
    url = f"{LIST}?state=none&agency={cast.a.pk}"
    assert found == [("Ghi kết quả xử lý 01 nội dung, kiểm tra ngày 05/7/2019", "Sở Xây dựng", url)]
    page = text_of(cast.client("head_b").get(url))
    assert reverse("handling-create", args=[about.pk]) in page


def test_the_count_stays_with_the_body_that_was_inspected(cast):
    about = finding(cast)
    merge(cast)
    made = entered(about, cast.fresh("clerk_b"))
    do(handling_flow.CONFIRM, made, by=cast.specialist, at=AFTER)
    year = parse_period("2019-01-01..2019-12-31")
    assert compute(year)["handlings.total"] == 1
    cells = group_by(["handlings.total"], ("agency",), year)
    assert {key: cell["handlings.total"] for key, cell in cells.items()} == {(cast.a.pk,): 1}


def test_what_is_taken_over_goes_on_to_the_next_successor(cast):
    about = finding(cast)
    merge(cast)
    merge(cast, "b", "office", date(2019, 8, 2))
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.office)
    assert entered(about, cast.fresh("nobody")).state == HandlingState.ENTERED


@pytest.mark.parametrize("who", ["clerk_b", "head_b"])
def test_before_the_merger_and_without_being_its_receiver_nobody_else_answers(cast, who):
    about = finding(cast)
    with pytest.raises(Refused):
        entered(about, cast.fresh(who))
    merge(cast, into="office")
    with pytest.raises(Refused):
        entered(about, cast.fresh(who))
    assert list(Handling.objects.all()) == []


def test_what_was_answered_before_is_seen_and_neither_answered_again_nor_opened(cast):
    settled = confirmed_handling(cast, upload=upload())
    merge(cast)
    client = cast.client("clerk_b")
    assert reverse("handling-detail", args=[settled.pk]) in text_of(client.get(LIST))
    settled = Handling.objects.get(pk=settled.pk)
    assert not may(cast.fresh("clerk_b"), "handling.open_file", settled)
    assert may(cast.fresh("specialist"), "handling.open_file", settled)
    waiting = handling(cast, finding(cast), upload=upload())
    assert open_handling_file(waiting, by=cast.fresh("clerk_b"), at=AFTER)


@pytest.mark.parametrize(("ends", "opens"), [(TODAY, False), (date(2019, 7, 18), True)])
def test_what_was_settled_until_the_last_day_of_the_old_body_stays_with_it(cast, ends, opens):
    """Settled on that very day it is the old body's; afterwards it was the successor's work."""
    settled = confirmed_handling(cast)
    merge(cast, on=ends + timedelta(1))
    settled = Handling.objects.get(pk=settled.pk)
    clerk = cast.fresh("clerk_b")
    assert bool(may(clerk, "handling.open_file", settled)) is opens
    appoint(clerk, Role.AGENCY_CLERK, cast.a)
    assert may(cast.fresh("clerk_b"), "handling.open_file", settled)


def test_the_body_above_opens_what_its_unit_settled_before_it_ended(cast):
    settled = confirmed_handling(cast, finding(cast, "a_unit"))
    Agency.objects.filter(pk=cast.a_unit.pk).update(ends_on=ON)
    assert may(cast.fresh("clerk_a"), "handling.open_file", Handling.objects.get(pk=settled.pk))


def test_nobody_of_the_successor_judges_what_it_answered(cast):
    about = finding(cast, team=[cast.specialist_b])
    merge(cast)
    made = entered(about, cast.fresh("clerk_b"))
    appoint(cast.specialist_b, Role.AGENCY_HEAD, cast.b)
    assert not may(cast.fresh("specialist_b"), "handling.confirm", made)
    assert may(cast.fresh("manager"), "handling.confirm", made)


def test_a_visit_concluded_after_the_merger_leaves_its_remedy_to_the_successor(cast):
    visit = draft(cast, at=NOW)
    violation(cast, visit, at=NOW, remedy_due_on=DUE)
    merge(cast)
    visit = Visit.objects.get(pk=visit.pk)
    do(visit_flow.CONCLUDE, visit, by=cast.specialist, at=AFTER, conclusion="Chấp hành tốt.")
    made = Remedy.objects.get()
    assert made.receiver is None
    clerk = cast.fresh("clerk_b")
    assert list(Remedy.objects.visible_to(clerk)) == [made]
    assert list(Remedy.objects.filter(REMEDY_HOLDERS.q(clerk, today()))) == [made]
    done = do(remedy_flow.REPORT, made, by=clerk, at=AFTER, done_on=ON, text="Đã gắn.")
    assert done.finding.visit.agency == cast.a


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_of_a_successor_takes_the_same_queries_for_any_number_of_rows(
    cast, rows, django_assert_num_queries
):
    for _ in range(rows):
        finding(cast)
    merge(cast)
    client = cast.client("clerk_b")
    # session, account, posts; what it took over; count, findings; handlings; visits it may see;
    # which of the findings the person may answer; kinds of finding to filter by
    with django_assert_num_queries(11):
        answer = client.get(LIST)
    assert len(answer.context["table"].lines) == min(rows, 25)
