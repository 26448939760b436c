"""One form a move of a complaint, each with the version the page was shown with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inspections.agencies.models import Agency
from inspections.agencies.picker import AgencyField
from inspections.catalogues.models import Category, Field
from inspections.complaints.forms.fields import NO_NAMES, LineField, LinesField
from inspections.complaints.models import Complaint, ComplaintClass
from tayninh_portal.access import today
from tayninh_portal.forms import DateField, SeenVersionForm
from tayninh_portal.models import User

# The usual ones first, those that end the matter here last.
KINDS = (
    ComplaintClass.CONDUCT,
    ComplaintClass.RULES_OWN,
    ComplaintClass.RULES_OTHER,
    ComplaintClass.NOT_ACCEPTED,
    ComplaintClass.GRIEVANCE,
    ComplaintClass.DENUNCIATION,
)


class MoveForm(SeenVersionForm):
    """What one move asks, with the version the page was shown with."""

    def __init__(
        self, *args: Any, complaint: Complaint, initial: Any = None, **kwargs: Any
    ) -> None:
        start = {"seen_version": complaint.version, **(initial or {})}
        super().__init__(*args, initial=start, **kwargs)
        self.complaint = complaint


class ClassifyForm(MoveForm):
    """What the complaint is in law."""

    classification = forms.ChoiceField(
        label="Phân loại",
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        help_text="Không tiếp nhận, khiếu nại và tố cáo kết thúc ngay; chỉ lãnh đạo mở lại được.",
        error_messages={"required": "Chọn phân loại."},
    )
    category = forms.ModelChoiceField(
        label="Loại hành vi",
        queryset=Category.objects.none(),
        required=False,
        empty_label="Chưa xác định",
    )
    field = forms.ModelChoiceField(
        label="Lĩnh vực", queryset=Field.objects.none(), required=False, empty_label="Chưa xác định"
    )
    not_accepted_reason = LineField(
        label="Lý do không tiếp nhận",
        max_length=300,
        required=False,
        help_text=f"Ghi khi chọn “Không tiếp nhận”. {NO_NAMES}",
    )
    note = LinesField(
        label="Ghi chú",
        rows=2,
        max_length=500,
        required=False,
        help_text=f"Khiếu nại, tố cáo: ghi đã hướng dẫn hoặc chuyển đơn đến đâu. {NO_NAMES}",
    )

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        initial = {
            "classification": complaint.classification,
            "category": complaint.category_id,
            "field": complaint.field_id,
        }
        super().__init__(*args, complaint=complaint, initial=initial, **kwargs)
        for name, model in (("category", Category), ("field", Field)):
            self.fields[name].queryset = model.objects.on(complaint.received_on)  # type: ignore[attr-defined]  # a ModelChoiceField


class LetterForm(MoveForm):
    """To whom, by which letter."""

    to = AgencyField(label="Giao cho", agencies=lambda: Agency.objects.on(today()).inside())
    letter_number = LineField(label="Số văn bản", max_length=60, required=False)
    letter_date = DateField(label="Ngày văn bản", required=False)
    note = LinesField(
        label="Yêu cầu đối với cơ quan được giao",
        max_length=500,
        required=False,
        help_text=NO_NAMES,
    )

    def clean(self) -> dict[str, Any]:
        """Number and date of the letter both or neither."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        number, day = data.get("letter_number", ""), data.get("letter_date")
        if day and not number:
            self.add_error("letter_number", "Ghi cả số và ngày văn bản.")
        if number and day is None and "letter_date" not in self.errors:
            self.add_error("letter_date", "Ghi cả số và ngày văn bản.")
        return data


class HandOnForm(LetterForm):
    """To an agency of the province; the one complained about is proposed."""

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        agency = complaint.subject_agency
        fits = not agency.is_outside and agency.exists_on(today()) and not agency.is_department
        initial = {"to": agency if fits else None}
        super().__init__(*args, complaint=complaint, initial=initial, **kwargs)


class PassOnForm(LetterForm):
    """To a body that is competent, in writing."""

    to = AgencyField(label="Chuyển đến", agencies=lambda: Agency.objects.on(today()))
    letter_number = LineField(label="Số văn bản chuyển", max_length=60)
    letter_date = DateField(label="Ngày văn bản chuyển", initial=today)
    note = LinesField(label="Ghi chú", rows=2, max_length=500, required=False, help_text=NO_NAMES)


class ReplyForm(MoveForm):
    """What the agency did."""

    reply = LinesField(
        label="Kết quả xử lý",
        rows=6,
        max_length=4000,
        help_text="Đã xác minh gì, kết luận thế nào, đã xử lý ra sao. Không ghi tên cá nhân.",
    )
    replied_on = DateField(label="Ngày báo cáo", initial=today)

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        initial = {"reply": complaint.agency_reply}
        super().__init__(*args, complaint=complaint, initial=initial, **kwargs)


class AnswerForm(MoveForm):
    """What the citizen was told."""

    answer = LinesField(label="Nội dung đã trả lời", rows=6, max_length=4000, help_text=NO_NAMES)
    answered_on = DateField(label="Ngày trả lời", initial=today)
    answer_number = LineField(
        label="Số văn bản trả lời",
        max_length=60,
        required=False,
        help_text="Để trống nếu trả lời qua điện thoại.",
    )


class CloseForm(MoveForm):
    """Nothing more to do."""

    note = LinesField(label="Ghi chú", rows=2, max_length=500, required=False, help_text=NO_NAMES)


class MergeForm(MoveForm):
    """Which complaint stands for both, and why they are one."""

    into = forms.IntegerField(
        label="Gộp vào phản ánh số",
        min_value=1,
        max_value=2**31,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Số của phản ánh gốc, được giữ lại để theo dõi và tính số liệu.",
    )
    note = LinesField(
        label="Vì sao hai phản ánh là một", rows=2, max_length=500, help_text=NO_NAMES
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_into(self) -> Complaint:
        """The complaint of that number, if the person may see it."""
        number = self.cleaned_data["into"]
        found = Complaint.objects.visible_to(self.user).filter(pk=number).first()
        if found is None:
            raise ValidationError("Không có phản ánh nào mang số này.")
        return found


class ReopenForm(MoveForm):
    """Why it is opened again."""

    note = LinesField(label="Lý do mở lại", rows=2, max_length=500, help_text=NO_NAMES)


class IdentityForm(forms.Form):
    """Why somebody wants to know who called."""

    reason = LineField(
        label="Lý do xem",
        max_length=300,
        help_text="Ví dụ: gọi lại cho người phản ánh. Lý do, người xem và giờ xem được lưu lại.",
    )
