"""A year of the portal played through the browser, and what it tells whom, written by hand.

``STORY`` is carried out in order, each line at ten o'clock of its day; the mornings of all working
days between are told as the worker tells them. ``TOLD`` is the whole of what comes of it. The way
of a report to its issue, which needs a year of figures, is in ``tests/workflows/test_notices.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from inspections.catalogues.models import Category, Subject
from inspections.complaints.models import Complaint
from inspections.handlings.models import Handling
from inspections.implementation.actions import record_fact
from inspections.implementation.models import FactKind, ImplementationFact
from inspections.remedies.models import Remedy
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from tests.inspections import answering, complaint_story, implementing, round_story, visiting
from tests.reports.workflow_story import written
from tests.workflows.test_four_ways import CASES


@dataclass(frozen=True)
class Step:
    """One line of the story: a transition of a record in the browser, or something done before."""

    day: date
    who: str
    name: str
    noun: str
    record: Callable[[Any], Any]
    typed: dict[str, Any] = field(default_factory=dict)
    pressed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Activity:
    """What begins a record: no transition."""

    day: date
    do: Callable[[Any], object]


def on(day: str) -> date:
    """“5/7” of the year, “7/1/2020” of the next."""
    parts = [int(part) for part in day.split("/")]
    return date(parts[2] if len(parts) > 2 else 2019, parts[1], parts[0])


RECORDS: dict[str, Callable[[Any], Any]] = {
    "visit": lambda cast: Visit.objects.get(agency=cast.a),
    "visit-b": lambda cast: Visit.objects.get(agency=cast.b),
    "complaint": lambda cast: Complaint.objects.get(reserved_for=None),
    "handling": lambda cast: Handling.objects.get(),
    "remedy": lambda cast: Remedy.objects.get(),
    "fact": lambda cast: ImplementationFact.objects.get(agency=cast.a),
    "round": lambda cast: Round.objects.get(),
    "submission": lambda cast: Submission.objects.get(),
}
NOUNS = {"visit-b": "visit", "fact": "implementation"}


def step(day: str, who: str, what: str, **typed: object) -> Step:
    """``what`` is “record transition”; without ``typed`` the form is that of the noun's cases."""
    record, name = what.split()
    noun = NOUNS.get(record, record)
    case = CASES[noun, name]
    return Step(on(day), who, name, noun, RECORDS[record], typed or case.form, case.pressed)


def inspect(cast) -> None:
    """The specialist logs a visit with a colleague; two findings, one to be put right."""
    form = visiting.visit_form(cast, members=[cast.specialist.pk, cast.specialist_b.pk])
    assert cast.client("specialist").post(reverse("visit-create"), form).status_code == 302
    visit = RECORDS["visit"](cast)
    at = timezone.now()
    rebuke = answering.form("remind_oral")
    visiting.violation(cast, visit, at=at, recommended_handling=rebuke)
    visiting.violation(
        cast,
        visit,
        at=at,
        subject=Subject.UNIT,
        category=Category.objects.get(code="unit_nameplates"),
        person_kind="",
        remedy_due_on=answering.DUE,
    )


def answer_the_finding(cast) -> None:
    """The clerk enters what was decided about the person."""
    finding = RECORDS["visit"](cast).findings.get(subject=Subject.PERSON)
    url = reverse("handling-create", args=[finding.pk])
    answer = cast.client("clerk_a").post(url, answering.handling_form())
    assert answer.status_code == 302


def log_b(cast) -> None:
    """The manager writes down a visit of a colleague, who leaves it lying."""
    given = {"by": cast.manager, "at": timezone.now(), "agency": cast.b, "day": on("10/9")}
    visiting.draft(cast, **given, members=[cast.specialist_b], head=cast.specialist_b)


def tell_of_b(cast) -> None:
    """On the last afternoon of the year."""
    record_fact(
        by=cast.clerk_b,
        agency=cast.b,
        kind=FactKind.MEETING,
        day=on("20/12"),
        title="Phổ biến Quyết định 1847/QĐ-TTg",
        quantity=1,
        people_reached=None,
    )


