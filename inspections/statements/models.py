"""Statements (tường trình): asked of the person a finding is about, given or not.

A record of its own beside the finding: what is written here changes nothing that is counted, and a
frozen figure does not see its finding corrected by it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from inspections.findings.models import Finding
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import Versioned


class Statement(Versioned):
    """One finding about a person: when a statement was asked, and when it came or that it did not.

    What it says is a paper with a name in it and is kept with the biên bản, not here.
    """

    finding = models.OneToOneField(
        Finding,
        verbose_name="nội dung ghi nhận",
        on_delete=models.PROTECT,
        related_name="statement",
        error_messages={"unique": "Người khác vừa ghi tường trình của nội dung này; mở lại trang."},
    )
    asked_on = models.DateField("ngày yêu cầu tường trình")
    received_on = models.DateField("ngày nhận tường trình", null=True, blank=True)
    not_given = models.BooleanField("không nộp tường trình", default=False)

    class Meta:
        verbose_name = "tường trình"
        verbose_name_plural = "tường trình"
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("asked_on")),
                name="statement_days_in_order",
                violation_error_message="Ngày nhận tường trình không được trước ngày yêu cầu.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(not_given=False),
                name="statement_given_or_not",
                violation_error_message="Đã nhận tường trình thì không chọn “Không nộp”.",
            ),
        ]

    def __str__(self) -> str:
        return f"yêu cầu ngày {short_date(self.asked_on)}, {self.outcome}"

    @property
    def outcome(self) -> str:
        """What came of it."""
        if self.received_on:
            return f"nhận ngày {short_date(self.received_on)}"
        return "không nộp" if self.not_given else "chưa nhận"

    def clean(self) -> None:
        """Not before the visit, and about a person."""
        super().clean()
        if self.finding.visit_day and self.asked_on and self.asked_on < self.finding.visit_day:
            raise ValidationError(
                {"asked_on": "Ngày yêu cầu tường trình không được trước ngày kiểm tra."}
            )
