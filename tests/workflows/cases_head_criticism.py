"""The transitions of a proposal to criticise a head."""

from tests.inspections.proposing import proposed, under_correction
from tests.workflows.case import Case

PAPER = {"outcome": "criticised", "decision_number": "1520/UBND-NC", "decision_date": "18/7/2019"}
CASES = {
    "decide": Case(
        proposed,
        "province_registrar",
        "decided",
        other="leader",
        form=PAPER | {"outcome_reason": ""},
        other_form=PAPER | {"decision_number": "1521/UBND-NC", "outcome_reason": ""},
    ),
    "withdraw": Case(
        under_correction,
        "specialist",
        "withdrawn",
        other="manager",
        form={"note": "Ghi nhầm cơ quan."},
        other_form={"note": "Không đủ căn cứ."},
    ),
}
