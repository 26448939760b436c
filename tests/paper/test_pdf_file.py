"""The file itself: archive marks, attachment, tags, equal bytes, and what it must not do."""

import hashlib
import io
import json
import os
import subprocess
import sys

import pikepdf
import pytest

from tayninh_portal.paper.assets import REPOSITORY, AddressRefused, own_bytes
from tayninh_portal.paper.checker import check_pdf
from tayninh_portal.paper.content import Document, Note, OrganLine, Signature
from tayninh_portal.paper.engine import fingerprint, is_drawn_by
from tayninh_portal.paper.pdf import PaperUnavailable, render_pdf
from tests.paper.documents import agencies_table, annex, paragraph, report
from tests.paper.reading import text_of

pytestmark = pytest.mark.pdf

HOSTILE = (
    "<img src=file:///etc/passwd> <style>@import url(http://127.0.0.1:9/x.css)</style> "
    "<link rel=attachment href=file:///etc/passwd> </title></p><script>1</script> "
    "{{ document.code }} {% include 'base.html' %} url(file:///etc/passwd) &lt; &#38; \" ' \\ #{"
)


@pytest.fixture(scope="module")
def data():
    return render_pdf(report(annexes=(annex(), annex("Danh sách", 60, True)), marks=("DỰ THẢO",)))


@pytest.fixture
def pdf(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield pdf


def elements(pdf, kind):
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(f"/{kind}")
    ]


def test_the_checker_finds_nothing(data):
    assert check_pdf(data) == ()


def test_the_file_declares_what_it_is(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"Báo cáo {report().subject} – DỰ THẢO"
        assert metadata["xmp:CreateDate"] == "2020-01-14T08:30:00+00:00"
        assert metadata["xmp:ModifyDate"] == "2020-01-14T08:30:00+00:00"
    assert str(pdf.Root.Lang) == "vi"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert bool(pdf.Root.MarkInfo.Marked) is True


def test_the_metadata_explains_the_accessibility_mark(pdf):
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert packet.count("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>") == 1


def test_the_documents_data_is_attached_once(pdf):
    assert list(pdf.attachments) == ["bao-cao.json"]
    assert len(pdf.Root.AF) == 1
    assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Data
    attached = pdf.attachments["bao-cao.json"].get_file().read_bytes()
    document = report(annexes=(annex(), annex("Danh sách", 60, True)), marks=("DỰ THẢO",))
    assert Document.from_json(json.loads(attached)) == document
    assert json.loads(attached)["figures"]["visits.total"] == 87


def test_titles_are_tagged_without_a_gap(pdf):
    counts = {f"H{level}": len(elements(pdf, f"H{level}")) for level in range(1, 7)}
    # The subject; two annexes and I.; 1.; a).
    assert counts == {"H1": 1, "H2": 3, "H3": 1, "H4": 1, "H5": 0, "H6": 0}


def test_header_cells_say_what_they_head(pdf):
    scopes = [str(cell.A.Scope) for cell in elements(pdf, "TH")]
    # The table of the body has 3 columns and 3 rows; the annex tables 2 columns on 1 and 3 pages,
    # told once, and 3 and 60 rows.
    assert scopes.count("/Column") == 3 + 2 + 2
    assert scopes.count("/Row") == 3 + 3 + 60


def test_the_code_has_words_for_who_cannot_see_it(pdf):
    assert [str(figure.Alt) for figure in elements(pdf, "Figure")] == [
        "Mã QR của văn bản BC-2019-7F3K"
    ]


def test_the_same_document_gives_the_same_bytes(data):
    again = report(annexes=(annex(), annex("Danh sách", 60, True)), marks=("DỰ THẢO",))
    assert render_pdf(again) == data


def test_one_figure_more_gives_another_file_and_another_text():
    document = report(blocks=(paragraph("Đã kiểm tra 88 lượt."),))
    assert "Đã kiểm tra 88 lượt./." in text_of(render_pdf(document))


def test_typed_markup_is_printed_and_fetches_nothing():
    """A fetch of anything but our own files would raise, so the rendering itself is the proof."""
    document = report(
        subject=HOSTILE,
        place=HOSTILE,
        issuer=HOSTILE,
        organ=(OrganLine("UBND <b>", parent=True), OrganLine("Sở <script>")),
        addressees=(HOSTILE, "Bộ Nội vụ"),
        bases=(HOSTILE,),
        blocks=(Note(HOSTILE), agencies_table(), paragraph(HOSTILE)),
        signature=Signature(("GIÁM ĐỐC <u>",), "<b>Tên</b>"),
        recipients=("<i>Như trên</i>", "Lưu: VT"),
        annexes=(annex(HOSTILE),),
        marks=("<u>DỰ THẢO</u>",),
        code="<b>1</b>",
    )
    data = render_pdf(document)
    flat = "".join(text_of(data).split())
    # The subject, the place, an addressee, a ground, a note, the last sentence; the title of the
    # annex is in capitals, and the issuer stands once under it.
    assert flat.count("<imgsrc=file:///etc/passwd>") == 7
    assert flat.count("{{document.code}}{%include'base.html'%}") == 7
    assert "root:" not in flat
    for text in ("SỞ<SCRIPT>", "GIÁMĐỐC<U>", "<b>Tên</b>", "<u>DỰTHẢO</u>", "-<i>Nhưtrên</i>;"):
        assert text in flat
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert list(pdf.attachments) == ["bao-cao.json"]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/a.ttf",
        "data:text/plain,x",
        "fonts/tinos/Tinos-Regular.ttf",
        "portal:",
        "portal:../manage.py",
        "portal:fonts/tinos/../../../manage.py",
        "portal:fonts/tinos/%2e%2e/VERSIONS",
        "portal:/etc/passwd",
        "portal:fonts/tinos/OFL.txt",
    ],
)
def test_only_our_own_files_are_handed_out(address):
    with pytest.raises(AddressRefused):
        own_bytes(address)


def test_our_own_faces_are_handed_out():
    face = REPOSITORY / "static/fonts/tinos/Tinos-Bold.ttf"
    assert own_bytes("portal:fonts/tinos/Tinos-Bold.ttf") == face.read_bytes()


def test_without_the_libraries_it_says_what_to_type(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PaperUnavailable) as caught:
        render_pdf(report())
    assert "thiếu thư viện hệ thống" in caught.value.reason
    assert caught.value.reason.endswith(
        "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_it_needs_neither_settings_nor_a_database(data):
    script = (
        "import sys, hashlib\n"
        "from django.conf import settings\n"
        "from tayninh_portal.paper.pdf import render_pdf\n"
        "from tests.paper.documents import annex, report\n"
        "annexes = (annex(), annex('Danh sách', 60, True))\n"
        "data = render_pdf(report(annexes=annexes, marks=('DỰ THẢO',)))\n"
        "print(hashlib.sha256(data).hexdigest())\n"
        "print(settings.configured, 'django.db.models' in sys.modules)\n"
    )
    environment = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    digest = hashlib.sha256(data).hexdigest()
    assert result.stdout.split() == [digest, "False", "False"]


def test_what_was_drawn_before_the_finish_was_written_down_was_completed_by_the_first():
    engine = fingerprint(1)
    del engine["finish"]
    assert (is_drawn_by(engine, 1), is_drawn_by(engine, 2)) == (True, False)
    assert not is_drawn_by(engine | {"weasyprint": "60.0"}, 1)
