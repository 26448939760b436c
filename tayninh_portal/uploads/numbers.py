"""The number and the day that stand on the first page of a PDF, in the process apart.

A document system writes them into the page or stamps them on it, beside the room we print for them;
so what is stamped is drawn into the page first, and a row is read as it is seen.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from io import BytesIO
from itertools import groupby
from typing import BinaryIO

# The head of a page stands above this.
_HEAD_MM = 95
_DAY = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)


def read(file: BinaryIO, *, symbol: str) -> dict[str, int | str | None]:
    """``number`` before ``symbol`` and ``day`` (ISO) as they stand in the head; None unread.

    A page that cannot be read has neither: whoever gives number and day looks at it themselves.
    """
    try:
        rows = _head(file)
    except MemoryError:
        raise
    except Exception:
        # Broken input meets a parser with exceptions of any class.
        rows = []
    pattern = re.compile(rf"Số:?\s*(\d{{1,5}})\s*/\s*{re.escape(symbol)}", re.IGNORECASE)
    numbers = [int(found[1]) for row in rows if (found := pattern.search(row))]
    days: list[str] = []
    for row in rows:
        if found := _DAY.search(row):
            with suppress(ValueError):
                days.append(date(int(found[3]), int(found[2]), int(found[1])).isoformat())
    return {"number": numbers[0] if numbers else None, "day": days[0] if days else None}


def _head(file: BinaryIO) -> list[str]:
    """The rows at the top of the first page, each from the left to the right."""
    import pikepdf

    from tayninh_portal.paper.conformity.sheets import Line, read_sheets

    file.seek(0)
    flat = BytesIO()
    with pikepdf.open(file) as pdf:
        del pdf.pages[1:]
        pdf.flatten_annotations()
        pdf.save(flat)
    (sheet,) = read_sheets(flat.getvalue())
    lines = [line for line in (*sheet.lines, *sheet.drawn) if line.bottom < _HEAD_MM]

    def half(line: Line) -> tuple[bool, int]:
        # What is stamped stands a little higher or lower than the row it is put on.
        return line.centre > sheet.width / 2, round(line.bottom / 3)

    rows = groupby(sorted(lines, key=lambda line: (half(line), line.left)), key=half)
    return [" ".join(line.text for line in row) for _, row in rows]
