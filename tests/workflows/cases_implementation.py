"""The transitions of an implementation fact, as their tests carry them out."""

from tests.inspections.implementing import NOW, confirmed, fact
from tests.workflows.case import Case


def correction(title: str, quantity: str) -> dict[str, str]:
    """The form filled in as a browser sends it."""
    return {"kind": "meeting", "day": "05/7/2019", "title": title, "quantity": quantity}


CASES = {
    "confirm": Case(
        fact, who="specialist", other="manager", after="confirmed", button=True, at=NOW
    ),
    "return": Case(
        fact,
        who="specialist",
        other="manager",
        after="returned",
        form={"note": "Ghi rõ số cuộc."},
        other_form={"note": "Ghi rõ số người."},
        at=NOW,
    ),
    "update": Case(
        fact,
        who="clerk_a",
        other="head_a",
        after="draft",
        form=correction("Hội nghị giao ban", "3"),
        other_form=correction("Hội nghị toàn ngành", "4"),
        at=NOW,
    ),
    "withdraw": Case(
        fact,
        who="clerk_a",
        other="head_a",
        after="withdrawn",
        form={"note": "Ghi nhầm."},
        other_form={"note": "Ghi hai lần."},
        at=NOW,
    ),
    "reopen": Case(
        confirmed,
        who="manager",
        after="returned",
        form={"note": "Đếm trùng."},
        other_form={"note": "Sai ngày."},
        at=NOW,
    ),
}
