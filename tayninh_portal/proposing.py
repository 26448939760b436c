"""A text box with proposals that show while one types; what was typed is understood by its field,
so it works without a mouse and without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms


class ProposingInput(forms.TextInput):
    """A text input with proposals (a datalist), asked when it is drawn."""

    template_name = "components/_proposing_input.html"

    def __init__(self, proposals: Callable[[], list[str]]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.proposals = proposals

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The input's own context, and the proposals."""
        context = super().get_context(name, value, attrs)
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = context["list_id"]
        context["proposals"] = self.proposals()
        return context
