"""The list of cited documents: by words, kind and days."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet

from inspections.cited_documents.models import CitedDocument, DocumentKind
from inspections.visits.filters import SELECT
from tayninh_portal.day_filter import DayFilter
from tayninh_portal.lib.vietnamese import search_words

# ?sort= → order; the rest of each order makes it one and the same on both databases.
SORTS = {
    "issued_on": ("issued_on", "pk"),
    "-issued_on": ("-issued_on", "-pk"),
    "agency": ("agency__name_key", "-issued_on", "-pk"),
    "-agency": ("-agency__name_key", "-issued_on", "-pk"),
}
NEWEST_FIRST = "-issued_on"


class DocumentFilter(django_filters.FilterSet):
    """Over ``CitedDocument.objects.visible_to(user)``."""

    q = django_filters.CharFilter(
        label="Số, trích yếu, cơ quan",
        method="by_words",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    kind = django_filters.ChoiceFilter(
        label="Loại văn bản",
        choices=DocumentKind.choices,
        empty_label="Tất cả",
        widget=forms.Select(attrs=SELECT),
    )
    since = DayFilter(
        label="Từ ngày",
        field_name="issued_on",
        lookup_expr="gte",
    )
    until = DayFilter(
        label="Đến ngày",
        field_name="issued_on",
        lookup_expr="lte",
    )

    class Meta:
        model = CitedDocument
        fields = ("q", "kind", "since", "until")

    def by_words(
        self, rows: QuerySet[CitedDocument], name: str, value: str
    ) -> QuerySet[CitedDocument]:
        """Every word somewhere in number, issuer or trích yếu, with or without accents."""
        for word in search_words(value):
            rows = rows.filter(search__contains=word)
        return rows

    def sorted(self) -> QuerySet[CitedDocument]:
        """What was asked for, in the order of ``?sort=``."""
        return self.qs.order_by(*SORTS.get(self.data.get("sort", ""), SORTS[NEWEST_FIRST]))
