"""What every page asks that shows an identity: why it is read."""

from __future__ import annotations

from django import forms

from tayninh_portal.forms import TextField


class ReadIdentityForm(forms.Form):
    """Why the name of a person is read. It changes no record, so it carries no version; sent twice
    it is read twice, and both readings are kept."""

    reason = TextField(
        label="Lý do xem",
        max_length=300,
        error_messages={"required": "Hãy ghi rõ lý do xem; lý do được lưu lại."},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: soạn văn bản đề nghị xử lý. Lý do, người xem và thời điểm được lưu lại.",
    )
