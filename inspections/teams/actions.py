"""Form a team by its decision, correct what was entered of it, seat and unseat its members."""

from __future__ import annotations

import copy
import uuid
from datetime import date, datetime, timedelta
from typing import IO, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from inspections.cited_documents.actions import FILE_KINDS, keep_upload, tidy_number
from inspections.teams.models import Seat, Team, TeamMember
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import User
from tayninh_portal.numbers import drawn_number
from tayninh_portal.records import STALE, Act
from tayninh_portal.storage import Kept, open_file, record_file

HEAD_NEEDED = "Tổ, Đoàn phải có người đứng đầu; đưa người mới vào trước, từ ngày nhận việc."


class Decided(TypedDict, total=False):
    """What the decision says of the team itself."""

    issuer: str
    name: str
    decision_number: str
    decision_day: date
    decision_title: str
    symbol: str
    starts_on: date
    ends_on: date


def form_team(
    *,
    by: User,
    at: datetime | None = None,
    client_id: uuid.UUID | None = None,
    head: User,
    upload: IO[bytes] | None = None,
    is_illustrative: bool = False,
    **decided: Unpack[Decided],
) -> tuple[Team, bool]:
    """A team with its head; ``(team, False)`` for a form sent before. Its number leaves no gap: it
    may be formed for one surprise visit.

    Raises ``Refused``, ``ValidationError``, ``Unavailable`` (the file store cannot be written).
    """
    at = at or timezone.now()
    records.require(by, "team.record", at=at)
    decided["decision_number"] = tidy_number(decided["decision_number"])
    team = Team(
        pk=drawn_number(),
        client_id=client_id or uuid.uuid4(),
        is_illustrative=is_illustrative,
        **decided,
    )
    made = records.made_by_form(team, by)
    if made is not None:
        return made, False
    kept = keep_upload(upload)

    def seat_head(team: Team) -> None:
        TeamMember.objects.create(team=team, user=head, seat=Seat.HEAD, starts_on=team.starts_on)

    with transaction.atomic():
        _give_file(team, kept, Act(by, at))
        return records.create(
            team, by=by, at=at, label="Ghi quyết định thành lập", own_rows=seat_head
        )


def update_team(
    team: Team,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int,
    client_id: uuid.UUID | None = None,
    upload: IO[bytes] | None = None,
    **decided: Unpack[Decided],
) -> Team:
    """Correct what was entered, or let the team last longer; a new file takes the old one's place.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    at = at or timezone.now()
    records.require(by, "team.record", at=at)
    if seen_version != team.version:
        raise Conflict(STALE)
    decided["decision_number"] = tidy_number(decided["decision_number"])
    changes: dict[str, object] = {**decided}
    kept = keep_upload(upload)
    with transaction.atomic():
        if kept is not None:
            corrected = copy.copy(team)
            corrected.decision_number = decided["decision_number"]
            _give_file(corrected, kept, Act(by, at))
            changes["file"] = corrected.file
        return records.amend(
            team,
            changes,
            by=by,
            at=at,
            seen_version=seen_version,
            client_id=client_id,
            label="Sửa quyết định đã ghi",
        )


def seat_member(
    team: Team,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    seat: str,
    starts_on: date,
    ends_on: date | None = None,
    person: User | None = None,
    name: str = "",
    post: str = "",
) -> Team:
    """Seat somebody in the team; a new head takes over from the one there is.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    with transaction.atomic():
        held = _held(team, by, at, seen_version)
        row = TeamMember(
            team=held,
            user=person,
            name="" if person else name,
            post=post,
            seat=seat,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        if seat == Seat.HEAD:
            _take_over(held, row)
        _check_days(held, row)
        row.full_clean(exclude=["team"])
        row.save()
        label = f"Đưa vào Tổ, Đoàn: {row.get_seat_display()}"
        return records.touch(held, by=by, at=at, client_id=client_id, label=label)


def unseat_member(
    member: TeamMember,
    *,
    by: User,
    at: datetime | None = None,
    seen_version: int | None = None,
    client_id: uuid.UUID | None = None,
    ends_on: date,
    note: str = "",
) -> Team:
    """Let a member leave after ``ends_on``; the head only when another has taken over.

    Raises ``Refused``, ``Conflict``, ``ValidationError``.
    """
    with transaction.atomic():
        held = _held(member.team, by, at, seen_version)
        row = TeamMember.objects.get(pk=member.pk)
        if row.seat == Seat.HEAD:
            raise ValidationError({"ends_on": HEAD_NEEDED})
        row.ends_on = ends_on
        _check_days(held, row)
        row.save()
        label = f"Thôi tham gia: {row.get_seat_display()}, sau ngày {short_date(ends_on)}"
        return records.touch(held, by=by, at=at, client_id=client_id, label=label, note=note)


def open_decision(team: Team, *, by: User, at: datetime | None = None) -> bytes:
    """The bytes of the decision, the opening recorded. Raises ``Unavailable``."""
    records.require(by, "team.list", at=at)
    if team.file is None:
        raise ValueError("this team has no file")
    return open_file(team.file, team, by=by, at=at)


def _held(team: Team, by: User, at: datetime | None, seen_version: int | None) -> Team:
    """The team as it stands, held while its members are written."""
    records.require(by, "team.record", at=at)
    held = Team.objects.select_for_update().get(pk=team.pk)
    if seen_version is not None and seen_version != held.version:
        raise Conflict(STALE)
    return held


def _take_over(team: Team, new: TeamMember) -> None:
    """The head there is leads until the day before."""
    if new.user is None:
        raise ValidationError({"person": "Người đứng đầu phải có tài khoản để tiến hành kiểm tra."})
    old = team.members.filter(seat=Seat.HEAD, ends_on=None).first()
    if new.ends_on is not None:
        raise ValidationError({"ends_on": "Người đứng đầu giữ vị trí này đến khi có người thay."})
    if old is not None:
        old.ends_on = new.starts_on - timedelta(days=1)
        if old.ends_on < old.starts_on:
            raise ValidationError(
                {"starts_on": f"{old} đứng đầu từ ngày {short_date(old.starts_on)}; ghi ngày sau."}
            )
        old.save()


def _check_days(team: Team, row: TeamMember) -> None:
    """A member sits within the days of the team, and once at a time."""
    last = row.ends_on or team.ends_on
    if row.starts_on < team.starts_on or last > team.ends_on:
        raise ValidationError(
            {
                "starts_on": f"{team} hoạt động từ {short_date(team.starts_on)} đến hết "
                f"{short_date(team.ends_on)}."
            }
        )
    if last < row.starts_on:
        raise ValidationError({"ends_on": "Ngày cuối không được trước ngày đầu."})
    if row.user is None:
        return
    others = team.members.filter(user=row.user, starts_on__lte=last).exclude(pk=row.pk)
    if any((other.ends_on or team.ends_on) >= row.starts_on for other in others):
        raise ValidationError(
            {"user": f"{row.user.full_name} đang là thành viên vào thời gian đó."}
        )


def _give_file(team: Team, kept: tuple[Kept, str] | None, act: Act) -> None:
    """The name tells the paper; what the upload was called is dropped."""
    if kept is not None:
        number = slugify(fold(team.decision_number).replace("/", "-"))
        name = f"quyet-dinh-{number}"[:100] + FILE_KINDS[kept[1]]
        team.file = record_file(kept[0], name=name, media_type=kept[1], by=act.by, at=act.at)
