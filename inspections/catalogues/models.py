"""Catalogues as dated rows: categories of violation, fields of work, forms of handling."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q


class Subject(models.TextChoices):
    """What a finding or a category is about."""

    PERSON = "person", "Cá nhân"
    UNIT = "unit", "Đơn vị"


class PersonKind(models.TextChoices):
    """Kinds of person, by the law that binds them."""

    OFFICIAL = "official", "Cán bộ"
    CIVIL_SERVANT = "civil_servant", "Công chức"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    CONTRACT = "contract", "Người lao động hợp đồng"
    COMMUNE_PART_TIME = "commune_part_time", "Người hoạt động không chuyên trách cấp xã"


class Area(models.IntegerChoices):
    """The four areas of Quyết định 1847/QĐ-TTg."""

    ATTITUDE = 1, "Tinh thần, thái độ làm việc"
    CONDUCT = 2, "Chuẩn mực giao tiếp, ứng xử"
    ETHICS = 3, "Chuẩn mực đạo đức, lối sống"
    DRESS = 4, "Trang phục"


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # shared by three models
    """Rows of a catalogue by day."""

    def on(self, day: date) -> DatedQuerySet:
        """Rows in force on ``day``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class DatedRow(models.Model):
    """A row of a catalogue, in force from a day to a day; never deleted, only ended."""

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên", max_length=160)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_days_in_order",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def in_force_on(self, day: date) -> bool:
        """Whether the row may be used for something that happened on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Category(DatedRow):
    """A category of violation; those about a person stand in one of the four areas of 1847."""

    subject = models.CharField("đối tượng", max_length=8, choices=Subject)
    area = models.PositiveSmallIntegerField(
        "nội dung theo Quyết định 1847", choices=Area, null=True, blank=True
    )
    # The few words the report says it with ("giờ giấc làm việc"); several categories share them.
    report_phrase = models.CharField("cách nêu trong báo cáo", max_length=160, blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = "loại vi phạm"
        verbose_name_plural = "loại vi phạm"


class Field(DatedRow):
    """A field of state management a procedure or complaint belongs to (lĩnh vực)."""

    class Meta(DatedRow.Meta):
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"


class HandlingMeasure(DatedRow):
    """A measure (hình thức xử lý): what the Tổ recommends and an agency decides.

    ``is_discipline`` parts hình thức kỷ luật from hình thức xử lý khác; ``person_kinds`` lists the
    kinds of person a discipline form applies to (comma separated codes, empty: all).
    """

    is_discipline = models.BooleanField("là hình thức kỷ luật", default=False)
    person_kinds = models.CharField("áp dụng cho", max_length=120, blank=True)
    for_unit = models.BooleanField("áp dụng cho đơn vị", default=False)

    class Meta(DatedRow.Meta):
        verbose_name = "hình thức xử lý"
        verbose_name_plural = "hình thức xử lý"

    def suits(self, person_kind: str) -> bool:
        """Whether it may be applied to a person of this kind; forms without kinds suit all."""
        return not self.person_kinds or person_kind in self.person_kinds.split(",")
