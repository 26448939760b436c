"""What a chart is drawn from, and the frame around every drawing.

A chart is 360 units wide, as wide as a phone: its letters are then as large there as beside it.
Colours come from CSS classes alone (static/css/charts.css); each drawing has a title and, for who
cannot see it, a description with every value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tayninh_portal.lib.dates import number_vi

WIDTH, HEIGHT = 360, 180
# Room for the numbers above and the labels below.
ABOVE, BELOW = 26, 26
BASE = HEIGHT - BELOW


@dataclass(frozen=True)
class Mark:
    """One value and what it is called; ``open``: its days are not over yet."""

    label: str
    value: int
    open: bool = False


def height_of(value: int, marks: Sequence[Mark]) -> float:
    """How far above the base line a value stands; the largest takes the whole height."""
    largest = max((mark.value for mark in marks), default=0) or 1
    return round((BASE - ABOVE) * value / largest, 1)


def centre_of(at: int, marks: Sequence[Mark]) -> float:
    """Where the mark number ``at`` stands, from the left."""
    return round(WIDTH * (at + 0.5) / len(marks), 1)


def described(marks: Sequence[Mark]) -> str:
    """Every value in words."""
    return "; ".join(
        f"{mark.label}: {number_vi(mark.value)}{' (kỳ chưa hết)' if mark.open else ''}"
        for mark in marks
    )


def framed(name: str, title: str, marks: Sequence[Mark], drawing: SafeString) -> SafeString:
    """The SVG element; ``name`` is unique on its page, since the title is found by its id."""
    labels = format_html_join(
        "",
        '<text class="chart-label" x="{}" y="{}">{}</text>',
        ((centre_of(at, marks), HEIGHT - 8, mark.label) for at, mark in enumerate(marks)),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{n}-title {n}-desc">'
        '<title id="{n}-title">{}</title><desc id="{n}-desc">{}</desc>{}'
        '<line class="chart-base" x1="0" y1="{b}" x2="{}" y2="{b}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        described(marks),
        drawing,
        WIDTH,
        labels,
        n=name,
        b=BASE,
    )


def numbers_above(marks: Sequence[Mark]) -> SafeString:
    """Each value above its mark: a reader needs no axis."""
    return format_html_join(
        "",
        '<text class="chart-value" x="{}" y="{}">{}</text>',
        (
            (
                centre_of(at, marks),
                round(BASE - height_of(mark.value, marks) - 8, 1),
                number_vi(mark.value),
            )
            for at, mark in enumerate(marks)
        ),
    )
