"""Catalogues as dated rows: kinds of finding, areas, fields of work, forms of handling, laws.

A value is its ``code``, which never changes; a row says how the value was called and what held for
it from a day to a day. A new name, area or rule is a new row of the same code, so that a record,
which points to the row of its own day, reads for ever as it did on that day, and is counted with
the others of its code (docs/decisions/0046-catalogues-as-dated-rows.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from tayninh_portal.lib.dates import short_date

# “Cách chức” and “giáng chức” take a post away; a công chức or viên chức without one has none to
# lose (Luật Cán bộ, công chức 2008, Điều 79; Nghị định 112/2020/NĐ-CP, Điều 7 and 15). A cán bộ
# always holds one.
OF_A_POST = ("removal", "demotion")


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


# Columns of ``called``.
NAMED = ("code", "name", "order", "starts_on")


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]  # shared by five models
    """Rows of a catalogue by day."""

    def on(self, day: date) -> DatedQuerySet:
        """Rows in force on ``day``: one a code at the most."""
        return self.within(day, day)

    def within(self, first: date, last: date) -> DatedQuerySet:
        """Rows in force on any day from ``first`` to ``last``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)

    def offered(self, day: date, chosen: DatedRow | None = None) -> DatedQuerySet:
        """What may be chosen for ``day``; what was chosen before stays, whatever became of it."""
        rows = self.on(day)
        if chosen is None:
            return rows
        return rows.exclude(code=chosen.code) | self.filter(pk=chosen.pk)

    def names(self, day: date | None = None) -> dict[str, str]:
        """``called`` of these rows; one query."""
        return called(self.values_list(*NAMED), day)


def called(rows: Iterable[tuple[str, str, int, date]], day: date | None) -> dict[str, str]:
    """Code → its name on ``day``, in the order of the catalogue; the newest without a day.

    ``rows`` have the columns ``NAMED``. A code that was not there yet bears its first name, one
    that had ended its last: a value that was used is never without a name.
    """
    found: dict[str, tuple[int, str, str]] = {}
    for code, name, order, starts_on in sorted(rows, key=lambda row: row[3]):
        if code not in found or day is None or starts_on <= day:
            found[code] = (order, code, name)
    return {code: name for _, code, name in sorted(found.values())}


class DatedRow(models.Model):
    """What held for a value of a catalogue from a day to a day; never deleted, only ended."""

    code = models.CharField("mã", max_length=40)
    name = models.CharField("tên", max_length=160)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "code", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="%(class)s_days_in_order",
                violation_error_message="Ngày kết thúc không được trước ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["code", "starts_on"],
                name="%(class)s_one_a_day",
                violation_error_message="Giá trị này đã có nội dung từ đúng ngày đó.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> str:
        """Its days in words."""
        since = f"từ {short_date(self.starts_on)}"
        return f"{since} đến hết {short_date(self.ends_on)}" if self.ends_on else since

    def stands_on(self, day: date) -> bool:
        """Whether this very row holds on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def in_force_on(self, day: date) -> bool:
        """Whether the value may be used for something that happened on ``day``, under whatever
        name; one query where it is not this row that holds."""
        return self.stands_on(day) or self.then(day) is not self

    def then(self, day: date) -> Self:
        """The row of this value that holds on ``day``; itself where there is none."""
        if self.stands_on(day):
            return self
        rows = type(self)._default_manager.filter(code=self.code)
        found: Self | None = rows.on(day).first()
        return found or self


class ForKinds(DatedRow):
    """A row for some kinds of person: ``person_kinds`` are their codes between commas, "" all."""

    person_kinds = models.CharField("áp dụng cho", max_length=120, blank=True)

    class Meta(DatedRow.Meta):
        abstract = True

    def suits(self, person_kind: str) -> bool:
        """Whether it may be chosen for a person of this kind."""
        return not self.person_kinds or person_kind in self.kinds

    @property
    def told(self) -> str:
        """For whom it may be chosen, as a form tells its script: kinds of person, with “+” those
        of them alone who hold a post; "" for everybody."""
        return " ".join(self.kinds)

    @property
    def kinds(self) -> list[str]:
        """The codes of the kinds of person."""
        return [kind for kind in self.person_kinds.split(",") if kind]

    @property
    def kinds_called(self) -> str:
        """The kinds of person in words, "" for all."""
        return ", ".join(PersonKind(kind).label for kind in self.kinds)


class Area(DatedRow):
    """An area of Quyết định 1847/QĐ-TTg; its code is its number."""

    class Meta(DatedRow.Meta):
        verbose_name = "nội dung theo Quyết định 1847"
        verbose_name_plural = "nội dung theo Quyết định 1847"


class Category(ForKinds):
    """A category of violation; those about a person stand in one of the areas of 1847."""

    subject = models.CharField("đối tượng", max_length=8, choices=Subject)
    # The number of the area, and not its row: an area that is renamed holds the same categories.
    area = models.PositiveSmallIntegerField("nội dung theo Quyết định 1847", null=True, blank=True)
    # The few words the report says it with ("giờ giấc làm việc"); several categories share them.
    report_phrase = models.CharField("cách nêu trong báo cáo", max_length=160, blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = "loại vi phạm"
        verbose_name_plural = "loại vi phạm"

    @property
    def area_number(self) -> int | None:
        """The number of its area."""
        return self.area


class Field(DatedRow):
    """A field of state management a procedure or complaint belongs to (lĩnh vực)."""

    class Meta(DatedRow.Meta):
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"


class HandlingMeasure(ForKinds):
    """A measure (hình thức xử lý): what the Tổ recommends and an agency decides.

    ``is_discipline`` parts hình thức kỷ luật from hình thức xử lý khác.
    """

    is_discipline = models.BooleanField("là hình thức kỷ luật", default=False)
    for_unit = models.BooleanField("áp dụng cho đơn vị", default=False)

    class Meta(DatedRow.Meta):
        verbose_name = "hình thức xử lý"
        verbose_name_plural = "hình thức xử lý"

    @property
    def takes_a_post(self) -> bool:
        """Whether only who holds a post can be handled so."""
        return self.code in OF_A_POST

    @property
    def told(self) -> str:
        """Of one that takes a post away: a cán bộ always holds one."""
        if not self.takes_a_post:
            return super().told
        marked = (kind if kind == PersonKind.OFFICIAL else f"{kind}+" for kind in self.kinds)
        return " ".join(marked)


class Law(ForKinds):
    """What discipline of a kind of person stands on from a day to a day."""

    class Meta(DatedRow.Meta):
        verbose_name = "quy định về kỷ luật"
        verbose_name_plural = "quy định về kỷ luật"
