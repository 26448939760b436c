"""The people of the demo: each is called by his post and marked “minh họa”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from inspections.domain.people import appoint, create_account
from inspections.models import Agency
from tayninh_portal.access import Role
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import User

# Printed by the server for whoever tries the demo; the demo is refused in production.
PASSWORD = "minh-hoa-cong-vu"


@dataclass(frozen=True)
class People:
    """Who does what in the demo; ``heads`` and ``clerks`` by agency id."""

    admin: Any
    specialists: list[Any]
    manager: Any
    operator: Any
    heads: dict[int, Any]
    clerks: dict[int, Any]


# username, title, role, key of the agency
OFFICERS: tuple[tuple[str, str, Role, str], ...] = (
    ("chuyenvien1", "Chuyên viên", Role.SPECIALIST, "department"),
    ("chuyenvien2", "Chuyên viên", Role.SPECIALIST, "department"),
    ("chuyenvien3", "Chuyên viên", Role.SPECIALIST, "department"),
    ("lanhdaoso", "Phó Giám đốc, Tổ trưởng Tổ kiểm tra", Role.MANAGER, "department"),
    ("trucduongday", "Cán bộ trực đường dây nóng", Role.OPERATOR, "department"),
    ("vanthuso", "Văn thư Sở", Role.DEPARTMENT_REGISTRAR, "department"),
    ("vanphong", "Chuyên viên Phòng Nội chính", Role.OFFICE_EXAMINER, "office"),
    ("vanthutinh", "Văn thư UBND tỉnh", Role.PROVINCE_REGISTRAR, "office"),
    ("lanhdaotinh", "Lãnh đạo UBND tỉnh", Role.LEADER, "province"),
)


def build_people(
    *, admin: Any, places: dict[str, Agency], due: list[Agency], since: date, at: datetime
) -> People:
    """Make the accounts and posts; all share one password hash, since hashing is slow by design."""
    made: dict[str, Any] = {}
    for username, title, role, place in OFFICERS:
        made[username] = _person(
            username, title, role, places[place], admin=admin, since=since, at=at
        )
    heads, clerks = {}, {}
    for agency in due:
        short = account_name(agency)
        clerks[agency.pk] = _person(
            f"daumoi.{short}",
            "Cán bộ đầu mối",
            Role.AGENCY_CLERK,
            agency,
            admin=admin,
            since=since,
            at=at,
        )
        heads[agency.pk] = _person(
            f"thutruong.{short}",
            "Thủ trưởng",
            Role.AGENCY_HEAD,
            agency,
            admin=admin,
            since=since,
            at=at,
        )
    User.objects.filter(is_illustrative=True).update(password=make_password(PASSWORD))
    return People(
        admin=admin,
        specialists=[made[f"chuyenvien{n}"] for n in (1, 2, 3)],
        manager=made["lanhdaoso"],
        operator=made["trucduongday"],
        heads=heads,
        clerks=clerks,
    )


def account_name(agency: Agency) -> str:
    """The tail of a demo account's name: ``so-xay-dung``, ``go-dau``."""
    name = agency.name.removeprefix("UBND ").removesuffix(" (minh họa)")
    return slugify(fold(name))[:60]


def _person(
    username: str, title: str, role: Role, agency: Agency, *, admin: Any, since: date, at: datetime
) -> Any:
    user = create_account(
        by=admin,
        at=at,
        username=username,
        full_name=f"{title} {agency.name} (minh họa)".replace(
            "(minh họa) (minh họa)", "(minh họa)"
        ),
        is_illustrative=True,
    )
    appoint(user, by=admin, at=at, role=role, agency=agency, title=title, starts_on=since)
    return user
