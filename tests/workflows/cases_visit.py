"""The transitions of a visit."""

from tests.inspections.visiting import concluded, draft
from tests.workflows.case import Case

CASES = {
    "conclude": Case(
        draft,
        "specialist",
        "concluded",
        other="manager",
        form={"ends_at": "10:30", "conclusion": "Cơ quan chấp hành tốt."},
        other_form={"ends_at": "10:45", "conclusion": "Cơ quan còn hai việc phải sửa."},
    ),
    "cancel": Case(
        draft,
        "specialist",
        "cancelled",
        other="manager",
        form={"note": "Ghi trùng lượt."},
        other_form={"note": "Không diễn ra."},
    ),
    "reopen": Case(
        concluded,
        "manager",
        "draft",
        form={"note": "Ghi sai số có mặt."},
        other_form={"note": "Ghi sai giờ kết thúc."},
    ),
}
