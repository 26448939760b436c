"""A report put on paper: the snapshot it was made of, and the stored bytes."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from reports.models.reports import Report
from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.models import StoredFile


class Snapshot(InsertOnlyModel):
    """Everything a paper says, at one minute, as canonical JSON; its ``sha256`` names it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    report_version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản chụp số liệu"

    def __str__(self) -> str:
        return f"{self.report} lúc {self.at:%H:%M %d/%m/%Y}"


class Rendering(InsertOnlyModel):
    """The PDF made of a snapshot; one snapshot is rendered once."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="rendering")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="renderings")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bản PDF"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.file)
