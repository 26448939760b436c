"""Agencies in the search over everything: everybody who holds a post finds them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from inspections.models import Agency
from tayninh_portal.access import may, today
from tayninh_portal.models import User
from tayninh_portal.work import Hit, search_source


@search_source
def agencies_found(user: User, words: str, limit: int) -> Iterator[Hit]:
    """By any name ever borne; bodies at work today first."""
    if not may(user, "agency.list"):
        return
    day = today()
    rows = Agency.objects.select_related("parent")
    for word in words.split():
        rows = rows.filter(search__contains=word)
    for at_work in (rows.on(day), rows.exclude(pk__in=Agency.objects.on(day))):
        for agency in at_work.sorted()[:limit]:
            above = agency.parent.name if agency.parent else agency.get_legal_kind_display()
            note = above if agency.exists_on(day) else f"{above}, không còn hoạt động"
            yield Hit("Cơ quan", agency.name, reverse("agency-detail", args=[agency.pk]), note)
            limit -= 1
