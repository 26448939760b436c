"""Open the remedies of concluded visits; what each transition of a remedy writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError

from inspections.findings.models import Finding
from inspections.recommendations.models import Recommendation
from inspections.remedies.models import Remedy
from inspections.visits.models import Visit
from tayninh_portal import records
from tayninh_portal.lib.dates import short_date
from tayninh_portal.records import Act, StateChange, transit


def open_remedies(visits: Iterable[Visit], act: Act) -> list[Remedy]:
    """One remedy for each finding and recommendation of ``visits`` that has a last day; the new
    ones are returned.

    Called when visits are concluded, inside that transaction. A visit that was reopened keeps its
    remedies with what was reported, and the day they were extended to; a corrected last day is
    written on them, and one whose source was withdrawn or asks for nothing any more no longer
    counts. Raises ``ValidationError`` where the day of a visit moved past one of a recommendation.
    """
    asked = {remedy.asked_by: remedy for remedy in _asked(list(visits))}
    rows = Remedy.objects.filter(visit__in={remedy.visit_id for remedy in asked.values()})
    known = {row.asked_by: row for row in rows.select_related("visit")}
    due = {key: remedy.due_on for key, remedy in asked.items()}
    still = {key: row for key, row in known.items() if key in asked}
    records.amend_many(
        [row for key, row in still.items() if row.agency_id != asked[key].agency_id],
        act=act,
        label="Đổi cơ quan theo lượt kiểm tra đã đính chính",
        agency_id=lambda remedy: asked[remedy.asked_by].agency_id,
    )
    moved = [row for key, row in still.items() if (row.first_due_on or row.due_on) != due[key]]
    records.amend_many(
        moved,
        act=act,
        label="Đổi hạn theo lượt kiểm tra đã đính chính",
        due_on=lambda remedy: due[remedy.asked_by],
        first_due_on=None,
    )
    new = [remedy for key, remedy in asked.items() if key not in known]
    return records.create_many(new, by=act.by, at=act.at, label="Yêu cầu khắc phục")


def _asked(visits: list[Visit]) -> list[Remedy]:
    """A new remedy for everything ``visits`` ask to be put right, findings first."""
    by_number = {visit.pk: visit for visit in visits}
    asking = {"visit__in": visits, "withdrawn_at": None, "remedy_due_on__isnull": False}
    found = []
    for finding in Finding.objects.filter(**asking).order_by("visit_id", "pk"):
        found.append(Remedy(finding=finding))
    for recommendation in Recommendation.objects.filter(**asking).order_by("visit_id", "pk"):
        found.append(Remedy(recommendation=recommendation))
    for remedy in found:
        source = remedy.source
        assert source.remedy_due_on is not None  # asked above
        remedy.visit = by_number[source.visit_id]
        remedy.agency_id = getattr(source, "agency_id", remedy.visit.agency_id)
        remedy.due_on, remedy.is_illustrative = source.remedy_due_on, source.is_illustrative
        if source.remedy_due_on < remedy.visit.day:
            raise ValidationError(f"{source} có hạn trước ngày kiểm tra; sửa hạn đó trước.")
    return found


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
