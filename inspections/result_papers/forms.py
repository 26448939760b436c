"""Forms of the papers: their words, their number, why they are opened; a reply."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Unpack

from django import forms

from inspections.cited_documents.actions import keep_upload
from inspections.identities.actions import payload_of
from inspections.result_papers.actions import replies_to
from inspections.result_papers.models import PaperKind, ResultPaper
from inspections.result_papers.sections import ALL_SECTIONS, SECTIONS_OF
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    WholeNumberField,
    reason_of_transition,
)
from tayninh_portal.record_forms import Recorded, RecordForm

AGAIN = "Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này."
FILE_HELP = "PDF, ảnh JPEG hoặc PNG, tối đa 20 MB. Mỗi lần mở đều được lưu."


def _section(label: str) -> TextField:
    return TextField(
        label=label,
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class WordsFields(forms.Form):
    """The words of a paper of one kind, a paragraph a line, and whether they name somebody: what
    announces a visit has nobody to name."""

    people = _section(ALL_SECTIONS["people"])
    contents = _section(ALL_SECTIONS["contents"])
    prepare = _section(ALL_SECTIONS["prepare"])
    outline = _section(ALL_SECTIONS["outline"])
    facts = _section(ALL_SECTIONS["facts"])
    good_points = _section(ALL_SECTIONS["good_points"])
    shortcomings = _section(ALL_SECTIONS["shortcomings"])
    recommendations = _section(ALL_SECTIONS["recommendations"])
    remedies = _section(ALL_SECTIONS["remedies"])
    names_persons = forms.BooleanField(
        label="Có nêu tên người",
        required=False,
        help_text="Khi đánh dấu, mỗi lần mở nội dung phải ghi mục đích và được lưu lại.",
    )

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, kind: str, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, files, **shown)
        self.sections = SECTIONS_OF[kind]
        others = ALL_SECTIONS.keys() - self.sections.keys()
        for name in others | ({"names_persons"} if kind == PaperKind.COMING else set()):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The sections under one name; a paper without a word says nothing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        words = {section: data.pop(section, "") for section in self.sections}
        if not self.errors and not any(said.strip() for said in words.values()):
            self.add_error(next(iter(self.sections)), "Ghi nội dung văn bản.")
        return {"names_persons": False} | data | {"words": words}


class WordsForm(ClientIdForm, WordsFields):
    """A new paper, with what is proposed."""


class WordsUpdateForm(RecordForm, WordsFields):
    """The words of a paper, to edit."""

    def lose_to(self, stored: Recorded, reason: str) -> None:
        """The sections are no columns: who may edit them reads here what others wrote."""
        super().lose_to(stored, reason)
        assert isinstance(stored, ResultPaper) and self.lost is not None
        words = payload_of(stored.words)
        texts = [
            (title, words.get(key, ""), self[key].value()) for key, title in self.sections.items()
        ]
        self.lost = replace(self.lost, texts=(*texts, *self.lost.texts))


class NumberForm(RecordForm):
    """Number and day as they stand on the signed paper."""

    number = WholeNumberField(
        label="Số",
        min_value=1,
        max_value=99999,
        error_messages={"required": "Ghi số văn bản."},
    )
    issued_on = DateField(label="Ngày", error_messages={"required": "Ghi ngày văn bản."})


class IssueForm(NumberForm):
    """The same of a notice, who signed it, and the signed original where it is scanned already."""

    signer = TextField(
        label="Họ và tên người ký",
        max_length=120,
        error_messages={"required": "Ghi họ và tên người ký."},
    )
    by_deputy = forms.BooleanField(label="Phó Giám đốc ký thay Giám đốc (KT.)", required=False)

    upload = forms.FileField(label="Bản đã ký", required=False, help_text=FILE_HELP)

    def clean(self) -> dict[str, Any]:
        """Its bytes come to the disk before the transaction of the transition."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors and data.get("upload"):
            self.add_error("upload", AGAIN)
        elif not self.errors:
            data["upload"] = keep_upload(data["upload"])
        return data


class ReturnForm(RecordForm):
    """Why it comes back."""

    note = reason_of_transition("Hãy ghi lý do trả lại để người soạn biết phải sửa gì.")


class OpenForm(forms.Form):
    """In which form a paper is opened, and what for where it names persons. It changes nothing, so
    it carries no version; opened twice it is recorded twice."""

    what = forms.ChoiceField(
        choices=[(word, word) for word in ("received", "words", "pdf", "docx", "file")],
        error_messages={"required": "Chọn mở bằng cách nào."},
    )
    reason = TextField(
        label="Mục đích mở",
        max_length=300,
        error_messages={"required": "Hãy ghi rõ mục đích mở; mục đích được lưu lại."},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ví dụ: báo cáo lãnh đạo cơ quan để chỉ đạo khắc phục.",
    )


class ReplyForm(ClientIdForm):
    """What the agency sends back."""

    kind = forms.ChoiceField(label="Loại văn bản")
    number = TextField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 215/SXD-VP.")
    day = DateField(label="Ngày văn bản")
    text = TextField(
        label="Nội dung",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Không ghi họ tên người vi phạm. Gửi rồi không sửa được; cần thì gửi văn bản "
        "khác.",
    )
    upload = forms.FileField(label="Tệp văn bản", required=False, help_text=FILE_HELP)

    def __init__(self, data: Sent = None, files: SentFiles = None, *, paper: ResultPaper) -> None:
        super().__init__(data, files)
        kinds = [(kind.value, kind.label) for kind in replies_to(paper)]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = kinds

    def ask_for_the_file_again(self) -> None:
        """A browser never sends a chosen file back: say so where it was chosen."""
        if self.files.get("upload") and self.errors and "upload" not in self.errors:
            self.add_error("upload", AGAIN)
