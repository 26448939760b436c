"""The forms of a recommendation."""

from __future__ import annotations

from django import forms

from inspections.recommendations.actions import WHY_WITHDRAWN
from inspections.recommendations.models import Addressee
from tayninh_portal.forms import (
    ClientIdForm,
    ConditionField,
    DateField,
    TextField,
    reason_of_transition,
)
from tayninh_portal.record_forms import RecordForm

NO_NAMES = "Không ghi họ tên; ghi chức danh, bộ phận."


class RecommendationFields(forms.Form):
    """To whom, what, under which condition, until when."""

    addressee = forms.ChoiceField(
        label="Kiến nghị đối với",
        choices=Addressee.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn kiến nghị đối với đơn vị hay người đứng đầu."},
    )
    text = TextField(
        label="Nội dung kiến nghị",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
        error_messages={"required": "Ghi nội dung kiến nghị."},
    )
    condition = ConditionField(
        label="Với điều kiện",
        required=False,
        max_length=300,
        help_text="Chỉ ghi khi kiến nghị có điều kiện, không ghi lại chữ “nếu”. Ví dụ: tiếp tục "
        f"trễ hạn hồ sơ. {NO_NAMES}",
    )
    remedy_due_on = DateField(
        label="Hạn thực hiện",
        required=False,
        help_text="Có hạn thì cơ quan phải báo cáo kết quả, Sở Nội vụ xác nhận.",
    )


class CreateForm(ClientIdForm, RecommendationFields):
    """A new recommendation."""


class UpdateForm(RecordForm, RecommendationFields):
    """One of a draft to correct."""

    prefilled = ("addressee", "text", "condition", "remedy_due_on")


class WithdrawForm(RecordForm):
    """Why it is taken back."""

    note = reason_of_transition(WHY_WITHDRAWN)
