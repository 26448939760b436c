"""No sequence of actions changes an issued report; its numbers recount at the versions frozen.

Random people do random things to the records, to a draft and to issued reports. After every step
each issued report is, byte for byte, what it was when it was issued; every freeze was counted as
the change log tells it; and whoever was refused has changed nothing.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    rule,
    run_state_machine_as_test,
)

from reports.checks.models import Acceptance
from reports.checks.problems import Level
from reports.documents.drawing import document_of
from reports.freezing.acceptances import accept_warning, findings_of
from reports.freezing.frozen import frozen_values
from reports.freezing.models import Freeze, FrozenRow, Snapshot
from reports.freezing.sentences import changed_sentences, take_sentence
from reports.issuing import workflow
from reports.issuing.actions.mistakes import correct_report, replace_report, withdraw_report
from reports.issuing.actions.signed_copies import file_signed_copy
from reports.issuing.models import Issuance, PaperKind, Signing, Standing
from reports.issuing.renderings import request_paper, request_rendering
from reports.issuing.sending_up import send_up
from reports.narrative.models import WRITABLE, Report, ReportState
from reports.narrative.reports import write_section
from tayninh_portal.records import Act
from tests.doing import do
from tests.inspections import round_story
from tests.lib.signed_pdf import plain_pdf
from tests.reports import workflow_story
from tests.reports.composition import a_year, violation
from tests.reports.issued_kept import as_issued, kept_in, recounted
from tests.reports.issuing import signer
from tests.reports.ledger import Maker
from tests.reports.restless import ANY, WHO, Restless, everything, newest_line

S = ReportState
REASON = "Đã đối chiếu với hồ sơ, đúng thực tế."
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


class Province(Restless):
    """A small province with an issued report of 2019 and the draft that is to replace it."""

    def __init__(self, cast: Any, president: Any) -> None:
        super().__init__(cast)
        self.president = president
        self.kept: dict[int, dict[str, Any]] = {}
        self.counted: set[int] = set()
        self.read: set[int] = set()
        self.numbers = 100
        self.last_line = newest_line()

    def report(self, which: int) -> Report:
        """The newest report most of the time: the others are issued."""
        rows = list(Report.objects.order_by("-pk"))
        return rows[0] if which % 3 else rows[which % len(rows)]

    # --- the draft ------------------------------------------------------------------------------

    @rule(who=WHO, which=ANY, section=ANY, text=st.sampled_from(WORDS))
    def write(self, who: str, which: int, section: int, text: str) -> None:
        target = self.one_of(self.report(which).sections.active(), section)
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
        for section in report.sections.active().filter(is_confirmed=False):
            text, seen = section.text, section.version
            by = self.cast.specialist
            write_section(section, by=by, at=self.now, text=text, seen_version=seen)

    def accept_what_the_checks_find(self, report: Report) -> None:
        """All of it at once; each by its action would take a second."""
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
            stated = each.difference
            self.attempt(
                lambda place=each.section, old=stated.old, new=stated.new: take_sentence(
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
        act = Act(**by)
        day, reasons = self.now.date(), [(None, "Rút gọn toàn báo cáo.")]
        self.numbers += 1
        paper = {"number": f"{self.numbers}/UBND-NC", "day": day}
        activities = {
            "submit": lambda: send_up(report, act, renew=renew),
            "recall": lambda: do(workflow.RECALL, report, **by),
            "approve": lambda: do(workflow.APPROVE, report, **by),
            "return": lambda: do(workflow.RETURN, report, notes=reasons, **by),
            "send_back": lambda: do(workflow.SEND_BACK, report, notes=reasons, **by),
            "present": lambda: do(
                workflow.PRESENT, report, memo_number="123/TTr-SNV", memo_date=day, **by
            ),
            "sign": lambda: do(
                workflow.SIGN,
                report,
                appointment=self.president,
                standing=Standing.HEAD,
                signed_on=day,
                **by,
            ),
            # Every third number is that of the first report.
            "issue": lambda: do(
                workflow.ISSUE,
                report,
                number=13 if not self.numbers % 3 else self.numbers,
                issued_on=day,
                **by,
            ),
            "replace": lambda: replace_report(report, client_id=uuid.uuid4(), **by),
            "correct": lambda: correct_report(
                report, act, text="Đính chính tên cơ quan.", upload=pdf(), **paper
            ),
            "withdraw": lambda: withdraw_report(
                report, act, reason="Ban hành sai thẩm quyền.", upload=pdf(), **paper
            ),
            "file": lambda: file_signed_copy(report, act, kind="scan", upload=pdf()),
            "print": lambda: request_rendering(report, **by),
            "print_issued": lambda: self.print_again(report, by["by"]),
        }
        self.attempt(activities[name])

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
                assert printed == frozen_values(snapshot.freeze, printed)
            self.read.add(snapshot.pk)


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("van-ban.pdf", plain_pdf())


# On the database of production; that both refuse what is behind the portal's back, table by table,
# is said by test_guards_every_table.
@pytest.mark.postgresql
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
    first = workflow_story.issued(cast)
    said = first.issuance.snapshot.content
    president = signer(cast, name="Trần Văn Hai")
    draft, _ = replace_report(
        first, by=cast.specialist, at=workflow_story.BACK, client_id=uuid.UUID(int=7)
    )
    workflow_story.written(cast, draft)
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
    # Each story was taken back, and none of them reached what was issued before it.
    assert workflow_story.now(first).issuance.snapshot.content == said


@pytest.fixture
def settings_of_files(settings, tmp_path):
    settings.FILES_DIR = tmp_path
