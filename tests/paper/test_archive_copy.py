"""The PDF/A-1b copy of a paper, read by a validator that knows nothing of it (PDFBox Preflight)."""

import hashlib
import io
import subprocess

import pikepdf
import pytest

from tayninh_portal.paper.archive_copy import archive_copy
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import annex, months_chart, months_table, report
from tests.paper.reading import text_of
from tests.paper.tagged import read_tags, rows_of
from tests.paper.test_checker import foreign_file, spoil
from tests.services.missing import JARS, PREFLIGHT

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def paper():
    body = report()
    return render_pdf(
        body.replace(
            blocks=(months_chart(), months_table(), *body.blocks),
            annexes=(annex(), annex("Danh sách", 60, landscape=True)),
        ),
        seal={"number": 1},
    )


@pytest.fixture(scope="module")
def copy(paper):
    return archive_copy(paper)


def said_by_preflight(folder, data):
    path = folder / "ban-luu-tru.pdf"
    path.write_bytes(data)
    classes = ":".join(str(JARS / name) for name in PREFLIGHT)
    validator = "org.apache.pdfbox.preflight.Validator_A1b"
    done = subprocess.run(
        ["java", "-cp", classes, validator, path], capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()[0]


@pytest.mark.archive
def test_the_copy_is_a_valid_pdf_a_1b(copy, tmp_path):
    assert said_by_preflight(tmp_path, copy) == (
        "The file ban-luu-tru.pdf is a valid PDF/A-1b file"
    )


@pytest.mark.archive
def test_the_validator_does_find_what_the_paper_has_beyond_it(paper, tmp_path):
    assert said_by_preflight(tmp_path, paper) == (
        "The file ban-luu-tru.pdf is not a valid PDF/A-1b file, error(s) :"
    )


def test_the_copy_says_and_tells_what_the_paper_does(paper, copy):
    assert text_of(copy) == text_of(paper)
    ours, theirs = read_tags(copy), read_tags(paper)
    assert ours.text == theirs.text
    assert [rows_of(each) for each in ours.all_of("Table")] == [
        rows_of(each) for each in theirs.all_of("Table")
    ]


def test_the_copy_names_what_it_was_made_of_and_carries_no_file(paper, copy):
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
            assert said["dc:source"] == f"sha256:{hashlib.sha256(paper).hexdigest()}"
            assert said["dc:title"] == f"Báo cáo {report().subject}"
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "B")
        assert (pdf.pdf_version, list(pdf.attachments), "/AF" in pdf.Root) == ("1.4", [], False)


def test_the_same_paper_gives_the_same_copy(paper, copy):
    assert archive_copy(paper) == copy


def test_what_shines_through_has_no_copy(paper):
    def shine(pdf):
        pdf.pages[0].Resources.ExtGState["/a1.0"].ca = 0.5

    with pytest.raises(ValueError, match="trong suốt"):
        archive_copy(spoil(paper, shine))


@pytest.mark.parametrize("file", [foreign_file(), b"%PDF-1.7", b""])
def test_what_is_no_paper_of_the_portal_has_no_copy(file):
    with pytest.raises(ValueError, match="Không lập được bản lưu trữ"):
        archive_copy(file)
