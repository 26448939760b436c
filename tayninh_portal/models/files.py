"""Stored bytes: kept as they came, named by their hash."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from tayninh_portal.guards import InsertOnlyModel


class StoredFile(InsertOnlyModel):
    """One file under ``FILES_DIR``; its bytes are found by ``sha256`` and never altered.

    ``size`` in bytes. The name is what a person downloads it as.
    """

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "tệp"

    def __str__(self) -> str:
        return self.name


class FileOpening(InsertOnlyModel):
    """Somebody took out a file that may name a person: which, when, and from which record.

    Luật 91/2025/QH15: a biên bản, a decision or a signed copy names people, so whoever opened one
    can be told afterwards.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()

    class Meta:
        verbose_name = "lần mở tệp"
        indexes = [models.Index(fields=["record_type", "record_id", "at"])]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id}"
