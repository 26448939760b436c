"""The fields other rooms choose a cited document with, and the agency it is entered for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inspections.agencies.models import Agency, AgencyQuerySet
from inspections.cited_documents.models import CitedDocument, CitedDocumentQuerySet
from tayninh_portal.forms import offer
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import fold, search_words
from tayninh_portal.models import User
from tayninh_portal.proposing import ProposingInput

# So many of the newest documents are proposed while one types; older ones are found by typing.
PROPOSED = 200
# So many names fit into a message that is still read.
NAMES_IN_A_MESSAGE = 4


class DocumentField(forms.Field):
    """A ``CitedDocument`` out of ``documents``, by its number or any words of it."""

    def __init__(self, **kwargs: Any) -> None:  # what a field of Django takes
        self.documents: CitedDocumentQuerySet = CitedDocument.objects.none()
        super().__init__(widget=ProposingInput(list), **kwargs)

    def choose_from(self, documents: CitedDocumentQuerySet) -> None:
        """Set what may be chosen, for the person the form is shown to."""
        self.documents = documents
        self.widget.proposals = lambda: [
            label_of(row) for row in documents.newest_first()[:PROPOSED]
        ]

    def prepare_value(self, value: object) -> object:
        """What was typed, or the label of the document to begin with."""
        return label_of(value) if isinstance(value, CitedDocument) else value

    def has_changed(self, initial: object, data: object) -> bool:
        """By label."""
        return bool((self.prepare_value(initial) or "") != (data or ""))

    def to_python(self, value: object) -> CitedDocument | None:
        """The document, None for blank. Raises ``ValidationError`` that lists what fits."""
        typed = fold(str(value or "")).replace(" – ", " ")
        if not typed:
            return None
        rows = self.documents
        for word in search_words(typed):
            rows = rows.filter(search__word=word)
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


def keep_if_several(form: forms.BaseForm, agencies: AgencyQuerySet) -> Agency | None:
    """Ask for the agency only where there is a choice; the one there is, or None.

    A form shown while there was a choice may be sent when there is none any more: what it chose is
    then refused, and not written down to the one that is left.
    """
    rows = agencies.sorted()
    found = list(rows[:2])
    chosen = form.data.get("agency")
    alone = len(found) == 1 and chosen in (None, "", str(found[0].pk))
    if alone:
        del form.fields["agency"]
        return found[0]
    offer(form, "agency", rows)
    return None


def offer_documents(form: forms.BaseForm, user: User, *names: str) -> None:
    """Let the fields ``names`` (default: ``document``) choose among what ``user`` may see."""
    for name in names or ("document",):
        field = form.fields[name]
        if not isinstance(field, DocumentField):
            raise TypeError(f"{name} does not choose among documents")
        field.choose_from(CitedDocument.objects.visible_to(user))
