"""A year of the portal played through the browser, and what it tells whom, written by hand.

``STORY`` is carried out in order, each line at ten o'clock of its day; the mornings of all working
days between are told as the worker tells them. ``STATED`` is the whole of what comes of it.

It plays once what a year of the demo (``demo/data``) plays many times over, each role at its own
work: visits concluded, left lying and called off, findings and what agencies answer, calls with a
caller and without, handed on, passed on, merged, refused, reserved; a round with a result that came
back and bodies that sent none; what was carried out; a report on its whole way to its number. The
demo itself is told as history, by the actions and on the days of its year, and so tells nobody
anything; the thousands of notices of a whole province nobody could have written down by hand.
The demo has no handover and extends no deadline: they are here. Its mergers of bodies are not.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inspections.complaints.models import Complaint
from inspections.handlings.models import Handling
from inspections.implementation.models import ImplementationFact
from inspections.remedies.models import Remedy
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.narrative.models import Report
from tayninh_portal.access import Role
from tayninh_portal.models import Appointment
from tests.portal import playing
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


def _complaint(agency: str, **which: Any) -> Callable[[Any], Complaint]:
    about = Complaint.objects.order_by("pk")
    return lambda cast: about.filter(subject_agency=getattr(cast, agency), **which)[0]


RECORDS: dict[str, Callable[[Any], Any]] = {
    "visit": lambda cast: Visit.objects.get(agency=cast.a),
    "visit-b": lambda cast: Visit.objects.get(agency=cast.b, day=on("12/8")),
    "visit-lying": lambda cast: Visit.objects.get(agency=cast.b, day=on("10/9")),
    "complaint": _complaint("a"),
    "complaint-b": _complaint("b"),
    "complaint-again": lambda cast: Complaint.objects.filter(subject_agency=cast.b).latest("pk"),
    "complaint-vague": _complaint("district"),
    "complaint-of-leader": _complaint("department", reserved_for__username="leader"),
    "complaint-of-manager": _complaint("department", reserved_for__username="manager"),
    "handling": lambda cast: Handling.objects.get(),
    "remedy": lambda cast: Remedy.objects.get(finding__visit__agency=cast.a),
    "fact": lambda cast: ImplementationFact.objects.get(agency=cast.a),
    "fact-own": lambda cast: ImplementationFact.objects.get(agency=cast.department),
    "fact-b": lambda cast: ImplementationFact.objects.get(agency=cast.b),
    "round": lambda cast: Round.objects.get(),
    "submission": lambda cast: Submission.objects.get(),
    "report": lambda cast: Report.objects.get(),
}
NOUNS = {"fact": "implementation"}


def step(day: str, who: str, what: str, **typed: object) -> Step:
    """``what`` is “record transition”; without ``typed`` the form is that of the noun's cases."""
    record, name = what.split()
    kind = record.split("-")[0]
    noun = NOUNS.get(kind, kind)
    case = CASES[noun, name]
    return Step(on(day), who, name, noun, RECORDS[record], typed or case.form, case.pressed)


def chairmans_post() -> str:
    """The post in which the report is signed."""
    return str(Appointment.objects.get(title="Chủ tịch").pk)


