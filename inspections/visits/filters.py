"""The list of visits: by agency, state, kind, cause and days; sorted by what its head says."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet

from inspections.agencies.models import ReportGroup
from inspections.visits.models import Visit, VisitCause, VisitState
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words

SELECT = {"class": "form-select"}
# ?sort= → order; the rest of each order makes it one and the same on both databases.
SORTS = {
    "day": ("day", "starts_at", "pk"),
    "-day": ("-day", "-starts_at", "-pk"),
    "agency": ("agency__name_key", "-day", "-pk"),
    "-agency": ("-agency__name_key", "-day", "-pk"),
    "violations": ("violations", "-day", "-pk"),
    "-violations": ("-violations", "-day", "-pk"),
}
NEWEST_FIRST = "-day"
# Asked for now and then: folded away until one of them is asked for.
SELDOM = ("group", "kind", "cause")


class VisitFilter(django_filters.FilterSet):
    """Over ``Visit.objects.visible_to(user)``."""

    q = django_filters.CharFilter(
        label="Cơ quan",
        method="by_words",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    group = django_filters.ChoiceFilter(
        label="Nhóm cơ quan",
        field_name="agency__report_group",
        choices=ReportGroup.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        choices=VisitState.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    kind = django_filters.ChoiceFilter(
        label="Hình thức",
        method="by_kind",
        choices=[("surprise", "Đột xuất"), ("announced", "Báo trước")],
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    cause = django_filters.ChoiceFilter(
        label="Lý do",
        choices=VisitCause.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    since = DayFilter(label="Từ ngày", field_name="day", lookup_expr="gte")
    until = DayFilter(label="Đến ngày", field_name="day", lookup_expr="lte")

    class Meta:
        model = Visit
        fields = ("q", "group", "state", "kind", "cause", "since", "until")

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The filters that stand folded."""
        return [self.form[name] for name in SELDOM]

    def by_words(self, rows: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        """Every word in a name of the agency, the number of the basis or the place, accents or
        not."""
        for word in search_words(value):
            rows = rows.filter(search__contains=word)
        return rows

    def by_kind(self, rows: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        """Surprise or announced."""
        return rows.filter(is_surprise=value == "surprise")

    def sorted(self) -> QuerySet[Visit]:
        """What was asked for, in the order of ``?sort=``."""
        order = SORTS.get(self.data.get("sort", ""), SORTS[NEWEST_FIRST])
        return self.qs.order_by(*order)
