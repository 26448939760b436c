"""A draft goes up: what it says is read in one state, checked, and kept with its freeze."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.checks.accepted import Findings
from reports.freezing.freezes import ReportReading, read_report, store
from reports.freezing.frozen import newest_freeze
from reports.freezing.models import Freeze
from reports.freezing.sentences import sentences_between
from reports.issuing.actions.carrying_out import MOVED_ON, came_before, carry_out
from reports.issuing.workflow import SUBMIT
from reports.narrative.models import Report
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import count2

WORDS_MOVED = (
    "Có người vừa sửa nội dung báo cáo trong lúc bạn trình. Hãy mở lại báo cáo, xem bản mới nhất "
    "rồi trình."
)


def submit_report(
    report: Report,
    *,
    by: Any,
    at: datetime | None = None,
    note: str = "",
    seen_version: int,
    renew: bool = False,
) -> Report:
    """Send the draft up: a snapshot of what it says, and the freeze its figures are of.

    The first time the figures are frozen. A report that came back keeps its freeze, new words on
    old numbers, unless ``renew``: then every sentence the new numbers change must have been taken
    (docs/decisions/0011). Raises ``Refused``; ``ValidationError`` with what the checks find and
    nobody has answered; ``Conflict`` when report or words changed since they were read.
    """
    at = at or timezone.now()
    records.require(by, SUBMIT.permission, at=at)
    now = Report.objects.get(pk=report.pk)
    if came_before(now, SUBMIT, by=by, seen_version=seen_version):
        return now
    if now.version != seen_version:
        raise Conflict(MOVED_ON)
    records.require(by, SUBMIT.permission, now, at=at)
    kept = newest_freeze(now)
    state = read_report(now, at=at, freeze=None if renew else kept)
    if renew and kept is not None:
        _check_taken(kept, read_report(now, at=at, freeze=kept), state)
    _check(state.findings)

    def keep(held: Report) -> dict[str, Any]:
        _check_unchanged(held, state)
        _, snapshot = store(state, by=by, at=at)
        return {"submitted_snapshot": snapshot}

    return carry_out(
        report, SUBMIT, by=by, at=at, seen_version=seen_version, note=note, fields=keep
    )


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


def _check_unchanged(held: Report, state: ReportReading) -> None:
    versions = dict(held.sections.active().values_list("pk", "version"))
    if (held.version, versions) != (state.version, dict(state.versions)):
        raise Conflict(WORDS_MOVED)
