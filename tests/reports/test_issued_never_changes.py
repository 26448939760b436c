"""No sequence of deeds changes an issued report; its numbers recount at the versions frozen.

Random people do random things to the records, to a draft and to issued reports. After every step
each issued report is, byte for byte, what it was when it was issued; every freeze was counted as
the change log tells it; and whoever was refused has changed nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from inspections.domain.agencies import rename_agency
from inspections.domain.complaints import classify_complaint, close_complaint
from inspections.domain.findings import add_finding, withdraw_finding
from inspections.domain.submissions import (
    accept_submission,
    certify_submission,
    reopen_submission,
    return_submission,
)
from inspections.domain.visits import cancel_visit, conclude_visit, reopen_visit
from inspections.models import Agency, Category, Complaint, DueAgency, Finding, Submission, Visit
from reports.checks.problems import Level
from reports.documents.versions import document_of
from reports.domain import way
from reports.domain.acceptances import accept_warning, findings_of
from reports.domain.frozen import frozen_counts, frozen_rows
from reports.domain.issuing import issue_report
from reports.domain.mistakes import correct_report, replace_report, withdraw_report
from reports.domain.renderings import request_paper, request_rendering
from reports.domain.reports import write_section
from reports.domain.sentences import changed_sentences, take_sentence
from reports.domain.signed_copies import file_signed_copy
from reports.domain.signing import record_signing
from reports.domain.snapshot import content_for
from reports.models import (
    Acceptance,
    Freeze,
    FrozenRow,
    Issuance,
    PaperKind,
    Report,
    ReportState,
    Signing,
    Snapshot,
    Standing,
)
from reports.models.reports import WRITABLE
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.guards import guarded_models
from tayninh_portal.lib.canonical import canonical_bytes, sha256_hex
from tayninh_portal.models import Change
from tests.fixtures.cast import moment
from tests.inspections import complaint_story, round_story, visiting
from tests.lib.signed_pdf import plain_pdf
from tests.reports import way_story
from tests.reports.issuing import signer
from tests.reports.ledger import Maker
from tests.reports.log_recount import Line, pairs_of
from tests.reports.telling import a_year, violation

S = ReportState
REASON = "Đã đối chiếu với hồ sơ, đúng thực tế."
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
WORDS = (
    "Đã kiểm tra {visits.total} lượt, ghi nhận {violations.total} trường hợp vi phạm.",
    "Có {violations.total@category=late} trường hợp đi muộn; {complaints.total} phản ánh.",
    "Nội dung của đơn vị soạn thảo, sửa lại.",
)
NEXT = {
    S.DRAFT: "submit",
    S.RETURNED: "submit",
    S.SUBMITTED: "approve",
    S.APPROVED: "present",
    S.PRESENTED: "sign",
    S.SIGNED: "issue",
    S.ISSUED: "replace",
}
BACK = {
    S.SUBMITTED: "recall",
    S.APPROVED: "return",
    S.PRESENTED: "send_back",
    S.SIGNED: "send_back",
}
# Pages kept of every issued report: who reads it.
READERS = ("specialist", "department_registrar", "leader")
LIST = "violations.total@category=late"


class Province(RuleBasedStateMachine):
    """A small province with an issued report of 2019 and the draft that is to replace it."""

    def __init__(self, cast: Any, president: Any) -> None:
        super().__init__()
        self.cast, self.president = cast, president
        self.now = moment(2020, 2, 3)
        self.kept: dict[int, dict[str, Any]] = {}
        self.counted: set[int] = set()
        self.read: set[int] = set()
        self.numbers = 100
        self.last_line = newest_line()
        self.back = transaction.atomic()
        self.back.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.back.__exit__(None, None, None)

    # --- who, when, which -----------------------------------------------------------------------

    def someone(self, who: str, right: str) -> Any:
        """A person read anew, so that nothing is remembered of his posts."""
        return self.cast.fresh(right if who == "right" else who)

    def attempt(self, deed: Callable[[], Any]) -> None:
        """Do it; who is refused has changed nothing."""
        self.now += timedelta(minutes=20)
        before = everything()
        try:
            deed()
        except (Refused, Conflict, ValidationError):
            assert everything() == before

    def one_of(self, rows: Any, which: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[which % len(found)]

    def report(self, which: int) -> Report:
        """The newest report most of the time: the others are issued."""
        rows = list(Report.objects.order_by("-pk"))
        return rows[0] if which % 3 else rows[which % len(rows)]

    # --- records --------------------------------------------------------------------------------

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

    @rule(who=WHO, which=ANY, deed=st.sampled_from(("conclude", "reopen", "cancel", "find")))
    def go_on_with_a_visit(self, who: str, which: int, deed: str) -> None:
        visit = self.one_of(Visit.objects, which)
        by = {"by": self.someone(who, "manager"), "at": self.now}
        deeds = {
            "conclude": lambda: conclude_visit(visit, conclusion="Chấp hành tốt.", **by),
            "reopen": lambda: reopen_visit(visit, note="Ghi nhầm.", **by),
            "cancel": lambda: cancel_visit(visit, note="Không diễn ra.", **by),
            "find": lambda: add_finding(
                visit,
                subject="person",
                category=Category.objects.get(code="late"),
                person_kind="civil_servant",
                **by,
            ),
        }
        self.attempt(deeds[deed])

    @rule(who=WHO, which=ANY)
    def withdraw_a_finding(self, who: str, which: int) -> None:
        finding = self.one_of(Finding.objects, which)
        by = self.someone(who, "manager")
        self.attempt(lambda: withdraw_finding(finding, by=by, at=self.now, note="Ghi nhầm."))

    @rule(who=WHO, deed=st.sampled_from(("certify", "return", "accept", "reopen")))
    def go_on_with_a_result(self, who: str, deed: str) -> None:
        result = Submission.objects.get(agency=self.cast.a, round__title="Đợt của A")
        right = {"certify": "head_a", "reopen": "manager"}.get(deed, "specialist")
        by = {"by": self.someone(who, right), "at": self.now}
        deeds = {
            "certify": lambda: certify_submission(result, **by),
            "return": lambda: return_submission(result, note="Thiếu số liệu.", **by),
            "accept": lambda: accept_submission(result, **by),
            "reopen": lambda: reopen_submission(result, note="Sai số liệu.", **by),
        }
        self.attempt(deeds[deed])

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
            self.attempt(lambda: classify_complaint(complaint, classification=to, **by))
        else:
            self.attempt(lambda: close_complaint(complaint, **by))

    @rule(who=WHO, which=ANY)
    def rename_an_agency(self, who: str, which: int) -> None:
        agency = self.one_of(Agency.objects, which)
        by, name = self.someone(who, "admin"), f"Cơ quan đổi tên {self.now:%d%H%M}"
        self.attempt(
            lambda: rename_agency(agency, by=by, at=self.now, name=name, starts_on=date(2019, 6, 1))
        )

    # --- the draft ------------------------------------------------------------------------------

    @rule(who=WHO, which=ANY, section=ANY, text=st.sampled_from(WORDS))
    def write(self, who: str, which: int, section: int, text: str) -> None:
        target = self.one_of(self.report(which).sections.standing(), section)
        by = self.someone(who, "specialist")
        self.attempt(
            lambda: write_section(
                target, by=by, at=self.now, text=text, seen_version=target.version
            )
        )

    @rule(who=WHO, which=ANY)
    def accept_a_warning(self, who: str, which: int) -> None:
        report = self.report(which)
        found = findings_of(report, at=self.now).warnings if report.state in WRITABLE else ()
        fingerprint = found[0].fingerprint if found else "0" * 64
        by = self.someone(who, "specialist")
        self.attempt(
            lambda: accept_warning(
                report, by=by, at=self.now, fingerprint=fingerprint, reason=REASON
            )
        )

    def confirm_the_words(self, report: Report) -> None:
        """Those taken over from the report that is replaced."""
        for section in report.sections.standing().filter(is_confirmed=False):
            text, seen = section.text, section.version
            by = self.cast.specialist
            write_section(section, by=by, at=self.now, text=text, seen_version=seen)

    def accept_what_the_checks_find(self, report: Report) -> None:
        """All of it at once; each by its deed would take a second."""
        Acceptance.objects.bulk_create(
            Acceptance(
                report=report,
                check_name=each.check,
                section=each.section,
                fingerprint=each.fingerprint,
                text=each.text,
                reason=REASON,
                at=self.now,
                by=self.cast.specialist,
            )
            for each in findings_of(report, at=self.now).open
            if each.level == Level.WARNING
        )

    @rule(which=ANY)
    def take_every_new_sentence(self, which: int) -> None:
        report = self.report(which)
        if report.state != S.RETURNED:
            return
        for each in changed_sentences(report):
            told = each.difference
            self.attempt(
                lambda place=each.section, old=told.old, new=told.new: take_sentence(
                    report, by=self.cast.specialist, at=self.now, section=place, old=old, new=new
                )
            )

    # --- the way --------------------------------------------------------------------------------

    @rule(steps=st.integers(1, 4), renew=st.booleans())
    def go_on(self, steps: int, renew: bool) -> None:
        """The next steps of the newest report, by those whose steps they are."""
        for _ in range(steps):
            report = Report.objects.latest("pk")
            if report.state in WRITABLE:
                if renew:
                    self.take_every_new_sentence(1)
                self.confirm_the_words(report)
                self.accept_what_the_checks_find(report)
            self.step(report, NEXT[S(report.state)], "right", renew)
            if Report.objects.latest("pk").version == report.version:
                break

    @rule(up=st.integers(0, 3), again=st.integers(1, 5), renew=st.booleans())
    def come_back_and_go_on_again(self, up: int, again: int, renew: bool) -> None:
        """The newest report comes back from wherever it got to."""
        self.go_on(up, renew)
        report = Report.objects.latest("pk")
        if report.state in BACK:
            self.step(report, BACK[S(report.state)], "right", False)
        self.go_on(again, renew)

    @rule(
        who=WHO,
        which=ANY,
        name=st.sampled_from(("recall", "return", "send_back", "submit", "approve", "present")),
        renew=st.booleans(),
    )
    def any_step(self, who: str, which: int, name: str, renew: bool) -> None:
        self.step(self.report(which), name, who, renew)

    @rule(
        who=WHO,
        which=ANY,
        name=st.sampled_from(("sign", "issue", "print")),
    )
    def any_deed_of_the_province(self, who: str, which: int, name: str) -> None:
        self.step(self.report(which), name, who, False)

    @rule(
        who=WHO,
        which=ANY,
        name=st.sampled_from(("replace", "correct", "withdraw", "file", "print", "print_issued")),
    )
    def whatever_is_done_to_an_issued_report(self, who: str, which: int, name: str) -> None:
        self.step(self.one_of(Report.objects.filter(state=S.ISSUED), which), name, who, False)

    def step(self, report: Report, name: str, who: str, renew: bool) -> None:
        right = {
            "approve": "manager",
            "return": "manager",
            "present": "department_registrar",
            "send_back": "office_examiner",
            "sign": "office_examiner",
            "issue": "province_registrar",
            "correct": "province_registrar",
            "withdraw": "province_registrar",
            "file": "province_registrar",
        }.get(name, "specialist")
        by = {"by": self.someone(who, right), "at": self.now}
        seen = {**by, "seen_version": report.version}
        day, reasons = self.now.date(), [(None, "Rút gọn toàn báo cáo.")]
        self.numbers += 1
        paper = {"number": f"{self.numbers}/UBND-NC", "day": day}
        deeds = {
            "submit": lambda: way.submit_report(report, renew=renew, **seen),
            "recall": lambda: way.recall_report(report, **seen),
            "approve": lambda: way.approve_report(report, **seen),
            "return": lambda: way.return_report(report, notes=reasons, **seen),
            "send_back": lambda: way.send_back_report(report, notes=reasons, **seen),
            "present": lambda: way.present_report(
                report, memo_number="123/TTr-SNV", memo_date=day, **seen
            ),
            "sign": lambda: record_signing(
                report,
                appointment=self.president,
                standing=Standing.HEAD,
                signed_on=day,
                **seen,
            ),
            # Every third number is that of the first report.
            "issue": lambda: issue_report(
                report, number=13 if not self.numbers % 3 else self.numbers, issued_on=day, **seen
            ),
            "replace": lambda: replace_report(report, client_id=uuid.uuid4(), **by),
            "correct": lambda: correct_report(
                report, text="Đính chính tên cơ quan.", upload=pdf(), **paper, **by
            ),
            "withdraw": lambda: withdraw_report(
                report, reason="Ban hành sai thẩm quyền.", upload=pdf(), **paper, **by
            ),
            "file": lambda: file_signed_copy(report, kind="scan", upload=pdf(), **by),
            "print": lambda: request_rendering(report, **by),
            "print_issued": lambda: self.print_again(report, by["by"]),
        }
        self.attempt(deeds[name])

    def print_again(self, report: Report, by: Any) -> None:
        """Asking for the issued paper once more gives the job there was."""
        if report.state == S.ISSUED:
            issued = {"kind": PaperKind.ISSUED, "issuance": report.issuance, "by": by}
            one = request_paper(report.issuance.snapshot, **issued)
            assert request_paper(report.issuance.snapshot, **issued).pk == one.pk

    @rule(
        model=st.sampled_from((Snapshot, Issuance, Freeze, FrozenRow, Signing)), erase=st.booleans()
    )
    def behind_the_portals_back(self, model: Any, erase: bool) -> None:
        before = everything()
        rows = model.objects.filter(pk=model.objects.earliest("pk").pk)
        field = model._meta.concrete_fields[1].name
        with pytest.raises(DatabaseError, match="chỉ được thêm"), transaction.atomic():
            rows._raw_delete(rows.db) if erase else rows.update(**{field: F(field)})
        assert everything() == before

    # --- what always holds ----------------------------------------------------------------------

    @invariant()
    def every_issued_report_is_what_it_was(self) -> None:
        for report in Report.objects.filter(state=S.ISSUED).order_by("pk"):
            now = as_issued(self.cast, report)
            assert self.kept.setdefault(report.pk, now) == now
        # None of them went back to be anything else.
        assert set(self.kept) == set(
            Report.objects.filter(state=S.ISSUED).values_list("pk", flat=True)
        )

    @invariant()
    def every_freeze_was_counted_as_the_log_tells_it(self) -> None:
        for freeze in Freeze.objects.exclude(pk__in=self.counted):
            assert recounted(freeze, self.last_line) == kept_in(freeze)
            self.counted.add(freeze.pk)
        self.last_line = newest_line()

    @invariant()
    def every_printed_number_is_that_of_its_freeze(self) -> None:
        for snapshot in Snapshot.objects.exclude(pk__in=self.read):
            printed = document_of(snapshot.content, "draft").figures()
            if snapshot.freeze is not None:
                assert printed == frozen_counts(snapshot.freeze, printed)
            self.read.add(snapshot.pk)


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("van-ban.pdf", plain_pdf())


def newest_line() -> int:
    return Change.objects.latest("pk").pk


def everything() -> dict[str, Any]:
    """How many rows each insert-only table has, and where the newest line of the log is."""
    counts = {model._meta.label: model.objects.count() for model in guarded_models()}
    return counts | {"log": newest_line()}


def as_issued(cast: Any, report: Report) -> dict[str, Any]:
    """Everything of an issued report that must never change, and what its readers see."""
    issuance = report.issuance
    snapshot, freeze = issuance.snapshot, issuance.snapshot.freeze
    assert sha256_hex(snapshot.content) == snapshot.sha256 == issuance.sha256
    return {
        "issuance": Issuance.objects.filter(pk=issuance.pk).values().get(),
        "signing": Signing.objects.filter(pk=issuance.signing_id).values().get(),
        "snapshot": canonical_bytes(snapshot.content),
        "freeze": Freeze.objects.filter(pk=freeze.pk).values().get(),
        "rows": list(FrozenRow.objects.filter(freeze=freeze).order_by("pk").values()),
        "list": list(frozen_rows(freeze, LIST).values_list("record_id", "version", "cells")),
        "read": {name: sha256_hex(content_for(report, getattr(cast, name))[0]) for name in READERS},
    }


def recounted(freeze: Freeze, until: int) -> dict[str, Any]:
    """What the log before the freeze comes to, with the pairs behind visits and violations."""
    told = Change.objects.filter(pk__lte=until).order_by("pk")
    lines = [Line(*row) for row in told.values_list("record_type", "record_id", "version", "data")]
    due = DueAgency.objects.values_list("round", "agency", "group")
    groups = {(round_, agency): group for round_, agency, group in due}
    pairs = pairs_of(lines, groups, date(2019, 1, 1), date(2019, 12, 31))
    numbers = {key: len(those) for key, those in pairs.items()}
    return {**numbers, "pairs": {key: pairs[key] for key in ("visits.total", "complaints.total")}}


def kept_in(freeze: Freeze) -> dict[str, Any]:
    """The same out of the freeze."""
    groups = ("total", "provincial", "district", "commune")
    keys = ("visits.total", "violations.total", "complaints.total")
    keys += tuple(f"self_inspections.{group}.done" for group in groups)
    assert frozen_counts(freeze, freeze.figures) == freeze.figures
    return {key: freeze.figures[key] for key in keys} | {
        "pairs": {
            key: set(frozen_rows(freeze, key).values_list("record_id", "version"))
            for key in ("visits.total", "complaints.total")
        }
    }


def test_nothing_anybody_does_changes_an_issued_report(cast, settings_of_files):
    maker = Maker(cast)
    a_year(maker)
    # What does not count.
    maker.visit(day=date(2019, 8, 1), place=1, found=[violation(withdrawn=True)])
    maker.visit(day=date(2019, 9, 1), place=1, state="draft", found=[violation()])
    maker.visit(day=date(2018, 12, 31), place=1, found=[violation()])
    maker.complaint(day=date(2019, 9, 1), kind="denunciation")
    maker.complaint(day=date(2019, 9, 2), state="merged")
    maker.complaint(day=date(2020, 1, 1))
    round_story.in_state(cast, "accepted", round=round_story.opened(cast, title="Đợt của A"))
    first = way_story.issued(cast)
    president = signer(cast, name="Trần Văn Hai")
    draft, _ = replace_report(
        first, by=cast.specialist, at=way_story.BACK, client_id=uuid.UUID(int=7)
    )
    way_story.written(cast, draft)
    run_state_machine_as_test(
        lambda: Province(cast, president),
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            # The same stories on every machine, and no clock.
            derandomize=True,
            # A story is too long to be shrunk within a test's time; its steps are printed.
            phases=(Phase.explicit, Phase.generate),
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def settings_of_files(settings, tmp_path):
    settings.FILES_DIR = tmp_path
