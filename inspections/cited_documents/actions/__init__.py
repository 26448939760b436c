"""Cited documents (văn bản liên quan): entering, citing, attaching to records."""

from inspections.cited_documents.actions.attaching import (
    Attachable,
    attach_document,
    attachable,
    attachable_kind,
    attachable_kinds,
    check_visible,
    detach_document,
    documents_of,
    record_and_attach,
)
from inspections.cited_documents.actions.citing import cite, shortened
from inspections.cited_documents.actions.entries import (
    FILE_KINDS,
    check_paper,
    keep_upload,
    record_document,
    tidy_number,
    update_document,
)

__all__ = [
    "FILE_KINDS",
    "Attachable",
    "attach_document",
    "attachable",
    "attachable_kind",
    "attachable_kinds",
    "check_paper",
    "check_visible",
    "cite",
    "detach_document",
    "documents_of",
    "keep_upload",
    "record_and_attach",
    "record_document",
    "shortened",
    "tidy_number",
    "update_document",
]
