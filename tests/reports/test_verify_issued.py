"""``manage.py verify_issued``: whatever was altered behind the portal's back is named, exit 1."""

import io
import shutil
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from inspections.rounds.models import Round
from inspections.submissions.models import Submission
from inspections.visits.models import Visit
from reports.freezing.models import Freeze, FrozenRow, Snapshot
from reports.issuing.actions.mistakes import correct_report
from reports.issuing.actions.signed_copies import file_signed_copy
from reports.issuing.models import Correction, Issuance, PaperKind, Rendering, SignedCopy
from reports.narrative.models import Report
from tayninh_portal import jobs, records
from tayninh_portal.guards import guarded_models
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.merkle import merkle_root
from tayninh_portal.lib.signing import is_signed, sign
from tayninh_portal.models import Change, Job, Seal
from tayninh_portal.models.seals import leaf
from tayninh_portal.paper.reading import read_back
from tayninh_portal.records import Act
from tayninh_portal.sealing.seals import content_of
from tayninh_portal.storage import path_of
from tests.fixtures.cast import build_cast, moment
from tests.lib.signed_pdf import plain_pdf, sign_pdf
from tests.reports import workflow_story
from tests.reports.composition import a_year
from tests.reports.ledger import Maker
from tests.reports.verifying import (
    all_figures,
    beside_the_guards,
    counted_records,
    differences,
    issued_paper,
    issued_report,
    overwrite,
    papers,
    raw,
    replace_bytes,
    with_another_letter,
)

pytestmark = pytest.mark.pdf
MADE, FILED = moment(2020, 1, 2), moment(2020, 1, 15)


