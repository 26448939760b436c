"""A file spoiled in one way breaks the rule that speaks of it; the good one breaks none."""

import pikepdf
import pytest
from pikepdf import Name

from tayninh_portal.paper.checker import check_pdf
from tayninh_portal.paper.pdf import render_pdf
from tests.paper.documents import annex, months_chart, months_table, report
from tests.paper.test_checker import spoil

pytestmark = pytest.mark.pdf


def paper():
    body = report()
    return body.replace(
        blocks=(months_chart(), months_table(), *body.blocks),
        annexes=(annex(count=60, landscape=True),),
        marks=("DỰ THẢO",),
    )


@pytest.fixture(scope="module")
def good():
    return render_pdf(paper())


def codes(data):
    return [problem.code for problem in check_pdf(data)]


def element(pdf, kind):
    """The first of its kind that says something, in the order of the file."""
    return next(
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == Name(kind) and "/K" in item
    )


def rewrite(page, before, after):
    content = page.Contents.read_bytes()
    assert before in content
    page.Contents.write(content.replace(before, after, 1))


def test_a_good_file_breaks_none(good):
    assert codes(good) == []


def draw_a_line(pdf):
    page = pdf.pages[1]
    page.Contents.write(page.Contents.read_bytes() + b"\n0 0 m 9 9 l S")


def put_an_artifact_inside(pdf):
    rewrite(pdf.pages[0], b"BT\n", b"/Artifact BMC\nEMC\nBT\n")


def tell_the_margin(pdf):
    rewrite(pdf.pages[1], b"/Artifact\n<</Type /Pagination>>\nBDC", b"/Span\n<</MCID 999>>\nBDC")


def tell_what_is_not_there(pdf):
    element(pdf, "/P").K.append(999)


def tell_twice(pdf):
    kids = element(pdf, "/P").K
    kids.append(kids[0])


def lead_back_to_another(pdf):
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def lead_nowhere(pdf):
    del pdf.pages[0]["/StructParents"]


def lose_the_order(pdf):
    del pdf.pages[2]["/Tabs"]


def invent_a_tag(pdf):
    element(pdf, "/P").S = Name("/Absatz")


def put_a_paragraph_in_a_row(pdf):
    element(pdf, "/TD").S = Name.P


def name_another_parent(pdf):
    element(pdf, "/TR").P = element(pdf, "/P")


def lose_the_numbering(pdf):
    del element(pdf, "/L").A


def lose_the_body_of_an_item(pdf):
    element(pdf, "/LBody").S = Name.Lbl


def skip_a_level(pdf):
    element(pdf, "/H3").S = Name.H5


def begin_below(pdf):
    element(pdf, "/H1").S = Name.H2


def lose_the_words_of_a_picture(pdf):
    del element(pdf, "/Figure").Alt


def lose_the_scope(pdf):
    del element(pdf, "/TH").A.Scope


def name_no_head(pdf):
    element(pdf, "/TD").A = pikepdf.Dictionary(O=Name.Table, Headers=[pikepdf.String("khong-co")])


def make_a_cell_wide(pdf):
    element(pdf, "/TD").A = pikepdf.Dictionary(O=Name.Table, ColSpan=2)


SPOILED = {
    draw_a_line: ["untagged"],
    put_an_artifact_inside: ["crossed"],
    tell_the_margin: ["outside-structure"],
    tell_what_is_not_there: ["marks", "parent-tree"],
    tell_twice: ["told-twice"],
    lead_back_to_another: ["parent-tree"],
    lead_nowhere: ["parent-tree"],
    lose_the_order: ["tab-order"],
    invent_a_tag: ["unknown-tag"],
    put_a_paragraph_in_a_row: ["shape"],
    name_another_parent: ["shape"],
    lose_the_numbering: ["list"],
    lose_the_body_of_an_item: ["list"],
    skip_a_level: ["titles"],
    begin_below: ["titles"],
    lose_the_words_of_a_picture: ["alternative"],
    lose_the_scope: ["heads"],
    name_no_head: ["heads"],
    make_a_cell_wide: ["rows"],
}


@pytest.mark.parametrize("change", SPOILED, ids=lambda change: change.__name__)
def test_each_rule_finds_what_breaks_it(good, change):
    assert codes(spoil(good, change)) == SPOILED[change]


def test_the_tags_weasyprint_lays_out_break_the_rules_that_the_second_finish_is_for():
    data = render_pdf(paper(), finish=1)
    assert {problem.code for problem in check_pdf(data)} == {
        "outside-structure",
        "parent-tree",
        "parted-table",
        "unknown-tag",
    }
    # Who asks about papers of the first finish is told of no tags.
    assert check_pdf(data, tags=False) == ()
