"""Filters of the list of complaints."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from inspections.agencies.models import Agency
from inspections.complaints.models import (
    COMPLAINT_OPEN,
    Complaint,
    ComplaintClass,
    ComplaintQuerySet,
    ComplaintState,
)
from tayninh_portal.access import today
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words

# A number of more digits fits no column of the database.
LONGEST_NUMBER = 10

OPEN = "open"
UNCLASSIFIED = "none"


class ComplaintFilter(django_filters.FilterSet):
    """The list of complaints; nothing in it searches what a person said."""

    q = django_filters.CharFilter(
        label="Cơ quan, mã 1022, số",
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        choices=[(OPEN, "Đang mở"), *ComplaintState.choices],
        method="by_state",
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    classification = django_filters.ChoiceFilter(
        label="Phân loại",
        choices=[(UNCLASSIFIED, "Chưa phân loại"), *ComplaintClass.choices[1:]],
        method="by_class",
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    received_from = DayFilter(
        label="Tiếp nhận từ ngày", field_name="received_on", lookup_expr="gte"
    )
    received_to = DayFilter(label="Đến hết ngày", field_name="received_on", lookup_expr="lte")
    overdue = django_filters.BooleanFilter(
        label="Quá hạn",
        method="by_deadline",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    # Asked for by addresses alone (the dashboard); a list of all agencies helps nobody.
    handed_to = django_filters.ModelChoiceFilter(
        label="Giao cho", queryset=Agency.objects.all(), widget=forms.HiddenInput
    )

    class Meta:
        model = Complaint
        fields = (
            "q",
            "state",
            "classification",
            "received_from",
            "received_to",
            "overdue",
            "handed_to",
        )

    def by_words(self, rows: QuerySet[Complaint], name: str, value: str) -> QuerySet[Complaint]:
        """Every word in the agency's name or the outside code, accents or not; or the number."""
        found = Q()
        for word in search_words(value):
            found &= Q(search__contains=word)
        if value.strip().isdecimal() and len(value.strip()) < LONGEST_NUMBER:
            found |= Q(pk=int(value))
        return rows.filter(found)

    def by_state(self, rows: QuerySet[Complaint], name: str, value: str) -> QuerySet[Complaint]:
        """A state, or all in which somebody still has to do something."""
        return rows.filter(state__in=COMPLAINT_OPEN if value == OPEN else (value,))

    def by_class(self, rows: QuerySet[Complaint], name: str, value: str) -> QuerySet[Complaint]:
        """What it is in law."""
        return rows.filter(classification="" if value == UNCLASSIFIED else value)

    def by_deadline(self, rows: ComplaintQuerySet, name: str, value: bool) -> QuerySet[Complaint]:
        """Those whose clock has run out."""
        return rows.overdue(today()) if value else rows
