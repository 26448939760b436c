"""The table of what a plan foresaw, beside the visits it led to."""

from __future__ import annotations

from reports.narrative.facts import Facts
from reports.narrative.words import in_table
from tayninh_portal.paper.content import Table, TableColumn, row

CAPTION = "Thực hiện kế hoạch kiểm tra (lượt)"
LINES = (
    ("Theo kế hoạch đã ban hành", "plans.total"),
    ("Trong đó: báo trước", "plans.announced"),
    ("Trong đó: đột xuất", "plans.surprise"),
    ("Trong đó: bổ sung sau khi ban hành", "plans.added"),
    ("Bỏ khỏi kế hoạch sau khi ban hành", "plans.dropped"),
    ("Đã tiến hành theo kế hoạch", "plans.held"),
)


def plan_tables(facts: Facts, note: str) -> tuple[Table, ...]:
    """A line a figure there is something of; no table where no issued plan has one in the
    period."""
    if not facts.figures.get("plans.total") and not facts.figures.get("plans.dropped"):
        return ()
    return (
        Table(
            columns=(
                TableColumn("Nội dung", width_percent=80, names_row=True),
                TableColumn("Số lượt", align="right", width_percent=20, kind="number"),
            ),
            rows=tuple(row(label, in_table(key, facts[key])) for label, key in LINES if facts[key]),
            caption=CAPTION,
            note=note,
        ),
    )
