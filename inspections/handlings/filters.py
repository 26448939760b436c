"""The list of recommendations and what became of them: by agency, subject, result and days."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from inspections.agencies.models import Agency
from inspections.catalogues.models import Subject
from inspections.findings.models import Finding
from inspections.handlings.models import Handling, HandlingState, in_charge_of
from inspections.visits.filters import SELECT
from tayninh_portal.access import DEPARTMENT, roles_of, today
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words

# ?sort= → order; the rest of each order makes it one and the same on both databases.
SORTS = {
    "day": ("visit_day", "visit_id", "pk"),
    "-day": ("-visit_day", "-visit_id", "pk"),
    "agency": ("visit__agency__name_key", "-visit_day", "-visit_id", "pk"),
    "-agency": ("-visit__agency__name_key", "-visit_day", "-visit_id", "pk"),
}
NEWEST_FIRST = "-day"
NONE_YET = "none"
STATES = (
    (NONE_YET, "Chưa có kết quả"),
    *((s.value, s.label) for s in HandlingState if s != HandlingState.WITHDRAWN),
)


class HandlingFilter(django_filters.FilterSet):
    """Over findings the person may see; the state is that of the handling he may see."""

    q = django_filters.CharFilter(
        label="Cơ quan",
        method="by_words",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    subject = django_filters.ChoiceFilter(
        label="Đối tượng",
        choices=Subject.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    state = django_filters.ChoiceFilter(
        label="Kết quả xử lý",
        method="by_state",
        choices=STATES,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    since = DayFilter(
        label="Kiểm tra từ ngày",
        field_name="visit_day",
        lookup_expr="gte",
    )
    until = DayFilter(
        label="Đến ngày",
        field_name="visit_day",
        lookup_expr="lte",
    )
    mine = django_filters.BooleanFilter(
        label="Tôi phụ trách",
        method="by_charge",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    agency = django_filters.ModelChoiceFilter(
        field_name="visit__agency", queryset=Agency.objects.all(), widget=forms.HiddenInput
    )

    class Meta:
        model = Finding
        fields = ("q", "subject", "state", "since", "until", "mine", "agency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not roles_of(self.request.user) & DEPARTMENT:
            del self.form.fields["mine"]

    def by_words(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """A name of the agency, accents or not."""
        for word in search_words(value):
            rows = rows.filter(visit__agency__search__contains=word)
        return rows

    def by_state(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        """Where the standing handling is, or that there is none to be seen."""
        seen = Handling.objects.standing().visible_to(self.request.user)
        seen = seen.filter(finding=OuterRef("pk"))
        if value == NONE_YET:
            return rows.filter(~Exists(seen))
        return rows.filter(Exists(seen.filter(state=value)))

    def by_charge(self, rows: QuerySet[Finding], name: str, value: bool) -> QuerySet[Finding]:
        """Agencies the person is in charge of today."""
        mine = in_charge_of(self.request.user, today(), "visit__agency")
        return rows.filter(mine) if value else rows

    def sorted(self) -> QuerySet[Finding]:
        """What was asked for, in the order of ``?sort=``."""
        rows: QuerySet[Finding] = self.qs
        return rows.order_by(*SORTS.get(self.data.get("sort", ""), SORTS[NEWEST_FIRST]))
