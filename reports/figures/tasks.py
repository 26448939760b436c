"""The few numbers of the home page, each opening its records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.rounds.tasks import newest_round
from reports.figures.catalog import CATALOG, compute
from reports.figures.periods import period_in_hand
from tayninh_portal.access import may
from tayninh_portal.lib.dates import fraction2
from tayninh_portal.models import User
from tayninh_portal.tasks import Tile, tile_source

COUNTS = ("visits.total", "violations.total")
COMPLAINTS = ("complaints.handled", "complaints.total")
SELF_INSPECTIONS = ("self_inspections.total.done", "self_inspections.total.due")


@tile_source
def figure_tiles(user: User, today: date) -> Iterable[Tile]:
    """Visits, violations, complaints and self-inspections of the period in hand: four at the most.

    While a round is open, those who work on it see how far it is (``inspections.rounds.tasks``) in
    place of the self-inspections of the period.
    """
    if not may(user, "figure.list", on=today):
        return
    period = period_in_hand(today)
    numbers = compute(period, [*COUNTS, *COMPLAINTS, *SELF_INSPECTIONS])

    def address(key: str) -> str:
        query = urlencode({"ky": period.preset})
        return f"{reverse('figure-detail', args=[key])}?{query}"

    def share(label: str, keys: tuple[str, str], note: str) -> Tile:
        part, whole = keys
        text = fraction2(numbers[part], numbers[whole]) if numbers[whole] else "–"
        return Tile(label, text, address(whole), note)

    for key in COUNTS:
        yield Tile(CATALOG[key].label, numbers[key], address(key), period.name)
    late = Complaint.objects.visible_to(user).overdue(today).count()
    note = f"{period.name}; {late} phản ánh đang quá hạn" if late else period.name
    yield share("Phản ánh đã xử lý", COMPLAINTS, note)
    if next(iter(newest_round(user, today)), None) is None:
        yield share("Cơ quan đã tự kiểm tra", SELF_INSPECTIONS, period.name)
