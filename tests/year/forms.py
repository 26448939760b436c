"""The demo's year entered as its people would enter it: by the portal's forms, day by day.

The demo tells its years by calling the actions of the apps with ``at``. Here the same story is
told by the same engine out of the same data, and each of those calls becomes a form that its
person sends over HTTP while the clock stands at that moment. Nothing of the portal is replaced:
what the demo writes with is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.cited_documents.models import CitedDocument
from inspections.complaints.models import Complaint
from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.implementation.models import ImplementationFact
from inspections.report_requests.models import ReportRequest
from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.freezing.acceptances import findings_of
from reports.issuing.models import Standing
from reports.narrative.beside import named
from reports.narrative.models import Report
from reports.narrative.numbers import numbers_of
from tayninh_portal.access import Role, protected_roles
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import Appointment, Change, Proposal, User
from tayninh_portal.notifications.mails import ask_for_what_is_due
from tayninh_portal.records import version_of
from tayninh_portal.workflow import workflows
from tests.fixtures.cast import ZONE
from tests.year.file_forms import FILE_WRITES, FileForms
from tests.year.plan_forms import PLAN_WRITES, PlanForms

# What a browser sends beside what is typed: nothing of it is asked by the action.
PRESSED = {("report", "issue"): {"confirmed": "1"}}
MORNING, EVENING = time(7), time(18)
Counts = dict[Category, int | None]


class Days:
    """The clock of the play. Passing a morning it tells what the worker tells then, and passing an
    evening it sends what people get at once; ``letters`` gives what went out."""

    def __init__(self, first: datetime, letters: Callable[[], list[Any]]) -> None:
        self.now = self._first = first
        self._letters, self._at_work = letters, False
        self.mails: list[tuple[date, Any]] = []
        self.besides: list[tuple[datetime, Callable[[], object]]] = []

    def go_on(self, to: datetime) -> None:
        """Let everything happen that lies before ``to``."""
        while self.besides and self.besides[0][0] <= to:
            at, act = self.besides.pop(0)
            self._pass(at)
            act()
        self._pass(to)

    def _pass(self, to: datetime) -> None:
        while self.now.date() < to.date():
            self._send_at(EVENING)
            self.now = datetime.combine(self.now.date() + timedelta(days=1), MORNING, ZONE)
            with self.standing():
                ask_for_what_is_due(timezone.now())
            self._send_at(MORNING)
        # What one course does at once may lie an hour ahead of the next one's turn.
        self.now = max(self.now, to)

    def _send_at(self, hour: time) -> None:
        self.now = max(self.now, datetime.combine(self.now.date(), hour, ZONE))
        with self.standing():
            self.mails += [(self.now.date(), letter) for letter in self._letters()]

    @contextmanager
    def standing(self) -> Iterator[None]:
        """The clock stands at the moment of the play."""
        self._at_work = True
        try:
            with time_machine.travel(self.now, tick=False):
                yield
        finally:
            self._at_work = False

    def by_forms_alone(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """For the connection: once the year has begun, no line of the log past a form."""
        if self.now > self._first and sql.startswith(f'INSERT INTO "{Change._meta.db_table}"'):
            assert self._at_work, "the demo wrote with something that is not in WRITES"
        return execute(sql, params, many, context)

    def post(self, who: User, url: str, filled: dict[str, object]) -> Any:
        """``who`` signs in and sends a form; the answer."""
        with self.standing():
            browser = Client()
            person = User.objects.get(pk=who.pk)
            browser.force_login(person, backend="tayninh_portal.accounts.SignedIn")
            return browser.post(url, {"client_id": str(uuid4()), **filled})


def typed(values: dict[str, Any]) -> dict[str, object]:
    """What is typed for the arguments of an action, under their names."""
    return {name: one_typed(value) for name, value in values.items()}


def one_typed(value: Any) -> object:
    """A day, an hour, a row as it is typed or chosen; nothing for None and False."""
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, list):
        return [one_typed(each) for each in value]
    return "on" if value is True else value


class Forms(PlanForms, FileForms):
    """What the demo calls, under its names: each sends a form and gives what it made."""

    def __init__(self, days: Days) -> None:
        self.days = days

    def take_over(self, monkeypatch: pytest.MonkeyPatch, since: datetime) -> None:
        """The demo writes with these whatever happens ``since`` then; before, as it always does."""

        def chosen(told: Callable[..., Any], form: Callable[..., Any]) -> Callable[..., Any]:
            return lambda *rows, **asked: (told if "at" in asked and asked["at"] < since else form)(
                *rows, **asked
            )

        for module, names in WRITES.items():
            for name in names:
                told = getattr(import_module(f"demo.{module}"), name)
                monkeypatch.setattr(f"demo.{module}.{name}", chosen(told, getattr(self, name)))
        # Called by the name of its module, which the portal reads as well.
        instead = SimpleNamespace(replace_report=self.replace_report)
        monkeypatch.setattr("demo.reports.mistakes", instead)

    def send(
        self, by: User, at: datetime, name: str, /, *args: object, query: str = "", **values: Any
    ) -> None:
        self.days.go_on(at)
        values.pop("is_illustrative", None)
        url = reverse(name, args=args) + query
        answer = self.days.post(by, url, typed(values))
        said = answer.context and answer.context.get("form")
        assert answer.status_code == 302, (self.days.now, by.username, url, said and said.errors)

    def do(self, transition: Any, record: Any, *, by: User, at: datetime, **asked: Any) -> Any:
        """A transition on the page of its record."""
        self.days.go_on(at)
        flow = next(flow for flow in workflows() if transition in flow.transitions)
        noun, name = flow.noun, transition.name
        if isinstance(to := asked.get("to"), Agency):
            asked["to"] = to.name
        if (noun, name) == ("report", "present"):
            asked["standing"] = Standing.HEAD
        if (noun, name) == ("minutes", "sign"):
            asked = self.signed(asked)
        url = f"{noun}-{name.replace('_', '-')}"
        stored = type(record)._default_manager.get(pk=record.pk)
        pressed = PRESSED.get((noun, name), {})
        self.send(by, at, url, stored.pk, seen_version=stored.version, **pressed, **asked)
        return type(record)._default_manager.get(pk=record.pk)

    # Visits, findings, and what agencies answer

    def log_visit(self, *, by: User, at: datetime, **asked: Any) -> tuple[Visit, bool]:
        """The head of the team logs it where they are."""
        asked["complaint_codes"] = "; ".join(row.code for row in asked.pop("complaints"))
        asked["agency"] = asked["agency"].name
        asked["is_surprise"] = "yes" if asked["is_surprise"] else "no"
        self.send(by, at, "visit-create", **asked)
        return Visit.objects.latest("pk"), True

    def add_finding(
        self, visit: Visit, *, by: User, at: datetime, subject: str, **asked: Any
    ) -> tuple[Finding, bool]:
        """On the visit's page."""
        self.days.go_on(at)
        query = "?doi-tuong=don-vi" if subject == "unit" else ""
        seen = Visit.objects.get(pk=visit.pk).version
        self.send(by, at, "finding-create", visit.pk, query=query, seen_version=seen, **asked)
        return Finding.objects.latest("pk"), True

    def enter_handling(
        self, finding: Finding, *, by: User, at: datetime, **asked: Any
    ) -> tuple[Handling, bool]:
        """The agency's clerk, about a finding."""
        self.send(by, at, "handling-create", finding.pk, **asked)
        return Handling.objects.latest("pk"), True

    # Complaints

    def log_complaint(
        self, *, by: User, at: datetime, received_at: datetime, subject_agency: Agency, **asked: Any
    ) -> tuple[Complaint, bool]:
        """The operator writes a call down."""
        self.send(
            by,
            at,
            "complaint-create",
            received_at=received_at.date(),
            received_time=received_at.time(),
            subject_agency=subject_agency.name,
            **asked,
        )
        return Complaint.objects.latest("pk"), True

    # What was carried out

    def record_document(
        self, *, by: User, at: datetime, issuer_agency: Agency | None = None, **asked: Any
    ) -> tuple[CitedDocument, bool]:
        """A specialist enters a document of the Sở's book, or a letter the Sở received."""
        self.send(by, at, "cited-document-create", **asked)
        return CitedDocument.objects.latest("pk"), True

    def record_fact(
        self, *, by: User, at: datetime, **asked: Any
    ) -> tuple[ImplementationFact, bool]:
        """Somebody tells of what an agency did."""
        if document := asked.get("document"):
            asked["document"] = document.number
        asked.setdefault("quantity", 1)
        self.send(by, at, "implementation-create", **asked)
        return ImplementationFact.objects.latest("pk"), True

    # Rounds and self-inspections

    def plan_round(self, *, by: User, at: datetime, **asked: Any) -> tuple[Round, bool]:
        """The round of the year."""
        self.send(by, at, "round-create", **asked)
        return Round.objects.latest("pk"), True

    def start_submission(
        self, round_: Round, agency: Agency, *, by: User, at: datetime
    ) -> tuple[Submission, bool]:
        """The clerk opens the form of their agency."""
        self.send(by, at, "submission-start", round_.pk, agency.pk)
        return Submission.objects.get(round=round_, agency=agency), True

    def save_submission(
        self, submission: Submission, *, by: User, at: datetime, counts: Counts, **asked: Any
    ) -> None:
        """The clerk fills it in."""
        asked |= {f"count_{category.code}": number for category, number in counts.items()}
        self.send(by, at, "submission-update", submission.pk, **asked)

    # Reports

    def record_request(self, *, by: User, at: datetime, **asked: Any) -> tuple[ReportRequest, bool]:
        """Both letters of a year, chosen by their numbers, and their days."""
        for name in ("document", "agencies_document"):
            asked[name] = asked[name].number
        self.send(by, at, "report-request-create", **asked)
        return ReportRequest.objects.latest("pk"), True

    def update_round(
        self, round_: Round, *, by: User, at: datetime, seen_version: int, request: ReportRequest
    ) -> None:
        """The request a round is held for; its title and last day stay as they are."""
        kept = {"title": round_.title, "due_on": round_.due_on, "seen_version": seen_version}
        self.send(by, at, "round-update", round_.pk, request=request, **kept)

    def create_report(
        self, *, by: User, at: datetime, period: Any, **asked: Any
    ) -> tuple[Report, bool]:
        """The report of a year by the decree."""
        asked["title"] = "Thực hiện Đề án Văn hóa công vụ"
        self.send(by, at, "report-create", period_kind="decree", **asked)
        return Report.objects.latest("pk"), True

    def numbers_of(self, report: Report) -> Any:
        """What the page of a section counts: looked at, not written."""
        with self.days.standing():
            return numbers_of(report)

    def write_section(
        self, section: Any, *, by: User, at: datetime, suggested: str, **asked: Any
    ) -> None:
        """One heading's words, beside what is suggested for them."""
        asked["seen"] = named(suggested)
        self.send(by, at, "section-update", section.report_id, section.pk, **asked)

    def findings_of(self, report: Report, *, at: datetime) -> Any:
        """What the page of the checks shows: looked at, not written."""
        self.days.go_on(at)
        with self.days.standing():
            return findings_of(report)

    def accept_warnings(
        self, report: Report, *, by: User, at: datetime, reasons: Mapping[str, str]
    ) -> None:
        """A reason in the box of each warning, and one press."""
        names = {f"ly-do-{number}": shown for number, shown in enumerate(reasons, 1)}
        seen = " ".join(f"{name}:{shown}" for name, shown in names.items())
        given = {name: reasons[shown] for name, shown in names.items()}
        self.send(by, at, "report-checks", report.pk, seen_version=seen, **given)

    def send_up(self, report: Report, act: Any) -> None:
        """To the Sở's leader."""
        self.days.go_on(act.at)
        seen = Report.objects.get(pk=report.pk).version
        self.send(act.by, act.at, "report-submit", report.pk, seen_version=seen)

    def replace_report(self, report: Report, *, by: User, at: datetime) -> tuple[Report, bool]:
        """Begin another in the place of one that was issued."""
        self.send(by, at, "report-replace", report.pk)
        return Report.objects.latest("pk"), True

    # Agencies, people

    def merge_agencies(
        self, old: list[Agency], *, into: Agency, by: User, at: datetime, second: User, **asked: Any
    ) -> None:
        """The administrator, twice asked; a second person where it takes two."""
        self.days.go_on(at)
        self.send(
            by,
            at,
            "agency-merge",
            into.pk,
            predecessors=old,
            seen_version=Agency.objects.get(pk=into.pk).version,
            confirmed="1",
            **asked,
        )
        self._confirm(second, at)

    def create_account(self, *, by: User, at: datetime, **asked: Any) -> User:
        """A new account."""
        self.send(by, at, "account-create", **asked)
        return User.objects.latest("pk")

    def appoint(
        self, user: User, *, by: User, second: User, at: datetime, role: Role, **asked: Any
    ) -> Appointment:
        """A post; a protected one is confirmed by a second person."""
        self.days.go_on(at)
        seen = version_of(user)
        self.send(by, at, "appointment-create", user.pk, seen_version=seen, role=role, **asked)
        if role in protected_roles():
            self._confirm(second, at)
        return user.appointments.latest("pk")

    def _confirm(self, second: User, at: datetime) -> None:
        for proposal in Proposal.objects.filter(state="requested"):
            self.send(second, at, "proposal-confirm", proposal.pk, seen_version=proposal.version)


# Where the demo writes: module → what it calls there.
WRITES = {
    "answers": ("do", "enter_handling"),
    "complaints": ("do", "log_complaint"),
    "facts": ("do", "record_document", "record_fact"),
    "people": ("create_account", "appoint"),
    "inspections": FILE_WRITES,
    "plans": PLAN_WRITES,
    "registry": ("merge_agencies",),
    "reports": (
        "do",
        "accept_warnings",
        "create_report",
        "findings_of",
        "numbers_of",
        "record_document",
        "record_request",
        "send_up",
        "update_round",
        "write_section",
    ),
    "self_inspections": ("do", "plan_round", "save_submission", "start_submission"),
    "visits": ("do", "add_finding", "log_visit"),
}
