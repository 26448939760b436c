"""Help: a page for each role, and whom to ask.

Whom a person asks about the matter itself, a room knows (who is in charge of an agency): it
registers that here, as panels are registered. Whom one asks about accounts the frame knows itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tayninh_portal.access import Role, roles_of
from tayninh_portal.models import Appointment, User


@dataclass(frozen=True)
class Guide:
    """The page of a role: its word in the address, which names its template too."""

    role: Role
    word: str

    @property
    def template(self) -> str:
        """The template that tells it."""
        return f"help/{self.word}.html"


GUIDES = (
    Guide(Role.SPECIALIST, "chuyen-vien"),
    Guide(Role.MANAGER, "lanh-dao-so"),
    Guide(Role.OPERATOR, "duong-day-nong"),
    Guide(Role.DEPARTMENT_REGISTRAR, "van-thu-so"),
    Guide(Role.OFFICE_EXAMINER, "van-phong"),
    Guide(Role.PROVINCE_REGISTRAR, "van-thu-tinh"),
    Guide(Role.LEADER, "lanh-dao-tinh"),
    Guide(Role.AGENCY_CLERK, "dau-moi"),
    Guide(Role.AGENCY_HEAD, "thu-truong"),
    Guide(Role.ADMINISTRATOR, "quan-tri"),
)


@dataclass(frozen=True)
class Contact:
    """Whom to ask about what; the number is one of the office, empty where none is recorded."""

    about: str
    name: str
    phone: str


Asks = Callable[[User, date], Iterable[Contact]]
_asked: list[Asks] = []


def register(asks: Asks) -> None:
    """Let a room say whom a person asks; its answers stand before those of the frame."""
    _asked.append(asks)


def contacts_of(user: User, day: date) -> list[Contact]:
    """Whom ``user`` asks on a day: about the matter first, then about the account."""
    found = [contact for asks in _asked for contact in asks(user, day)]
    posts = Appointment.objects.on(day).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    return found + [
        Contact("Tài khoản, mật khẩu, chức trách", post.user.full_name, post.user.phone)
        for post in posts.select_related("user").order_by("user__name_key", "pk")
    ]


def guides_of(user: User, day: date) -> list[Guide]:
    """All guides, those of the person's own roles first."""
    own = roles_of(user, day)
    return sorted(GUIDES, key=lambda guide: guide.role not in own)
