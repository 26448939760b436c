"""What a report says of itself, as far as it has come to the person who reads of it.

A report that UBND tỉnh sent back is written on; until it comes up again, those outside the Sở read
its title and the letter it answers as they were put before UBND tỉnh, like its words
(``snapshot.content_for``). The line of the log that presented it holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from reports.freezing.snapshots import reads_what_was_presented
from reports.issuing.workflow import PRESENT
from reports.narrative.models import Report
from tayninh_portal.lib.periods import Period
from tayninh_portal.models import Change, User


@dataclass(frozen=True)
class Particulars:
    """Title, period and cut-off, and the letter the report answers."""

    title: str
    period: Period
    cutoff: date
    request_number: str
    request_date: date | None
    request_due_on: date | None


def particulars_for(reports: Iterable[Report], user: User) -> dict[int, Particulars]:
    """What ``user``, who may see ``reports``, reads of each, by its id; one query at the most."""
    reports = list(reports)
    stated = {report.pk: _of(report) for report in reports}
    presented = [report.pk for report in reports if reads_what_was_presented(report, user)]
    if presented:
        lines = Change.objects.filter(
            record_type=Report._meta.label_lower, record_id__in=presented, action=PRESENT.name
        ).order_by("version")
        stated |= {pk: _kept(data) for pk, data in lines.values_list("record_id", "data")}
    return stated


def _of(report: Report) -> Particulars:
    return Particulars(
        title=report.title,
        period=report.period,
        cutoff=report.cutoff,
        request_number=report.request_number,
        request_date=report.request_date,
        request_due_on=report.request_due_on,
    )


def _kept(data: Mapping[str, str | None]) -> Particulars:
    """The particulars in a line of the log, which keeps days as text."""
    fields = {
        name: date.fromisoformat(day) if (day := data[name]) else None
        for name in ("period_start", "period_end", "cutoff_on", "request_date", "request_due_on")
    }
    names = ("title", "preset", "request_number")
    return _of(Report(**fields, **{name: data[name] for name in names}))
