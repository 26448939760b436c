"""What the transitions of a complaint ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError

from inspections.agencies.models import Agency
from inspections.agencies.picker import AgencyField
from inspections.catalogues.models import Category, Field
from inspections.complaints.forms import NO_NAMES, LineField, LinesField, StaffForm
from inspections.complaints.models import Complaint
from inspections.complaints.states import ComplaintClass
from inspections.complaints.timeline import lines_for, shows_reply
from tayninh_portal.access import today
from tayninh_portal.forms import (
    DateField,
    Sent,
    SentFiles,
    Shown,
    offer,
)
from tayninh_portal.models import User
from tayninh_portal.record_forms import Recorded, RecordForm

KINDS = (
    ComplaintClass.CONDUCT,
    ComplaintClass.RULES_OWN,
    ComplaintClass.RULES_OTHER,
    ComplaintClass.NOT_ACCEPTED,
    ComplaintClass.GRIEVANCE,
    ComplaintClass.DENUNCIATION,
)


class TransitionForm(RecordForm):
    """What a transition asks; a lost race tells nobody what the page of the complaint does not."""

    record: Complaint

    def lose_to(self, stored: Recorded, reason: str) -> None:
        """Show what was done since and what is stored, as far as the person may see either."""
        super().lose_to(stored, reason)
        assert self.lost is not None and isinstance(stored, Complaint)
        seen = {line.pk for line in lines_for(self.user, stored)}
        since = tuple(line for line in self.lost.since if line.pk in seen)
        texts = self.lost.texts if shows_reply(self.user, stored) else ()
        self.lost = replace(self.lost, since=since, texts=texts)


class ClassifyForm(TransitionForm):
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

    prefilled = ("classification", "category", "field")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Complaint,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        offer(self, "category", Category.objects.offered(record.received_on, record.category))
        offer(self, "field", Field.objects.offered(record.received_on, record.field))


class LetterForm(TransitionForm):
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

    columns = {"to": "handed_to"}

    def clean(self) -> dict[str, Any]:
        """Number and date of the letter both or neither."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        number, day = data.get("letter_number", ""), data.get("letter_date")
        if day and not number and "letter_number" not in self.errors:
            self.add_error("letter_number", "Ghi cả số và ngày văn bản.")
        if number and day is None and "letter_date" not in self.errors:
            self.add_error("letter_date", "Ghi cả số và ngày văn bản.")
        return data


class HandOnForm(LetterForm):
    """To an agency of the province; the one complained about is proposed."""

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Complaint,
        user: User,
        auto_id: bool | str = "id_%s",
    ) -> None:
        agency = record.subject_agency
        fits = not agency.is_outside and agency.exists_on(today()) and not agency.is_department
        initial = {"to": agency if fits else None}
        super().__init__(data, files, record=record, user=user, initial=initial, auto_id=auto_id)


class PassOnForm(LetterForm):
    """To a body that is competent, in writing."""

    to = AgencyField(label="Chuyển đến", agencies=lambda: Agency.objects.on(today()))
    letter_number = LineField(
        label="Số văn bản chuyển",
        max_length=60,
        error_messages={"required": "Ghi số văn bản chuyển."},
    )
    letter_date = DateField(
        label="Ngày văn bản chuyển",
        initial=today,
        error_messages={"required": "Ghi ngày văn bản chuyển."},
    )
    note = LinesField(label="Ghi chú", rows=2, max_length=500, required=False, help_text=NO_NAMES)


class ReplyForm(TransitionForm):
    """What the agency did."""

    reply = LinesField(
        label="Kết quả xử lý",
        rows=6,
        max_length=4000,
        help_text="Đã xác minh gì, kết luận thế nào, đã xử lý ra sao. Không ghi tên cá nhân.",
        error_messages={"required": "Ghi kết quả xử lý."},
    )
    replied_on = DateField(label="Ngày báo cáo", initial=today)
    columns = {"reply": "agency_reply", "replied_on": "agency_replied_on"}

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Complaint,
        user: User,
        auto_id: bool | str = "id_%s",
    ) -> None:
        # What another agency reported before is not the next one's to read.
        initial = {"reply": record.agency_reply if shows_reply(user, record) else ""}
        super().__init__(data, files, record=record, user=user, initial=initial, auto_id=auto_id)


class AnswerForm(TransitionForm):
    """What the citizen was told."""

    answer = LinesField(
        label="Nội dung đã trả lời",
        rows=6,
        max_length=4000,
        help_text=NO_NAMES,
        error_messages={"required": "Ghi nội dung đã trả lời."},
    )
    answered_on = DateField(label="Ngày trả lời", initial=today)
    answer_number = LineField(
        label="Số văn bản trả lời",
        max_length=60,
        required=False,
        help_text="Để trống nếu trả lời qua điện thoại.",
    )


class ReserveForm(TransitionForm, StaffForm):
    """Whom it is about, the leader it is reserved for, and why that changes."""

    subject_agency = AgencyField(
        label="Cơ quan bị phản ánh", agencies=lambda: Agency.objects.on(today())
    )
    note = LinesField(
        label="Lý do thay đổi",
        rows=2,
        max_length=500,
        help_text=NO_NAMES,
        error_messages={"required": "Ghi lý do thay đổi."},
    )
    field_order = ("subject_agency", "subject_user", "reserved_for", "note")

    prefilled = ("subject_agency", "subject_user", "reserved_for")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Complaint,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        self.offer_staff(record.subject_user_id, record.reserved_for_id)


class CloseForm(TransitionForm):
    """Nothing more to do."""

    note = LinesField(label="Ghi chú", rows=2, max_length=500, required=False, help_text=NO_NAMES)


class MergeForm(TransitionForm):
    """Which complaint stands for both, and why they are one."""

    into = forms.IntegerField(
        label="Gộp vào phản ánh số",
        min_value=1,
        max_value=2**31,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Số của phản ánh gốc, được giữ lại để theo dõi và tính số liệu.",
    )
    note = LinesField(
        label="Vì sao hai phản ánh là một",
        rows=2,
        max_length=500,
        help_text=NO_NAMES,
        error_messages={"required": "Ghi vì sao hai phản ánh là một."},
    )
    columns = {"into": "merged_into"}

    def clean_into(self) -> Complaint:
        """The complaint of that number, if the person may see it."""
        number = self.cleaned_data["into"]
        found = Complaint.objects.visible_to(self.user).filter(pk=number).first()
        if found is None:
            raise ValidationError("Không có phản ánh nào mang số này.")
        return found


class ReopenForm(TransitionForm):
    """Why it is opened again."""

    note = LinesField(
        label="Lý do mở lại",
        rows=2,
        max_length=500,
        help_text=NO_NAMES,
        error_messages={"required": "Ghi lý do mở lại."},
    )
