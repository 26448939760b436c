"""The workflow of a report, from its draft to its issue. Who sees which is ``visible_to``.

Sở Nội vụ drafts and approves; UBND tỉnh signs, numbers and issues. Whatever changes after the
approval goes back for approval (Nghị định 30/2020/NĐ-CP, Điều 11 khoản 2): a report that went up is
not written in, it is returned, and a returned one begins anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from reports.issuing.actions import choosing, deciding, issuing, returning, signing, submitting
from reports.issuing.forms.issues import IssueForm, SignForm
from reports.issuing.forms.transitions import (
    ApproveForm,
    ChooseSignerForm,
    PresentForm,
    RecallForm,
    ReturnForm,
    SubmitForm,
)
from reports.narrative.models import WRITABLE, Report, ReportState
from reports.narrative.rules import STANDS
from tayninh_portal.access import DEPARTMENT, Role, register_rules
from tayninh_portal.models import Change, User
from tayninh_portal.scope import FirstOf, Scope, everywhere
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = ReportState
# What goes up was read before, in one state of the database: ``sending_up``.
SUBMIT = Transition(
    "submit",
    "Trình lãnh đạo Sở",
    WRITABLE,
    (S.SUBMITTED,),
    "report.submit",
    submitting.submit,
    SubmitForm,
)
APPROVE = Transition(
    "approve",
    "Lãnh đạo Sở duyệt",
    (S.SUBMITTED,),
    (S.APPROVED,),
    "report.approve",
    deciding.approve,
    ApproveForm,
)
PRESENT = Transition(
    "present",
    "Trình UBND tỉnh",
    (S.APPROVED,),
    (S.PRESENTED,),
    "report.present",
    deciding.present,
    PresentForm,
    again=True,
)
SIGN = Transition(
    "sign",
    "Ghi nhận đã ký",
    (S.PRESENTED,),
    (S.SIGNED,),
    "report.sign",
    signing.sign,
    SignForm,
)
# Another bản trình ký is printed, so only while nobody signed; the report stays where it is.
CHOOSE_SIGNER = Transition(
    "choose_signer",
    "Đổi người ký dự kiến",
    (S.PRESENTED,),
    (),
    "report.choose_signer",
    choosing.choose_signer,
    ChooseSignerForm,
)
ISSUE = Transition(
    "issue",
    "Cấp số, ban hành",
    (S.SIGNED,),
    (S.ISSUED,),
    "report.issue",
    issuing.issue,
    IssueForm,
    again=True,
)
RETURN = Transition(
    "return",
    "Lãnh đạo Sở trả lại",
    (S.SUBMITTED, S.APPROVED),
    (S.RETURNED,),
    "report.return",
    returning.give_back,
    ReturnForm,
)
SEND_BACK = Transition(
    "send_back",
    "Văn phòng UBND tỉnh trả lại",
    (S.PRESENTED, S.SIGNED),
    (S.RETURNED,),
    "report.send_back",
    returning.give_back,
    ReturnForm,
)
RECALL = Transition(
    "recall",
    "Rút lại để sửa",
    (S.SUBMITTED,),
    (S.DRAFT,),
    "report.recall",
    deciding.recall,
    RecallForm,
)
# In the order of the buttons: the first one of a page is the main one.
TRANSITIONS = (SUBMIT, APPROVE, PRESENT, SIGN, CHOOSE_SIGNER, ISSUE, RETURN, SEND_BACK, RECALL)

WORDS: dict[str | tuple[str, str], Words] = {
    "submit": Words(
        button="Trình lãnh đạo Sở",
        done="Đã trình lãnh đạo Sở.",
        sign="send",
        style="primary",
        consequence="Nội dung được ghi lại đúng như hiện nay và không sửa được nữa cho đến khi báo "
        "cáo được rút lại hoặc trả lại. Một lãnh đạo Sở khác người trình sẽ duyệt.",
    ),
    "approve": Words(
        button="Duyệt báo cáo",
        done="Đã duyệt báo cáo; văn thư Sở sẽ trình Ủy ban nhân dân tỉnh.",
        sign="check2",
        style="primary",
        consequence="Nội dung và số liệu đang hiển thị được duyệt đúng như vậy và chuyển văn thư "
        "Sở trình Ủy ban nhân dân tỉnh. Mọi thay đổi sau đó phải trình duyệt lại từ đầu.",
    ),
    "present": Words(
        button="Trình UBND tỉnh",
        done="Đã trình Ủy ban nhân dân tỉnh; bản trình ký đang được kết xuất.",
        sign="send",
        style="primary",
        consequence="Bản đã duyệt được chuyển đến Văn phòng UBND tỉnh cùng tờ trình; cổng kết xuất "
        "bản trình ký. Sau bước này Sở không tự lấy lại được báo cáo, chỉ Văn phòng UBND tỉnh trả "
        "lại.",
    ),
    "sign": Words(
        button="Ghi nhận đã ký",
        done="Đã ghi nhận chữ ký; văn thư UBND tỉnh sẽ cấp số.",
        sign="pen",
        style="primary",
        consequence="Quyền hạn, chức vụ và tên người ký được in trên bản phát hành đúng như ghi "
        "nhận ở đây. Ghi nhận rồi thì không sửa được; nếu ghi sai, Văn phòng UBND tỉnh trả lại báo "
        "cáo để ký lại.",
    ),
    "choose_signer": Words(
        button="Đổi người ký dự kiến",
        done="Đã đổi người ký dự kiến; bản trình ký mới đang được kết xuất.",
        sign="arrow-repeat",
        consequence="Cổng kết xuất một bản trình ký mới, in quyền hạn, chức vụ chọn dưới đây và "
        "năm hiện nay; nội dung không đổi. Bản trình ký trước vẫn được giữ trong danh sách nhưng "
        "không dùng để ký nữa.",
    ),
    "issue": Words(
        button="Cấp số, ban hành",
        done="Đã ban hành báo cáo số {number}; bản phát hành đang được kết xuất.",
        sign="patch-check",
        style="primary",
        consequence="Ban hành rồi thì không sửa, không xóa được: báo cáo chỉ có thể được thay thế, "
        "đính chính hoặc thu hồi. Bước sau cho xem lại số, ngày và người ký trước khi ban hành.",
    ),
    "return": Words(
        button="Trả lại",
        heading="Trả lại báo cáo",
        done="Đã trả lại báo cáo cho người soạn.",
        sign="arrow-return-left",
        consequence="Báo cáo về người soạn để sửa theo các lý do dưới đây, rồi được trình lại từ "
        "đầu.",
    ),
    "send_back": Words(
        button="Trả lại Sở Nội vụ",
        done="Đã trả lại báo cáo cho Sở Nội vụ.",
        sign="arrow-return-left",
        consequence="Báo cáo về Sở Nội vụ để sửa theo các lý do dưới đây. Sửa xong, Sở duyệt và "
        "trình lại; chữ ký đã ghi nhận (nếu có) không còn giá trị với bản mới.",
    ),
    "recall": Words(
        button="Rút lại để sửa",
        done="Đã rút báo cáo về dự thảo.",
        sign="arrow-counterclockwise",
        style="primary",
        consequence="Báo cáo trở về dự thảo để sửa; số liệu đã chốt được giữ nguyên. Sửa xong phải "
        "trình lại.",
    ),
}
_DRAFTERS = Scope((everywhere(*DEPARTMENT),))
# Who is to act; that nobody approves what they sent up themselves is a rule. An issued report
# waits for its signed original.
WAITS_FOR: dict[str, Scope | FirstOf] = {
    S.DRAFT: _DRAFTERS,
    S.RETURNED: _DRAFTERS,
    S.SUBMITTED: Scope((everywhere(Role.MANAGER),)),
    S.APPROVED: Scope((everywhere(Role.DEPARTMENT_REGISTRAR),)),
    S.PRESENTED: Scope((everywhere(Role.OFFICE_EXAMINER),)),
    S.SIGNED: Scope((everywhere(Role.PROVINCE_REGISTRAR),)),
    S.ISSUED: Scope((everywhere(Role.PROVINCE_REGISTRAR),)),
}


def reports_of(user: User) -> QuerySet[Report]:
    """The reports a person may see, with what their pages read."""
    return Report.objects.visible_to(user).select_related("submitted_snapshot")


REPORTS = register(
    Workflow(
        Report,
        "report",
        "reports/workflow",
        reports_of,
        TRANSITIONS,
        WORDS,
        {state.value: text for state, text in STANDS.items()},
        WAITS_FOR,
    )
)
OWN_SUBMISSION = "Người trình không tự duyệt báo cáo của mình; một lãnh đạo Sở khác phải duyệt."
NOT_YOUR_SUBMISSION = "Chỉ người đã trình mới rút lại được báo cáo."


def sent_up_by(reports: Sequence[Report]) -> dict[int, int]:
    """Who sent each up, as long as nobody has decided about it; one query."""
    lines = Change.objects.filter(
        record_type=Report._meta.label_lower, record_id__in=[report.pk for report in reports]
    ).exclude(from_state="")
    newest = {
        pk: (action, by)
        for pk, action, by in lines.order_by("version").values_list("record_id", "action", "by")
    }
    return {pk: by for pk, (action, by) in newest.items() if action == SUBMIT.name}


def recalling(user: User, reports: Sequence[Report], on: date) -> list[str | None]:
    """By the one who sent it up, while nobody has decided."""
    sent = sent_up_by(reports)
    return [
        None if sent.get(report.pk, user.pk) == user.pk else NOT_YOUR_SUBMISSION
        for report in reports
    ]


def approving(user: User, reports: Sequence[Report], on: date) -> list[str | None]:
    """By a leader of the Sở who did not send it up."""
    sent = sent_up_by(reports)
    return [OWN_SUBMISSION if sent.get(report.pk) == user.pk else None for report in reports]


register_rules({"report.recall": recalling, "report.approve": approving})
