"""The story of the demo: the year of the real report, then year after year up to a day.

The first part is told to its end; the second goes on from what the portal holds by then.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from demo.clock import moment, reporting_year, workdays_before
from demo.complaints import follow
from demo.engine import Story
from demo.facts import agencies_tell, carry_out, issue_paper
from demo.inspections import hold_inspection, put_on_schedule
from demo.people import (
    People,
    appoint_officers,
    give_numbers,
    people_of_the_demo,
    share_password,
    staff,
)
from demo.plans import amend_programme, enter_foreign, form_squad, hold_programme
from demo.registry import Start, found, rearrange
from demo.reports import replace_report, write_report
from demo.self_inspections import hold_round
from demo.visits import Basis, Tour, outing_begins, season_begins
from demo.years import Year, read_desk, read_registry, read_year, read_years
from inspections.agencies.models import Agency
from inspections.people.actions import found_portal
from reports.narrative.models import Report
from tayninh_portal import illustrative

# A report issued so many working days ago can have been found wanting by now.
READ_AGAIN_AFTER = 10


def tell_alone() -> int:
    """Found the portal and tell the year that stands by itself, to its end; which year that is."""
    year = read_years().alone
    with transaction.atomic():
        people = _begin_the_province(read_registry().start)
        story = Story()
        stated = read_year(year)
        # Its visits stand on a plan of UBND tỉnh that has no lines here.
        _begin(story, people, stated, bases=stated.bases, by_lines=False)
        story.compose(None)
        share_password()
        give_numbers()
        illustrative.remember(None)
    return year


def tell_up_to(day: date) -> list[int]:
    """Go on to the morning of ``day``: the year before, the year under way, and what lies on the
    desks; which years that took.

    While the report of the year before is too young to be found wanting, the one before it is told
    as well. Empty, and nothing is told, for a day before all that.
    """
    years = _years_up_to(day)
    if not years:
        return []
    with transaction.atomic():
        alone = illustrative.is_untouched()
        people = people_of_the_demo(day)
        story = Story()
        for change in read_registry().changes:
            story.begin(rearrange(change, people))
        stated = [read_year(year) for year in years]
        for year in stated:
            _begin(story, people, year, bases=year.bases, replaced=years[0])
        _begin(story, people, read_desk(day), bases=stated[-1].bases, replaced=years[0])
        story.compose(moment(day, 0))
        share_password()
        give_numbers()
        # What somebody wrote in between is no part of the demo.
        if alone:
            illustrative.remember(day)
        else:
            illustrative.forget()
    return years


def is_built() -> tuple[bool, bool]:
    """Which of the two parts this portal holds: each ends with its report."""
    years = set(Report.objects.filter(is_illustrative=True).values_list("year", flat=True))
    alone = read_years().alone
    return alone in years, bool(years - {alone})


def _years_up_to(day: date) -> list[int]:
    newest = reporting_year(day)
    for year in range(newest - 1, read_years().since - 1, -1):
        _, way = read_year(year).reports[0]
        if way.issued is not None and way.issued < workdays_before(day, READ_AGAIN_AFTER):
            return list(range(year, newest + 1))
    return []


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


def _begin(
    story: Story,
    people: People,
    year: Year,
    *,
    bases: list[Basis],
    by_lines: bool = True,
    replaced: int = 0,
) -> None:
    """Let everything of a year run along, each from its own day.

    ``by_lines``: its visits under the plan stand on lines of it. ``replaced``: the year whose
    report is found wanting where the data name none.
    """
    tour = Tour(story, people, bases, by_lines)
    courses = (
        *(rearrange(change, people) for change in year.changes),
        *(follow(case, people) for case in year.complaints),
        *(season_begins(tour, season) for season in year.seasons),
        *(outing_begins(tour, outing) for outing in year.outings),
        *(hold_round(story, people, tide) for tide in year.rounds),
        *(hold_programme(people, programme, tour.drawn) for programme in year.programmes),
        *(amend_programme(people, amendment) for amendment in year.amendments),
        *(enter_foreign(people, foreign) for foreign in year.foreigners),
        *(form_squad(people, squad) for squad in year.squads),
        *(put_on_schedule(people, coming) for coming in year.coming),
        *(hold_inspection(story, people, told) for told in year.inspections),
        *(issue_paper(people, paper) for paper in year.papers),
        *(carry_out(people, activity) for activity in year.activities),
        *(agencies_tell(story, people, statement) for statement in year.statements),
        *(write_report(people, asked, way) for asked, way in year.reports),
        *(replace_report(people, anew.year or replaced, anew.way) for anew in year.replacements),
    )
    for course in courses:
        story.begin(course)
