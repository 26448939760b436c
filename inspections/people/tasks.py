"""Accounts in the search over everything, for the administrator alone; whose charge home asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from inspections.people.models import CHARGE
from tayninh_portal.access import may
from tayninh_portal.models import User
from tayninh_portal.tasks import Hit, read_first, search_source

read_first(CHARGE)


@search_source
def accounts_found(user: User, words: str, limit: int) -> Iterator[Hit]:
    """By name, staff code or mail address; the address itself is not shown."""
    if not may(user, "account.list"):
        return
    rows = User.objects.order_by("name_key", "pk")
    for word in words.split():
        rows = rows.filter(search__word=word)
    for account in rows[:limit]:
        note = account.username if account.is_active else f"{account.username}, đã khóa"
        yield Hit(
            "Tài khoản", account.full_name, reverse("account-detail", args=[account.pk]), note
        )
