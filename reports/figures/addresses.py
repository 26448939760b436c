"""Where the records behind a figure are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from tayninh_portal.access import may
from tayninh_portal.drawing import place
from tayninh_portal.lib.periods import Period
from tayninh_portal.models import User
from tayninh_portal.paper.content import Figure


def figure_query(period: Period, cutoff: date | None) -> str:
    """What the address of a figure's records asks for: the period and the day of the cut-off."""
    return urlencode({"ky": period.preset} | ({"chot": cutoff.isoformat()} if cutoff else {}))


def figure_address(
    period: Period, user: User, cutoff: date | None = None
) -> Callable[[Figure], str]:
    """Where a figure's records of ``period`` are; nowhere for one who may not open them."""
    links, query = bool(may(user, "figure.list")), figure_query(period, cutoff)

    def address(figure: Figure) -> str:
        return f"{place('figure-detail', figure.key)}?{query}" if links else ""

    return address
