"""Taking a changed sentence; standing by a warning of the checks."""

from __future__ import annotations

import uuid

from django import forms

from reports.checks.models import Acceptance
from reports.freezing.acceptances import LONGEST, SHORTEST
from tayninh_portal.record_forms import LostRace


class SentenceForm(forms.Form):
    """Which sentence: its place, and the checksums of what was shown, old and new."""

    section = forms.CharField(max_length=40)
    old = forms.CharField(max_length=64, required=False)
    new = forms.CharField(max_length=64, required=False)


class AcceptanceForm(forms.Form):
    """The reason; the action checks it, so that it is checked however it comes."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    lost: LostRace | None = None

    reason = forms.CharField(
        label="Lý do chấp nhận",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Ít nhất {SHORTEST} ký tự. Lý do được ghi vào Phiếu kiểm tra số liệu cùng họ "
        "tên, chức vụ của bạn và ngày chấp nhận, không in trong báo cáo; không ghi tên người vi "
        "phạm, người phản ánh.",
    )

    def lose_to(self, first: Acceptance, by_self: bool) -> None:
        """Show the reason that stands beside what was typed; it stays, whoever sends another."""
        texts = ((str(self["reason"].label), first.reason, self.cleaned_data["reason"]),)
        self.lost = LostRace(by_self, (), texts)
        who = "Bạn" if by_self else first.by.get_full_name()
        self.add_error(None, f"{who} đã chấp nhận cảnh báo này trước, lý do giữ nguyên.")
