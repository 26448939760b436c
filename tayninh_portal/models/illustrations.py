"""What a demo wrote of itself when it was told."""

from __future__ import annotations

from django.db import models


class Telling(models.Model):
    """Up to the morning of which day a demo was told, when, and what there was then.

    ``newest`` is the last number of each table: what has come since was written by somebody. The
    day is empty where only the year that stands by itself was told.
    """

    told_up_to = models.DateField(null=True)
    made_at = models.DateTimeField()
    newest = models.JSONField()

    class Meta:
        verbose_name = "lần kể tỉnh minh họa"

    def __str__(self) -> str:
        return f"Lần kể số {self.pk}"
