"""The registry as it was on a day: by kind, group and any name ever borne."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters

from inspections.agencies.models import Agency, LegalKind, ReportGroup
from tayninh_portal.access import today
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words


class AgencyFilter(django_filters.FilterSet):
    """The registry as it was on a day (today unset), by kind, group and any name ever borne."""

    q = django_filters.CharFilter(label="Tìm theo tên, mã", method="search")
    kind = django_filters.ChoiceFilter(
        label="Loại", choices=LegalKind.choices, field_name="legal_kind", empty_label="Tất cả"
    )
    group = django_filters.ChoiceFilter(
        label="Nhóm báo cáo",
        choices=[*ReportGroup.choices, ("none", "Không thuộc nhóm nào")],
        method="in_group",
        empty_label="Tất cả",
    )
    day = DayFilter(label="Hoạt động vào ngày", method="leave")

    class Meta:
        model = Agency
        fields: tuple[str, ...] = ()

    @property
    def day_asked(self) -> date:
        """The day of the list; a nonsense day is said at its field, and today is shown."""
        self.form.full_clean()
        return self.form.cleaned_data.get("day") or today()

    def filter_queryset(self, queryset: Any) -> Any:
        """On the day asked, under the names of that day."""
        day = self.day_asked
        return super().filter_queryset(queryset.on(day).named_on(day))

    def leave(self, queryset: Any, name: str, value: date) -> Any:
        """The day is no condition of its own: ``filter_queryset`` has applied it."""
        return queryset

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Every word, with or without accents."""
        for word in search_words(value):
            queryset = queryset.filter(search__contains=word)
        return queryset

    def in_group(self, queryset: Any, name: str, value: str) -> Any:
        """One report group, or the bodies that are in none."""
        return queryset.filter(report_group="" if value == "none" else value)
