"""Forms of the biên bản: its words, the signed paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from inspections.minutes.actions import WORDS, next_number
from inspections.minutes.fields import LIMITS, FilesField
from inspections.minutes.models import Minutes
from tayninh_portal.access import today
from tayninh_portal.forms import DateField, Sent, SentFiles, TextField, WholeNumberField
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

KEPT = "Đã ghi; để trống nếu giữ nguyên."
ONE_A_LINE = "Mỗi người một dòng: họ và tên, chức vụ."


def _lines(label: str, help_text: str, rows: int = 2) -> TextField:
    return TextField(
        label=label,
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def _number() -> WholeNumberField:
    return WholeNumberField(
        label="Số biên bản",
        min_value=1,
        max_value=9999,
        help_text="Số tiếp theo trong sổ; ký hiệu ghi sẵn trên biên bản.",
        error_messages={"required": "Ghi số biên bản."},
    )


class WordsForm(RecordForm):
    """What the paper says beside the visit's own facts. All of it is sealed: a box of what is there
    already is blank until it is opened (``opened``), and a blank box keeps it."""

    opened = forms.BooleanField(required=False, widget=forms.HiddenInput)
    number = _number()
    secretary = TextField(
        label="Thư ký (người ghi biên bản)",
        required=False,
        max_length=200,
        help_text="Họ và tên, chức danh trong Tổ, Đoàn.",
    )
    agency_people = _lines("Đại diện cơ quan được kiểm tra", ONE_A_LINE)
    others = _lines("Người có liên quan, người chứng kiến", ONE_A_LINE)
    agency_opinion = _lines("Ý kiến của cơ quan được kiểm tra", "Ghi như người đại diện nói.", 3)
    people_opinion = _lines(
        "Ý kiến của người có liên quan", "Mỗi người một dòng: họ và tên, ý kiến.", 3
    )
    refusal = _lines(
        "Không ký biên bản",
        "Nếu có: ai không ký, lý do, người chứng kiến.",
    )

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Minutes,
        user: User,
        opened: dict[str, str] | None = None,
    ) -> None:
        initial = {"number": record.number or next_number(record), "opened": opened is not None}
        super().__init__(data, record=record, user=user, initial={**initial, **(opened or {})})
        self.fields["number"].required = False
        if opened is None and not self.data.get("opened"):
            for name in WORDS:
                if name in record.told:
                    self.fields[name].help_text = KEPT

    def words(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "opened": data["opened"],
            "number": data["number"],
            "words": {name: data[name] for name in WORDS},
        }


class PagesForm(RecordForm):
    """More pages of the signed paper."""

    upload = FilesField(
        label="Bản đã ký",
        required=False,
        help_text=f"Một tệp PDF hoặc ảnh từng trang (JPEG, PNG; {LIMITS}). Nhiều hơn thì gửi làm "
        "nhiều lần: các lần sau bằng “Bổ sung trang đã ký”, vào cùng biên bản này. Lưu nguyên như "
        "gửi lên; mỗi lần mở đều được ghi lại.",
    )

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Minutes,
        user: User,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, record=record, user=user, initial=initial)
        # As it is shown: whether one came is asked after a lost race is told (``keep_pages``).
        self.fields["upload"].required = not self.is_bound

    def ask_for_the_files_again(self) -> None:
        """A browser never sends chosen files back: say so where they were chosen."""
        self.fields["upload"].required = True
        if self.files.getlist("upload") and self.errors and "upload" not in self.errors:
            self.add_error("upload", "Trình duyệt không giữ tệp đã chọn; hãy chọn lại các tệp này.")


class SignForm(PagesForm):
    """Number and day as on the signed paper, how it was signed, and the paper itself."""

    number = _number()
    signed_on = DateField(label="Ngày ký")
    manner = forms.ChoiceField(
        label="Cách ký",
        widget=forms.RadioSelect,
        initial="paper",
        choices=(
            ("paper", "Ký trên giấy, đủ từng trang"),
            ("digital", "Ký số; tệp PDF mang chữ ký số của các bên"),
        ),
        help_text="Nét vẽ trên màn hình không phải chữ ký.",
    )
    field_order = ("number", "signed_on", "manner", "upload")

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, record: Minutes, user: User
    ) -> None:
        initial = {"number": record.number or next_number(record), "signed_on": today()}
        super().__init__(data, files, record=record, user=user, initial=initial)
