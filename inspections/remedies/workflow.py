"""The workflow of the remedies: the agency reports, the Sở confirms or returns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from inspections.handlings.workflow import BELONGS, HAD_A_HAND, NOT_IN_CHARGE, not_standing
from inspections.remedies import actions
from inspections.remedies.forms import ExtendForm, ReopenForm, ReportForm, ReturnForm
from inspections.remedies.models import (
    REMEDY_CONFIRMERS,
    REMEDY_HOLDERS,
    REMEDY_HOUSE,
    REMEDY_JUDGES,
    REMEDY_REPORTERS,
    Remedy,
    RemedyState,
)
from tayninh_portal.access import register_rules
from tayninh_portal.models import User
from tayninh_portal.records import require
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = RemedyState
# Until it is confirmed a report can be corrected by reporting again.
REPORT = Transition(
    "report",
    "Báo cáo khắc phục",
    (S.OPEN, S.RETURNED, S.REPORTED),
    (S.REPORTED,),
    "remedy.report",
    actions.report,
    ReportForm,
)
CONFIRM = Transition(
    "confirm",
    "Xác nhận đã khắc phục",
    (S.REPORTED,),
    (S.CONFIRMED,),
    "remedy.confirm",
    actions.confirm,
)
RETURN = Transition(
    "return",
    "Trả lại báo cáo",
    (S.REPORTED,),
    (S.RETURNED,),
    "remedy.return",
    actions.send_back,
    ReturnForm,
)
REOPEN = Transition(
    "reopen",
    "Mở lại",
    (S.CONFIRMED,),
    (S.RETURNED,),
    "remedy.reopen",
    actions.send_back,
    ReopenForm,
)
# Only what the agency still has to do; its state does not change.
EXTEND = Transition(
    "extend",
    "Gia hạn khắc phục",
    (S.OPEN, S.RETURNED),
    (),
    "remedy.extend",
    actions.extend,
    ExtendForm,
)

WORDS: dict[str | tuple[str, str], Words] = {
    "report": Words(
        button="Báo cáo khắc phục",
        submit="Gửi báo cáo",
        done="Đã gửi báo cáo khắc phục; Sở Nội vụ sẽ xác nhận.",
        sign="pencil",
        style="primary",
    ),
    ("report", S.REPORTED): Words(
        button="Sửa báo cáo",
        heading="Báo cáo khắc phục",
        submit="Gửi báo cáo",
        done="Đã gửi báo cáo khắc phục; Sở Nội vụ sẽ xác nhận.",
        sign="pencil",
    ),
    "confirm": Words(
        button="Xác nhận đã khắc phục",
        done="Đã xác nhận; nội dung được tính là đã khắc phục.",
        style="primary",
    ),
    "return": Words(
        button="Trả lại báo cáo",
        heading="Trả lại báo cáo khắc phục",
        submit="Trả lại",
        done="Đã trả lại báo cáo để cơ quan khắc phục tiếp.",
        sign="arrow-return-left",
        consequence="Cơ quan khắc phục tiếp theo lý do bạn ghi rồi báo cáo lại; hạn khắc phục "
        "không đổi.",
    ),
    "extend": Words(
        button="Gia hạn",
        heading="Gia hạn khắc phục",
        done="Đã gia hạn khắc phục; cơ quan thấy hạn mới.",
        sign="calendar-plus",
        consequence="Đúng hạn, quá hạn và kỳ báo cáo của nội dung này tính theo hạn mới. Báo cáo "
        "đã chốt số liệu không thay đổi.",
    ),
    "reopen": Words(
        button="Mở lại",
        heading="Mở lại nội dung đã khắc phục",
        done="Đã mở lại; nội dung chưa được tính là đã khắc phục cho đến khi xác nhận lại.",
        sign="unlock",
        consequence="Nội dung không được tính là đã khắc phục cho đến khi cơ quan báo cáo lại và "
        "Sở Nội vụ xác nhận lại. Hạn không đổi: hạn đã qua thì nội dung quá hạn ngay, cần thêm "
        "thời gian thì lãnh đạo Sở gia hạn.",
    ),
}
CLOSED: dict[str | tuple[str, str], str] = {
    S.CONFIRMED: "Nội dung này đã được xác nhận là đã khắc phục.",
    S.OPEN: "Cơ quan chưa báo cáo khắc phục.",
    S.RETURNED: "Cơ quan chưa báo cáo khắc phục.",
    ("extend", S.REPORTED): "Cơ quan đã báo cáo khắc phục; chỉ gia hạn được khi báo cáo bị trả "
    "lại.",
    ("reopen", S.OPEN): "Chỉ nội dung đã xác nhận mới cần mở lại.",
    ("reopen", S.RETURNED): "Chỉ nội dung đã xác nhận mới cần mở lại.",
    ("reopen", S.REPORTED): "Chỉ nội dung đã xác nhận mới cần mở lại.",
}


def remedies_of(user: User) -> QuerySet[Remedy]:
    """The remedies a person may see, with what their pages and rules read."""
    require(user, "remedy.list")
    return (
        Remedy.objects.visible_to(user)
        .named()
        .select_related(
            "receiver__parent",
            "finding__category",
            "finding__field",
            "finding__recommended_handling",
            "recommendation",
            "agency__parent",
            "visit__agency",
        )
    )


REMEDIES = register(
    Workflow(
        Remedy,
        "remedy",
        "remedies",
        remedies_of,
        (REPORT, CONFIRM, RETURN, EXTEND, REOPEN),
        WORDS,
        CLOSED,
        waits_for={
            S.OPEN: REMEDY_HOLDERS,
            S.RETURNED: REMEDY_HOLDERS,
            S.REPORTED: REMEDY_CONFIRMERS,
        },
    )
)
NOT_ASKED_OF_YOU = "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan phải khắc phục mới báo cáo được."


def reporting(user: User, remedies: Sequence[Remedy], on: date) -> list[str | None]:
    """The agency that has to put it right reports."""
    own = REMEDY_HOLDERS.covers(user, remedies, on)
    return [NOT_ASKED_OF_YOU if row.pk not in own else _not_asked(row) for row in remedies]


def proving(user: User, remedies: Sequence[Remedy], on: date) -> list[str | None]:
    """Who reports adds and takes back files, until it is confirmed."""
    reasons = reporting(user, remedies, on)
    return [
        reason or (CLOSED[S.CONFIRMED] if row.state == S.CONFIRMED else None)
        for reason, row in zip(reasons, remedies, strict=True)
    ]


def opening(user: User, remedies: Sequence[Remedy], on: date) -> list[str | None]:
    """Files may show people: who puts it right and who judges it open them."""
    own = REMEDY_HOLDERS.covers(user, remedies, on)
    judged = REMEDY_JUDGES.covers(user, remedies, on)
    return [None if row.pk in own | judged else NOT_IN_CHARGE for row in remedies]


def judging(user: User, remedies: Sequence[Remedy], on: date) -> list[str | None]:
    """Whoever judges for the Sở: the team, the specialist in charge, the manager; nobody the house
    they belong to."""
    judged = REMEDY_JUDGES.covers(user, remedies, on)
    own_house = REMEDY_HOUSE.covers(user, remedies, on)
    return [_not_a_judge(row, judged, own_house) or _not_asked(row) for row in remedies]


def confirming(user: User, remedies: Sequence[Remedy], on: date) -> list[str | None]:
    """Whoever judges, never one who reported it."""
    judged = REMEDY_JUDGES.covers(user, remedies, on)
    own_house = REMEDY_HOUSE.covers(user, remedies, on)
    reported = REMEDY_REPORTERS.covers(user, remedies, on)
    return [
        _not_a_judge(row, judged, own_house)
        or (HAD_A_HAND if row.pk in reported else _not_asked(row))
        for row in remedies
    ]


def _not_a_judge(remedy: Remedy, judged: set[int], own_house: set[int]) -> str | None:
    if remedy.pk not in judged:
        return NOT_IN_CHARGE
    return BELONGS if remedy.pk in own_house else None


def _not_asked(remedy: Remedy) -> str | None:
    """Why nothing is to be put right any more."""
    if remedy.source.remedy_due_on is None:
        return "Lượt kiểm tra đã được đính chính; nội dung này không còn phải khắc phục."
    return not_standing(remedy.source, remedy.visit)


register_rules(
    {
        "remedy.report": reporting,
        "remedy.prove": proving,
        "remedy.open_proof": opening,
        "remedy.confirm": confirming,
        "remedy.return": judging,
        "remedy.reopen": judging,
        "remedy.extend": judging,
    }
)
