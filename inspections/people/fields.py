"""The field other rooms choose a person with."""

from __future__ import annotations

from django import forms

from tayninh_portal.models import User


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """A person as they are known from another of the same name: with their staff code."""

    def label_from_instance(self, obj: User) -> str:
        """Name and staff code."""
        return f"{obj.full_name} ({obj.username})"
