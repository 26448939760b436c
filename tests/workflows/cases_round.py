"""The transitions of a self-inspection round, as their tests carry them out."""

from inspections.rounds import workflow as round_flow
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections.round_story import opened, plan
from tests.workflows.case import Case

AT = moment(2020, 1, 20)


def closed(cast):
    """A round that takes nothing any more."""
    return do(round_flow.CLOSE, opened(cast), by=cast.manager, at=AT)


CASES = {
    "open": Case(plan, who="specialist", other="manager", after="open", at=AT),
    "close": Case(
        opened,
        who="specialist",
        other="manager",
        after="closed",
        form={"note": "Hết hạn gửi."},
        other_form={"note": "Đủ kết quả."},
        at=AT,
    ),
    "reopen": Case(
        closed,
        who="manager",
        after="open",
        form={"note": "Còn hai cơ quan gửi muộn."},
        other_form={"note": "Sở Y tế gửi lại."},
        at=AT,
    ),
}
