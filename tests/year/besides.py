"""What a year brings besides what the demo tells: things taken up again, put right, passed on.

The demo tells of each thing as it goes well or stays undone. Here people change their minds beside
it, each at something the demo has nothing more to say of: a result is corrected, confirmed, taken
up again and withdrawn; a deadline is extended; a round, a visit, a call and a self-inspection are
opened again; the report comes back once; one specialist's open work goes to another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from demo.clock import moment
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.handlings import workflow as handling_flow
from inspections.handlings.models import Handling
from inspections.implementation import workflow as fact_flow
from inspections.implementation.models import ImplementationFact
from inspections.remedies import workflow as remedy_flow
from inspections.remedies.models import Remedy
from inspections.rounds import workflow as round_flow
from inspections.rounds.models import Round
from inspections.submissions import workflow as submission_flow
from inspections.submissions.models import Submission
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from reports.issuing import workflow as report_flow
from reports.narrative.models import Report
from tayninh_portal.models import User
from tests.year.forms import Forms, typed

LATER = "Xem lại hồ sơ (minh họa)."


def on(day: str) -> date:
    """“5/7” of 2026, “7/1/2027” of the next year."""
    parts = [int(part) for part in day.split("/")]
    return date(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0])


def besides(forms: Forms) -> list[tuple[datetime, Callable[[], object]]]:
    """Everything of this page, in the order of time."""
    acts: list[tuple[datetime, Callable[[], object]]] = []

    def act(
        day: str, hour: int, who: str, transition: Any, record: Callable[[], Any], /, **asked: Any
    ) -> None:
        at = moment(on(day), hour)

        def send() -> None:
            told = {name: made() if callable(made) else made for name, made in asked.items()}
            by = User.objects.get(username=who)
            forms.do(transition, record(), by=by, at=at, **told)

        acts.append((at, send))

    # Xã Mỹ Yên: its result of handling came back on 7/1, which the demo leaves so.
    act("8/1", 10, "thutruong.xa-my-yen", handling_flow.UPDATE, handling, **corrected_handling())
    act("9/1", 10, "chuyenvien3", handling_flow.CONFIRM, handling)
    act("12/1", 10, "lanhdaoso", handling_flow.REOPEN, handling, note=LATER)
    act("13/1", 10, "daumoi.xa-my-yen", handling_flow.WITHDRAW, handling, note=LATER)
    # Xã Hiệp Hòa: a visit of 11/2 without findings, concluded anew only on the second day.
    act("12/2", 10, "lanhdaoso", visit_flow.REOPEN, visit, note=LATER)
    act("13/2", 10, "chuyenvien3", visit_flow.CONCLUDE, visit, **concluded())
    # Xã Hưng Thuận: what it told of its broadcasts came back on 4/3.
    act("5/3", 10, "thutruong.xa-hung-thuan", fact_flow.UPDATE, fact, **corrected_fact())
    act("6/3", 10, "chuyenvien3", fact_flow.CONFIRM, fact)
    act("9/3", 10, "lanhdaoso", fact_flow.REOPEN, fact, note=LATER)
    act("10/3", 10, "daumoi.xa-hung-thuan", fact_flow.WITHDRAW, fact, note=LATER)
    # Phường Thanh Điền lets its deadline of 26/3 pass; the demo never tells that it puts it right.
    act("30/3", 10, "lanhdaoso", remedy_flow.EXTEND, remedy, due_on=on("20/4"), note=LATER)
    act("17/4", 10, "thutruong.phuong-thanh-dien", remedy_flow.REPORT, remedy, **put_right("16/4"))
    act("20/4", 10, "chuyenvien1", remedy_flow.RETURN, remedy, note=LATER)
    act("21/4", 10, "daumoi.phuong-thanh-dien", remedy_flow.REPORT, remedy, **put_right("21/4"))
    act("22/4", 10, "chuyenvien1", remedy_flow.CONFIRM, remedy)
    act("23/4", 10, "lanhdaoso", remedy_flow.REOPEN, remedy, note=LATER)
    # Sở Xây dựng: the call of 14/9 was closed on 25/9; the caller calls again.
    act("28/9", 10, "lanhdaoso", complaint_flow.REOPEN, complaint, note=LATER)
    act("29/9", 10, "trucduongday", complaint_flow.HAND_ON, complaint, to=its_agency)
    act("30/9", 10, "thutruong.so-xay-dung", complaint_flow.REPLY, complaint, **reply("30/9"))
    act("1/10", 10, "chuyenvien2", complaint_flow.ANSWER, complaint, **answer("1/10"))
    act("2/10", 10, "trucduongday", complaint_flow.CLOSE, complaint)
    # Sở Khoa học và Công nghệ: its own result was accepted on 21/10.
    its_head = "thutruong.so-khoa-hoc-va-cong-nghe"
    act("26/10", 10, "lanhdaoso", submission_flow.REOPEN, submission, note=LATER)
    act("27/10", 10, its_head, submission_flow.CERTIFY, submission)
    act("28/10", 10, "chuyenvien1", submission_flow.ACCEPT, submission)
    # The round is closed on 11/12; some have sent nothing.
    act("14/12", 10, "lanhdaoso", round_flow.REOPEN, the_round, note=LATER)
    act("15/12", 10, "chuyenvien1", round_flow.CLOSE, the_round)
    # The report goes up on the morning of 16/12, comes back, and goes up again before the evening.
    act("16/12", 14, "lanhdaoso", report_flow.RETURN, report, whole=LATER)
    act("16/12", 16, "chuyenvien1", report_flow.SUBMIT, report, figures="keep", note=LATER)
    at = moment(on("15/1/2027"), 9)
    acts.append((at, lambda: hand_over(forms, at)))
    return sorted(acts, key=lambda each: each[0])


def handling() -> Handling:
    return Handling.objects.get(finding__visit__agency__name="UBND xã Mỹ Yên")


def corrected_handling() -> dict[str, Any]:
    """The form as it is shown, with who signed."""
    return {
        "starts_on": lambda: handling().starts_on,
        "form": lambda: handling().form,
        "decision_number": "15/NN",
        "decision_date": lambda: handling().starts_on,
        "signer": "Chủ tịch",
    }


def visit() -> Visit:
    return Visit.objects.get(agency__name="UBND xã Hiệp Hòa")


def concluded() -> dict[str, Any]:
    return {"ends_at": lambda: visit().ends_at, "conclusion": LATER}


def fact() -> ImplementationFact:
    return ImplementationFact.objects.get(agency__name="UBND xã Hưng Thuận", kind="broadcast")


def corrected_fact() -> dict[str, Any]:
    """The form as it is shown, with how many it reached."""
    kept = ("kind", "day", "title", "quantity", "text")
    same = {name: lambda name=name: getattr(fact(), name) for name in kept}
    return {**same, "people_reached": 400}


def submission() -> Submission:
    return Submission.objects.get(agency__name="Sở Khoa học và Công nghệ", round=the_round())


def remedy() -> Remedy:
    return Remedy.objects.get(finding__visit__agency__name="UBND phường Thanh Điền")


def put_right(day: str) -> dict[str, Any]:
    return {"done_on": on(day), "text": LATER}


def complaint() -> Complaint:
    return Complaint.objects.get(subject_agency__name="Sở Xây dựng")


def its_agency() -> Any:
    return complaint().subject_agency


def reply(day: str) -> dict[str, Any]:
    return {"reply": LATER, "replied_on": on(day)}


def answer(day: str) -> dict[str, Any]:
    return {"answer": LATER, "answered_on": on(day)}


def the_round() -> Round:
    return Round.objects.latest("pk")


def report() -> Report:
    return Report.objects.get(year=2026, replaces=None)


def hand_over(forms: Forms, at: datetime) -> None:
    """The manager passes on what chuyenvien3 has open, having seen what moves."""
    giver, receiver, manager = (
        User.objects.get(username=name) for name in ("chuyenvien3", "chuyenvien2", "lanhdaoso")
    )
    asked = {"from_user": giver, "to_user": receiver, "day": at.date()}
    preview = forms.days.post(manager, reverse("handover-create"), typed(asked)).context["form"]
    seen = {name: preview[name].value() for name in preview.fields}
    forms.send(manager, at, "handover-create", **(seen | asked), confirmed="1")