# The tests run as the owner of everything.
ROLE_NOTE = {
    "sqlite": [],
    "postgresql": [
        f"Vai trò cơ sở dữ liệu đang dùng sửa được {len(guarded_models())} bảng chỉ được thêm."
    ],
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """A small province whose report is issued, drawn, filed signed, and corrected once."""
    folder = tmp_path_factory.mktemp("issued")
    with django_db_blocker.unblock(), override_settings(FILES_DIR=folder), transaction.atomic():
        cast = build_cast()
        a_year(Maker(cast))
        # The maker adds what these own after their first line.
        for row in (*Round.objects.all(), *Submission.objects.all()):
            records.touch(row, by=cast.specialist, at=MADE, label="Cập nhật")
        report = workflow_story.issued(cast)
        for job in Job.objects.order_by("pk"):
            jobs.run(job.pk)
        upload = SimpleUploadedFile("a.pdf", sign_pdf(plain_pdf(), "Nguyễn Văn Mẫu"))
        act = Act(cast.province_registrar, FILED)
        file_signed_copy(report, act, kind=SignedCopy.Kind.DIGITAL, upload=upload)
        correct_report(
            workflow_story.now(report),
            act,
            number="215/UBND-NC",
            day=date(2020, 1, 15),
            text="Đính chính tên cơ quan.",
            upload=SimpleUploadedFile("b.pdf", plain_pdf()),
        )
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def db(built, django_db_blocker, settings, tmp_path):
    """In the place of the empty database: the same for one test, which may do to it what it likes.

    Built once, because it takes seconds; called ``db``, so that there is a database at all.
    """
    settings.FILES_DIR = tmp_path / "files"
    shutil.copytree(built, settings.FILES_DIR)
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_nothing_differs_and_everything_is_counted(db):
    out = io.StringIO()
    call_command("verify_issued", stdout=out)
    guards = 3 * len(guarded_models())
    logs = Change.objects.values("record_type", "record_id").distinct().count()
    seals = list(Seal.objects.all())
    sealed = sum(each.count for each in seals)
    open_lines = Change.objects.filter(pk__gt=seals[-1].through).count()
    day = short_date(timezone.localdate(seals[-1].at))
    assert out.getvalue().splitlines() == [
        f"Đã kiểm tra: {guards} khóa chặn sửa, xóa; 5 tệp trong kho; {logs} nhật ký của hồ sơ; "
        f"{counted_records()} hồ sơ so với nhật ký; 2 dấu niêm phong; {sealed} dòng đã niêm phong; "
        "1 lần chốt số liệu; 1 bản chụp nội dung; 1 lần ban hành; 1 bản gốc đã ký; 3 bản PDF.",
        f"Phần của hôm nay chưa niêm phong: {open_lines} dòng (sau dấu số 2, ngày {day}).",
        "Chưa đặt nơi giữ dấu bên ngoài (PORTAL_SEAL_OUTSIDE): ai có cả máy chủ thì viết lại được "
        "toàn bộ nhật ký cùng các dấu mà không lộ.",
        *ROLE_NOTE[connection.vendor],
        "Không có gì khác với lúc lưu.",
    ]


def test_the_issued_paper_takes_a_seal_with_it_and_does_not_show_it(db):
    paper = issued_paper()
    said = read_back(path_of(paper.file.sha256).read_bytes())
    assert said.seal == paper.seal.public() == Seal.objects.last().public()
    assert is_signed(said.seal["head"], said.seal["signature"], said.seal["key"])
    assert paper.seal.through >= Change.objects.filter(at=paper.issuance.at).latest("pk").pk
    assert paper.seal.head[:8] not in said.words.lower()
    assert "niêmphong" not in said.words.lower()
    signing = Rendering.objects.get(kind=PaperKind.FOR_SIGNATURE)
    assert read_back(path_of(signing.file.sha256).read_bytes()).seal is None


def test_the_checks_stand_on_the_sheet_and_on_no_paper_of_the_report(db):
    papers = {paper.kind: paper for paper in Rendering.objects.all()}
    said = {kind: read_back(path_of(papers[kind].file.sha256).read_bytes()) for kind in papers}
    sheet, seal = said.pop(PaperKind.CHECK_SHEET), papers[PaperKind.CHECK_SHEET].seal
    parts = ("ĐỐICHIẾUSỐTỔNGVÀCÁCPHẦN", "CẢNHBÁOĐÃĐƯỢCCHẤPNHẬN", "Đãđốichiếuvớihồsơ", seal.head)
    assert [part in sheet.words for part in parts] == [True] * 4
    assert (sheet.document.number, sheet.seal) == (None, None)
    for paper in said.values():
        assert not any(part.lower() in paper.words.lower() for part in parts)
        assert "check_sheet" not in str(paper.document.to_json())
        assert len(paper.document.annexes) == 4


def test_a_seal_made_anew_differs_from_the_one_in_the_paper(db):
    """Who has the key and rewrote the chain: the papers that went out tell."""
    overwrite(Change.objects.earliest("pk"), note="khác")
    before = None
    for seal in Seal.objects.all():
        lines = Change.objects.filter(pk__lte=seal.through, pk__gt=before.through if before else 0)
        leaves = [leaf(each["id"], content_of(each)) for each in lines.order_by("pk").values()]
        seal.leaves, seal.root = b"".join(leaves), merkle_root(leaves)
        seal.previous = before.head if before else ""
        seal.head = seal.head_of_statement()
        seal.signature = sign("B" * 43 + "=", seal.head)
        seal.save()
        before = seal
    sheet = Rendering.objects.get(kind=PaperKind.CHECK_SHEET)
    assert beside_the_guards(differences()) == [
        f"{issued_report()}, Phiếu kiểm tra số liệu (PDF số {sheet.pk}): lời văn trong tệp khác "
        "với bản chụp và lần ban hành.",
        f"{issued_report()}, Bản phát hành (PDF số {issued_paper().pk}): dấu niêm phong đi kèm tệp "
        "khác với dấu trong cổng.",
    ]


def test_a_counted_row_moved_by_plain_sql_is_found(db):
    """87 became 84, and nothing said so."""
    visit = Visit.objects.filter(day__year=2019).first()
    raw("UPDATE inspections_visit SET day = '2018-12-31' WHERE id = %s", visit.pk)
    assert beside_the_guards(differences()) == [
        f"Lượt kiểm tra số {visit.pk}: khác dòng nhật ký cuối ở: “ngày kiểm tra”."
    ]


def test_it_says_when_it_draws_nothing(db, monkeypatch):
    def draw(*args, **kwargs):
        raise AssertionError("--no-render draws nothing")

    monkeypatch.setattr("reports.documents.redrawing.draw", draw)
    out = io.StringIO()
    call_command("verify_issued", "--no-render", stdout=out)
    assert "Các bản PDF chưa được vẽ lại (--no-render)" in out.getvalue()


@pytest.mark.parametrize(
    ("model", "whose"),
    [
        (Rendering, "bản PDF"),
        (SignedCopy, "bản gốc đã ký"),
        (Correction, "công văn đính chính"),
    ],
)
def test_a_flipped_byte_on_the_disk_is_found(db, model, whose):
    file = model.objects.latest("pk").file
    path = path_of(file.sha256)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert differences() == (
        f"Tệp số {file.pk} ({file.sha256[:12]}…), {whose} của {issued_report()}: nội dung trên đĩa "
        "không khớp mã kiểm tra đã ghi."
    )


def test_a_file_that_is_gone_is_named(db):
    file = issued_paper().file
    path_of(file.sha256).unlink()
    assert differences().endswith(f"bản PDF của {issued_report()}: không còn trong kho tệp.")


def test_other_bytes_with_their_own_hash_are_found_in_the_paper(db):
    """Somebody put another paper into the store and made the row name it."""
    old = Rendering.objects.get(kind=PaperKind.FOR_SIGNATURE).file
    raw("UPDATE reports_rendering SET file_id = %s WHERE id = %s", old.pk, issued_paper().pk)
    assert "số văn bản trong tệp là để trống, đã ghi là 13." in differences()


def test_changed_words_of_a_snapshot_are_found_in_snapshot_and_papers(db):
    snapshot = Snapshot.objects.get()
    content = snapshot.content
    content["wording"]["title"] += " (sửa)"
    overwrite(snapshot, content=content)
    assert beside_the_guards(differences()) == [
        f"{issued_report()}, bản chụp số {snapshot.pk}: nội dung không khớp mã kiểm tra đã ghi.",
        *(
            f"{issued_report()}, {kind} (PDF số {paper}): lời văn trong tệp khác với bản chụp và "
            "lần ban hành."
            for paper, kind in papers()
        ),
    ]


def test_a_number_changed_with_its_checksums_is_found_against_the_rows(db):
    """Words, snapshot and issuance were made to agree; the frozen rows and the papers do not."""
    snapshot = Snapshot.objects.get()
    content = snapshot.content
    content["figures"]["visits.total"] = 4
    for runs in all_figures(content["wording"]):
        if runs["key"] == "visits.total":
            runs.update(value=4, text="04")
    sha = sha256_hex(content)
    overwrite(snapshot, content=content, sha256=sha)
    overwrite(Issuance.objects.get(), sha256=sha)
    place = f"{issued_report()}, bản chụp số {snapshot.pk}: số liệu “visits.total”"
    found = beside_the_guards(differences())
    assert found[:2] == [
        f"{place} là 4, lần chốt ghi 3.",
        f"{place} đã in là 4, các dòng đã chốt cộng lại được 3.",
    ]
    assert [line.partition(": ")[2] for line in found[2:]] == [
        "số liệu “visits.total” trong tệp là 3, trong bản chụp là 4.",
    ] * 3


def test_a_digit_that_is_not_its_value_is_found(db):
    snapshot = Snapshot.objects.get()
    content = snapshot.content
    figure = next(each for each in all_figures(content["wording"]) if each["key"] == "visits.total")
    figure["text"] = "05"
    overwrite(snapshot, content=content, sha256=sha256_hex(content))
    assert "số liệu “visits.total” in là “05” nhưng có giá trị 3." in differences()


def test_a_changed_amount_of_a_frozen_row_is_found(db):
    row = FrozenRow.objects.filter(amounts__has_key="self_inspections.held").latest("pk")
    overwrite(row, amounts=row.amounts | {"self_inspections.held": 40})
    place = f"{issued_report()}, lần chốt số {Freeze.objects.get().pk}: "
    found = beside_the_guards(differences())
    assert found[:2] == [
        f"{place}số liệu hoặc các dòng không khớp mã kiểm tra đã ghi.",
        f"{place}số liệu “self_inspections.held” là 3, các dòng cộng lại được 40.",
    ]
    assert any("đã in là 3, các dòng đã chốt cộng lại được 40" in line for line in found)


def test_a_frozen_row_that_is_gone_is_found(db):
    row = FrozenRow.objects.filter(base="visits").first()
    raw("DELETE FROM reports_frozenrow WHERE id = %s", row.pk)
    assert "số liệu “visits.total” là 3, các dòng cộng lại được 2." in differences()


def test_a_frozen_version_that_the_log_does_not_have_is_found(db):
    row = FrozenRow.objects.filter(base="visits").first()
    overwrite(row, version=9)
    assert (
        f"dòng {row.position} của “visits” dẫn tới phiên bản 9 của inspections.visit số "
        f"{row.record_id} mà nhật ký không có."
    ) in differences()


def test_a_changed_number_of_the_issue_is_found_in_its_paper(db):
    raw("UPDATE reports_issuance SET number = 14")
    assert beside_the_guards(differences()) == [
        f"{issued_report()}, Bản phát hành (PDF số {issued_paper().pk}): số văn bản trong tệp là "
        "13, đã ghi là 14."
    ]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE reports_issuance SET sha256 = 'khac'", "không phải là mã của bản chụp được ban"),
        ("UPDATE reports_issuance SET year = 2021", "năm của số không phải là năm ban hành."),
        ("UPDATE reports_report SET state = 'signed'", "không còn ở trạng thái đã ban hành."),
        ("UPDATE reports_report SET title = 'Khác'", "khác dòng nhật ký cuối ở: “trích yếu”."),
        ("UPDATE reports_report SET version = 2", "Báo cáo số"),
        ("UPDATE reports_snapshot SET freeze_id = NULL", "không có lần chốt số liệu nào đứng sau"),
        ("UPDATE reports_freeze SET sha256 = 'khac'", "không khớp mã kiểm tra đã ghi."),
        ("UPDATE reports_signedcopy SET findings = '[]'", "Chữ ký số không còn như khi lưu."),
        ("DELETE FROM reports_rendering WHERE kind = 'issued'", "không có bản PDF phát hành."),
        ("UPDATE portal_storedfile SET size = size + 1", ", đã ghi là"),
        ("UPDATE reports_signing SET signer = 'Trần Văn Hai'", "lời văn trong tệp khác"),
        ("UPDATE reports_paperforsigning SET standing = 'deputy'", "lời văn trong tệp khác"),
        ("UPDATE reports_issuance SET issued_on = '2020-01-15'", "lời văn trong tệp khác"),
    ],
)
def test_a_row_changed_by_hand_is_found(db, sql, says):
    raw(sql)
    assert any(says in line for line in beside_the_guards(differences()))


