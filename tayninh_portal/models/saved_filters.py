"""Filters of a list that a person keeps under a name of their own."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tayninh_portal.models.users import User


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Filters by whose they are."""

    def visible_to(self, user: User) -> SavedFilterQuerySet:
        """One's own and nobody else's."""
        return self.filter(user=user.pk)


class SavedFilter(models.Model):
    """One name for one query string of one list; ``list_name`` is the name of its address.

    Not a counted record: it is a person's convenience, who deletes it as they like.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    list_name = models.CharField("danh sách", max_length=60)
    name = models.CharField("tên bộ lọc", max_length=60)
    name_key = models.CharField(max_length=120, editable=False)
    query = models.CharField("điều kiện", max_length=600)
    created_at = models.DateTimeField()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name", "name"],
                name="saved_filter_once_a_name",
                violation_error_message="Danh sách này đã có bộ lọc cùng tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
