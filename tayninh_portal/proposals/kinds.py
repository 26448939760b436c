"""The register of acts that take two people, and who may be the second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from tayninh_portal.access import CONFIRMING, holds
from tayninh_portal.errors import Refused
from tayninh_portal.models import Appointment, User

if TYPE_CHECKING:
    from tayninh_portal.models import Proposal

NEEDS_TWO = "Việc này cần hai người: một người đề nghị, một người khác xác nhận."
NOBODY_ELSE = (
    "Chưa có người thứ hai để xác nhận: cần một lãnh đạo Sở Nội vụ hoặc một quản trị khác. "
    "Người quản trị máy chủ giao chức trách đầu tiên bằng lệnh “admit”."
)
OF_THE_ASKER = "Bạn là người đề nghị; việc này do người khác xác nhận."
ABOUT_ONESELF = "Đề nghị này về chính bạn; việc này do người khác xác nhận."
NO_SECOND = "Người thứ hai phải là lãnh đạo Sở Nội vụ hoặc một quản trị khác."


class NeedsTwo(Refused):
    """Nobody does this alone: it can be asked for."""


@dataclass(frozen=True)
class Kind:
    """One act that takes two people.

    ``permission`` is what whoever asks must hold, when they ask and when it is confirmed. ``act``
    does it: it is called with the values of the proposal and ``by`` (who asked), ``second`` (who
    confirms), ``at``; it checks both by ``require_second`` and may hand a text to the second person
    on the page that answers them, once. ``url`` leads to what it is about. ``consequence`` says
    what confirming does.
    """

    name: str
    label: str
    permission: str
    act: Callable[..., Any]
    consequence: str
    url: Callable[[Proposal], str] = lambda proposal: ""
    # The page that shows what the act hands over.
    hands: str = ""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known. One name is one act."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name} is registered twice")
    _kinds[kind.name] = kind
    return kind


def kinds() -> tuple[Kind, ...]:
    """All kinds, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def kind_of(proposal: Proposal) -> Kind:
    """The kind of ``proposal``."""
    return _kinds[proposal.kind]


def seconds(
    by: User, about: User | None, day: date, since: datetime | None = None
) -> QuerySet[Appointment]:
    """The posts by which somebody may confirm on ``day`` what ``by`` asked for ``about`` a person;
    with ``since`` only those that were held and written down when it was asked: a post is not
    given for the sake of a confirmation."""
    posts = Appointment.objects.on(day).filter(role__in=CONFIRMING, user__is_active=True)
    if since is not None:
        posts = posts.filter(created_at__lt=since, starts_on__lte=timezone.localdate(since))
    return posts.exclude(user__in=[person.pk for person in (by, about) if person])


def require_second(
    by: User, second: User | None, *, about: User | None = None, at: datetime | None = None
) -> None:
    """Raise ``Refused`` unless ``second`` may confirm what ``by`` does about ``about``;
    ``NeedsTwo`` where there is none. Call it before anything is written."""
    if second is None:
        raise NeedsTwo(NEEDS_TWO)
    if second.pk == by.pk:
        raise Refused(OF_THE_ASKER)
    if about is not None and second.pk == about.pk:
        raise Refused(ABOUT_ONESELF)
    if not holds(second, *CONFIRMING, on=timezone.localdate(at)):
        raise Refused(NO_SECOND)


def both(note: str, second: User | None) -> str:
    """``note`` of a line of the log, with who confirmed."""
    said = note.strip()
    if second is None:
        return said
    confirmed = f"{second.full_name} ({second.username}) xác nhận."
    return f"{said.rstrip('.')}. {confirmed}" if said else confirmed
