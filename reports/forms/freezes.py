"""Taking a changed sentence."""

from __future__ import annotations

from django import forms


class SentenceForm(forms.Form):
    """Which sentence: its place, and the checksums of what was shown, old and new."""

    section = forms.CharField(max_length=40)
    old = forms.CharField(max_length=64, required=False)
    new = forms.CharField(max_length=64, required=False)
