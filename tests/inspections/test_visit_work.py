"""Visits on the home page, in the search and in their own log."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from inspections.visits.models import Visit
from tayninh_portal.access import Role
from tests.fixtures.cast import appoint, moment
from tests.inspections.visiting import (
    NOW,
    concluded,
    draft,
    violation,
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def test_home_asks_for_drafts_left_lying(cast):
    old = draft(cast, day=date(2019, 7, 1))
    recent = draft(cast, day=date(2019, 7, 2))
    draft(cast)
    other = draft(cast, by=cast.manager, day=date(2019, 7, 1), members=[], head=cast.specialist_b)
    concluded(cast)

    def tasks(name: str) -> list[str]:
        groups = cast.client(name).get(reverse("home")).context["groups"]
        return sorted(task.url for _, lines in groups for task in lines)

    def urls(*visits: Visit) -> list[str]:
        return sorted(reverse("visit-detail", args=[visit.pk]) for visit in visits)

    assert tasks("specialist") == urls(old, recent)
    assert tasks("manager") == urls(old, other)


def test_an_agency_has_a_tile_of_its_visits_this_year_that_opens_just_these(cast):
    concluded(cast)
    concluded(cast, agency=cast.a_unit)
    concluded(cast, day=date(2018, 12, 31))
    concluded(cast, agency=cast.b)
    draft(cast)
    client = cast.client("head_a")
    tiles = client.get(reverse("home")).context["tiles"]
    tile = next(tile for tile in tiles if tile.url.startswith(reverse("visit-list")))
    assert (tile.label, tile.value, tile.note) == ("Lượt kiểm tra", 2, "đã kết thúc, năm 2019")
    assert client.get(tile.url).context["page"].paginator.count == 2


def test_search_finds_a_visit_by_its_agency_without_accents(cast):
    visit = concluded(cast)
    concluded(cast, agency=cast.b)
    appoint(cast.nobody, Role.AGENCY_CLERK, cast.a)

    def found(name: str) -> list[str]:
        hits = cast.client(name).get(reverse("search"), {"q": "so xay dung"}).context["hits"]
        return [hit.url for hit in hits if hit.kind == "Lượt kiểm tra"]

    assert found("specialist") == [reverse("visit-detail", args=[visit.pk])]
    assert found("nobody") == [reverse("visit-detail", args=[visit.pk])]
    assert found("clerk_b") == []


def test_the_log_of_a_visit_is_shown_newest_first_with_its_findings(cast):
    with time_machine.travel(moment(2019, 7, 5, 9), tick=False):
        visit = draft(cast, at=None)
    violation(cast, visit)
    page = cast.client("specialist").get(reverse("visit-detail", args=[visit.pk]))
    assert [(entry.text, entry.who) for entry in page.context["timeline"]] == [
        ("Thêm nội dung ghi nhận", "Minh họa manager"),
        ("Ghi nhận lượt kiểm tra", "Minh họa specialist"),
    ]
