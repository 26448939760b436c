"""What a re-check visit (kiểm tra lại) looked at again, and how it found it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from inspections.findings.models import Finding
from inspections.recommendations.models import Recommendation
from inspections.visits.models import Visit
from tayninh_portal.models import Versioned


class RecheckResult(models.TextChoices):
    """How the Tổ found it; "" where it is not looked at (any more)."""

    DONE = "done", "Đã khắc phục"
    NOT_DONE = "not_done", "Chưa khắc phục"


class RecheckQuerySet(models.QuerySet["Recheck"]):
    """Re-checks by the visits they tie together."""

    def told(self) -> RecheckQuerySet:
        """Those that say something."""
        return self.exclude(result="")

    def about(self, visit: int) -> RecheckQuerySet:
        """What was looked at on a visit, and what of it was looked at again later."""
        return self.filter(
            Q(visit=visit) | Q(finding__visit=visit) | Q(recommendation__visit=visit)
        )


class Recheck(Versioned):
    """One finding or recommendation of an earlier visit, looked at again on ``visit``."""

    visit = models.ForeignKey(
        Visit, verbose_name="lượt kiểm tra lại", on_delete=models.PROTECT, related_name="rechecks"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="rechecks"
    )
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="rechecks"
    )
    result = models.CharField("kết quả", max_length=8, choices=RecheckResult, blank=True)
    is_illustrative = models.BooleanField("minh họa", default=False)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung kiểm tra lại"
        verbose_name_plural = "nội dung kiểm tra lại"
        ordering = ["visit", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "finding"], name="recheck_finding_once"),
            models.UniqueConstraint(
                fields=["visit", "recommendation"], name="recheck_recommendation_once"
            ),
            models.CheckConstraint(
                condition=Q(finding__isnull=False, recommendation__isnull=True)
                | Q(finding__isnull=True, recommendation__isnull=False),
                name="recheck_of_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def source(self) -> Finding | Recommendation:
        """What was looked at again."""
        found = self.finding or self.recommendation
        assert found is not None  # recheck_of_one
        return found

    @property
    def what(self) -> str:
        """What it is, in words nobody typed about it."""
        return str(self.finding.category if self.finding else self.recommendation)
