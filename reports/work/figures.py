"""The few numbers of the home page, each opening its records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from reports.domain.reports import period_in_hand
from reports.figures.catalog import CATALOG, measure
from tayninh_portal.access import may
from tayninh_portal.lib.dates import fraction2
from tayninh_portal.work import Tile, tile_source

COUNTS = ("visits.total", "violations.total")
# figure above the line, figure below it, label
SHARES = (
    ("complaints.handled", "complaints.total", "Phản ánh đã xử lý"),
    ("self_inspections.total.done", "self_inspections.total.due", "Cơ quan đã tự kiểm tra"),
)


@tile_source
def figure_tiles(user: Any, today: date) -> Iterable[Tile]:
    """Visits, violations, complaints and self-inspections of the period in hand."""
    if not may(user, "figure.list", on=today):
        return
    period = period_in_hand(today)
    numbers = measure(period, [*COUNTS, *(key for share in SHARES for key in share[:2])])

    def address(key: str) -> str:
        query = urlencode({"ky": period.preset})
        return f"{reverse('figure-detail', args=[key])}?{query}"

    for key in COUNTS:
        yield Tile(CATALOG[key].label, numbers[key], address(key), period.name)
    for part, whole, label in SHARES:
        text = fraction2(numbers[part], numbers[whole]) if numbers[whole] else "–"
        yield Tile(label, text, address(whole), period.name)
