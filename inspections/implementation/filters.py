"""The list of implementation facts: by words, agency, kind, state, days and who is in charge."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from inspections.agencies.models import Agency
from inspections.implementation.models import COUNTED, FactKind, FactState, ImplementationFact
from inspections.visits.filters import SELECT
from tayninh_portal.access import DEPARTMENT, roles_of, today
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words

# ?sort= → order; the rest of each order makes it one and the same on both databases.
SORTS = {
    "day": ("day", "pk"),
    "-day": ("-day", "-pk"),
    "agency": ("agency__name_key", "-day", "-pk"),
    "-agency": ("-agency__name_key", "-day", "-pk"),
    "quantity": ("quantity", "-day", "-pk"),
    "-quantity": ("-quantity", "-day", "-pk"),
}
NEWEST_FIRST = "-day"


class FactFilter(django_filters.FilterSet):
    """Over ``ImplementationFact.objects.visible_to(user)``."""

    q = django_filters.CharFilter(
        label="Nội dung, cơ quan, văn bản",
        method="by_words",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    kind = django_filters.ChoiceFilter(
        label="Loại kết quả",
        choices=FactKind.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        method="by_state",
        choices=FactState.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    since = DayFilter(
        label="Từ ngày",
        field_name="day",
        lookup_expr="gte",
    )
    until = DayFilter(
        label="Đến ngày",
        field_name="day",
        lookup_expr="lte",
    )
    mine = django_filters.BooleanFilter(
        label="Tôi phụ trách",
        method="by_charge",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=Agency.objects.all(), widget=forms.HiddenInput
    )

    class Meta:
        model = ImplementationFact
        fields = ("q", "kind", "state", "since", "until", "mine", "agency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not roles_of(self.request.user) & DEPARTMENT:
            del self.form.fields["mine"]

    def by_words(
        self, rows: QuerySet[ImplementationFact], name: str, value: str
    ) -> QuerySet[ImplementationFact]:
        """Every word in the title, a name of the agency or its document, accents or not."""
        for word in search_words(value):
            rows = rows.filter(
                Q(search__contains=word)
                | Q(agency__search__contains=word)
                | Q(document__search__contains=word)
            )
        return rows

    def by_state(
        self, rows: QuerySet[ImplementationFact], name: str, value: str
    ) -> QuerySet[ImplementationFact]:
        """As the list shows it: what an accepted self-inspection tells is confirmed with it."""
        if value == FactState.CONFIRMED:
            return rows.filter(COUNTED)
        rows = rows.filter(state=value)
        return rows.exclude(COUNTED) if value == FactState.DRAFT else rows

    def by_charge(
        self, rows: QuerySet[ImplementationFact], name: str, value: bool
    ) -> QuerySet[ImplementationFact]:
        """Agencies the person is in charge of today."""
        return rows.in_charge_of(self.request.user, today()) if value else rows

    def sorted(self) -> QuerySet[ImplementationFact]:
        """What was asked for, in the order of ``?sort=``."""
        return self.qs.order_by(*SORTS.get(self.data.get("sort", ""), SORTS[NEWEST_FIRST]))
