"""Taking a changed sentence; standing by warnings of the checks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import forms

from reports.freezing.shown_checks import ShownProblem


class SentenceForm(forms.Form):
    """Which sentence: its place, and the checksums of what was shown, old and new."""

    section = forms.CharField(max_length=40)
    old = forms.CharField(max_length=64, required=False)
    new = forms.CharField(max_length=64, required=False)


class GivenReason(NamedTuple):
    """What was typed into one box, and which sentence its writer had before their eyes."""

    name: str
    fingerprint: str
    reason: str


def reasons_given(sent: Mapping[str, str]) -> list[GivenReason]:
    """The boxes of a ``ReasonsForm`` as they were sent; one it did not name is none of its own."""
    seen = (pair.partition(":") for pair in sent.get("seen_version", "").split())
    return [GivenReason(name, shown, sent.get(name, "")) for name, _, shown in seen]


class ReasonsForm(forms.Form):
    """A box for the reason of each open warning; the action checks them, however they come.

    ``seen_version`` names box and fingerprint of each, so that a reason is never taken for a
    sentence its writer did not read. One whose numbers changed begins with its reason of before.
    ``carried`` are boxes that were sent and stand on the page no more: the draft of the form is
    known again by them (static/js/drafts-offered.js), and nothing else reads them.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    seen_version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        lines: Iterable[ShownProblem],
        given: Iterable[GivenReason] = (),
        sentences: Mapping[str, str] | None = None,
    ) -> None:
        lines, given = list(lines), list(given)
        by_print = {each.fingerprint: each.reason for each in given}
        by_name = {each.name: each.reason for each in given}
        data = {
            "client_id": str(uuid.uuid4()),
            "seen_version": " ".join(f"{line.name}:{line.problem.fingerprint}" for line in lines),
        }
        for line in lines:
            begins = line.before.reason if line.before else ""
            typed = by_print.get(line.problem.fingerprint, by_name.get(line.name, begins))
            data[line.name] = typed
        super().__init__(data)
        for line in lines:
            self.fields[line.name] = forms.CharField(
                label=f"Lý do chấp nhận cảnh báo {line.number}",
                required=False,
                strip=False,
                widget=forms.Textarea(
                    attrs={
                        "rows": 2,
                        "aria-describedby": f"{line.anchor} id_{line.name}_error",
                    }
                ),
            )
        self.carried = [each for each in given if each.name not in self.fields and each.reason]
        self.full_clean()
        for name, sentence in (sentences or {}).items():
            self.add_error(name or None, sentence)

    def boxes(self, lines: Iterable[ShownProblem]) -> list[tuple[ShownProblem, object]]:
        """Each of some lines with its box; an error has none."""
        return [(line, self[line.name] if line.name in self.fields else None) for line in lines]
