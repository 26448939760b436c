"""Two requests at the same moment: on either database one wins, and nothing is left over."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.complaints.receipt import log_complaint
from inspections.identities.models import Identity
from tayninh_portal.errors import Conflict
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import RECEIVED_AT, answered, log

AT = moment(2019, 7, 12)


def together(*actions):
    """Do all at once, each on a connection of its own; what they gave, or the name of what rose."""
    start = Barrier(len(actions))

    def run(action):
        try:
            start.wait(10)
            return action()
        except (Conflict, ValidationError) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_two_requests_of_one_double_click_make_one_complaint(transactional_db, cast):
    key = uuid4()

    def click():
        return log_complaint(
            by=cast.fresh("operator"),
            at=RECEIVED_AT,
            client_id=key,
            received_at=RECEIVED_AT,
            channel="letter",
            subject_agency=cast.a,
            summary="Gửi hai lần",
            content="Lời kể",
        )

    made = together(click, click, click)
    assert sorted(created for _, created in made) == [False, False, True]
    assert {complaint.pk for complaint, _ in made} == {Complaint.objects.get().pk}
    assert Identity.objects.count() == 1


def test_of_two_people_closing_one_complaint_one_is_told(transactional_db, cast):
    key = answered(cast).pk

    def close(who):
        # Both read it before either of them writes, however slowly the other starts.
        row, by = Complaint.objects.get(pk=key), cast.fresh(who)
        return lambda: do(complaint_flow.CLOSE, row, by=by, at=AT).state

    assert sorted(together(close("operator"), close("manager"))) == ["Conflict", "closed"]
    assert Change.objects.of(Complaint.objects.get()).filter(action="close").count() == 1


def test_two_complaints_merged_into_each_other_do_not_both_vanish(transactional_db, cast):
    one, two = log(cast).pk, log(cast).pk

    def merge(which, into):
        return do(
            complaint_flow.MERGE,
            Complaint.objects.get(pk=which),
            by=cast.fresh("operator"),
            at=AT,
            into=Complaint.objects.get(pk=into),
            note="Trùng nội dung",
        ).state

    done = together(lambda: merge(one, two), lambda: merge(two, one))
    assert sorted(done) == ["ValidationError", "merged"]
    assert Complaint.objects.counted().count() == 1


def test_the_id_of_anothers_form_opens_nothing(cast):
    key = uuid4()
    first = log(cast, client_id=key)
    with pytest.raises(Conflict, match="Biểu mẫu này đã được người khác gửi"):
        log(cast, by=cast.manager, client_id=key, summary="Việc khác hẳn (minh họa)")
    assert list(Complaint.objects.all()) == [first]
