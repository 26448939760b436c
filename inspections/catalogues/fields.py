"""The field other rooms choose a row of a catalogue with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from inspections.catalogues.models import DatedRow, ForKinds


class RowSelect(forms.Select):
    """Says of each option for which kinds of person it is, where it is not for all: a script then
    offers it with those alone (``ForKinds.told``)."""

    told: Mapping[str, str] = {}

    def create_option(
        self,
        name: str,
        value: object,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: dict[str, object] | None = None,
    ) -> dict[str, object]:
        """One option."""
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if kinds := self.told.get(str(value)):
            option["attrs"]["data-kinds"] = kinds
        return option


class RowField(forms.TypedChoiceField):
    """A choice among rows of a catalogue, in groups; cleans to the row or None."""

    def __init__(self, **kwargs: Any) -> None:  # what a field of Django takes
        super().__init__(coerce=int, empty_value=None, widget=RowSelect, **kwargs)
        self._rows: dict[int, DatedRow] = {}

    def offer(self, groups: Sequence[tuple[str, Sequence[DatedRow]]], empty: str) -> None:
        """Offer the rows of ``groups``; a single group without label is not shown as one."""
        self._rows = {row.pk: row for _, rows in groups for row in rows}
        if isinstance(self.widget, RowSelect):
            kinds = (row for row in self._rows.values() if isinstance(row, ForKinds))
            self.widget.told = {str(row.pk): row.told for row in kinds}
        options: list[Any] = [("", empty)]
        for label, rows in groups:
            pairs = [(row.pk, row.name) for row in rows]
            options += [(label, pairs)] if label and pairs else pairs
        self.choices = options

    def clean(self, value: object) -> DatedRow | None:
        """The chosen row."""
        key = super().clean(value)
        return None if key is None else self._rows[key]
