"""A list, declared once: its columns, order, filters, file, kept filters, link of a row and card.

A room declares a ``Listing`` in its ``lists.py``. The page, the CSV and the XLSX are drawn from it,
so that none of them can have a column the others lack; how a cell looks stays in the template
(``templatetags/listing.py``). The rows behind a figure are a ``Table`` of the same columns.

Personal data and free text never leave in a file: such a column is ``only="screen"``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Generic, Literal, TypeVar, cast

from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpResponseBase
from django.shortcuts import render

from tayninh_portal.exports import export, export_asked
from tayninh_portal.http import Request
from tayninh_portal.lib.prepared import Prepared, Value
from tayninh_portal.lib.spreadsheets import CellValue
from tayninh_portal.list_filters import ListFilter
from tayninh_portal.lists import LongPage, is_long, page_of
from tayninh_portal.models import User
from tayninh_portal.records import require

M = TypeVar("M", bound=Model)
L = TypeVar("L")
Order = tuple[str | OrderBy, ...]


@dataclass(frozen=True)
class ListColumn(Generic[L]):
    """One column: what a line has in it, on the screen, on the card of a phone and in the file.

    ``order`` is the ascending order with what decides between equals, () where the column does not
    sort; ``order_down`` is needed where the other direction does not simply turn all of it round.
    A file has a column for every value; a screen may tell some ``within`` the cell of another
    column, whose ``head`` then says what the cell tells together. ``only`` needs a stated reason.
    """

    name: str
    label: str
    value: Callable[[L], CellValue]
    order: Order = ()
    order_down: Order = ()
    # A number worked out for each row: it sorts a list that is counted exactly, and no longer one.
    counted: bool = False
    number: bool = False
    head: str = ""
    within: str = ""
    only: Literal["", "screen", "file"] = ""
    # Whose table has the column; None: everybody's.
    when: Callable[[User], bool] | None = None

    @property
    def on_screen(self) -> bool:
        """Whether the screen has a cell of its own for it."""
        return not self.within and self.only != "file"

    @property
    def in_file(self) -> bool:
        """Whether it leaves the portal."""
        return self.only != "screen"

    def ordering(self, down: bool) -> Order:
        """The order of ``?sort=name`` or ``?sort=-name``: the same on both databases."""
        return (self.order_down or _turned(self.order)) if down else self.order


def illustrative_column(stated: Callable[[L], bool], *, within: str) -> ListColumn[L]:
    """Whether a line is an illustration and not the province's own: in every list and its file."""
    return ListColumn(
        "illustrative", "Minh họa", lambda line: "minh họa" if stated(line) else "", within=within
    )


def _turned(order: Order) -> Order:
    """Every part the other way round; what is no name needs an ``order_down``."""
    names = [cast(str, part) for part in order]
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in names)


@dataclass(frozen=True)
class Table(Generic[L]):
    """Lines under their columns, as the tag ``rows`` draws them.

    ``head`` names the column that names the line (the first unless said), ``link`` where it leads
    ("": nowhere for this person). ``total`` is the sum of all pages under the column ``summed``.
    ``of_others`` are the names of columns that other people's tables have besides.
    """

    columns: tuple[ListColumn[L], ...]
    lines: Sequence[L]
    head: str = ""
    link: Callable[[L], str] | None = None
    sortable: bool = False
    # Longer than is counted exactly: counted columns do not sort it.
    long: bool = False
    summed: str = ""
    total: str = ""
    of_others: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[ListColumn[L], ...]:
        """The columns with a cell on the screen, in order."""
        return tuple(column for column in self.columns if column.on_screen)


@dataclass(frozen=True)
class Listing(Generic[M, L]):
    """A list as its room declares it; ``name`` is the name of its address.

    ``rows`` are those a person may see, with what filters and orders read; ``details`` adds what
    the columns read, for the rows of one page: it is handed rows and what the filter
    names in ``depends_on``, and nothing else. ``rows`` is None for a list on the page of a record:
    the view of the record hands them in. ``lines`` turns rows read together into what the columns
    read, where a line is more than a row; it is told the same after them. ``order`` is
    the ``?sort=`` of who asks for none; without it the rows keep theirs. ``file`` names the file;
    "" for a list that is not taken away. ``keeps_filters``: whether a person may keep its filters
    under a name. ``permission`` "" is for what is everybody's own.
    """

    name: str
    permission: str
    columns: tuple[ListColumn[L], ...]
    rows: Callable[[User], QuerySet[M]] | None = None
    # Its first argument is the model's own queryset, whose phrases it uses.
    details: Callable[..., QuerySet[M]] | None = None
    filter: type[ListFilter] = ListFilter
    order: str = ""
    # User, rows, and what the filter is told by.
    lines: Callable[..., list[L]] | None = None
    head: str = ""
    link: Callable[[L], str] | None = None
    file: str = ""
    keeps_filters: bool = True

    @property
    def of_a_record(self) -> bool:
        """Whether it stands on the page of one record, which hands its rows in."""
        return self.rows is None

    def of(self, user: User) -> tuple[ListColumn[L], ...]:
        """The columns of this person's table."""
        return tuple(each for each in self.columns if each.when is None or each.when(user))

    def read(self, rows: QuerySet[M], *depends_on: Value) -> QuerySet[M]:
        """``rows`` with what the columns read."""
        return self.details(rows, *depends_on) if self.details else rows

    def sorted(self, rows: QuerySet[M], asked: str, *depends_on: Value) -> QuerySet[M]:
        """``rows`` in the order asked for; a nonsense order is the usual one.

        To sort by a counted column every row has to be counted: a list longer than is counted
        exactly keeps its usual order, and its head does not offer it.
        """
        for key in (asked, self.order):
            for column in self.columns:
                if not column.order or column.name != key.removeprefix("-"):
                    continue
                if column.counted:
                    if is_long(rows):
                        continue
                    rows = self.read(rows, *depends_on)
                return rows.order_by(*column.ordering(key.startswith("-")))
        return rows


