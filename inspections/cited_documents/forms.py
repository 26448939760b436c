"""Forms of the cited documents, and the field that other forms choose a document with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from inspections.agencies.models import Agency
from inspections.cited_documents.models import CitedDocument, DocumentKind
from inspections.cited_documents.workflow import books_of
from tayninh_portal.access import DEPARTMENT, roles_of, today
from tayninh_portal.forms import ClientIdForm, DateField, SeenVersionForm
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.lib.vietnamese import fold, search_words

# So many of the newest documents are proposed while one types; older ones are found by typing.
PROPOSED = 200
# So many names fit into a message that is still read.
NAMES_IN_A_MESSAGE = 4
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


class ProposingInput(forms.TextInput):
    """A text input with proposals that show while one types."""

    template_name = "cited_documents/_proposing_input.html"

    def __init__(self, proposals: Callable[[], list[str]], attrs: Any = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.proposals = proposals

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The input's own context, and the proposals."""
        context = super().get_context(name, value, attrs)
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = context["list_id"]
        context["proposals"] = self.proposals()
        return context


class DocumentField(forms.Field):
    """A ``CitedDocument`` out of ``documents``, by its number or any words of it."""

    def __init__(self, **kwargs: Any) -> None:
        self.documents: QuerySet[CitedDocument] = CitedDocument.objects.none()
        super().__init__(widget=ProposingInput(list), **kwargs)

    def choose_from(self, documents: QuerySet[CitedDocument]) -> None:
        """Set what may be chosen, for the person the form is shown to."""
        self.documents = documents
        self.widget.proposals = lambda: [
            label_of(row) for row in documents.newest_first()[:PROPOSED]
        ]

    def prepare_value(self, value: Any) -> Any:
        """What was typed, or the label of the document to begin with."""
        return label_of(value) if isinstance(value, CitedDocument) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """By label."""
        return bool((self.prepare_value(initial) or "") != (data or ""))

    def to_python(self, value: Any) -> CitedDocument | None:
        """The document, None for blank. Raises ``ValidationError`` that lists what fits."""
        typed = fold(str(value or "")).replace(" – ", " ")
        if not typed:
            return None
        rows = self.documents
        for word in search_words(typed):
            rows = rows.filter(search__contains=word)
        found = list(rows.order_by("-issued_on", "-pk")[: NAMES_IN_A_MESSAGE + 1])
        exact = [row for row in found if fold(row.number) == typed]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(
                "Không có văn bản nào khớp; kiểm tra lại số, ký hiệu, hoặc ghi văn bản trước."
            )
        more = "…" if len(found) > NAMES_IN_A_MESSAGE else ""
        names = "; ".join(label_of(row) for row in found[:NAMES_IN_A_MESSAGE])
        raise ValidationError(f"Nhiều văn bản khớp: {names}{more}. Gõ rõ hơn.")


def label_of(document: CitedDocument) -> str:
    """How a document stands among the proposals."""
    return f"{document} ngày {short_date(document.issued_on)} – {document.issuer}"


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

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        keep_if_several(self, books_of(user, today()))

    def clean(self) -> dict[str, Any]:
        """The one agency, where it was not asked."""
        data = super().clean()
        return data | {"agency": self.only_agency} if self.only_agency else data


class DocumentUpdateForm(SeenVersionForm, DocumentFields):
    """A document to correct."""

    def __init__(self, *args: Any, document: CitedDocument, user: Any, **kwargs: Any) -> None:
        names = ("kind", "other_kind", "number", "issued_on", "issuer", "subject", "is_shared")
        initial = {name: getattr(document, name) for name in names}
        initial |= {"seen_version": document.version}
        super().__init__(*args, user=user, initial=initial, **kwargs)
        if document.file_id:
            self.fields["upload"].label = "Thay tệp văn bản"
            self.fields["upload"].help_text = f"Để trống là giữ tệp đang có. {FILE_HELP}"


class AttachForm(forms.Form):
    """Choose a document for a record."""

    document = DocumentField(
        label="Văn bản",
        help_text="Gõ số, ký hiệu hoặc vài chữ của trích yếu rồi chọn trong danh sách gợi ý.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choose_from(CitedDocument.objects.visible_to(user))


def keep_if_several(form: Any, agencies: QuerySet[Agency]) -> None:
    """Ask for the agency only where there is a choice; ``form.only_agency`` is the one, or None.

    A form shown while there was a choice may be sent when there is none any more: what it chose is
    then refused, and not written down to the one that is left.
    """
    rows = agencies.sorted()
    found = list(rows[:2])
    chosen = form.data.get("agency")
    alone = len(found) == 1 and chosen in (None, "", str(found[0].pk))
    form.only_agency = found[0] if alone else None
    if form.only_agency:
        del form.fields["agency"]
    else:
        form.fields["agency"].queryset = rows
