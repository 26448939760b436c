"""Inspection plans of a year: announced agencies by month, surprise visits only as a number."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.db.models import F, Q

from inspections.agencies.models import Agency, ReportGroup
from inspections.teams.models import Issuer
from tayninh_portal.access import DEPARTMENT, PROVINCE, roles_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.states import State
from tayninh_portal.models import User, Versioned


class PlanState(State):
    """Where a plan stands; the register gives its number once it is signed."""

    DRAFT = "draft", "neutral", "pencil", "Đang soạn"
    PRESENTED = "presented", "primary", "send", "Đã trình"
    ISSUED = "issued", "done", "check-circle", "Đã ban hành"


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans by who may see them."""

    def visible_to(self, user: User) -> PlanQuerySet:
        """The Sở sees all; UBND tỉnh those presented or issued."""
        roles = roles_of(user)
        if roles & DEPARTMENT:
            return self
        if roles & PROVINCE:
            return self.exclude(state=PlanState.DRAFT)
        return self.none()


class Plan(Versioned):
    """The plan of one year by one issuer; its words are typed, căn cứ and all (a line each)."""

    state = models.CharField(
        "trạng thái", max_length=10, choices=PlanState, default=PlanState.DRAFT
    )
    year = models.PositiveSmallIntegerField("năm")
    issuer = models.CharField("người ban hành", max_length=10, choices=Issuer)
    subject = models.CharField("trích yếu", max_length=300)
    bases = models.TextField("căn cứ")
    purpose = models.TextField("mục đích, yêu cầu")
    contents = models.TextField("nội dung kiểm tra")
    carrying_out = models.TextField("tổ chức thực hiện")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    is_illustrative = models.BooleanField("minh họa", default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch kiểm tra"
        verbose_name_plural = "kế hoạch kiểm tra"
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "issuer"],
                name="plan_once_a_year_and_issuer",
                violation_error_message="Năm này đã có kế hoạch của người ban hành đó.",
            ),
            models.CheckConstraint(
                condition=Q(state="issued") & ~Q(number="") & Q(issued_on__isnull=False)
                | ~Q(state="issued") & Q(number="", issued_on__isnull=True),
                name="plan_number_once_issued",
                violation_error_message="Kế hoạch đã ban hành phải có số và ngày; chưa ban hành "
                "thì chưa có.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch kiểm tra năm {self.year} ({self.get_issuer_display()})"

    @property
    def badge(self) -> PlanState:
        """The state with its word, tone and sign."""
        return PlanState(self.state)

    def lines_to_print(self) -> list[PlanLine]:
        """What stands of it, as its papers tell it; one query."""
        rows = PlanLine.objects.filter(plan=self).standing().in_order()
        return list(rows.select_related("agency"))


class PlanLineQuerySet(models.QuerySet["PlanLine"]):
    """Lines of a plan."""

    def visible_to(self, user: User) -> PlanLineQuerySet:
        """Those of the plans ``user`` may see."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def issued(self) -> PlanLineQuerySet:
        """Of plans that have their number."""
        return self.filter(plan__state=PlanState.ISSUED)

    def standing(self) -> PlanLineQuerySet:
        """Not dropped since."""
        return self.filter(is_dropped=False)

    def in_order(self) -> PlanLineQuerySet:
        """By month, the announced first."""
        return self.order_by("month", "group", "agency__name_key", "pk")


# The levels as the law names them, whatever kinds of unit a level has on the day.
LINE_GROUPS: dict[str, str] = {
    ReportGroup.PROVINCIAL: "Sở, ban, ngành tỉnh",
    ReportGroup.DISTRICT: "UBND cấp huyện",
    ReportGroup.COMMUNE: "UBND cấp xã",
}


class PlanLine(Versioned):
    """One agency announced for a month, or so many surprise visits to a group of agencies.

    What changes once the plan is issued keeps its reason in ``reason`` and in the log.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    month = models.PositiveSmallIntegerField("tháng")
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_lines",
    )
    group = models.CharField(
        "nhóm cơ quan", max_length=12, choices=ReportGroup, blank=True, default=""
    )
    number = models.PositiveSmallIntegerField("số lượt", default=1)
    theme = models.CharField("nội dung", max_length=300, blank=True)
    is_added = models.BooleanField("bổ sung sau khi ban hành", default=False)
    is_dropped = models.BooleanField("đã bỏ", default=False)
    reason = models.CharField("lý do thay đổi", max_length=500, blank=True)

    # Its visits, where a page shows them; of surprises those that are over.
    visits_known: Sequence[models.Model]

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng kế hoạch"
        constraints = [
            models.CheckConstraint(
                condition=Q(month__range=(1, 12)),
                name="plan_line_month",
                violation_error_message="Tháng từ 1 đến 12.",
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False, group="", number=1)
                | (Q(agency=None) & ~Q(group="") & Q(number__gte=1)),
                name="plan_line_agency_or_group",
                violation_error_message="Mỗi dòng là một cơ quan báo trước, hoặc số lượt đột xuất "
                "của một nhóm.",
            ),
            models.UniqueConstraint(
                fields=["plan", "month", "agency"],
                condition=Q(is_dropped=False, agency__isnull=False),
                name="plan_line_agency_once_a_month",
                violation_error_message="Cơ quan này đã có trong tháng đó.",
            ),
            models.UniqueConstraint(
                fields=["plan", "month", "group"],
                condition=Q(is_dropped=False) & ~Q(group=""),
                name="plan_line_group_once_a_month",
                violation_error_message="Nhóm này đã có số lượt đột xuất trong tháng đó.",
            ),
        ]

    def __str__(self) -> str:
        if self.agency:
            return f"{self.agency}, tháng {self.month}"
        return f"{self.number} lượt đột xuất, {self.group_name}, tháng {self.month}"

    @property
    def group_name(self) -> str:
        """The group its surprise visits are meant for, "" of an agency that is announced."""
        return LINE_GROUPS.get(self.group, "")


