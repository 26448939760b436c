"""Import of a running year from Excel: template, preview with every error, all or nothing."""

from inspections.imports.batches import discard_batch, import_batch, preview_upload, template_of

__all__ = ["discard_batch", "import_batch", "preview_upload", "template_of"]
