"""What blocks a visit, and what a draft is still missing.

Validity blocks (a day to come, a member who belongs to the agency); presence never blocks a
draft, it is what ``missing_for_conclusion`` tells.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils import timezone

from inspections.agencies.models import Agency, LegalKind
from inspections.teams.models import Team
from inspections.visits.models import Visit, VisitCause, VisitState
from tayninh_portal.access import Role, holds
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.models import Appointment, User

PRESENCE = "Tình hình có mặt, vắng mặt tại thời điểm kiểm tra"


@dataclass(frozen=True)
class Missing:
    """One thing a draft is still missing: the form's field, its label, and a sentence."""

    field: str
    label: str
    text: str

    @property
    def anchor(self) -> str:
        """Id of the field on the form."""
        return f"id_{self.field}"


def missing_for_conclusion(visits: Sequence[Visit]) -> list[list[Missing]]:
    """What each of ``visits`` is missing before it can be concluded, in the order of the form.

    Two queries for any number of them, none where their teams and absences are loaded.
    """
    rows = [copy.copy(visit) for visit in visits]
    prefetch_related_objects(rows, "members", "absences")
    return [
        missing_in(
            row,
            has_head=any(member.is_head for member in row.members.all()),
            by_kind=[absence.people for absence in row.absences.all()],
        )
        for row in rows
    ]


def missing_in(visit: Visit, *, has_head: bool, by_kind: Sequence[int] = ()) -> list[Missing]:
    """The same for one visit that need not be stored yet; ``by_kind``: its absences with a reason,
    kind by kind, where they were told apart."""
    found = []
    if visit.ends_at is None:
        found.append(Missing("ends_at", "Giờ kết thúc", "Ghi giờ kết thúc buổi kiểm tra."))
    needs_basis = not visit.is_surprise or visit.cause == VisitCause.PLAN
    if needs_basis and not visit.basis_number:
        text = "Ghi số và ngày của quyết định hoặc kế hoạch kiểm tra."
        found.append(Missing("basis_number", "Căn cứ kiểm tra", text))
    if not has_head:
        found.append(Missing("head", "Tổ trưởng", "Chọn Tổ trưởng."))
    if not visit.headcount_note:
        found.extend(_missing_headcount(visit))
        found.extend(_uneven_kinds(visit, by_kind))
    return found


def _uneven_kinds(visit: Visit, by_kind: Sequence[int]) -> list[Missing]:
    excused = visit.absent_excused or 0
    if not by_kind or sum(by_kind) == excused:
        return []
    text = (
        f"Số vắng theo từng lý do cộng lại là {sum(by_kind)}, khác với {excused} vắng có lý do. "
        "Sửa lại hoặc ghi lý do."
    )
    return [Missing("headcount_note", PRESENCE, text)]


def _missing_headcount(visit: Visit) -> list[Missing]:
    if visit.on_roll is None or visit.present is None:
        field = "on_roll" if visit.on_roll is None else "present"
        text = "Ghi tổng số theo danh sách và số có mặt, hoặc ghi lý do không đếm."
        return [Missing(field, PRESENCE, text)]
    if visit.headcount_gap:
        text = (
            f"Tổng số có mặt và vắng mặt là {visit.present + visit.absent}, "
            f"khác với {visit.on_roll} trong danh sách. Sửa lại hoặc ghi lý do."
        )
        return [Missing("headcount_note", PRESENCE, text)]
    return []


def check(
    visit: Visit,
    team: Sequence[User],
    *,
    by: User,
    at: datetime,
    posts: Posts | None = None,
) -> None:
    """Raise ``ValidationError`` with every rule broken that the model alone cannot see.

    Who checks many visits hands in the ``posts`` of everybody who may stand in a team.
    """
    today = timezone.localdate(at)
    errors = _wrong_in_itself(visit, today)
    own = (posts or Posts(team)).who_belongs(visit.agency, visit.day, team)
    if own:
        errors["members"] = (
            f"{own.full_name} công tác tại cơ quan được kiểm tra (hoặc cơ quan quản lý trực tiếp, "
            "đơn vị trực thuộc) vào ngày đó nên không được tham gia Tổ kiểm tra này."
        )
    elif by not in team and not holds(by, Role.MANAGER, on=today):
        errors["members"] = (
            "Bạn phải là thành viên của Tổ mà bạn ghi nhận; nếu không tham gia, "
            "nhờ thành viên Tổ hoặc lãnh đạo Sở ghi nhận."
        )
    if errors:
        raise ValidationError(errors)


