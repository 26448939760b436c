"""The people of the demo: each is called by their post and marked “minh họa”."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from inspections.agencies.actions import assign_agency
from inspections.agencies.models import Agency, LegalKind
from inspections.people.actions import (
    Admission,
    admit,
    appoint,
    create_account,
    end_appointment,
    update_account,
)
from tayninh_portal.access import Role
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import Appointment, User

# Printed by the server for whoever tries the demo; the demo is refused in production.
PASSWORD = "minh-hoa-cong-vu"
# RFC 2606: no mail server answers there, whatever a demo is connected to.
MAIL_AT = "@tay-ninh.example"
# No number of the network begins with 0 after its area code: nobody has these.
OFFICE_NUMBERS = "02760"
# username, title, role, name of the agency
OFFICERS: tuple[tuple[str, str, Role, str], ...] = (
    ("chuyenvien1", "Chuyên viên", Role.SPECIALIST, "Sở Nội vụ"),
    ("chuyenvien2", "Chuyên viên", Role.SPECIALIST, "Sở Nội vụ"),
    ("chuyenvien3", "Chuyên viên", Role.SPECIALIST, "Sở Nội vụ"),
    ("lanhdaoso", "Phó Giám đốc, Tổ trưởng Tổ kiểm tra", Role.MANAGER, "Sở Nội vụ"),
    ("trucduongday", "Cán bộ trực đường dây nóng", Role.OPERATOR, "Sở Nội vụ"),
    ("vanthuso", "Văn thư", Role.DEPARTMENT_REGISTRAR, "Sở Nội vụ"),
    ("vanphong", "Chuyên viên Phòng Nội chính", Role.OFFICE_EXAMINER, "Văn phòng UBND tỉnh"),
    ("vanthutinh", "Văn thư", Role.PROVINCE_REGISTRAR, "Văn phòng UBND tỉnh"),
    ("lanhdaotinh", "Chủ tịch", Role.LEADER, "Ủy ban nhân dân tỉnh Tây Ninh"),
)


@dataclass(frozen=True)
class People:
    """Who does what in the demo; ``heads`` and ``clerks`` by agency id."""

    admin: User
    officers: dict[str, User]
    heads: dict[int, User] = field(default_factory=dict)
    clerks: dict[int, User] = field(default_factory=dict)

    @property
    def specialists(self) -> list[User]:
        """The three who inspect and write; the first also leads rounds and reports."""
        return [self.officers[f"chuyenvien{n}"] for n in (1, 2, 3)]

    @property
    def manager(self) -> User:
        """The Sở's leader."""
        return self.officers["lanhdaoso"]

    @property
    def operator(self) -> User:
        """Who sits at the hotline."""
        return self.officers["trucduongday"]


def people_of_the_demo(day: date) -> People:
    """The people already there, in the posts they hold on ``day``."""
    users = {user.username: user for user in User.objects.filter(is_illustrative=True)}
    officers = {username: users[username] for username, *_ in OFFICERS}
    people = People(users["quantri"], officers)
    held = {Role.AGENCY_HEAD: people.heads, Role.AGENCY_CLERK: people.clerks}
    for post in Appointment.objects.on(day).filter(role__in=held).select_related("user"):
        held[Role(post.role)][post.agency_id] = users[post.user.username]
    return people


def appoint_officers(admin: User, *, since: date, at: datetime) -> People:
    """Accounts and posts of the Sở and of UBND tỉnh."""
    people = People(admin, {})
    # Whoever confirms comes first, and is let in as the server lets in the first leader.
    for username, title, role, place in sorted(OFFICERS, key=lambda row: row[2] != Role.MANAGER):
        agency = Agency.objects.get(name=place)
        people.officers[username] = _add(people, username, title, role, agency, since=since, at=at)
    return people


def staff(people: People, agencies: list[Agency], *, since: date, at: datetime) -> None:
    """A clerk, a head and, by turns, a specialist in charge for each of ``agencies``."""
    for turn, agency in enumerate(agencies):
        clerk_of(people, agency, since=since, at=at)
        head_of(people, agency, since=since, at=at)
        specialist = people.specialists[turn % len(people.specialists)]
        assign_agency(agency, to=specialist, by=people.manager, at=at, starts_on=since)


