"""Recommendations (kiến nghị) of a visit as a whole: to the unit, or to its head."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from inspections.visits.models import Visit
from tayninh_portal.lib.conditions import under
from tayninh_portal.models import User, Versioned


class Addressee(models.TextChoices):
    """To whom it is said; never by name."""

    UNIT = "unit", "Đơn vị"
    HEAD = "head", "Người đứng đầu"


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations by who may read them."""

    def visible_to(self, user: User) -> RecommendationQuerySet:
        """Those of visits ``user`` may see."""
        return self.filter(visit__in=Visit.objects.visible_to(user))


class Recommendation(Versioned):
    """What the Tổ recommends about a visit as a whole; it decides nothing.

    ``condition`` is what it is said under (“nếu … thì …”). With a last day it is put right like a
    finding (``inspections.remedies``). What it says may name a person, though the form asks that it
    does not: lists, exports and titles call it by its addressee alone.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="recommendations")
    addressee = models.CharField("kiến nghị đối với", max_length=8, choices=Addressee)
    text = models.TextField("nội dung kiến nghị")
    condition = models.CharField("với điều kiện", max_length=300, blank=True)
    remedy_due_on = models.DateField("hạn thực hiện", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("text", "condition")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị của lượt kiểm tra"
        verbose_name_plural = "kiến nghị của lượt kiểm tra"
        ordering = ["visit", "pk"]

    def __str__(self) -> str:
        return f"Kiến nghị đối với {self.get_addressee_display().lower()}"

    @property
    def asked(self) -> str:
        """What it says, with its condition: “Nếu … thì rà soát …”."""
        return under(self.condition, self.text.strip().rstrip("."))

    def clean(self) -> None:
        """Nothing is due before it was said."""
        super().clean()
        if self.remedy_due_on and self.visit_id and self.remedy_due_on < self.visit.day:
            raise ValidationError(
                {"remedy_due_on": "Hạn thực hiện không được trước ngày kiểm tra."}
            )
