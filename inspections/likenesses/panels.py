"""What became before of the people of a visit's findings, on its page and on that of a handling,
for who works on the case alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Model, QuerySet

from inspections.findings.models import Finding
from inspections.handlings.models import Handling
from inspections.likenesses.models import NameDigest
from inspections.likenesses.past import pasts_of
from inspections.visits.models import NOT_BEGUN, Visit
from tayninh_portal.access import may, may_each
from tayninh_portal.hanging import hangs
from tayninh_portal.hanging import register as hang
from tayninh_portal.models import User
from tayninh_portal.panels import Elsewhere, Panel, register


def of_case(
    record: Model, user: User, elsewhere: Elsewhere | None = None
) -> Mapping[str, object] | None:
    """What ``likenesses/_of_case.html`` draws; of a pair that somebody denied nothing."""
    if elsewhere or not may(user, "finding.compare"):
        return None
    findings = _findings(record)
    verdicts = may_each(user, "finding.compare", findings)
    own = [one for one, verdict in zip(findings, verdicts, strict=True) if verdict]
    pasts = [past for past in pasts_of(own) if past.is_same is not False] if own else []
    return {"pasts": pasts} if pasts else None


def _findings(record: Model) -> Sequence[Finding]:
    """The findings about somebody whose name was sealed."""
    if isinstance(record, Handling):
        return [record.finding] if record.finding.person_id else []
    if not isinstance(record, Visit) or record.state in NOT_BEGUN or not hangs(record, NameDigest):
        return []
    rows = Finding.objects.standing().filter(visit=record, person__isnull=False)
    return list(rows.select_related("category").order_by("pk"))


def _names(visit: int) -> QuerySet[NameDigest]:
    return NameDigest.objects.filter(identity__findings__visit=visit)


register(Panel("likenesses/_of_case.html", of_case))
hang("inspections.visit", NameDigest, _names)