class OtherBody(models.TextChoices):
    """Who else inspects and audits the agencies of the province."""

    INSPECTORATE = "inspectorate", "Thanh tra tỉnh"
    AUDIT = "audit", "Kiểm toán nhà nước"
    PARTY = "party", "Ủy ban Kiểm tra của Đảng"
    REFORM = "reform", "Kiểm tra cải cách hành chính"
    OTHER = "other", "Cơ quan khác"


class OtherPlan(Versioned):
    """One agency in somebody else's plan, from a day to a day, as their paper says it."""

    body = models.CharField("cơ quan tiến hành", max_length=12, choices=OtherBody)
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan được thanh tra, kiểm tra, kiểm toán",
        on_delete=models.PROTECT,
        related_name="other_plans",
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    content = models.CharField("nội dung", max_length=300)
    document = models.CharField("văn bản", max_length=200, blank=True)
    is_illustrative = models.BooleanField("minh họa", default=False)

    class Meta:
        verbose_name = "kế hoạch của cơ quan khác"
        verbose_name_plural = "kế hoạch của cơ quan khác"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="other_plan_days_in_order",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            )
        ]

    def __str__(self) -> str:
        days = f"{short_date(self.starts_on)} – {short_date(self.ends_on)}"
        return f"{self.get_body_display()}, {self.agency}, {days}"


class Settling(models.TextChoices):
    """What is done about a clash."""

    JOIN = "join", "Lồng ghép"
    MOVE = "move", "Dời"
    KEEP = "keep", "Giữ"


class Settlement(Versioned):
    """How a clash between a line of a plan and somebody else's plan was settled, and why."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="settlements")
    other = models.ForeignKey(OtherPlan, on_delete=models.PROTECT, related_name="settlements")
    choice = models.CharField("cách xử lý", max_length=5, choices=Settling)
    reason = models.CharField("lý do", max_length=500)

    class Meta:
        verbose_name = "xử lý trùng kế hoạch"
        constraints = [
            models.UniqueConstraint(fields=["line", "other"], name="settlement_once_a_clash"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="settlement_has_reason",
                violation_error_message="Ghi lý do xử lý.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.line}"
