"""Chốt số liệu: what a report says is read in one state of the database, and kept with its rows.

Reading and keeping are two acts, since one state is read outermost and read-only: whoever keeps
it asks afterwards whether the report and its sections are still at the versions that were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from reports.checks.accepted import Findings
from reports.figures.catalog import CATALOG
from reports.freezing.composition import composition_of
from reports.freezing.frozen_facts import Kept, definitions, serialize
from reports.freezing.frozen_rows import ReadRows, added_up, read_rows
from reports.freezing.models import Freeze, FrozenRow, Snapshot
from reports.freezing.reading import frozen_plan, reading_of
from reports.narrative.facts import Facts
from reports.narrative.models import Report
from tayninh_portal.lib.canonical import sha256_hex
from tayninh_portal.lib.consistency import one_state
from tayninh_portal.models import User

ROWS_AT_A_TIME = 500


class Contradiction(Exception):
    """Rows and figures of one state do not add up; nothing of it may be kept."""


@dataclass(frozen=True)
class ReportReading:
    """A report at one minute, as it was read.

    ``versions``: section → version, of those that print. ``freeze``: the older freeze the words
    were told from, None where the figures were counted now and ``read`` are the rows behind them.
    """

    report: Report
    version: int
    versions: Mapping[int, int]
    at: datetime
    cutoff: date | None
    facts: Facts
    content: dict[str, Any]
    findings: Findings
    freeze: Freeze | None = None
    read: ReadRows | None = None

    @property
    def figures(self) -> Mapping[str, int]:
        """Counts and sums of the catalogue alone."""
        return {key: value for key, value in self.facts.figures.items() if key in CATALOG}


def read_report(
    report: Report, *, at: datetime | None = None, freeze: Freeze | None = None
) -> ReportReading:
    """What the report says now, counted now, or told from the numbers of ``freeze``.

    Call it outside of any transaction: only the outermost one state is one on PostgreSQL.
    """
    at = at or timezone.now()
    with one_state():
        reading = reading_of(report, anew=freeze is None)
        plan = reading.plan
        if freeze is None:
            assert reading.counted is not None  # asked for
            facts, read = reading.counted, read_rows(plan.period, plan.cutoff)
        else:
            (plan, facts), read = frozen_plan(plan, freeze), None
        composition = composition_of(plan, facts, at=at, freeze=freeze)
        return ReportReading(
            report=reading.report,
            version=reading.report.version,
            versions={section.pk: section.version for section in composition.sections},
            at=at,
            cutoff=plan.cutoff,
            facts=composition.facts,
            content=composition.content,
            findings=composition.findings,
            freeze=freeze,
            read=read,
        )


def store(reading: ReportReading, *, by: User, at: datetime) -> tuple[Freeze, Snapshot]:
    """Keep what was read: a freeze with its rows, unless it was told from one, and the snapshot.

    Inside the transaction of the caller, who has seen that nothing moved since. Raises
    ``Contradiction`` where the rows do not add up to the figures: nobody could read such a freeze.
    """
    freeze = reading.freeze or _store_freeze(reading, by=by)
    snapshot = Snapshot.objects.create(
        report=reading.report,
        report_version=reading.version,
        freeze=freeze,
        sha256=sha256_hex(reading.content),
        content=reading.content,
        at=at,
        by=by,
    )
    return freeze, snapshot


def _store_freeze(reading: ReportReading, *, by: User) -> Freeze:
    read = reading.read or ReadRows((), {})
    _check(reading.figures, read.rows)
    # Cells belong to the words of one version; from a freeze each is counted when it is asked.
    facts = serialize(
        Kept(
            cutoff=reading.cutoff,
            facts=replace(reading.facts, cells={}),
            definitions=definitions(),
            dimensions=read.dimensions,
        )
    )
    freeze = Freeze.objects.create(
        report=reading.report,
        report_version=reading.version,
        figures=dict(reading.figures),
        facts=facts,
        sha256=checksum(reading.figures, facts, read.rows),
        at=reading.at,
        by=by,
    )
    for row in read.rows:
        # What was kept in a transaction that was taken back is kept once more.
        row.pk, row.freeze = None, freeze
    FrozenRow.objects.bulk_create(read.rows, batch_size=ROWS_AT_A_TIME)
    return freeze


def checksum(figures: Mapping[str, int], facts: object, rows: Iterable[FrozenRow]) -> str:
    """The SHA-256 that names figures, facts and rows together; rows by set and position."""
    lines = [
        [
            row.base,
            row.position,
            row.record_type,
            row.record_id,
            row.version,
            row.cells,
            row.amounts,
            row.parts,
        ]
        for row in sorted(rows, key=lambda row: (row.base, row.position))
    ]
    return sha256_hex({"figures": dict(figures), "facts": facts, "rows": lines})


def _check(figures: Mapping[str, int], rows: Iterable[FrozenRow]) -> None:
    added = added_up(rows)
    wrong = {key: (value, added[key]) for key, value in figures.items() if added[key] != value}
    if wrong:
        key, (value, found) = next(iter(wrong.items()))
        raise Contradiction(
            f"Số liệu “{CATALOG[key].label}” là {value} nhưng các dòng cộng lại được {found}; "
            "chưa chốt được số liệu."
        )
