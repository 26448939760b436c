"""Write down what a re-check visit looked at again, while it is a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from inspections.agencies.models import taken_over_by
from inspections.findings.actions import lock_draft
from inspections.findings.models import Finding
from inspections.rechecks.models import Recheck
from inspections.recommendations.models import Recommendation
from inspections.visits.models import Visit, VisitCause, VisitQuerySet
from tayninh_portal import records
from tayninh_portal.errors import Conflict
from tayninh_portal.models import User
from tayninh_portal.records import Act

Source = Finding | Recommendation


def earlier_visits(visit: Visit, user: User) -> VisitQuerySet:
    """Concluded visits of the same agency, or of one whose open work it goes on with, that ``user``
    may see; the newest first."""
    agencies = {visit.agency_id, *taken_over_by({visit.agency_id}, visit.day)}
    rows = Visit.objects.visible_to(user).concluded().exclude(pk=visit.pk)
    return rows.filter(agency__in=agencies, day__lte=visit.day).named()


def said_on(earlier: Visit) -> list[Source]:
    """What can be looked at again: everything said on a visit that was not withdrawn."""
    given = {"visit": earlier, "withdrawn_at": None}
    findings = Finding.objects.filter(**given).select_related("category", "remedy")
    recommendations = Recommendation.objects.filter(**given).select_related("remedy")
    return [*findings.order_by("pk"), *recommendations.order_by("pk")]


def looked_at(visit: Visit, sources: Collection[Source]) -> dict[Source, Recheck]:
    """What is written down on ``visit`` about ``sources``."""
    rows = {(row.finding_id, row.recommendation_id): row for row in visit.rechecks.all()}
    keys = {source: _key(source) for source in sources}
    return {source: rows[key] for source, key in keys.items() if key in rows}


def stamp_of(rows: Collection[Recheck]) -> str:
    """Which rows in which versions: what a form was shown with."""
    return " ".join(sorted(f"{row.pk}.{row.version}" for row in rows))


def record_rechecks(
    visit: Visit,
    earlier: Visit,
    results: Mapping[Source, str],
    *,
    by: User,
    at: datetime | None = None,
    seen: str | None = None,
) -> list[Recheck]:
    """Write what was found of ``earlier``; the rows that changed, none for a form sent twice.

    ``results`` says "" of what was not looked at. Raises ``Refused``, ``ValidationError``,
    ``Conflict`` (no longer a draft, or somebody was faster since ``seen``).
    """
    act = Act(by, at or timezone.now())
    with transaction.atomic():
        now = lock_draft(visit, by=by, at=act.at)
        if now.cause != VisitCause.RECHECK:
            raise ValidationError("Chỉ lượt kiểm tra có lý do “Kiểm tra lại” mới ghi phần này.")
        if not earlier_visits(now, by).filter(pk=earlier.pk).exists():
            raise ValidationError("Chọn một lượt kiểm tra trước đó của cơ quan này.")
        known = looked_at(now, results)
        moved = [row for source, row in known.items() if row.result != results[source]]
        fresh = [
            Recheck(visit=now, result=result, is_illustrative=now.is_illustrative, **_columns(one))
            for one, result in results.items()
            if result and one not in known
        ]
        if (moved or fresh) and seen is not None and seen != stamp_of(known.values()):
            raise Conflict(records.STALE)
        wanted = {_key(source): result for source, result in results.items()}
        return [
            *records.amend_many(
                moved,
                act=act,
                label="Sửa kết quả kiểm tra lại",
                result=lambda row: wanted[row.finding_id, row.recommendation_id],
            ),
            *records.create_many(fresh, by=by, at=act.at, label="Ghi kết quả kiểm tra lại"),
        ]


def _key(source: Source) -> tuple[int | None, int | None]:
    return (source.pk, None) if isinstance(source, Finding) else (None, source.pk)


def _columns(source: Source) -> dict[str, Source]:
    return {"finding" if isinstance(source, Finding) else "recommendation": source}
