"""The report of a period: its outline, its record, and the sections with the specialist's words."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from inspections.report_requests.models import ReportRequest
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, roles_of
from tayninh_portal.lib.periods import Period
from tayninh_portal.lib.states import State
from tayninh_portal.models import User, Versioned


class OutlineStanding(State):
    """Where an outline stands on a day; derived from its days and from those of the others."""

    DRAFT = "draft", "neutral", "pencil", "Đang soạn"
    WAITING = "waiting", "primary", "calendar3", "Chờ đến ngày dùng"
    IN_USE = "in_use", "done", "check-circle", "Đang dùng"
    PAST = "past", "neutral", "clock-history", "Không còn dùng"


class OutlineQuerySet(models.QuerySet["Outline"]):
    """Outlines by the days they are used from."""

    def kept(self) -> OutlineQuerySet:
        """All but the drafts that were given up, the newest first."""
        return self.filter(discarded_at__isnull=True).order_by("-starts_on", "-pk")

    def in_force(self) -> OutlineQuerySet:
        """Those put in force, the newest first."""
        return self.kept().filter(applied_at__isnull=False)

    def used_on(self, day: date) -> Outline:
        """The one a report made on ``day`` follows; before the first of all it is the first."""
        begun = self.in_force().filter(starts_on__lte=day)[:1]
        return next(iter(begun), None) or self.in_force().reverse()[0]


class Outline(models.Model):
    """One version of the outline (đề cương). A new request of the Ministry is a new row, made from
    one in force: a draft until ``applied_at``, from then on it is never changed.

    No counted record: its log lines are its versions, each with all of its headings
    (``tayninh_portal.records.remark``). The first one is installed with the schema and has none.
    """

    code = models.CharField("mã", max_length=40, unique=True)
    name = models.CharField("tên đề cương", max_length=200)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    starts_on = models.DateField("dùng từ ngày")
    made_from = models.ForeignKey(
        "self",
        verbose_name="lập từ đề cương",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    # The request whose letter brought it.
    request = models.ForeignKey(
        ReportRequest,
        verbose_name="theo yêu cầu báo cáo",
        on_delete=models.PROTECT,
        related_name="outlines",
        null=True,
        blank=True,
    )
    applied_at = models.DateTimeField("áp dụng lúc", null=True, blank=True)
    discarded_at = models.DateTimeField("bỏ bản soạn lúc", null=True, blank=True)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        verbose_name = "đề cương"
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(discarded_at__isnull=True),
                name="outline_applied_or_discarded",
                violation_error_message="Đề cương đã áp dụng không bỏ được.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.applied_at is None and self.discarded_at is None


class OutlineSection(models.Model):
    """One heading of an outline.

    ``code`` names the section for the narrative that suggests its words (``I.2.c``-like codes
    change with the numbering, names such as ``inspections`` do not). ``level`` 1–4, ``number`` as
    printed (I, 1, a, –). ``expects``: keys of the catalogue its words are to tell; a check names
    those no sentence tells.
    """

    outline = models.ForeignKey(Outline, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField("mã", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp")
    number = models.CharField("số mục", max_length=8)
    heading = models.CharField("tên mục", max_length=300)
    guidance = models.TextField("gợi ý nội dung", blank=True)
    expects = models.JSONField("số liệu đề cương yêu cầu", default=list, blank=True)

    class Meta:
        verbose_name = "mục đề cương"
        ordering = ["outline", "order"]
        constraints = [
            models.UniqueConstraint(fields=["outline", "code"], name="outline_section_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}{'.' if self.level < 3 else ')'} {self.heading}"


class ReportState(State):
    """Where a report stands: the Sở drafts and approves, UBND tỉnh signs and issues.

    On paper the signature comes first, then the registrar gives number and date (Nghị định
    30/2020/NĐ-CP). What became of an issued report (replaced, corrected, withdrawn) is derived
    from later rows and is no state.
    """

    DRAFT = "draft", "neutral", "pencil", "Dự thảo"
    RETURNED = "returned", "warning", "arrow-return-left", "Trả lại để sửa"
    SUBMITTED = "submitted", "primary", "send", "Chờ lãnh đạo Sở duyệt"
    APPROVED = "approved", "primary", "check2", "Lãnh đạo Sở đã duyệt"
    PRESENTED = "presented", "primary", "send", "Đã trình UBND tỉnh"
    SIGNED = "signed", "primary", "pen", "Đã ký, chờ cấp số"
    ISSUED = "issued", "done", "check-circle", "Đã ban hành"


# Words may be changed.
WRITABLE = (ReportState.DRAFT, ReportState.RETURNED)
# With UBND tỉnh, or issued by it.
AT_PROVINCE = (ReportState.PRESENTED, ReportState.SIGNED, ReportState.ISSUED)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports by who may see them."""

    def visible_to(self, user: User) -> ReportQuerySet:
        """The Sở sees its drafts, its registrar what was approved, UBND tỉnh what came up to it.

        UBND tỉnh keeps sight of a report it sent back, as it then was (``presented_snapshot``).
        """
        roles = roles_of(user)
        if roles & DEPARTMENT:
            return self
        seen = Q(presented_snapshot__isnull=False)
        if Role.DEPARTMENT_REGISTRAR in roles:
            return self.filter(seen | Q(state=ReportState.APPROVED))
        if roles & PROVINCE:
            return self.filter(seen)
        return self.none()

    def in_force(self) -> ReportQuerySet:
        """Issued, not withdrawn, and not replaced by one that is issued itself."""
        issued = self.filter(state=ReportState.ISSUED, issuance__withdrawal__isnull=True)
        return issued.exclude(replacement__state=ReportState.ISSUED)

    def annual_of(self, year: int) -> ReportQuerySet:
        """The annual reports of ``year``, the newest of a line of replacements first."""
        return self.filter(is_annual=True, year=year).order_by("-pk")


