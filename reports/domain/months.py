"""Visits and violations month by month: the lines, and the chart with its table on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from reports.domain.words import UNKNOWN, in_table
from reports.figures.catalog import cell_key
from reports.figures.months import month_labels, months_in
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Chart, Column, Figure, Point, Series, Table, row

if TYPE_CHECKING:
    from reports.domain.facts import Facts

VISITS, VIOLATIONS = "visits.total", "violations.total"
# A year's months stand beside each other; those of several years could not be read.
MOST_MONTHS = 12
# One month alone shows nothing that its numbers do not say.
FEWEST_WITH_VISITS = 2
CHART_TITLE = "Lượt kiểm tra và vi phạm của cá nhân theo tháng"
TABLE_CAPTION = "Theo tháng"
NOT_YET = f"Dấu “{UNKNOWN}”: chưa có số liệu vì tháng chưa đến hoặc chưa hết."


@dataclass(frozen=True)
class MonthLine:
    """One month of a period: ``month`` names it (“2019-03”), ``start`` and ``end`` are its days.

    ``open``: on the day of counting it was not over. Such a month in which nothing was counted yet,
    or which had not come, has no numbers: nobody knows that there will be none.
    """

    month: str
    start: date
    end: date
    visits: int | None
    violations: int | None
    open: bool = False


def month_lines(
    period: Period,
    visits: Iterable[Any],
    found: Mapping[tuple[Any, ...], Mapping[str, int]],
    day: date,
) -> tuple[MonthLine, ...]:
    """Every month of the period, also those without visits; none where a chart says nothing.

    ``visits``: the counted visits. ``found``: what was found, parted by agency and month. ``day``:
    that of counting.
    """
    held = Counter(visit.month for visit in visits)
    months = months_in(period)
    if len(held) < FEWEST_WITH_VISITS or len(months) > MOST_MONTHS:
        return ()
    violations: Counter[str] = Counter()
    for (_, month), numbers in found.items():
        violations[month] += numbers[VIOLATIONS]
    lines = []
    for name, month in months.items():
        is_open = day <= month.end
        counted = (None, None) if is_open and not held[name] else (held[name], violations[name])
        lines.append(MonthLine(name, month.start, month.end, *counted, open=is_open))
    return tuple(lines)


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
            Column("Tháng", width_percent=60, names_row=True),
            Column("Lượt kiểm tra", align="right", width_percent=20, kind="number"),
            Column("Vi phạm của cá nhân", align="right", width_percent=20, kind="number"),
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
