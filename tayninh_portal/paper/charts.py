"""Charts as SVG, drawn by pure functions: the same drawing on the screen and on paper.

A chart is 360 units wide, as wide as a phone: its letters are then as large there as beside it.
Each value is written at its mark, so that a reader needs no axis, no legend and no colour. The
attributes of the drawing say how it looks in black on white, because a style sheet of a page does
not reach into a drawing on paper; on the screen classes colour it (static/css/charts.css). Each
drawing has a title, which a PDF keeps as its alternative text, and a description with every value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tayninh_portal.lib.dates import number_vi, signed_vi
from tayninh_portal.paper.assets import FAMILY

WIDTH = 360
# One chart alone, and one of several series under each other.
HEIGHT, PANEL_HEIGHT = 180, 108
# Room for the numbers above and the labels below; for the name of a series.
ABOVE, BELOW = 26, 26
NAME_ROOM = 22
WIDEST = 44
# In the place of a number that is not there: no zero.
NOTHING = "–"
LETTERS = 12
# A line of a chart of differences: its height, that of its bar, the letters of a name that fit, the
# room beside a bar for its number.
ROW, BAR, ROW_LETTERS, VALUE_ROOM = 38, 12, 54, 52
# A digit of the widest face at that size, for the white behind a number.
DIGIT = 7


@dataclass(frozen=True)
class Mark:
    """One value and what it is called; ``open``: its days are not over yet.

    None where there is no number: neither bar nor dot, which would say none were counted.
    """

    label: str
    value: int | None
    open: bool = False

    @property
    def text(self) -> str:
        """The number as it is written at the mark."""
        return NOTHING if self.value is None else number_vi(self.value)


Marks = Sequence[Mark]
Draw = Callable[[Marks, int], SafeString]


def bars(name: str, title: str, marks: Marks) -> SafeString:
    """One bar a mark, from zero; a period that is not over yet is drawn hollow.

    ``name`` is unique on its page, since the title is found by its id.
    """
    return _svg(name, title, described(marks), HEIGHT, _framed(bars_of, marks, HEIGHT))


def lines(name: str, title: str, marks: Marks) -> SafeString:
    """A line through the marks, a dot at each; the dot of a month not over yet is hollow."""
    return _svg(name, title, described(marks), HEIGHT, _framed(lines_of, marks, HEIGHT))


def panels(name: str, title: str, draw: Draw, series: Sequence[tuple[str, Marks]]) -> SafeString:
    """Series under one another, each below its name and on a scale of its own.

    Amounts of different things (visits, violations) have no scale in common, and side by side they
    could be told apart by colour alone.
    """
    step = NAME_ROOM + PANEL_HEIGHT
    drawn = format_html_join(
        "",
        '<text class="chart-name" x="0" y="14" transform="translate(0 {})" fill="#000" '
        'font-family="{}" font-size="{}" font-weight="bold">{}</text>'
        '<g transform="translate(0 {})">{}</g>',
        (
            (
                at * step,
                FAMILY,
                LETTERS,
                what,
                at * step + NAME_ROOM,
                _framed(draw, marks, PANEL_HEIGHT),
            )
            for at, (what, marks) in enumerate(series)
        ),
    )
    words = ". ".join(f"{what}: {described(marks)}" for what, marks in series)
    return _svg(name, title, words, step * len(series), drawn)


def differences(
    name: str, title: str, marks: Marks, write: Callable[[int], str] = signed_vi
) -> SafeString:
    """A bar a mark from one upright line: to the right what is more, to the left what is less.

    Its name stands above each bar, since names of agencies are longer than a bar is wide.
    """
    values = [mark.value or 0 for mark in marks]
    less, more = -min(0, *values), max(0, *values)
    rooms = VALUE_ROOM * ((less > 0) + (more > 0))
    scale = (WIDTH - rooms) / (less + more or 1)
    axis = round(VALUE_ROOM + less * scale, 1) if less else 1
    rows = (
        _difference(at, mark.label, value, axis, value * scale, write(value))
        for at, (mark, value) in enumerate(zip(marks, values, strict=True))
    )
    said = "; ".join(f"{mark.label}: {write(mark.value or 0)}" for mark in marks)
    drawn = format_html_join("", "{}", ((row,) for row in rows))
    return _svg(name, title, said, ROW * len(marks), drawn)


def _difference(
    at: int, label: str, value: int, axis: float, length: float, text: str
) -> SafeString:
    """One line of them: its name, its bar beside its piece of the upright line, its number."""
    top = at * ROW + 19
    side, anchor = ("less", "end") if value < 0 else ("more", "start")
    return format_html(
        '<text class="chart-row" x="0" y="{}" fill="#000" font-family="{font}" font-size="{size}">'
        '{}</text><rect class="chart-bar" x="{}" y="{}" width="{}" height="{}" fill="#000" '
        'stroke="#000"/><line class="chart-base" x1="{axis}" y1="{}" x2="{axis}" y2="{}" '
        'stroke="#000"/><text class="chart-{}" x="{}" y="{}" fill="#000" font-family="{font}" '
        'font-size="{size}" text-anchor="{}">{}</text>',
        top - 6,
        shorten(label, ROW_LETTERS, placeholder="…"),
        round(min(axis, axis + length), 1),
        top,
        round(abs(length), 1),
        BAR,
        top - 3,
        top + BAR + 3,
        side,
        round(axis + length + (-5 if value < 0 else 5), 1),
        top + 10,
        anchor,
        text,
        axis=axis,
        font=FAMILY,
        size=LETTERS,
    )


def described(marks: Marks) -> str:
    """Every value in words."""
    return "; ".join(
        f"{mark.label}: {'chưa có số liệu' if mark.value is None else mark.text}"
        f"{' (kỳ chưa hết)' if mark.open else ''}"
        for mark in marks
    )


def bars_of(marks: Marks, height: int) -> SafeString:
    """The bars alone, in a box of this height."""
    wide = round(min(WIDEST, WIDTH / len(marks) * 0.6), 1)
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="#000"/>',
        (
            (
                "chart-bar chart-open" if mark.open else "chart-bar",
                round(_centre(at, marks) - wide / 2, 1),
                _top(mark, marks, height),
                wide,
                _above_base(mark.value, marks, height),
                "#fff" if mark.open else "#000",
            )
            for at, mark in enumerate(marks)
            if mark.value
        ),
    )


def lines_of(marks: Marks, height: int) -> SafeString:
    """The line with its dots alone; white behind each number, where the line would cross it."""
    known = [(at, mark) for at, mark in enumerate(marks) if mark.value is not None]
    places = [(_centre(at, marks), _top(mark, marks, height)) for at, mark in known]
    # The line does not cross a mark without a number.
    parts = groupby(
        zip(known, places, strict=True), key=lambda each: each[0][0] - known.index(each[0])
    )
    drawn = format_html_join(
        "",
        '<polyline class="chart-line" points="{}" fill="none" stroke="#000" stroke-width="2"/>',
        ((" ".join(f"{x},{y}" for _, (x, y) in part),) for _, part in parts),
    )
    edges = format_html_join(
        "",
        '<rect class="chart-edge" x="{}" y="{}" width="{}" height="{}" fill="#fff"/>',
        (
            (round(x - wide / 2, 1), round(y - 8 - LETTERS, 1), wide, LETTERS + 2)
            for (x, y), (_, mark) in zip(places, known, strict=True)
            for wide in (len(mark.text) * DIGIT + 2,)
        ),
    )
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="4" fill="{}" stroke="#000" stroke-width="2"/>',
        (
            (
                "chart-dot chart-open" if mark.open else "chart-dot",
                x,
                y,
                "#fff" if mark.open else "#000",
            )
            for (_, mark), (x, y) in zip(known, places, strict=True)
        ),
    )
    return format_html("{}{}{}", drawn, edges, dots)


def _framed(draw: Draw, marks: Marks, height: int) -> SafeString:
    """Marks with the number above and the label below each, on their base line."""
    base = height - BELOW
    return format_html(
        '{}{}<line class="chart-base" x1="0" y1="{b}" x2="{}" y2="{b}" stroke="#000"/>{}',
        draw(marks, height),
        _texts(
            "chart-value",
            [
                (_centre(at, marks), round(_top(mark, marks, height) - 8, 1), mark.text)
                for at, mark in enumerate(marks)
            ],
        ),
        WIDTH,
        _texts(
            "chart-label",
            [(_centre(at, marks), height - 8, mark.label) for at, mark in enumerate(marks)],
        ),
        b=base,
    )


def _texts(kind: str, places: Sequence[tuple[float, float, str]]) -> SafeString:
    return format_html_join(
        "",
        '<text class="{}" x="{}" y="{}" fill="#000" font-family="{}" font-size="{}" '
        'text-anchor="middle">{}</text>',
        ((kind, x, y, FAMILY, LETTERS, words) for x, y, words in places),
    )


def _svg(name: str, title: str, words: str, height: int, drawing: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{n}-title {n}-desc">'
        '<title id="{n}-title">{}</title><desc id="{n}-desc">{}</desc>{}</svg>',
        WIDTH,
        height,
        title,
        words,
        drawing,
        n=name,
    )


def _above_base(value: int | None, marks: Marks, height: int) -> float:
    """How far above the base line a value stands; the largest takes the whole height."""
    largest = max((mark.value or 0 for mark in marks), default=0) or 1
    return round((height - BELOW - ABOVE) * (value or 0) / largest, 1)


def _top(mark: Mark, marks: Marks, height: int) -> float:
    return round(height - BELOW - _above_base(mark.value, marks, height), 1)


def _centre(at: int, marks: Marks) -> float:
    """Where the mark number ``at`` stands, from the left."""
    return round(WIDTH * (at + 0.5) / len(marks), 1)
