"""Proposals to criticise a head (đề nghị phê bình người đứng đầu) for what was found in the unit.

The Tổ proposes, the body directly above the visited one decides; “đã đề nghị” and “đã phê bình” are
two figures, and neither is a violation (docs/decisions/0048-whose-a-finding-is.md).
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from inspections.agencies.models import LegalKind, agency_then
from inspections.agencies.scope import SPEAKERS, STAFF
from inspections.identities.models import Identity
from inspections.visits.models import Visit, VisitState
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.states import State
from tayninh_portal.models import StoredFile, User, Versioned
from tayninh_portal.scope import FirstOf, Link, Posts, Scope, everywhere, only_if, wrote


class HeadCriticismState(State):
    """Where a proposal stands."""

    PROPOSED = "proposed", "primary", "hourglass-split", "Chờ kết quả"
    DECIDED = "decided", "done", "check-circle", "Đã có kết quả"
    WITHDRAWN = "withdrawn", "neutral", "x-circle", "Đã rút"


class HeadOrDeputy(models.TextChoices):
    """About whom."""

    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó của người đứng đầu"


class Outcome(models.TextChoices):
    """What the deciding body did."""

    CRITICISED = "criticised", "Phê bình"
    REVIEWED = "reviewed", "Kiểm điểm rút kinh nghiệm"
    NOT_CRITICISED = "not_criticised", "Không phê bình"


class HeadCriticismQuerySet(models.QuerySet["HeadCriticism"]):
    """Proposals in the words of the trade."""

    def counted(self) -> HeadCriticismQuerySet:
        """Those of concluded visits that were not withdrawn."""
        return self.filter(OF_CONCLUDED_VISIT)

    def between(self, start: date, end: date) -> HeadCriticismQuerySet:
        """By the day of the visit."""
        return self.filter(visit__day__range=(start, end))

    def named(self) -> HeadCriticismQuerySet:
        """Annotate ``agency_then``: the visited agency's name on the day of the visit."""
        return self.annotate(agency_then=agency_then("visit__agency", "visit__day"))  # type: ignore[no-redef]  # declared on the row

    def visible_to(self, user: User) -> HeadCriticismQuerySet:
        """What ``user`` may see: ``HEAD_CRITICISM_READERS``."""
        return self.filter(HEAD_CRITICISM_READERS.q(user, today()))


class HeadCriticism(Versioned):
    """One head, or deputy, of the visited agency, on one visit.

    The name is in ``person`` (encrypted), never here; ``decided_on`` is the day the result was
    entered, ``signer`` a post.
    """

    state = models.CharField(
        "trạng thái", max_length=10, choices=HeadCriticismState, default=HeadCriticismState.PROPOSED
    )
    visit = models.ForeignKey(
        Visit,
        verbose_name="lượt kiểm tra",
        on_delete=models.PROTECT,
        related_name="head_criticisms",
    )
    about = models.CharField("đề nghị đối với", max_length=6, choices=HeadOrDeputy)
    person = models.ForeignKey(
        Identity, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("lý do đề nghị")
    outcome = models.CharField("kết quả", max_length=14, choices=Outcome, blank=True)
    outcome_reason = models.CharField("lý do không phê bình", max_length=500, blank=True)
    decision_number = models.CharField("số văn bản", max_length=60, blank=True)
    decision_date = models.DateField("ngày văn bản", null=True, blank=True)
    file = models.ForeignKey(
        StoredFile,
        verbose_name="tệp văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_on = models.DateField("ngày ghi kết quả", null=True, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("person", "reason", "outcome_reason")

    # Annotated by ``named``.
    agency_then: str

    objects = HeadCriticismQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị phê bình người đứng đầu"
        verbose_name_plural = "đề nghị phê bình người đứng đầu"
        constraints = [
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(about="head") & ~Q(state="withdrawn"),
                name="head_criticism_one_head_a_visit",
                violation_error_message="Lượt kiểm tra này đã có đề nghị đối với người đứng đầu.",
            ),
            models.CheckConstraint(
                condition=Q(decision_number="", decision_date__isnull=True)
                | (~Q(decision_number="") & Q(decision_date__isnull=False)),
                name="head_criticism_number_and_date",
                violation_error_message="Số và ngày của văn bản phải có cả hai hoặc để trống cả "
                "hai.",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True)
                | (~Q(outcome="") & Q(decided_on__isnull=False)),
                name="head_criticism_outcome_has_day",
                violation_error_message="Kết quả phải có ngày ghi.",
            ),
            models.CheckConstraint(
                condition=~Q(state="decided") | ~Q(outcome=""),
                name="head_criticism_decided_has_outcome",
                violation_error_message="Chọn kết quả.",
            ),
        ]

    def __str__(self) -> str:
        about = self.get_about_display()
        return f"Đề nghị phê bình {about[:1].lower()}{about[1:]}"

    @property
    def badge(self) -> HeadCriticismState:
        """The state with its word, tone and sign."""
        return HeadCriticismState(self.state)

    def clean(self) -> None:
        """A criticism has its paper, none of it a reason; no paper before the visit."""
        super().clean()
        problems: dict[str, str] = {}
        if self.outcome == Outcome.NOT_CRITICISED and not self.outcome_reason:
            problems["outcome_reason"] = "Ghi lý do không phê bình."
        if self.outcome in (Outcome.CRITICISED, Outcome.REVIEWED) and not self.decision_number:
            problems["decision_number"] = "Ghi số và ngày văn bản."
        if self.decision_date and self.decision_date < self.visit.day:
            problems["decision_date"] = "Văn bản không được ký trước ngày kiểm tra."
        if problems:
            raise ValidationError(problems)


OF_CONCLUDED_VISIT = Q(visit__state=VisitState.CONCLUDED) & ~Q(state=HeadCriticismState.WITHDRAWN)
_ABOVE = "visit__agency__parent"
_UNDER_PROVINCE = Q((f"{_ABOVE}__legal_kind", LegalKind.PROVINCE))
# Who decides: the body directly above the visited one, or the one that goes on with its work; for
# UBND tỉnh its leaders, and its registrar who has the paper. Where nobody is there the Sở's manager
# enters what was decided.
DECIDING_BODY = Scope(
    (
        Link(SPEAKERS, _ABOVE),
        *only_if(_UNDER_PROVINCE, everywhere(Role.LEADER, Role.PROVINCE_REGISTRAR)),
    )
)
STAND_INS = Scope((everywhere(Role.MANAGER),))
DECIDERS = FirstOf(DECIDING_BODY, STAND_INS)
# Nobody decides about the head of the house they work in.
HEAD_CRITICISM_HOUSE = Scope((Link(STAFF, "visit__agency"),))
PROPOSERS = Scope((wrote(HeadCriticism, "create"),))
# The Sở sees all; UBND tỉnh, who decides and the visited agency's head what stands of concluded
# visits, and nobody outside those of a visit under correction.
HEAD_CRITICISM_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        *only_if(
            OF_CONCLUDED_VISIT,
            everywhere(*PROVINCE),
            Link(SPEAKERS, _ABOVE),
            Link(Posts(frozenset({Role.AGENCY_HEAD})), "visit__agency"),
        ),
    )
)
