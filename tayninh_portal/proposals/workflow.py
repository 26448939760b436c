"""The workflow of a proposal: asked for; confirmed or refused by another, withdrawn, or expired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from allauth.core import context
from django.db.models import QuerySet
from django.utils import timezone

from tayninh_portal.access import (
    CONFIRMING,
    Role,
    each,
    may,
    register_rules,
    roles_of,
)
from tayninh_portal.devices import known_mark
from tayninh_portal.errors import Refused
from tayninh_portal.forms import reason_field
from tayninh_portal.lib.dates import short_moment
from tayninh_portal.models import Appointment, Proposal, ProposalState, User
from tayninh_portal.proposals.kinds import ABOUT_ONESELF, OF_THE_ASKER, kind_of, seconds
from tayninh_portal.proposals.values import unpack
from tayninh_portal.record_forms import RecordForm
from tayninh_portal.records import Act, StateChange, transit
from tayninh_portal.scope import Link, Posts, Scope, Without
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = ProposalState
NOT_YET_THEN = (
    "Chức trách của bạn được giao sau khi có đề nghị này; việc này do người giữ chức trách từ "
    "trước đó xác nhận."
)
NOT_THE_ASKER = "Chỉ người đề nghị rút được đề nghị."
ASKER_GONE = "Người đề nghị không còn quyền đề nghị việc này."
NOT_LAPSED = "Đề nghị này chưa hết hạn xác nhận."
SAME_BROWSER = (
    "Trình duyệt này đã từng đăng nhập tài khoản của người đề nghị. Người thứ hai xác nhận trên "
    "máy của mình, bằng trình duyệt của mình."
)


class RefuseForm(RecordForm):
    """Why it is not confirmed."""

    note = reason_field("Lý do hiện trong diễn biến của đề nghị.")


def confirm(change: StateChange, act: Act, rows: Sequence[Proposal]) -> list[Proposal]:
    """Do what was asked for, in the name of who asked, with the name of who confirms."""
    _refuse_same_browser(act, rows)
    done = []
    for row in transit(rows, change, act, second=act.by):
        asker = row.created_by
        given = kind_of(row).act(**unpack(row.values), by=asker, second=act.by, at=act.at)
        row.handed = given if isinstance(given, str) else ""
        done.append(row)
    return done


def refuse(change: StateChange, act: Act, rows: Sequence[Proposal], *, note: str) -> list[Proposal]:
    """It is not done."""
    return transit(rows, change, act, second=act.by, note=note)


def end(change: StateChange, act: Act, rows: Sequence[Proposal]) -> list[Proposal]:
    """Taken back, or nobody confirmed it in time."""
    return transit(rows, change, act)


def confirming_forbidden(user: User, rows: Sequence[Proposal], on: date) -> list[str | None]:
    """Why ``user`` is not the second person, for each of ``rows``."""
    return [_not_the_second(user, row, on) for row in rows]


def _not_the_second(user: User, row: Proposal, on: date) -> str | None:
    if refused := refusing_forbidden(user, row, on):
        return refused
    if not seconds(row.created_by, row.account, on, row.created_at).filter(user=user).exists():
        return NOT_YET_THEN
    if not may(row.created_by, kind_of(row).permission, on=on):
        return ASKER_GONE
    return None


def refusing_forbidden(user: User, row: Proposal, on: date) -> str | None:
    """Not one's own, not about oneself, and not after its time."""
    if row.created_by_id == user.pk:
        return OF_THE_ASKER
    if row.account_id == user.pk:
        return ABOUT_ONESELF
    if row.expires_at <= timezone.now():
        return f"Đề nghị đã hết hạn xác nhận lúc {short_moment(row.expires_at)}; hãy đề nghị lại."
    return None


def _withdrawing_forbidden(user: User, row: Proposal, on: date) -> str | None:
    return None if row.created_by_id == user.pk else NOT_THE_ASKER


