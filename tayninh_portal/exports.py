"""What a list shows, as a table to take away: CSV or XLSX, with the filters of the screen.

A list hands in the columns of its declaration (``listing.py``) and the very rows it pages through,
so that a file holds what its reader may see and nothing more. No column that comes here holds free
text or anything of a person's identity: a file leaves the portal's care.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import IO, Protocol, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from tayninh_portal.access import today
from tayninh_portal.errors import Refused
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.spreadsheets import XLSX, CellValue, csv_cell, text_cell

# A table of more lines is no list any more, and would hold a worker for too long.
MOST_ROWS = 20_000
ROWS_AT_A_TIME = 500
PARAMETER = "xuat"
M = TypeVar("M", bound=Model)
L = TypeVar("L")
L_contra = TypeVar("L_contra", contravariant=True)


class FileColumn(Protocol[L_contra]):
    """What a file reads of a column: its head, and what a line has in it."""

    @property
    def label(self) -> str: ...

    @property
    def value(self) -> Callable[[L_contra], CellValue]: ...


def export_asked(request: HttpRequest, asked_of: forms.Form | None = None) -> str:
    """``csv`` or ``xlsx`` as ``?xuat=`` asks, "" for the page itself.

    ``asked_of`` is the form of the list's filters: with a condition that cannot be read the page is
    shown, which says so; a table without the condition would be taken for the filtered one.
    """
    asked = request.GET.get(PARAMETER, "")
    readable = asked_of is None or asked_of.is_valid()
    return asked if asked in ("csv", "xlsx") and readable else ""


def export(
    kind: str,
    rows: QuerySet[M],
    columns: Sequence[FileColumn[L]],
    name: str,
    *,
    lines: Callable[[list[M]], Iterable[L]],
) -> HttpResponseBase:
    """The table of ``rows`` as a file called ``name-<day>.<kind>``, read some rows at a time.

    ``lines`` turns the rows read together into what the columns read (one line a row). Raises
    ``Refused`` above ``MOST_ROWS``: a table cut off without a word would be taken for the whole.
    """
    first = rows.order_by().values("pk")[: MOST_ROWS + 1]
    if first.count() > MOST_ROWS:
        raise Refused(
            f"Danh sách có hơn {number_vi(MOST_ROWS)} dòng nên chưa tải về được. "
            "Thêm điều kiện lọc, ví dụ khoảng ngày, rồi tải lại."
        )
    return export_lines(kind, _read(rows, lines), columns, name)


def export_lines(
    kind: str, lines: Iterable[L], columns: Sequence[FileColumn[L]], name: str
) -> HttpResponseBase:
    """The table of ``lines`` that are no rows of the database (the figures of a period)."""
    filename = f"{name}-{today():%Y-%m-%d}.{kind}"
    if kind == "csv":
        response = StreamingHttpResponse(
            _csv(columns, lines),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{filename}"'},
        )
    else:
        response = FileResponse(
            _xlsx(columns, lines), as_attachment=True, filename=filename, content_type=XLSX
        )
    response["Cache-Control"] = "no-store"
    return response


def _read(rows: QuerySet[M], lines: Callable[[list[M]], Iterable[L]]) -> Iterator[L]:
    batch: list[M] = []
    for row in rows.iterator(chunk_size=ROWS_AT_A_TIME):
        batch.append(row)
        if len(batch) == ROWS_AT_A_TIME:
            yield from lines(batch)
            batch = []
    if batch:
        yield from lines(batch)


class _Echo:
    """A file that hands back what is written, so that the csv writer writes to the wire."""

    def write(self, text: str) -> str:
        return text


def _csv(columns: Sequence[FileColumn[L]], rows: Iterable[L]) -> Iterator[str]:
    """Lines of RFC 4180 with the mark of UTF-8 before them: without it Excel guesses the bytes."""
    write = csv.writer(_Echo()).writerow
    yield "\ufeff" + write([column.label for column in columns])
    for row in rows:
        yield write([csv_cell(column.value(row)) for column in columns])


def _xlsx(columns: Sequence[FileColumn[L]], rows: Iterable[L]) -> IO[bytes]:
    """A workbook of one sheet; openpyxl writes its rows to a file as they come."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns):
        letter = chr(ord("A") + at)
        sheet.column_dimensions[letter].width = max(14, min(40, len(column.label) + 6))

    def cell(value: CellValue) -> WriteOnlyCell | int | None:
        if value is None or isinstance(value, int):
            return value
        if isinstance(value, date):
            made = WriteOnlyCell(sheet, value)
            made.number_format = "dd/mm/yyyy"
            return made
        return text_cell(sheet, value)

    heads = [WriteOnlyCell(sheet, column.label) for column in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([cell(column.value(row)) for column in columns])
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it when it is sent
    book.save(file)
    file.seek(0)
    return file
