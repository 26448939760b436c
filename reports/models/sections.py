"""The sections of one report: headings copied from the outline, and the specialist's own words."""

from __future__ import annotations

from django.db import models

from reports.models.reports import Report
from tayninh_portal.models import Versioned


class Section(Versioned):
    """One section. First words are written from the figures each time they are shown; ``text`` is
    what the specialist adds under them."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField("mã", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp")
    number = models.CharField("số mục", max_length=8)
    heading = models.CharField("tên mục", max_length=300)
    guidance = models.TextField("gợi ý nội dung", blank=True)
    text = models.TextField("nội dung của chuyên viên", blank=True)

    class Meta:
        verbose_name = "mục báo cáo"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="section_once_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"
