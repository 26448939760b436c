"""The list of cited documents: by words, kind and days. A trích yếu is what an issued paper itself
says, and so it may stand in a file."""

from __future__ import annotations

from inspections.cited_documents.models import CitedDocument, DocumentKind
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice, day_from, day_to
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register


class DocumentFilter(ListFilter):
    """Over ``CitedDocument.objects.visible_to(user)``."""

    q = WordsFilter("Số, trích yếu, cơ quan", "search")
    kind = choice("Loại văn bản", DocumentKind.choices)
    since = day_from("Từ ngày", "issued_on")
    until = day_to("Đến ngày", "issued_on")


DOCUMENT_LIST: Listing[CitedDocument, CitedDocument] = Listing(
    "cited-document-list",
    "cited_document.list",
    (
        ListColumn("kind", "Loại văn bản", lambda document: document.kind_name, head="Văn bản"),
        ListColumn("number", "Số, ký hiệu", lambda document: document.number, within="kind"),
        ListColumn(
            "issued_on",
            "Ngày ban hành",
            lambda document: document.issued_on,
            order=("issued_on", "pk"),
        ),
        ListColumn("issuer", "Ban hành", lambda document: document.issuer),
        ListColumn("subject", "Trích yếu", lambda document: document.subject, within="kind"),
        ListColumn(
            "agency",
            "Cơ quan lập",
            lambda document: document.agency.name,
            order=("agency__name_key", "-issued_on", "-pk"),
            order_down=("-agency__name_key", "-issued_on", "-pk"),
        ),
        ListColumn(
            "shared",
            "Chia sẻ",
            lambda document: "mọi cơ quan" if document.is_shared else "",
            within="agency",
        ),
        ListColumn("file", "Tệp", lambda document: "có" if document.file_id else ""),
        illustrative_column(lambda document: document.is_illustrative, within="kind"),
    ),
    rows=lambda user: CitedDocument.objects.visible_to(user).select_related("agency"),
    filter=DocumentFilter,
    order="-issued_on",
    file="van-ban-lien-quan",
)
register(DOCUMENT_LIST)
