"""A field that takes several files at once."""

from __future__ import annotations

from typing import Any

from django import forms


class FilesInput(forms.FileInput):
    """The choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files as they were sent, in their order; what is wrong with one its action says, so that the
    others are not lost with it."""

    widget = FilesInput

    def __init__(self, *, label: str, help_text: str) -> None:
        super().__init__(label=label, help_text=help_text, allow_empty_file=True)
        self.error_messages["required"] = "Chọn ít nhất một tệp."

    def clean(self, data: object, initial: object = None) -> list[Any]:
        """The files, none of them opened. Raises ``ValidationError`` for none."""
        files = data if isinstance(data, list) and data else [None]
        return [super(FilesField, self).clean(file, initial) for file in files]
