"""Choosing an agency by typing a part of its name, with or without accents.

A list of two hundred names is slow with a telephone in one hand: the browser proposes names while
one types (datalist), and what was typed is understood here, so it works without a mouse and
without JavaScript.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from inspections.agencies.models import Agency, AgencyQuerySet, Succession
from tayninh_portal.access import today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import fold, search_words
from tayninh_portal.proposing import ProposingInput

# So many names fit into a message that is still read.
NAMES_IN_A_MESSAGE = 5


class AgencyField(forms.Field):
    """An ``Agency`` out of ``agencies()``, by its label or by a part of its name only it has.

    Its names are the newest, or those of the day of the form (``choose_on``). Every name it ever
    bore finds a body. ``missing`` is said of a blank box.
    """

    def __init__(
        self,
        *,
        agencies: Callable[[], AgencyQuerySet],
        label: str,
        help_text: str = "",
        required: bool = True,
        missing: str = "",
    ) -> None:
        self.agencies = agencies
        self.day: date | None = None
        self._known: dict[str, Agency] | None = None
        super().__init__(
            widget=ProposingInput(list), label=label, help_text=help_text, required=required
        )
        if missing:
            self.error_messages["required"] = missing

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Each form's own copy; its widget proposes from the same agencies."""
        copied = super().__deepcopy__(memo)
        copied._known = None
        copied.widget.proposals = lambda: copied.labels
        return copied

    def choose_on(self, day: date, agencies: AgencyQuerySet) -> None:
        """Choose among ``agencies``, under the names they bore on ``day``."""
        self.day, self._known = day, None
        self.agencies = lambda: agencies.named_on(day)

    def _labelled(self) -> dict[str, Agency]:
        """Label → agency by name; two of one name are told apart by what stands above them."""
        if self._known is None:
            rows = list(self.agencies().select_related("parent").sorted())
            names = {row.pk: getattr(row, "name_then", None) or row.name for row in rows}
            times = Counter(names.values())
            self._known = {
                name if times[name] == 1 else f"{name} ({row.parent or row.pk})": row
                for row, name in zip(rows, names.values(), strict=True)
            }
        return self._known

    def _near(self, typed: str) -> list[str]:
        """The labels that hold what was typed; where none does, those that hold all its words."""
        held = {label: f"{row.search} {fold(label)}" for label, row in self._labelled().items()}
        words = search_words(typed)
        return [label for label, text in held.items() if typed in text] or [
            label for label, text in held.items() if all(word in text for word in words)
        ]

    def prepare_value(self, value: object) -> object:
        """What was typed, or the label of the agency to begin with."""
        if not isinstance(value, Agency):
            return value
        return next((label for label, row in self._labelled().items() if row == value), value.name)

    def propose_from(self, list_id: str) -> None:
        """Propose from a list that stands on the page once, for a field that is there often."""
        self.widget = forms.TextInput(attrs={"autocomplete": "off", "list": list_id})

    @property
    def labels(self) -> list[str]:
        """What it proposes."""
        return list(self._labelled())

    def has_changed(self, initial: object, data: object) -> bool:
        """By label; blank is blank, whether it was sent or not."""
        return (self.prepare_value(initial) or "") != (data or "")

    def to_python(self, value: object) -> Agency | None:
        """The agency, None for blank. Raises ``ValidationError`` that lists what fits."""
        typed = fold(str(value or ""))
        if not typed:
            return None
        labelled = self._labelled()
        exact = [row for label, row in labelled.items() if fold(label) == typed]
        if len(exact) == 1:
            return exact[0]
        near = self._near(typed)
        if len(near) == 1:
            return labelled[near[0]]
        if not near:
            raise ValidationError(
                _not_then(typed, self.day or today())
                or "Không có cơ quan nào có tên như vậy; gõ lại một phần tên."
            )
        more = "…" if len(near) > NAMES_IN_A_MESSAGE else ""
        names = "; ".join(near[:NAMES_IN_A_MESSAGE])
        raise ValidationError(f"Có {len(near)} cơ quan khớp: {names}{more}. Gõ rõ hơn.")


def _not_then(typed: str, day: date) -> str:
    """What to say where the one body of that name was not there on the day: since when, until when,
    and who took it over.

    Callers name the body they knew; the one that goes on with its work answers today.
    """
    elsewhen = Q(ends_on__lt=day) | Q(starts_on__gt=day)
    rows = list(Agency.objects.filter(elsewhen, search__contains=typed[:200]))
    found = [row for row in rows if fold(row.name) == typed] or rows
    old = found[0] if len(found) == 1 else None
    if old is None:
        return ""
    if old.ends_on is None or old.starts_on > day:
        return f"{old.name} hoạt động từ ngày {short_date(old.starts_on)}; ghi cơ quan trước đó."
    successors = Agency.objects.on(day).filter(pk__in=_successors_of(old)).sorted()
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
