"""After the issue: đính chính, thu hồi, thay thế; where a report stands is derived."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from reports.freezing.composition import compose_now
from reports.freezing.models import Snapshot
from reports.issuing import workflow
from reports.issuing.actions.mistakes import (
    Force,
    correct_report,
    force_of,
    replace_report,
    withdraw_report,
)
from reports.issuing.models import Correction, SignedCopy, Withdrawal
from reports.narrative.models import Report, ReportState, Section
from tayninh_portal.errors import Refused
from tayninh_portal.models import Change
from tayninh_portal.paper.content import plain_text
from tayninh_portal.paper.wording import deserialize
from tayninh_portal.records import Act
from tests.doing import do
from tests.fixtures.cast import moment
from tests.lib.signed_pdf import plain_pdf
from tests.reports.issuing import issue, presented, sent_as, sign, signed

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


def act_of(cast, fields) -> Act:
    """The act of the registrar in February, but for what ``fields`` say otherwise."""
    names = ("by", "at", "client_id", "seen_version")
    said = {name: fields.pop(name) for name in names if name in fields}
    return Act(**({"by": cast.province_registrar, "at": LATER} | said))


def correct(report, cast, **fields):
    return correct_report(report, act_of(cast, fields), **({"upload": paper()} | LETTER | fields))


def withdraw(report, cast, **fields):
    return withdraw_report(report, act_of(cast, fields), **({"upload": paper()} | PAPER | fields))


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
    draft = sent_as(draft, snapshot, by=cast.specialist, at=at)
    draft = do(workflow.APPROVE, draft, by=cast.manager, at=at)
    return do(
        workflow.PRESENT,
        draft,
        by=cast.department_registrar,
        at=at,
        memo_number="140/TTr-SNV",
        memo_date=at.date(),
    )


def test_a_report_that_is_not_issued_is_not_in_force(cast, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    assert force_of(presented(cast)) is None


def test_a_correction_stands_beside_the_report_and_marks_it(report, cast):
    assert force_of(report) == Force.IN_FORCE
    before = report.issuance.snapshot.content
    row = correct(report, cast)
    assert (row.number, str(row)) == ("215/UBND-NC", "Công văn 215/UBND-NC")
    assert force_of(again(report)) == Force.CORRECTED
    assert again(report).issuance.snapshot.content == before
    last = Change.objects.of(report).last()
    assert (last.label, last.note) == ("Ghi đính chính", LETTER["text"])


PAGES = {
    "dinh-chinh": {"number": "215/UBND-NC", "day": "05/02/2020", "text": "Sai tên."},
    "thu-hoi": {"number": "216/UBND-NC", "day": "06/02/2020", "reason": "Sai kỳ."},
    "ban-goc": {"kind": "scan", "note": "Bản giấy."},
}
ROWS = {"dinh-chinh": Correction, "thu-hoi": Withdrawal, "ban-goc": SignedCopy}


@pytest.mark.parametrize("page", PAGES)
def test_one_form_sent_twice_is_recorded_and_said_once(report, cast, page):
    client, address = cast.client("province_registrar"), f"/bao-cao/{report.pk}/{page}/"
    form = PAGES[page] | shown_with(report)
    for said in (1, 0):
        answer = client.post(address, form | {"upload": paper()})
        assert answer.url == f"/bao-cao/{report.pk}/"
        assert len(client.get(answer.url).context["messages"]) == said
    assert ROWS[page].objects.count() == 1
    line = Change.objects.of(report).last()
    # Half of its id is the form's own, but for four bits; half is made of what stood in it.
    own = 2**64 - 1 - (0xF << 12)
    assert line.client_id.int >> 64 & own == uuid.UUID(form["client_id"]).int & own
    assert line.version == report.version + 1


@pytest.mark.parametrize("page", PAGES)
def test_a_second_window_is_told_what_was_done_since_and_records_nothing(report, cast, page):
    client, address = cast.client("province_registrar"), f"/bao-cao/{report.pk}/{page}/"
    for _ in range(2):
        form = PAGES[page] | shown_with(report)
        answer = client.post(address, form | {"upload": paper()})
    assert answer.status_code == 200
    assert answer.context["form"].lost.by_self
    assert "Từ khi mở biểu mẫu này, bạn đã:" in answer.content.decode()
    assert ROWS[page].objects.count() == 1


def shown_with(report) -> dict:
    """The hidden fields of a form shown with ``report`` as it stands."""
    return {"seen_version": report.version, "client_id": str(uuid.uuid4())}


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
    closing = plain_text(deserialize(compose_now(draft)[0]).closing.runs)
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
    for activity in (correct, withdraw):
        with pytest.raises(ValidationError) as error:
            activity(again(report), cast, **much_later)
        assert error.value.message_dict == {
            "day": [
                "Báo cáo đã bị thay thế từ ngày 13/02/2020; văn bản sau ngày đó là về báo cáo thay "
                "thế."
            ]
        }
    # The letter of 05/02, written down late.
    assert correct(again(report), cast, at=moment(2020, 2, 17)).issuance.report == report
    assert correct(again(draft), cast, **much_later).issuance.report == draft
    assert (force_of(again(report)), force_of(again(draft))) == (Force.REPLACED, Force.CORRECTED)


def test_a_report_withdrawn_while_the_letter_was_uploaded_is_corrected_no_more(report, cast):
    opened = again(report)
    assert not hasattr(opened.issuance, "withdrawal")
    withdraw(report, cast)
    with pytest.raises(Refused, match="đã bị thu hồi"):
        correct(opened, cast)
    assert Correction.objects.count() == 0


def test_a_report_has_one_successor_and_a_second_click_finds_it(report, cast):
    name = uuid.UUID("6f9c2f0e-6d29-4ed1-a6ac-0123456789cd")
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
    form |= shown_with(report)
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
