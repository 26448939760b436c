"""Forms of the handlings: what an agency decided about a finding."""

from __future__ import annotations

from operator import attrgetter

from django import forms

from inspections.catalogues.fields import RowField
from inspections.catalogues.models import (
    OF_A_POST,
    HandlingMeasure,
    Law,
    PersonKind,
    Subject,
)
from inspections.findings.models import Finding
from inspections.handlings.law import RECOMMENDED_ONLY
from inspections.handlings.models import Handling
from tayninh_portal.access import today
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

FILE_HELP = (
    "PDF, ảnh JPEG hoặc PNG, tối đa 20 MB. Chỉ cơ quan và người xem xét của Sở Nội vụ mở được; mỗi "
    "lần mở đều được lưu."
)


class HandlingFields(forms.Form):
    """When handling started, the form, the paper. Forms on offer are those that were in force on
    any day since the visit; the domain holds the chosen one against the day handling started."""

    starts_on = DateField(
        label="Ngày bắt đầu xử lý",
        help_text="Ngày cơ quan bắt đầu xem xét xử lý. Hình thức kỷ luật theo quy định có hiệu lực "
        "vào ngày này.",
        error_messages={"required": "Ghi ngày bắt đầu xử lý."},
    )
    form = RowField(
        label="Hình thức xử lý",
        error_messages={
            "required": "Chọn hình thức xử lý.",
            "invalid_choice": "Hình thức này không áp dụng cho nội dung đã ghi nhận.",
        },
    )
    decision_number = TextField(
        label="Số quyết định, văn bản",
        required=False,
        max_length=60,
        help_text="Phải có với kỷ luật và nhắc nhở bằng văn bản. Ví dụ: 15/QĐ-SXD.",
    )
    decision_date = DateField(label="Ngày quyết định, văn bản", required=False)
    effective_on = DateField(
        label="Ngày có hiệu lực",
        required=False,
        help_text="Chỉ với kỷ luật, khi quyết định ghi ngày có hiệu lực khác ngày quyết định. Tái "
        "phạm tính từ ngày này.",
    )
    signer = TextField(
        label="Chức vụ người ký",
        required=False,
        max_length=120,
        help_text="Ghi chức vụ, không ghi họ tên. Ví dụ: Giám đốc.",
    )
    law_reason = TextField(
        label="Lý do áp dụng quy định vào ngày vi phạm",
        required=False,
        max_length=300,
        help_text="Chỉ ghi khi áp dụng quy định có hiệu lực vào ngày vi phạm vì có lợi hơn cho "
        "người vi phạm. Không ghi họ tên.",
    )
    upload = forms.FileField(label="Tệp quyết định, văn bản", required=False, help_text=FILE_HELP)

    def ask_about(self, finding: Finding, chosen: HandlingMeasure | None = None) -> None:
        """Offer the forms of handling that may be the result for ``finding``."""
        groups = offered_forms(finding, chosen)
        field = self.fields["form"]
        if not isinstance(field, RowField):
            raise TypeError("the form of handling is a row of a catalogue")
        field.offer(groups, "Chọn hình thức")
        if not any(row.is_discipline for _, rows in groups for row in rows):
            del self.fields["law_reason"], self.fields["effective_on"]
        elif laws := _laws(finding):
            self.fields["starts_on"].help_text = f"{self.fields['starts_on'].help_text} {laws}"

    def ask_for_the_file_again(self) -> None:
        """A browser never sends a chosen file back: say so where it was chosen."""
        if self.files.get("upload") and self.errors and "upload" not in self.errors:
            self.add_error("upload", "Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này.")


def offered_forms(
    finding: Finding, chosen: HandlingMeasure | None = None
) -> list[tuple[str, list[HandlingMeasure]]]:
    """Forms that may be the result of handling ``finding``, in groups; those that went out of
    force since the visit stand apart. Each under its newest name, but for the one ``chosen``."""
    now = today()
    rows = HandlingMeasure.objects.within(finding.visit_day, now)
    rows = rows.exclude(code__in=RECOMMENDED_ONLY)
    if finding.subject == Subject.UNIT:
        rows = rows.filter(for_unit=True)
    elif not finding.is_leader and finding.person_kind != PersonKind.OFFICIAL:
        rows = rows.exclude(code__in=OF_A_POST)
    newest = {row.code: row for row in rows.order_by("starts_on")}
    if chosen is not None and chosen.code in newest:
        newest[chosen.code] = chosen
    suited = (row for row in newest.values() if row.suits(finding.person_kind))
    found = sorted(suited, key=attrgetter("order", "code"))
    discipline = [row for row in found if row.is_discipline]
    return [
        ("Hình thức xử lý khác", [row for row in found if not row.is_discipline]),
        ("Hình thức kỷ luật", [row for row in discipline if row.stands_on(now)]),
        (
            "Hình thức kỷ luật nay đã hết hiệu lực",
            [row for row in discipline if not row.stands_on(now)],
        ),
    ]


def _laws(finding: Finding) -> str:
    """What discipline of the person of ``finding`` stood on since the visit, as a sentence."""
    laws = Law.objects.within(finding.visit_day, today()).order_by("starts_on")
    called = "; ".join(
        f"{law} ({law.days})" for law in laws if law.person_kinds and law.suits(finding.person_kind)
    )
    kind = finding.get_person_kind_display().lower()
    return f"Quy định đối với {kind}: {called}." if called else ""


class HandlingCreateForm(ClientIdForm, HandlingFields):
    """A new result."""

    def __init__(self, data: Sent = None, files: SentFiles = None, *, finding: Finding) -> None:
        super().__init__(data, files)
        self.ask_about(finding)


class HandlingUpdateForm(RecordForm, HandlingFields):
    """A result to correct; an empty file field keeps the file."""

    prefilled = (
        "starts_on",
        "law_reason",
        "decision_number",
        "decision_date",
        "signer",
        "effective_on",
    )

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Handling,
        user: User,
        auto_id: bool | str = "id_%s",
    ) -> None:
        initial = {"form": record.form_id}
        super().__init__(data, files, record=record, user=user, initial=initial, auto_id=auto_id)
        self.ask_about(record.finding, record.form)
        if record.file_id:
            self.fields["upload"].label = "Thay tệp quyết định, văn bản"
            self.fields["upload"].help_text = f"Để trống là giữ tệp đang có. {FILE_HELP}"


class ReturnForm(RecordForm):
    """What has to be corrected."""

    note = reason_of_transition("Hãy ghi lý do trả lại để cơ quan biết phải sửa gì.")


class WithdrawForm(RecordForm):
    """Why it is taken out."""

    note = reason_of_transition("Hãy ghi lý do rút kết quả này.")


class ReopenForm(RecordForm):
    """Why what was confirmed is taken up again."""

    note = reason_of_transition("Hãy ghi lý do mở lại kết quả đã xác nhận.")
