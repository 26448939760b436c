"""What the tests of criticised heads share: proposals in any state."""

from inspections.head_criticisms import workflow as criticism_flow
from inspections.head_criticisms.actions import propose_criticism
from inspections.head_criticisms.models import HeadCriticism
from inspections.visits import workflow as visit_flow
from tests.doing import do
from tests.inspections.answering import NOW, TODAY
from tests.inspections.visiting import NOW as DURING
from tests.inspections.visiting import concluded, draft

NAME = "Nguyễn Văn Đứng Đầu"
CRITICISED = {
    "outcome": "criticised",
    "decision_number": "1520/UBND-NC",
    "decision_date": TODAY,
    "outcome_reason": "",
}


def proposed(cast, visit=None, **changes) -> HeadCriticism:
    """About the head of Sở Xây dựng on a concluded visit, by the specialist."""
    given = {"by": cast.specialist, "at": DURING, "about": "head", "reason": "Buông lỏng kỷ cương."}
    return propose_criticism(visit or concluded(cast), **(given | changes))[0]


def decided(cast, by: str = "province_registrar", visit=None, **changes) -> HeadCriticism:
    """The same, criticised."""
    row = proposed(cast, visit)
    by = getattr(cast, by)
    return do(criticism_flow.DECIDE, row, by=by, at=NOW, **(CRITICISED | changes))


def under_correction(cast) -> HeadCriticism:
    """One whose visit was opened again."""
    row = proposed(cast)
    do(visit_flow.REOPEN, row.visit, by=cast.manager, at=NOW, note="Ghi nhầm.")
    return HeadCriticism.objects.get(pk=row.pk)


def on_a_draft(cast, **changes) -> HeadCriticism:
    """One on a visit that is not concluded."""
    return proposed(cast, draft(cast), **changes)
