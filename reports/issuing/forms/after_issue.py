"""Forms after the issue: the signed original, đính chính, thu hồi, thay thế."""

from __future__ import annotations

from typing import Unpack

from django import forms

from reports.issuing.models import SignedCopy
from reports.narrative.models import Report
from tayninh_portal.forms import ClientIdForm, DateField, Sent, SentFiles, Shown
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

FILE_HELP = "PDF, ảnh JPEG hoặc PNG, tối đa 20 MB. Tệp được giữ nguyên như khi tải lên."


class UploadForm(RecordForm):
    """A form with a file, which a browser never sends back after an error elsewhere."""

    upload = forms.FileField(
        label="Tệp văn bản",
        help_text=FILE_HELP,
        error_messages={"required": "Chọn tệp của văn bản."},
    )

    def ask_for_the_file_again(self) -> None:
        """Say where it was chosen that the file has to be chosen again."""
        if self.files.get("upload") and self.errors and "upload" not in self.errors:
            self.add_error("upload", "Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này.")


class SignedCopyForm(UploadForm):
    """The original as it was signed."""

    kind = forms.ChoiceField(
        label="Bản gốc được ký",
        choices=SignedCopy.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn bản ký số hay bản quét từ bản giấy."},
    )
    note = forms.CharField(label="Ghi chú", required=False, max_length=300)
    field_order = ("kind", "upload", "note")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Report,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        self.fields["upload"].label = "Tệp bản gốc"
        self.fields["upload"].error_messages["required"] = "Chọn tệp bản gốc đã ký."


class CorrectionForm(UploadForm):
    """The công văn that corrects a mistake of form or procedure."""

    number = forms.CharField(
        label="Số, ký hiệu công văn",
        max_length=60,
        help_text="Ví dụ: 215/UBND-NC.",
        error_messages={"required": "Ghi số, ký hiệu công văn đính chính."},
    )
    day = DateField(label="Ngày công văn", error_messages={"required": "Ghi ngày công văn."})
    text = forms.CharField(
        label="Nội dung đính chính",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="Ghi sai sót về thể thức, kỹ thuật trình bày hoặc thủ tục và nội dung đính "
        "chính. Sai sót về nội dung phải được thay thế bằng báo cáo khác.",
        error_messages={"required": "Ghi nội dung đính chính."},
    )
    field_order = ("number", "day", "text", "upload")


class WithdrawalForm(UploadForm):
    """The paper that withdraws the report."""

    number = forms.CharField(
        label="Số, ký hiệu văn bản thu hồi",
        max_length=60,
        help_text="Ví dụ: 216/UBND-NC.",
        error_messages={"required": "Ghi số, ký hiệu văn bản thu hồi."},
    )
    day = DateField(label="Ngày văn bản", error_messages={"required": "Ghi ngày văn bản."})
    reason = forms.CharField(
        label="Lý do thu hồi",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": "Ghi lý do thu hồi."},
    )
    field_order = ("number", "day", "reason", "upload")


class ReplaceForm(ClientIdForm):
    """Nothing but the id of the form: the action is asked once more on its own page."""
