"""The transitions of a remedy."""

from inspections.remedies import workflow as remedy_flow
from tests.doing import do
from tests.inspections.answering import NOW, confirmed_remedy, remedy, reported
from tests.workflows.case import Case


def returned(cast):
    return do(remedy_flow.RETURN, reported(cast), by=cast.manager, at=NOW, note="Còn thiếu.")


CASES = {
    "report": Case(
        remedy,
        "clerk_a",
        "reported",
        other="head_a",
        form={"done_on": "19/7/2019", "text": "Đã gắn đủ bảng tên."},
        other_form={"done_on": "18/7/2019", "text": "Đã gắn bảng tên các phòng."},
    ),
    "confirm": Case(reported, "specialist", "confirmed", other="manager", button=True),
    "return": Case(
        reported,
        "specialist",
        "returned",
        other="manager",
        form={"note": "Còn thiếu phòng 12."},
        other_form={"note": "Còn thiếu phòng 15."},
    ),
    "extend": Case(
        returned,
        "manager",
        "returned",
        form={"due_on": "20/8/2019", "note": "Chờ kinh phí."},
        other_form={"due_on": "30/8/2019", "note": "Chờ vật tư."},
    ),
    "reopen": Case(
        confirmed_remedy,
        "manager",
        "returned",
        form={"note": "Bảng tên lại thiếu."},
        other_form={"note": "Bảng tên sai chức danh."},
    ),
}