def _expiring_forbidden(user: User, row: Proposal, on: date) -> str | None:
    return None if row.expires_at <= timezone.now() else NOT_LAPSED


def _refuse_same_browser(act: Act, rows: Sequence[Proposal]) -> None:
    """One person with two accounts mostly has one browser; the demo's people all have."""
    request = context.request
    if request is None or act.by.is_illustrative:
        return
    if any(known_mark(request, row.created_by.username) for row in rows):
        raise Refused(SAME_BROWSER)


def proposals_of(user: User) -> QuerySet[Proposal]:
    """The proposals a person may see: one's own, those about oneself; all for whoever confirms."""
    rows = Proposal.objects.visible_to(user, confirms=bool(roles_of(user) & CONFIRMING))
    return rows.select_related("created_by", "account", "second")


WAITING = Without(
    Scope((Link(Posts(CONFIRMING), ""),)),
    ("created_by", "account"),
)
CONFIRM = Transition(
    "confirm",
    "Xác nhận",
    (S.REQUESTED,),
    (S.CONFIRMED,),
    "proposal.confirm",
    confirm,
    again=True,
)
REFUSE = Transition(
    "refuse",
    "Không xác nhận",
    (S.REQUESTED,),
    (S.REFUSED,),
    "proposal.refuse",
    refuse,
    RefuseForm,
)
WITHDRAW = Transition(
    "withdraw", "Rút đề nghị", (S.REQUESTED,), (S.WITHDRAWN,), "proposal.withdraw", end
)
# No page: the clock does it.
EXPIRE = Transition(
    "expire", "Hết hạn, không ai xác nhận", (S.REQUESTED,), (S.EXPIRED,), "proposal.expire", end
)
PROPOSALS = register(
    Workflow(
        Proposal,
        "proposal",
        "proposals",
        rows=proposals_of,
        transitions=(CONFIRM, REFUSE, WITHDRAW, EXPIRE),
        words={
            "confirm": Words(
                button="Xác nhận",
                done="Đã xác nhận; việc được đề nghị đã có hiệu lực.",
                style="primary",
            ),
            "refuse": Words(
                button="Không xác nhận",
                heading="Không xác nhận đề nghị",
                done="Đã ghi không xác nhận; việc được đề nghị không thực hiện.",
                sign="x-circle",
                style="outline-danger",
            ),
            "withdraw": Words(
                button="Rút đề nghị",
                done="Đã rút đề nghị.",
                sign="arrow-return-left",
            ),
        },
        closed={
            S.CONFIRMED: "Đề nghị này đã được xác nhận.",
            S.REFUSED: "Đề nghị này không được xác nhận.",
            S.WITHDRAWN: "Đề nghị này đã được rút.",
            S.EXPIRED: "Đề nghị này đã hết hạn xác nhận.",
            S.SERVER: "Việc này đã được thực hiện từ máy chủ.",
        },
        waits_for={S.REQUESTED: WAITING},
    )
)
register_rules(
    {
        "proposal.confirm": confirming_forbidden,
        "proposal.refuse": each(refusing_forbidden),
        "proposal.withdraw": each(_withdrawing_forbidden),
        "proposal.expire": each(_expiring_forbidden),
    }
)


def close_lapsed(now: datetime, **which: object) -> None:
    """Say of those nobody confirmed in time that they are over, in the name of who asked, or of an
    administrator where that one is gone."""
    rows = Proposal.objects.lapsed(now).filter(**which).select_related("created_by", "account")
    for row in rows.order_by("pk"):
        act = Act(row.created_by, now)
        if not may(row.created_by, EXPIRE.permission, on=act.day):
            posts = Appointment.objects.on(act.day).filter(role=Role.ADMINISTRATOR)
            first = posts.filter(user__is_active=True).order_by("pk").select_related("user").first()
            if first is None:
                continue
            act = Act(first.user, now)
        PROPOSALS.perform(EXPIRE, [row], act)
