"""The filters every list is made of: words, choices, days, "mine", and one agency by its link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import reduce
from operator import or_
from typing import TypeVar, cast

import django_filters
from django import forms
from django.core.validators import EMPTY_VALUES
from django.db.models import Model, Q, QuerySet

from tayninh_portal.access import DEPARTMENT, roles_of
from tayninh_portal.forms import DateField, DateInput
from tayninh_portal.http import Request
from tayninh_portal.lib.prepared import Value
from tayninh_portal.lib.vietnamese import search_words
from tayninh_portal.models import User

Q_ = TypeVar("Q_", bound=QuerySet[Model])
Choice = tuple[str, str]
# A filter by a method: its name, or a function of (rows, name of the filter, value).
Method = str | Callable[..., object]


class ListFilter(django_filters.FilterSet):
    """The filters of a list, over the rows its person may see.

    A filter called ``mine`` is for the Sở alone: nobody else is in charge of an agency. One called
    ``agency`` is mostly ``one_of``, hidden: addresses ask for it, and the page says it.
    """

    # Asked for now and then: folded away until one of them is asked for.
    seldom: tuple[str, ...] = ()
    _form_class: type[forms.Form]

    def __init__(
        self,
        data: Mapping[str, str] | None,
        queryset: QuerySet[Model],
        *,
        request: Request,
    ) -> None:
        # What the library does itself, without a deep copy of every filter for each request.
        self.is_bound, self.data, self.form_prefix = data is not None, data or {}, None
        self.queryset, self.request = queryset, request
        self.filters = {name: copy(each) for name, each in self.base_filters.items()}
        for each in self.filters.values():
            each.parent, each.model = self, queryset.model
            each.method = each.method  # the copy's own, which asks the copy's parent
        if "mine" in self.form.fields and not roles_of(self.user) & DEPARTMENT:
            del self.form.fields["mine"]

    def get_form_class(self) -> type[forms.Form]:
        """The form of the filters, made once: none of its fields depends on the request."""
        kind = type(self)
        if "_form_class" not in kind.__dict__:
            kind._form_class = super().get_form_class()
        return kind._form_class

    @property
    def user(self) -> User:
        """Who asks."""
        return self.request.user

    @property
    def depends_on(self) -> tuple[Value, ...]:
        """What the lines of the list depend on beside their rows: the day of a registry."""
        return ()

    @property
    def is_asked(self) -> bool:
        """Whether anything is asked at all: an empty list then says so."""
        return any(self.request.GET.get(name) for name in self.filters)

    @property
    def only(self) -> Model | None:
        """The one agency an address asks for, which the page then names; no box shows it."""
        if "agency" not in self.form.fields or not self.form["agency"].is_hidden:
            return None
        self.form.full_clean()
        return cast("Model | None", self.form.cleaned_data.get("agency"))

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The filters that stand folded."""
        return [self.form[name] for name in self.seldom]


class WordsFilter(django_filters.CharFilter):
    """Every word somewhere in one of the search columns, in any order, with or without accents."""

    def __init__(self, label: str, *columns: str) -> None:
        look = {"class": "form-control", "type": "search"}
        super().__init__(label=label, widget=forms.TextInput(attrs=look))
        self.columns = columns

    def filter(self, qs: Q_, value: str) -> Q_:
        """The rows with every word."""
        return qs if value in EMPTY_VALUES else qs.filter(self.found(value))

    def found(self, value: str) -> Q:
        """What a row that has every word meets."""
        met = Q()
        for word in search_words(value):
            met &= reduce(or_, (Q(**{f"{column}__word": word}) for column in self.columns))
        return met


class DayFilter(django_filters.Filter):
    """A day written as everywhere in the portal (05/7/2019), in a box of a day's width."""

    field_class = DateField

    def __init__(
        self,
        label: str,
        field_name: str | None = None,
        lookup_expr: str = "exact",
        method: Method | None = None,
    ) -> None:
        super().__init__(field_name, lookup_expr, label=label, method=method)
        widget = DateInput()
        widget.attrs["class"] = "form-control dateinput"
        self.extra["widget"] = widget


def day_from(label: str, column: str) -> DayFilter:
    """From a day on, that day with it."""
    return DayFilter(label, column, "gte")


def day_to(label: str, column: str) -> DayFilter:
    """Up to a day, that day with it."""
    return DayFilter(label, column, "lte")


def choice(
    label: str,
    choices: Iterable[Choice] | Callable[[], Iterable[Choice]],
    column: str | None = None,
    *,
    method: Method | None = None,
) -> django_filters.ChoiceFilter:
    """One of ``choices``, or all; by a column (the filter's name unless said) or a method. What is
    kept in the database is a function, asked whenever the box is drawn."""
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices if callable(choices) else list(choices),
        field_name=column,
        method=method,
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def tick(label: str, method: Method) -> django_filters.BooleanFilter:
    """A box to tick; left empty it asks nothing."""
    box = forms.CheckboxInput(attrs={"class": "form-check-input"})
    return django_filters.BooleanFilter(label=label, method=method, widget=box)


def charge_box(method: Method = "by_charge") -> django_filters.BooleanFilter:
    """What the person is in charge of today; ``ListFilter`` shows it to the Sở alone."""
    return tick("Tôi phụ trách", method)


def one_of(
    rows: QuerySet[Model],
    column: str | None = None,
    *,
    label: str = "Cơ quan",
    method: Method | None = None,
) -> django_filters.ModelChoiceFilter:
    """One record that an address asks for: no box on the screen, its label beside what it is."""
    return django_filters.ModelChoiceFilter(
        field_name=column, queryset=rows, label=label, method=method, widget=forms.HiddenInput
    )
