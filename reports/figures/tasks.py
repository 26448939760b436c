"""The few numbers of the home page, each opening its records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from inspections.complaints.models import Complaint
from inspections.rounds.tasks import newest_open
from reports.figures.catalog import CATALOG, ask
from reports.figures.periods import ask_annual_periods, period_in_hand
from tayninh_portal.access import may
from tayninh_portal.lib.dates import fraction2
from tayninh_portal.lib.together import Rows
from tayninh_portal.models import User
from tayninh_portal.tasks import Tile, counted_in_a_tile, tile_source

COUNTS = ("visits.total", "violations.total")
COMPLAINTS = ("complaints.handled", "complaints.divided")
SELF_INSPECTIONS = ("self_inspections.total.done", "self_inspections.total.due")


@tile_source
def figure_tiles(user: User, today: date) -> Iterable[Tile | Rows]:
    """Visits, violations, complaints and self-inspections of the period in hand: four at the most.

    While a round is open, those who work on it see how far it is (``inspections.rounds.tasks``) in
    place of the self-inspections of the period.
    """
    if not may(user, "figure.list", on=today):
        return
    annual, open_rounds = ask_annual_periods(), newest_open(user, today)
    late = counted_in_a_tile(Complaint.objects.visible_to(user).overdue(today))
    yield (*annual.rows, open_rounds, *late.rows)
    period = period_in_hand(today, annual.answer())
    counted = ask(period, [*COUNTS, *COMPLAINTS, *SELF_INSPECTIONS])
    yield counted.rows
    numbers = counted.answer()

    def address(key: str) -> str:
        query = urlencode({"ky": period.preset})
        return f"{reverse('figure-detail', args=[key])}?{query}"

    def share(label: str, keys: tuple[str, str], note: str) -> Tile:
        part, whole = keys
        text = fraction2(numbers[part], numbers[whole]) if numbers[whole] else "–"
        return Tile(label, text, address(whole), note)

    for key in COUNTS:
        yield Tile(CATALOG[key].label, numbers[key], address(key), period.name)
    overdue = late.answer()
    note = f"{period.name}, không kể trường hợp giao riêng"
    note += f"; {overdue} phản ánh đang quá hạn" if overdue else ""
    yield share("Phản ánh đã xử lý", COMPLAINTS, note)
    if not open_rounds:
        yield share("Cơ quan đã tự kiểm tra", SELF_INSPECTIONS, period.name)
