"""Workbooks people upload to import the records of a running year."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from tayninh_portal.lib.states import State
from tayninh_portal.models import User, Versioned


class ImportKind(models.TextChoices):
    """What a workbook that is imported holds."""

    VISITS = "visits", "Lượt kiểm tra và nội dung ghi nhận"
    COMPLAINTS = "complaints", "Phản ánh, kiến nghị"

    @property
    def noun(self) -> str:
        """What the names of addresses begin with ("visit-import")."""
        return self.value.removesuffix("s")


class ImportState(State):
    """Where an uploaded workbook stands."""

    UPLOADED = "uploaded", "primary", "hourglass-split", "Đang kiểm tra"
    FAULTY = "faulty", "warning", "exclamation-triangle", "Có lỗi, chưa nhập"
    CHECKED = "checked", "primary", "clipboard-check", "Không có lỗi, chờ nhập"
    IMPORTING = "importing", "primary", "hourglass-split", "Đang nhập"
    IMPORTED = "imported", "done", "check-circle", "Đã nhập"
    DISCARDED = "discarded", "neutral", "x-circle", "Đã bỏ"


# The bytes are still kept.
KEPT = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.IMPORTING)
# A job is at it.
AT_WORK = (ImportState.UPLOADED, ImportState.IMPORTING)


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Uploads by what becomes of them."""

    def waiting(self) -> ImportBatchQuerySet:
        """Neither imported nor on the way there: nobody misses them."""
        return self.filter(state__in=(ImportState.UPLOADED, ImportState.CHECKED))

    def stale(self, before: datetime) -> ImportBatchQuerySet:
        """Kept since before a moment."""
        return self.filter(state__in=KEPT, created_at__lt=before)

    def visible_to(self, user: User) -> ImportBatchQuerySet:
        """Who uploaded it, nobody else: errors quote what stands in the cells."""
        return self.filter(created_by=user)


class ImportBatch(Versioned):
    """One uploaded workbook from its check to its import.

    ``upload`` holds the bytes encrypted (they name persons) until the batch is imported, found
    faulty or discarded. ``problems`` is a list of ``[sheet, cell, sentence]``; ``totals`` numbers
    of rows by what they are, nothing before it is checked.
    """

    kind = models.CharField("loại dữ liệu", max_length=12, choices=ImportKind)
    state = models.CharField("trạng thái", max_length=10, choices=ImportState)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("dung lượng")
    totals = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    upload = models.TextField(blank=True, editable=False)
    imported_at = models.DateTimeField("nhập lúc", null=True, blank=True, editable=False)

    LOG_LEAVES_OUT = ("problems", "upload")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp nhập"
        verbose_name_plural = "tệp nhập"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=KEPT) | Q(upload=""),
                name="import_batch_keeps_no_bytes_in_vain",
                violation_error_message="Chỉ giữ tệp trong lúc chờ nhập.",
            ),
            models.CheckConstraint(
                condition=~Q(state="imported") | Q(imported_at__isnull=False),
                name="import_batch_imported_has_time",
                violation_error_message="Tệp đã nhập phải có thời điểm nhập.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tệp nhập số {self.pk}"

    def get_state(self) -> ImportState:
        """The state with its tone and sign, as the badge takes it."""
        return ImportState(self.state)

    @property
    def problem_count(self) -> int | None:
        """How many problems the last check found; None as long as none has ended."""
        count: int | None = self.totals.get("problems")
        return count

    @property
    def at_work(self) -> bool:
        """Whether a job checks or imports it."""
        return self.state in AT_WORK

    @property
    def job_key(self) -> str:
        """Key of the job that is at it: each move makes a version, so no two jobs share a key."""
        return f"import:{self.pk}:{self.version}"
