"""The transitions of a remark at a sentence of a report."""

from tayninh_portal.access import Role
from tests.fixtures.cast import moment
from tests.reports.remarking import remarked, remarked_and_returned
from tests.workflows.case import Case
from tests.workflows.cases_report import with_a_second

AT = moment(2020, 1, 14, 9)

CASES = {
    "answer": Case(
        remarked_and_returned,
        "specialist",
        "answered",
        other="specialist_b",
        form={"text": "Đã nêu rõ nguyên nhân."},
        other_form={"text": "Đã sửa câu này."},
        at=AT,
    ),
    "settle": Case(
        with_a_second("specialist_b", Role.MANAGER, "department", remarked),
        "manager",
        "settled",
        other="specialist_b",
        button=True,
        at=AT,
    ),
}
