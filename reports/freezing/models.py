"""The figures of a report as they stood at one minute, with the records behind each.

A freeze (chốt số liệu) is taken when the draft goes up. It keeps every record behind every figure
as the pair (record, version) of the change log, and the line a list showed of it, so that the list
behind a printed number can be opened years later as it was (house rule 7).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from reports.narrative.models import Report
from tayninh_portal.guards import InsertOnlyModel


class Freeze(InsertOnlyModel):
    """One state of the database, counted whole.

    ``figures``: key → count or sum, the whole catalogue. ``facts``: what tables, annexes and first
    words are made of (``reports.freezing.frozen_facts``). ``sha256`` names facts and rows together.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="freezes")
    report_version = models.PositiveIntegerField()
    figures = models.JSONField()
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần chốt số liệu"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.report}, chốt lúc {self.at:%H:%M %d/%m/%Y}"

    @property
    def told(self) -> dict[str, int]:
        """The figures, and the parts of them the report was told by: what the next report compares
        with."""
        return {**dict(self.facts["kept"]["facts"]["figures"]), **self.figures}


class FrozenRow(InsertOnlyModel):
    """One record in one set of rows (``Base.name``) of a freeze, in the order of the screen.

    ``record_type``, ``record_id``, ``version`` name the record as it then was. ``cells``: the line
    as the list showed it, names and dates as text, without personal data. ``amounts``: figure key →
    what the row adds to it (1 for a count), for the figures it belongs to. ``parts``: dimension →
    value, by which a table's cell finds its rows.
    """

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="rows")
    base = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    cells = models.JSONField()
    amounts = models.JSONField()
    parts = models.JSONField()

    class Meta:
        verbose_name = "dòng số liệu đã chốt"
        ordering = ["freeze", "base", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["freeze", "base", "position"], name="frozen_row_once_a_place"
            )
        ]
        indexes = [models.Index(fields=["record_type", "record_id"])]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id} v{self.version}"


class SentenceTaken(InsertOnlyModel):
    """Somebody read a sentence that a changed record would change, old beside new, and took it.

    ``old`` and ``new`` are the SHA-256 of the block before and after; with every changed sentence
    taken the report may be frozen anew.
    """

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="taken")
    section = models.CharField(max_length=40)
    old = models.CharField(max_length=64, blank=True)
    new = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "câu đã nhận số liệu mới"
        constraints = [
            models.UniqueConstraint(
                fields=["freeze", "section", "old", "new"], name="sentence_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.freeze_id} {self.section}"


class Snapshot(InsertOnlyModel):
    """Everything a paper says, at one minute, as canonical JSON; its ``sha256`` names it.

    ``freeze`` is the state its figures were counted in; a draft printed for reading has none.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    report_version = models.PositiveIntegerField()
    freeze = models.ForeignKey(
        Freeze, on_delete=models.PROTECT, related_name="snapshots", null=True, blank=True
    )
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản chụp số liệu"

    def __str__(self) -> str:
        return f"{self.report} lúc {self.at:%H:%M %d/%m/%Y}"
