"""Open the remedies of concluded visits; what each transition of a remedy writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError

from inspections.findings.models import Finding
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.lib.dates import short_date
from tayninh_portal.records import Act, StateChange, transit


def open_remedies(visits: Iterable[Visit], act: Act) -> list[Remedy]:
    """One remedy for each finding of ``visits`` that has a last day; the new ones are returned.

    Called when visits are concluded, inside that transaction. A visit that was reopened keeps its
    remedies with what was reported, and the day they were extended to; a corrected last day is
    written on them, and one whose finding was withdrawn or asks for nothing any more no longer
    counts.
    """
    findings = Finding.objects.filter(
        visit__in=list(visits), withdrawn_at=None, remedy_due_on__isnull=False
    )
    asked = list(findings.order_by("visit_id", "pk"))
    known = {row.finding_id: row for row in Remedy.objects.filter(finding__in=asked)}
    moved = [
        remedy
        for finding in asked
        if (remedy := known.get(finding.pk)) is not None
        and (remedy.first_due_on or remedy.due_on) != finding.remedy_due_on
    ]
    due = {finding.pk: day for finding in asked if (day := finding.remedy_due_on) is not None}
    records.amend_many(
        moved,
        act=act,
        label="Đổi hạn theo lượt kiểm tra đã đính chính",
        due_on=lambda remedy: due[remedy.finding_id],
        first_due_on=None,
    )
    new = [
        Remedy(
            finding=finding,
            due_on=due[finding.pk],
            is_illustrative=finding.is_illustrative,
        )
        for finding in asked
        if finding.pk not in known
    ]
    return records.create_many(new, by=act.by, at=act.at, label="Yêu cầu khắc phục")


def report(
    change: StateChange, act: Act, remedies: Sequence[Remedy], *, done_on: date, text: str
) -> list[Remedy]:
    """Say what was done and when; until the Sở confirms it, another report replaces this one."""
    if done_on > act.day:
        raise ValidationError({"done_on": "Ngày khắc phục xong chưa đến; chỉ báo cáo việc đã làm."})
    return transit(remedies, change, act, done_on=done_on, text=text.strip(), reported_on=act.day)


def confirm(change: StateChange, act: Act, remedies: Sequence[Remedy]) -> list[Remedy]:
    """Confirm that it is put right; from now on it counts as done."""
    return transit(remedies, change, act, confirmed_on=act.day)


def send_back(
    change: StateChange, act: Act, remedies: Sequence[Remedy], *, note: str
) -> list[Remedy]:
    """Give it back to the agency with what is still to do; the clock runs on."""
    return transit(remedies, change, act, note=note, confirmed_on=None, reported_on=None)


def extend(
    change: StateChange, act: Act, remedies: Sequence[Remedy], *, due_on: date, note: str
) -> list[Remedy]:
    """Give the agency until ``due_on``; the line says the old day, the new one and the reason.

    From now on the remedy is due, in time or late by that day. Raises ``ValidationError`` on
    ``due_on`` for a day that gives no time.
    """
    latest = max(remedy.due_on for remedy in remedies)
    if due_on <= latest:
        raise ValidationError({"due_on": f"Hạn mới phải sau hạn hiện nay ({short_date(latest)})."})
    if due_on < act.day:
        raise ValidationError(
            {"due_on": "Hạn mới đã qua; chọn ngày để cơ quan còn thời gian khắc phục."}
        )
    return transit(
        remedies,
        change,
        act,
        note=lambda remedy: (
            f"Dời hạn từ {short_date(remedy.due_on)} đến {short_date(due_on)}. {note.strip()}"
        ),
        due_on=due_on,
        first_due_on=lambda remedy: remedy.first_due_on or remedy.due_on,
    )
