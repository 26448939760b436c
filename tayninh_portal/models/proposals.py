"""Proposals (đề nghị): what one person may not do alone, until a second one confirms it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from tayninh_portal.lib.states import State
from tayninh_portal.models.changes import Versioned
from tayninh_portal.models.users import User


class ProposalState(State):
    """How far a proposal has come."""

    REQUESTED = "requested", "warning", "hourglass", "Chờ xác nhận"
    CONFIRMED = "confirmed", "done", "check-circle", "Đã xác nhận"
    REFUSED = "refused", "danger", "x-circle", "Không xác nhận"
    WITHDRAWN = "withdrawn", "neutral", "arrow-return-left", "Đã rút"
    EXPIRED = "expired", "neutral", "clock-history", "Hết hạn"
    # Done by whoever administers the server, past the screens: told to everybody who confirms.
    SERVER = "server", "danger", "hdd", "Thực hiện từ máy chủ"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals by whose they are and what they wait for."""

    def visible_to(self, user: User, *, confirms: bool) -> ProposalQuerySet:
        """Whoever confirms sees all; everybody what they asked for and what is about them."""
        return self if confirms else self.filter(Q(created_by=user) | Q(account=user))

    def open(self, now: datetime) -> ProposalQuerySet:
        """Those that can still be confirmed."""
        return self.filter(state=ProposalState.REQUESTED, expires_at__gt=now)

    def lapsed(self, now: datetime) -> ProposalQuerySet:
        """Those nobody confirmed in time, and that do not say so yet."""
        return self.filter(state=ProposalState.REQUESTED, expires_at__lte=now)


class Proposal(Versioned):
    """One act that waits for a second person (``tayninh_portal.proposals``).

    ``kind`` names the act, ``values`` is what it is done with, ``subject`` what it is done to: of
    one subject one proposal of a kind waits at a time. ``account`` is the person it is about, who
    never confirms it. ``created_by`` asked; ``second`` confirmed or refused.
    """

    kind = models.CharField("việc", max_length=24)
    state = models.CharField(
        "trạng thái", max_length=12, choices=ProposalState, default=ProposalState.REQUESTED
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="về người",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    subject = models.CharField(max_length=120)
    summary = models.CharField("nội dung", max_length=600)
    values = models.JSONField(encoder=DjangoJSONEncoder)
    reason = models.TextField("lý do, căn cứ", blank=True)
    expires_at = models.DateTimeField("hạn xác nhận")
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người thứ hai",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    # What the act hands to whoever confirmed it, on the one page that answers them: never stored.
    handed: str = ""

    # An address, a title, why somebody leaves: seen to be unchanged by their hashes.
    LOG_LEAVES_OUT: ClassVar[tuple[str, ...]] = ("summary", "values", "reason")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị"
        verbose_name_plural = "đề nghị"
        indexes = [models.Index(fields=["-created_at", "-id"], name="proposal_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state="requested"),
                name="proposal_one_waits",
                violation_error_message="Việc này đã có một đề nghị đang chờ xác nhận.",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(second__isnull=False),
                name="proposal_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(second=models.F("created_by")),
                name="proposal_second_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Đề nghị số {self.pk}"

    @property
    def badge(self) -> ProposalState:
        """The state with its word, tone and sign."""
        return ProposalState(self.state)
