"""Number and date: given once, for good, and by the register alone."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reports.documents.drawing import CURRENT
from reports.freezing.models import Snapshot
from reports.issuing import workflow
from reports.issuing.models import Issuance, PaperKind, Rendering, kinds_shown_to
from reports.issuing.papers_for_signing import year_to_sign
from reports.issuing.renderings import redraw, render_report
from reports.narrative.models import Report, ReportState
from tayninh_portal import jobs
from tayninh_portal.access import Role
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Job
from tayninh_portal.models.jobs import JobState
from tayninh_portal.storage import read_file
from tests.doing import do
from tests.fixtures.cast import appoint, moment
from tests.reports.composition import make_report
from tests.reports.issuing import CONTENT, bring_up, issue, presented, sign, signed, signer

TAKEN = (
    "Số 13/BC-UBND của năm 2020 đã cấp cho “Báo cáo năm 2019” ngày 14/01/2020; hãy xem lại sổ văn "
    "bản đi."
)


def test_an_issued_report_bears_number_date_signer_and_hash(cast):
    report = signed(cast)
    row = issue(report, cast, number=5)
    report.refresh_from_db()
    assert report.state == ReportState.ISSUED
    assert (str(row), row.year, row.issued_on, row.body) == (
        "05/BC-UBND",
        2020,
        date(2020, 1, 14),
        "Ủy ban nhân dân tỉnh Tây Ninh",
    )
    assert (row.snapshot, row.sha256) == (
        report.presented_snapshot,
        report.presented_snapshot.sha256,
    )
    assert row.signing.signer == "Nguyễn Văn Mẫu"


def test_the_issued_paper_is_asked_for_with_the_issue_and_not_without(cast):
    report = signed(cast)
    with pytest.raises(ValidationError):
        issue(report, cast, number=0)
    assert _jobs(report) == ["for_signature"]
    issue(report, cast)
    assert _jobs(report) == ["for_signature", "issued"]


def _jobs(report) -> list[str]:
    jobs = Job.objects.filter(payload__report=report.pk).order_by("pk")
    return [job.payload["kind"] for job in jobs]


def test_the_old_form_of_a_signature_is_told_that_the_report_was_sent_back_since(cast):
    report = presented(cast)
    old = report.version
    sign(report, cast)
    do(
        workflow.SEND_BACK,
        Report.objects.get(pk=report.pk),
        by=cast.office_examiner,
        at=moment(2020, 1, 13, 16),
        seen_version=old + 1,
        notes=[(None, "Ký lại.")],
    )
    again = bring_up(Report.objects.get(pk=report.pk), cast, _copy_of(report.presented_snapshot))
    with pytest.raises(Conflict):
        sign(again, cast, seen_version=old)
    again.refresh_from_db()
    assert (again.state, again.signings.count()) == (ReportState.PRESENTED, 1)


def _copy_of(snapshot):
    snapshot.pk = None
    snapshot.save(force_insert=True)
    return snapshot


def refused_fields(report, cast, **fields):
    """What is refused, by field; that nothing changed is looked at here."""
    before = Issuance.objects.count()
    with pytest.raises(ValidationError) as refusal:
        issue(report, cast, **fields)
    now = Report.objects.get(pk=report.pk)
    assert (now.state, now.version, Issuance.objects.count()) == (
        ReportState.SIGNED,
        report.version,
        before,
    )
    return refusal.value.message_dict


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        (
            {"issued_on": date(2020, 1, 15)},
            {"issued_on": ["Ngày ban hành không được sau hôm nay."]},
        ),
        (
            {"issued_on": date(2020, 1, 12)},
            {"issued_on": ["Ngày ban hành không được trước ngày ký (13/01/2020)."]},
        ),
        ({"number": 0}, {"number": ["Số văn bản là một số từ 1 đến 99.999."]}),
        ({"number": 100_000}, {"number": ["Số văn bản là một số từ 1 đến 99.999."]}),
    ],
)
def test_what_cannot_be_is_told_at_its_field(cast, fields, refused):
    assert refused_fields(signed(cast), cast, **fields) == refused


def test_it_may_be_issued_on_the_day_it_was_signed(cast):
    assert issue(signed(cast), cast, issued_on=date(2020, 1, 13)).issued_on == date(2020, 1, 13)


def test_a_number_is_used_once_a_year_and_gaps_are_allowed(cast):
    issue(signed(cast), cast)
    report = signed(cast, 2018)
    assert refused_fields(report, cast) == {"number": [TAKEN]}
    assert issue(report, cast, number=250).number == 250


def test_another_year_begins_at_one_again(cast):
    issue(signed(cast), cast)
    year_after = moment(2021, 1, 20)
    report = presented(cast, 2018, at=year_after)
    sign(report, cast, at=year_after, signed_on=date(2021, 1, 20))
    report = Report.objects.get(pk=report.pk)
    row = issue(report, cast, at=year_after, issued_on=date(2021, 1, 20))
    assert (row.number, row.year) == (13, 2021)


def test_what_was_signed_in_december_is_not_numbered_in_january(cast):
    december, january = moment(2020, 12, 31, 16), moment(2021, 1, 4)
    report = signed(cast, at=december, signed_on=date(2020, 12, 31))
    assert refused_fields(report, cast, at=january, issued_on=date(2021, 1, 4)) == {
        "issued_on": [
            "Bản trình ký đã ký in năm 2020 nên không ban hành vào năm 2021 được. Văn phòng UBND "
            "tỉnh phải trả lại báo cáo để trình, in lại bản trình ký năm 2021 và ký lại."
        ]
    }
    row = issue(report, cast, at=january, issued_on=date(2020, 12, 31))
    assert (row.year, row.issued_on) == (2020, date(2020, 12, 31))


def test_a_paper_from_before_there_was_a_choice_has_the_year_of_its_words(cast):
    report = make_report(cast)
    assert year_to_sign(report) is None
    report.presented_snapshot = Snapshot(content=CONTENT)
    assert year_to_sign(report) == CONTENT["wording"]["paper_year"]


def test_the_database_itself_lets_a_number_be_used_once(cast):
    row = issue(signed(cast), cast)
    other = signed(cast, 2018)
    twin = Issuance(
        report=other,
        snapshot=other.presented_snapshot,
        signing=other.signings.get(),
        **{name: getattr(row, name) for name in ("body", "symbol", "year", "number")},
        issued_on=row.issued_on,
        sha256=row.sha256,
        at=row.at,
        by=row.by,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_second_click_gives_the_same_row_and_the_slower_person_is_told(cast):
    report = signed(cast)
    sent = {"client_id": uuid.uuid4(), "seen_version": report.version}
    first = issue(report, cast, **sent)
    assert issue(report, cast, **sent) == first
    appoint(cast.leader, Role.PROVINCE_REGISTRAR, cast.office)
    with pytest.raises(Conflict):
        issue(report, cast, by=cast.fresh("leader"))
    assert Issuance.objects.count() == 1


def test_nothing_is_issued_unsigned_or_twice_or_by_others(cast):
    report = presented(cast)
    with pytest.raises(Refused, match="chờ ký"):
        issue(report, cast)
    sign(report, cast)
    report = Report.objects.get(pk=report.pk)
    for name in ("specialist", "manager", "department_registrar", "office_examiner", "leader"):
        with pytest.raises(Refused, match="Cấp số và ban hành báo cáo là việc của"):
            issue(report, cast, by=getattr(cast, name))
    issue(report, cast)
    with pytest.raises(Refused, match="đã ban hành"):
        issue(Report.objects.get(pk=report.pk), cast, number=14)


def test_the_newest_signature_on_what_is_there_is_the_one_that_is_printed(cast):
    report = signed(cast)
    at = moment(2020, 1, 13, 16)
    back = do(
        workflow.SEND_BACK,
        report,
        by=cast.office_examiner,
        at=at,
        seen_version=report.version,
        notes=[(None, "Ghi sai người ký.")],
    )
    again = bring_up(back, cast, back.submitted_snapshot, at=at)
    right = signer(cast, name="Trần Văn Hai")
    sign(again, cast, appointment=right, at=moment(2020, 1, 13, 18))
    row = issue(Report.objects.get(pk=again.pk), cast)
    assert (row.signing.signer, report.signings.count()) == ("Trần Văn Hai", 2)


@pytest.mark.pdf
def test_the_issued_paper_is_stored_once_and_drawn_again_byte_for_byte(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    report = signed(cast)
    row = issue(report, cast)
    jobs.run_waiting()
    job = Job.objects.get(payload__kind="issued")
    assert job.state == JobState.DONE
    # A message delivered twice, or a worker that lived after all.
    render_report(job, lambda *stated: None)
    paper = Rendering.objects.get(kind=PaperKind.ISSUED)
    assert (paper.issuance, paper.snapshot, paper.template_version) == (row, row.snapshot, CURRENT)
    named = ["finish", "fonts", "fonttools", "pango", "pikepdf", "pydyf", "weasyprint"]
    assert sorted(paper.engine) == named
    assert paper.file.name == "bao-cao-2019-so-13.pdf"
    assert redraw(Rendering.objects.get(pk=paper.pk)) == read_file(paper.file)


def test_drafts_stay_within_the_department_and_the_sheet_with_those_who_judge(cast):
    outside = {PaperKind.FOR_SIGNATURE, PaperKind.ISSUED}
    judging = outside | {PaperKind.CHECK_SHEET}
    shown = {
        name: kinds_shown_to(getattr(cast, name))
        for name in (
            "specialist",
            "manager",
            "department_registrar",
            "office_examiner",
            "province_registrar",
            "leader",
            "head_a",
            "admin",
        )
    }
    assert shown == {
        "specialist": set(PaperKind),
        "manager": set(PaperKind),
        "department_registrar": outside,
        "office_examiner": judging,
        "province_registrar": outside,
        "leader": judging,
        "head_a": frozenset(),
        "admin": frozenset(),
    }
