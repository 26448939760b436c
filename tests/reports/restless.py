"""People who do random things to the records, allowed or not, in a transaction that is taken back.

The machine of ``test_issued_never_changes.py`` builds on it. Who is refused has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
)

from inspections.agencies.actions import rename_agency
from inspections.agencies.models import Agency
from inspections.catalogues.models import Category
from inspections.complaints import workflow as complaint_flow
from inspections.complaints.models import Complaint
from inspections.findings.actions import add_finding, withdraw_finding
from inspections.findings.models import Finding
from inspections.submissions import workflow as submission_flow
from inspections.submissions.models import Submission
from inspections.visits import workflow as visit_flow
from inspections.visits.models import Visit
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.guards import guarded_models
from tayninh_portal.models import Change
from tests.doing import do
from tests.fixtures.cast import moment
from tests.inspections import complaint_story, visiting

PEOPLE = (
    "specialist",
    "specialist_b",
    "manager",
    "operator",
    "department_registrar",
    "office_examiner",
    "province_registrar",
    "leader",
    "clerk_a",
    "head_a",
    "admin",
    "nobody",
)
# The one whose task it is, most of the time.
WHO = st.sampled_from(("right",) * len(PEOPLE) + PEOPLE)
ANY = st.integers(0, 50)
DAYS = st.sampled_from((date(2019, 1, 1), date(2019, 7, 5), date(2019, 12, 31), date(2020, 1, 2)))


class Restless(RuleBasedStateMachine):
    """Actions on the records of a small province."""

    def __init__(self, cast: Any) -> None:
        super().__init__()
        self.cast = cast
        self.now = moment(2020, 2, 3)
        self.back = transaction.atomic()
        self.back.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.back.__exit__(None, None, None)

    def someone(self, who: str, right: str) -> Any:
        """A person read anew, so that nothing is remembered of their posts."""
        return self.cast.fresh(right if who == "right" else who)

    def attempt(self, activity: Callable[[], Any]) -> None:
        """Do it; who is refused has changed nothing."""
        self.now += timedelta(minutes=20)
        before = everything()
        try:
            activity()
        except (Refused, Conflict, ValidationError):
            assert everything() == before

    def one_of(self, rows: Any, which: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[which % len(found)]

    @rule(who=WHO, day=DAYS, place=st.sampled_from(("a", "b", "district", "commune")))
    def hold_a_visit(self, who: str, day: date, place: str) -> None:
        by = self.someone(who, "specialist")

        def hold() -> None:
            visiting.draft(
                self.cast,
                by=by,
                at=self.now,
                day=day,
                agency=Agency.objects.get(pk=getattr(self.cast, place).pk),
                starts_at=time(8),
            )

        self.attempt(hold)

    @rule(who=WHO, which=ANY, activity=st.sampled_from(("conclude", "reopen", "cancel", "find")))
    def go_on_with_a_visit(self, who: str, which: int, activity: str) -> None:
        visit = self.one_of(Visit.objects, which)
        by = {"by": self.someone(who, "manager"), "at": self.now}
        activities = {
            "conclude": lambda: do(visit_flow.CONCLUDE, visit, conclusion="Chấp hành tốt.", **by),
            "reopen": lambda: do(visit_flow.REOPEN, visit, note="Ghi nhầm.", **by),
            "cancel": lambda: do(visit_flow.CANCEL, visit, note="Không diễn ra.", **by),
            "find": lambda: add_finding(
                visit,
                subject="person",
                category=Category.objects.get(code="late"),
                person_kind="civil_servant",
                **by,
            ),
        }
        self.attempt(activities[activity])

    @rule(who=WHO, which=ANY)
    def withdraw_a_finding(self, who: str, which: int) -> None:
        finding = self.one_of(Finding.objects, which)
        by = self.someone(who, "manager")
        self.attempt(lambda: withdraw_finding(finding, by=by, at=self.now, note="Ghi nhầm."))

    @rule(who=WHO, activity=st.sampled_from(("certify", "return", "accept", "reopen")))
    def go_on_with_a_result(self, who: str, activity: str) -> None:
        result = Submission.objects.get(agency=self.cast.a, round__title="Đợt của A")
        right = {"certify": "head_a", "reopen": "manager"}.get(activity, "specialist")
        by = {"by": self.someone(who, right), "at": self.now}
        activities = {
            "certify": lambda: do(submission_flow.CERTIFY, result, **by),
            "return": lambda: do(submission_flow.RETURN, result, note="Thiếu số liệu.", **by),
            "accept": lambda: do(submission_flow.ACCEPT, result, **by),
            "reopen": lambda: do(submission_flow.REOPEN, result, note="Sai số liệu.", **by),
        }
        self.attempt(activities[activity])

    @rule(who=WHO, day=DAYS)
    def take_a_call(self, who: str, day: date) -> None:
        by = self.someone(who, "operator")
        at = moment(day.year, day.month, day.day)
        self.attempt(lambda: complaint_story.log(self.cast, by=by, at=at))

    @rule(who=WHO, which=ANY, to=st.sampled_from(("conduct", "denunciation", "")))
    def go_on_with_a_complaint(self, who: str, which: int, to: str) -> None:
        complaint = self.one_of(Complaint.objects, which)
        by = {"by": self.someone(who, "operator"), "at": self.now, "note": "Theo đơn."}
        if to:
            self.attempt(lambda: do(complaint_flow.CLASSIFY, complaint, classification=to, **by))
        else:
            self.attempt(lambda: do(complaint_flow.CLOSE, complaint, **by))

    @rule(who=WHO, which=ANY)
    def rename_an_agency(self, who: str, which: int) -> None:
        agency = self.one_of(Agency.objects, which)
        by, name = self.someone(who, "admin"), f"Cơ quan đổi tên {self.now:%d%H%M}"
        self.attempt(
            lambda: rename_agency(
                agency,
                by=by,
                second=self.cast.manager,
                at=self.now,
                name=name,
                starts_on=date(2019, 6, 1),
            )
        )


def newest_line() -> int:
    return Change.objects.latest("pk").pk


def everything() -> dict[str, Any]:
    """How many rows each insert-only table has, and where the newest line of the log is."""
    models = guarded_models()
    tables = (connection.ops.quote_name(model._meta.db_table) for model in models)
    asked = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        counts = cursor.fetchone()
    labels = [model._meta.label for model in models]
    return dict(zip(labels, counts, strict=True)) | {"log": newest_line()}
