"""PDF, DOCX, XLSX and JSON of one version of a report agree in every word and every number.

Each is read by another reader: the PDF by pdfminer, the DOCX by lxml, the XLSX by openpyxl, the
JSON as what it is. Every table of this snapshot stands on one page, so that no head comes again.
"""

import io
import json
from collections import Counter

import openpyxl
import pytest

from reports.documents.annual import ISSUER
from reports.documents.drawing import document_of, draw, draw_annexes, draw_word
from tayninh_portal.paper.reading import read_back
from tests.paper.reading import read
from tests.paper.said import in_pdf, in_word, written
from tests.paper.word_reading import KEYS, controls, faults, keys_of, parts_of
from tests.reports.issuing import CONTENT
from tests.reports.test_issue_versions import ISSUED, KINDS

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module", params=KINDS)
def paper(request):
    """(kind, the JSON, PDF, DOCX, XLSX) of one snapshot."""
    issued = ISSUED if request.param == "issued" else None
    document = document_of(CONTENT, request.param, issued)
    return (
        request.param,
        json.loads(document.json_bytes()),
        *(how(CONTENT, request.param, issued) for how in (draw, draw_word, draw_annexes)),
    )


def blocks_of(plain):
    document = plain["document"]
    yield from document["blocks"]
    for annex in document["annexes"]:
        yield from annex["blocks"]


def runs_of(block):
    """The runs of a block of the JSON in reading order, without those of charts."""
    yield from block.get("runs", ())
    for cells in [*block.get("rows", ()), *filter(None, [block.get("total")])]:
        yield from (run for cell in cells for run in cell)


def in_json(plain):
    """The words of the blocks of the JSON; heads and signature stand apart in it."""
    words = Counter()
    for block in blocks_of(plain):
        said = [run["text"] for run in runs_of(block)]
        said += [column["label"] for column in block.get("columns", ())]
        said += [block[name] for name in ("caption", "note", "title") if block.get(name)]
        if block["type"] in ("heading", "note"):
            said.append(block["text"])
        for series in block.get("series", ()):
            said.append(series["name"])
            said += [
                text
                for point in series["points"]
                for text in (point["label"], written(point["figure"]["value"]))
            ]
        words.update(" ".join(said).split())
    return words


def bare(words):
    """Words without what the form adds to them: capitals, the mark that ends a paper."""
    return Counter(word.casefold().rstrip("./") for word in words.elements())


def test_word_and_pdf_say_the_same_words_as_often(paper):
    _, _, pdf, word, _ = paper
    assert faults(word) == []
    assert in_word(word) == in_pdf(pdf)


def test_both_say_all_the_json_says(paper):
    _, plain, pdf, word, _ = paper
    assert bare(in_json(plain)) - bare(in_word(word)) == Counter()
    assert read_back(pdf).document.to_json() == plain


def test_the_controls_of_word_are_the_figures_of_the_json(paper):
    _, plain, _, word, _ = paper
    keys = {each.get("id"): each.get("key") for each in keys_of(word).iter(f"{KEYS}figure")}
    figures = [
        (run["key"], run["text"])
        for block in blocks_of(plain)
        for run in runs_of(block)
        if run["type"] == "figure"
    ]
    assert [(keys[tag], text) for tag, text in controls(word)] == figures
    assert {key for key, _ in figures} <= set(plain["figures"])


def test_the_workbook_holds_the_numbers_of_the_annexes(paper):
    kind, plain, _, _, annexes = paper
    book = openpyxl.load_workbook(io.BytesIO(annexes))
    for sheet, annex in zip(book, plain["document"]["annexes"], strict=True):
        tables = [block for block in annex["blocks"] if block["type"] == "table"]
        figures = [
            plain["figures"][run["key"]]
            for table in tables
            for run in runs_of(table)
            if run["type"] == "figure"
        ]
        cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
        # Ordinals are printed as words, and are whole numbers under their own head.
        heads = {cell.column for cell in cells if cell.value == "STT"}
        numbers = [c.value for c in cells if c.data_type == "n" and c.column not in heads]
        assert sorted(numbers) == sorted(figures)
        words = " ".join(str(cell.value) for cell in cells).split()
        said = [run["text"] for table in tables for run in runs_of(table) if run["type"] == "text"]
        assert Counter(" ".join(said).split()) - Counter(words) == Counter()
        assert (ISSUER in " ".join(words), "DỰ THẢO" in " ".join(words)) == (True, kind == "draft")


def test_only_the_draft_is_marked_in_every_form(paper):
    kind, _, pdf, word, annexes = paper
    feet = b"".join(raw for name, raw in parts_of(word).items() if "footer" in name).decode()
    book = openpyxl.load_workbook(io.BytesIO(annexes))
    marked = [
        all("DỰ THẢO" in page.texts for page in read(pdf)),
        feet.count("DỰ THẢO") == 2,
        all("DỰ THẢO" in [cell.value for cell in sheet["A"]] for sheet in book),
    ]
    assert marked == [kind == "draft"] * 3
