"""Taking a changed sentence; standing by a warning of the checks."""

from __future__ import annotations

from django import forms

from reports.freezing.acceptances import LONGEST, SHORTEST


class SentenceForm(forms.Form):
    """Which sentence: its place, and the checksums of what was shown, old and new."""

    section = forms.CharField(max_length=40)
    old = forms.CharField(max_length=64, required=False)
    new = forms.CharField(max_length=64, required=False)


class AcceptanceForm(forms.Form):
    """The reason; the domain checks it, so that it is checked however it comes."""

    reason = forms.CharField(
        label="Lý do chấp nhận",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Ít nhất {SHORTEST} ký tự. Lý do được in trong phụ lục đối chiếu cùng họ tên, "
        "chức vụ của bạn và ngày chấp nhận; không ghi tên người vi phạm, người phản ánh.",
    )
