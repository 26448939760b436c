"""The one field of the public tracking page."""

from __future__ import annotations

from typing import Any

from django import forms


class TrackingForm(forms.Form):
    """The code the citizen was told; whether it is one is not told by the form."""

    code = forms.CharField(
        label="Mã tra cứu",
        help_text="Mã được đọc khi tiếp nhận, dạng XXXX-XXXX-XXXX. Chữ hoa, chữ thường, dấu gạch "
        "đều được.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 40}
        ),
        error_messages={"required": "Nhập mã tra cứu."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whatever cannot be a code is answered like a code that nobody has.
        self.fields["code"].validators = []
