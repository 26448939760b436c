"""Handlings (kết quả xử lý): what an agency decided about a finding.

“Đã kiến nghị” (``Finding.recommended_handling``) and “đã xử lý” are two figures: the Tổ proposes,
the agency handles by its own authority, the Sở confirms.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from inspections.agencies.models import AgencyName, LegalKind, taken_over_by
from inspections.catalogues.models import HandlingForm
from inspections.findings.models import Finding
from inspections.people.models import Assignment
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import AGENCY, DEPARTMENT, PROVINCE, agencies_of, roles_of, today
from tayninh_portal.lib.states import State
from tayninh_portal.models import StoredFile, Versioned


class HandlingState(State):
    """Where an agency's result of handling stands; counted once the Sở has confirmed it."""

    ENTERED = "entered", "primary", "hourglass-split", "Chờ xác nhận"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    CONFIRMED = "confirmed", "done", "check-circle", "Đã xác nhận"
    WITHDRAWN = "withdrawn", "neutral", "x-circle", "Đã rút"


# Findings of concluded visits that were not withdrawn, as seen from a row about one of them.
OF_COUNTED_FINDING = Q(finding__visit__state=VisitState.CONCLUDED, finding__withdrawn_at=None)


def inherited_by(user: Any, on: date | None = None) -> frozenset[int]:
    """Ids of the ended bodies whose open work ``user``'s agency goes on with, read once a request
    and day."""
    own, on = agencies_of(user, AGENCY, on), on or today()
    if not own:
        return frozenset()
    cache: dict[date, frozenset[int]] = user.__dict__.setdefault("_inherited_by_day", {})
    if on not in cache:
        cache[on] = taken_over_by(own, on)
    return cache[on]


def answered_by(user: Any, path: str) -> Q:
    """Rows whose agency (at ``path``) ``user`` answers for today.

    His own agency, and one that ended and left its open work to his; a subordinate unit has no
    report of its own and is answered for by the body directly above it.
    """
    own = agencies_of(user, AGENCY) | inherited_by(user)
    below = {f"{path}__legal_kind": LegalKind.SUBORDINATE, f"{path}__parent__in": own}
    return Q((f"{path}__in", own)) | Q(**below)


def in_charge_of(user: Any, day: date, path: str) -> Q:
    """Rows whose agency (at ``path``), or the body above that unit, is in ``user``'s charge."""
    charge = Assignment.objects.on(day).filter(user=user).values("agency")
    below = {f"{path}__legal_kind": LegalKind.SUBORDINATE, f"{path}__parent__in": charge}
    return Q((f"{path}__in", charge)) | Q(**below)


def agency_then(path: str, day: str) -> Coalesce:
    """The name the agency at ``path`` bore on the day at ``day``."""
    names = AgencyName.objects.filter(agency=OuterRef(path), starts_on__lte=OuterRef(day))
    return Coalesce(Subquery(names.order_by("-starts_on").values("name")[:1]), F(f"{path}__name"))


class HandlingQuerySet(models.QuerySet["Handling"]):
    """Handlings in the words of the trade."""

    def standing(self) -> HandlingQuerySet:
        """Those that were not withdrawn: one a finding at the most."""
        return self.exclude(state=HandlingState.WITHDRAWN)

    def confirmed(self) -> HandlingQuerySet:
        """Those that count as “đã xử lý”."""
        return self.filter(OF_COUNTED_FINDING, state=HandlingState.CONFIRMED)

    def confirmed_by(self, day: date) -> HandlingQuerySet:
        """Those confirmed on ``day`` or before: what a figure with that cut-off sees."""
        return self.confirmed().filter(confirmed_on__lte=day)

    def between(self, start: date, end: date) -> HandlingQuerySet:
        """By the day of the visit: of the violations found in the period, those handled."""
        return self.filter(finding__visit_day__range=(start, end))

    def waiting(self) -> HandlingQuerySet:
        """Those the Sở has to confirm or return."""
        return self.filter(OF_COUNTED_FINDING, state=HandlingState.ENTERED)

    def in_charge_of(self, user: Any, day: date) -> HandlingQuerySet:
        """Of agencies in ``user``'s charge."""
        return self.filter(in_charge_of(user, day, "finding__visit__agency"))

    def named(self) -> HandlingQuerySet:
        """Annotate ``agency_then``: the agency's name on the day of the visit."""
        then = agency_then("finding__visit__agency", "finding__visit_day")
        return self.annotate(agency_then=then)

    def visible_to(self, user: Any) -> HandlingQuerySet:
        """The Sở sees all; an agency those it answers for, also in the stead of one that ended;
        UBND tỉnh, and a body what is done in units directly under it, once they are confirmed.
        Nobody outside sees those of a visit under correction."""
        roles = roles_of(user)
        if roles & DEPARTMENT:
            return self
        seen = Q(pk__in=[])
        confirmed = Q(state=HandlingState.CONFIRMED)
        if roles & PROVINCE:
            seen |= confirmed
        own = agencies_of(user, AGENCY)
        if own:
            below = Q(finding__visit__agency__parent__in=own)
            seen |= answered_by(user, "finding__visit__agency") | (below & confirmed)
        return self.filter(OF_COUNTED_FINDING & seen)


