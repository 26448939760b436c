"""Forms of the cited documents."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms

from inspections.agencies.models import Agency
from inspections.cited_documents.fields import DocumentField, keep_if_several, offer_documents
from inspections.cited_documents.models import CitedDocument, DocumentKind
from inspections.cited_documents.workflow import books_of
from tayninh_portal.access import DEPARTMENT, roles_of, today
from tayninh_portal.forms import ClientIdForm, DateField, Sent, SentFiles, Shown
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.proposing import ProposingInput
from tayninh_portal.record_forms import RecordForm

# Issuers that most papers of the field come from; anything else may be typed.
ISSUERS = (
    "Thủ tướng Chính phủ",
    "Chính phủ",
    "Bộ Nội vụ",
    "Ủy ban nhân dân tỉnh",
    "Chủ tịch Ủy ban nhân dân tỉnh",
    "Sở Nội vụ",
)
FILE_HELP = "PDF, ảnh JPEG hoặc PNG, tối đa 20 MB. Chỉ tải văn bản không có dữ liệu cá nhân."


class DocumentFields(forms.Form):
    """What a citation needs, and the file."""

    kind = forms.ChoiceField(
        label="Loại văn bản", choices=[("", "Chọn loại văn bản"), *DocumentKind.choices]
    )
    other_kind = forms.CharField(
        label="Tên loại văn bản",
        max_length=60,
        required=False,
        help_text="Chỉ ghi khi chọn “Loại khác”, ví dụ: Nghị định, Thông báo.",
    )
    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 1441/KH-UBND.")
    issued_on = DateField(label="Ngày ban hành", help_text="Ví dụ: 05/7/2019.")
    issuer = forms.CharField(
        label="Cơ quan hoặc người ban hành",
        max_length=200,
        widget=ProposingInput(lambda: list(ISSUERS)),
        help_text="Ghi đầy đủ như trên văn bản, ví dụ: Ủy ban nhân dân tỉnh.",
    )
    subject = forms.CharField(
        label="Trích yếu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi như trên văn bản, ví dụ: về việc chấn chỉnh kỷ luật, kỷ cương hành chính.",
    )
    upload = forms.FileField(label="Tệp văn bản", required=False, help_text=FILE_HELP)
    is_shared = forms.BooleanField(
        label="Chia sẻ cho mọi cơ quan",
        required=False,
        help_text="Mọi cơ quan xem, tải và dẫn được văn bản này.",
    )

    def ask_for_sharing(self, user: User) -> None:
        """Only the Sở shares a document with all: nobody else is asked."""
        if not roles_of(user) & DEPARTMENT:
            del self.fields["is_shared"]

    def clean_number(self) -> str:
        """One line."""
        return clean_text(self.cleaned_data["number"])

    def clean_subject(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(clean_text(self.cleaned_data["subject"]).split())

    def clean(self) -> dict[str, Any]:
        """A name of the kind for the other kinds alone; a browser drops the chosen file."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") and data["kind"] != DocumentKind.OTHER:
            data["other_kind"] = ""
        elif data.get("kind") and not data.get("other_kind"):
            self.add_error("other_kind", "Ghi tên loại văn bản, ví dụ Nghị định.")
        return data

    def ask_for_the_file_again(self) -> None:
        """A browser never sends a chosen file back: say so where it was chosen."""
        if self.files.get("upload") and self.errors and "upload" not in self.errors:
            self.add_error("upload", "Trình duyệt không giữ tệp đã chọn; hãy chọn lại tệp này.")


class DocumentForm(ClientIdForm, DocumentFields):
    """A new document; the agency is asked only where a person enters for more than one."""

    agency = forms.ModelChoiceField(
        label="Ghi cho cơ quan", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
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
        self.ask_for_sharing(user)
        self.only_agency = keep_if_several(self, books_of(user, today()))

    def clean(self) -> dict[str, Any]:
        """The one agency, where it was not asked."""
        data = super().clean()
        return data | {"agency": self.only_agency} if self.only_agency else data


class DocumentUpdateForm(RecordForm, DocumentFields):
    """A document to correct."""

    prefilled = ("kind", "other_kind", "number", "issued_on", "issuer", "subject", "is_shared")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: CitedDocument,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        self.ask_for_sharing(user)
        if record.file_id:
            self.fields["upload"].label = "Thay tệp văn bản"
            self.fields["upload"].help_text = f"Để trống là giữ tệp đang có. {FILE_HELP}"


class AttachForm(ClientIdForm):
    """Choose a document for a record."""

    document = DocumentField(
        label="Văn bản",
        help_text="Gõ số, ký hiệu hoặc vài chữ của trích yếu rồi chọn trong danh sách gợi ý.",
    )

    def __init__(self, data: Sent = None, *, user: User, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        offer_documents(self, user)
