"""Visits and violations month by month: the lines, and the chart with its table on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from reports.domain.words import in_table
from reports.figures.catalog import cell_key
from reports.figures.months import month_labels, months_in
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.periods import Period
from tayninh_portal.paper.content import Chart, Column, Point, Series, Table, row

if TYPE_CHECKING:
    from reports.domain.facts import Facts

VISITS, VIOLATIONS = "visits.total", "violations.total"
# A year's months stand beside each other; those of several years could not be read.
MOST_MONTHS = 12
# One month alone shows nothing that its numbers do not say.
FEWEST_WITH_VISITS = 2
CHART_TITLE = "Lượt kiểm tra và vi phạm của cá nhân theo tháng"
TABLE_CAPTION = "Theo tháng"


@dataclass(frozen=True)
class MonthLine:
    """One month of a period: ``month`` names it (“2019-03”), ``start`` and ``end`` are its days."""

    month: str
    start: date
    end: date
    visits: int
    violations: int


def month_lines(
    period: Period, visits: Iterable[Any], found: Mapping[tuple[Any, ...], Mapping[str, int]]
) -> tuple[MonthLine, ...]:
    """Every month of the period, also those without visits; none where a chart says nothing.

    ``visits``: the counted visits. ``found``: what was found, parted by agency and month.
    """
    held = Counter(visit.month for visit in visits)
    months = months_in(period)
    if len(held) < FEWEST_WITH_VISITS or len(months) > MOST_MONTHS:
        return ()
    violations: Counter[str] = Counter()
    for (_, month), numbers in found.items():
        violations[month] += numbers[VIOLATIONS]
    return tuple(
        MonthLine(name, month.start, month.end, held[name], violations[name])
        for name, month in months.items()
    )


def month_chart(facts: Facts) -> Chart:
    """Visits, and the violations found in them, one above the other."""
    busiest = max(facts.months, key=lambda line: line.visits)
    worst = max(facts.months, key=lambda line: line.violations)
    alternative = (
        f"Biểu đồ cột, {facts.period.name}: số lượt kiểm tra theo tháng, nhiều nhất là "
        f"{_name(busiest)} với {count2(busiest.visits)} lượt"
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
    """The numbers behind the chart."""
    return Table(
        columns=(
            Column("Tháng", width_percent=60, names_row=True),
            Column("Lượt kiểm tra", align="right", width_percent=20, kind="number"),
            Column("Vi phạm của cá nhân", align="right", width_percent=20, kind="number"),
        ),
        rows=tuple(
            row(
                _dated(line),
                *(in_table(_key(key, line), _value(key, line)) for key in (VISITS, VIOLATIONS)),
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
            Point(f"T{int(line.month[-2:])}", in_table(_key(key, line), _value(key, line)))
            for line in facts.months
        ),
    )


def _key(key: str, line: MonthLine) -> str:
    return cell_key(key, month=line.month)


def _value(key: str, line: MonthLine) -> int:
    return line.visits if key == VISITS else line.violations


def _name(line: MonthLine) -> str:
    return month_labels([line.month])[line.month]


def _dated(line: MonthLine) -> str:
    """“Tháng 3/2019”; with its days where it is no month of the calendar."""
    name = _name(line).capitalize()
    if line.start.day == 1 and (line.end + timedelta(days=1)).day == 1:
        return name
    return f"{name} (từ {short_date(line.start)} đến {short_date(line.end)})"
