"""Passing on many records costs what passing on one costs."""

from datetime import date, timedelta

import pytest

from inspections.handovers.actions import hand_over
from inspections.handovers.models import HandoverKind
from inspections.people.models import Assignment
from tayninh_portal.access import Role
from tests.fixtures.cast import appoint, make_agency, make_user
from tests.inspections.complaint_story import log
from tests.inspections.handing import NOW, TODAY, passed
from tests.inspections.visiting import draft


@pytest.mark.parametrize("many", [1, 20])
def test_passing_on_many_takes_the_queries_of_one(cast, many, django_assert_max_num_queries):
    Assignment.objects.filter(agency__in=(cast.office, cast.district)).delete()
    for number in range(many):
        draft(cast, at=NOW, day=TODAY - timedelta(days=number))
        log(cast, subject_agency=cast.department, reserved_for=cast.manager)
        agency = make_agency(
            f"Phòng {number}", "subordinate", by=cast.admin, parent=cast.department
        )
        Assignment.objects.create(
            agency=agency,
            user=cast.specialist,
            starts_on=date(2015, 1, 1),
            created_at=NOW,
            created_by=cast.admin,
        )
    other = make_user("manager-2")
    appoint(other, Role.MANAGER, cast.department)
    asked = {"from_user": cast.manager, "to_user": other, "day": TODAY, "by": cast.manager}
    with django_assert_max_num_queries(60):
        reserved, _ = hand_over(**asked, at=NOW)
    with django_assert_max_num_queries(60):
        rest = passed(cast)
    kinds = [HandoverKind.VISIT, HandoverKind.RESERVED, HandoverKind.ASSIGNMENT]
    counts = [
        sum(each.items.filter(kind=kind).count() for each in (reserved, rest)) for kind in kinds
    ]
    assert counts == [many, many, many + 1]
