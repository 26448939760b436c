"""``python -m benchmarks.freezes [--sqlite] [--visits N]``.

How long a freeze takes, and how much longer for each row when there are ten times as many. The aim
is 1: reading and keeping grow with the rows and not with their square.
"""

from __future__ import annotations

import math
import sys
import time
from datetime import date, datetime
from typing import Any

from benchmarks.throwaway import arguments, portal, settle, table
from benchmarks.years import ZONE, Years

FEW_YEAR, MANY_YEAR = 2018, 2019
RUNS = 3
CELL = "violations.total@group=commune"


def main() -> None:
    """Freeze a year with a tenth of the visits, and one with all of them."""
    options = arguments(__doc__.splitlines()[0], visits=2000)
    with portal(sqlite=options.sqlite):
        years = Years()
        years.add(FEW_YEAR, visits=options.visits // 10)
        years.add(MANY_YEAR, visits=options.visits)
        settle()
        few, many = (measured(report_of(year, years.by)) for year in (FEW_YEAR, MANY_YEAR))
    sys.stdout.write(f"Chốt số liệu, mili giây (lần nhanh nhất trong {RUNS})\n\n")
    table(
        ("", f"{options.visits // 10} lượt", f"{options.visits} lượt", "tỷ số"),
        *((name, few[name], many[name], many[name] / few[name]) for name in few),
    )
    ratio = (many["đọc và lưu"] / many["số dòng"]) / (few["đọc và lưu"] / few["số dòng"])
    sys.stdout.write(f"\nTỷ số thời gian cho một dòng: {ratio:.2f}\n")


def report_of(year: int, by: Any) -> Any:
    """A report of the calendar year without a section of its own."""
    from reports.narrative.models import Outline, Report

    return Report.objects.create(
        year=year,
        title="Báo cáo để đo",
        preset=f"calendar-{year}",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        outline=Outline.objects.order_by("pk")[0],
        created_at=datetime(year + 1, 1, 5, tzinfo=ZONE),
        created_by=by,
    )


def measured(report: Any) -> dict[str, float]:
    """Rows of the freeze, and milliseconds of reading, keeping, and opening a number of it."""
    from django.db import transaction

    from reports.freezing import freezes
    from reports.freezing.changes import changes_since
    from reports.freezing.frozen import frozen_count

    best: dict[str, float] = {}

    def timed(name: str, work: Any) -> Any:
        start = time.perf_counter()
        found = work()
        taken = (time.perf_counter() - start) * 1000
        best[name] = min(best.get(name, math.inf), taken)
        return found

    def kept(state: Any) -> Any:
        with transaction.atomic():
            return freezes.store(state, by=report.created_by, at=state.at)

    for _ in range(RUNS):
        state = timed("đọc", lambda: freezes.read_report(report))
        freeze, _ = timed("lưu", lambda state=state: kept(state))
        timed("đếm một ô", lambda freeze=freeze: frozen_count(freeze, CELL))
        timed("so với hiện nay", lambda freeze=freeze: changes_since(freeze, report))
    return {
        "số dòng": freeze.rows.count(),
        **best,
        "đọc và lưu": best["đọc"] + best["lưu"],
    }


if __name__ == "__main__":
    main()
