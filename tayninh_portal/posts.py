"""The posts people hold on a day, as rights are asked of them: read once a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from tayninh_portal.models import User


@dataclass(frozen=True)
class Post:
    """One post a person holds on a day: the role, and the agency it is held in, which may be the Sở
    (``of_department``)."""

    role: Role
    agency_id: int
    agency_name: str
    title: str
    of_department: bool


# What a post is read with, beside its role.
_HELD = ("agency", "agency__name", "title", "agency__is_department")


def _ever_held(user: int) -> models.QuerySet[Any, tuple[Any, ...]]:
    posts = apps.get_model("portal", "Appointment")._default_manager.filter(user=user)
    return posts.order_by("pk").values_list("role", *_HELD, "starts_on", "ends_on")


_EVER_HELD = Prepared(_ever_held)


def today() -> date:
    """Today in Tây Ninh."""
    return timezone.localdate()


def posts_of(user: User | AnonymousUser, on: date | None = None) -> tuple[Post, ...]:
    """The posts ``user`` holds on a day (default today), read once a request and day."""
    if not user.is_authenticated or not user.is_active:
        return ()
    on = on or today()
    cache: dict[date, tuple[Post, ...]] = user.__dict__.setdefault("_posts_by_day", {})
    if on not in cache:
        # All there ever were: they are few, and to ask for a day costs more than to look at it.
        cache[on] = tuple(
            Post(Role(role), *held)
            for role, *held, starts_on, ends_on in _EVER_HELD(user.pk)
            if starts_on <= on and (ends_on is None or on <= ends_on)
        )
    return cache[on]


def read_posts(users: Sequence[User], on: date) -> None:
    """Read the posts of many on a day with one query, for ``posts_of`` to know."""
    found: dict[int, list[Post]] = {user.pk: [] for user in users if user.is_active}
    if not found:
        return
    rows = users[0].appointments.model.objects.on(on).filter(user__in=found).order_by("pk")
    for holder, role, *held in rows.values_list("user", "role", *_HELD):
        found[holder].append(Post(Role(role), *held))
    for user in users:
        posts = tuple(found.get(user.pk, ()))
        user.__dict__.setdefault("_posts_by_day", {})[on] = posts
