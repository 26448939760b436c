"""Forms of the teams: the decision, who sits, who leaves."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms

from inspections.teams.fields import PersonByWords
from inspections.teams.models import Issuer, Seat, Team
from tayninh_portal.access import today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    reason_field,
)
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

ONE_OF_TWO = "Chọn người có tài khoản, hoặc ghi họ và tên; chỉ một trong hai."


class TeamFields(forms.Form):
    """What the decision says."""

    issuer = forms.ChoiceField(label="Người ban hành quyết định", choices=Issuer.choices)
    name = TextField(
        label="Tên Tổ, Đoàn",
        max_length=200,
        help_text="Như trong quyết định, ví dụ: Tổ kiểm tra công vụ số 1. Không ghi tên cơ quan "
        "sẽ kiểm tra đột xuất.",
    )
    decision_number = TextField(
        label="Số quyết định", max_length=60, help_text="Ví dụ: 215/QĐ-SNV."
    )
    decision_day = DateField(label="Ngày quyết định")
    decision_title = TextField(label="Trích yếu quyết định", max_length=300)
    upload = forms.FileField(
        label="Tệp quyết định",
        required=False,
        help_text="PDF, ảnh JPEG hoặc PNG, tối đa 20 MB. Chỉ thành viên và lãnh đạo Sở mở được; "
        "mỗi lần mở đều được lưu.",
    )
    symbol = TextField(
        label="Ký hiệu văn bản của Tổ, Đoàn",
        max_length=20,
        help_text="Tổ, Đoàn dùng con dấu của Sở Nội vụ và đánh số riêng; ví dụ TKT, biên bản mang "
        "số 01/BB-TKT.",
    )
    starts_on = DateField(label="Hoạt động từ ngày")
    ends_on = DateField(label="Đến hết ngày")


class TeamForm(ClientIdForm, TeamFields):
    """A new team with its head."""

    head = PersonByWords(
        label="Người đứng đầu",
        help_text="Gõ tên hoặc mã cán bộ. Các thành viên khác đưa vào sau khi lưu.",
        missing="Chọn người đứng đầu Tổ, Đoàn.",
    )


class TeamUpdateForm(RecordForm, TeamFields):
    """What was entered, to correct; an empty file field keeps the file."""

    prefilled = (
        "issuer",
        "name",
        "decision_number",
        "decision_day",
        "decision_title",
        "symbol",
        "starts_on",
        "ends_on",
    )


class SeatForm(RecordForm):
    """Who sits in the team, as what, from when to when."""

    person = PersonByWords(
        label="Người có tài khoản",
        help_text="Gõ tên hoặc mã cán bộ, cả người ở cơ quan khác.",
    )
    name = TextField(
        label="Họ và tên",
        required=False,
        max_length=120,
        help_text="Chỉ ghi với người không có tài khoản trên Cổng.",
    )
    post = TextField(
        label="Chức vụ, cơ quan", required=False, max_length=200, help_text="Như trong quyết định."
    )
    seat = forms.ChoiceField(label="Là", choices=Seat.choices, initial=Seat.MEMBER)
    starts_on = DateField(label="Từ ngày")
    ends_on = DateField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu đến khi Tổ, Đoàn kết thúc."
    )

    def __init__(
        self, data: Sent = None, *, record: Team, user: User, **shown: Unpack[Shown]
    ) -> None:
        shown["initial"] = {"starts_on": max(record.starts_on, today())}
        super().__init__(data, record=record, user=user, **shown)

    def clean(self) -> dict[str, Any]:
        """An account or a name, one of the two."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("person")) == bool(data.get("name")) and "person" not in self.errors:
            self.add_error("person", ONE_OF_TWO)
        return data


class UnseatForm(RecordForm):
    """Until when a member sat, and why they leave."""

    ends_on = DateField(label="Tham gia đến hết ngày")
    note = reason_field("Lý do hiện trong diễn biến của Tổ, Đoàn.")

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, record: Team, user: User
    ) -> None:
        super().__init__(data, files, record=record, user=user, initial={"ends_on": today()})
