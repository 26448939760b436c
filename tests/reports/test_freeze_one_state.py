"""A freeze is one state of the database, whoever writes while it is read."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection

from reports.freezing import freezes
from reports.freezing.frozen import frozen_count
from tests.reports.composition import a_reported_year, violation


class WriteInBetween:
    """Lets somebody else write before each query about a table, on a connection of their own."""

    def __init__(self, table: str, write) -> None:
        self.table, self.write, self.written = table, write, 0

    def __call__(self, execute, sql, params, many, context):
        if self.table in sql and self.written < 3:
            self.written += 1
            thread = threading.Thread(target=self._elsewhere)
            thread.start()
            thread.join(timeout=30)
        return execute(sql, params, many, context)

    def _elsewhere(self) -> None:
        try:
            self.write()
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_is_written_while_a_freeze_is_read_is_in_no_part_of_it(cast, maker):
    report = a_reported_year(maker)

    def one_more() -> None:
        maker.visit(day=date(2019, 6, 3), place=0, found=[violation()])

    before = freezes.read_report(report)
    between = WriteInBetween('FROM "inspections_visit"', one_more)
    with connection.execute_wrapper(between):
        state = freezes.read_report(report)
    assert between.written == 2
    assert state.figures == before.figures
    assert len(state.read.rows) == len(before.read.rows)
    freeze, _ = freezes.store(state, by=cast.specialist, at=state.at)
    assert frozen_count(freeze, "visits.total") == 3
    assert freezes.read_report(report).figures["visits.total"] == 5
