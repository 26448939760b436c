"""Workflow and rules of the proposals to criticise a head: the Tổ proposes, the body above the
visited one decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from inspections.head_criticisms import actions
from inspections.head_criticisms.forms import DecideForm, WithdrawForm
from inspections.head_criticisms.models import (
    DECIDERS,
    DECIDING_BODY,
    HEAD_CRITICISM_HOUSE,
    HeadCriticism,
    HeadCriticismState,
)
from inspections.visits.models import VisitState
from inspections.visits.workflow import attaching_forbidden, not_working_on
from tayninh_portal import readings
from tayninh_portal.access import DEPARTMENT, Role, register_rules, roles_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = HeadCriticismState
# What was entered wrongly is entered again by the same body.
DECIDE = Transition(
    "decide",
    "Ghi kết quả đề nghị phê bình",
    (S.PROPOSED, S.DECIDED),
    (S.DECIDED,),
    "head_criticism.decide",
    actions.decide,
    DecideForm,
)
WITHDRAW = Transition(
    "withdraw",
    "Rút đề nghị",
    (S.PROPOSED, S.DECIDED),
    (S.WITHDRAWN,),
    "head_criticism.withdraw",
    actions.withdraw,
    WithdrawForm,
)
WORDS: dict[str | tuple[str, str], Words] = {
    "decide": Words(
        button="Ghi kết quả",
        heading="Ghi kết quả đề nghị phê bình",
        submit="Lưu kết quả",
        done="Đã ghi kết quả.",
        sign="pencil",
        style="primary",
    ),
    ("decide", S.DECIDED): Words(
        button="Sửa kết quả",
        heading="Sửa kết quả đề nghị phê bình",
        submit="Lưu kết quả",
        done="Đã ghi kết quả.",
        sign="pencil",
    ),
    "withdraw": Words(
        button="Rút đề nghị",
        heading="Rút đề nghị phê bình",
        done="Đã rút đề nghị; đề nghị này không được tính nữa.",
        sign="x-circle",
        style="outline-danger",
        consequence="Đề nghị không khôi phục được; cần thì lập đề nghị mới trên lượt kiểm tra.",
    ),
}
CLOSED: dict[str | tuple[str, str], str] = {S.WITHDRAWN: "Đề nghị này đã rút."}


def head_criticisms_of(user: User) -> QuerySet[HeadCriticism]:
    """The proposals a person may see, with what their pages and rules read."""
    require(user, "head_criticism.list")
    rows = HeadCriticism.objects.visible_to(user).named()
    return rows.select_related("visit__agency__parent", "file", "person")


HEAD_CRITICISMS = register(
    Workflow(
        HeadCriticism,
        "head-criticism",
        "head_criticisms",
        head_criticisms_of,
        (DECIDE, WITHDRAW),
        WORDS,
        CLOSED,
        waits_for={S.PROPOSED: DECIDERS},
    )
)

NOT_DECIDING = (
    "Chỉ cơ quan quản lý trực tiếp của cơ quan được kiểm tra ghi kết quả; nơi chưa có người trên "
    "cổng thì lãnh đạo Sở Nội vụ ghi."
)
OWN_HEAD = "Bạn công tác tại cơ quan này nên không ghi kết quả về người đứng đầu cơ quan mình."
NOT_CONCLUDED = "Lượt kiểm tra chưa kết thúc hoặc đang được đính chính."
ONLY_CORRECTING = "Chỉ rút đề nghị khi lượt kiểm tra đang ghi nhận hoặc được mở lại để đính chính."


def proposing(user: User, rows: Sequence[HeadCriticism], on: date) -> list[str | None]:
    """The team and the manager, as long as the visit was not cancelled; not written yet."""
    return [attaching_forbidden(user, row.visit, on) for row in rows]


def theirs_to_decide(user: User, rows: Sequence[HeadCriticism], on: date) -> set[int]:
    """Numbers of those whose result ``user`` enters; nothing is asked where there are no rows."""
    theirs = DECIDING_BODY.covers(user, rows, on)
    if Role.MANAGER in roles_of(user, on):
        theirs |= {pk for pk, people in DECIDING_BODY.people(rows, on).items() if not people}
    return theirs


def deciding(user: User, rows: Sequence[HeadCriticism], on: date) -> list[str | None]:
    """Who speaks for the body above; the manager where nobody does; never of that house."""
    theirs = theirs_to_decide(user, rows, on)
    own_house = HEAD_CRITICISM_HOUSE.covers(user, rows, on)
    return [
        NOT_DECIDING
        if row.pk not in theirs
        else OWN_HEAD
        if row.pk in own_house and not row.visit.agency.is_department
        else None
        if row.visit.state == VisitState.CONCLUDED
        else NOT_CONCLUDED
        for row in rows
    ]


def withdrawing(user: User, rows: Sequence[HeadCriticism], on: date) -> list[str | None]:
    """The team and the manager, with a correction of the visit."""
    strangers = not_working_on(user, [row.visit for row in rows], on)
    return [
        stranger or (None if row.visit.state == VisitState.DRAFT else ONLY_CORRECTING)
        for stranger, row in zip(strangers, rows, strict=True)
    ]


def reading(user: User, rows: Sequence[HeadCriticism], on: date) -> list[str | None]:
    """There must be something to read: an empty reading would still leave a line."""
    return [None if row.person_id else "Chưa ghi họ tên ở đề nghị này." for row in rows]


def opening(user: User, rows: Sequence[HeadCriticism], on: date) -> list[str | None]:
    """The paper names somebody: the Sở, who decides, and UBND tỉnh; not the criticised house."""
    theirs = DECIDING_BODY.covers(user, rows, on)
    of_department = bool(DEPARTMENT & roles_of(user, on))
    return [None if of_department or row.pk in theirs else NOT_OPENED for row in rows]


NOT_OPENED = "Chỉ Sở Nội vụ và cơ quan quản lý trực tiếp mở được tệp văn bản."

register_rules(
    {
        "head_criticism.propose": proposing,
        "head_criticism.decide": deciding,
        "head_criticism.withdraw": withdrawing,
        "head_criticism.read_identity": reading,
        "head_criticism.open_file": opening,
    }
)
readings.register(
    readings.Kind(
        HeadCriticism,
        "Người bị đề nghị phê bình",
        lambda user: HeadCriticism.objects.visible_to(user).named().select_related("visit"),
        lambda row: f"{row}, {row.agency_then} ngày {short_date(row.visit.day)}",
        HEAD_CRITICISMS.record_url,
    )
)
