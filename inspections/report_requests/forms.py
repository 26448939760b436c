"""Forms of the requests."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms

from inspections.cited_documents.fields import DocumentField, offer_documents
from inspections.report_requests.models import ReportRequest
from tayninh_portal.forms import ClientIdForm, DateField, Sent, Shown
from tayninh_portal.lib.periods import FIRST_YEAR, LAST_YEAR
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

FIND = "Gõ số, ký hiệu hoặc vài chữ của trích yếu rồi chọn trong danh sách gợi ý."


class RequestFields(forms.Form):
    """Two letters and two days; which letter came first differs from year to year."""

    year = forms.IntegerField(
        label="Năm báo cáo",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    document = DocumentField(
        label="Văn bản yêu cầu của Bộ", required=False, help_text=f"{FIND} Để trống nếu chưa có."
    )
    due_on = DateField(
        label="Hạn báo cáo Bộ",
        required=False,
        help_text="Việc ở trang đầu và hạn của báo cáo tính theo ngày này.",
    )
    agencies_document = DocumentField(
        label="Văn bản của Sở gửi các cơ quan",
        required=False,
        help_text=f"{FIND} Để trống nếu chưa gửi.",
    )
    agencies_due_on = DateField(
        label="Hạn các cơ quan gửi",
        required=False,
        help_text="Đặt sớm hơn hạn của Bộ để Sở kịp xem và trả lại.",
    )

    def clean(self) -> dict[str, Any]:
        """What lacks is said at its place."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if not data["document"] and not data["agencies_document"]:
            self.add_error("document", "Chọn văn bản của Bộ hoặc văn bản của Sở gửi các cơ quan.")
        for name, due in (("document", "due_on"), ("agencies_document", "agencies_due_on")):
            if data[due] and not data[name]:
                self.add_error(name, "Chọn văn bản ấn định hạn này.")
        if data["due_on"] and data["agencies_due_on"] and data["agencies_due_on"] > data["due_on"]:
            self.add_error("agencies_due_on", "Hạn các cơ quan gửi không được sau hạn báo cáo Bộ.")
        return data


class RequestForm(ClientIdForm, RequestFields):
    """A new request."""

    def __init__(self, data: Sent = None, *, user: User, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        offer_documents(self, user, "document", "agencies_document")


class RequestUpdateForm(RecordForm, RequestFields):
    """A request to correct; its year stays."""

    prefilled = ("document", "due_on", "agencies_document", "agencies_due_on")

    def __init__(self, data: Sent = None, *, record: ReportRequest, user: User) -> None:
        super().__init__(data, record=record, user=user)
        offer_documents(self, user, "document", "agencies_document")
        del self.fields["year"]