class Handling(Versioned):
    """What the agency decided about one finding: form, decision, who signed, from which day.

    One person and one act has one result: a reminder that grew into discipline is corrected (the
    manager reopens it), and the log keeps what it was. ``starts_on`` is the day handling started,
    which decides the law; ``law_reason`` is set where the law of the act's day was chosen because
    it favours the person (Nghị định 234/2026/NĐ-CP, Điều 24). ``signer`` is a post, not a name.
    """

    state = models.CharField(
        "trạng thái", max_length=10, choices=HandlingState, default=HandlingState.ENTERED
    )
    finding = models.ForeignKey(
        Finding,
        verbose_name="nội dung ghi nhận",
        on_delete=models.PROTECT,
        related_name="handlings",
    )
    form = models.ForeignKey(
        HandlingForm, verbose_name="hình thức xử lý", on_delete=models.PROTECT, related_name="+"
    )
    is_discipline = models.BooleanField("là kỷ luật", default=False, editable=False)
    starts_on = models.DateField("ngày bắt đầu xử lý")
    decision_number = models.CharField("số quyết định, văn bản", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định, văn bản", null=True, blank=True)
    signer = models.CharField("chức vụ người ký", max_length=120, blank=True)
    law_reason = models.CharField(
        "lý do áp dụng quy định vào ngày vi phạm", max_length=300, blank=True
    )
    file = models.ForeignKey(
        StoredFile,
        verbose_name="tệp quyết định, văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    # Why a law favours a person is free text about him.
    LOG_LEAVES_OUT = ("law_reason",)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả xử lý"
        verbose_name_plural = "kết quả xử lý"
        indexes = [models.Index(fields=["state", "confirmed_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                condition=~Q(state="withdrawn"),
                name="handling_one_a_finding",
                violation_error_message="Nội dung này đã có kết quả xử lý; sửa kết quả đó thay "
                "cho ghi kết quả thứ hai.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(decision_number="", decision_date__isnull=True)
                    | (~Q(decision_number="") & Q(decision_date__isnull=False))
                ),
                name="handling_number_and_date",
                violation_error_message="Số và ngày của quyết định, văn bản phải có cả hai hoặc "
                "để trống cả hai.",
            ),
            models.CheckConstraint(
                condition=Q(is_discipline=False) | ~Q(decision_number=""),
                name="handling_discipline_by_decision",
                violation_error_message="Kỷ luật phải có số và ngày quyết định.",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_on__isnull=True)),
                name="handling_confirmed_has_day",
                violation_error_message="Kết quả đã xác nhận phải có ngày xác nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} ({self.finding.category})"

    @property
    def badge(self) -> HandlingState:
        """The state with its word, tone and sign."""
        return HandlingState(self.state)

    def clean(self) -> None:
        """Copy whether the form is discipline: figures and constraints read one table."""
        super().clean()
        if self.form_id:
            self.is_discipline = self.form.is_discipline


def findings_answered(user: Any) -> QuerySet[Finding]:
    """Findings of visits ``user`` may see, and those of ended bodies his agency answers for: of
    these he sees what counts, and not the old body's visit."""
    seen = Visit.objects.visible_to(user)
    left = Finding.objects.counted().filter(answered_by(user, "visit__agency"))
    return Finding.objects.filter(Q(visit__in=seen) | Q(pk__in=left.values("pk")))


def with_handling(findings: QuerySet[Finding], user: Any) -> QuerySet[Finding]:
    """Findings with ``standing``: a list of the handling ``user`` may see of each, or none."""
    seen = Handling.objects.standing().visible_to(user).select_related("form")
    return findings.prefetch_related(models.Prefetch("handlings", seen, to_attr="standing"))
