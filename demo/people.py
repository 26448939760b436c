"""The people of the demo: each is called by their post and marked “minh họa”."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from inspections.agencies.models import Agency, LegalKind
from inspections.people.actions import appoint, create_account
from tayninh_portal.access import Role
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import Appointment, User

# Printed by the server for whoever tries the demo; the demo is refused in production.
PASSWORD = "minh-hoa-cong-vu"


@dataclass(frozen=True)
class People:
    """Who does what in the demo; ``heads`` and ``clerks`` by agency id."""

    admin: User
    specialists: list[User]
    manager: User
    operator: User
    leader: User
    heads: dict[int, User] = field(default_factory=dict)
    clerks: dict[int, User] = field(default_factory=dict)


def people_of_the_demo(day: date) -> People:
    """The people already there, in the posts they hold on ``day``."""
    users = {user.username: user for user in User.objects.filter(is_illustrative=True)}
    held: dict[str, dict[int, User]] = {Role.AGENCY_HEAD: {}, Role.AGENCY_CLERK: {}}
    for post in Appointment.objects.on(day).filter(role__in=held).select_related("user"):
        held[post.role][post.agency_id] = users[post.user.username]
    return People(
        admin=users["quantri"],
        specialists=[users[f"chuyenvien{n}"] for n in (1, 2, 3)],
        manager=users["lanhdaoso"],
        operator=users["trucduongday"],
        leader=users["lanhdaotinh"],
        heads=held[Role.AGENCY_HEAD],
        clerks=held[Role.AGENCY_CLERK],
    )


def add_clerk(people: People, agency: Agency, *, since: date, at: datetime) -> User:
    """The agency's clerk, made now if it has none."""
    if agency.pk not in people.clerks:
        people.clerks[agency.pk] = add_person(
            f"daumoi.{account_name(agency)}",
            "Cán bộ đầu mối",
            Role.AGENCY_CLERK,
            agency,
            admin=people.admin,
            since=since,
            at=at,
        )
    return people.clerks[agency.pk]


def add_head(people: People, agency: Agency, *, since: date, at: datetime) -> User:
    """The agency's head, made now if it has none."""
    if agency.pk not in people.heads:
        people.heads[agency.pk] = add_person(
            f"thutruong.{account_name(agency)}",
            "Thủ trưởng",
            Role.AGENCY_HEAD,
            agency,
            admin=people.admin,
            since=since,
            at=at,
        )
    return people.heads[agency.pk]


def add_person(
    username: str, title: str, role: Role, agency: Agency, *, admin: User, since: date, at: datetime
) -> User:
    """An account with one post. “Tân Thành” and “Tân Thạnh” are one without accents: the second
    gets a number."""
    taken = User.objects.filter(username__startswith=username).values_list("username", flat=True)
    # Three specialists of one Sở are told apart by the number of their account.
    number = re.sub(r"^.*?(\d*)$", r" \1", username) if role == Role.SPECIALIST else ""
    user = create_account(
        by=admin,
        at=at,
        username=f"{username}-2" if username in taken else username,
        full_name=f"{title}{number} {agency.name} (minh họa)".replace(
            "(minh họa) (minh họa)", "(minh họa)"
        ),
        is_illustrative=True,
    )
    appoint(user, by=admin, at=at, role=role, agency=agency, title=title, starts_on=since)
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