def end_posts(people: People, *, last: date, at: datetime) -> None:
    """Posts in bodies whose last day was ``last`` end with them."""
    posts = Appointment.objects.filter(agency__ends_on=last, ends_on__isnull=True)
    for post in posts.select_related("user", "agency").order_by("pk"):
        end_appointment(
            post,
            by=people.admin,
            second=people.manager,
            at=at,
            ends_on=last,
            note="Sắp xếp bộ máy.",
        )
        people.clerks.pop(post.agency_id, None)
        people.heads.pop(post.agency_id, None)


def rename_posts(people: People, agency: Agency, *, old: str, new: str, at: datetime) -> None:
    """Clerk and head are called by the new name of their agency; their accounts keep theirs."""
    for holders in (people.clerks, people.heads):
        if user := holders.get(agency.pk):
            holders[agency.pk] = update_account(
                user,
                by=people.admin,
                at=at,
                full_name=user.full_name.replace(old, new),
                email=user.email,
                phone=user.phone,
            )


def clerk_of(people: People, agency: Agency, *, since: date, at: datetime) -> User:
    """The agency's clerk, made now and in post from ``since`` if it has none."""
    if agency.pk not in people.clerks:
        people.clerks[agency.pk] = _add(
            people,
            f"daumoi.{account_name(agency)}",
            "Cán bộ đầu mối",
            Role.AGENCY_CLERK,
            agency,
            since=since,
            at=at,
        )
    return people.clerks[agency.pk]


def head_of(people: People, agency: Agency, *, since: date, at: datetime) -> User:
    """The agency's head, likewise."""
    if agency.pk not in people.heads:
        people.heads[agency.pk] = _add(
            people,
            f"thutruong.{account_name(agency)}",
            "Thủ trưởng",
            Role.AGENCY_HEAD,
            agency,
            since=since,
            at=at,
        )
    return people.heads[agency.pk]


def _add(
    people: People,
    username: str,
    title: str,
    role: Role,
    agency: Agency,
    *,
    since: date,
    at: datetime,
) -> User:
    """An account with one post. “Tân Thành” and “Tân Thạnh” are one without accents: the second
    gets a number."""
    taken = User.objects.filter(username__startswith=username).values_list("username", flat=True)
    # Three specialists of one Sở are told apart by the number of their account.
    number = re.sub(r"^.*?(\d*)$", r" \1", username) if role == Role.SPECIALIST else ""
    name = f"{username}-2" if username in taken else username
    user = create_account(
        by=people.admin,
        at=at,
        username=name,
        email=f"{name}{MAIL_AT}",
        full_name=f"{title}{number} {agency.name} (minh họa)".replace(
            "(minh họa) (minh họa)", "(minh họa)"
        ),
        is_illustrative=True,
    )
    if role == Role.MANAGER:
        reason = "Lãnh đạo đầu tiên của Sở (minh họa)"
        admit(
            Admission(name, role, "Quản trị máy chủ", reason, title=title, starts_on=since), at=at
        )
        return user
    appoint(
        user,
        by=people.admin,
        second=people.manager,
        at=at,
        role=role,
        agency=agency,
        title=title,
        starts_on=since,
    )
    return user


def account_name(agency: Agency) -> str:
    """The tail of a demo account's name: ``so-xay-dung``, ``xa-tan-lap``; of a commune under a
    district ``xa-tan-lap.huyen-tan-bien``, since their names repeat and were taken up again."""
    names = [agency.name]
    if agency.parent is not None and agency.parent.legal_kind == LegalKind.DISTRICT:
        names.append(agency.parent.name)
    bare = [name.removeprefix("UBND ").removesuffix(" (minh họa)") for name in names]
    return ".".join(slugify(fold(name))[:60] for name in bare)


def share_password() -> None:
    """Give everybody in the demo the one password: hashing is slow by design, once is enough."""
    User.objects.filter(is_illustrative=True).update(password=make_password(PASSWORD))


def give_numbers() -> None:
    """Everybody in the demo who has none gets a number of the office, by which nobody is called."""
    people = list(User.objects.filter(is_illustrative=True, phone=""))
    for user in people:
        user.phone = f"{OFFICE_NUMBERS}{user.pk:06d}"
    User.objects.bulk_update(people, ["phone"], batch_size=500)
