"""A Word file given back, and what of it is taken over."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from reports.issuing.forms.after_issue import UploadForm
from reports.issuing.from_word.bringing import Noted
from reports.issuing.from_word.comparing import Change
from reports.narrative.models import Report, Section
from tayninh_portal.forms import Sent, SentFiles, offer_choices
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm


class WordReturnForm(UploadForm):
    """The file."""

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, record: Report, user: User
    ) -> None:
        super().__init__(data, files, record=record, user=user)
        field = self.fields["upload"]
        field.label = "Tệp Word của báo cáo"
        field.help_text = (
            "Tệp .docx tải từ cổng ở phần “Các bản PDF”, đã sửa, tối đa 20 MB. Theo dõi thay đổi "
            "(Track Changes) hay không đều được; nhận xét (Comments) được đọc cùng."
        )
        field.error_messages["required"] = "Chọn tệp Word đã sửa."


class WordTakeForm(RecordForm):
    """Which changes of one section; ``numbers`` are those of the file."""

    numbers = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": "Chọn ít nhất một chỗ sửa để lấy."},
    )

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Section,
        user: User,
        changes: Iterable[Change] = (),
    ) -> None:
        super().__init__(data, record=record, user=user, auto_id=False)
        offer_choices(self, "numbers", [(each.number, each.number) for each in changes])


class WordRemarkForm(RecordForm):
    """Which comments of the file become remarks; ``comments`` are their numbers in it."""

    comments = forms.MultipleChoiceField(
        error_messages={"required": "Chọn ít nhất một nhận xét để ghi thành ý kiến."},
    )

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Report,
        user: User,
        noted: Iterable[Noted] = (),
    ) -> None:
        super().__init__(data, record=record, user=user, auto_id=False)
        numbers = (each.said.comment.number for each in noted)
        offer_choices(self, "comments", [(number, number) for number in numbers])
