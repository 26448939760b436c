"""The sections of one report: headings copied from the outline, and the specialist's own words."""

from __future__ import annotations

from django.db import models

from reports.models.reports import Report
from tayninh_portal.models import Versioned


class SectionQuerySet(models.QuerySet["Section"]):
    """Sections of reports."""

    def standing(self) -> SectionQuerySet:
        """Those that print, in order: headings taken out of the report stay in its log only."""
        return self.filter(is_removed=False).order_by("report", "order")


class Section(Versioned):
    """One section. First words are written from the figures each time they are shown; ``text`` is
    what the specialist adds under them.

    ``text`` holds tokens of the catalogue (``{visits.total}``) where numbers stand.
    ``carried_from`` names the section of an earlier report its words were taken over from; they
    stay grey (``is_confirmed`` false) until somebody has read them.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField("mã", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp")
    number = models.CharField("số mục", max_length=8)
    heading = models.CharField("tên mục", max_length=300)
    guidance = models.TextField("gợi ý nội dung", blank=True)
    text = models.TextField("nội dung của chuyên viên", blank=True)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    is_confirmed = models.BooleanField("đã xác nhận lời văn", default=True, editable=False)
    is_removed = models.BooleanField("đã bỏ khỏi báo cáo", default=False, editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "mục báo cáo"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="section_once_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"
