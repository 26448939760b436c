"""The bản trình ký prints by what right it is to be signed; another standing, another paper."""

import uuid
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reports.documents.annual import ToSign
from reports.documents.drawing import document_of
from reports.issuing import workflow
from reports.issuing.models import PaperForSigning, PaperKind, Rendering, Signing
from reports.issuing.models import Standing as S
from reports.issuing.papers_for_signing import paper_to_sign, standing_to_sign
from reports.issuing.progress import steps_of
from reports.issuing.renderings import redraw, render_report, to_sign
from reports.narrative.models import Report, ReportState
from tayninh_portal import jobs
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.models import Change, Job
from tayninh_portal.storage import read_file
from tests.doing import do
from tests.fixtures.cast import moment
from tests.paper.reading import text_of
from tests.reports.composition import make_report
from tests.reports.issuing import CONTENT, SIGNED, presented, sign, signer
from tests.reports.reading import words
from tests.reports.workflow_story import approved

LINES = {
    S.HEAD: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
    S.DEPUTY: ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    S.ACTING: ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"),
    S.BY_ORDER: ("TL. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
    S.BY_GRANT: ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ NỘI VỤ"),
}
CHOSEN = moment(2020, 1, 10)
PRINT_ANEW = (
    "Văn phòng UBND tỉnh phải chọn “Đổi người ký dự kiến” để in lại bản trình ký trước, rồi mới "
    "ghi nhận chữ ký."
)


def choose(report, cast, standing=S.DEPUTY, at=CHOSEN, **fields) -> Report:
    """The Văn phòng has another one sign."""
    given = {"by": cast.office_examiner} | fields
    return do(workflow.CHOOSE_SIGNER, report, at=at, standing=standing, **given)


def refused(activity) -> dict[str, list[str]]:
    """What is refused, by field."""
    with pytest.raises(ValidationError) as refusal:
        activity()
    return refusal.value.message_dict


@pytest.mark.parametrize("standing", S)
def test_the_paper_to_sign_bears_the_lines_of_the_standing_and_no_name(cast, standing):
    report = presented(cast, standing=standing)
    row = PaperForSigning.objects.get()
    assert (row.report, row.snapshot, row.standing, row.edition, row.by) == (
        report,
        report.presented_snapshot,
        standing,
        1,
        cast.department_registrar,
    )
    paper = document_of(CONTENT, "for_signature", to_sign(row))
    assert (paper.signature.authority, paper.signature.name) == (LINES[standing], "")
    assert (paper.number, paper.date) == (None, None)


def test_its_year_is_that_of_the_day_it_was_presented(cast):
    words_of_december = {**CONTENT, "wording": {**CONTENT["wording"], "paper_year": 2019}}
    presented(cast)
    row = PaperForSigning.objects.get()
    assert row.year == 2020
    assert document_of(words_of_december, "for_signature", to_sign(row)).year == 2020


def test_the_chairman_signs_where_nothing_else_was_chosen(cast):
    assert standing_to_sign(presented(cast)) == S.HEAD


def test_another_standing_asks_for_another_paper_and_leaves_the_report_where_it_is(cast):
    report = presented(cast)
    now = choose(report, cast)
    assert (now.state, now.version) == (ReportState.PRESENTED, report.version + 1)
    newest, first = PaperForSigning.objects.all()
    assert (paper_to_sign(now), newest.edition, newest.standing) == (newest, 2, S.DEPUTY)
    assert (first.edition, first.standing, newest.snapshot) == (1, S.HEAD, first.snapshot)
    assert list(Job.objects.order_by("pk").values_list("payload__paper", flat=True)) == [
        first.pk,
        newest.pk,
    ]
    line = Change.objects.of(now).last()
    assert (line.action, line.note) == (
        "choose_signer",
        "Người ký dự kiến: KT. – Phó Chủ tịch ký thay Chủ tịch",
    )


def test_the_day_of_presentation_stays_that_of_the_presentation(cast):
    report = presented(cast)
    before = [(step.place, step.at) for step in steps_of(report)]
    assert [(step.place, step.at) for step in steps_of(choose(report, cast))] == before


def test_the_second_click_asks_for_nothing_and_the_slower_person_is_told(cast):
    report = presented(cast)
    sent = {"client_id": uuid.uuid4(), "seen_version": report.version}
    first, second = choose(report, cast, **sent), choose(report, cast, **sent)
    assert (first.version, PaperForSigning.objects.count()) == (second.version, 2)
    post = signer(cast, "Phó Chủ tịch")
    with pytest.raises(Conflict):
        sign(report, cast, standing=S.DEPUTY, appointment=post, by=cast.province_registrar)
    assert Signing.objects.count() == 0


def test_the_same_standing_is_printed_anew_in_another_year_alone(cast):
    report = presented(cast)
    assert refused(lambda: choose(report, cast, S.HEAD)) == {
        "standing": ["Bản trình ký hiện nay đã in đúng quyền hạn này; hãy chọn quyền hạn khác."]
    }
    assert (PaperForSigning.objects.count(), Report.objects.get().version) == (1, report.version)
    now = choose(report, cast, S.HEAD, at=moment(2021, 1, 4))
    assert (paper_to_sign(now).year, paper_to_sign(now).edition) == (2021, 2)


def test_what_is_signed_is_not_printed_anew(cast):
    report = presented(cast)
    sign(report, cast)
    with pytest.raises(Refused, match="đã được ký, chờ văn thư cấp số"):
        choose(Report.objects.get(pk=report.pk), cast)
    assert PaperForSigning.objects.count() == 1


def test_a_signature_in_another_standing_than_the_printed_one_is_refused(cast):
    report, post = presented(cast), signer(cast, "Phó Chủ tịch")
    given = {"appointment": post, "standing": S.DEPUTY}
    assert refused(lambda: sign(report, cast, **given)) == {
        "standing": [f"Bản trình ký in “TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH”. {PRINT_ANEW}"]
    }
    assert Signing.objects.count() == 0
    now = choose(report, cast)
    assert sign(now, cast, **given).authority == "\n".join(LINES[S.DEPUTY])


def test_a_signature_of_a_later_year_than_the_printed_one_is_refused(cast):
    report, post = presented(cast), signer(cast)
    day = {"signed_on": date(2021, 1, 4), "at": moment(2021, 1, 4), "appointment": post}
    assert refused(lambda: sign(report, cast, **day)) == {
        "signed_on": [f"Bản trình ký in năm 2020. {PRINT_ANEW}"]
    }
    now = choose(report, cast, S.HEAD, at=moment(2021, 1, 4))
    assert sign(now, cast, **day).signed_on == date(2021, 1, 4)


def test_a_report_presented_before_there_was_a_choice_is_signed_by_the_chairman(cast):
    report = make_report(cast)
    assert (paper_to_sign(report), standing_to_sign(report)) == (None, S.HEAD)


def test_only_the_paper_to_sign_has_somebody_who_is_to_sign():
    with pytest.raises(ValueError, match="Chỉ bản trình ký"):
        document_of(CONTENT, "draft", ToSign(LINES[S.HEAD], 2020))


def test_the_database_keeps_papers_apart(cast):
    report = presented(cast)
    row = PaperForSigning.objects.get()
    twin = PaperForSigning(
        report=report,
        snapshot=row.snapshot,
        edition=1,
        standing=S.ACTING,
        year=2020,
        at=row.at,
        by=row.by,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.fixture
def _today():
    with time_machine.travel(SIGNED, tick=False):
        yield


@pytest.mark.usefixtures("_today")
def test_the_registrar_chooses_who_is_to_sign_when_he_presents(cast):
    report = approved(cast)
    client, address = cast.client("department_registrar"), f"/bao-cao/{report.pk}/trinh-ubnd-tinh/"
    assert client.get(address).context["form"]["standing"].value() == S.HEAD
    sent = {
        "seen_version": report.version,
        "memo_number": "123/TTr-SNV",
        "memo_date": "13/01/2020",
    }
    assert list(client.post(address, sent).context["form"].errors) == ["standing"]
    sent["client_id"] = str(uuid.uuid4())
    for _ in range(2):
        assert client.post(address, sent | {"standing": "deputy"}).status_code == 302
    assert PaperForSigning.objects.get().standing == S.DEPUTY
    page = words(cast.client("leader").get(f"/bao-cao/{report.pk}/"))
    assert "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in page
    assert "ngày … tháng … năm 2020" in page


@pytest.mark.usefixtures("_today")
def test_the_office_changes_it_on_its_page_and_the_form_of_the_signature_proposes_it(cast):
    report = presented(cast)
    client, address = cast.client("office_examiner"), f"/bao-cao/{report.pk}/nguoi-ky-du-kien/"
    form = client.get(address).context["form"]
    assert form["standing"].value() == S.HEAD
    again = client.post(address, {"seen_version": report.version, "standing": "head"})
    assert "Bản trình ký hiện nay đã in đúng quyền hạn này" in words(again)
    sent = {"seen_version": report.version, "client_id": str(uuid.uuid4())}
    for _ in range(2):
        answer = client.post(address, sent | {"standing": "by_grant"})
        assert (answer.status_code, answer["Location"]) == (302, f"/bao-cao/{report.pk}/")
    signing = client.get(f"/bao-cao/{report.pk}/ghi-nhan-ky/")
    assert signing.context["form"]["standing"].value() == S.BY_GRANT
    assert "Bản trình ký in “TUQ. CHỦ TỊCH, GIÁM ĐỐC SỞ NỘI VỤ”." in words(signing)
    assert address in signing.content.decode()
    registrar = cast.client("province_registrar").get(f"/bao-cao/{report.pk}/ghi-nhan-ky/")
    assert address not in registrar.content.decode()


@pytest.mark.pdf
@pytest.mark.usefixtures("_today")
def test_both_papers_are_kept_drawn_again_byte_for_byte_and_the_older_one_is_marked(
    cast, settings, tmp_path
):
    settings.FILES_DIR = tmp_path
    report = presented(cast)
    jobs.run_waiting()
    choose(report, cast)
    jobs.run_waiting()
    # A message delivered twice.
    render_report(Job.objects.order_by("pk").first(), lambda *stated: None)
    papers = list(Rendering.objects.filter(kind=PaperKind.FOR_SIGNATURE).order_by("edition"))
    assert [(p.edition, p.paper.standing, p.file.name) for p in papers] == [
        (1, S.HEAD, "bao-cao-2019-ban-trinh-ky.pdf"),
        (2, S.DEPUTY, "bao-cao-2019-ban-trinh-ky-lan-2.pdf"),
    ]
    stated = [" ".join(text_of(read_file(paper.file)).split()) for paper in papers]
    assert ["KT. CHỦ TỊCH" in text for text in stated] == [False, True]
    assert [redraw(paper) == read_file(paper.file) for paper in papers] == [True, True]
    assert {paper.snapshot.sha256 for paper in papers} == {sha256_hex(CONTENT)}
    listed = cast.client("leader").get(
        f"/bao-cao/{report.pk}/cac-ban-in/", headers={"HX-Request": "true"}
    )
    shown = words(listed)
    assert shown.count("Đã có bản trình ký khác thay thế, không ký bản này.") == 1
    assert shown.index("Bản trình ký, ký KT.") < shown.index("Bản trình ký, ký TM.")
    assert shown.index("Bản trình ký, ký TM.") < shown.index("Đã có bản trình ký khác thay thế")
