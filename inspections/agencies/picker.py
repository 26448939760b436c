"""Choosing an agency by typing a part of its name, with or without accents.

A list of two hundred names is slow with a telephone in one hand: the browser proposes names while
one types (datalist), and what was typed is understood here, so it works without a mouse and
without JavaScript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError

from inspections.agencies.models import Agency, AgencyQuerySet, Succession
from tayninh_portal.access import today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import fold

# So many names fit into a message that is still read.
NAMES_IN_A_MESSAGE = 5


class AgencyInput(forms.TextInput):
    """A text input with the names to choose from."""

    template_name = "complaints/_agency_input.html"

    def __init__(self, labels: Callable[[], list[str]]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.labels = labels

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The input's own context, and the proposals."""
        context = super().get_context(name, value, attrs)
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = context["list_id"]
        context["labels"] = self.labels()
        return context


class AgencyField(forms.Field):
    """An ``Agency`` out of ``agencies()``, by its label or by a part of its name only it has."""

    def __init__(
        self,
        *,
        agencies: Callable[[], AgencyQuerySet],
        label: str,
        help_text: str = "",
    ) -> None:
        self.agencies = agencies
        super().__init__(
            widget=AgencyInput(lambda: list(self._labelled())),
            label=label,
            help_text=help_text,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Each form's own copy; its widget asks the same agencies."""
        copied = super().__deepcopy__(memo)
        copied.widget.labels = lambda: list(copied._labelled())
        return copied

    def _labelled(self) -> dict[str, Agency]:
        """Label → agency by name; two of one name are told apart by what stands above them."""
        rows = list(self.agencies().select_related("parent").sorted())
        times = Counter(row.name for row in rows)
        return {
            row.name if times[row.name] == 1 else f"{row.name} ({row.parent or row.pk})": row
            for row in rows
        }

    def prepare_value(self, value: object) -> object:
        """What was typed, or the name of the agency to begin with."""
        return value.name if isinstance(value, Agency) else value

    def has_changed(self, initial: object, data: object) -> bool:
        """By name."""
        return bool(self.prepare_value(initial) != data)

    def to_python(self, value: object) -> Agency | None:
        """The agency, None for blank. Raises ``ValidationError`` that lists what fits."""
        typed = fold(str(value or ""))
        if not typed:
            return None
        labelled = self._labelled()
        exact = [row for label, row in labelled.items() if fold(label) == typed]
        near = [label for label, row in labelled.items() if typed in row.search]
        if len(exact) == 1:
            return exact[0]
        if len(near) == 1:
            return labelled[near[0]]
        if not near:
            raise ValidationError(
                _ended(typed) or "Không có cơ quan nào có tên như vậy; gõ lại một phần tên."
            )
        more = "…" if len(near) > NAMES_IN_A_MESSAGE else ""
        names = "; ".join(near[:NAMES_IN_A_MESSAGE])
        raise ValidationError(f"Có {len(near)} cơ quan khớp: {names}{more}. Gõ rõ hơn.")


def _ended(typed: str) -> str:
    """What to say where the one body of that name has ended: since when, and who took it over.

    Callers name the body they knew; the one that goes on with its work answers today.
    """
    rows = list(Agency.objects.filter(ends_on__lt=today(), search__contains=typed[:200]))
    found = [row for row in rows if fold(row.name) == typed] or rows
    old = found[0] if len(found) == 1 else None
    if old is None or old.ends_on is None:
        return ""
    successors = Agency.objects.on(today()).filter(pk__in=_successors_of(old)).sorted()
    names = list(successors.values_list("name", flat=True)[:NAMES_IN_A_MESSAGE])
    goes_on = f"cơ quan tiếp nhận: {'; '.join(names)}" if names else "cơ quan đang hoạt động"
    return f"{old.name} hoạt động đến hết ngày {short_date(old.ends_on)}; ghi {goes_on}."


def _successors_of(old: Agency) -> set[int]:
    """Ids of the bodies that took ``old`` over, and of those that took these over."""
    found: set[int] = set()
    asked = {old.pk}
    while asked:
        rows = Succession.objects.filter(predecessor__in=asked)
        asked = set(rows.values_list("successor", flat=True)) - found
        found |= asked
    return found
