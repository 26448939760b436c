"""Forms of the report: open one, write one section."""

from __future__ import annotations

from typing import Any, Unpack

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from inspections.report_requests.fields import RequestField, offer_requests
from reports.figures.periods import is_a_year
from reports.narrative.models import Report, Section
from reports.narrative.reports import DEFAULT_TITLE
from reports.narrative.sections import NEEDS_NOTE, needs_note
from tayninh_portal.forms import ClientIdForm, DateField, Sent, Shown, offer
from tayninh_portal.lib.periods import FIRST_YEAR, LAST_YEAR, Period, parse_period
from tayninh_portal.models import User
from tayninh_portal.paper.measure import missing_characters
from tayninh_portal.record_forms import RecordForm

BY_DECREE, CALENDAR, TWO_DAYS = "decree", "calendar", "days"
MOVED = (
    "Khi năm báo cáo đang chọn đã hết, đổi sang kỳ khác thì báo cáo không còn tính các phản ánh "
    "giao riêng cho lãnh đạo xử lý."
)
PERIODS = (
    (BY_DECREE, "Năm báo cáo theo Nghị định 09/2019/NĐ-CP: từ 15/12 năm trước đến 14/12"),
    (CALENDAR, "Năm dương lịch: từ 01/01 đến 31/12"),
    (TWO_DAYS, "Kỳ khác, nhập hai ngày dưới đây"),
)

# What a request that is chosen says by itself.
TYPED = ("request_number", "request_date", "request_title", "request_due_on")


def printable(text: str) -> None:
    """Refuse a character missing in the typeface of the paper now, not when it is printed."""
    missing = missing_characters("".join(text.split()))
    if missing:
        raise ValidationError(
            f"Phông chữ của văn bản không có ký tự {' '.join(missing)}; hãy thay ký tự khác."
        )


