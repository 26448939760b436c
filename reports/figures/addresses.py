"""Where the records behind a figure are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

from reports.figures.derived import derived
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
    """Where a figure's records of ``period`` are; nowhere for one who may not open them.

    Of a share those of its part, of a difference those of this period, of a number of the period
    before those of that one.
    """
    links, query = bool(may(user, "figure.list")), figure_query(period, cutoff)

    def address(figure: Figure) -> str:
        if not links:
            return ""
        of = derived(figure.key)
        if of is None:
            return f"{place('figure-detail', figure.key)}?{query}"
        asked = figure_query(period.previous(), None) if of.how == "before" else query
        return f"{place('figure-detail', of.keys[0])}?{asked}"

    return address
