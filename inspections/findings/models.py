"""Findings of a visit: one person, one act; or one shortcoming of the unit."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from inspections.agencies.models import Agency
from inspections.agencies.scope import own_and_below
from inspections.catalogues.models import Category, Field, HandlingMeasure, PersonKind, Subject
from inspections.identities.models import Identity
from inspections.visits.models import SEATED, Visit, VisitQuerySet, VisitState
from tayninh_portal.access import DEPARTMENT, PROVINCE, today
from tayninh_portal.lib.conditions import lowered, under
from tayninh_portal.models import User, Versioned
from tayninh_portal.scope import Link, Scope, everywhere, only_if


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
        """What ``user`` may see: ``FINDING_READERS``."""
        return self.filter(FINDING_READERS.q(user, today()))


class Finding(Versioned):
    """What the Tổ found, and what it recommends; the agency handles, the Sở confirms.

    ``visit_day`` copies the visit's day, so that a year's figures read one table. The name of a
    person found at fault is in ``person`` (encrypted), never here. ``agency`` is the body the
    person belongs to, the visited one unless another is said: that body handles and is counted
    (docs/decisions/0048-whose-a-finding-is.md).
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan của người vi phạm",
        on_delete=models.PROTECT,
        related_name="findings",
    )
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
    condition = models.CharField("điều kiện của kiến nghị", max_length=300, blank=True)
    remedy_due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("person", "description", "recommendation", "condition")

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

    @property
    def is_elsewhere(self) -> bool:
        """Whether the person belongs to another body than the visited one."""
        return self.agency_id != self.visit.agency_id

    @property
    def holds_a_post(self) -> bool:
        """Whether there is a post to be taken away: a cán bộ always holds one."""
        return self.is_leader or self.person_kind == PersonKind.OFFICIAL

    @property
    def asked(self) -> str:
        """What the Tổ recommends in words, with its condition: “Nếu … thì nhắc nhở; …”."""
        form = str(self.recommended_handling or "")
        said = "; ".join(part for part in (form, self.recommendation.strip()) if part)
        return under(self.condition, said)

    @property
    def recommended(self) -> str:
        """The same within a sentence: “nếu … thì nhắc nhở; …”."""
        return lowered(self.asked)

    @property
    def recommended_form(self) -> str:
        """The form alone, for who reads no free text."""
        form = str(self.recommended_handling or "")
        return f"{form} (có điều kiện)" if form and self.condition else form

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
        if self.condition and not (self.recommended_handling_id or self.recommendation):
            raise ValidationError(
                {"condition": "Ghi kiến nghị áp dụng khi có điều kiện này, hoặc để trống."}
            )


# The Sở and the team see every finding of a visit they see, UBND tỉnh those of concluded visits; a
# body its own and those directly under it: of a visit to its house none about a stranger, and its
# own one of a visit elsewhere.
FINDING_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        Link(SEATED, "visit"),
        *only_if(
            Q(visit__state=VisitState.CONCLUDED), everywhere(*PROVINCE), *own_and_below("agency")
        ),
    )
)


def with_findings(visits: VisitQuerySet, own: int) -> VisitQuerySet:
    """Annotate ``violations`` and ``unit_findings``, withdrawn ones left out; the two are never
    added together. ``own``: 1 for who is told of those about the visited body alone, else 0.

    Subqueries and not a join: a long list then counts them for the rows of its page alone.
    """

    def counted(subject: Subject) -> Coalesce:
        rows = Finding.objects.standing().filter(visit=OuterRef("pk"), subject=subject)
        rows = rows.alias(own=Value(own, IntegerField()))
        rows = rows.filter(Q(own=0) | Q(agency=OuterRef("agency")))
        number = rows.order_by().values("visit").annotate(number=Count("pk"))
        return Coalesce(Subquery(number.values("number")), 0)

    return visits.annotate(violations=counted(Subject.PERSON), unit_findings=counted(Subject.UNIT))
