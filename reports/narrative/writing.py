"""Hold a report still while its words are written or sent up, so that no word slips in between.

A submission reads the sections and then sends the report up; on PostgreSQL (READ COMMITTED) words
saved in between would be neither refused nor part of what went up. So whoever writes words and
whoever sends them up first take the report's row; SQLite has one writer anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from reports.narrative.models import Report
from reports.narrative.rules import write_rule
from tayninh_portal.access import today
from tayninh_portal.errors import Conflict, Refused
from tayninh_portal.models import Versioned
from tayninh_portal.records import STALE, Act, require


def hold(reports: Sequence[Report]) -> list[Report]:
    """``reports`` as they now are, their rows held until the open transaction ends.

    Raises ``Conflict`` where one has moved on since it was read.
    """
    # No key of them changes: rows that point at the reports need not wait.
    rows = Report.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    now = {row.pk: row for row in rows.filter(pk__in=[report.pk for report in reports])}
    for report in reports:
        check_seen(now[report.pk], report.version)
    return [now[report.pk] for report in reports]


def check_seen(record: Versioned, seen_version: int | None) -> None:
    """Raise ``Conflict`` for a form that was shown with another version; None for no form."""
    if seen_version is not None and record.version != seen_version:
        raise Conflict(STALE)


def may_record(report: Report, act: Act, permission: str) -> None:
    """Refuse who may not record this about ``report``; and tell a form shown with another version
    that it lost the race, before any rule of what the report became since."""
    require(act.by, permission, at=act.at)
    check_seen(report, act.seen_version)
    require(act.by, permission, report, at=act.at)


@contextmanager
def locked(report: Report) -> Iterator[Report]:
    """A transaction that holds the row of ``report``; gives the report as it now is."""
    with transaction.atomic():
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