class ReportFields(forms.Form):
    """The annual report of a year, its period, and the letter it answers."""

    year = forms.IntegerField(
        label="Năm báo cáo",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "min_value": f"Năm báo cáo phải từ {FIRST_YEAR} đến {LAST_YEAR}.",
            "max_value": f"Năm báo cáo phải từ {FIRST_YEAR} đến {LAST_YEAR}.",
        },
    )
    period_kind = forms.ChoiceField(
        label="Kỳ số liệu",
        choices=PERIODS,
        initial=BY_DECREE,
        widget=forms.RadioSelect,
        help_text="Kỳ được lưu cùng báo cáo và in trong báo cáo. Chọn đúng kỳ mà văn bản yêu cầu "
        "nêu.",
    )
    period_start = DateField(
        label="Số liệu từ ngày", required=False, help_text="Chỉ ghi khi chọn “Kỳ khác”."
    )
    period_end = DateField(
        label="Số liệu đến ngày", required=False, help_text="Chỉ ghi khi chọn “Kỳ khác”."
    )
    cutoff_on = DateField(
        label="Ngày chốt số liệu",
        required=False,
        help_text="Kết quả xử lý, trả lời, khắc phục tính đến hết ngày này; để trống là ngày cuối "
        "kỳ.",
    )
    request = RequestField(
        help_text="Số, ngày, trích yếu, hạn báo cáo lấy từ yêu cầu đã chọn, không nhập lại.",
    )
    request_number = forms.CharField(
        label="Số văn bản yêu cầu",
        required=False,
        max_length=60,
        help_text="Ví dụ 28/BNV-CCVC. Để trống nếu không có văn bản yêu cầu.",
        validators=[printable],
    )
    request_date = DateField(label="Ngày văn bản yêu cầu", required=False)
    request_title = forms.CharField(
        label="Về việc",
        required=False,
        max_length=300,
        help_text="Như trích yếu của văn bản yêu cầu.",
        validators=[printable],
    )
    request_due_on = DateField(
        label="Hạn báo cáo",
        required=False,
        help_text="Ngày văn bản yêu cầu ấn định; việc ở trang đầu tính theo ngày này.",
    )
    title = forms.CharField(
        label="Trích yếu",
        max_length=400,
        initial=DEFAULT_TITLE,
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Two days where two days are asked for, in order; number and date both or neither."""
        cleaned = super().clean() or {}
        if cleaned.get("period_kind") == TWO_DAYS:
            for name in ("period_start", "period_end"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, "Nhập ngày này, hoặc chọn một kỳ có sẵn.")
            start, end = cleaned.get("period_start"), cleaned.get("period_end")
            if start and end and end < start:
                self.add_error("period_end", "Ngày cuối kỳ không được trước ngày đầu kỳ.")
        number, day = cleaned.get("request_number"), cleaned.get("request_date")
        if number and not day and "request_date" not in self.errors:
            self.add_error("request_date", "Nhập ngày của văn bản yêu cầu.")
        if day and not number:
            self.add_error("request_number", "Nhập số của văn bản yêu cầu.")
        return cleaned

    @property
    def of_request(self) -> list[str]:
        """The fields asked of what it answers."""
        return [name for name in ("request", *TYPED) if name in self.fields]

    def period(self) -> Period:
        """The period chosen. Raises ``ValidationError`` on ``period_start`` for days out of use."""
        kind, year = self.cleaned_data["period_kind"], self.cleaned_data["year"]
        if kind == TWO_DAYS:
            start, end = self.cleaned_data["period_start"], self.cleaned_data["period_end"]
            code = f"{start.isoformat()}..{end.isoformat()}"
        else:
            code = f"calendar-{year}" if kind == CALENDAR else str(year)
        try:
            return parse_period(code)
        except ValueError as error:
            raise ValidationError({"period_start": str(error)}) from None


# Names the request a report is begun for, in the address.
ASKED_BY = "van-ban"


class ReportForm(ReportFields, ClientIdForm):
    """A report to be opened."""

    def __init__(self, data: Sent = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        newest = offer_requests(self, TYPED)
        if newest is not None:
            self.initial.setdefault("request", newest)
        when = ("year", "period_kind", "period_start", "period_end", "cutoff_on")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "client_id",
            Fieldset("Kỳ báo cáo", *when),
            Fieldset("Văn bản yêu cầu", *self.of_request),
            Fieldset("Văn bản", "title"),
        )


class SectionForm(RecordForm):
    """The text under one heading. ``seen``: the name of the suggestion that stood beside it."""

    text = forms.CharField(
        label="Nội dung của mục",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="Mỗi dòng là một đoạn; dòng bắt đầu bằng “- ” hoặc “+ ” là một ý. Số liệu chèn "
        "bằng mã trong dấu ngoặc nhọn, ví dụ {visits.total}, lấy từ danh sách “Số liệu có thể "
        "chèn”. Không ghi họ tên người vi phạm hay người phản ánh.",
        validators=[printable],
    )
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    prefilled = ("text",)


class SectionHeadingForm(RecordForm):
    """Another title for one heading."""

    heading = forms.CharField(label="Tên mục", max_length=300, validators=[printable])
    prefilled = ("heading",)


class PlaceFields(forms.Form):
    """Where a new heading stands, among those its form offers."""

    after = forms.ModelChoiceField(
        label="Đứng sau mục",
        queryset=Section.objects.none(),
        empty_label=None,
        help_text="Mục mới đứng sau mục này và các mục con của nó; số mục tự đánh lại.",
    )
    place = forms.ChoiceField(
        label="Cấp của mục mới",
        choices=(("beside", "Cùng cấp với mục đã chọn"), ("under", "Mục con đầu tiên của mục đó")),
        initial="beside",
        widget=forms.RadioSelect,
    )

    @property
    def level(self) -> int:
        """The level of the new heading."""
        after: int = self.cleaned_data["after"].level
        return after if self.cleaned_data["place"] == "beside" else after + 1


class SectionAddForm(PlaceFields, ClientIdForm):
    """A heading of one report's own, and where it stands."""

    heading = forms.CharField(label="Tên mục", max_length=300, validators=[printable])

    def __init__(self, data: Sent = None, *, sections: QuerySet[Section]) -> None:
        super().__init__(data)
        offer(self, "after", sections)


class SectionTakeForm(SectionForm):
    """Which agency's words are taken over, with what stands in the box unsaved."""

    source = forms.CharField(max_length=40, widget=forms.HiddenInput)


class SectionRemoveForm(RecordForm):
    """Why a heading is taken out of the report; asked for where the rule of that heading asks."""

    note = forms.CharField(
        label="Lý do bỏ mục",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lý do được lưu trong diễn biến của mục.",
        error_messages={"required": NEEDS_NOTE},
    )

    def __init__(self, *args: Any, record: Section, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["note"].required = needs_note(record)


class SectionMoveForm(RecordForm):
    """One place up or down."""

    to = forms.ChoiceField(choices=(("up", "Lên"), ("down", "Xuống")))


class ReportUpdateForm(ReportFields, RecordForm):
    """What a report says of itself; period and cut-off only while nothing was frozen."""

    opening = forms.CharField(
        label="Lời mở đầu",
        required=False,
        max_length=2000,
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Một đoạn; để trống thì in theo lời gợi ý, nêu văn bản yêu cầu và kỳ số liệu.",
    )
    closing = forms.CharField(
        label="Lời kết",
        required=False,
        max_length=2000,
        validators=[printable],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Một đoạn; để trống thì in theo lời gợi ý.",
    )
    prefilled = (
        "opening",
        "closing",
        "period_start",
        "period_end",
        "cutoff_on",
        "request",
        *TYPED,
        "title",
    )

    record: Report

    def __init__(self, *args: Any, record: Report, user: User, **kwargs: Any) -> None:
        kinds = {str(record.year): BY_DECREE, f"calendar-{record.year}": CALENDAR}
        initial = {"period_kind": kinds.get(record.preset, TWO_DAYS)}
        super().__init__(*args, record=record, user=user, initial=initial, **kwargs)
        self._year = record.year
        if is_a_year(record.period):
            self.fields["period_kind"].help_text += f" {MOVED}"
        self.is_frozen = record.freezes.exists()
        left_out = ["year"]
        if self.is_frozen:
            left_out += ["period_kind", "period_start", "period_end", "cutoff_on"]
        for name in left_out:
            del self.fields[name]
        offer_requests(self, TYPED, keeps_typed=record.request_id is None)
        words = ("title", "opening", "closing")
        parts = [Fieldset("Văn bản yêu cầu", *self.of_request), Fieldset("Văn bản", *words)]
        if not self.is_frozen:
            when = ("period_kind", "period_start", "period_end", "cutoff_on")
            parts.insert(0, Fieldset("Kỳ báo cáo", *when))
        self.helper = FormHelper()
        self.helper.layout = Layout("client_id", "seen_version", *parts)

    def period(self) -> Period:
        """The period chosen, of the report's own year."""
        self.cleaned_data["year"] = self._year
        return super().period()

    def changes(self) -> dict[str, Any]:
        """What was typed, by the names of ``update_report``."""
        names = ("client_id", "seen_version", "title", "opening", "closing", *self.of_request)
        changes = {name: self.cleaned_data[name] for name in names}
        if not self.is_frozen:
            changes |= {"period": self.period(), "cutoff_on": self.cleaned_data["cutoff_on"]}
        return changes
