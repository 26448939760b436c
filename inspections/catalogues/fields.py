"""The field other rooms choose a row of a catalogue with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from inspections.catalogues.models import DatedRow


class RowField(forms.TypedChoiceField):
    """A choice among rows of a catalogue, in groups; cleans to the row or None."""

    def __init__(self, **kwargs: Any) -> None:  # what a field of Django takes
        super().__init__(coerce=int, empty_value=None, **kwargs)
        self._rows: dict[int, DatedRow] = {}

    def offer(self, groups: Sequence[tuple[str, Sequence[DatedRow]]], empty: str) -> None:
        """Offer the rows of ``groups``; a single group without label is not shown as one."""
        self._rows = {row.pk: row for _, rows in groups for row in rows}
        options: list[Any] = [("", empty)]
        for label, rows in groups:
            pairs = [(row.pk, row.name) for row in rows]
            options += [(label, pairs)] if label and pairs else pairs
        self.choices = options

    def clean(self, value: object) -> DatedRow | None:
        """The chosen row."""
        key = super().clean(value)
        return None if key is None else self._rows[key]
