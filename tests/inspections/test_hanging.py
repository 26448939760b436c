"""Whether anything hangs on a record: found by one query, and never missed."""

import pytest
from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.head_criticisms.models import HeadCriticism
from inspections.minutes.models import Minutes
from inspections.visits.models import Visit
from inspections.visits.owned import VisitAbsence
from tayninh_portal.hanging import hangs, known_without
from tests.inspections.minuting import signed
from tests.inspections.visiting import draft

pytestmark = pytest.mark.once


def test_one_query_tells_of_all_rooms_and_stays_with_the_record(cast, django_assert_num_queries):
    made = signed(cast)
    visit = Visit.every.get(pk=made.visit_id)
    with django_assert_num_queries(1):
        assert (hangs(visit, Minutes), hangs(visit, HeadCriticism)) == (True, False)
        assert not hangs(visit, VisitAbsence)
    assert (known_without(visit, HeadCriticism), known_without(visit, Minutes)) == (True, False)


def test_what_nobody_told_of_has_to_be_asked(cast, django_assert_num_queries):
    visit = draft(cast)
    with django_assert_num_queries(0):
        assert hangs(visit, Complaint)
        assert not known_without(visit, Minutes)


def test_another_record_is_asked_for_itself(cast):
    first, second = signed(cast).visit, draft(cast)
    assert [hangs(Visit.every.get(pk=row.pk), Minutes) for row in (first, second)] == [True, False]


def test_a_page_shows_what_came_since_the_last(cast):
    visit, client = draft(cast), cast.client("specialist")
    url = reverse("visit-detail", args=[visit.pk])
    assert "07/BB-SNV" not in client.get(url).content.decode()
    signed(cast, visit, number=7)
    assert "07/BB-SNV" in client.get(url).content.decode()
