"""The fields other rooms choose bodies of the registry with; one is typed in ``picker``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from django import forms

from inspections.agencies.models import Agency, AgencyQuerySet, LegalKind
from tayninh_portal.lib.dates import short_date

# Digits of the largest number both databases hold in a key.
LONGEST_NUMBER = 18


class AgencyLabel:
    """Two communes may bear one name: under which body, and whether it has ended."""

    def label_from_instance(self, obj: Agency) -> str:
        """Name, parent below the province, last day."""
        above = obj.parent
        stated = [obj.name]
        if above is not None and above.legal_kind != LegalKind.PROVINCE:
            stated.append(above.name)
        if obj.ends_on is not None:
            stated.append(f"đến hết {short_date(obj.ends_on)}")
        return ", ".join(stated)


class AgencyChoice(AgencyLabel, forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """One body of the registry."""


class AgenciesChoice(
    AgencyLabel,
    forms.ModelMultipleChoiceField,  # type: ignore[type-arg]  # takes none at run time
):
    """Several bodies of the registry."""

    def clean(self, value: Sequence[object] | None) -> AgencyQuerySet:
        """Refuse a number no body has and no database looks for; Django asks it for any."""
        if any(len(str(pk)) > LONGEST_NUMBER for pk in value or ()):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": ""}
            )
        return cast(AgencyQuerySet, super().clean(value))
