"""Findings of a visit: one person, one act; or one shortcoming of the unit."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from inspections.catalogues.models import Category, Field, HandlingMeasure, PersonKind, Subject
from inspections.identities.models import Identity
from inspections.visits.models import Visit, VisitQuerySet, VisitState
from tayninh_portal.models import User, Versioned


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings that count, by subject."""

    def standing(self) -> FindingQuerySet:
        """Findings that were not withdrawn, whatever became of their visit."""
        return self.filter(withdrawn_at__isnull=True)

    def counted(self) -> FindingQuerySet:
        """Findings of concluded visits that were not withdrawn."""
        return self.standing().filter(visit__state=VisitState.CONCLUDED)

    def between(self, start: date, end: date) -> FindingQuerySet:
        """Findings of visits held from ``start`` to ``end``.

        The day is asked of both, so that a database need not read the visits of all years.
        """
        return self.filter(visit_day__range=(start, end), visit__day__range=(start, end))

    def visible_to(self, user: User) -> FindingQuerySet:
        """Findings of visits ``user`` may see."""
        return self.filter(visit__in=Visit.objects.visible_to(user))


class Finding(Versioned):
    """What the Tổ found, and what it recommends; the agency handles, the Sở confirms.

    ``visit_day`` copies the visit's day, so that a year's figures read one table. The name of a
    person found at fault is in ``person`` (encrypted), never here.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    visit_day = models.DateField(editable=False)
    subject = models.CharField("đối tượng", max_length=8, choices=Subject)
    category = models.ForeignKey(Category, verbose_name="loại vi phạm", on_delete=models.PROTECT)
    field = models.ForeignKey(
        Field, verbose_name="lĩnh vực", null=True, blank=True, on_delete=models.PROTECT
    )
    person_kind = models.CharField(
        "người vi phạm là", max_length=20, choices=PersonKind, blank=True
    )
    is_leader = models.BooleanField("giữ chức vụ lãnh đạo, quản lý", default=False)
    person = models.ForeignKey(
        Identity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="findings",
    )
    description = models.TextField("nội dung ghi nhận", blank=True)
    recommended_handling = models.ForeignKey(
        HandlingMeasure,
        verbose_name="kiến nghị xử lý",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recommendation = models.CharField("nội dung kiến nghị", max_length=300, blank=True)
    remedy_due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("person", "description", "recommendation")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung ghi nhận"
        verbose_name_plural = "nội dung ghi nhận"
        ordering = ["visit", "pk"]
        indexes = [models.Index(fields=["visit_day", "subject", "category"])]
        constraints = [
            models.CheckConstraint(
                condition=(
                    (Q(subject="person") & ~Q(person_kind=""))
                    | Q(
                        subject="unit",
                        person_kind="",
                        is_leader=False,
                        person__isnull=True,
                    )
                ),
                name="finding_person_has_kind",
                violation_error_message="Vi phạm của cá nhân phải nêu người vi phạm là cán bộ, "
                "công chức, viên chức hay đối tượng khác; nội dung về đơn vị thì để trống mục này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.category}"

    def clean(self) -> None:
        """Category of the same subject and in force that day; remedy not before the visit."""
        super().clean()
        if self.visit_id:
            self.visit_day = self.visit.day
        if self.category_id and self.subject and self.category.subject != self.subject:
            raise ValidationError(
                {"category": "Loại vi phạm này không dùng cho đối tượng đã chọn."}
            )
        if self.remedy_due_on and self.visit_day and self.remedy_due_on < self.visit_day:
            raise ValidationError(
                {"remedy_due_on": "Hạn khắc phục không được trước ngày kiểm tra."}
            )


def with_findings(visits: VisitQuerySet) -> VisitQuerySet:
    """Annotate ``violations`` and ``unit_findings``, withdrawn ones left out; the two are never
    added together.

    Subqueries and not a join: a long list then counts them for the rows of its page alone.
    """

    def counted(subject: Subject) -> Coalesce:
        rows = Finding.objects.filter(
            visit=OuterRef("pk"), subject=subject, withdrawn_at__isnull=True
        )
        number = rows.order_by().values("visit").annotate(number=Count("pk"))
        return Coalesce(Subquery(number.values("number")), 0)

    return visits.annotate(violations=counted(Subject.PERSON), unit_findings=counted(Subject.UNIT))
