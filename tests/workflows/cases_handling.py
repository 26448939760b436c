"""The transitions of a handling."""

from tests.inspections.answering import confirmed_handling, form, handling
from tests.workflows.case import Case


def correction(code: str, signer: str) -> dict:
    """The form filled in as a browser sends it; the catalogue is there when the test runs."""
    return {
        "starts_on": "19/7/2019",
        "form": lambda: str(form(code).pk),
        "signer": signer,
        "decision_number": "15/SXD",
        "decision_date": "19/7/2019",
    }


CASES = {
    "confirm": Case(handling, "specialist", "confirmed", other="manager", button=True),
    "return": Case(
        handling,
        "specialist",
        "returned",
        other="manager",
        form={"note": "Ghi số văn bản."},
        other_form={"note": "Ghi chức vụ người ký."},
    ),
    "update": Case(
        handling,
        "clerk_a",
        "entered",
        other="head_a",
        form=correction("criticism", "Giám đốc"),
        other_form=correction("record", "Phó Giám đốc"),
    ),
    "withdraw": Case(
        handling,
        "clerk_a",
        "withdrawn",
        other="head_a",
        form={"note": "Ghi nhầm nội dung."},
        other_form={"note": "Ghi nhầm người."},
    ),
    "reopen": Case(
        confirmed_handling,
        "manager",
        "returned",
        form={"note": "Nhầm hình thức."},
        other_form={"note": "Nhầm ngày bắt đầu."},
    ),
}
