"""The registry of agencies: bodies with a first and a last day, names by day, successors."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from tayninh_portal.lib.vietnamese import search_text, sort_key
from tayninh_portal.models import Versioned


class LegalKind(models.TextChoices):
    """Legal kind of a body; the report group is a field of its own."""

    PROVINCE = "province", "Ủy ban nhân dân tỉnh"
    PROVINCIAL_BODY = "provincial_body", "Sở, ban, ngành tỉnh"
    PUBLIC_UNIT = "public_unit", "Đơn vị sự nghiệp thuộc UBND tỉnh"
    DISTRICT = "district", "UBND huyện, thị xã, thành phố"
    COMMUNE = "commune", "UBND xã, phường, thị trấn"
    SUBORDINATE = "subordinate", "Đơn vị trực thuộc"
    OUTSIDE = "outside", "Ngoài thẩm quyền của tỉnh"
    MINISTRY = "ministry", "Cơ quan trung ương"


class ReportGroup(models.TextChoices):
    """The group in which the report counts an agency; empty for one that is never due."""

    PROVINCIAL = "provincial", "Sở, ban, ngành tỉnh"
    DISTRICT = "district", "Huyện, thị xã, thành phố"
    COMMUNE = "commune", "Xã, phường, thị trấn"


# Quyết định 20/2020/QĐ-TTg: mã định danh điện tử, at most 35 characters.
ELECTRONIC_ID = RegexValidator(
    r"^[A-Y][0-9]{2}(\.[0-9A-Z]+)*$",
    "Mã định danh điện tử có dạng H53 hoặc H53.07 (Quyết định 20/2020/QĐ-TTg).",
)


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies, always asked with a day."""

    def on(self, day: date) -> AgencyQuerySet:
        """Agencies that existed on ``day``, first and last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def between(self, first: date, last: date) -> AgencyQuerySet:
        """Agencies that existed on a day from ``first`` to ``last``."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)

    def named_on(self, day: date | Any) -> AgencyQuerySet:
        """Annotate ``name_then``: the name borne on ``day`` (a date or an ``OuterRef``)."""
        names = AgencyName.objects.filter(agency=OuterRef("pk"), starts_on__lte=day)
        return self.annotate(name_then=Subquery(names.order_by("-starts_on").values("name")[:1]))  # type: ignore[no-redef]  # declared on the row

    def inside(self) -> AgencyQuerySet:
        """Agencies under the province's authority: may be planned, visited, have accounts."""
        return self.exclude(legal_kind__in=(LegalKind.OUTSIDE, LegalKind.MINISTRY))

    def visitable(self, day: date) -> AgencyQuerySet:
        """Agencies the Tổ may visit on ``day``."""
        return self.on(day).inside().exclude(legal_kind=LegalKind.PROVINCE)

    def may_be_due(self, day: date) -> AgencyQuerySet:
        """Agencies the registry proposes for a round whose reference day is ``day``.

        Units under a sở or a commune report through their parent and have no report group.
        """
        return self.on(day).inside().exclude(report_group="")

    def sorted(self) -> AgencyQuerySet:
        """By report group's order on the screen, then by Vietnamese name."""
        return self.order_by("name_key", "pk")


class Agency(Versioned):
    """One body, from its first to its last day.

    A rename is a new ``AgencyName``; a merger ends the old body and names a successor. Neither
    touches a record of the past. ``name`` is the newest name, for pickers and search.
    """

    name = models.CharField("tên cơ quan", max_length=200)
    name_key = models.CharField(max_length=700, editable=False, db_index=True)
    search = models.CharField(max_length=600, editable=False)
    legal_kind = models.CharField("loại", max_length=20, choices=LegalKind)
    report_group = models.CharField(
        "nhóm báo cáo", max_length=12, choices=ReportGroup, blank=True, default=""
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="cơ quan quản lý trực tiếp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    place_name = models.CharField("địa danh ghi trên văn bản", max_length=80, blank=True)
    electronic_id = models.CharField(
        "mã định danh điện tử", max_length=35, blank=True, validators=[ELECTRONIC_ID]
    )
    statistical_code = models.CharField("mã đơn vị hành chính", max_length=10, blank=True)
    starts_on = models.DateField("ngày bắt đầu hoạt động")
    ends_on = models.DateField("ngày cuối hoạt động", null=True, blank=True)
    basis = models.CharField("căn cứ thành lập, sắp xếp", max_length=300, blank=True)
    is_department = models.BooleanField("là Sở Nội vụ", default=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    # Annotated by ``named_on``.
    name_then: str | None

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agency_days_in_order",
                violation_error_message="Ngày cuối hoạt động không được trước ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["statistical_code", "starts_on"],
                condition=~Q(statistical_code=""),
                name="agency_code_once_a_start",
                violation_error_message="Mã đơn vị hành chính này đã có cơ quan khác dùng "
                "từ ngày đó.",
            ),
            models.UniqueConstraint(
                fields=["electronic_id"],
                condition=~Q(electronic_id="") & Q(ends_on__isnull=True),
                name="agency_electronic_id_once",
                violation_error_message="Mã định danh điện tử này đã có cơ quan khác dùng.",
            ),
            models.CheckConstraint(
                condition=~Q(legal_kind__in=("outside", "ministry")) | Q(report_group=""),
                name="agency_outside_never_due",
                violation_error_message="Cơ quan ngoài thẩm quyền của tỉnh không thuộc "
                "nhóm báo cáo nào.",
            ),
        ]
        indexes = [models.Index(fields=["report_group", "starts_on", "ends_on"])]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Fill the normalised columns that search and sorting go through."""
        super().clean()
        self.name_key = sort_key(self.name)[:700]
        # Found by every name it ever bore: a paper of 2019 is searched for by the name of 2019.
        borne = self.names.values_list("name", flat=True) if self.pk else ()
        names = dict.fromkeys([self.name, *borne])
        self.search = search_text(*names, self.statistical_code, self.electronic_id)[:600]

    def name_on(self, day: date) -> str:
        """The name borne on ``day``; the oldest known name for a day before it."""
        names = sorted(self.names.all(), key=lambda row: row.starts_on)
        past = [row.name for row in names if row.starts_on <= day]
        return past[-1] if past else (names[0].name if names else self.name)

    def exists_on(self, day: date) -> bool:
        """Whether the body existed on ``day``."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_outside(self) -> bool:
        """Outside the province's authority: never due, never planned, no account."""
        return self.legal_kind in (LegalKind.OUTSIDE, LegalKind.MINISTRY)


