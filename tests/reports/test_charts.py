"""The drawings: every value written, heights in proportion, colours by class alone."""

from xml.etree import ElementTree

import pytest

from reports.charts.bars import bars
from reports.charts.lines import lines
from reports.charts.marks import Mark

SVG = "{http://www.w3.org/2000/svg}"
MARKS = [Mark("2017", 0), Mark("2018", 10), Mark("2019", 1500, open=True)]


def tree(drawing: str):
    """The drawing as XML; HTML needs no namespace, a parser does."""
    return ElementTree.fromstring(drawing.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def texts(drawing: str, name: str) -> list[str]:
    """The words of one class."""
    return [t.text for t in tree(drawing).iter(f"{SVG}text") if t.get("class") == name]


@pytest.mark.parametrize("draw", [bars, lines])
def test_each_mark_is_labelled_with_its_name_and_number(draw):
    drawing = draw("a", "Lượt kiểm tra", MARKS)
    assert texts(drawing, "chart-label") == ["2017", "2018", "2019"]
    assert texts(drawing, "chart-value") == ["0", "10", "1.500"]


@pytest.mark.parametrize("draw", [bars, lines])
def test_who_cannot_see_it_hears_every_value(draw):
    root = tree(draw("a", "Lượt kiểm tra", MARKS))
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "a-title a-desc")
    assert root.find(f"{SVG}title").text == "Lượt kiểm tra"
    assert root.find(f"{SVG}desc").text == "2017: 0; 2018: 10; 2019: 1.500 (kỳ chưa hết)"


@pytest.mark.parametrize("draw", [bars, lines])
def test_nothing_is_coloured_but_by_its_class(draw):
    drawing = draw("a", "Lượt kiểm tra", MARKS)
    names = {key for element in tree(drawing).iter() for key in element.attrib}
    assert names & {"style", "fill", "stroke"} == set()


def test_a_bar_is_as_high_as_its_share_of_the_largest():
    drawing = bars("a", "t", [Mark("a", 5), Mark("b", 10), Mark("c", 0)])
    heights = [float(r.get("height")) for r in tree(drawing).iter(f"{SVG}rect")]
    assert heights == [64.0, 128.0]


def test_a_period_that_is_not_over_is_drawn_hollow():
    classes = [r.get("class") for r in tree(bars("a", "t", MARKS)).iter(f"{SVG}rect")]
    assert classes == ["chart-bar", "chart-bar chart-open"]
    dots = [c.get("class") for c in tree(lines("a", "t", MARKS)).iter(f"{SVG}circle")]
    assert dots == ["chart-dot", "chart-dot", "chart-dot chart-open"]


def test_a_name_with_marks_of_html_stays_a_name():
    drawing = bars("a", "<b>", [Mark("<i>", 1)])
    assert tree(drawing).find(f"{SVG}title").text == "<b>"
    assert texts(drawing, "chart-label") == ["<i>"]


def test_nothing_but_zeros_draws_a_base_line_alone():
    assert list(tree(bars("a", "t", [Mark("a", 0)])).iter(f"{SVG}rect")) == []
