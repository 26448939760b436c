"""The list of reports: by words and by where they stand."""

from __future__ import annotations

import django_filters
from django import forms

from reports.narrative.models import Report, ReportState


class ReportFilter(django_filters.FilterSet):
    """Over the reports the person may see."""

    year = django_filters.NumberFilter(
        label="Năm báo cáo",
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    state = django_filters.ChoiceFilter(
        label="Trạng thái",
        choices=ReportState.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = Report
        fields = ("year", "state")
