"""What the transitions of a remedy ask."""

from __future__ import annotations

from django import forms

from tayninh_portal.file_forms import FilesField
from tayninh_portal.forms import DateField, TextField, reason_of_transition
from tayninh_portal.record_forms import RecordForm


class ReportForm(RecordForm):
    """What was done, and on which day it was done."""

    done_on = DateField(
        label="Ngày khắc phục xong",
        error_messages={"required": "Ghi ngày khắc phục xong."},
        help_text="Đúng hạn hay quá hạn tính theo ngày này.",
    )
    text = TextField(
        label="Kết quả khắc phục",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi đã khắc phục những gì, bằng cách nào."},
        help_text="Không ghi họ tên người vi phạm. Ảnh, văn bản minh chứng gửi ở trang của nội "
        "dung này, trước hoặc sau khi báo cáo.",
    )
    prefilled = ("done_on", "text")


class ProofForm(forms.Form):
    """Files that show what was put right."""

    uploads = FilesField(
        label="Tệp minh chứng",
        help_text="Ảnh JPEG hoặc PNG, PDF; mỗi tệp tối đa 20 MB. Chọn được nhiều tệp, tệp nào lỗi "
        "thì báo riêng tệp đó. Không chụp người dân và hồ sơ của họ.",
    )


class ReturnForm(RecordForm):
    """What is still to do."""

    note = reason_of_transition("Hãy ghi lý do trả lại để cơ quan biết còn phải làm gì.")


class ReopenForm(RecordForm):
    """Why what was confirmed is taken up again."""

    note = reason_of_transition("Hãy ghi lý do mở lại nội dung đã khắc phục.")


class ExtendForm(RecordForm):
    """Until when the agency gets time, and why."""

    due_on = DateField(
        label="Hạn khắc phục mới",
        error_messages={"required": "Ghi hạn khắc phục mới."},
        help_text="Sau hạn hiện nay và chưa qua.",
    )
    note = reason_of_transition("Hãy ghi lý do gia hạn.")