class Report(Versioned):
    """One report: its year, the period it counts (stored, and printed), its outline.

    ``preset`` is the name of the period (``calendar-2019``); start and end are what counts.
    ``period_moved``: before this one it told another whole year that was over
    (``reports.figures.periods.whole``).
    ``cutoff_on`` is the day up to which handling is looked at, None for the period's last day.
    ``submitted_snapshot`` is what went up to the Sở's leader last, ``presented_snapshot`` what UBND
    tỉnh has before it; from submission on, what is read is the snapshot and not the records.
    ``request``: where it is named, the four ``request_`` columns are what it says.
    ``opening`` and ``closing``: the first and the last paragraph, each as suggested while empty.
    ``memo_number`` and ``memo_date`` name the tờ trình it was presented with. ``replaces`` is the
    issued report this one stands in place of (thay thế).
    """

    state = models.CharField(
        "trạng thái", max_length=12, choices=ReportState, default=ReportState.DRAFT
    )
    year = models.PositiveSmallIntegerField("năm báo cáo")
    is_annual = models.BooleanField("báo cáo năm", default=True)
    title = models.CharField("trích yếu", max_length=400)
    preset = models.CharField("kỳ", max_length=40)
    period_start = models.DateField("số liệu từ ngày")
    period_end = models.DateField("số liệu đến ngày")
    cutoff_on = models.DateField("ngày chốt số liệu", null=True, blank=True)
    period_moved = models.BooleanField("đổi kỳ sau khi kỳ đã hết", default=False, editable=False)
    outline = models.ForeignKey(Outline, verbose_name="đề cương", on_delete=models.PROTECT)
    opening = models.TextField("lời mở đầu", blank=True)
    closing = models.TextField("lời kết", blank=True)
    request_number = models.CharField("trả lời văn bản số", max_length=60, blank=True)
    request_date = models.DateField("ngày văn bản", null=True, blank=True)
    request_title = models.CharField("về việc", max_length=300, blank=True)
    request_due_on = models.DateField("hạn báo cáo", null=True, blank=True)
    request = models.ForeignKey(
        ReportRequest,
        verbose_name="trả lời yêu cầu báo cáo",
        on_delete=models.PROTECT,
        related_name="reports",
        null=True,
        blank=True,
    )
    is_illustrative = models.BooleanField("minh họa", default=False)
    replaces = models.OneToOneField(
        "self",
        verbose_name="thay thế báo cáo",
        on_delete=models.PROTECT,
        related_name="replacement",
        null=True,
        blank=True,
        editable=False,
    )
    submitted_snapshot = models.ForeignKey(
        "reports.Snapshot",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    presented_snapshot = models.ForeignKey(
        "reports.Snapshot",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    memo_number = models.CharField("số tờ trình", max_length=60, blank=True)
    memo_date = models.DateField("ngày tờ trình", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-year", "-period_end", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(is_annual=True, replaces__isnull=True),
                name="report_one_annual_a_year",
                violation_error_message="Năm này đã có báo cáo năm.",
            ),
            models.CheckConstraint(
                condition=Q(memo_number="", memo_date__isnull=True)
                | (~Q(memo_number="") & Q(memo_date__isnull=False)),
                name="report_memo_whole",
                violation_error_message="Nhập cả số và ngày của tờ trình.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="report_period_in_order",
                violation_error_message="Ngày cuối kỳ không được trước ngày đầu kỳ.",
            ),
            models.CheckConstraint(
                condition=Q(cutoff_on__isnull=True) | Q(cutoff_on__gte=F("period_end")),
                name="report_cutoff_after_period",
                violation_error_message="Ngày chốt số liệu không được trước ngày cuối kỳ.",
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo năm {self.year}{' (thay thế)' if self.replaces_id else ''}"

    @property
    def get_state(self) -> ReportState:
        """The state as the badge takes it."""
        return ReportState(self.state)

    @property
    def period(self) -> Period:
        """The period the report counts."""
        return Period(self.period_start, self.period_end, self.preset)

    @property
    def cutoff(self) -> date:
        """The day up to which handling is looked at."""
        return self.cutoff_on or self.period_end


class SectionQuerySet(models.QuerySet["Section"]):
    """Sections of reports."""

    def active(self) -> SectionQuerySet:
        """Those that print, in order: headings taken out of the report stay in its log only."""
        return self.filter(is_removed=False).order_by("report", "order")


class Section(Versioned):
    """One section: one text, every sentence of it the writer's, tokens of the catalogue
    (``{visits.total}``) where numbers stand.

    Until somebody writes it (``is_written``) it reads as the portal suggests from the figures of
    the moment. ``suggested`` is what stood beside the text when it was saved last: what is
    suggested since is shown beside it and changes nothing (docs/decisions/0030).
    ``carried_from`` names the section of an earlier report its words were taken over from; they
    stay grey (``is_confirmed`` false) until somebody has read them. ``expects`` as in the outline.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField("mã", max_length=40)
    order = models.PositiveSmallIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp")
    number = models.CharField("số mục", max_length=8)
    heading = models.CharField("tên mục", max_length=300)
    guidance = models.TextField("gợi ý nội dung", blank=True)
    expects = models.JSONField("số liệu đề cương yêu cầu", default=list, blank=True)
    text = models.TextField("nội dung", blank=True)
    is_written = models.BooleanField("đã có người soạn", default=False, editable=False)
    suggested = models.TextField("gợi ý khi lưu", blank=True, editable=False)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    is_confirmed = models.BooleanField("đã xác nhận lời văn", default=True, editable=False)
    is_removed = models.BooleanField("đã bỏ khỏi báo cáo", default=False, editable=False)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "mục báo cáo"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="section_once_a_report")
        ]

    def __str__(self) -> str:
        closed = self.number.endswith((".", ")"))
        return f"{self.number}{'' if closed else '.'} {self.heading}"
