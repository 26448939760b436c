"""Bars: amounts of a few periods beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.marks import (
    BASE,
    WIDTH,
    Mark,
    centre_of,
    framed,
    height_of,
    numbers_above,
)

WIDEST = 44


def bars(name: str, title: str, marks: Sequence[Mark]) -> SafeString:
    """One bar a mark, from zero; a period that is not over yet is drawn hollow."""
    wide = round(min(WIDEST, WIDTH / len(marks) * 0.6), 1)
    drawn = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                "chart-bar chart-open" if mark.open else "chart-bar",
                round(centre_of(at, marks) - wide / 2, 1),
                round(BASE - height_of(mark.value, marks), 1),
                wide,
                height_of(mark.value, marks),
            )
            for at, mark in enumerate(marks)
            if mark.value
        ),
    )
    return framed(name, title, marks, format_html("{}{}", drawn, numbers_above(marks)))
