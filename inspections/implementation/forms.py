"""Forms of the implementation facts."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms

from inspections.agencies.models import Agency
from inspections.cited_documents.fields import DocumentField, keep_if_several, offer_documents
from inspections.implementation.actions import same_facts, writes_for
from inspections.implementation.models import (
    FACT_IN_WORDS,
    MOST_PEOPLE,
    MOST_TIMES,
    FactKind,
    ImplementationFact,
)
from inspections.submissions.models import Submission
from tayninh_portal.access import today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    WholeNumberField,
    offer_choices,
    reason_of_transition,
)
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

KINDS = (("", "Chọn loại kết quả"), *FactKind.choices)


class FactFields(forms.Form):
    """What was done, when, how often, for how many."""

    kind = forms.ChoiceField(label="Loại kết quả", choices=KINDS)
    document = DocumentField(
        label="Văn bản",
        required=False,
        help_text="Riêng văn bản chỉ đạo, kế hoạch thì phải có. Gõ số, ký hiệu rồi chọn trong danh "
        "sách gợi ý.",
    )
    # Day and title of a directive are its document's where they are left out.
    day = DateField(
        label="Ngày thực hiện",
        required=False,
        error_messages={"required": "Ghi ngày thực hiện."},
        help_text="Với văn bản chỉ đạo, để trống là lấy ngày ban hành. Việc kéo dài nhiều ngày ghi "
        "ngày hoàn thành.",
    )
    title = forms.CharField(
        label="Nội dung chính",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi nội dung chính."},
        help_text="Một câu, ví dụ: Phổ biến Quyết định 1847/QĐ-TTg tại hội nghị giao ban quý III. "
        "Với văn bản chỉ đạo, để trống là lấy trích yếu.",
    )
    quantity = WholeNumberField(
        label="Số lượng",
        initial=1,
        min_value=1,
        max_value=MOST_TIMES,
        help_text="Số cuộc, số lượt phát, số tin bài, số quy chế, số lớp.",
    )
    people_reached = WholeNumberField(
        label="Số người tham dự hoặc tiếp cận",
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text="Chỉ với hội nghị, phát thanh, tin bài, tập huấn; không đếm được thì để trống.",
    )
    text = TextField(
        label="Diễn giải",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Riêng hạn chế và kiến nghị thì phải có. Không ghi họ tên người vi phạm.",
    )

    # Asked only once the same has been found: the field comes into sight with its warning.
    is_another = forms.BooleanField(
        label="Đây là việc khác, không phải ghi lần hai",
        required=False,
        widget=forms.HiddenInput,
    )

    # Whose fact it is, where the form does not ask; and the fact that is being corrected.
    only_agency: Agency | None = None
    fact: ImplementationFact | None = None

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        asked = self.data.get("kind") != FactKind.DIRECTIVE
        self.fields["day"].required = self.fields["title"].required = asked

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(clean_text(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        """Warn of what was told already, unless the person says that it is something else."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        sure = data.pop("is_another", False)
        agency = self.only_agency or data.get("agency")
        kind, day, title = (data.get(name) for name in ("kind", "day", "title"))
        if agency is None or sure or not (kind and day and title):
            return data
        same = same_facts(agency=agency, kind=kind, day=day, title=title, besides=self.fact)
        # The second click of this very form is told so where it is written.
        if data.get("client_id"):
            same = same.exclude(client_id=data["client_id"])
        found = same.select_related("submission").first()
        if found is not None:
            within = " trong kết quả tự kiểm tra" if found.submission_id else ""
            self.fields["is_another"].widget = forms.CheckboxInput()
            self.add_error(
                "is_another",
                f"Cơ quan đã ghi nội dung này, cùng loại, cùng ngày{within} "
                f"({found.badge.within}); ghi lần nữa thì số liệu tính hai lần. Nếu là việc "
                "khác, đánh dấu ô này rồi lưu lại.",
            )
        return data


class FactForm(ClientIdForm, FactFields):
    """A new fact; the agency is asked only where a person enters for more than one."""

    agency = forms.ModelChoiceField(
        label="Cơ quan thực hiện", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
    )
    field_order = ("agency",)

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, **shown)
        offer_documents(self, user)
        self.only_agency = keep_if_several(self, writes_for(user, today()))

    def clean(self) -> dict[str, Any]:
        """The one agency, where it was not asked."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        return data | {"agency": self.only_agency} if self.only_agency else data


class ReportedFactForm(ClientIdForm, FactFields):
    """A new fact told within a self-inspection, whose part 4 takes shortcomings and proposals."""

    field_order = ("kind", "document", "day", "title", "quantity", "people_reached", "text")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        submission: Submission,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, **shown)
        offer_documents(self, user)
        self.only_agency = submission.agency
        stated = [choice for choice in KINDS if choice[0] not in FACT_IN_WORDS]
        offer_choices(self, "kind", stated)
        self.fields["day"].help_text = _within_period(submission)
        self.fields["text"].help_text = "Có thể để trống. Không ghi họ tên người vi phạm."


class FactUpdateForm(RecordForm, FactFields):
    """A fact to correct."""

    prefilled = ("kind", "document", "day", "title", "quantity", "people_reached", "text")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: ImplementationFact,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        self.fact, self.only_agency = record, record.agency
        super().__init__(data, files, record=record, user=user, **shown)
        offer_documents(self, user)
        if record.submission is not None:
            self.fields["day"].help_text = _within_period(record.submission)


class ReturnForm(RecordForm):
    """What has to be corrected."""

    note = reason_of_transition("Hãy ghi lý do trả lại để cơ quan biết phải sửa gì.")


class WithdrawForm(RecordForm):
    """Why it is taken out."""

    note = reason_of_transition("Hãy ghi lý do rút kết quả này.")


class ReopenForm(RecordForm):
    """Why what was confirmed is taken up again."""

    note = reason_of_transition("Hãy ghi lý do mở lại kết quả đã xác nhận.")


def _within_period(submission: Submission) -> str:
    days = (submission.round.period_start, submission.round.period_end)
    first, last = (short_date(day) for day in days)
    return f"Trong kỳ {first} – {last}. Với văn bản chỉ đạo, để trống là lấy ngày ban hành."
