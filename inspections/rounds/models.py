"""Self-inspection rounds (đợt tự kiểm tra) and their own list of agencies due."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from inspections.agencies.models import Agency, ReportGroup, agency_then
from inspections.agencies.scope import own_and_below
from inspections.report_requests.models import ReportRequest
from tayninh_portal.access import AGENCY, DEPARTMENT, PROVINCE, agencies_of, roles_of, today
from tayninh_portal.lib.states import State
from tayninh_portal.models import User, Versioned
from tayninh_portal.scope import Scope, everywhere


class SubmissionState(State):
    """Where an agency's self-inspection result stands; only an accepted one is counted."""

    DRAFT = "draft", "neutral", "pencil", "Đang nhập"
    CERTIFIED = "certified", "primary", "send", "Đã gửi, chờ chấp nhận"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    ACCEPTED = "accepted", "done", "check-circle", "Đã chấp nhận"


class Held(models.TextChoices):
    """Whether the agency held self-inspections; blank is not an answer, and not zero."""

    UNANSWERED = "", "Chưa trả lời"
    HELD = "held", "Có tổ chức tự kiểm tra"
    NOT_HELD = "not_held", "Không tổ chức tự kiểm tra"


class RoundState(State):
    """Where a self-inspection round stands."""

    DRAFT = "draft", "neutral", "pencil", "Đang chuẩn bị"
    OPEN = "open", "primary", "unlock", "Đang nhận kết quả"
    CLOSED = "closed", "neutral", "lock", "Đã khóa"


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds by who may see them."""

    def visible_to(self, user: User) -> RoundQuerySet:
        """The Sở sees all; UBND tỉnh those opened; an agency those in which it (or a unit directly
        under it) is or was due."""
        roles = roles_of(user)
        if roles & DEPARTMENT:
            return self
        seen = Q(pk__in=[])
        if roles & PROVINCE:
            seen |= ~Q(state=RoundState.DRAFT)
        own = agencies_of(user, AGENCY)
        if own:
            listed = DueAgency.objects.filter(Q(agency__in=own) | Q(agency__parent__in=own))
            seen |= ~Q(state=RoundState.DRAFT) & Q(pk__in=listed.values("round"))
        return self.filter(seen)

    def with_progress(self) -> RoundQuerySet:
        """Annotate ``due_count`` and ``accepted_count``, of the agencies on the list."""
        active = DueAgency.objects.active().filter(round=OuterRef("pk"))
        due = active.order_by().values("round").annotate(n=Count("pk"))
        accepted = due.filter(
            agency__submissions__round=F("round"),
            agency__submissions__state=SubmissionState.ACCEPTED,
        )
        return self.annotate(  # type: ignore[no-redef]  # declared on the row
            due_count=Coalesce(Subquery(due.values("n")), 0),
            accepted_count=Coalesce(Subquery(accepted.values("n")), 0),
        )

    def lacking(self) -> RoundQuerySet:
        """Rounds with agencies on the list whose result is not sent, or returned: so many are
        ``lacking_count``."""
        filed = DueAgency.objects.filter(
            pk=OuterRef("pk"),
            agency__submissions__round=F("round"),
            agency__submissions__state__in=(SubmissionState.CERTIFIED, SubmissionState.ACCEPTED),
        )
        lacking = DueAgency.objects.active().filter(~models.Exists(filed), round=OuterRef("pk"))
        counted = lacking.order_by().values("round").annotate(n=Count("pk")).values("n")
        counted_rows = self.annotate(lacking_count=Subquery(counted))  # type: ignore[no-redef]  # declared on the row
        return counted_rows.filter(Q(("lacking_count__gt", 0)))


class Round(Versioned):
    """One round: the period it asks about, the day the registry is read on, the day it is due."""

    state = models.CharField(
        "trạng thái", max_length=8, choices=RoundState, default=RoundState.DRAFT
    )
    title = models.CharField("tên đợt", max_length=200)
    period_start = models.DateField("kỳ từ ngày")
    period_end = models.DateField("kỳ đến ngày")
    reference_day = models.DateField("ngày xác định danh sách cơ quan")
    due_on = models.DateField("hạn gửi")
    request_number = models.CharField("số văn bản yêu cầu", max_length=60, blank=True)
    request_date = models.DateField("ngày văn bản yêu cầu", null=True, blank=True)
    # Where it is named, number and day are those of its letter.
    request = models.ForeignKey(
        ReportRequest,
        verbose_name="theo yêu cầu báo cáo",
        on_delete=models.PROTECT,
        related_name="rounds",
        null=True,
        blank=True,
    )
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_OWNED = {"due": "danh sách phải báo cáo"}

    # Annotated by ``with_progress`` and ``lacking``.
    due_count: int
    accepted_count: int
    lacking_count: int

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt tự kiểm tra"
        verbose_name_plural = "đợt tự kiểm tra"
        ordering = ["-period_end", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="round_period_in_order",
                violation_error_message="Ngày cuối kỳ không được trước ngày đầu kỳ.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(request_number="", request_date__isnull=True)
                    | (~Q(request_number="") & Q(request_date__isnull=False))
                ),
                name="round_request_number_and_date",
                violation_error_message="Số và ngày văn bản yêu cầu phải có cả hai hoặc để trống "
                "cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> RoundState:
        """The state with its word, tone and sign."""
        return RoundState(self.state)

    def log_data(self) -> dict[str, Any]:
        """Columns, and the due list: agency ids by group. A frozen ``due`` is counted from it."""
        due: dict[str, list[int]] = {}
        active = self.due_agencies.active().order_by("agency_id")
        for group, agency_id in active.values_list("group", "agency_id"):
            due.setdefault(group, []).append(agency_id)
        return {**super().log_data(), "due": due}


class DueQuerySet(models.QuerySet["DueAgency"]):
    """The due list as it stands, and how far its agencies have come."""

    def active(self) -> DueQuerySet:
        """Agencies still due: not taken off the list."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, user: User) -> DueQuerySet:
        """Who is due: ``DUE_READERS``."""
        return self.filter(DUE_READERS.q(user, today()))

    def with_result(self, round: Round) -> DueQuerySet:
        """Join ``result``, the agency's submission in ``round`` or nothing; one row stays one."""
        return self.filter(round=round).annotate(
            result=FilteredRelation(
                "agency__submissions",
                condition=Q(agency__submissions__round=round.pk),
            )
        )

    def named_on(self, day: date) -> DueQuerySet:
        """Annotate ``name_then``: the name the agency bore on ``day``."""
        return self.annotate(name_then=agency_then("agency", day))  # type: ignore[no-redef]  # declared on the row

    def progress(self, round: Round) -> list[dict[str, Any]]:
        """One line a group that has agencies due, in the groups' order: five different counts.

        ``due``; ``filed`` (sent and not returned); ``on_time`` (of these, first sent by the due
        day); ``accepted``; ``done`` (accepted, inspections really held).
        """
        filed = Q(result__state__in=(SubmissionState.CERTIFIED, SubmissionState.ACCEPTED))
        accepted = Q(result__state=SubmissionState.ACCEPTED)
        in_time = Q(result__first_filed_on__lte=round.due_on)
        held = Q(result__held=Held.HELD, result__inspections_held__gte=1)
        rows = (
            self.active()
            .with_result(round)
            .values("group")
            .annotate(
                due=Count("pk"),
                filed=Count("pk", filter=filed),
                on_time=Count("pk", filter=filed & in_time),
                accepted=Count("pk", filter=accepted),
                done=Count("pk", filter=accepted & held),
            )
        )
        by_group = {row["group"]: row for row in rows}
        return [
            {**by_group[group.value], "label": group.label}
            for group in ReportGroup
            if group.value in by_group
        ]


class DueAgency(models.Model):
    """An agency due in a round. The group is copied: a later change of the registry moves nothing.

    Added or removed by hand only with a reason.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="due_agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="due_in")
    group = models.CharField("nhóm báo cáo", max_length=12, choices=ReportGroup)
    added_reason = models.CharField("lý do đưa vào", max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField("lý do đưa ra", max_length=300, blank=True)

    # Annotated by ``named_on``.
    name_then: str

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan phải báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="due_agency_once_a_round"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(removed_reason=""),
                name="due_removed_with_reason",
                violation_error_message="Hãy ghi lý do đưa cơ quan ra khỏi danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.round})"


# The Sở and UBND tỉnh see all, an agency itself and bodies directly under it.
DUE_READERS = Scope((everywhere(*DEPARTMENT, *PROVINCE), *own_and_below("agency")))
