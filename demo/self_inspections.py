"""One agency's way through a self-inspection round."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.clock import moment, workday
from demo.doing import do
from demo.people import People
from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.rounds.models import Held, Round
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import save_submission, start_submission
from inspections.submissions.models import Submission

# The share of agencies that tell of rules they reviewed.
RULES_REVIEWED = 0.3
FOUND = ("late", "early_leave", "no_badge", "unit_appearance")


@dataclass(frozen=True)
class Plan:
    """What an agency's own plan of the year is dated after."""

    since: date
    days: int = 20


def fill_in(
    draw: random.Random,
    people: People,
    round_: Round,
    agency: Agency,
    *,
    on: date,
    plan: Plan,
    held: bool = True,
) -> Submission:
    """The clerk's draft, complete but not sent. ``held``: whether there were inspections at all."""
    clerk = people.clerks[agency.pk]
    submission, _ = start_submission(round_, agency, by=clerk, at=moment(on, 8))
    nothing = draw.random() < 0.3
    counts: dict[Category, int | None] = {}
    if held and not nothing:
        categories = list(Category.objects.filter(code__in=FOUND).order_by("order"))
        for category in draw.sample(categories, draw.randint(1, 2)):
            counts[category] = draw.randint(1, 3)
    result = {
        "held": Held.HELD,
        "inspections_held": draw.randint(1, 4),
        "units_inspected": draw.randint(2, 8),
        "nothing_found": nothing,
        "shortcomings": (
            "" if nothing else "Còn trường hợp chưa chấp hành giờ làm việc (minh họa)."
        ),
    }
    if not held:
        result = {
            "held": Held.NOT_HELD,
            "not_held_reason": "Đơn vị mới sắp xếp, chưa kiện toàn tổ kiểm tra (minh họa).",
        }
    return save_submission(
        submission,
        by=clerk,
        at=moment(on, 9),
        seen_version=submission.version,
        counts=counts,
        plan_number=f"{draw.randint(10, 300)}/KH",
        plan_date=plan.since + timedelta(days=draw.randint(0, plan.days)),
        propaganda="Phổ biến Đề án trong các cuộc họp cơ quan (minh họa).",
        rules_reviewed=_rules_reviewed(agency),
        **result,
    )


def _rules_reviewed(agency: Agency) -> str:
    """Not all have rules to mend; by its name, so that the other draws stay what they are."""
    if random.Random(agency.name).random() < RULES_REVIEWED:
        return "Rà soát nội quy, quy chế làm việc của cơ quan (minh họa)."
    return ""


def begin(
    draw: random.Random, people: People, round_: Round, agency: Agency, *, on: date, plan: Plan
) -> Submission:
    """The clerk's draft with its first part alone."""
    clerk = people.clerks[agency.pk]
    submission, _ = start_submission(round_, agency, by=clerk, at=moment(on, 8))
    return save_submission(
        submission,
        by=clerk,
        at=moment(on, 9),
        seen_version=submission.version,
        counts={},
        plan_number=f"{draw.randint(10, 300)}/KH",
        plan_date=plan.since + timedelta(days=draw.randint(0, plan.days)),
    )


def send(people: People, submission: Submission, *, on: date) -> Submission:
    """The head certifies it."""
    head = people.heads[submission.agency_id]
    return do(submission_flow.CERTIFY, submission, by=head, at=moment(on, 15))


def accept(submission: Submission, *, on: date) -> Submission:
    """The specialist in charge accepts it on the next working day."""
    day = workday(on + timedelta(days=1))
    in_charge = submission.agency.assignments.on(day).get().user
    return do(submission_flow.ACCEPT, submission, by=in_charge, at=moment(day, 10))


def send_back(submission: Submission, *, on: date, note: str) -> Submission:
    """The specialist in charge returns it on the next working day."""
    day = workday(on + timedelta(days=1))
    in_charge = submission.agency.assignments.on(day).get().user
    return do(submission_flow.RETURN, submission, by=in_charge, at=moment(day, 10), note=note)
