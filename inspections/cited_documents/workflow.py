"""Who may enter and correct cited documents."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from inspections.agencies.models import Agency, AgencyQuerySet
from inspections.cited_documents.models import CitedDocument
from inspections.implementation.models import FactState
from tayninh_portal.access import AGENCY, DEPARTMENT, agencies_of, each, register_rules, roles_of
from tayninh_portal.models import User


def books_of(user: User, on: date) -> AgencyQuerySet:
    """The agencies in whose name ``user`` enters documents on a day: their own, or the Sở."""
    where = Q(pk__in=agencies_of(user, AGENCY, on))
    if roles_of(user, on) & DEPARTMENT:
        where |= Q(is_department=True)
    return Agency.objects.on(on).filter(where)


def entering_forbidden(user: User, document: CitedDocument, on: date) -> str | None:
    """In the name of one's own agency; only the Sở shares a document with all."""
    if not books_of(user, on).filter(pk=document.agency_id).exists():
        return "Bạn chỉ ghi được văn bản cho cơ quan của mình."
    if document.is_shared and not roles_of(user, on) & DEPARTMENT:
        return "Chỉ Sở Nội vụ chia sẻ văn bản cho mọi cơ quan."
    return None


def correcting_forbidden(user: User, document: CitedDocument, on: date) -> str | None:
    """The Sở corrects every document; an agency its own, until something confirmed stands on it."""
    if roles_of(user, on) & DEPARTMENT:
        return None
    if document.agency_id not in agencies_of(user, AGENCY, on):
        return "Văn bản này do cơ quan khác ghi; chỉ cơ quan đó hoặc Sở Nội vụ sửa được."
    if document.facts.filter(state=FactState.CONFIRMED).exists():
        return (
            "Một kết quả triển khai đã xác nhận dẫn văn bản này; muốn sửa, cơ quan đề nghị Sở Nội "
            "vụ."
        )
    return None


register_rules(
    {
        "cited_document.create": each(entering_forbidden),
        "cited_document.update": each(correcting_forbidden),
    }
)
