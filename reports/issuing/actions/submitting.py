"""A draft goes up: what it says is read in one state, checked, and kept with its freeze."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError

from reports.checks.accepted import Findings
from reports.freezing.freezes import ReportReading, read_report, store
from reports.freezing.frozen import newest_freeze
from reports.freezing.models import Freeze
from reports.freezing.sentences import sentences_between
from reports.issuing.models import PaperKind
from reports.issuing.renderings import request_paper
from reports.narrative.models import Report
from reports.narrative.writing import hold
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import count2
from tayninh_portal.records import Act, StateChange, transit

WORDS_MOVED = (
    "Có người vừa sửa nội dung báo cáo trong lúc bạn trình. Hãy mở lại báo cáo, xem bản mới nhất "
    "rồi trình."
)


def submit(
    change: StateChange,
    act: Act,
    reports: Sequence[Report],
    *,
    readings: Sequence[ReportReading],
    note: str = "",
) -> list[Report]:
    """Keep what each of ``reports`` was read to say, and the freeze its figures are of; ask for
    the check sheet of it.

    Raises ``Conflict`` where report or words changed since they were read.
    """
    held = hold(reports)
    snapshots = {}
    for report, reading in zip(held, readings, strict=True):
        _check_unchanged(report, reading)
        _, snapshots[report.pk] = store(reading, by=act.by, at=act.at)
        request_paper(snapshots[report.pk], kind=PaperKind.CHECK_SHEET, by=act.by)
    return transit(
        held, change, act, note=note, submitted_snapshot=lambda report: snapshots[report.pk]
    )


def read_to_submit(report: Report, *, at: datetime, renew: bool = False) -> ReportReading:
    """What would go up, read in one state of the database; outside of any transaction.

    The first time the figures are counted. A report that came back keeps its freeze, new words on
    old numbers, unless ``renew``: then every sentence the new numbers change must have been taken
    (docs/decisions/0011). Raises ``ValidationError`` with what the checks find and nobody has
    answered.
    """
    kept = newest_freeze(report)
    reading = read_report(report, at=at, freeze=None if renew else kept)
    if renew and kept is not None:
        _check_taken(kept, read_report(report, at=at, freeze=kept), reading)
    _check(reading.findings)
    return reading


def _check(found: Findings) -> None:
    """Errors are mended, warnings accepted by somebody, before anything goes up."""
    if found.open:
        raise ValidationError([problem.text for problem in found.open])


def _check_taken(kept: Freeze, old: ReportReading, new: ReportReading) -> None:
    """The numbers change together, once each sentence was read and taken; exactly those that are
    frozen now are looked at, so that no record changed since slips in."""
    if old.versions != new.versions:
        raise Conflict(WORDS_MOVED)
    sentences = sentences_between(kept, old.content, new.content)
    waiting = sum(not sentence.is_taken for sentence in sentences)
    if waiting:
        raise ValidationError(
            {
                "figures": f"Còn {count2(waiting)} câu thay đổi theo số liệu mới chưa được nhận; "
                "hãy xem và nhận từng câu, hoặc giữ số liệu đã chốt."
            }
        )


def _check_unchanged(held: Report, reading: ReportReading) -> None:
    versions = dict(held.sections.active().values_list("pk", "version"))
    if (held.version, versions) != (reading.version, dict(reading.versions)):
        raise Conflict(WORDS_MOVED)
