"""A visit that knows what it re-checks, and what its result does to what was put right."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from inspections.findings.models import Finding
from inspections.rechecks.actions import earlier_visits, record_rechecks, said_on
from inspections.rechecks.models import Recheck
from inspections.rechecks.tasks import remedies_to_reopen
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit, VisitCause
from reports.figures.catalog import compute
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.periods import parse_period
from tayninh_portal.models import Change
from tests.doing import do, said_by
from tests.fixtures.cast import moment
from tests.inspections.answering import DUE, confirmed_remedy, finding, text_of
from tests.inspections.teaming import planned
from tests.inspections.test_handling_successors import merge
from tests.inspections.visiting import draft

LATER = moment(2019, 8, 20, 14)
DAY = LATER.date()


def recheck(cast, **changes) -> Visit:
    """A draft that re-checks Sở Xây dựng."""
    given = {"day": DAY, "at": LATER, "cause": VisitCause.RECHECK}
    return draft(cast, **(given | changes))


def looked(cast, visit, earlier, result="not_done", **changes):
    results = dict.fromkeys(said_on(earlier), result)
    return record_rechecks(
        visit, earlier, results, **({"by": cast.specialist, "at": LATER} | changes)
    )


def end(cast, visit):
    return do(visit_flow.CONCLUDE, visit, by=cast.manager, at=LATER, conclusion="Đã kiểm tra lại.")


def sent(earlier, result: str, seen: str = "", client_id="") -> dict:
    [about] = said_on(earlier)
    return {"client_id": client_id or str(uuid4()), "seen": seen, f"finding-{about.pk}": result}


@time_machine.travel(LATER, tick=False)
def test_a_visit_that_once_was_planned_is_chosen_as_any_other(cast):
    with time_machine.travel(LATER - timedelta(days=20), tick=False):
        day = timezone.localdate()
        asked = {"day": day, "starts_at": time(8)}
        begun = planned(cast, at=timezone.now(), is_surprise=True, **asked)
        begun = do(visit_flow.START, begun, by=cast.specialist, **asked)
        Visit.every.filter(pk=begun.pk).update(headcount_note="Không đếm.", ends_at=time(9))
        earlier = Visit.every.get(pk=begun.pk)
        do(visit_flow.CONCLUDE, earlier, by=cast.manager, conclusion="Tốt.")
    assert earlier.pk < 0
    url = reverse("recheck-record", args=[recheck(cast).pk])
    answer = cast.client("specialist").get(url, {"lan": earlier.pk})
    assert answer.context["chosen"] == earlier


@time_machine.travel(LATER, tick=False)
def test_one_chooses_the_visit_and_says_of_each_thing_how_it_was_found(cast):
    made = confirmed_remedy(cast)
    visit, client = recheck(cast), cast.client("specialist")
    url = reverse("recheck-record", args=[visit.pk])
    assert f"?lan={made.visit_id}" in text_of(client.get(url))
    page = text_of(client.get(f"{url}?lan={made.visit_id}"))
    assert "Thiếu bảng tên, chức danh (hạn khắc phục 05/8/2019)" in page
    answer = client.post(f"{url}?lan={made.visit_id}", sent(made.visit, "not_done"))
    assert answer["Location"] == f"{reverse('visit-detail', args=[visit.pk])}#kiem-tra-lai"
    row = Recheck.objects.get()
    assert (row.visit, row.finding_id, row.result) == (visit, made.finding_id, "not_done")


@time_machine.travel(LATER, tick=False)
def test_a_double_click_writes_once_and_a_lost_race_is_told(cast):
    about = finding(cast, unit=True)
    visit, client = recheck(cast), cast.client("specialist")
    url = f"{reverse('recheck-record', args=[visit.pk])}?lan={about.visit_id}"
    first = sent(about.visit, "not_done")
    for _ in range(2):
        assert client.post(url, first).status_code == 302
    assert Change.objects.filter(record_type="inspections.recheck").count() == 1
    page = text_of(client.post(url, sent(about.visit, "done")))
    assert "đã được người khác sửa" in page
    row = Recheck.objects.get()
    assert row.result == "not_done"
    assert client.post(url, sent(about.visit, "done", f"{row.pk}.1")).status_code == 302
    assert Recheck.objects.get().result == "done"


def test_only_a_re_check_of_this_agency_by_who_works_on_the_draft(cast):
    about = finding(cast, unit=True)
    other = finding(cast, "b", unit=True)
    with pytest.raises(ValidationError):
        looked(cast, draft(cast, day=DAY, at=LATER), about.visit)
    visit = recheck(cast)
    with pytest.raises(ValidationError):
        looked(cast, visit, other.visit)
    with pytest.raises(Refused):
        looked(cast, visit, about.visit, by=cast.specialist_b)
    end(cast, visit)
    with pytest.raises(Conflict):
        looked(cast, visit, about.visit)
    assert Recheck.objects.count() == 0


def test_what_a_merged_body_left_is_re_checked_where_it_went(cast):
    about = finding(cast, unit=True)
    merge(cast)
    cast.b.refresh_from_db()
    visit = recheck(cast, agency=cast.b)
    assert list(earlier_visits(visit, cast.specialist)) == [about.visit]
    assert list(earlier_visits(recheck(cast, agency=cast.commune), cast.specialist)) == []


def test_both_visits_and_the_remedy_show_each_other_once_it_is_concluded(cast):
    made = confirmed_remedy(cast)
    visit = recheck(cast)
    looked(cast, visit, made.visit)
    pages = [
        reverse("visit-detail", args=[made.visit_id]),
        reverse("remedy-detail", args=[made.pk]),
    ]
    client = cast.client("clerk_a")
    before = [text_of(client.get(url)) for url in pages]
    end(cast, visit)
    after = [text_of(client.get(url)) for url in pages]
    link = reverse("visit-detail", args=[visit.pk])
    assert [link in page for page in (*before, *after)] == [False, False, True, True]
    own = text_of(client.get(link))
    assert reverse("visit-detail", args=[made.visit_id]) in own
    assert "chưa khắc phục" in own


def test_what_was_confirmed_and_found_undone_is_the_judges_to_reopen(cast):
    made = confirmed_remedy(cast)
    visit = recheck(cast)
    looked(cast, visit, made.visit)
    assert said_by(remedies_to_reopen, cast.fresh("specialist"), DAY) == []
    end(cast, visit)
    [task] = said_by(remedies_to_reopen, cast.fresh("specialist"), DAY)
    assert task.what == "Kiểm tra lại thấy chưa khắc phục: Thiếu bảng tên, chức danh"
    assert said_by(remedies_to_reopen, cast.fresh("specialist_b"), DAY) == []
    assert said_by(remedies_to_reopen, cast.fresh("clerk_a"), DAY) == []
    again = do(remedy_flow.REOPEN, Remedy.objects.get(), by=cast.specialist, at=LATER, note="Thiếu")
    assert (again.state, again.confirmed_on, again.due_on) == ("returned", None, DUE)
    assert said_by(remedies_to_reopen, cast.fresh("specialist"), DAY) == []
    confirmations = Change.objects.of(again).filter(action="confirm")
    assert [line.data["confirmed_on"] for line in confirmations] == ["2019-07-19"]


def test_a_confirmed_one_that_was_reopened_is_overdue_again_in_what_figures_say(cast):
    made = confirmed_remedy(cast)
    year = parse_period("calendar-2019")
    keys = ("remedies.due", "remedies.done", "remedies.overdue")
    with time_machine.travel(LATER, tick=False):
        before = compute(year)
        do(remedy_flow.REOPEN, made, by=cast.specialist, at=LATER, note="Lại thiếu.")
        after = compute(year)
    assert [before[key] for key in keys] == [1, 1, 0]
    assert [after[key] for key in keys] == [1, 0, 1]


def test_found_done_gives_nobody_anything_to_do(cast):
    made = confirmed_remedy(cast)
    visit = recheck(cast)
    looked(cast, visit, made.visit, "done")
    end(cast, visit)
    assert said_by(remedies_to_reopen, cast.fresh("specialist"), DAY) == []
    assert Finding.objects.get(pk=made.finding_id).rechecks.get().result == "done"


def test_a_stranger_looked_at_again_is_not_told_to_the_visited_body(cast):
    about = finding(cast, elsewhere=cast.b)
    visit = recheck(cast)
    looked(cast, visit, about.visit)
    end(cast, visit)
    pages = [reverse("visit-detail", args=[each.pk]) for each in (visit, about.visit)]
    shown = {
        who: ["chưa khắc phục" in text_of(cast.client(who).get(url)) for url in pages]
        for who in ("specialist", "clerk_a")
    }
    assert shown == {"specialist": [True, True], "clerk_a": [False, False]}


def test_the_page_of_a_re_check_costs_the_same_for_any_number(cast, django_assert_num_queries):
    visits = []
    for number in (1, 12):
        about = finding(cast, unit=True).visit
        visit = recheck(cast)
        looked(cast, visit, about)
        for _ in range(number - 1):
            looked(cast, visit, finding(cast, unit=True).visit)
        visits.append(end(cast, visit))
    client = cast.client("clerk_a")
    for visit in visits:
        with django_assert_num_queries(13):
            text_of(client.get(reverse("visit-detail", args=[visit.pk])))
