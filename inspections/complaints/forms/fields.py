"""Text fields of a complaint's forms."""

from __future__ import annotations

from typing import Any

from django import forms

from tayninh_portal.lib.text import clean_text

NO_NAMES = "Không ghi tên người phản ánh, người bị phản ánh."


class LinesField(forms.CharField):
    """Text of one or more lines, as it is stored."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        """The text normalised, without control characters."""
        return clean_text(super().clean(value))


class LineField(forms.CharField):
    """One line of text, as it is stored; the browser offers nothing it remembers."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "off", **kwargs.pop("attrs", {})}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> str:
        """The text normalised, without control characters."""
        return clean_text(super().clean(value))
