"""The workflow of a visit, and who may do what to it and its findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, QuerySet

from inspections.minutes.holding import held
from inspections.visits import actions
from inspections.visits.forms import CancelForm, ConcludeForm, ReopenForm
from inspections.visits.models import (
    NOT_BEGUN,
    VISIT_STARTERS,
    VISIT_WORKERS,
    Visit,
    VisitMember,
    VisitQuerySet,
    VisitState,
)
from inspections.visits.planning_forms import DropForm, RescheduleForm, StartForm
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

START = Transition(
    "start",
    "Bắt đầu kiểm tra",
    (S.PLANNED,),
    (S.DRAFT,),
    "visit.start",
    actions.start,
    StartForm,
)
RESCHEDULE = Transition(
    "reschedule",
    "Đổi lịch",
    (S.PLANNED,),
    (),
    "visit.reschedule",
    actions.reschedule,
    RescheduleForm,
)
DROP = Transition(
    "drop",
    "Bỏ khỏi lịch",
    (S.PLANNED,),
    (S.DROPPED,),
    "visit.drop",
    actions.drop,
    DropForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "start": Words(
        button="Bắt đầu kiểm tra",
        done="Đã bắt đầu; ghi tiếp nội dung kiểm tra rồi kết thúc lượt kiểm tra.",
        sign="flag",
        style="primary",
        consequence="Từ lúc này lượt kiểm tra hiện trong danh sách lượt kiểm tra của Sở Nội vụ, "
        "gồm những người đang là thành viên của Tổ, Đoàn.",
    ),
    "reschedule": Words(
        button="Đổi lịch",
        heading="Đổi lịch kiểm tra",
        done="Đã đổi lịch kiểm tra.",
        sign="calendar-event",
    ),
    "drop": Words(
        button="Bỏ khỏi lịch",
        heading="Bỏ lượt kiểm tra khỏi lịch",
        done="Đã bỏ lượt kiểm tra khỏi lịch.",
        sign="calendar-x",
        style="outline-danger",
        consequence="Lượt kiểm tra này không tiến hành và không lấy lại được; cần thì lên lịch "
        "mới. Người đã biết lịch đọc được lý do.",
    ),
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
IS_OVER = "Lượt kiểm tra đã kết thúc."
IS_CANCELLED = "Lượt kiểm tra đã hủy."
NOT_CONCLUDED = "Chỉ mở lại được lượt kiểm tra đã kết thúc."
TO_COME = "Lượt kiểm tra này chưa bắt đầu."
BEGUN = "Lượt kiểm tra đã bắt đầu."
IS_DROPPED = "Lượt kiểm tra này không tiến hành."
CLOSED: dict[str | tuple[str, str], str] = {
    S.PLANNED: TO_COME,
    S.DROPPED: IS_DROPPED,
    **{(name, S.DRAFT): BEGUN for name in ("start", "reschedule", "drop")},
    S.CONCLUDED: IS_CONCLUDED,
    S.CANCELLED: IS_CANCELLED,
    ("reopen", S.DRAFT): NOT_CONCLUDED,
    ("reopen", S.CANCELLED): NOT_CONCLUDED,
}
NOT_IN_TEAM = "Chỉ thành viên Tổ kiểm tra và lãnh đạo Sở Nội vụ được làm việc này."


def visits_of(user: User) -> QuerySet[Visit]:
    """The visits a person may open, to come or begun, with the agency and the people of each."""
    return _with_people(Visit.every.open_to(user))


def visits_begun(user: User) -> QuerySet[Visit]:
    """``visits_of`` without those that are to come."""
    return _with_people(Visit.every.visible_to(user))


def with_agency(visits: VisitQuerySet) -> VisitQuerySet:
    """``visits`` with the agency as it was called then, and the team by decision."""
    return visits.named().select_related("agency", "team")


def _with_people(visits: VisitQuerySet) -> QuerySet[Visit]:
    people = Prefetch("members", VisitMember.objects.select_related("user"))
    return with_agency(visits).prefetch_related(people)


VISITS = register(
    Workflow(
        Visit,
        "visit",
        "visits",
        visits_of,
        (START, RESCHEDULE, DROP, CONCLUDE, CANCEL, REOPEN),
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
    states = {
        S.PLANNED: TO_COME,
        S.DROPPED: IS_DROPPED,
        S.CONCLUDED: IS_CONCLUDED,
        S.CANCELLED: IS_CANCELLED,
    }
    return works_on(user, visit, on) or states.get(S(visit.state)) or held(visit)


def attaching_forbidden(user: User, visit: Visit, on: date) -> str | None:
    """Members and the manager, also after the conclusion: papers on it come later, and change
    nothing that is counted."""
    states = {S.PLANNED: TO_COME, S.DROPPED: IS_DROPPED, S.CANCELLED: IS_CANCELLED}
    return works_on(user, visit, on) or states.get(S(visit.state))


def not_going(user: User, visits: Sequence[Visit], on: date) -> list[str | None]:
    """Who sits in its team on the day, and the leaders, begin a visit."""
    own = VISIT_STARTERS.covers(user, visits, on)
    return [None if visit.pk in own else NOT_IN_TEAM for visit in visits]


def taking_along(user: User, visits: Sequence[Visit], on: date) -> list[str | None]:
    """What is taken along is for who goes, or works on a visit that began."""
    to_come = [visit for visit in visits if visit.state in NOT_BEGUN]
    begun = [visit for visit in visits if visit.state not in NOT_BEGUN]
    said = dict(zip((visit.pk for visit in to_come), not_going(user, to_come, on), strict=True))
    said |= zip((visit.pk for visit in begun), not_working_on(user, begun, on), strict=True)
    return [said[visit.pk] for visit in visits]


def arriving(user: User, visits: Sequence[Visit], on: date) -> list[str | None]:
    """The same, until the visit is over."""
    over = {S.DROPPED: IS_DROPPED, S.CANCELLED: IS_CANCELLED, S.CONCLUDED: IS_OVER}
    said = taking_along(user, visits, on)
    return [own or over.get(S(visit.state)) for own, visit in zip(said, visits, strict=True)]


register_rules(
    {
        "visit.update": each(updating_forbidden),
        "visit.attach": each(attaching_forbidden),
        # Who goes on from a visit to the next agency, too: also after its conclusion.
        "visit.continue": each(attaching_forbidden),
        "visit.start": not_going,
        "visit.arrive": arriving,
        "visit.conclude": not_working_on,
        "visit.cancel": not_working_on,
    }
)
