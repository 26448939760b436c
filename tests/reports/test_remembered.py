"""What a story made is put back as it was, where all it depends on is as it was."""

import pytest
from django.db import transaction

from inspections.agencies.models import Agency
from reports.freezing.models import Freeze
from reports.narrative.models import Report
from tayninh_portal import records
from tayninh_portal.models import Change
from tests.fixtures import remembered
from tests.reports.composition import a_maker, a_reported_year
from tests.reports.workflow_story import now, sent


@pytest.fixture
def told(monkeypatch):
    """The stories of this test alone."""
    told = {}
    monkeypatch.setattr(remembered, "_told", told)
    return told


def left_by(story) -> tuple:
    """What a story gives and the rows there are after it; the database is as before again."""
    with transaction.atomic():
        given = story()
        rows = remembered._rows()
        transaction.set_rollback(True)
    return given, rows


def test_the_second_time_it_is_the_same_rows(cast, told):
    first, rows = left_by(lambda: sent(cast))
    kept = len(told)
    again, rows_again = left_by(lambda: sent(cast))
    assert (len(told), again, rows_again) == (kept, first, rows)
    assert (len(rows[Report]), len(rows[Freeze])) == (1, 1)


def test_rows_go_on_from_what_was_put_back(cast, told):
    left_by(lambda: sent(cast))
    report = sent(cast)
    assert now(report).state == "submitted"
    newest = Change.objects.order_by("pk").last()
    records.amend(cast.b, {"name": "Sở Y tế mới"}, by=cast.admin, seen_version=cast.b.version)
    assert Change.objects.order_by("pk").last().pk > newest.pk


def test_where_something_else_is_recorded_it_is_told_anew(cast, told):
    _, rows = left_by(lambda: sent(cast))
    kept = len(told)
    Agency.objects.filter(pk=cast.b.pk).update(name="Sở Y tế (đổi tên)")
    _, others = left_by(lambda: sent(cast))
    assert len(told) > kept
    assert others[Agency] != rows[Agency]


def test_what_was_counted_beside_it_is_put_back_too(cast, told):
    def year():
        maker = a_maker(cast)
        return a_reported_year(maker), maker.ledger

    first, rows = left_by(year)
    again, rows_again = left_by(year)
    assert (again, rows_again) == (first, rows)
    assert first[1].recount()["visits.total"] == 3


def test_a_story_may_not_change_what_was_there(cast, told):
    @remembered.remembered
    def renamed(cast):
        Agency.objects.filter(pk=cast.b.pk).update(name="Khác")

    with pytest.raises(ValueError, match="cannot be remembered"):
        renamed(cast)
