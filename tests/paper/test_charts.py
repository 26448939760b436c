"""The drawings: every value written, heights in proportion, readable without a style sheet."""

from xml.etree import ElementTree

import pytest

from tayninh_portal.paper.charts import Mark, bars, bars_of, differences, lines, lines_of, panels

SVG = "{http://www.w3.org/2000/svg}"
MARKS = [Mark("2017", 0), Mark("2018", 10), Mark("2019", 1500, open=True)]
MONTHS = [("Lượt", [Mark("T1", 2), Mark("T2", 4)]), ("Vi phạm", [Mark("T1", 30), Mark("T2", 0)])]

CHANGES = [Mark("Sở Y tế", 4), Mark("UBND xã Phước Đông", -2), Mark("Sở " + "Xây dựng " * 9, 1)]


def tree(drawing: str):
    """The drawing as XML; HTML needs no namespace, a parser does."""
    return ElementTree.fromstring(drawing.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def texts(drawing: str, name: str) -> list[str]:
    """The words of one class."""
    return [t.text for t in tree(drawing).iter(f"{SVG}text") if t.get("class") == name]


def heights(drawing: str) -> list[float]:
    """How high the bars are."""
    return [float(r.get("height")) for r in tree(drawing).iter(f"{SVG}rect")]


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


@pytest.mark.parametrize(
    "drawing",
    [
        bars("a", "t", MARKS),
        lines("a", "t", MARKS),
        panels("a", "t", bars_of, MONTHS),
        panels("a", "t", lines_of, MONTHS),
        differences("a", "t", CHANGES),
    ],
)
def test_without_a_style_sheet_it_is_black_on_white_in_the_face_of_the_paper(drawing):
    root = tree(drawing)
    paints = {each.get(name) for each in root.iter() for name in ("fill", "stroke")}
    assert paints - {None} <= {"#000", "#fff", "none"}
    drawn = [each for each in root.iter() if each.tag in (f"{SVG}text", f"{SVG}rect")]
    assert [each.get("fill") for each in drawn if each.get("fill") is None] == []
    assert {t.get("font-family") for t in root.iter(f"{SVG}text")} == {"Tinos"}
    assert "style" not in {key for each in root.iter() for key in each.attrib}


def test_a_bar_is_as_high_as_its_share_of_the_largest():
    assert heights(bars("a", "t", [Mark("a", 5), Mark("b", 10), Mark("c", 0)])) == [64.0, 128.0]


def test_a_period_that_is_not_over_is_drawn_hollow():
    rects = list(tree(bars("a", "t", MARKS)).iter(f"{SVG}rect"))
    assert [(r.get("class"), r.get("fill")) for r in rects] == [
        ("chart-bar", "#000"),
        ("chart-bar chart-open", "#fff"),
    ]
    dots = [c.get("class") for c in tree(lines("a", "t", MARKS)).iter(f"{SVG}circle")]
    assert dots == ["chart-dot", "chart-dot", "chart-dot chart-open"]


def test_a_name_with_marks_of_html_stays_a_name():
    drawing = bars("a", "<b>", [Mark("<i>", 1)])
    assert tree(drawing).find(f"{SVG}title").text == "<b>"
    assert texts(drawing, "chart-label") == ["<i>"]


def test_nothing_but_zeros_draws_a_base_line_alone():
    assert list(tree(bars("a", "t", [Mark("a", 0)])).iter(f"{SVG}rect")) == []


def test_several_series_stand_under_each_other_each_on_its_own_scale():
    drawing = panels("a", "Theo tháng", bars_of, MONTHS)
    assert texts(drawing, "chart-name") == ["Lượt", "Vi phạm"]
    assert texts(drawing, "chart-value") == ["2", "4", "30", "0"]
    assert heights(drawing) == [28.0, 56.0, 56.0]
    moved = [g.get("transform") for g in tree(drawing).iter(f"{SVG}g")]
    assert moved == ["translate(0 22)", "translate(0 152)"]
    assert tree(drawing).get("viewBox") == "0 0 360 260"
    assert tree(drawing).find(f"{SVG}desc").text == "Lượt: T1: 2; T2: 4. Vi phạm: T1: 30; T2: 0"


def test_a_number_over_a_line_has_white_behind_it():
    drawing = lines("a", "t", [Mark("a", 5), Mark("b", 1500)])
    edges = [(r.get("class"), r.get("width")) for r in tree(drawing).iter(f"{SVG}rect")]
    assert edges == [("chart-edge", "9"), ("chart-edge", "37")]


@pytest.mark.parametrize(("draw", "shapes"), [(bars, "rect"), (lines, "circle")])
def test_a_mark_without_a_number_has_a_dash_and_no_shape(draw, shapes):
    marks = [Mark("T1", 3), Mark("T2", 0), Mark("T3", None, open=True)]
    drawing = draw("a", "Lượt kiểm tra", marks)
    assert texts(drawing, "chart-value") == ["3", "0", "–"]
    root = tree(drawing)
    assert len(list(root.iter(f"{SVG}{shapes}"))) == {"rect": 1, "circle": 2}[shapes]
    words = "T1: 3; T2: 0; T3: chưa có số liệu (kỳ chưa hết)"
    assert root.find(f"{SVG}desc").text == words


def test_the_line_stops_at_a_mark_without_a_number_and_goes_on_after_it():
    marks = [Mark("T1", 1), Mark("T2", 2), Mark("T3", None), Mark("T4", 1), Mark("T5", 2)]
    parts = [each.get("points") for each in tree(lines("a", "t", marks)).iter(f"{SVG}polyline")]
    assert [len(points.split()) for points in parts] == [2, 2]


def test_differences_go_to_the_right_and_to_the_left_of_one_line():
    root = tree(differences("a", "Lượt kiểm tra", CHANGES))
    line = {(each.get("x1"), each.get("x2")) for each in root.iter(f"{SVG}line")}
    ((axis, same),) = line
    places = [
        (float(bar.get("x")), float(bar.get("x")) + float(bar.get("width")))
        for bar in root.iter(f"{SVG}rect")
    ]
    assert axis == same
    assert [pair.index(float(axis)) for pair in places] == [0, 1, 0]
    assert [round(end - start) for start, end in places] == [171, 85, 43]
    assert root.find(f"{SVG}desc").text.startswith("Sở Y tế: +4; UBND xã Phước Đông: −2; Sở Xây")


def test_each_difference_has_its_name_and_its_sign():
    drawing = differences("a", "Lượt kiểm tra", CHANGES)
    assert texts(drawing, "chart-more") == ["+4", "+1"]
    assert texts(drawing, "chart-less") == ["−2"]
    *names, long = texts(drawing, "chart-row")
    assert names == ["Sở Y tế", "UBND xã Phước Đông"]
    assert (len(long) <= 54, long.endswith("…")) == (True, True)


def test_differences_one_way_alone_take_the_whole_width():
    root = tree(differences("a", "Lượt kiểm tra", [Mark("Sở Y tế", 3), Mark("Sở Xây dựng", 0)]))
    assert [float(bar.get("width")) for bar in root.iter(f"{SVG}rect")] == [308.0, 0.0]
