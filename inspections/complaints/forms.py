"""What is written down of a complaint, and what its transitions ask."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from inspections.agencies.models import Agency
from inspections.agencies.picker import AgencyField
from inspections.complaints.models import Complaint
from inspections.complaints.states import Channel
from tayninh_portal.access import Role, today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    offer,
)
from tayninh_portal.models import Appointment, User
from tayninh_portal.record_forms import RecordForm

NO_NAMES = "Không ghi tên người phản ánh, người bị phản ánh."
ABOUT_STAFF = (Role.SPECIALIST, Role.MANAGER, Role.OPERATOR, Role.DEPARTMENT_REGISTRAR)


def people_holding(*roles: Role) -> QuerySet[User]:
    """People who hold one of ``roles`` today."""
    posts = Appointment.objects.on(today()).filter(role__in=roles)
    return User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("name_key")


class Wording(TypedDict, total=False):
    """What is said of a field of text."""

    label: str
    help_text: str
    max_length: int
    required: bool
    error_messages: dict[str, str]


class LinesField(TextField):
    """Text of one or more lines."""

    def __init__(self, *, rows: int = 3, **stated: Unpack[Wording]) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **stated)


class LineField(TextField):
    """One line of text; the browser offers nothing it remembers."""

    def __init__(
        self, *, attrs: Mapping[str, object] | None = None, **stated: Unpack[Wording]
    ) -> None:
        look = {"autocomplete": "off", **(attrs or {})}
        super().__init__(widget=forms.TextInput(attrs=look), **stated)


class StaffForm(forms.Form):
    """When a complaint is about the Sở or one of its people: who it is, and the leader it is
    reserved for."""

    subject_user = forms.ModelChoiceField(
        label="Người của Sở, Tổ kiểm tra, đường dây nóng bị phản ánh",
        queryset=User.objects.none(),
        required=False,
        empty_label="Không phải",
    )
    reserved_for = forms.ModelChoiceField(
        label="Lãnh đạo xử lý riêng",
        queryset=User.objects.none(),
        required=False,
        empty_label="Không giao riêng",
        help_text="Chọn khi phản ánh về Sở Nội vụ hoặc người của Sở: chỉ lãnh đạo này được xem.",
    )

    def offer_staff(self, subject_id: int | None = None, named_id: int | None = None) -> None:
        """Offer who holds such a post today, and those named before, who may hold it no more."""
        for name, roles, known in (
            ("subject_user", ABOUT_STAFF, subject_id),
            ("reserved_for", (Role.MANAGER, Role.LEADER), named_id),
        ):
            before = User.objects.filter(pk__in=[known] if known else [])
            offer(self, name, people_holding(*roles) | before)


class ReceiptForm(forms.Form):
    """What is written down while the citizen speaks, in the order in which they tell it."""

    is_anonymous = forms.BooleanField(
        label="Không cung cấp danh tính",
        required=False,
        help_text="Không gửi thư trả lời và không tính hạn trả lời.",
    )
    caller_name = LineField(
        label="Họ và tên", max_length=120, required=False, attrs={"autofocus": True}
    )
    caller_phone = LineField(
        label="Số điện thoại", max_length=30, required=False, attrs={"inputmode": "tel"}
    )
    caller_address = LineField(label="Địa chỉ", max_length=200, required=False)
    content = LinesField(
        label="Nội dung phản ánh",
        rows=7,
        max_length=8000,
        help_text="Ghi đúng lời người phản ánh. Phần này được mã hóa cùng danh tính.",
    )
    subject_agency = AgencyField(
        label="Cơ quan bị phản ánh",
        agencies=lambda: Agency.objects.on(today()),
        help_text="Gõ một phần tên, có dấu hoặc không dấu; cả cơ quan ngoài thẩm quyền của tỉnh.",
    )
    summary = LineField(label="Tóm tắt", max_length=300, help_text=NO_NAMES)
    has_evidence = forms.BooleanField(
        label="Có chứng cứ cụ thể",
        required=False,
        help_text="Ảnh, ghi âm, giấy tờ, người chứng kiến. Cần có khi người phản ánh giấu tên.",
    )
    channel = forms.ChoiceField(
        label="Tiếp nhận qua", choices=Channel.choices, initial=Channel.PHONE
    )
    external_code = LineField(label="Mã trên hệ thống 1022", max_length=40, required=False)
    # The day; clean() makes it the moment.
    received_at = DateField(label="Ngày tiếp nhận", initial=today)
    received_time = forms.TimeField(
        label="Giờ tiếp nhận",
        initial=lambda: timezone.localtime().time(),
        input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H:%M:%S"],
        widget=forms.TimeInput(
            attrs={"inputmode": "numeric", "autocomplete": "off"}, format="%H:%M"
        ),
        error_messages={"invalid": "Nhập giờ dạng 10:42."},
    )

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        self.lay_out("content", "subject_agency", "summary", "has_evidence")

    def lay_out(self, *told: str) -> None:
        """Put the fields in their order; ``told``: those of what it is about."""
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset(
                "Người phản ánh",
                Row(Column("caller_name"), Column("caller_phone")),
                "caller_address",
                "is_anonymous",
            ),
            Fieldset("Nội dung", *told),
            Fieldset(
                "Tiếp nhận",
                Row(Column("channel"), Column("external_code")),
                Row(Column("received_at"), Column("received_time")),
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Day and time made one moment, ``received_at``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        day, time = data.pop("received_at", None), data.pop("received_time", None)
        if day and time:
            data["received_at"] = timezone.make_aware(datetime.combine(day, time))
        return data


class ComplaintForm(ReceiptForm, StaffForm, ClientIdForm):
    """A new complaint."""

    def __init__(self, data: Sent = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        self.offer_staff()
        staff = Fieldset("Khi phản ánh về Sở Nội vụ", "subject_user", "reserved_for")
        self.helper.layout.extend([staff, "client_id"])
        # By telephone they are asked for; the page does not know yet what will be chosen.
        by_phone = self.data.get("channel", Channel.PHONE) == Channel.PHONE
        for name in ("caller_name", "caller_phone", "caller_address"):
            field = self.fields[name]
            field.required = by_phone and not self.data.get("is_anonymous")
            field.error_messages["required"] = "Hỏi và ghi, hoặc chọn “Không cung cấp danh tính”."


class ComplaintUpdateForm(RecordForm, ReceiptForm):
    """A correction; the caller's fields come empty, and what stays empty stays as it is sealed.

    Whom it is about and for whom it is reserved is changed by a transition of its own; of one that
    is reserved the agency is part of that.
    """

    prefilled = (
        "is_anonymous",
        "subject_agency",
        "summary",
        "has_evidence",
        "channel",
        "external_code",
    )

    def __init__(self, data: Sent = None, *, record: Complaint, user: User) -> None:
        received = timezone.localtime(record.received_at)
        initial = {"received_at": received.date(), "received_time": received.time()}
        super().__init__(data, record=record, user=user, initial=initial)
        if record.reserved_for_id:
            del self.fields["subject_agency"]
            self.lay_out("content", "summary", "has_evidence")
        self.fields["content"].required = False
        self.fields["caller_name"].widget.attrs.pop("autofocus")
        self.fields["content"].help_text = "Để trống nếu giữ nguyên nội dung đã ghi."
        self.fields["caller_address"].help_text = "Để trống ô nào thì giữ nguyên ô đó."
        self.helper.layout.extend(["seen_version", "client_id"])


class IdentityForm(forms.Form):
    """Why somebody wants to know who called."""

    reason = LineField(
        label="Lý do xem",
        max_length=300,
        help_text="Ví dụ: gọi lại cho người phản ánh. Lý do, người xem và giờ xem được lưu lại.",
    )
