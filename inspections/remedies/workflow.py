"""The workflow of the remedies: the agency reports, the Sở confirms or returns."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from inspections.agencies.models import Agency
from inspections.handlings.workflow import (
    HAD_A_HAND,
    answers_for,
    had_a_hand_in,
    not_for_the_department,
    not_standing,
)
from inspections.remedies import actions
from inspections.remedies.forms import ExtendForm, ReopenForm, ReportForm, ReturnForm
from inspections.remedies.models import Remedy, RemedyState
from tayninh_portal.access import each, register_rules
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

WORDS = {
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
        "Sở Nội vụ xác nhận lại.",
    ),
}
CLOSED = {
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
            "finding__visit__agency__parent",
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
    )
)


def holder_of(remedy: Remedy) -> Agency:
    """The agency that has to put it right: the inspected one, or who took over its work."""
    return remedy.receiver or remedy.finding.visit.agency


def reporting_forbidden(user: User, remedy: Remedy, on: date) -> str | None:
    """The agency that has to put it right reports."""
    if not answers_for(user, holder_of(remedy), on):
        return "Chỉ cán bộ đầu mối hoặc thủ trưởng của cơ quan phải khắc phục mới báo cáo được."
    return _not_asked(remedy)


def judging_forbidden(user: User, remedy: Remedy, on: date) -> str | None:
    """Whoever judges for the Sở: the team, the specialist in charge, the manager."""
    reason = not_for_the_department(user, remedy.finding, holder_of(remedy), on)
    return reason or _not_asked(remedy)


def confirming_forbidden(user: User, remedy: Remedy, on: date) -> str | None:
    """Whoever judges, never one who reported it."""
    reason = not_for_the_department(user, remedy.finding, holder_of(remedy), on)
    if reason is None and had_a_hand_in(user, remedy, REPORT.name):
        reason = HAD_A_HAND
    return reason or _not_asked(remedy)


def _not_asked(remedy: Remedy) -> str | None:
    """Why nothing is to be put right any more."""
    if remedy.finding.remedy_due_on is None:
        return "Lượt kiểm tra đã được đính chính; nội dung này không còn phải khắc phục."
    return not_standing(remedy.finding)


register_rules(
    {
        "remedy.report": each(reporting_forbidden),
        "remedy.confirm": each(confirming_forbidden),
        "remedy.return": each(judging_forbidden),
        "remedy.reopen": each(judging_forbidden),
        "remedy.extend": each(judging_forbidden),
    }
)
