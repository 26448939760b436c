"""Rows a visit owns beside its team: who was absent by kind, and the complaints that set it off."""

from __future__ import annotations

from django.db import models

from inspections.complaints.models import Complaint
from inspections.visits.models import Visit


class AbsenceKind(models.TextChoices):
    """Why somebody was absent with a reason, as rosters of agencies say it."""

    BUSINESS = "business", "Công tác"
    LEAVE = "leave", "Nghỉ phép"
    SICK = "sick", "Nghỉ ốm, thai sản"
    STUDY = "study", "Học tập, bồi dưỡng"
    FIELD = "field", "Đi cơ sở"
    OTHER = "other", "Lý do khác"


class VisitAbsence(models.Model):
    """How many were absent for one kind of reason, and by what it was shown.

    ``proof`` are words: a leave slip, a photo, a duty roster need not have a number.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField("loại lý do", max_length=10, choices=AbsenceKind)
    people = models.PositiveIntegerField("số người")
    proof = models.CharField("minh chứng", max_length=200, blank=True)

    class Meta:
        verbose_name = "vắng theo lý do"
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visit_absence_once_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.people}"


class VisitComplaint(models.Model):
    """One complaint that set a visit off; who may not see the complaint is not told of it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="sources")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="visit_sources")

    class Meta:
        verbose_name = "phản ánh dẫn đến lượt kiểm tra"
        constraints = [
            models.UniqueConstraint(fields=["visit", "complaint"], name="visit_complaint_once")
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} ← {self.complaint_id}"
