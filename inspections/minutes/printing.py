"""Draw a biên bản for who asks: what is printed of it, and each reading of a name recorded."""

from __future__ import annotations

from datetime import datetime

from inspections.minutes.actions import TO_PRINT, read_people, read_words
from inspections.minutes.facts import Changed, changed, facts_of, read, standing_findings
from inspections.minutes.models import Minutes, symbol_of
from inspections.minutes.paper import Correction, Telling, minutes_paper
from inspections.teams.issuers import chief
from inspections.teams.models import Seat, TeamMember, sorted_members
from inspections.visits.models import NOT_BEGUN, Visit
from tayninh_portal.models import User
from tayninh_portal.paper.content import Document
from tayninh_portal.records import require


def printed(minutes: Minutes, *, by: User, at: datetime) -> Document:
    """The paper to be signed, with every name it bears. Raises ``Refused``."""
    require(by, "minutes.read_identity", minutes, at=at)
    visit, findings = minutes.visit, standing_findings(minutes.visit)
    telling = Telling(
        team=people_of(visit),
        words=read_words(minutes, by=by, reason=TO_PRINT, at=at),
        people=read_people(findings, by=by, at=at),
        number=minutes.number,
        correction=correction_of(minutes),
    )
    return minutes_paper(visit, facts_of(visit, findings), telling, minutes.symbol, at=at)


def blank(visit: Visit, *, at: datetime) -> Document:
    """A paper to take along: what is known of the visit, lines for the rest, nobody's name but the
    team's."""
    facts = facts_of(visit, standing_findings(visit))
    telling = Telling(team=people_of(visit), blank=True)
    return minutes_paper(visit, facts, telling, symbol_of(visit), at=at)


def correction_of(minutes: Minutes) -> Correction | None:
    """What a correction changes: against the visit as it stands, once signed as it stood then."""
    if minutes.corrects is None:
        return None
    return Correction(str(minutes.corrects), minutes.reason, changes_of(minutes))


def changes_of(minutes: Minutes) -> list[Changed]:
    """What differs from the biên bản it corrects."""
    if minutes.corrects is None:
        return []
    now = read(minutes.facts) or facts_of(minutes.visit, standing_findings(minutes.visit))
    return changed(read(minutes.corrects.facts), now)


def people_of(visit: Visit) -> list[str]:
    """“Họ và tên, Tổ trưởng” of who goes or went, the head first; also guests without an account,
    of the team by decision on that day."""
    heads = chief(visit.team)
    deputy = "Phó Trưởng Đoàn" if "Đoàn" in heads else "Tổ phó"
    called = {Seat.HEAD: heads, Seat.DEPUTY: deputy, Seat.SECRETARY: "Thư ký"}
    seats = TeamMember.objects.on(visit.day).filter(team=visit.team_id).select_related("user")
    seated = sorted_members(seats) if visit.team_id else []
    by_account = {row.user_id: called.get(Seat(row.seat), "Thành viên") for row in seated}
    if visit.state in NOT_BEGUN:
        went = [f"{row.user.full_name}, {by_account[row.user_id]}" for row in seated if row.user]
    else:
        members = visit.members.select_related("user").order_by("-is_head", "pk")
        went = [
            f"{row.user.full_name}, "
            f"{heads if row.is_head else by_account.get(row.user_id, 'Thành viên')}"
            for row in members
        ]
    guests = [
        (row.name, row.post, called.get(Seat(row.seat), "Thành viên"))
        for row in seated
        if row.user is None
    ]
    return went + [", ".join(part for part in said if part) for said in guests]
