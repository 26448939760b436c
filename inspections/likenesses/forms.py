"""What is asked of who compares two findings."""

from __future__ import annotations

from typing import Any

from django import forms

from tayninh_portal.forms import ClientIdForm, TextField


class CompareForm(ClientIdForm):
    """One person or two, and how somebody knows."""

    is_same = forms.TypedChoiceField(
        label="Hai nội dung này",
        choices=[("yes", "Cùng một người"), ("no", "Hai người khác nhau")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn cùng một người hay hai người khác nhau."},
    )
    grounds = TextField(
        label="Căn cứ",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Đã đối chiếu bằng cách nào, ví dụ: theo chức vụ, bộ phận trong hồ sơ. Không "
        "ghi họ tên.",
        error_messages={"required": "Ghi căn cứ: đã đối chiếu bằng cách nào."},
    )

    def asked(self) -> dict[str, Any]:
        """As keywords of ``decide``."""
        return {name: self.cleaned_data[name] for name in ("is_same", "grounds")}
