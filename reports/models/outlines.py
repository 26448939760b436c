"""The outline the Ministry asks for, as data with a version."""

from __future__ import annotations

from django.db import models


class Outline(models.Model):
    """One version of the outline (đề cương). A new request of the Ministry is a new row."""

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên đề cương", max_length=200)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    starts_on = models.DateField("dùng từ ngày")

    class Meta:
        verbose_name = "đề cương"

    def __str__(self) -> str:
        return self.name


class OutlineSection(models.Model):
    """One heading of an outline.

    ``code`` names the section for the narrative that writes its first words (``I.2.c``-like codes
    change with the numbering, names such as ``inspections`` do not). ``level`` 1–4, ``number`` as
    printed (I, 1, a, –).
    """

    outline = models.ForeignKey(Outline, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField("mã", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp")
    number = models.CharField("số mục", max_length=8)
    heading = models.CharField("tên mục", max_length=300)
    guidance = models.TextField("gợi ý nội dung", blank=True)

    class Meta:
        verbose_name = "mục đề cương"
        ordering = ["outline", "order"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "code"], name="outline_section_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"
