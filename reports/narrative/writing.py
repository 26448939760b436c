"""Hold a report still while its words are written or sent up, so that no word slips in between.

A submission reads the sections and then moves the report; on PostgreSQL (READ COMMITTED) words
saved in between would be neither refused nor part of what went up. So whoever writes words and
whoever sends them up first take the report's row; SQLite has one writer anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from reports.narrative.models import Report
from reports.narrative.rules import write_rule
from tayninh_portal.access import today
from tayninh_portal.errors import Refused


@contextmanager
def locked(report: Report) -> Iterator[Report]:
    """A transaction that holds the row of ``report``; gives the report as it now is."""
    with transaction.atomic():
        # No key of it changes: rows that point at the report need not wait.
        yield Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report.pk)


@contextmanager
def locked_for_writing(report: Report) -> Iterator[Report]:
    """``locked``, for a write of words: the report as it now is, still written in.

    Who may write is asked by the caller (``report.write``), against the report they had read.
    Raises ``Refused`` where it went up meanwhile.
    """
    with locked(report) as now:
        reason = write_rule(None, now, today())
        if reason:
            raise Refused(reason)
        yield now
