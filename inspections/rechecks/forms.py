"""The form of what was looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from inspections.findings.models import Finding
from inspections.rechecks.actions import Source, stamp_of
from inspections.rechecks.models import Recheck, RecheckResult
from tayninh_portal.forms import ClientIdForm, Sent
from tayninh_portal.lib.dates import short_date

SKIPPED = ("skipped", "Không kiểm tra lại")


class RecheckForm(ClientIdForm):
    """One question for each thing that was said on the earlier visit."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Sent = None, *, sources: Sequence[Source], known: Mapping[Source, Recheck]
    ) -> None:
        super().__init__(data, initial={"seen": stamp_of(known.values())})
        self._sources = {_name(source): source for source in sources}
        for name, source in self._sources.items():
            row = known.get(source)
            self.fields[name] = forms.ChoiceField(
                label=_label(source),
                help_text=source.description if isinstance(source, Finding) else source.text,
                choices=[*RecheckResult.choices, SKIPPED],
                initial=(row and row.result) or SKIPPED[0],
                widget=forms.RadioSelect,
            )

    @property
    def results(self) -> dict[Source, str]:
        """What was answered about each."""
        said = self.cleaned_data
        found = {source: said[name] for name, source in self._sources.items()}
        return {source: "" if word == SKIPPED[0] else word for source, word in found.items()}


def _name(source: Source) -> str:
    return f"{'finding' if isinstance(source, Finding) else 'recommendation'}-{source.pk}"


def _label(source: Source) -> str:
    what = str(source.category) if isinstance(source, Finding) else str(source)
    due = source.remedy_due_on
    return f"{what} (hạn khắc phục {short_date(due)})" if due else what
