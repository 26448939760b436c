"""Two requests of one double click on a merger: it is done once, and both are told so."""

from datetime import date

from inspections.agencies.actions import merge_agencies
from inspections.agencies.models import Agency, Succession
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.inspections.test_complaint_races import together

ON = date(2019, 8, 1)


def test_both_requests_of_a_double_click_get_the_merger_that_was_made(transactional_db, cast):
    def click():
        into = Agency.objects.get(pk=cast.b.pk)
        # As the form was shown: both requests carry the version of before.
        return merge_agencies(
            [Agency.objects.get(pk=cast.a.pk)],
            into=into,
            on=ON,
            by=cast.fresh("admin"),
            at=moment(2019, 8, 1),
            basis="Sắp xếp",
            seen_version=cast.b.version,
        )

    made = together(click, click, click)
    row = Succession.objects.get()
    assert [[each.pk for each in rows] for rows in made] == [[row.pk]] * 3
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
