"""The list of remedies: by agency, state (overdue among them), last days and who is in charge."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from inspections.agencies.models import Agency
from inspections.remedies.models import Remedy, RemedyQuerySet, RemedyState
from inspections.visits.filters import SELECT
from tayninh_portal.access import DEPARTMENT, roles_of, today
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words

# ?sort= → order; the rest of each order makes it one and the same on both databases.
SORTS = {
    "due": ("due_on", "pk"),
    "-due": ("-due_on", "-pk"),
    "agency": ("finding__visit__agency__name_key", "due_on", "pk"),
    "-agency": ("-finding__visit__agency__name_key", "due_on", "pk"),
}
NEWEST_FIRST = "-due"
# Not a state of its own: the clock alone makes it.
OVERDUE = "overdue"


class RemedyFilter(django_filters.FilterSet):
    """Over ``Remedy.objects.visible_to(user)``."""

    q = django_filters.CharFilter(
        label="Cơ quan",
        method="by_words",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        method="by_state",
        choices=[(OVERDUE, "Quá hạn, chưa báo cáo"), *RemedyState.choices],
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    since = DayFilter(
        label="Hạn từ ngày",
        field_name="due_on",
        lookup_expr="gte",
    )
    until = DayFilter(
        label="Đến ngày",
        field_name="due_on",
        lookup_expr="lte",
    )
    mine = django_filters.BooleanFilter(
        label="Tôi phụ trách",
        method="by_charge",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    agency = django_filters.ModelChoiceFilter(
        method="by_agency", queryset=Agency.objects.all(), widget=forms.HiddenInput
    )

    class Meta:
        model = Remedy
        fields = ("q", "state", "since", "until", "mine", "agency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not roles_of(self.request.user) & DEPARTMENT:
            del self.form.fields["mine"]

    def by_words(self, rows: RemedyQuerySet, name: str, value: str) -> RemedyQuerySet:
        """A name of the agency inspected or of the one that took over, accents or not."""
        for word in search_words(value):
            rows = rows.filter(
                Q(finding__visit__agency__search__contains=word)
                | Q(receiver__search__contains=word)
            )
        return rows

    def by_state(self, rows: RemedyQuerySet, name: str, value: str) -> RemedyQuerySet:
        """A state, or open ones whose last day is over."""
        return rows.overdue(today()) if value == OVERDUE else rows.filter(state=value)

    def by_charge(self, rows: RemedyQuerySet, name: str, value: bool) -> RemedyQuerySet:
        """Agencies the person is in charge of today."""
        return rows.in_charge_of(self.request.user, today()) if value else rows

    def by_agency(self, rows: RemedyQuerySet, name: str, value: Agency) -> RemedyQuerySet:
        """Those one agency has to put right."""
        own = Q(receiver=None, finding__visit__agency=value)
        return rows.filter(own | Q(receiver=value))

    def sorted(self) -> RemedyQuerySet:
        """What was asked for, in the order of ``?sort=``."""
        rows: RemedyQuerySet = self.qs
        return rows.order_by(*SORTS.get(self.data.get("sort", ""), SORTS[NEWEST_FIRST]))
