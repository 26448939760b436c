"""A round of self-inspection, and each agency's way through it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from demo.clock import moment, workday
from demo.doing import do
from demo.engine import Course, Story
from demo.people import People
from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.rounds import workflow as round_flow
from inspections.rounds.actions import plan_round, remove_due_agency
from inspections.rounds.models import Held, Round
from inspections.submissions import workflow as submission_flow
from inspections.submissions.actions import save_submission, start_submission
from inspections.submissions.models import Submission
from tayninh_portal.models import User

# The share of agencies that tell of rules they reviewed.
RULES_REVIEWED = 0.3
# Within so many days of a reminder.
LATE_DAYS = 10
FOUND = ("late", "early_leave", "no_badge", "unit_appearance")
RETURN_NOTE = "Số cuộc tự kiểm tra không khớp với biên bản gửi kèm; đề nghị rà soát lại (minh họa)."
# Where nothing is said of a group: everybody inspected themselves and was believed.
ALL_ACCEPTED = {"accepted": 1}


@dataclass(frozen=True)
class Tide:
    """One round: whom it asks about which period, until when, and what becomes of the results.

    ``filed_after``: the fewest and most days after the opening on which an agency fills it in.
    ``plan_since``, ``plan_days``: when agencies dated their own plans of the year. ``only``: the
    group asked, others being taken off the list with ``reason``. ``fates``: by report group, or
    “all”, of how many agencies what becomes: “accepted”, “accepted, not held”, “sent”, “sent
    late”, “returned”, “complete”, “begun” or “nothing”. ``department``: what becomes of the Sở's.
    From the day agencies were ``reminded`` on what is wanting comes in, but for “nothing”.
    """

    seed: int
    title: str
    period_start: date
    period_end: date
    opened: date
    due: date
    request_number: str
    request_date: date
    plan_since: date
    plan_days: int = 20
    reminded: date | None = None
    closed: date | None = None
    filed_after: tuple[int, int] = (3, 30)
    only: str = ""
    reason: str = ""
    fates: dict[str, dict[str, int]] = field(default_factory=dict)
    department: str = ""

    def fate(self, draw: random.Random, group: str, *, is_department: bool) -> str:
        """Draw what becomes of one agency's result; nothing is drawn where nothing is open."""
        weights = self.fates.get(group) or self.fates.get("all") or ALL_ACCEPTED
        names = list(weights)
        drawn = draw.choices(names, list(weights.values()))[0] if len(names) > 1 else names[0]
        return self.department if is_department and self.department else drawn


class Result(NamedTuple):
    """One agency's result as it was drawn: the day, what becomes of it, and what is in it.

    ``late``: the day on which, after a reminder, what was wanting came in.
    """

    on: date
    late: date
    fate: str
    nothing_found: bool
    found: dict[str, int]
    inspections: int
    units: int
    plan_number: int
    plan_after: int


def hold_round(story: Story, people: People, tide: Tide) -> Course:
    """Plan and open it, let every agency run along, and close it."""
    lead = people.specialists[0]
    at = moment(tide.opened, 8)
    yield at
    round_, _ = plan_round(
        by=lead,
        at=at,
        title=tide.title,
        period_start=tide.period_start,
        period_end=tide.period_end,
        due_on=tide.due,
        request_number=tide.request_number,
        request_date=tide.request_date,
        is_illustrative=True,
    )
    if tide.only:
        _ask_only(tide, round_, by=lead)
    at = moment(tide.opened, 9)
    yield at
    round_ = do(round_flow.OPEN, Round.objects.get(pk=round_.pk), by=lead, at=at)
    draw = random.Random(tide.seed)
    for due in round_.due_agencies.active().select_related("agency").order_by("agency__name_key"):
        fate = tide.fate(draw, due.group, is_department=due.agency.is_department)
        result = _draw(draw, tide, fate)
        if fate != "nothing":
            story.begin(_one_agency(people, tide, round_, due.agency, result))
    if tide.closed is not None:
        at = moment(tide.closed, 16)
        yield at
        do(round_flow.CLOSE, Round.objects.get(pk=round_.pk), by=lead, at=at)


def _ask_only(tide: Tide, round_: Round, *, by: User) -> None:
    others = round_.due_agencies.exclude(group=tide.only).select_related("agency")
    for due in others.order_by("agency__name_key"):
        remove_due_agency(
            round_, by=by, at=moment(tide.opened, 8, 30), agency=due.agency, reason=tide.reason
        )


