"""Whom the Sở calls at an agency: its contact person (cán bộ đầu mối) and its head.

Who urges an agency needs a name and a number. Both are of the office and not private, but nobody
outside the Sở has anybody to urge, and so nobody else is shown them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inspections.agencies.models import Agency, LegalKind
from tayninh_portal.access import AGENCY, DEPARTMENT, roles_of
from tayninh_portal.models import Appointment, User


def contacts_of(
    agencies: Iterable[Agency], *, reader: User, on: date
) -> Mapping[int, list[Appointment]]:
    """Agency id → the posts of those to call, contact persons first; one query.

    A unit without people of its own is reached through the body it belongs to.
    """
    asked = list(agencies)
    if not asked or not roles_of(reader, on) & DEPARTMENT:
        return {}
    above = {row.pk: row.parent_id for row in asked if row.legal_kind == LegalKind.SUBORDINATE}
    posts = Appointment.objects.on(on).filter(
        agency__in={row.pk for row in asked} | set(above.values()),
        role__in=AGENCY,
        user__is_active=True,
    )
    found: dict[int | None, list[Appointment]] = {}
    for post in posts.select_related("user").order_by("role", "user__name_key", "pk"):
        found.setdefault(post.agency_id, []).append(post)
    return {row.pk: found.get(row.pk) or found.get(above.get(row.pk), []) for row in asked}
