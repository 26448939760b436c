"""``python -m benchmarks.figures [--sqlite] [--visits N] [--years N]``.

How much longer one year's figures take when many years are stored beside it. The aim is 1: what
is not asked for should cost nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from benchmarks.throwaway import arguments, compared, kept_copy, portal, table
from benchmarks.years import Years

YEAR = 2019


def main() -> None:
    """Keep a copy with the one year, add the others, compare."""
    options = arguments(__doc__.splitlines()[0], visits=5000, years=10)
    with portal(sqlite=options.sqlite):
        years = Years()
        years.add(YEAR, visits=options.visits)
        counts = [row_count()]
        one_year = kept_copy()
        for year in range(YEAR - options.years + 1, YEAR):
            years.add(year, visits=options.visits)
        counts.append(row_count())
        found = compared(one_year, works())
    sys.stdout.write(
        f"Số liệu năm {YEAR}, mili giây (lần nhanh nhất trong 15); "
        f"{counts[0]} dòng của 1 năm, {counts[1]} dòng của {options.years} năm\n\n"
    )
    table(
        ("tập dòng", "1 năm", f"{options.years} năm", "tỷ số"),
        *((name, few, many, many / few) for name, (few, many) in found.items()),
    )


def works() -> dict[str, Callable[[], object]]:
    """Measuring the figures over each set of rows, and all of them."""
    from reports.figures.catalog import CATALOG, compute
    from tayninh_portal.lib.periods import parse_period

    period = parse_period(f"calendar-{YEAR}")
    bases: dict[str, list[str]] = {}
    for key, figure in CATALOG.items():
        if figure.base is not None:
            bases.setdefault(figure.base.name, []).append(key)
    found: dict[str, Callable[[], object]] = {
        name: partial(compute, period, keys) for name, keys in bases.items()
    }
    return found | {"tất cả": partial(compute, period)}


def row_count() -> int:
    """Rows of the records that are counted."""
    from inspections.complaints.models import Complaint
    from inspections.findings.models import Finding
    from inspections.handlings.models import Handling
    from inspections.rounds.models import DueAgency
    from inspections.submissions.models import Submission, SubmissionCount
    from inspections.visits.models import Visit

    counted = (Visit, Finding, Handling, Complaint, DueAgency, Submission, SubmissionCount)
    return sum(model.objects.count() for model in counted)


if __name__ == "__main__":
    main()
