"""Pages of a list: 25 rows, counted exactly to 1,000.

Counting 200,000 rows costs more than reading a page of them; beyond 1,000 nobody needs the exact
number, so the list says "hơn 1.000" and goes page by page.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

ROWS_A_PAGE = 25
COUNTED_TO = 1000


class LongPage(Page):
    """A page of a list that is not counted: it knows only whether rows follow."""

    approximate = True

    def __init__(self, rows: list[Any], number: int, paginator: Paginator) -> None:
        super().__init__(rows[:ROWS_A_PAGE], number, paginator)
        self._more = len(rows) > ROWS_A_PAGE

    def has_next(self) -> bool:
        return self._more

    def next_page_number(self) -> int:
        return self.number + 1

    def previous_page_number(self) -> int:
        return self.number - 1


def page_of(rows: QuerySet[Any], number: Any) -> Page:
    """The page of ``rows`` called ``number`` (text of the address; nonsense gives the first)."""
    paginator = Paginator(rows, ROWS_A_PAGE)
    counted = rows.order_by()[: COUNTED_TO + 1].count()
    # The paginator would count everything; it is told what was counted instead.
    paginator.__dict__["count"] = counted
    if counted <= COUNTED_TO:
        return paginator.get_page(number)
    try:
        wanted = max(int(number), 1)
    except (TypeError, ValueError):
        wanted = 1
    start = (wanted - 1) * ROWS_A_PAGE
    window = list(rows[start : start + ROWS_A_PAGE + 1])
    return LongPage(window, wanted, paginator)
