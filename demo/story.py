"""The story of the demo: the province on its first day, its people, then chapter after chapter.

A chapter tells some years side by side, up to a day or to its end; the next one goes on from what
the portal holds by then.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from demo.clock import moment
from demo.complaints import follow
from demo.engine import Story
from demo.facts import agencies_tell, carry_out, issue_paper
from demo.people import People, appoint_officers, people_of_the_demo, share_password, staff
from demo.registry import Start, found, rearrange
from demo.reports import replace_report, write_report
from demo.self_inspections import hold_round
from demo.visits import Tour, outing_begins, season_begins
from demo.years import Chapter, Year, read_registry, read_year
from inspections.agencies.models import Agency
from inspections.people.actions import found_portal
from tayninh_portal.models import Change


def tell(chapter: Chapter) -> None:
    """Tell one chapter, in one transaction: a demo that broke half-way would be neither."""
    registry = read_registry()
    story = Story()
    with transaction.atomic():
        if Agency.objects.exists():
            told = Change.objects.latest("at").at.date()
            people = people_of_the_demo(told)
        else:
            told = registry.start.day
            people = _begin_the_province(registry.start)
        for change in registry.changes:
            if told < change.on and chapter.reaches(change.on):
                story.begin(rearrange(change, people))
        for year in chapter.years:
            _begin_year(story, people, read_year(year))
        story.tell(moment(chapter.until + timedelta(days=1), 0) if chapter.until else None)
        share_password()


def _begin_the_province(start: Start) -> People:
    """The portal with its registry, its officers, and a clerk and a head of all that are due."""
    at = moment(start.opened, 8)
    admin, province, _ = found_portal(
        username="quantri",
        full_name="Quản trị hệ thống Sở Nội vụ (minh họa)",
        on=start.day,
        at=at,
        illustrative=True,
    )
    found(start, province=province, admin=admin, at=at)
    people = appoint_officers(admin, since=start.posts_since, at=at)
    due = Agency.objects.may_be_due(start.posts_since).select_related("parent").sorted()
    staff(people, list(due), since=start.posts_since, at=at)
    return people


def _begin_year(story: Story, people: People, year: Year) -> None:
    """Let everything of a year run along, each from its own day."""
    tour = Tour(story, people, year.bases)
    asked, way = year.report
    courses = (
        *(rearrange(change, people) for change in year.changes),
        *(follow(case, people) for case in year.complaints),
        *(season_begins(tour, season) for season in year.seasons),
        *(outing_begins(tour, outing) for outing in year.outings),
        *(hold_round(story, people, tide) for tide in year.rounds),
        *(issue_paper(people, paper) for paper in year.papers),
        *(carry_out(people, deed) for deed in year.deeds),
        *(agencies_tell(story, people, telling) for telling in year.tellings),
        write_report(people, asked, way),
        *(replace_report(people, earlier, anew) for earlier, anew in year.replacements),
    )
    for course in courses:
        story.begin(course)