def test_a_line_cut_out_of_the_log_is_found(db):
    report = Report.objects.get()
    line = Change.objects.of(report).get(version=3)
    raw("DELETE FROM portal_change WHERE id = %s", line.pk)
    last = report.version
    assert beside_the_guards(differences()) == [
        f"Nhật ký của báo cáo số {report.pk}: có {last - 1} dòng, từ phiên bản 1 đến {last}; thiếu "
        "dòng.",
        f"Dòng nhật ký {line.pk}: đã niêm phong (dấu số 1), nay không còn.",
    ]


def test_a_log_cut_off_at_its_end_is_found(db):
    report = Report.objects.get()
    raw(
        "DELETE FROM portal_change WHERE record_type = 'reports.report' AND version = %s",
        report.version,
    )
    assert (
        f"Báo cáo số {report.pk} ở phiên bản {report.version}, nhật ký dừng ở phiên bản "
        f"{report.version - 1}."
    ) in differences()


def test_a_missing_guard_is_named(db):
    table = "reports_issuance"
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
        cursor.execute(f'DROP TRIGGER "{table}_no_update"{on}')
    assert differences() == (
        f"Cơ sở dữ liệu thiếu khóa chặn “{table}_no_update”; chạy lại manage.py migrate."
    )


def test_a_paper_that_the_same_engine_draws_otherwise_is_found(db):
    """Bytes, row and attached data agree, and the page itself shows something else."""
    paper = issued_paper()
    data = path_of(paper.file.sha256).read_bytes()
    replace_bytes(paper, with_another_letter(data))
    assert beside_the_guards(differences()) == []
    found = beside_the_guards(differences("--workers=2"))
    place = f"{issued_report()}, Bản phát hành (PDF số {paper.pk}): vẽ lại"
    assert found == [
        f"{place} bằng đúng chương trình và mẫu đã dùng thì ra tệp khác từng byte.",
        f"{place} thì chữ hoặc số trên giấy khác với tệp đã lưu.",
    ]


def test_another_engine_or_finish_may_give_other_bytes_and_no_other_words(db):
    paper = issued_paper()
    replace_bytes(paper, path_of(paper.file.sha256).read_bytes() + b"\n%%EOF\n")
    engine = {name: value for name, value in paper.engine.items() if name != "finish"}
    others = (({"weasyprint": "60.0"}, 0), ({"finish": 99}, 0), ({}, 0), ({"finish": 2}, 1))
    for other, differ in others:
        overwrite(paper, engine=engine | other)
        assert len(beside_the_guards(differences("--verbosity=1"))) == differ


def test_no_line_names_a_person(db):
    overwrite(Snapshot.objects.get(), sha256="0")
    raw("UPDATE reports_signing SET signer = 'Trần Văn Hai'")
    assert "Văn" not in differences().replace("Văn phòng", "")


def test_what_a_paper_says_is_read_back(db):
    said = read_back(path_of(issued_paper().file.sha256).read_bytes())
    assert said.document.number == "13"
    assert "Số:13/BC-UBND" in said.words and "TM.ỦYBANNHÂNDÂN" in said.words
    with pytest.raises(ValueError, match="Không đọc lại được"):
        read_back(plain_pdf())
