"""What the tests of rounds and results start from: a round of 2019 and results of agency A."""

from datetime import date

from inspections.catalogues.models import Category
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round
from inspections.rounds.models import Round
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import save_submission, start_submission
from inspections.submissions.models import Submission
from tests.doing import do
from tests.fixtures.cast import moment

DUE_ON = date(2020, 1, 10)
YEAR = {
    "title": "Tự kiểm tra năm 2019",
    "period_start": date(2019, 1, 1),
    "period_end": date(2019, 12, 31),
    "due_on": DUE_ON,
}


def plan(cast, **changes) -> Round:
    """A round in preparation."""
    round, _ = plan_round(by=cast.manager, at=moment(2019, 12, 1), **(YEAR | changes))
    return round


def opened(cast, **changes) -> Round:
    """A round that takes results."""
    return do(round_flow.OPEN, plan(cast, **changes), by=cast.manager, at=moment(2019, 12, 2))


def category(code: str) -> Category:
    """A category of the catalogue."""
    return Category.objects.get(code=code)


def drafted(cast, round=None, agency=None, by=None, **changes) -> Submission:
    """A draft with nothing missing, unless ``changes`` take something away."""
    by = by or cast.clerk_a
    submission, _ = start_submission(
        round or opened(cast), agency or cast.a, by=by, at=moment(2020, 1, 2)
    )
    counts = changes.pop("counts", {category("late"): 2})
    return save_submission(
        submission,
        by=by,
        at=moment(2020, 1, 3),
        seen_version=submission.version,
        counts=counts,
        **({"held": "held", "inspections_held": 3} | changes),
    )


def in_state(cast, state: str, **changes) -> Submission:
    """A result of agency A in ``state``."""
    submission = drafted(cast, **changes)
    if state == "draft":
        return submission
    submission = do(submission_flow.CERTIFY, submission, by=cast.head_a, at=moment(2020, 1, 8))
    if state == "returned":
        note = "Thiếu số cuộc của Thanh tra Sở."
        submission = do(
            submission_flow.RETURN, submission, by=cast.specialist, at=moment(2020, 1, 9), note=note
        )
    if state == "accepted":
        submission = do(
            submission_flow.ACCEPT, submission, by=cast.specialist, at=moment(2020, 1, 9)
        )
    return submission


def typed(submission: Submission, **changes) -> dict[str, str]:
    """What a browser sends for the form as it is shown, with ``changes``."""
    data = {
        "seen_version": submission.version,
        "held": submission.held,
        "inspections_held": submission.inspections_held,
        "not_held_reason": submission.not_held_reason,
        **{f"count_{row.category.code}": row.count for row in submission.counts.all()},
    } | changes
    return {name: "" if value is None else str(value) for name, value in data.items()}
