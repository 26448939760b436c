"""The form a filled workbook is uploaded with."""

from __future__ import annotations

from django import forms

from tayninh_portal.forms import ClientIdForm


class UploadForm(ClientIdForm):
    """One workbook."""

    upload = forms.FileField(
        label="Tệp Excel đã điền",
        help_text="Dạng .xlsx, làm từ mẫu của cổng, tối đa 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": "Chọn tệp Excel đã điền."},
    )
