"""Whom the Sở calls at an agency: its contact person (cán bộ đầu mối) and its head; and whom a
person asks (``tayninh_portal.help``).

Who urges an agency needs a name and a number. Both are of the office and not private, but nobody
outside the Sở has anybody to urge, and so nobody else is shown them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from inspections.agencies.models import Agency, LegalKind
from inspections.people.models import Assignment
from tayninh_portal import help as guide
from tayninh_portal.access import AGENCY, DEPARTMENT, Role, agencies_of, roles_of
from tayninh_portal.help import Contact
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


def asked_of(user: User, on: date) -> list[Contact]:
    """Whom ``user`` asks: people of an agency the specialist in charge of it, all others, and
    where nobody is in charge, the leaders of the Sở."""
    charge = Assignment.objects.on(on).filter(
        agency__in=agencies_of(user, on=on), user__is_active=True
    )
    found = [
        Contact(f"Kết quả, số liệu, thời hạn của {row.agency}", row.user.full_name, row.user.phone)
        for row in charge.select_related("agency", "user").order_by("agency__name_key", "pk")
    ]
    leading = Appointment.objects.on(on).filter(role=Role.MANAGER, user__is_active=True)
    return found or [
        Contact("Nghiệp vụ kiểm tra, báo cáo", post.user.full_name, post.user.phone)
        for post in leading.select_related("user").order_by("user__name_key", "pk")
    ]


guide.register(asked_of)