STORY = (
    Activity(on("5/7"), inspect),
    step("5/7", "manager", "visit conclude"),
    Activity(on("8/7"), complaint_story.log),
    step("9/7", "operator", "complaint classify"),
    step("9/7", "operator", "complaint hand_on"),
    step("18/7", "clerk_a", "complaint reply"),
    Activity(on("19/7"), answer_the_finding),
    step("22/7", "specialist", "handling return"),
    step("23/7", "head_a", "handling update"),
    step("24/7", "specialist", "handling confirm"),
    step("24/7", "specialist", "complaint answer"),
    step("25/7", "operator", "complaint close"),
    step("25/7", "manager", "handling reopen"),
    step("26/7", "clerk_a", "handling withdraw"),
    step("26/7", "manager", "complaint reopen"),
    step("29/7", "operator", "complaint pass_on"),
    step("1/8", "manager", "remedy extend", due_on="20/8/2019", note="Chờ kinh phí."),
    step("22/8", "clerk_a", "remedy report"),
    step("23/8", "specialist", "remedy return"),
    step("26/8", "head_a", "remedy report"),
    step("27/8", "manager", "remedy confirm"),
    step("28/8", "manager", "remedy reopen"),
    step("3/9", "manager", "visit reopen"),
    step("4/9", "specialist", "visit conclude"),
    Activity(on("10/9"), log_b),
    step("18/9", "manager", "visit-b cancel"),
    Activity(
        on("14/10"),
        lambda cast: complaint_story.log(
            cast, at=timezone.now(), subject_agency=cast.department, reserved_for=cast.leader
        ),
    ),
    Activity(on("1/11"), implementing.fact),
    step("4/11", "specialist", "fact return"),
    step("5/11", "head_a", "fact update"),
    step("6/11", "specialist", "fact confirm"),
    step("7/11", "manager", "fact reopen"),
    step("8/11", "clerk_a", "fact withdraw"),
    Activity(on("1/12"), round_story.plan),
    step("2/12", "manager", "round open"),
    step("3/12", "manager", "round close"),
    step("4/12", "manager", "round reopen"),
    Activity(on("31/12"), tell_of_b),
    Activity(on("3/1/2020"), lambda cast: round_story.drafted(cast, Round.objects.get())),
    step("6/1/2020", "head_a", "submission certify"),
    step("7/1/2020", "specialist", "submission return"),
    Activity(on("7/1/2020"), written),
    step("8/1/2020", "head_a", "submission certify"),
    step("9/1/2020", "specialist", "submission accept"),
    step("9/1/2020", "manager", "submission reopen"),
    step("10/1/2020", "head_a", "submission certify"),
    step("10/1/2020", "specialist", "submission accept"),
)
LAST = on("31/1/2020")

# day | record | kind: people
STATED = """
5/7       | visit        | given: specialist_b
5/7       | remedy       | given: clerk_a head_a
8/7       | complaint    | given: manager specialist
9/7       | complaint    | given: clerk_a head_a
17/7      | complaint    | due: clerk_a head_a manager operator specialist
18/7      | complaint    | answered: manager operator specialist
19/7      | handling     | given: specialist
22/7      | handling     | returned: clerk_a head_a
23/7      | complaint    | overdue: manager operator specialist
23/7      | handling     | given: specialist
24/7      | handling     | answered: clerk_a head_a
25/7      | handling     | returned: clerk_a head_a
26/7      | complaint    | given: operator specialist
31/7      | remedy       | due: clerk_a head_a
1/8       | remedy       | extended: clerk_a head_a
15/8      | remedy       | due: clerk_a head_a
21/8      | remedy       | overdue: clerk_a head_a specialist
22/8      | remedy       | given: specialist
23/8      | remedy       | returned: clerk_a head_a
26/8      | remedy       | given: specialist
27/8      | remedy       | answered: clerk_a head_a
28/8      | remedy       | returned: clerk_a head_a
3/9       | visit        | given: specialist specialist_b
10/9      | visit        | given: specialist_b
11/9      | visit        | overdue: specialist_b
14/10     | complaint    | given: leader
23/10     | complaint    | due: leader
29/10     | complaint    | overdue: leader
1/11      | fact         | given: specialist
4/11      | fact         | returned: clerk_a head_a
5/11      | fact         | given: specialist
6/11      | fact         | answered: clerk_a head_a
7/11      | fact         | returned: clerk_a head_a
2/12      | round        | given: clerk_a clerk_b head_a head_b
4/12      | round        | given: clerk_a clerk_b head_a head_b
31/12     | fact         | given: specialist_b
6/1/2020  | submission   | given: specialist
7/1/2020  | round        | due: clerk_b head_b
7/1/2020  | submission   | returned: clerk_a head_a
7/1/2020  | report       | given: manager specialist_b
8/1/2020  | round        | due: clerk_a head_a
8/1/2020  | submission   | given: specialist
9/1/2020  | submission   | answered: clerk_a head_a
9/1/2020  | submission   | returned: clerk_a head_a
10/1/2020 | submission   | given: specialist
10/1/2020 | submission   | answered: clerk_a head_a
10/1/2020 | report       | due: manager specialist specialist_b
13/1/2020 | round        | overdue: clerk_b head_b
16/1/2020 | report       | overdue: manager specialist specialist_b
"""
# Told in one mail in the morning; the others at once, each with an address; the leader has none.
IN_THE_MORNING = ("specialist_b", "head_a", "head_b")
WITHOUT_ADDRESS = ("leader",)
