"""The warnings somebody stands by, as a version keeps them."""

from __future__ import annotations

from itertools import pairwise

from reports.checks.accepted_table import ACCEPTED_TITLE
from tayninh_portal.paper.content import Heading, Table, plain_text
from tayninh_portal.paper.wording import Wording


def accepted_in(stated: Wording) -> list[list[tuple[str, str]]]:
    """The warnings somebody stands by, as the check sheet of the version keeps them: each a list of
    (head of the column, text)."""
    tables = [
        below
        for above, below in pairwise(stated.check_sheet)
        if isinstance(above, Heading) and above.text == ACCEPTED_TITLE and isinstance(below, Table)
    ]
    return [
        [
            (column.label, plain_text(cell))
            for column, cell in zip(table.columns, row, strict=True)
            if column.kind != "number"
        ]
        for table in tables
        for row in table.rows
    ]
