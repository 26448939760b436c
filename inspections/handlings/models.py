"""Handlings (kết quả xử lý): what an agency decided about a finding.

“Đã kiến nghị” (``Finding.recommended_handling``) and “đã xử lý” are two figures: the Tổ proposes,
the agency handles by its own authority, the Sở confirms.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q, QuerySet

from inspections.agencies.models import agency_then
from inspections.agencies.scope import OWN, answers_for, belongs
from inspections.agencies.scope import inherited_by as inherited_by  # the pages ask it here
from inspections.catalogues.models import HandlingMeasure
from inspections.findings.models import FINDING_READERS, Finding
from inspections.people.models import in_charge
from inspections.visits.models import VisitState, in_team
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.states import State
from tayninh_portal.models import StoredFile, User, Versioned
from tayninh_portal.scope import FirstOf, Link, Scope, everywhere, only_if, wrote


class HandlingState(State):
    """Where an agency's result of handling stands; counted once the Sở has confirmed it."""

    ENTERED = "entered", "primary", "hourglass-split", "Chờ xác nhận"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    CONFIRMED = "confirmed", "done", "check-circle", "Đã xác nhận"
    WITHDRAWN = "withdrawn", "neutral", "x-circle", "Đã rút"


# Findings of concluded visits that were not withdrawn, as seen from a row about one of them.
OF_COUNTED_FINDING = Q(finding__visit__state=VisitState.CONCLUDED, finding__withdrawn_at=None)


# The agency that handles: the one the person belongs to, as seen from a handling.
_AGENCY = "finding__agency"


class HandlingQuerySet(models.QuerySet["Handling"]):
    """Handlings in the words of the trade."""

    def active(self) -> HandlingQuerySet:
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

    def in_charge_of(self, user: User, day: date) -> HandlingQuerySet:
        """Of agencies in ``user``'s charge."""
        return self.filter(HANDLINGS_IN_CHARGE.q(user, day))

    def named(self) -> HandlingQuerySet:
        """Annotate ``agency_then``: the agency's name on the day of the visit."""
        return self.annotate(agency_then=agency_then(_AGENCY, "finding__visit_day"))  # type: ignore[no-redef]  # declared on the row

    def visible_to(self, user: User) -> HandlingQuerySet:
        """What ``user`` may see: ``HANDLING_READERS``."""
        return self.filter(HANDLING_READERS.q(user, today()))


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
        HandlingMeasure, verbose_name="hình thức xử lý", on_delete=models.PROTECT, related_name="+"
    )
    is_discipline = models.BooleanField("là kỷ luật", default=False, editable=False)
    starts_on = models.DateField("ngày bắt đầu xử lý")
    decision_number = models.CharField("số quyết định, văn bản", max_length=60, blank=True)
    decision_date = models.DateField("ngày quyết định, văn bản", null=True, blank=True)
    # Of discipline, where the decision names another day than its own.
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
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

    # Why a law favours a person is free text about them.
    LOG_LEAVES_OUT = ("law_reason",)

    # Annotated by ``named``.
    agency_then: str

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
    def took_effect_on(self) -> date | None:
        """The day its decision took effect: the day the decision names, or its own."""
        return self.effective_on or self.decision_date

    @property
    def badge(self) -> HandlingState:
        """The state with its word, tone and sign."""
        return HandlingState(self.state)

    def clean(self) -> None:
        """Copy whether the form is discipline: figures and constraints read one table."""
        super().clean()
        if self.form_id:
            self.is_discipline = self.form.is_discipline


# Who answers a finding, and its result once there is one.
FINDING_ANSWERERS = Scope(answers_for("agency"))
HANDLING_ANSWERERS = Scope(answers_for(_AGENCY))
FINDINGS_IN_CHARGE = Scope(in_charge("agency"))
HANDLINGS_IN_CHARGE = Scope(in_charge(_AGENCY))
# The team and the manager step in where nobody is in charge; they judge beside whoever is.
HANDLING_STAND_INS = Scope((everywhere(Role.MANAGER), in_team("finding__visit")))
HANDLING_CONFIRMERS = FirstOf(HANDLINGS_IN_CHARGE, HANDLING_STAND_INS)
HANDLING_JUDGES = Scope((*HANDLING_STAND_INS.links, *in_charge(_AGENCY)))
# Who never judges it: it is about their own house, or they once entered or corrected it.
HANDLING_HOUSE = Scope(belongs(_AGENCY))
HANDLING_WRITERS = Scope((wrote(Handling, "create", "update"),))
# The Sở sees all; an agency those it answers for, also in the stead of one that ended; UBND tỉnh,
# and a body what is done in those directly under it, once they are confirmed. Nobody outside sees
# those of a visit under correction.
HANDLING_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        *only_if(
            OF_COUNTED_FINDING,
            *answers_for(_AGENCY),
            *only_if(
                Q(state=HandlingState.CONFIRMED),
                everywhere(*PROVINCE),
                Link(OWN, f"{_AGENCY}__parent"),
            ),
        ),
    )
)


def findings_answered(user: User) -> QuerySet[Finding]:
    """Findings ``user`` may see, and those of ended bodies their agency answers for: of these
    they see what counts, and not the old body's visit."""
    left = Finding.objects.counted().filter(FINDING_ANSWERERS.q(user, today()))
    return Finding.objects.filter(FINDING_READERS.q(user, today()) | Q(pk__in=left.values("pk")))


def with_handling(findings: QuerySet[Finding], user: User) -> QuerySet[Finding]:
    """Findings with ``active``: a list of the handling ``user`` may see of each, or none."""
    seen = Handling.objects.active().visible_to(user).select_related("form")
    return findings.prefetch_related(models.Prefetch("handlings", seen, to_attr="active"))
