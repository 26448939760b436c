"""What a proposal and its result ask."""

from __future__ import annotations

from typing import Any

from django import forms

from inspections.head_criticisms.models import HeadCriticism, HeadOrDeputy, Outcome
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    TextField,
    reason_of_transition,
)
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm


class ProposeForm(ClientIdForm):
    """About whom, why; the name is sealed and may stay out."""

    about = forms.ChoiceField(
        label="Đề nghị đối với", choices=HeadOrDeputy.choices, widget=forms.RadioSelect
    )
    reason = TextField(
        label="Lý do đề nghị",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do đề nghị."},
        help_text="Việc của đơn vị mà người đứng đầu chịu trách nhiệm. Không ghi họ tên.",
    )
    person_name = TextField(
        label="Họ và tên",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Được mã hóa, không hiện ở danh sách nào; có thể để trống.",
    )

    def asked(self) -> dict[str, Any]:
        """What was typed, as keywords of ``propose_criticism``."""
        data = dict(self.cleaned_data)
        name = data.pop("person_name")
        return data | {"person": {"name": name} if name else None}


class DecideForm(RecordForm):
    """What the deciding body did, with its paper; an empty file field keeps the file."""

    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kết quả."},
    )
    decision_number = TextField(
        label="Số văn bản",
        required=False,
        max_length=60,
        help_text="Phải có khi phê bình hoặc kiểm điểm. Ví dụ: 1520/UBND-NC.",
    )
    decision_date = DateField(label="Ngày văn bản", required=False)
    outcome_reason = TextField(
        label="Lý do không phê bình",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Phải có khi không phê bình. Không ghi họ tên.",
    )
    upload = forms.FileField(
        label="Tệp văn bản",
        required=False,
        help_text="PDF, ảnh JPEG hoặc PNG, tối đa 20 MB. Mỗi lần mở đều được lưu.",
    )
    prefilled = ("outcome", "decision_number", "decision_date", "outcome_reason")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: HeadCriticism,
        user: User,
        auto_id: bool | str = "id_%s",
    ) -> None:
        super().__init__(data, files, record=record, user=user, auto_id=auto_id)
        if record.file_id:
            self.fields["upload"].label = "Thay tệp văn bản"


class WithdrawForm(RecordForm):
    """Why it is taken out."""

    note = reason_of_transition("Hãy ghi lý do rút đề nghị này.")
