"""Accounts by name or staff code, by the post held today, and by whether they are in use."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef

from inspections.agencies.forms import AgencyLabel
from inspections.agencies.models import Agency
from tayninh_portal.access import Role, today
from tayninh_portal.lib.vietnamese import search_words
from tayninh_portal.models import Appointment, User

IN_USE, LOCKED, WITHOUT_POST = "in_use", "locked", "without_post"


class AgencyField(AgencyLabel, django_filters.fields.ModelChoiceField):
    """One body of the registry, to filter by."""


class AgencyFilter(django_filters.ModelChoiceFilter):
    """By a body of the registry."""

    field_class = AgencyField


class AccountFilter(django_filters.FilterSet):
    """Accounts by name or staff code, by the post held today, and by whether they are in use."""

    q = django_filters.CharFilter(label="Tìm theo tên, mã", method="search")
    role = django_filters.ChoiceFilter(
        label="Vai trò", choices=Role.choices, method="leave", empty_label="Tất cả"
    )
    agency = AgencyFilter(
        label="Cơ quan",
        queryset=lambda request: Agency.objects.inside().select_related("parent").sorted(),
        method="leave",
        empty_label="Tất cả",
    )
    state = django_filters.ChoiceFilter(
        label="Tình trạng",
        choices=[
            (IN_USE, "Đang dùng"),
            (LOCKED, "Đã khóa"),
            (WITHOUT_POST, "Không có chức trách"),
        ],
        method="in_state",
        empty_label="Tất cả",
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """Role and agency must be those of one and the same post."""
        asked = {
            name: self.form.cleaned_data[name]
            for name in ("role", "agency")
            if self.form.cleaned_data.get(name)
        }
        if asked:
            queryset = queryset.filter(Exists(_posts(today()).filter(**asked)))
        return super().filter_queryset(queryset)

    def leave(self, queryset: Any, name: str, value: Any) -> Any:
        """Applied by ``filter_queryset``."""
        return queryset

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Every word, with or without accents."""
        for word in search_words(value):
            queryset = queryset.filter(search__contains=word)
        return queryset

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """In use, locked, or without a post today."""
        if value == WITHOUT_POST:
            return queryset.filter(~Exists(_posts(today())))
        return queryset.filter(is_active=value == IN_USE)


def _posts(day: date) -> Any:
    """Posts of the account of the outer query on ``day``."""
    return Appointment.objects.on(day).filter(user=OuterRef("pk"))
