"""Forms of the self-inspection rounds."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms
from django.db.models import Q

from inspections.agencies.models import Agency, LegalKind
from inspections.report_requests.fields import RequestField, offer_requests
from inspections.rounds.models import Round
from tayninh_portal.forms import ClientIdForm, DateField, Sent, Shown, TextField, offer
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

# What a request that is chosen says by itself.
TYPED = ("request_number", "request_date")


class RequestForm(forms.Form):
    """What can still be corrected once a round is planned: its name, its deadline, its request."""

    title = forms.CharField(
        label="Tên đợt", max_length=200, help_text="Ví dụ: Tự kiểm tra văn hóa công vụ năm 2019."
    )
    due_on = DateField(
        label="Hạn gửi",
        help_text="Gửi lần đầu trong ngày này hoặc sớm hơn là đúng hạn. Đặt sớm hơn hạn của Bộ Nội "
        "vụ để Sở kịp xem và trả lại.",
    )
    request = RequestField(
        label="Theo yêu cầu báo cáo",
        help_text="Số, ngày văn bản yêu cầu lấy từ yêu cầu đã chọn; hạn gửi ghi sẵn theo văn bản "
        "của Sở.",
    )
    request_number = forms.CharField(
        label="Số văn bản yêu cầu",
        max_length=60,
        required=False,
        help_text="Ví dụ: 28/BNV-CCVC. Ghi cả số và ngày, hoặc để trống cả hai.",
    )
    request_date = DateField(label="Ngày văn bản yêu cầu", required=False)

    def clean_title(self) -> str:
        """One line, as it is stored."""
        return clean_text(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        """Number and date both or neither, said at the one that is missing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "request_date" in data and bool(data.get("request_number")) != bool(
            data["request_date"]
        ):
            lacking = "request_date" if data.get("request_number") else "request_number"
            self.add_error(lacking, "Ghi cả số và ngày của văn bản, hoặc để trống cả hai.")
        return data


class RoundForm(ClientIdForm, RequestForm):
    """A new round; the due list is proposed from the registry on the reference day."""

    period_start = DateField(
        label="Kỳ từ ngày",
        help_text="Năm báo cáo theo Nghị định 09/2019/NĐ-CP tính từ 15/12 năm trước.",
    )
    period_end = DateField(
        label="Kỳ đến ngày",
        help_text="Đến 14/12 của năm báo cáo, trừ khi văn bản yêu cầu ghi khác. Lập đợt rồi thì "
        "kỳ không đổi được.",
    )
    reference_day = DateField(
        label="Ngày xác định danh sách cơ quan",
        required=False,
        help_text="Cơ quan còn hoạt động vào ngày này được đề xuất vào danh sách. Để trống: ngày "
        "cuối kỳ.",
    )
    field_order = (
        "request",
        "title",
        "period_start",
        "period_end",
        "reference_day",
        "due_on",
        "request_number",
        "request_date",
    )

    def __init__(self, data: Sent = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        newest = offer_requests(self, TYPED)
        if newest is not None:
            self.initial.update(request=newest, due_on=newest.agencies_due_on)


class RoundUpdateForm(RecordForm, RequestForm):
    """Corrections of a round that is planned or open."""

    prefilled = ("title", "due_on", "request", "request_number", "request_date")

    def __init__(self, data: Sent = None, *, record: Round, user: User) -> None:
        super().__init__(data, record=record, user=user)
        offer_requests(self, TYPED, keeps_typed=record.request_id is None)


class OpenForm(RecordForm):
    """Nothing; but the page says who is asked, and until when, before anybody is."""


class CloseForm(RecordForm):
    """A remark, which may be left out."""

    note = TextField(
        label="Ghi chú", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReopenForm(RecordForm):
    """Why a closed round takes results again."""

    note = TextField(
        label="Lý do mở lại đợt",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Hãy ghi lý do mở lại đợt."},
    )


class ListingForm(RecordForm):
    """Why an agency comes on the due list or leaves it; the reason stays with its line there."""

    reason = TextField(label="Lý do", max_length=300, help_text="Lý do được lưu lại.")


class DueAgencyForm(ListingForm):
    """An agency to put on the due list, and why; bodies outside the province are not offered."""

    agency = forms.ModelChoiceField(
        label="Cơ quan", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
    )
    field_order = ("agency", "reason")

    def __init__(
        self, data: Sent = None, *, record: Round, user: User, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        listed = record.due_agencies.active().values("agency")
        bodies = (
            Agency.objects.inside()
            .filter(starts_on__lte=record.period_end)
            .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=record.period_start))
            .exclude(legal_kind__in=(LegalKind.PROVINCE, LegalKind.SUBORDINATE))
            .exclude(pk__in=listed)
            .sorted()
        )
        offer(self, "agency", bodies)
