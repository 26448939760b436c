"""The transitions of a biên bản."""

from tests.inspections.minuting import Scan, signed, written
from tests.workflows.case import Case

CASES = {
    "sign": Case(
        written,
        "specialist",
        "signed",
        other="manager",
        form={"number": "1", "signed_on": "05/7/2019", "manner": "paper"},
        other_form={"number": "2", "signed_on": "05/7/2019", "manner": "paper"},
        pressed={"upload": Scan()},
    ),
    "add_pages": Case(signed, "specialist", "signed", other="manager", pressed={"upload": Scan()}),
}
