"""Handovers (bàn giao): what somebody had open goes to somebody else, from a day on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from tayninh_portal.access import Role, roles_of
from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.models import User, Versioned


class HandoverKind(models.TextChoices):
    """What is passed on: the first three by name, the rest with the agency in charge."""

    ASSIGNMENT = "assignment", "Cơ quan phụ trách"
    VISIT = "visit", "Lượt kiểm tra chưa kết thúc"
    RESERVED = "reserved", "Phản ánh giao xử lý riêng"
    COMPLAINT = "complaint", "Phản ánh đang mở"
    SUBMISSION = "submission", "Kết quả tự kiểm tra chờ chấp nhận"
    FACT = "fact", "Kết quả triển khai chờ xác nhận"
    HANDLING = "handling", "Kết quả xử lý chờ xác nhận"
    REMEDY = "remedy", "Nội dung chưa khắc phục xong"


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers in the words of the trade."""

    def visible_to(self, user: User) -> HandoverQuerySet:
        """Giver, receiver and who wrote it down; the manager those of the Sở's own work.

        What a leader of UBND tỉnh passes on is reserved for them: that there is anything at all is
        nobody else's to know.
        """
        seen = Q(from_user=user) | Q(to_user=user) | Q(created_by=user)
        if Role.MANAGER in roles_of(user):
            of_the_department = HandoverItem.objects.filter(handover=OuterRef("pk")).exclude(
                kind=HandoverKind.RESERVED
            )
            seen |= Q(Exists(of_the_department))
        return self.filter(seen)

    def with_counts(self) -> HandoverQuerySet:
        """Annotate ``agencies`` and ``drafts`` passed on; of what is reserved no number."""
        return self.annotate(
            agencies=Count("items", filter=Q(items__kind=HandoverKind.ASSIGNMENT)),
            drafts=Count("items", filter=Q(items__kind=HandoverKind.VISIT)),
        )


class Handover(Versioned):
    """One handover. ``day`` is the first day of the receiver; the giver's last is the day before.

    It moves who sees to what is open and nothing else: who did what stays in each record's log.
    """

    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người bàn giao",
        on_delete=models.PROTECT,
        related_name="handovers_given",
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người nhận",
        on_delete=models.PROTECT,
        related_name="handovers_received",
    )
    day = models.DateField("ngày nhận việc")
    note = models.TextField("căn cứ, ghi chú", blank=True)
    is_illustrative = models.BooleanField("minh họa", default=False)

    # Why somebody leaves is free text about a person.
    LOG_LEAVES_OUT = ("note",)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "bàn giao"
        verbose_name_plural = "bàn giao"
        indexes = [models.Index(fields=["-day", "-id"], name="handover_list_order")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_user=F("to_user")),
                name="handover_to_another",
                violation_error_message="Người nhận phải là người khác.",
            )
        ]

    def __str__(self) -> str:
        return f"Bàn giao số {self.pk}"


class HandoverItem(InsertOnlyModel):
    """One record that was passed on, or that follows an agency passed on, as it then was.

    ``record_type`` is the model's label ("inspections.visit"); an assignment is kept as its agency.
    ``version`` is the record's after the handover.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField("loại việc", max_length=12, choices=HandoverKind)
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = "việc đã bàn giao"
        verbose_name_plural = "việc đã bàn giao"
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "record_type", "record_id"], name="handover_item_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record_id}"
