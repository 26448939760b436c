"""The SQL that benchmarks measure the figures by counts what the catalogue counts."""

from datetime import date

from benchmarks import by_hand
from benchmarks.years import Years
from reports.figures.catalog import compute


def test_hand_written_sql_counts_the_same(db, year):
    Years().add(2019, visits=60)
    numbers = compute(year)
    assert numbers["visits.total"] == 54  # the others are drafts, or cancelled
    assert by_hand.numbers(year.start, year.end, date.today()) == numbers
