"""Paging that every list shares: 25 rows, exact up to 1,000, then “hơn 1.000”.

The numbers of the rows are read first, in the order of the list, which an index alone can answer;
what stands on the page is read for its 25 rows. So a page costs what it shows at any depth, and
the last page of a long list is the first from the other end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS_A_PAGE = 25
# Counting is cheap up to here; beyond it the exact number helps nobody and costs every page.
COUNTED_EXACTLY = 1000
# ?page= of the last page of a long list; with a number, so many pages from the end.
LAST = "cuoi"


class LongPage(Page[Any]):
    """A page of a list longer than is counted, by its number from the front or from the end."""

    approximate = True

    def __init__(self, rows: list[Any], number: int, more: bool, *, from_end: bool = False) -> None:
        super().__init__(rows, number, Paginator(rows, ROWS_A_PAGE))
        self.from_end = from_end
        self._more = more

    def has_next(self) -> bool:
        """Whether a row after this page was seen."""
        return self.number > 1 if self.from_end else self._more

    def has_previous(self) -> bool:
        """Whether there is a row before this page."""
        return self._more if self.from_end else self.number > 1

    def next_page_number(self) -> int | str:  # type: ignore[override]  # a word from the end
        """The ``?page=`` of the next page; how many there are is not known."""
        return self._from_end(self.number - 1) if self.from_end else self.number + 1

    def previous_page_number(self) -> int | str:  # type: ignore[override]  # a word from the end
        """The ``?page=`` of the page before."""
        return self._from_end(self.number + 1) if self.from_end else self.number - 1

    def _from_end(self, number: int) -> str:
        return LAST if number == 1 else f"{LAST}-{number}"


def page_of(
    rows: QuerySet[Any],
    request: HttpRequest,
    size: int = ROWS_A_PAGE,
    shown: Callable[..., list[Any]] | None = None,
) -> Page[Any]:
    """The page ``?page=`` of ``rows`` with ``page.approximate``; a nonsense number gives page 1.

    Two queries: the numbers of the rows, one beyond ``COUNTED_EXACTLY`` at the most, and the rows
    of the page, by ``shown`` where that is told, which gives the rows of some numbers with what the
    columns read besides. For a long list any page may be asked for.
    """
    page = _numbers_on(rows.values_list("pk", flat=True), request.GET.get("page", ""), size)
    numbers = list(page.object_list)
    found = {}
    if numbers:
        read = shown(*numbers) if shown else rows.order_by().filter(pk__in=numbers)
        found = {row.pk: row for row in read}
    page.object_list = [found[number] for number in numbers if number in found]
    return page


def is_long(rows: QuerySet[Any]) -> bool:
    """Whether there are more rows than are counted."""
    return len(_counted(rows.order_by().values_list("pk", flat=True))) > COUNTED_EXACTLY


def _counted(numbers: QuerySet[Any, Any]) -> list[Any]:
    return list(numbers[: COUNTED_EXACTLY + 1])


def _numbers_on(numbers: QuerySet[Any, Any], asked: str, size: int) -> Page[Any]:
    """The page with the numbers of its rows."""
    number, from_end = _number_asked(asked)
    start = (number - 1) * size
    window = slice(start, start + size + 1)
    if not from_end and start + size > COUNTED_EXACTLY and (found := list(numbers[window])):
        return LongPage(found[:size], number, more=len(found) > size)
    counted = _counted(numbers)
    if len(counted) <= COUNTED_EXACTLY:
        page = Paginator(counted, size).get_page(
            Paginator(counted, size).num_pages if from_end else asked
        )
        page.approximate = False  # type: ignore[attr-defined]  # read by the pager
        return page
    if from_end:
        found = list(numbers.reverse()[window])
        return LongPage(found[:size][::-1], number, more=len(found) > size, from_end=True)
    return LongPage(counted[start : start + size], number, more=len(counted) > start + size)


def _number_asked(asked: str) -> tuple[int, bool]:
    """The number of a page, 1 for nonsense, and whether it is counted from the end."""
    word, _, number = asked.partition("-")
    from_end = word == LAST
    if from_end:
        asked = number or "1"
    # More digits than a page ever has are no page, and cost as much as they are long.
    readable = asked.isascii() and asked.isdecimal() and len(asked) < 7
    return max(int(asked), 1) if readable else 1, from_end
