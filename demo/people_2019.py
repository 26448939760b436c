"""The people of 2019: the officers of the Sở and of UBND tỉnh, a clerk and a head of all due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from demo.people import People, add_clerk, add_head, add_person
from inspections.agencies.models import Agency
from tayninh_portal.access import Role
from tayninh_portal.models import User

# username, title, role, key of the agency
OFFICERS: tuple[tuple[str, str, Role, str], ...] = (
    ("chuyenvien1", "Chuyên viên", Role.SPECIALIST, "department"),
    ("chuyenvien2", "Chuyên viên", Role.SPECIALIST, "department"),
    ("chuyenvien3", "Chuyên viên", Role.SPECIALIST, "department"),
    ("lanhdaoso", "Phó Giám đốc, Tổ trưởng Tổ kiểm tra", Role.MANAGER, "department"),
    ("trucduongday", "Cán bộ trực đường dây nóng", Role.OPERATOR, "department"),
    ("vanthuso", "Văn thư", Role.DEPARTMENT_REGISTRAR, "department"),
    ("vanphong", "Chuyên viên Phòng Nội chính", Role.OFFICE_EXAMINER, "office"),
    ("vanthutinh", "Văn thư", Role.PROVINCE_REGISTRAR, "office"),
    ("lanhdaotinh", "Chủ tịch", Role.LEADER, "province"),
)


def build_people(
    *, admin: User, places: dict[str, Agency], due: list[Agency], since: date, at: datetime
) -> People:
    """Make the accounts and posts."""
    made: dict[str, Any] = {}
    for username, title, role, place in OFFICERS:
        made[username] = add_person(
            username, title, role, places[place], admin=admin, since=since, at=at
        )
    people = People(
        admin=admin,
        specialists=[made[f"chuyenvien{n}"] for n in (1, 2, 3)],
        manager=made["lanhdaoso"],
        operator=made["trucduongday"],
        leader=made["lanhdaotinh"],
    )
    for agency in due:
        add_clerk(people, agency, since=since, at=at)
        add_head(people, agency, since=since, at=at)
    return people
