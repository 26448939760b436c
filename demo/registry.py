"""The registry: what was there on the first day, and what changed on which day (``data/registry``).

A change is entered in the morning of its day. It founds bodies, renames them, merges and ends
them, and puts people at work in what has begun.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from demo.clock import moment
from demo.engine import Course
from demo.people import People, end_posts, rename_posts, staff
from inspections.agencies.actions import (
    close_agency,
    found_agency,
    merge_agencies,
    rename_agency,
    update_agency,
)
from inspections.agencies.import_registry import import_rows, read_rows
from inspections.agencies.import_successions import succeed_communes
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.models import User

FILES = Path(__file__).resolve().parents[1] / "inspections" / "data"
# Where bodies of the province write their papers.
SEAT = "Tây Ninh"


class Given(TypedDict):
    """Who enters it all, and when."""

    by: User
    at: datetime


class Two(Given):
    """With who confirms what reaches a period that is told already."""

    second: User


@dataclass(frozen=True)
class Listed:
    """The part of a file of ``inspections/data`` that names provincial bodies."""

    file: str
    part: str = ""


@dataclass(frozen=True)
class Start:
    """The registry of the first day. ``provincial`` is how many bodies are known to have been
    there: those the files do not name are made up. The portal is ``opened`` on a later day; posts
    are held from ``posts_since``."""

    day: date
    opened: date
    posts_since: date
    bodies: Listed
    units: str
    provincial: int
    outside: list[str]
    ministries: list[str]
    subordinate: dict[str, str]
    source: str


@dataclass(frozen=True)
class Merger:
    """Bodies that ended on the day before, and which body took them over."""

    names: list[str]
    into: str


@dataclass(frozen=True)
class Change:
    """What changed in the registry on one day, by which document, and where that was read.

    ``entered``: the day it was written down, where that was not the day itself. ``founded``: new
    provincial bodies. ``renamed``, ``moved``: old name → new name, unit → body above it.
    ``communes``: the file of the new communes, which end districts and communes before them.
    ``listed``: the bodies that go on; any other ends. ``public_units``: so many begin, made up.
    """

    on: date
    basis: str
    source: str
    entered: date | None = None
    founded: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    mergers: list[Merger] = field(default_factory=list)
    communes: str = ""
    listed: Listed | None = None
    public_units: int = 0
    moved: dict[str, str] = field(default_factory=dict)


def found(start: Start, *, province: Agency, admin: User, at: datetime) -> None:
    """Enter every body of the first day that is not there yet."""
    given: Given = {"by": admin, "at": at}
    rows = read_rows(FILES / start.bodies.file, part=start.bodies.part)
    import_rows(rows, province=province, starts_on=start.day, **given)
    import_rows(read_rows(FILES / start.units), province=province, starts_on=start.day, **given)
    known = Agency.objects.filter(report_group=ReportGroup.PROVINCIAL).count()
    for number in range(1, start.provincial - known + 1):
        _found_body(
            f"Ban, ngành tỉnh số {number} (minh họa)",
            province,
            on=start.day,
            given=given,
            illustrative=True,
        )
    for name, above in start.subordinate.items():
        found_agency(
            name=name,
            legal_kind=LegalKind.SUBORDINATE,
            parent=Agency.objects.get(name=above),
            place_name=SEAT,
            starts_on=start.day,
            is_illustrative=True,
            **given,
        )
    for kind, names in ((LegalKind.OUTSIDE, start.outside), (LegalKind.MINISTRY, start.ministries)):
        for name in names:
            found_agency(name=name, legal_kind=kind, starts_on=start.day, **given)


def rearrange(change: Change, people: People) -> Course:
    """Enter what begins, end what ends, and put people at work in what has begun."""
    at = moment(change.entered or change.on, 7, 30)
    yield at
    given: Given = {"by": people.admin, "at": at}
    two: Two = {"second": people.manager, **given}
    province = Agency.objects.on(change.on).get(legal_kind=LegalKind.PROVINCE)
    for name in change.founded:
        _found_body(name, province, on=change.on, basis=change.basis, given=two)
    for old, new in change.renamed.items():
        body = _named(old, change.on)
        body = rename_agency(body, name=new, starts_on=change.on, basis=change.basis, **two)
        rename_posts(people, body, old=old, new=new, at=at)
    if change.communes:
        rows = read_rows(FILES / change.communes, communes_due=True)
        import_rows(rows, province=province, starts_on=change.on, **given)
        succeed_communes(rows, on=change.on, **given)
    for merger in change.mergers:
        merge_agencies(
            [_named(name, change.on - timedelta(days=1)) for name in merger.names],
            into=_named(merger.into, change.on),
            on=change.on,
            basis=change.basis,
            **two,
        )
    for number in range(1, change.public_units + 1):
        found_agency(
            name=f"Đơn vị sự nghiệp thuộc UBND tỉnh số {number} (minh họa)",
            legal_kind=LegalKind.PUBLIC_UNIT,
            parent=province,
            place_name=SEAT,
            starts_on=change.on,
            is_illustrative=True,
            **two,
        )
    if change.listed is not None:
        _end_what_is_not_listed(change, change.listed, province=province, given=given, two=two)
    for unit, above in change.moved.items():
        update_agency(_named(unit, change.on), parent=_named(above, change.on), **two)
    end_posts(people, last=change.on - timedelta(days=1), at=at)
    begun = Agency.objects.may_be_due(change.on).filter(starts_on=change.on)
    staff(people, list(begun.select_related("parent").sorted()), since=change.on, at=at)


def visited_groups(day: date) -> dict[str, list[Agency]]:
    """Whom the Tổ may visit on ``day``, by kind; never the Sở itself."""
    there = list(Agency.objects.visitable(day).select_related("parent").order_by("pk"))
    by_name = sorted(there, key=lambda agency: (agency.name_key, agency.pk))
    return {
        "provincial": [
            a for a in there if a.report_group == ReportGroup.PROVINCIAL and not a.is_department
        ],
        "district": [a for a in there if a.legal_kind == LegalKind.DISTRICT],
        "commune": [a for a in by_name if a.legal_kind == LegalKind.COMMUNE],
        "public_unit": [a for a in by_name if a.legal_kind == LegalKind.PUBLIC_UNIT],
    }


def _found_body(
    name: str,
    province: Agency,
    *,
    on: date,
    given: Given,
    basis: str = "",
    illustrative: bool = False,
) -> None:
    found_agency(
        name=name,
        legal_kind=LegalKind.PROVINCIAL_BODY,
        report_group=ReportGroup.PROVINCIAL,
        parent=province,
        place_name=SEAT,
        starts_on=on,
        basis=basis,
        is_illustrative=illustrative,
        **given,
    )


def _end_what_is_not_listed(
    change: Change, listed: Listed, *, province: Agency, given: Given, two: Two
) -> None:
    """Bodies the new list does not name end; a public unit goes on with what they left open."""
    rows = read_rows(FILES / listed.file, part=listed.part)
    import_rows(rows, province=province, starts_on=change.on, **given)
    names = {sort_key(row.name) for row in rows}
    receiver = Agency.objects.on(change.on).filter(legal_kind=LegalKind.PUBLIC_UNIT)[0]
    for body in Agency.objects.on(change.on).filter(legal_kind=LegalKind.PROVINCIAL_BODY).sorted():
        if sort_key(body.name) not in names:
            close_agency(
                body,
                ends_on=change.on - timedelta(days=1),
                note="Sắp xếp tổ chức bộ máy (minh họa)",
                receiver=receiver,
                **two,
            )


def _named(name: str, day: date) -> Agency:
    return Agency.objects.on(day).get(name=name)