def _draw(draw: random.Random, tide: Tide, fate: str) -> Result:
    filed = workday(tide.opened + timedelta(days=draw.randint(*tide.filed_after)))
    nothing = draw.random() < 0.3
    found: dict[str, int] = {}
    if not nothing:
        for code in draw.sample(FOUND, draw.randint(1, 2)):
            found[code] = draw.randint(1, 3)
    inspections, units = draw.randint(1, 4), draw.randint(2, 8)
    number, after = draw.randint(10, 300), draw.randint(0, tide.plan_days)
    if fate == "sent late":
        filed = workday(tide.due + timedelta(days=3))
    late = workday((tide.reminded or filed) + timedelta(days=after % LATE_DAYS))
    return Result(filed, late, fate, nothing, found, inspections, units, number, after)


def _one_agency(
    people: People, tide: Tide, round_: Round, agency: Agency, result: Result
) -> Course:
    """The clerk fills it in, the head certifies it, the specialist in charge reads it; after a
    reminder they do what they had left."""
    yield moment(result.on, 8)
    clerk = people.clerks[agency.pk]
    submission, _ = start_submission(round_, agency, by=clerk, at=moment(result.on, 8))
    _fill_in(submission.pk, tide, result, by=clerk, at=moment(result.on, 9))
    day = result.on
    if result.fate in ("begun", "complete"):
        if tide.reminded is None:
            return
        day = result.late
        yield moment(day, 9)
        whole = result._replace(fate="complete")
        _fill_in(submission.pk, tide, whole, by=clerk, at=moment(day, 9))
    at = moment(day, 15)
    yield at
    do(submission_flow.CERTIFY, _now(submission.pk), by=people.heads[agency.pk], at=at)
    day = workday(day + timedelta(days=1))
    if result.fate == "returned":
        at = moment(day, 10)
        yield at
        in_charge = agency.assignments.on(day).select_related("user").get().user
        do(submission_flow.RETURN, _now(submission.pk), by=in_charge, at=at, note=RETURN_NOTE)
    if result.fate in ("sent", "sent late", "returned"):
        if tide.reminded is None:
            return
        day = result.late
    if result.fate == "returned":
        at = moment(day, 8)
        yield at
        again = result._replace(inspections=result.inspections + 1)
        _fill_in(submission.pk, tide, again, by=clerk, at=at)
        do(submission_flow.CERTIFY, _now(submission.pk), by=people.heads[agency.pk], at=at)
    at = moment(day, 16)
    yield at
    in_charge = agency.assignments.on(day).select_related("user").get().user
    do(submission_flow.ACCEPT, _now(submission.pk), by=in_charge, at=at)


def _now(pk: int) -> Submission:
    return Submission.objects.select_related("agency", "round").get(pk=pk)


def _fill_in(pk: int, tide: Tide, result: Result, *, by: User, at: datetime) -> None:
    """Everything that is asked, or of one that was only begun its first part alone."""
    submission = _now(pk)
    counts: dict[Category, int | None] = {}
    asked: dict[str, object] = {}
    if result.fate == "accepted, not held":
        asked = {
            "held": Held.NOT_HELD,
            "not_held_reason": "Đơn vị mới sắp xếp, chưa kiện toàn tổ kiểm tra (minh họa).",
        }
    elif result.fate != "begun":
        counts = {c: result.found[c.code] for c in _categories(list(result.found))}
        asked = {
            "held": Held.HELD,
            "inspections_held": result.inspections,
            "units_inspected": result.units,
            "nothing_found": result.nothing_found,
            "shortcomings": (
                ""
                if result.nothing_found
                else "Còn trường hợp chưa chấp hành giờ làm việc (minh họa)."
            ),
        }
    if result.fate != "begun":
        asked["propaganda"] = "Phổ biến Đề án trong các cuộc họp cơ quan (minh họa)."
        asked["rules_reviewed"] = _rules_reviewed(submission.agency)
    save_submission(
        submission,
        by=by,
        at=at,
        seen_version=submission.version,
        counts=counts,
        plan_number=f"{result.plan_number}/KH",
        plan_date=tide.plan_since + timedelta(days=result.plan_after),
        **asked,
    )


def _categories(codes: Sequence[str]) -> list[Category]:
    return list(Category.objects.filter(code__in=codes).order_by("order"))


def _rules_reviewed(agency: Agency) -> str:
    """Not all have rules to mend; by its name, so that the other draws stay what they are."""
    if random.Random(agency.name).random() < RULES_REVIEWED:
        return "Rà soát nội quy, quy chế làm việc của cơ quan (minh họa)."
    return ""
