"""The job row: the truth about work done in the background."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Xong"
    FAILED = "failed", "Không thành"
    CANCELLED = "cancelled", "Đã dừng"


# Somebody works on it, or will.
UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs by what should happen to them next."""

    def stalled(self, now: datetime) -> JobQuerySet:
        """Running jobs whose worker let its lease run out: killed, or cut off."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=now)

    def undelivered(self, before: datetime) -> JobQuerySet:
        """Queued jobs made before that moment, and not notified of again since."""
        silent = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=before)
        return self.filter(silent, state=JobState.QUEUED, created_at__lt=before)


class Job(models.Model):
    """One piece of background work.

    A broker can lose or repeat a message; this row cannot. A worker claims it with a lease,
    renews the lease while it works (heartbeat), and a sweeper takes up what stalled.
    ``key`` is unique: asking twice for the same work gives the same job. ``step`` says in words
    how far the worker is, where ``progress`` alone says too little.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField("phần trăm", default=0)
    step = models.CharField("đang làm gì", max_length=120, blank=True)
    claim = models.UUIDField(default=uuid.uuid4)
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    # None: by nobody but the clock.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc nền"
        indexes = [models.Index(fields=["state", "lease_until"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False),
                name="job_running_has_lease",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def under_way(self) -> bool:
        """Whether it comes to its end by itself."""
        return self.state in UNDER_WAY
