"""The list of rounds by state, and the due list of a round: by name, group, state and charge."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from inspections.agencies.models import ReportGroup
from inspections.people.models import Assignment
from inspections.rounds.models import DueAgency, Round, RoundState, SubmissionState
from inspections.submissions.workflow import EDITABLE
from tayninh_portal.access import today
from tayninh_portal.lib.vietnamese import search_words

# Values of the state filter that are no state of a submission.
NOT_STARTED, NOT_FILED = "none", "unfiled"


class RoundFilter(django_filters.FilterSet):
    """The list of rounds by state."""

    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        choices=RoundState.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = Round
        fields = ("state",)


class DueFilter(django_filters.FilterSet):
    """The due list of a round; over a queryset joined by ``DueQuerySet.with_result``."""

    q = django_filters.CharFilter(
        label="Tên cơ quan",
        method="by_words",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    group = django_filters.ChoiceFilter(
        label="Nhóm",
        choices=ReportGroup.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        method="by_state",
        choices=[(NOT_FILED, "Chưa gửi"), (NOT_STARTED, "Chưa nhập"), *SubmissionState.choices],
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    mine = django_filters.BooleanFilter(
        label="Tôi phụ trách",
        method="by_charge",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    class Meta:
        model = DueAgency
        fields = ("q", "group", "state", "mine")

    def by_words(self, rows: QuerySet[DueAgency], name: str, value: str) -> QuerySet[DueAgency]:
        """Every word of a name, with or without accents."""
        for word in search_words(value):
            rows = rows.filter(agency__search__contains=word)
        return rows

    def by_state(self, rows: QuerySet[DueAgency], name: str, value: str) -> QuerySet[DueAgency]:
        """A state of the result, or that there is none, or that none has been sent."""
        if value == NOT_STARTED:
            return rows.filter(result__isnull=True)
        if value == NOT_FILED:
            return rows.filter(Q(result__isnull=True) | Q(result__state__in=EDITABLE))
        return rows.filter(result__state=value)

    def by_charge(self, rows: QuerySet[DueAgency], name: str, value: bool) -> QuerySet[DueAgency]:
        """Agencies the person is in charge of today."""
        if not value:
            return rows
        charge = Assignment.objects.on(today()).filter(user=self.request.user)
        return rows.filter(agency__in=charge.values("agency"))
