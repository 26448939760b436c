"""The one field of the public tracking page."""

from __future__ import annotations

from django import forms


class TrackingForm(forms.Form):
    """The code the citizen was told; whether it is one is not told by the form."""

    code = forms.CharField(
        label="Mã tra cứu",
        max_length=40,
        help_text="Mã được đọc khi tiếp nhận, dạng XXXX-XXXX-XXXX. Chữ hoa, chữ thường, dấu gạch "
        "đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "Nhập mã tra cứu."},
    )