RESERVED = {"classification": "conduct", "note": "Về thái độ."}
STORY = (
    # The Sở is due like everybody, and gets somebody who fills in; somebody signs in January.
    Activity(on("2/7"), playing.appoint("nobody", Role.AGENCY_CLERK, "department", "Chuyên viên")),
    Activity(on("2/7"), playing.open_an_account),
    Activity(on("2/7"), playing.appoint("chairman", Role.LEADER, "province", "Chủ tịch")),
    Activity(on("5/7"), playing.inspect_a),
    step("5/7", "manager", "visit conclude"),
    Activity(on("8/7"), playing.call("a", "08/7/2019")),
    step("9/7", "operator", "complaint classify"),
    step("9/7", "operator", "complaint hand_on"),
    # Without a name, with evidence: no clock, and nobody to answer.
    Activity(on("15/7"), playing.call("b", "15/7/2019", is_anonymous="on", has_evidence="on")),
    step("15/7", "operator", "complaint-b classify"),
    step("16/7", "operator", "complaint-b hand_on", to="Sở Y tế", note=""),
    Activity(on("17/7"), playing.call("b", "17/7/2019")),
    step(
        "17/7",
        "operator",
        "complaint-again merge",
        into=playing.the_first_call_about_b,
        note="Cùng một vụ việc.",
    ),
    step("18/7", "clerk_a", "complaint reply"),
    Activity(on("19/7"), playing.answer_the_finding),
    step("22/7", "specialist", "handling return"),
    step("23/7", "head_a", "handling update"),
    step("24/7", "specialist", "handling confirm"),
    step("24/7", "specialist", "complaint answer"),
    step("25/7", "operator", "complaint close"),
    step("25/7", "manager", "handling reopen"),
    step("26/7", "clerk_a", "handling withdraw"),
    step("26/7", "manager", "complaint reopen"),
    step("29/7", "operator", "complaint pass_on"),
    step("30/7", "head_b", "complaint-b reply", reply="Đã nhắc nhở.", replied_on="30/7/2019"),
    step("31/7", "manager", "complaint-b close"),
    step("1/8", "manager", "remedy extend", due_on="20/8/2019", note="Chờ kinh phí."),
    Activity(on("12/8"), playing.inspect_b),
    step("12/8", "specialist_b", "visit-b conclude"),
    Activity(on("14/8"), playing.call("district", "14/8/2019")),
    step(
        "14/8",
        "operator",
        "complaint-vague classify",
        classification="not_accepted",
        not_accepted_reason="Không có nội dung, chứng cứ cụ thể.",
    ),
    step("22/8", "clerk_a", "remedy report"),
    step("23/8", "specialist", "remedy return"),
    step("26/8", "head_a", "remedy report"),
    step("27/8", "manager", "remedy confirm"),
    step("28/8", "manager", "remedy reopen"),
    step("3/9", "manager", "visit reopen"),
    step("4/9", "specialist", "visit conclude"),
    Activity(on("10/9"), playing.log_what_is_left_lying),
    step("18/9", "manager", "visit-lying cancel"),
    # About the Sở, and about the specialist: each for a named leader alone.
    Activity(
        on("14/10"),
        playing.call("department", "14/10/2019", reserved_for=lambda cast: cast.leader.pk),
    ),
    step("15/10", "leader", "complaint-of-leader classify", **RESERVED),
    Activity(
        on("16/10"),
        playing.call(
            "department",
            "16/10/2019",
            reserved_for=lambda cast: cast.manager.pk,
            subject_user=lambda cast: cast.specialist.pk,
        ),
    ),
    step("17/10", "manager", "complaint-of-manager classify", **RESERVED),
    Activity(on("1/11"), playing.tells("clerk_a")),
    step("4/11", "specialist", "fact return"),
    step("5/11", "head_a", "fact update"),
    step("6/11", "specialist", "fact confirm"),
    step("7/11", "manager", "fact reopen"),
    step("8/11", "clerk_a", "fact withdraw"),
    Activity(on("14/11"), playing.the_department_tells),
    step("15/11", "specialist_b", "fact-own confirm"),
    Activity(on("1/12"), playing.plan_the_round),
    step("2/12", "manager", "round open"),
    step("3/12", "manager", "round close"),
    step("4/12", "manager", "round reopen"),
    # On the last afternoon of the year.
    Activity(on("31/12"), playing.tells("clerk_b", day="20/12/2019")),
    Activity(on("3/1/2020"), playing.fill_in),
    Activity(on("3/1/2020"), playing.open_the_report),
    step("6/1/2020", "head_a", "submission certify"),
    step("7/1/2020", "specialist", "submission return"),
    Activity(on("7/1/2020"), playing.write_the_report),
    step("8/1/2020", "head_a", "submission certify"),
    Activity(on("8/1/2020"), playing.submit()),
    step("9/1/2020", "specialist", "submission accept"),
    step("9/1/2020", "manager", "submission reopen"),
    step("9/1/2020", "manager", "report return"),
    step("10/1/2020", "head_a", "submission certify"),
    step("10/1/2020", "specialist", "submission accept"),
    Activity(on("13/1/2020"), playing.submit(figures="keep")),
    step("13/1/2020", "manager", "report approve"),
    step("14/1/2020", "department_registrar", "report present"),
    step(
        "16/1/2020",
        "office_examiner",
        "report sign",
        appointment=chairmans_post,
        standing="head",
        signed_on="16/01/2020",
    ),
    step("17/1/2020", "province_registrar", "report issue", number="13", issued_on="17/01/2020"),
    Activity(on("21/1/2020"), playing.hand_over),
    step("22/1/2020", "specialist", "fact-b confirm"),
)
LAST = on("31/1/2020")