class AgencyName(models.Model):
    """A name borne from a day on, until the next row's day."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField("tên cơ quan", max_length=200)
    starts_on = models.DateField("từ ngày")
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "tên theo thời gian"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "starts_on"],
                name="agency_name_once_a_day",
                violation_error_message="Cơ quan đã có một tên bắt đầu từ ngày này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """``successor`` took over (part of) ``predecessor`` on a day.

    ``receives_open_work``: open complaints and remedies of the old body go to this one, which also
    answers the findings the old one left unanswered; at most one successor of a body is so marked.
    """

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inheritances")
    on = models.DateField("từ ngày")
    receives_open_work = models.BooleanField("nhận việc còn dở", default=False)
    basis = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        verbose_name = "kế thừa"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(receives_open_work=True),
                name="succession_one_receiver",
                violation_error_message="Chỉ một cơ quan được nhận việc còn dở.",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="succession_of_another",
                violation_error_message="Một cơ quan không thể kế thừa chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


def receivers_of_open_work(on: date, *, of_department: bool = True) -> dict[int, int]:
    """Ended body → the one that goes on with what it left open, as it stands on a day.

    ``of_department``: also where that is the Sở, which never ends and passes nothing on itself.
    """
    rows = Succession.objects.filter(receives_open_work=True, on__lte=on)
    if not of_department:
        rows = rows.filter(successor__is_department=False)
    return dict(rows.values_list("predecessor", "successor"))


def passed_on(body: int, receivers: dict[int, int]) -> Iterator[int]:
    """The bodies to which the open work of ``body`` went, through any number of mergers."""
    passed = {body}
    while body in receivers and receivers[body] not in passed:
        body = receivers[body]
        passed.add(body)
        yield body


def family_of(bodies: Collection[int]) -> dict[int, frozenset[int]]:
    """Each of ``bodies`` → itself, all it came from and all it went into, whole or in part and
    through any number of mergers; one query."""
    pairs = list(Succession.objects.values_list("predecessor", "successor"))
    back: dict[int, set[int]] = {}
    forth: dict[int, set[int]] = {}
    for old, new in pairs:
        back.setdefault(new, set()).add(old)
        forth.setdefault(old, set()).add(new)
    return {body: _reached(body, back) | _reached(body, forth) for body in bodies}


def _reached(body: int, ways: dict[int, set[int]]) -> frozenset[int]:
    found, next_ones = set[int](), {body}
    while next_ones:
        found |= next_ones
        next_ones = set().union(*(ways.get(one, ()) for one in next_ones)) - found
    return frozenset(found)


def taken_over_by(
    agencies: Collection[int], on: date, *, of_department: bool = True
) -> frozenset[int]:
    """Ids of the bodies that ended and whose open work one of ``agencies`` goes on with."""
    receivers = receivers_of_open_work(on, of_department=of_department)
    return frozenset(
        body for body in receivers if not set(agencies).isdisjoint(passed_on(body, receivers))
    )


def agency_then(path: str, day: str | date) -> Coalesce:
    """The name the agency at ``path`` of a row bore on a day: a path of the same row, or a date.

    The newest name where the day lies before the first one known.
    """
    on = OuterRef(day) if isinstance(day, str) else day
    borne = AgencyName.objects.filter(agency=OuterRef(path), starts_on__lte=on)
    now = Agency.objects.filter(pk=OuterRef(path)).order_by().values("name")
    return Coalesce(Subquery(borne.order_by("-starts_on").values("name")[:1]), Subquery(now))
