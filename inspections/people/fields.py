"""The field other rooms choose a person with."""

from __future__ import annotations

from typing import Any

from django import forms


class PersonChoice(forms.ModelChoiceField):
    """A person as they are known from another of the same name: with their staff code."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and staff code."""
        return f"{obj.full_name} ({obj.username})"