def _wrong_in_itself(visit: Visit, today: date) -> dict[str, str]:
    """What is wrong whoever is of the team, by field."""
    errors: dict[str, str] = {}
    if visit.day > today:
        errors["day"] = "Ngày kiểm tra chưa đến; chỉ ghi nhận lượt kiểm tra đã diễn ra."
    if said := wrong_place(visit):
        errors["agency"] = said
    if visit.ends_at and visit.ends_at <= visit.starts_at:
        errors["ends_at"] = "Giờ kết thúc phải sau giờ bắt đầu."
    if visit.basis_number and not visit.basis_date:
        errors["basis_date"] = "Ghi ngày ban hành của quyết định, kế hoạch."
    if visit.basis_date and not visit.basis_number:
        errors["basis_number"] = "Ghi số của quyết định, kế hoạch."
    if visit.basis_date and visit.basis_date > visit.day:
        errors["basis_date"] = "Căn cứ phải được ban hành không sau ngày kiểm tra."
    if visit.on_roll is not None and visit.absent > visit.on_roll and not visit.headcount_note:
        errors["on_roll"] = (
            f"Số vắng mặt là {visit.absent}, nhiều hơn {visit.on_roll} người trong danh sách. Sửa "
            "lại, hoặc ghi lý do ở “Giải trình số liệu”."
        )
    return errors


def wrong_place(visit: Visit) -> str:
    """Why no team of the Sở goes there, "" where one may."""
    if visit.agency.legal_kind == LegalKind.PROVINCE:
        return "Tổ kiểm tra của Sở Nội vụ không kiểm tra Ủy ban nhân dân tỉnh."
    return ""


def check_at_once(visit: Visit, *, by: User) -> None:
    """Raise ``ValidationError`` where a team by decision goes on a day that is not its own, or is
    elsewhere at that hour; of a visit without one nothing is known. In a transaction."""
    if visit.team is not None:
        check_days(visit, visit.team)
        check_hour(visit, visit.team, by, (VisitState.DRAFT, VisitState.CONCLUDED))


def check_days(visit: Visit, team: Team) -> None:
    """Raise ``ValidationError`` where the decision of the team is not in force on the day."""
    if not team.starts_on <= visit.day <= team.ends_on:
        raise ValidationError(
            {
                "day": f"{team} chỉ hoạt động từ {short_date(team.starts_on)} đến hết "
                f"{short_date(team.ends_on)}, theo {team.decision}."
            }
        )


def check_hour(visit: Visit, team: Team, by: User, states: tuple[VisitState, ...]) -> None:
    """A team is at one place at a time; two people who write for it stand in a queue.

    A leader to whom a surprise is not told is not told of it here either: an hour that is taken by
    nothing they can see would say that it goes to their own house.
    """
    Team.objects.select_for_update().get(pk=team.pk)
    others = Visit.every.open_to(by).filter(
        team=team, day=visit.day, starts_at=visit.starts_at, state__in=states
    )
    other = others.exclude(pk=visit.pk).named().first()
    if other is not None:
        raise ValidationError(
            {
                "starts_at": f"Tổ, Đoàn này đã có lượt kiểm tra {other.agency_then} lúc "
                f"{short_time(other.starts_at)} ngày {short_date(other.day)}."
            }
        )


class Posts:
    """The posts people hold and held, looked up once for any number of visits."""

    def __init__(self, people: Iterable[User]) -> None:
        rows = Appointment.objects.filter(user__in=list(people))
        self._by_user: dict[int, list[Appointment]] = defaultdict(list)
        for post in rows.select_related("user", "agency").order_by("pk"):
            self._by_user[post.user_id].append(post)

    def who_belongs(self, agency: Agency, day: date, team: Sequence[User]) -> User | None:
        """The first member who belongs to ``agency`` that day: nobody inspects their own house.

        A post in the agency, in the body directly above it or in a unit directly under it. UBND
        tỉnh stands above every sở alike, so a post there makes nobody partial.
        """
        posts = [
            post
            for user in team
            for post in self._by_user[user.pk]
            if post.starts_on <= day
            and (post.ends_on is None or post.ends_on >= day)
            and _is_of_house(post.agency, agency)
        ]
        return min(posts, key=lambda post: post.pk).user if posts else None


def _is_of_house(body: Agency, agency: Agency) -> bool:
    if body.pk == agency.pk:
        return True
    if body.pk == agency.parent_id:
        return bool(body.legal_kind != LegalKind.PROVINCE)
    return body.parent_id == agency.pk and body.legal_kind == LegalKind.SUBORDINATE


def check_line(visit: Visit) -> None:
    """A visit on a line of the plan is what the line says: this agency announced, or a surprise to
    its group."""
    line = visit.plan_line
    if line is None:
        return
    if line.agency_id:
        fits = line.agency_id == visit.agency_id and not visit.is_surprise
    else:
        fits = visit.is_surprise and line.group == visit.agency.report_group
    if not fits or line.is_dropped:
        raise ValidationError(
            {"plan_line": "Dòng kế hoạch này không phải cho cơ quan, hình thức đã chọn."}
        )
