"""The transitions of a self-inspection result, as their tests carry them out."""

from tests.fixtures.cast import moment
from tests.inspections.round_story import drafted, in_state
from tests.workflows.case import Case

AT = moment(2020, 1, 10)


def certified(cast):
    """A result that waits for the Sở."""
    return in_state(cast, "certified")


def accepted(cast):
    """A result that is counted."""
    return in_state(cast, "accepted")


CASES = {
    "certify": Case(drafted, who="head_a", after="certified", at=AT),
    "accept": Case(
        certified, who="specialist", other="manager", after="accepted", button=True, at=AT
    ),
    "return": Case(
        certified,
        who="specialist",
        other="manager",
        after="returned",
        form={"note": "Ghi rõ số cuộc."},
        other_form={"note": "Thiếu kết quả của Thanh tra Sở."},
        at=AT,
    ),
    "reopen": Case(
        accepted,
        who="manager",
        after="returned",
        form={"note": "Sai số cuộc."},
        other_form={"note": "Sai số vụ việc."},
        at=AT,
    ),
}
