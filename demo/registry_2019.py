"""The registry of 2019: 26 sở, ban, ngành, 9 districts, 95 communes, and bodies outside."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from inspections.agencies.actions import assign_agency, found_agency
from inspections.agencies.import_registry import import_rows, read_rows
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from tayninh_portal.models import User

DATA = Path(__file__).resolve().parents[1] / "inspections" / "data"
FIRST_DAY = date(2010, 1, 1)
# The real report counts 26 sở, ban, ngành; 19 are known by name.
PROVINCIAL_BODIES = 26
OUTSIDE = (
    "Công an tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Cục Thuế tỉnh",
    "Bảo hiểm xã hội tỉnh",
    "Kho bạc Nhà nước tỉnh",
    "Cục Thi hành án dân sự tỉnh",
    "Tòa án nhân dân tỉnh",
    "Viện kiểm sát nhân dân tỉnh",
    "Tỉnh ủy Tây Ninh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
)
# name, name of the body it is under
UNITS = (
    ("Chi cục Quản lý đất đai", "Sở Tài nguyên và Môi trường"),
    ("Văn phòng Đăng ký đất đai", "Sở Tài nguyên và Môi trường"),
    ("Bệnh viện Đa khoa tỉnh", "Sở Y tế"),
    ("Trung tâm Dịch vụ việc làm", "Sở Lao động - Thương binh và Xã hội"),
)


def build_registry(*, province: Agency, admin: User, at: datetime) -> None:
    """Enter every body of 2019 that is not there yet."""
    for name, part in (("tay_ninh_province_agencies", "2023"), ("tay_ninh_2019_units", "")):
        rows = read_rows(DATA / f"{name}.csv", part=part)
        import_rows(rows, province=province, starts_on=FIRST_DAY, by=admin, at=at)
    known = Agency.objects.filter(report_group=ReportGroup.PROVINCIAL).count()
    for number in range(1, PROVINCIAL_BODIES - known + 1):
        found_agency(
            by=admin,
            at=at,
            name=f"Ban, ngành tỉnh số {number} (minh họa)",
            legal_kind=LegalKind.PROVINCIAL_BODY,
            report_group=ReportGroup.PROVINCIAL,
            parent=province,
            place_name="Tây Ninh",
            starts_on=FIRST_DAY,
            is_illustrative=True,
        )
    for name, above in UNITS:
        found_agency(
            by=admin,
            at=at,
            name=f"{name} (minh họa)",
            legal_kind=LegalKind.SUBORDINATE,
            parent=Agency.objects.get(name=above),
            place_name="Tây Ninh",
            starts_on=FIRST_DAY,
            is_illustrative=True,
        )
    for name in OUTSIDE:
        found_agency(by=admin, at=at, name=name, legal_kind=LegalKind.OUTSIDE, starts_on=FIRST_DAY)
    found_agency(
        by=admin, at=at, name="Bộ Nội vụ", legal_kind=LegalKind.MINISTRY, starts_on=FIRST_DAY
    )


def share_out(*, specialists: list[User], manager: User, since: date, at: datetime) -> None:
    """Put a specialist in charge of every agency that is due, turn by turn."""
    due = Agency.objects.may_be_due(since).sorted()
    for turn, agency in enumerate(due):
        assign_agency(
            agency, to=specialists[turn % len(specialists)], by=manager, at=at, starts_on=since
        )
