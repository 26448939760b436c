"""To whom a notice goes, and as whose people somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspections.agencies.models import Agency, LegalKind, passed_on, receivers_of_open_work
from inspections.agencies.scope import SPEAKERS
from inspections.result_papers.models import PaperKind, Receiver, ResultPaper
from inspections.visits.models import Visit
from tayninh_portal.access import PROVINCE, holds, protected_roles, roles_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User


@dataclass(frozen=True)
class Address:
    """The agency, or who goes on with its work, None where nobody was named; the body above it but
    for UBND tỉnh, where that is told as well. ``said``: why it is not the agency itself."""

    addressee: Agency | None
    above: Agency | None
    said: str = ""


def address_of(visit: Visit, day: date, kind: str = PaperKind.NOTICE) -> Address:
    """To whom a notice about ``visit`` goes on ``day``, one that announces it to the agency alone;
    a query or two where the agency ended."""
    agency, said = visit.agency, ""
    if not agency.exists_on(day) and agency.ends_on is not None:
        gone = f"{agency.name_on(visit.day)} ngừng hoạt động từ sau ngày"
        gone += f" {short_date(agency.ends_on)}"
        taken = list(passed_on(agency.pk, receivers_of_open_work(day)))
        if not taken:
            who = "chưa có cơ quan tiếp nhận việc còn dở; quản trị chọn ở trang của cơ quan đó"
            return Address(None, None, f"{gone}, {who}.")
        agency = Agency.objects.select_related("parent").get(pk=taken[-1])
        said = f"{gone}; {agency.name_on(day)} tiếp nhận việc còn dở nên thông báo gửi cơ quan này."
    above = agency.parent if kind != PaperKind.COMING else None
    if above is not None and above.legal_kind == LegalKind.PROVINCE:
        above = None
    return Address(agency, above, said)


def reads_names(user: User, day: date) -> bool:
    """Whether somebody holds a post that nobody gives alone: others open no words that name
    persons."""
    return not roles_of(user, day).isdisjoint(protected_roles())


def receives_as(user: User, paper: ResultPaper, day: date) -> list[Receiver]:
    """For which of the bodies it went to somebody takes a notice."""
    own = SPEAKERS.keys(user, day)
    found = []
    if paper.addressee_id in own:
        found.append(Receiver.AGENCY)
    if paper.above_id in own:
        found.append(Receiver.ABOVE)
    if holds(user, *PROVINCE, on=day):
        found.append(Receiver.PROVINCE)
    return found