# day | record | kind: people
STATED = """
2/7       | proposal   | asked: nobody
2/7       | proposal   | given: manager
2/7       | account    | post: nobody
2/7       | proposal   | confirmed: nobody quantri
2/7       | proposal   | asked: chairman
2/7       | proposal   | given: manager
2/7       | account    | post: chairman
2/7       | proposal   | confirmed: chairman quantri
5/7       | visit      | given: specialist_b
5/7       | remedy     | given: clerk_a head_a
8/7       | complaint  | given: manager specialist
9/7       | complaint  | given: clerk_a head_a
15/7      | complaint  | given: manager specialist_b
16/7      | complaint  | given: clerk_b head_b
17/7      | complaint  | due: clerk_a head_a manager operator specialist
17/7      | complaint  | given: manager specialist_b
18/7      | complaint  | answered: manager operator specialist
19/7      | handling   | given: specialist
22/7      | handling   | returned: clerk_a head_a
23/7      | complaint  | overdue: manager operator specialist
23/7      | handling   | given: specialist
24/7      | handling   | answered: clerk_a head_a
25/7      | handling   | returned: clerk_a head_a
26/7      | complaint  | given: operator specialist
30/7      | complaint  | answered: manager operator specialist_b
31/7      | remedy     | due: clerk_a head_a
1/8       | remedy     | extended: clerk_a head_a
12/8      | remedy     | given: clerk_b head_b
14/8      | complaint  | given: manager specialist
15/8      | remedy     | due: clerk_a head_a
21/8      | remedy     | overdue: clerk_a head_a specialist
22/8      | remedy     | given: specialist
23/8      | remedy     | returned: clerk_a head_a
26/8      | remedy     | given: specialist
27/8      | remedy     | answered: clerk_a head_a
28/8      | remedy     | returned: clerk_a head_a
3/9       | remedy     | due: clerk_b head_b
3/9       | visit      | given: specialist specialist_b
9/9       | remedy     | overdue: clerk_b head_b specialist_b
10/9      | visit      | given: specialist_b
11/9      | visit      | overdue: specialist_b
14/10     | complaint  | given: leader
16/10     | complaint  | given: manager
23/10     | complaint  | due: leader
25/10     | complaint  | due: manager
29/10     | complaint  | overdue: leader
31/10     | complaint  | overdue: manager
1/11      | fact       | given: specialist
4/11      | fact       | returned: clerk_a head_a
5/11      | fact       | given: specialist
6/11      | fact       | answered: clerk_a head_a
7/11      | fact       | returned: clerk_a head_a
14/11     | fact       | given: specialist_b
15/11     | fact       | answered: specialist
2/12      | round      | given: clerk_a clerk_b head_a head_b nobody
4/12      | round      | given: clerk_a clerk_b head_a head_b nobody
31/12     | fact       | given: specialist_b
3/1/2020  | report     | given: manager specialist_b
6/1/2020  | submission | given: specialist
7/1/2020  | round      | due: clerk_b head_b nobody
7/1/2020  | submission | returned: clerk_a head_a
8/1/2020  | round      | due: clerk_a head_a
8/1/2020  | submission | given: specialist
8/1/2020  | report     | given: manager
9/1/2020  | submission | answered: clerk_a head_a
9/1/2020  | submission | returned: clerk_a head_a
9/1/2020  | report     | returned: specialist specialist_b
10/1/2020 | submission | given: specialist
10/1/2020 | submission | answered: clerk_a head_a
10/1/2020 | report     | due: manager specialist specialist_b
13/1/2020 | round      | overdue: clerk_b head_b nobody
13/1/2020 | report     | given: manager
13/1/2020 | report     | given: department_registrar
14/1/2020 | report     | due: department_registrar
14/1/2020 | report     | given: office_examiner
15/1/2020 | report     | due: office_examiner
16/1/2020 | report     | overdue: office_examiner
16/1/2020 | report     | given: province_registrar
17/1/2020 | report     | overdue: province_registrar
17/1/2020 | report     | answered: department_registrar manager specialist
21/1/2020 | handover   | given: specialist
22/1/2020 | fact       | answered: clerk_b
"""
# SealData in one mail in the morning, the others at once; who has no address in the portal alone.
IN_THE_MORNING = ("specialist_b", "head_a", "head_b")
WITHOUT_ADDRESS = ("leader", "chairman")
