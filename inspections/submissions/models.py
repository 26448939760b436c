"""Self-inspection results of one agency in one round."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.agencies.models import Agency
from inspections.agencies.scope import OWN, own_and_below
from inspections.catalogues.models import Category
from inspections.people.models import CHARGE
from inspections.rounds.models import Held, Round, SubmissionState
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.models import User, Versioned
from tayninh_portal.scope import FirstOf, Link, Scope, everywhere, only_if


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions in the words of the trade."""

    def filed(self) -> SubmissionQuerySet:
        """Sent by the head and not returned: certified or accepted."""
        return self.filter(state__in=(SubmissionState.CERTIFIED, SubmissionState.ACCEPTED))

    def done(self) -> SubmissionQuerySet:
        """Accepted, with at least one inspection held (brief: self_inspections.<group>.done)."""
        return self.filter(state=SubmissionState.ACCEPTED, held=Held.HELD, inspections_held__gte=1)

    def visible_to(self, user: User) -> SubmissionQuerySet:
        """What ``user`` may see: ``SUBMISSION_READERS``."""
        return self.filter(SUBMISSION_READERS.q(user, today()))


class Submission(Versioned):
    """What an agency found in its own inspections; counted only once it is accepted.

    ``held``: blank = not answered; ``held`` with ``nothing_found`` = inspected, no violation
    (“không phát sinh vi phạm”, which is done); ``not_held`` = filed, not done, with its reason.
    Counts by category are rows (``SubmissionCount``), None where nothing was typed.
    """

    state = models.CharField(
        "trạng thái",
        max_length=10,
        choices=SubmissionState,
        default=SubmissionState.DRAFT,
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="submissions")
    held = models.CharField(
        "tự kiểm tra trong kỳ", max_length=10, choices=Held, blank=True, default=""
    )
    not_held_reason = models.CharField("lý do không tổ chức", max_length=300, blank=True)
    inspections_held = models.PositiveIntegerField("số cuộc tự kiểm tra", null=True, blank=True)
    units_inspected = models.PositiveIntegerField(
        "số phòng, đơn vị được kiểm tra", null=True, blank=True
    )
    nothing_found = models.BooleanField("không phát sinh vi phạm", default=False)
    plan_number = models.CharField("số kế hoạch của cơ quan", max_length=60, blank=True)
    plan_date = models.DateField("ngày ban hành kế hoạch", null=True, blank=True)
    propaganda = models.TextField("công tác phổ biến, tuyên truyền", blank=True)
    rules_reviewed = models.TextField("rà soát, sửa đổi nội quy, quy chế", blank=True)
    shortcomings = models.TextField("hạn chế, nguyên nhân", blank=True)
    proposals = models.TextField("kiến nghị, đề xuất", blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    first_filed_on = models.DateField("ngày gửi lần đầu", null=True, blank=True, editable=False)
    filed_on = models.DateField("ngày gửi", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_on = models.DateField("ngày chấp nhận", null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("propaganda", "rules_reviewed", "shortcomings", "proposals")

    LOG_ROWS = ("counts__category",)
    LOG_OWNED = {"counts": "số theo loại vi phạm"}

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả tự kiểm tra"
        verbose_name_plural = "kết quả tự kiểm tra"
        ordering = ["round", "agency"]
        indexes = [models.Index(fields=["round", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "agency"],
                name="submission_once_a_round",
                violation_error_message="Cơ quan đã có kết quả trong đợt này.",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(accepted_by__isnull=False, accepted_on__isnull=False),
                name="submission_accepted_by_somebody",
                violation_error_message="Kết quả đã chấp nhận phải có người và ngày chấp nhận.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(plan_number="", plan_date__isnull=True)
                    | (~Q(plan_number="") & Q(plan_date__isnull=False))
                ),
                name="submission_plan_number_and_date",
                violation_error_message="Số và ngày kế hoạch phải có cả hai hoặc để trống cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} – {self.round}"

    @property
    def badge(self) -> SubmissionState:
        """The state with its word, tone and sign."""
        return SubmissionState(self.state)

    @property
    def agency_then(self) -> str:
        """The name the agency bore on the day its list of the round was drawn up."""
        return self.agency.name_on(self.round.reference_day)

    @property
    def violations(self) -> int | None:
        """Sum of the counts typed; 0 where “không phát sinh” was ticked; None where unanswered."""
        if self.nothing_found:
            return 0
        counts = [row.count for row in self.counts.all() if row.count is not None]
        return sum(counts) if counts else None

    def log_data(self) -> dict[str, Any]:
        """Columns, and the counts by category."""
        counts = sorted(self.counts.all(), key=lambda row: row.category_id)
        return {**super().log_data(), "counts": {row.category.code: row.count for row in counts}}


class SubmissionCount(models.Model):
    """Violations of one category the agency found; the agency's own, never added to the Tổ's."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="counts")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField("số vụ việc")

    class Meta:
        verbose_name = "số vụ theo loại"
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "category"], name="submission_category_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.count}"


# Each agency due has its own; a unit under it reports through it and is not due.
SUBMISSIONS_IN_CHARGE = Scope((Link(CHARGE, "agency"),))
SUBMISSION_JUDGES = Scope((everywhere(Role.MANAGER), *SUBMISSIONS_IN_CHARGE.links))
# Who judges a sent result: whoever is in charge, else the manager. Who corrects a returned one.
SUBMISSION_CONFIRMERS = FirstOf(SUBMISSIONS_IN_CHARGE, Scope((everywhere(Role.MANAGER),)))
SUBMISSION_ANSWERERS = Scope((Link(OWN, "agency"),))
# The Sở sees all; UBND tỉnh the accepted; an agency its own, and those of bodies directly under it
# once they were sent.
SUBMISSION_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        *only_if(Q(state=SubmissionState.ACCEPTED), everywhere(*PROVINCE)),
        *own_and_below("agency", below=~Q(state=SubmissionState.DRAFT)),
    )
)
