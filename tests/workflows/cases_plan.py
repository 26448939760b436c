"""The transitions of a plan of the year."""

from tests.inspections.planning import plan, presented
from tests.workflows.case import Case

CASES = {
    "present": Case(plan, "manager", "presented", button=True),
    "return": Case(
        presented,
        "manager",
        "draft",
        form={"note": "Bổ sung căn cứ."},
        other_form={"note": "Sửa tháng."},
    ),
    "issue": Case(
        presented,
        "manager",
        "issued",
        form={"number": "152/KH-SNV", "issued_on": "05/7/2019"},
        other_form={"number": "153/KH-SNV", "issued_on": "04/7/2019"},
    ),
}
