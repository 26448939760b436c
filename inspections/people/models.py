"""Who at the Sở is in charge of which agency."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from inspections.agencies.models import Agency
from inspections.agencies.scope import with_units
from tayninh_portal.scope import Link, Table


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by day."""

    def on(self, day: date) -> AssignmentQuerySet:
        """Assignments in force on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Assignment(models.Model):
    """A specialist is in charge of an agency from a day to a day."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công phụ trách"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="assignment_days_in_order",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(ends_on__isnull=True),
                name="assignment_one_open",
                violation_error_message="Cơ quan này đang có chuyên viên phụ trách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.agency}"


# (agency, the specialist in charge of it)
CHARGE = Table(lambda day: Assignment.objects.on(day), "agency")


def in_charge(path: str) -> tuple[Link, ...]:
    """Rows whose agency at ``path``, or the body above that unit, is in a person's charge."""
    return with_units(CHARGE, path)
