"""Lines: how an amount goes from month to month."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.marks import BASE, Mark, centre_of, framed, height_of, numbers_above


def lines(name: str, title: str, marks: Sequence[Mark]) -> SafeString:
    """A line through the marks, a dot at each; the dot of a month not over yet is hollow."""
    places = [
        (centre_of(at, marks), round(BASE - height_of(mark.value, marks), 1))
        for at, mark in enumerate(marks)
    ]
    drawn = format_html(
        '<polyline class="chart-line" points="{}"/>', " ".join(f"{x},{y}" for x, y in places)
    )
    dots = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="4"/>',
        (
            ("chart-dot chart-open" if mark.open else "chart-dot", x, y)
            for mark, (x, y) in zip(marks, places, strict=True)
        ),
    )
    return framed(name, title, marks, format_html("{}{}{}", drawn, dots, numbers_above(marks)))
