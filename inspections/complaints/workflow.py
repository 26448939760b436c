"""The workflow of the complaints: classified, handed on or passed on, answered, closed.

Nghị định 20/2008/NĐ-CP and Luật Tiếp công dân 2013; whose work a transition is say the rules.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet

from inspections.complaints import actions
from inspections.complaints.models import COMPLAINT_WORKERS, Complaint
from inspections.complaints.states import COMPLAINT_OPEN, ComplaintState
from inspections.complaints.transition_forms import (
    AnswerForm,
    ClassifyForm,
    CloseForm,
    HandOnForm,
    MergeForm,
    PassOnForm,
    ReopenForm,
    ReplyForm,
    ReserveForm,
)
from tayninh_portal import readings
from tayninh_portal.models import User
from tayninh_portal.workflow import Transition, Words, Workflow, register

S = ComplaintState
# Once more while nobody else works on it: a class chosen in haste is corrected, not reopened.
# What is not accepted, and what belongs to the procedure of khiếu nại or tố cáo, ends here.
CLASSIFY = Transition(
    "classify",
    "Phân loại",
    (S.RECEIVED, S.CLASSIFIED),
    (S.CLASSIFIED, S.CLOSED),
    "complaint.classify",
    actions.classify,
    ClassifyForm,
)
HAND_ON = Transition(
    "hand_on",
    "Giao cơ quan xử lý",
    (S.CLASSIFIED, S.HANDED_ON),
    (S.HANDED_ON,),
    "complaint.hand_on",
    actions.hand_on,
    HandOnForm,
)
PASS_ON = Transition(
    "pass_on",
    "Chuyển cơ quan có thẩm quyền",
    (S.CLASSIFIED, S.HANDED_ON),
    (S.PASSED_ON,),
    "complaint.hand_on",
    actions.pass_on,
    PassOnForm,
)
# Until the Sở answers a report can be corrected by reporting again.
REPLY = Transition(
    "reply",
    "Báo cáo kết quả xử lý",
    (S.HANDED_ON,),
    (),
    "complaint.reply",
    actions.reply,
    ReplyForm,
)
ANSWER = Transition(
    "answer",
    "Trả lời người phản ánh",
    (S.CLASSIFIED, S.HANDED_ON),
    (S.ANSWERED,),
    "complaint.answer",
    actions.answer,
    AnswerForm,
)
CLOSE = Transition(
    "close",
    "Kết thúc",
    (S.CLASSIFIED, S.HANDED_ON, S.ANSWERED),
    (S.CLOSED,),
    "complaint.close",
    actions.close,
    CloseForm,
)
MERGE = Transition(
    "merge",
    "Gộp phản ánh trùng",
    (S.RECEIVED, S.CLASSIFIED, S.HANDED_ON, S.ANSWERED),
    (S.MERGED,),
    "complaint.merge",
    actions.merge,
    MergeForm,
)
# What ended before it was worked on (refused, sent to another procedure, merged while new) is to
# be classified anew.
REOPEN = Transition(
    "reopen",
    "Mở lại",
    (S.ANSWERED, S.PASSED_ON, S.CLOSED, S.MERGED),
    (S.CLASSIFIED, S.RECEIVED),
    "complaint.reopen",
    actions.reopen,
    ReopenForm,
)
# Whom it is about, and from whom it is kept: no correction, since it opens or hides the whole.
RESERVE = Transition(
    "reserve",
    "Đổi đối tượng, chế độ bảo mật",
    COMPLAINT_OPEN,
    (),
    "complaint.reserve",
    actions.reserve,
    ReserveForm,
)
TRANSITIONS = (CLASSIFY, HAND_ON, REPLY, ANSWER, CLOSE, PASS_ON, MERGE, REOPEN, RESERVE)

WORDS: dict[str | tuple[str, str], Words] = {
    "classify": Words(button="Phân loại", done="Đã phân loại phản ánh.", sign="tag"),
    "hand_on": Words(
        button="Giao cơ quan xử lý",
        done="Đã giao phản ánh cho cơ quan xử lý.",
        sign="arrow-right",
    ),
    "pass_on": Words(
        button="Chuyển cơ quan có thẩm quyền",
        done="Đã chuyển phản ánh đến cơ quan có thẩm quyền.",
        sign="box-arrow-up-right",
        consequence="Phản ánh được tính là đã xử lý từ ngày văn bản chuyển và không theo dõi tiếp. "
        "Cơ quan nhận không thấy danh tính người phản ánh trên cổng. Chỉ lãnh đạo mở lại được.",
    ),
    "reply": Words(
        button="Báo cáo kết quả xử lý",
        done="Đã báo cáo kết quả xử lý phản ánh.",
        sign="reply",
        style="primary",
    ),
    "answer": Words(
        button="Ghi kết quả trả lời",
        done="Đã ghi kết quả trả lời người phản ánh.",
        sign="chat-left-text",
    ),
    "close": Words(
        button="Kết thúc",
        done="Đã kết thúc phản ánh.",
        sign="check-circle",
        consequence="Phản ánh được tính là đã xử lý từ hôm nay và không sửa được nữa. Chỉ lãnh đạo "
        "mở lại được.",
    ),
    "merge": Words(
        button="Gộp phản ánh trùng",
        done="Đã gộp phản ánh; phản ánh gốc được theo dõi thay.",
        sign="intersect",
        consequence="Phản ánh này không còn được đếm; phản ánh gốc được đếm và theo dõi thay cho "
        "cả hai. Người phản ánh tra cứu mã này sẽ thấy tình trạng của phản ánh gốc.",
    ),
    "reopen": Words(button="Mở lại", done="Đã mở lại phản ánh.", sign="arrow-counterclockwise"),
    "reserve": Words(
        button="Đổi đối tượng, chế độ bảo mật",
        done="Đã đổi đối tượng, chế độ bảo mật của phản ánh.",
        sign="lock",
        consequence="Phản ánh giao riêng thì chỉ lãnh đạo được giao và người ghi nhận xem được; "
        "không giao riêng thì cả Sở xem được. Người ghi nhận và những người xử lý từ nay nhận được "
        "thông báo.",
    ),
}
# The step that usually comes next stands out.
NEXT = {S.RECEIVED: "classify", S.CLASSIFIED: "hand_on", S.HANDED_ON: "answer", S.ANSWERED: "close"}
WORDS |= {(name, state): replace(WORDS[name], style="primary") for state, name in NEXT.items()}
# For the leader who reopens what was reserved for one who is gone.
TAKE_OVER = replace(
    WORDS["reopen"],
    heading="Mở lại và nhận xử lý",
    submit="Mở lại và nhận xử lý",
    done="Đã mở lại và nhận xử lý phản ánh.",
    consequence="Lãnh đạo được giao riêng phản ánh này đã thôi giữ chức vụ. Khi mở lại, phản ánh "
    "được giao riêng cho bạn; từ đó chỉ bạn xem và xử lý.",
)


def _closed(transition: Transition[Complaint, ...], state: ComplaintState) -> str:
    names = ", ".join(f"“{source.label}”" for source in S if source in transition.sources)
    return f"Chỉ làm được khi phản ánh ở trạng thái {names}; phản ánh này đang ở “{state.label}”."


CLOSED: dict[str | tuple[str, str], str] = {
    (transition.name, state): _closed(transition, state)
    for transition in TRANSITIONS
    for state in S
    if state not in transition.sources
}


def complaints_of(user: User) -> QuerySet[Complaint]:
    """The complaints a person may see, with what their pages and rules read."""
    rows = Complaint.objects.visible_to(user).with_subject_name()
    # Whom a few name (the leader, the person of the Sở) is read where it is told: with two tables
    # more the database plans this query ten times as long as it runs it.
    related = ("subject_agency", "handed_to", "category", "field")
    return rows.select_related(*related, "created_by", "caller")


COMPLAINTS = register(
    Workflow(
        Complaint,
        "complaint",
        "complaints",
        complaints_of,
        TRANSITIONS,
        WORDS,
        CLOSED,
        dict.fromkeys(COMPLAINT_OPEN, COMPLAINT_WORKERS),
    )
)
readings.register(
    readings.Kind(
        Complaint, "Người phản ánh", Complaint.objects.visible_to, str, COMPLAINTS.record_url
    )
)
