"""The transitions of a complaint."""

from functools import partial

from inspections.complaints.models import Complaint
from tayninh_portal.models import User
from tests.fixtures.cast import moment
from tests.inspections.complaint_story import answered, classified, handed, in_state, log
from tests.workflows.case import Case

AT = moment(2019, 7, 12)
# The number of the complaint that stands for both: a form is written down before it is there.
INTO = 900_000


def with_its_twin(cast):
    Complaint.objects.filter(pk=log(cast).pk).update(id=INTO)
    return log(cast)


CASES = {
    "classify": Case(
        log,
        "operator",
        "classified",
        other="manager",
        form={"classification": "conduct", "note": "Về thái độ."},
        other_form={"classification": "rules_own", "note": "Về quy định."},
        at=AT,
    ),
    "hand_on": Case(
        classified,
        "operator",
        "handed_on",
        other="specialist",
        form={"to": "Sở Xây dựng", "note": "Báo cáo trước ngày 15/7."},
        other_form={"to": "Sở Y tế", "note": "Báo cáo trước ngày 16/7."},
        at=AT,
    ),
    "pass_on": Case(
        classified,
        "operator",
        "passed_on",
        other="manager",
        form={"to": "Công an tỉnh", "letter_number": "15/SNV", "letter_date": "11/7/2019"},
        other_form={"to": "Công an tỉnh", "letter_number": "16/SNV", "letter_date": "12/7/2019"},
        at=AT,
    ),
    "reply": Case(
        handed,
        "clerk_a",
        "handed_on",
        other="head_a",
        form={"reply": "Đã chấn chỉnh.", "replied_on": "11/7/2019"},
        other_form={"reply": "Đã xin lỗi người dân.", "replied_on": "12/7/2019"},
        at=AT,
    ),
    "answer": Case(
        handed,
        "operator",
        "answered",
        other="specialist",
        form={"answer": "Hồ sơ đã được trả.", "answered_on": "11/7/2019"},
        other_form={"answer": "Đã gọi lại cho người phản ánh.", "answered_on": "12/7/2019"},
        at=AT,
    ),
    "close": Case(
        answered,
        "operator",
        "closed",
        other="manager",
        form={"note": "Xong."},
        other_form={"note": "Không còn việc gì."},
        at=AT,
    ),
    "merge": Case(
        with_its_twin,
        "operator",
        "merged",
        other="manager",
        form={"into": str(INTO), "note": "Cùng một vụ việc."},
        other_form={"into": str(INTO), "note": "Cùng một người gọi hai lần."},
        at=AT,
    ),
    "reserve": Case(
        log,
        "manager",
        "received",
        form={
            "subject_agency": "Sở Nội vụ",
            "reserved_for": lambda: str(User.objects.get(username="manager").pk),
            "note": "Nội dung nói về Sở.",
        },
        other_form={
            "subject_agency": "Sở Nội vụ",
            "reserved_for": lambda: str(User.objects.get(username="leader").pk),
            "note": "Nội dung nói về lãnh đạo Sở.",
        },
        at=AT,
    ),
    "reopen": Case(
        partial(in_state, state="closed"),
        "manager",
        "classified",
        form={"note": "Còn sót nội dung."},
        other_form={"note": "Người dân gọi lại."},
        at=AT,
    ),
}
