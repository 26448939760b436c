"""The transitions of the papers about a visit."""

from tests.inspections.noticing import NOW, approved, paper, presented, report, sent
from tests.workflows.case import Case

NUMBERED = {"number": "12", "issued_on": "08/7/2019"}
OTHERWISE = {"number": "13", "issued_on": "07/7/2019"}
CASES = {
    "send": Case(
        report, "specialist", "sent", "manager", form=NUMBERED, other_form=OTHERWISE, at=NOW
    ),
    "accept": Case(sent, "manager", "accepted", button=True, at=NOW),
    "present": Case(paper, "specialist", "presented", "manager", button=True, at=NOW),
    "return": Case(
        presented,
        "manager",
        "returned",
        form={"note": "Bổ sung ưu điểm."},
        other_form={"note": "Sửa hạn khắc phục."},
        at=NOW,
    ),
    "approve": Case(presented, "manager", "approved", button=True, at=NOW),
    "issue": Case(
        approved,
        "department_registrar",
        "issued",
        form=NUMBERED | {"signer": "Minh họa Giám đốc"},
        other_form=OTHERWISE | {"signer": "Minh họa Phó Giám đốc"},
        at=NOW,
    ),
}
