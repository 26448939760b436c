"""Paging that every list shares: 25 rows, exact up to 1,000, then “hơn 1.000”."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

ROWS_A_PAGE = 25
# Counting is cheap up to here; beyond it the exact number helps nobody and costs every page.
COUNTED_EXACTLY = 1000


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # takes none at run time
    """Counts at most one row beyond ``COUNTED_EXACTLY``.

    A page beyond that is served while it has rows; ``page.approximate`` says the count is a floor.
    """

    @property
    def count(self) -> int:
        """Exact up to 1,000, else 1,001."""
        if not hasattr(self, "_capped"):
            rows = cast("QuerySet[Model]", self.object_list)
            self._capped = len(rows.order_by().values_list("pk", flat=True)[: COUNTED_EXACTLY + 1])
        return self._capped

    @property
    def approximate(self) -> bool:
        """Whether there are more rows than are counted."""
        return self.count > COUNTED_EXACTLY


def page_of(rows: QuerySet[Any], request: HttpRequest, size: int = ROWS_A_PAGE) -> Page[Any]:
    """The page ``?page=`` of ``rows`` with ``page.approximate``; a nonsense number gives page 1.

    Two queries: the count and the rows. For a long list any page may be asked for: rows are read
    one beyond the page to know whether there is a next.
    """
    paginator = CappedPaginator(rows, size)
    if not paginator.approximate:
        page = paginator.get_page(request.GET.get("page"))
        page.approximate = False  # type: ignore[attr-defined]  # read by the pager
        return page
    asked = request.GET.get("page", "1")
    # More digits than a page ever has are no page, and cost as much as they are long.
    readable = asked.isascii() and asked.isdecimal() and len(asked) < 7
    number = max(int(asked), 1) if readable else 1
    start = (number - 1) * size
    window = list(rows[start : start + size + 1])
    page = LongPage(window[:size], number, paginator, more=len(window) > size)
    return page


class LongPage(Page[Any]):
    """A page of a list longer than is counted."""

    approximate = True

    def __init__(self, rows: list[Any], number: int, paginator: Paginator[Any], more: bool) -> None:
        super().__init__(rows, number, paginator)
        self._more = more

    def has_next(self) -> bool:
        """Whether a row beyond this page was seen."""
        return self._more

    def next_page_number(self) -> int:
        """The next number; the list's end is not known."""
        return self.number + 1

    def previous_page_number(self) -> int:
        """The number before; the paginator knows only the pages it has counted."""
        return self.number - 1
