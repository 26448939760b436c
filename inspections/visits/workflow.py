"""The workflow of a visit, and who may do what to it and its findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from inspections.visits import actions
from inspections.visits.forms import CancelForm, ConcludeForm, ReopenForm
from inspections.visits.models import VISIT_WORKERS, Visit, VisitMember, VisitState
from tayninh_portal.access import each, register_rules
from tayninh_portal.models import User
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = VisitState
CONCLUDE = Transition(
    "conclude",
    "Kết thúc lượt kiểm tra",
    (S.DRAFT,),
    (S.CONCLUDED,),
    "visit.conclude",
    actions.conclude,
    ConcludeForm,
)
CANCEL = Transition(
    "cancel",
    "Hủy lượt kiểm tra",
    (S.DRAFT,),
    (S.CANCELLED,),
    "visit.cancel",
    actions.cancel,
    CancelForm,
)
REOPEN = Transition(
    "reopen",
    "Mở lại để đính chính",
    (S.CONCLUDED,),
    (S.DRAFT,),
    "visit.correct",
    actions.reopen,
    ReopenForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "conclude": Words(
        button="Kết thúc lượt kiểm tra",
        done="Đã kết thúc lượt kiểm tra; lượt này được tính vào số liệu.",
        sign="check-circle",
        style="primary",
        consequence="Sau khi kết thúc, lượt kiểm tra và các vi phạm đã ghi được tính vào số liệu, "
        "cơ quan được kiểm tra đọc được. Muốn sửa, lãnh đạo Sở phải mở lại và ghi lý do.",
    ),
    "cancel": Words(
        button="Hủy lượt kiểm tra",
        done="Đã hủy lượt kiểm tra.",
        sign="",
        style="outline-danger",
        consequence="Lượt kiểm tra này không bao giờ được tính vào số liệu và không mở lại được. "
        "Nội dung đã ghi vẫn được lưu trong hồ sơ.",
    ),
    "reopen": Words(
        button="Mở lại để đính chính",
        submit="Mở lại lượt kiểm tra",
        done="Đã mở lại lượt kiểm tra; sửa xong hãy kết thúc lại để lượt này được tính.",
        sign="unlock",
        consequence="Trong khi sửa, lượt kiểm tra không được tính vào số liệu và cơ quan được kiểm "
        "tra không đọc được. Báo cáo đã chốt số liệu không thay đổi.",
    ),
}
IS_CONCLUDED = "Lượt kiểm tra đã kết thúc; muốn sửa, lãnh đạo Sở phải mở lại để đính chính."
IS_CANCELLED = "Lượt kiểm tra đã hủy."
NOT_CONCLUDED = "Chỉ mở lại được lượt kiểm tra đã kết thúc."
CLOSED: dict[str | tuple[str, str], str] = {
    S.CONCLUDED: IS_CONCLUDED,
    S.CANCELLED: IS_CANCELLED,
    ("reopen", S.DRAFT): NOT_CONCLUDED,
    ("reopen", S.CANCELLED): NOT_CONCLUDED,
}
NOT_IN_TEAM = "Chỉ thành viên Tổ kiểm tra và lãnh đạo Sở Nội vụ được làm việc này."


def visits_of(user: User) -> QuerySet[Visit]:
    """The visits a person may see, with the agency and the team of each."""
    rows = Visit.objects.visible_to(user).named().select_related("agency")
    return rows.prefetch_related(Prefetch("members", VisitMember.objects.select_related("user")))


VISITS = register(
    Workflow(
        Visit,
        "visit",
        "visits",
        visits_of,
        (CONCLUDE, CANCEL, REOPEN),
        WORDS,
        CLOSED,
        waits_for={S.DRAFT: VISIT_WORKERS},
    )
)


def not_working_on(user: User, visits: Sequence[Visit], on: date) -> list[str | None]:
    """The sentence that keeps ``user`` from each visit whatever its state, or None.

    The manager works on all: a member may be ill or gone, and the visit must come to its end.
    """
    own = VISIT_WORKERS.covers(user, visits, on)
    return [None if visit.pk in own else NOT_IN_TEAM for visit in visits]


def works_on(user: User, visit: Visit, on: date) -> str | None:
    """``not_working_on`` for one visit."""
    return not_working_on(user, [visit], on)[0]


def updating_forbidden(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager, while it is a draft; findings are written under the same rule.

    A correction is no transition, so no table asks the state for it.
    """
    states = {S.CONCLUDED: IS_CONCLUDED, S.CANCELLED: IS_CANCELLED}
    return works_on(user, visit, on) or states.get(S(visit.state))


def attaching_forbidden(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager, also after the conclusion: papers on it come later, and change
    nothing that is counted."""
    cancelled = IS_CANCELLED if visit.state == S.CANCELLED else None
    return works_on(user, visit, on) or cancelled


register_rules(
    {
        "visit.update": each(updating_forbidden),
        "visit.attach": each(attaching_forbidden),
        "visit.conclude": not_working_on,
        "visit.cancel": not_working_on,
    }
)
