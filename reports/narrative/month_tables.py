"""Visits and violations month by month: the chart with its table on paper."""

from __future__ import annotations

from datetime import timedelta

from reports.figures.catalog import cell_key
from reports.figures.months import month_labels
from reports.narrative.facts import Facts
from reports.narrative.months import VIOLATIONS, VISITS, MonthLine
from reports.narrative.words import UNKNOWN, in_table
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.paper.content import Chart, Figure, Point, Series, Table, TableColumn, row

CHART_TITLE = "Lượt kiểm tra và vi phạm của cá nhân theo tháng"


TABLE_CAPTION = "Theo tháng"


NOT_YET = f"Dấu “{UNKNOWN}”: chưa có số liệu vì tháng chưa đến hoặc chưa hết."


def month_chart(facts: Facts) -> Chart:
    """Visits, and the violations found in them, one above the other."""
    counted = [line for line in facts.months if line.visits is not None]
    busiest = max(counted, key=lambda line: line.visits or 0)
    worst = max(counted, key=lambda line: line.violations or 0)
    alternative = (
        f"Biểu đồ cột, {facts.period.name}: số lượt kiểm tra theo tháng, nhiều nhất là "
        f"{_name(busiest)} với {count2(busiest.visits or 0)} lượt"
    )
    if worst.violations:
        alternative += (
            f"; số vi phạm của cá nhân theo tháng, nhiều nhất là {_name(worst)} với "
            f"{count2(worst.violations)} trường hợp"
        )
    return Chart(
        title=CHART_TITLE,
        alternative=f"{alternative}. Số liệu từng tháng ở bảng ngay sau biểu đồ.",
        kind="bars",
        series=(
            _series(facts, "Lượt kiểm tra (lượt)", VISITS),
            _series(facts, "Vi phạm của cá nhân (trường hợp)", VIOLATIONS),
        ),
    )


def month_table(facts: Facts, note: str) -> Table:
    """The numbers behind the chart; a dash where there are none yet, and a note that says so."""
    if any(line.visits is None for line in facts.months):
        note = f"{note} {NOT_YET}".strip()
    return Table(
        columns=(
            TableColumn("Tháng", width_percent=60, names_row=True),
            TableColumn("Lượt kiểm tra", align="right", width_percent=20, kind="number"),
            TableColumn("Vi phạm của cá nhân", align="right", width_percent=20, kind="number"),
        ),
        rows=tuple(
            row(
                _dated(line),
                *(
                    UNKNOWN if line.visits is None else _figure(key, line)
                    for key in (VISITS, VIOLATIONS)
                ),
            )
            for line in facts.months
        ),
        total=row("Cộng", *(in_table(key, facts[key]) for key in (VISITS, VIOLATIONS))),
        caption=TABLE_CAPTION,
        note=note,
    )


def _series(facts: Facts, name: str, key: str) -> Series:
    return Series(
        name,
        tuple(
            Point(f"T{int(line.month[-2:])}", _figure(key, line), line.open)
            for line in facts.months
        ),
    )


def _figure(key: str, line: MonthLine) -> Figure:
    value = line.visits if key == VISITS else line.violations
    key = cell_key(key, month=line.month)
    return Figure(key, None, UNKNOWN) if value is None else in_table(key, value)


def _name(line: MonthLine) -> str:
    return month_labels([line.month])[line.month]


def _dated(line: MonthLine) -> str:
    """“Tháng 3/2019”; with its days where it is no month of the calendar, and whether numbers may
    still come."""
    said = []
    if line.start.day != 1 or (line.end + timedelta(days=1)).day != 1:
        said.append(f"từ {short_date(line.start)} đến {short_date(line.end)}")
    if line.open and line.visits is not None:
        said.append("chưa hết tháng")
    name = _name(line).capitalize()
    return f"{name} ({', '.join(said)})" if said else name
