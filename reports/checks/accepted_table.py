"""What the check sheet says of the warnings somebody stands by."""

from __future__ import annotations

from reports.checks.accepted import Findings
from reports.narrative.words import lowered
from tayninh_portal.lib.dates import short_date
from tayninh_portal.paper.content import Table, TableColumn, row

ACCEPTED_TITLE = "Cảnh báo đã được chấp nhận"


def accepted_table(found: Findings) -> Table:
    """Warnings of the checks that stand in this report, and who accepted each for what reason."""
    return Table(
        columns=(
            TableColumn("TT", align="right", width_percent=6, kind="number"),
            TableColumn("Nội dung cảnh báo", width_percent=35, names_row=True),
            TableColumn("Lý do chấp nhận", width_percent=27),
            TableColumn("Người chấp nhận", width_percent=17),
            TableColumn("Ngày", align="center", width_percent=15),
        ),
        rows=tuple(
            row(
                str(at),
                problem.printed,
                accepted.reason,
                f"{accepted.name}, {lowered(accepted.title)}" if accepted.title else accepted.name,
                short_date(accepted.day),
            )
            for at, (problem, accepted) in enumerate(found.accepted, 1)
        ),
    )
