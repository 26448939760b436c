"""The province over 01/7/2025: districts end, 96 communes begin, bodies are merged.

Who took over whom among the bodies stands in ``tay_ninh_2025_bodies.csv``; the day is that of the
province's own merger, though most bodies had been merged some months before.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from demo.clock import moment
from demo.people import People, add_clerk, add_head
from inspections.agencies.actions import (
    assign_agency,
    close_agency,
    found_agency,
    merge_agencies,
    update_agency,
)
from inspections.agencies.import_registry import import_rows, read_rows
from inspections.agencies.import_successions import read_pairs, succeed_bodies, succeed_communes
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.people.actions import end_appointment
from tayninh_portal.models import Appointment, User

DATA = Path(__file__).resolve().parents[1] / "inspections" / "data"
ON = date(2025, 7, 1)
LAST = ON - timedelta(days=1)
AT = moment(ON, 7, 30)
NEW_BODIES = "from 2025-07-01"
# Known by their number alone.
PUBLIC_UNITS = 12
BASIS = "Nghị quyết số 1682/NQ-UBTVQH15 ngày 16/6/2025"
# The registry is that of January 2020; xã Phước Lưu went into xã Phước Bình the same year, and with
# it into xã Phước Chỉ.
FORGOTTEN = ("UBND xã Phước Lưu", "UBND xã Phước Chỉ")
# unit → the body above it from now on
MOVED_UNITS = (
    ("Chi cục Quản lý đất đai (minh họa)", "Sở Nông nghiệp và Môi trường"),
    ("Văn phòng Đăng ký đất đai (minh họa)", "Sở Nông nghiệp và Môi trường"),
    ("Trung tâm Dịch vụ việc làm (minh họa)", "Sở Nội vụ"),
)


class Given(TypedDict):
    """Who enters it all, and when."""

    by: User
    at: datetime


def merge_province(people: People) -> None:
    """Enter what begins, end what ends, and put people at work in what begins."""
    province = Agency.objects.on(LAST).get(legal_kind=LegalKind.PROVINCE)
    given: Given = {"by": people.admin, "at": AT}
    communes = read_rows(DATA / "tay_ninh_2025_communes.csv", communes_due=True)
    import_rows(communes, province=province, starts_on=ON, **given)
    succeed_communes(communes, on=ON, **given)
    forgotten, successor = FORGOTTEN
    merge_agencies(
        [Agency.objects.get(name=forgotten)],
        into=Agency.objects.on(ON).get(name=successor),
        on=ON,
        basis=BASIS,
        **given,
    )
    bodies = read_rows(DATA / "tay_ninh_province_agencies.csv", part=NEW_BODIES)
    import_rows(bodies, province=province, starts_on=ON, **given)
    pairs = read_pairs(DATA / "tay_ninh_2025_bodies.csv")
    unlisted = succeed_bodies(pairs, listed=bodies, on=ON, **given).unlisted
    units = [_public_unit(province, number, people) for number in range(1, PUBLIC_UNITS + 1)]
    for body in Agency.objects.on(ON).filter(name__in=unlisted):
        close_agency(
            body,
            ends_on=LAST,
            note="Sắp xếp tổ chức bộ máy (minh họa)",
            receiver=units[0],
            **given,
        )
    for unit, above in MOVED_UNITS:
        parent = Agency.objects.on(ON).get(name=above)
        update_agency(Agency.objects.get(name=unit), parent=parent, **given)
    _change_posts(people)


def _public_unit(province: Agency, number: int, people: People) -> Agency:
    unit, _ = found_agency(
        by=people.admin,
        at=AT,
        name=f"Đơn vị sự nghiệp thuộc UBND tỉnh số {number} (minh họa)",
        legal_kind=LegalKind.PUBLIC_UNIT,
        parent=province,
        place_name="Tây Ninh",
        starts_on=ON,
        is_illustrative=True,
    )
    return unit


def _change_posts(people: People) -> None:
    """Posts of ended bodies end; a clerk, a head and a specialist for all that are newly due."""
    posts = Appointment.objects.filter(agency__ends_on=LAST, ends_on__isnull=True)
    for post in posts.select_related("user", "agency").order_by("pk"):
        end_appointment(post, by=people.admin, at=AT, ends_on=LAST, note="Sắp xếp bộ máy.")
        people.clerks.pop(post.agency_id, None)
        people.heads.pop(post.agency_id, None)
    due = Agency.objects.may_be_due(ON).filter(starts_on=ON).select_related("parent").sorted()
    for turn, agency in enumerate(due):
        add_clerk(people, agency, since=ON, at=AT)
        add_head(people, agency, since=ON, at=AT)
        specialist = people.specialists[turn % len(people.specialists)]
        assign_agency(agency, to=specialist, by=people.manager, at=AT, starts_on=ON)


def bodies_and_communes(day: date) -> tuple[list[Agency], list[Agency]]:
    """Provincial bodies without the Sở, and communes, as they are on ``day``."""
    there = Agency.objects.visitable(day).select_related("parent").sorted()
    bodies = there.filter(report_group=ReportGroup.PROVINCIAL, is_department=False)
    return list(bodies), list(there.filter(legal_kind=LegalKind.COMMUNE))