@cache
def _shown(details: Callable[..., QuerySet[M]], model: type[M], told: int) -> Prepared[M]:
    """The rows of a page with their details, by so many values they are told by, then by their
    numbers."""
    return Prepared(
        lambda *given: details(model._default_manager.filter(pk__in=given[told:]), *given[:told])
    )


@dataclass(frozen=True)
class Found(Generic[M, L]):
    """What one request asks of a list: a page of it, or a file."""

    listing: Listing[M, L]
    request: Request
    user: User
    filter: ListFilter
    lines: Callable[[User, list[M]], list[L]] | None

    @property
    def rows(self) -> QuerySet[M]:
        """The rows that meet the filters, in order."""
        asked = self.request.GET.get("sort", "")
        return self.listing.sorted(self.filter.qs, asked, *self.filter.depends_on)

    def stated(self, rows: Iterable[M]) -> list[L]:
        """The lines of rows read together."""
        read = list(rows)
        if self.lines:
            return self.lines(self.user, read, *self.filter.depends_on)
        return cast("list[L]", read)

    def file(self) -> HttpResponseBase | None:
        """The rows as a file where ``?xuat=`` asks for one, with the filters of the screen."""
        kind = export_asked(self.request, self.filter.form) if self.listing.file else ""
        if not kind:
            return None
        columns = [each for each in self.listing.of(self.user) if each.in_file]
        rows = self.listing.read(self.rows, *self.filter.depends_on)
        return export(kind, rows, columns, self.listing.file, lines=self.stated)

    def context(self) -> dict[str, object]:
        """What ``components/list.html`` reads: two queries for the page, and those of ``lines``."""
        listing = self.listing
        rows = self.rows
        shown, depends_on = None, self.filter.depends_on
        if listing.details:
            shown = partial(_shown(listing.details, rows.model, len(depends_on)), *depends_on)
        page = page_of(rows, self.request, shown=shown)
        columns = listing.of(self.user)
        return {
            "listing": listing,
            "filter": self.filter,
            "filtered": self.filter.is_asked,
            "page": page,
            "table": Table(
                columns=columns,
                lines=self.stated(page.object_list),
                head=listing.head,
                link=listing.link,
                sortable=True,
                long=isinstance(page, LongPage),
                of_others=frozenset(each.name for each in set(listing.columns) - set(columns)),
            ),
        }


def find(
    request: Request,
    listing: Listing[M, L],
    rows: QuerySet[M] | None = None,
    lines: Callable[[User, list[M]], list[L]] | None = None,
) -> Found[M, L]:
    """What ``request`` asks of a list; ``Refused`` where the person may not open it.

    ``rows`` and ``lines`` are handed in for the list on the page of a record.
    """
    user = request.user
    if listing.permission:
        require(user, listing.permission)
    if rows is None:
        if listing.rows is None:
            raise ValueError(f"The rows of {listing.name} depend on a record: hand them in.")
        rows = listing.rows(user)
    found = listing.filter(request.GET, rows, request=request)
    return Found(listing, request, user, found, lines or listing.lines)


def show(
    request: Request, listing: Listing[M, L], template: str, **context: object
) -> HttpResponseBase:
    """The answer to a list's address: the file that is asked for, or else a page of it."""
    found = find(request, listing)
    return found.file() or render(request, template, {**found.context(), **context})


_registered: dict[str, Listing[Model, object]] = {}


def register(listing: Listing[M, L]) -> None:
    """Make a list known to the frame by the name of its address: its filters can be kept."""
    _registered[listing.name] = cast("Listing[Model, object]", listing)


def registered() -> Mapping[str, Listing[Model, object]]:
    """Every list of the portal by the name of its address."""
    return _registered
