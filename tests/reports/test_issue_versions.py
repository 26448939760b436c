"""An issued paper is drawn again as it was issued: each version is held to a paper kept here.

``golden/snapshot.json`` is a snapshot; ``golden/version_<n>.json`` what version n draws of it: the
checksums of its templates and of the page of each kind, and the words of the issued PDF. Where one
of them changes, the answer is a new version (``reports/documents/drawing.py``), never a new
golden file: papers were issued with the old one.
"""

import hashlib
import inspect
import json
from datetime import date
from pathlib import Path

import pytest

from reports.documents.annual import IssuedAs
from reports.documents.drawing import CURRENT, VERSIONS, document_of, draw
from tayninh_portal.paper.finishing import FINISHES
from tayninh_portal.paper.pdf import render_html
from tests.paper.reading import text_of

GOLDEN = Path(__file__).parent / "golden"
# The code of what completes a file, by its number: it never changes, papers were issued with it.
FINISHED_BY = {
    1: "799cd8924620d6b09acd714304ef67cdb5a6fb63c7689e8cd79e8f01b924e9b3",
    2: "ed7cf8537dbf4136b34dec3d476ada87cb3af2c358c4c349956b5025cf249571",
}
KINDS = ("draft", "for_signature", "issued")
ISSUED = IssuedAs(
    number=5,
    issued_on=date(2020, 1, 14),
    authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    signer="Phó Chủ tịch (minh họa)",
)


def golden(version):
    return json.loads((GOLDEN / f"version_{version}.json").read_text())


@pytest.fixture(scope="module")
def content():
    return json.loads((GOLDEN / "snapshot.json").read_text())


def files_of(version):
    folder = VERSIONS[version].templates / "documents"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def page_of(content, kind, version):
    issued = ISSUED if kind == "issued" else None
    how = VERSIONS[version]
    document = document_of(content, kind, issued, version=version)
    return render_html(document, form=how.form, templates=how.templates, spaced=how.spaced)


def code_of(finish):
    """The checksum of the file it stands in, or of all files of its folder."""
    path = Path(inspect.getfile(finish))
    files = sorted(path.parent.rglob("*.py")) if path.stem == "__init__" else [path]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def test_every_version_has_its_golden_paper():
    assert sorted(path.stem for path in GOLDEN.glob("version_*")) == sorted(
        f"version_{version}" for version in VERSIONS
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_the_templates_of_a_version_never_change(version):
    assert files_of(version) == golden(version)["files"]


def test_what_completes_a_file_never_changes():
    assert {number: code_of(finish) for number, finish in FINISHES.items()} == FINISHED_BY
    assert {how.finish for how in VERSIONS.values()} <= FINISHES.keys()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_version_draws_the_same_page_of_the_same_snapshot(content, kind, version):
    page = page_of(content, kind, version).encode()
    assert hashlib.sha256(page).hexdigest() == golden(version)["pages"][kind]


@pytest.mark.pdf
@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_prints_the_same_words(content, version):
    words = text_of(draw(content, "issued", ISSUED, version=version)).split()
    assert words == golden(version)["words"].split()


def test_a_version_that_is_not_there_draws_nothing(content):
    with pytest.raises(ValueError, match=f"phiên bản {CURRENT + 1}"):
        document_of(content, "draft", version=CURRENT + 1)


@pytest.mark.parametrize(("kind", "issued"), [("issued", None), ("draft", ISSUED)])
def test_only_the_issued_paper_has_a_number(content, kind, issued):
    with pytest.raises(ValueError, match="chỉ bản phát hành"):
        document_of(content, kind, issued)
