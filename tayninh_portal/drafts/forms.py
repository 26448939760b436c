"""What a browser sends of a form that is being filled in."""

from __future__ import annotations

from django import forms


class DraftForm(forms.Form):
    """``form`` is the path the form is sent to, ``writer`` whose page it stands on."""

    key = forms.UUIDField()
    writer = forms.CharField(max_length=64)
    form = forms.CharField(max_length=500)
    sheet = forms.CharField(strip=False)
