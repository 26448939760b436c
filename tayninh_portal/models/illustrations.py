"""What a demo wrote of itself when it was built."""

from __future__ import annotations

from django.db import models


class DemoBuild(models.Model):
    """Up to the morning of which day a demo was built, when, and what there was then.

    ``newest`` is the last number of each table: what has come since was written by somebody. The
    day is empty where only the year that stands by itself was built.
    """

    built_up_to = models.DateField(null=True)
    made_at = models.DateTimeField()
    newest = models.JSONField()

    class Meta:
        verbose_name = "lần dựng tỉnh minh họa"

    def __str__(self) -> str:
        return f"Lần dựng số {self.pk}"
