"""A warning of the checks that somebody accepted, with their reason."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from reports.narrative.models import Report
from tayninh_portal.guards import InsertOnlyModel


class Acceptance(InsertOnlyModel):
    """One warning accepted by a named person; it stands on the check sheet of the report.

    ``fingerprint`` is the SHA-256 of check, place and sentence: when the numbers in the sentence
    change, the warning is another one and asks again. ``subject``, with check and section, is what
    it is about whatever the numbers: the reason is then offered again. Empty in rows from before it
    was kept, and where check and section say all.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="acceptances")
    check_name = models.CharField(max_length=60)
    section = models.CharField(max_length=40)
    subject = models.TextField(default="", blank=True)
    fingerprint = models.CharField(max_length=64)
    text = models.TextField("cảnh báo")
    reason = models.TextField("lý do chấp nhận")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "cảnh báo được chấp nhận"
        ordering = ["report", "at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "fingerprint"],
                name="acceptance_once",
                violation_error_message="Cảnh báo này đã được chấp nhận.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
