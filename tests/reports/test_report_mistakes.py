"""After the issue: đính chính, thu hồi, thay thế; where a report stands is derived."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.freezing.models import Snapshot
from reports.freezing.telling import tell_now
from reports.issuing.actions import present_report
from reports.issuing.actions.mistakes import (
    Force,
    correct_report,
    force_of,
    replace_report,
    withdraw_report,
)
from reports.issuing.models import Correction, Withdrawal
from reports.issuing.workflow import APPROVE, SUBMIT
from reports.narrative.models import Report, ReportState, Section
from tayninh_portal import records
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.paper.content import plain_text
from tayninh_portal.paper.told import deserialize
from tests.fixtures.cast import moment
from tests.lib.signed_pdf import plain_pdf
from tests.reports.issuing import issue, presented, sign, signed

LATER = moment(2020, 2, 10)
LETTER = {
    "number": "215 / UBND-NC",
    "day": date(2020, 2, 5),
    "text": "Đính chính tên cơ quan tại Phụ lục I.",
}
PAPER = {"number": "216/UBND-NC", "day": date(2020, 2, 6), "reason": "Ban hành sai thẩm quyền."}


def paper() -> SimpleUploadedFile:
    """The PDF of a letter."""
    return SimpleUploadedFile("cong-van.pdf", plain_pdf())


@pytest.fixture
def report(cast, settings, tmp_path) -> Report:
    """Issued as number 13 of 14/01/2020."""
    settings.FILES_DIR = tmp_path
    report = signed(cast)
    issue(report, cast)
    return Report.objects.get(pk=report.pk)


def again(report: Report) -> Report:
    """The report read anew."""
    return Report.objects.get(pk=report.pk)


def correct(report, cast, **fields):
    given = {"by": cast.province_registrar, "at": LATER, "upload": paper()} | LETTER | fields
    return correct_report(report, **given)


def withdraw(report, cast, **fields):
    given = {"by": cast.province_registrar, "at": LATER, "upload": paper()} | PAPER | fields
    return withdraw_report(report, **given)


def presented_again(draft: Report, cast, first: Snapshot) -> Report:
    """The draft taken up to UBND tỉnh in February, saying what the first report says."""
    at = moment(2020, 2, 11)
    snapshot = Snapshot.objects.create(
        report=draft,
        report_version=draft.version,
        sha256="0" * 64,
        content=first.content,
        at=at,
        by=cast.specialist,
    )
    draft = records.move(draft, SUBMIT, by=cast.specialist, at=at, submitted_snapshot=snapshot)
    draft = records.move(draft, APPROVE, by=cast.manager, at=at)
    return present_report(
        draft,
        by=cast.department_registrar,
        at=at,
        seen_version=draft.version,
        memo_number="140/TTr-SNV",
        memo_date=at.date(),
    )


def test_a_report_that_is_not_issued_is_not_in_force(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    assert force_of(presented(cast)) is None


def test_a_correction_stands_beside_the_report_and_marks_it(report, cast):
    assert force_of(report) == Force.IN_FORCE
    before = report.issuance.snapshot.content
    row, new = correct(report, cast)
    assert (new, row.number, str(row)) == (True, "215/UBND-NC", "Công văn 215/UBND-NC")
    assert force_of(again(report)) == Force.CORRECTED
    assert again(report).issuance.snapshot.content == before
    last = Change.objects.of(report).last()
    assert (last.label, last.note) == ("Ghi đính chính", LETTER["text"])


def test_a_double_click_records_one_correction_and_one_withdrawal(report, cast):
    first, _ = correct(report, cast)
    assert correct(again(report), cast) == (first, False)
    gone, _ = withdraw(again(report), cast)
    assert withdraw(again(report), cast) == (gone, False)
    assert (Correction.objects.count(), Withdrawal.objects.count()) == (1, 1)


def test_a_withdrawn_report_is_readable_marked_and_corrected_no_more(report, cast):
    withdraw(report, cast)
    report = again(report)
    assert force_of(report) == Force.WITHDRAWN
    with pytest.raises(Refused, match="đã bị thu hồi"):
        correct(report, cast)
    with pytest.raises(Refused, match="đã bị thu hồi"):
        withdraw(report, cast, number="217/UBND-NC")
    page = cast.client("leader").get(f"/bao-cao/{report.pk}/")
    assert page.status_code == 200
    assert "Đã thu hồi" in page.content.decode()
    assert "Ban hành sai thẩm quyền." in page.content.decode()
    assert "Đã thu hồi" in cast.client("leader").get("/bao-cao/").content.decode()


@pytest.mark.parametrize(
    ("fields", "place", "says"),
    [
        ({"day": date(2020, 1, 13)}, "day", "không được trước ngày ban hành"),
        ({"day": date(2020, 2, 11)}, "day", "không được sau hôm nay"),
        ({"number": "  "}, "number", "Ghi số, ký hiệu"),
        ({"text": " "}, "text", "Không được để trống"),
        ({"upload": None}, "upload", "Chọn tệp"),
        ({"upload": SimpleUploadedFile("a.pdf", b"no pdf")}, "upload", "Loại tệp"),
    ],
)
def test_a_correction_without_its_facts_is_refused_at_its_place(report, cast, fields, place, says):
    with pytest.raises(ValidationError) as error:
        correct(report, cast, **fields)
    assert list(error.value.message_dict) == [place]
    assert says in error.value.message_dict[place][0]
    assert Correction.objects.count() == 0
    assert force_of(again(report)) == Force.IN_FORCE


def test_a_replacement_takes_the_words_over_unconfirmed_and_replaces_only_when_issued(report, cast):
    section = report.sections.get(code="causes")
    Section.objects.filter(pk=section.pk).update(text="Lời của báo cáo cũ.")
    draft, new = replace_report(report, by=cast.specialist, at=LATER)
    assert new and draft.replaces == report
    assert (draft.year, draft.period, draft.title) == (2019, report.period, report.title)
    taken = draft.sections.get(code="causes")
    assert (taken.text, taken.is_confirmed, taken.carried_from) == (
        "Lời của báo cáo cũ.",
        False,
        section,
    )
    assert draft.sections.count() == report.sections.count()
    closing = plain_text(deserialize(tell_now(draft)[0]).closing.runs)
    assert closing.startswith(
        "Báo cáo này thay thế Báo cáo số 13/BC-UBND ngày 14/01/2020 của Ủy ban nhân dân tỉnh Tây "
        "Ninh. Trên đây là báo cáo"
    )
    assert force_of(again(report)) == Force.IN_FORCE
    draft = presented_again(draft, cast, report.issuance.snapshot)
    days = {"signed_on": date(2020, 2, 12), "at": moment(2020, 2, 12)}
    sign(draft, cast, **days)
    assert force_of(again(report)) == Force.IN_FORCE
    issue(again(draft), cast, number=40, issued_on=date(2020, 2, 13), at=moment(2020, 2, 13))
    assert force_of(again(report)) == Force.REPLACED
    assert force_of(again(draft)) == Force.IN_FORCE
    assert again(report).state == ReportState.ISSUED
    page = cast.client("leader").get(f"/bao-cao/{report.pk}/").content.decode()
    assert "Đã bị thay thế" in page and "40/BC-UBND" in page


def test_what_is_wrong_after_the_replacement_is_recorded_with_the_replacement(report, cast):
    draft, _ = replace_report(report, by=cast.specialist, at=LATER)
    draft = presented_again(draft, cast, report.issuance.snapshot)
    sign(draft, cast, signed_on=date(2020, 2, 12), at=moment(2020, 2, 12))
    issue(again(draft), cast, number=40, issued_on=date(2020, 2, 13), at=moment(2020, 2, 13))
    much_later = {"day": date(2020, 2, 14), "at": moment(2020, 2, 17)}
    for deed in (correct, withdraw):
        with pytest.raises(ValidationError) as error:
            deed(again(report), cast, **much_later)
        assert error.value.message_dict == {
            "day": [
                "Báo cáo đã bị thay thế từ ngày 13/02/2020; văn bản sau ngày đó là về báo cáo thay "
                "thế."
            ]
        }
    # The letter of 05/02, written down late.
    assert correct(again(report), cast, at=moment(2020, 2, 17))[1]
    assert correct(again(draft), cast, **much_later)[1]
    assert (force_of(again(report)), force_of(again(draft))) == (Force.REPLACED, Force.CORRECTED)


def test_a_report_withdrawn_while_the_letter_was_uploaded_is_corrected_no_more(report, cast):
    opened = again(report)
    assert not hasattr(opened.issuance, "withdrawal")
    withdraw(report, cast)
    with pytest.raises(Refused, match="đã bị thu hồi"):
        correct(opened, cast)
    assert Correction.objects.count() == 0


def test_a_report_has_one_successor_and_a_second_click_finds_it(report, cast):
    name = "6f9c2f0e-6d29-4ed1-a6ac-0123456789cd"
    first, _ = replace_report(report, by=cast.specialist, at=LATER, client_id=name)
    assert replace_report(again(report), by=cast.specialist, at=LATER, client_id=name) == (
        first,
        False,
    )
    with pytest.raises(Refused, match="đã có báo cáo thay thế"):
        replace_report(again(report), by=cast.manager, at=LATER)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("who", ["specialist", "manager", "office_examiner", "leader"])
def test_only_the_registrar_of_the_province_records_mistakes(report, cast, who):
    with pytest.raises(Refused, match="Văn thư UBND tỉnh"):
        correct(report, cast, by=cast.fresh(who))
    with pytest.raises(Refused, match="Văn thư UBND tỉnh"):
        withdraw(report, cast, by=cast.fresh(who))
    assert force_of(again(report)) == Force.IN_FORCE


def test_the_screens_record_what_was_typed_and_open_the_papers(report, cast):
    client = cast.client("province_registrar")
    address = f"/bao-cao/{report.pk}/dinh-chinh/"
    form = {"number": "215/UBND-NC", "day": "13/01/2020", "text": "Sai tên.", "upload": paper()}
    wrong = client.post(address, form)
    assert "không được trước ngày ban hành" in wrong.content.decode()
    assert "Trình duyệt không giữ tệp đã chọn" in wrong.content.decode()
    done = client.post(address, {**form, "day": "14/01/2020", "upload": paper()})
    assert done.url == f"/bao-cao/{report.pk}/"
    row = Correction.objects.get()
    opened = client.post(f"{address}{row.pk}/tep/")
    assert (opened.status_code, opened.content) == (200, plain_pdf())
    page = client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert "Đã đính chính" in page and "Sai tên." in page
