"""Why a report came back: reasons pinned to its sections."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from reports.models.reports import Report
from reports.models.sections import Section
from tayninh_portal.guards import InsertOnlyModel


class ReturnNote(InsertOnlyModel):
    """One reason of one return, at a section or (``section`` None) about the whole report.

    ``report_version`` is the version the return made: the notes of one return share it, and those
    of the newest return are what is to be mended.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="return_notes")
    report_version = models.PositiveIntegerField()
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="return_notes", null=True, blank=True
    )
    text = models.TextField("lý do")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lý do trả lại"
        ordering = ["report", "report_version", "pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.text[:60]}"
