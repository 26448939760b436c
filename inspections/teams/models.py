"""Inspection teams (Tổ, Đoàn kiểm tra): the decision they stand on, and who sits in them when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tayninh_portal.access import Role, today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.models import StoredFile, User, Versioned
from tayninh_portal.scope import Link, Scope, Table, everywhere


class Issuer(models.TextChoices):
    """Who issues a plan or a decision: signer, register, symbol, Nơi nhận and what the team is
    called follow from it (``issuers.py``)."""

    DEPARTMENT = "department", "Giám đốc Sở Nội vụ"
    PROVINCE = "province", "Chủ tịch UBND tỉnh, theo tờ trình của Sở Nội vụ"


class Seat(models.TextChoices):
    """What a member is in the team, in the order of a decision."""

    HEAD = "head", "Tổ trưởng, Trưởng Đoàn"
    DEPUTY = "deputy", "Tổ phó, Phó Trưởng Đoàn"
    SECRETARY = "secretary", "Thư ký"
    MEMBER = "member", "Thành viên"


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams by who may see them."""

    def on(self, day: date) -> TeamQuerySet:
        """Teams whose decision holds on ``day``."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def visible_to(self, user: User) -> TeamQuerySet:
        """What ``user`` may see: ``TEAM_READERS``."""
        return self.filter(TEAM_READERS.q(user, today()))


class Team(Versioned):
    """A team by decision, from its first to its last day; it ends with the decision.

    It uses the seal of the Sở, and numbers its own papers (Nghị định 30/2020/NĐ-CP, Phụ lục I,
    II.3.a): ``symbol`` is what stands after the kind, as in 01/BB-TKT.
    """

    issuer = models.CharField("người ban hành quyết định", max_length=10, choices=Issuer)
    name = models.CharField("tên Tổ, Đoàn", max_length=200)
    decision_number = models.CharField("số quyết định", max_length=60)
    decision_day = models.DateField("ngày quyết định")
    decision_title = models.CharField("trích yếu quyết định", max_length=300)
    file = models.ForeignKey(
        StoredFile,
        verbose_name="tệp quyết định",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    symbol = models.CharField("ký hiệu văn bản của Tổ, Đoàn", max_length=20)
    starts_on = models.DateField("hoạt động từ ngày")
    ends_on = models.DateField("đến hết ngày")
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_ROWS = ("members",)
    LOG_OWNED = {"members": "thành viên"}

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = "Tổ kiểm tra"
        verbose_name_plural = "Tổ kiểm tra"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="team_days_in_order",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=Q(decision_day__lte=F("starts_on")),
                name="team_decided_before_it_starts",
                violation_error_message="Tổ, Đoàn chỉ hoạt động từ ngày có quyết định.",
            ),
            models.UniqueConstraint(
                fields=["issuer", "decision_number", "decision_day"],
                name="team_once_a_decision",
                violation_error_message="Quyết định này đã được ghi; hãy mở Tổ, Đoàn đã ghi.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def decision(self) -> str:
        """The decision as a sentence names it."""
        return f"Quyết định số {self.decision_number} ngày {short_date(self.decision_day)}"

    def log_data(self) -> dict[str, Any]:
        """Columns, and who sat in it from when to when: accounts by number; of a guest without one
        the number of the row, since a name stays out of the log."""
        rows = sorted(self.members.all(), key=lambda row: row.pk)
        seats = [[row.user_id or f"#{row.pk}", row.seat, *row.days] for row in rows]
        return {**super().log_data(), "members": seats}


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    """Members, always asked with a day."""

    def on(self, day: date) -> TeamMemberQuerySet:
        """Who sits in a team on ``day``: within the days of the team, which may have been put
        right since."""
        last = Coalesce("ends_on", "team__ends_on")
        return self.alias(last=last).filter(
            starts_on__lte=day,
            last__gte=day,
            team__starts_on__lte=day,
            team__ends_on__gte=day,
        )


class TeamMember(models.Model):
    """Somebody in a team from a day to a day; without ``ends_on`` as long as the team.

    A member from another body may have no account: then ``name`` and ``post`` are typed, and they
    see nothing here.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="team_memberships",
    )
    name = models.CharField("họ và tên", max_length=120, blank=True)
    post = models.CharField("chức vụ, cơ quan", max_length=200, blank=True)
    seat = models.CharField("là", max_length=10, choices=Seat)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên Tổ kiểm tra"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="team_member_days_in_order",
                violation_error_message="Ngày cuối không được trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=(Q(user__isnull=False) & Q(name="")) | (Q(user=None) & ~Q(name="")),
                name="team_member_account_or_name",
                violation_error_message="Chọn người có tài khoản hoặc ghi họ và tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.user.full_name if self.user else self.name

    @property
    def days(self) -> tuple[date, date | None]:
        """From when to when."""
        return self.starts_on, self.ends_on


# (team, who sits in it on the day)
SEATS = Table(lambda day: TeamMember.objects.on(day), "team")
# Who is of the team on the day, and the leaders of the Sở: nobody else, since a team may be formed
# for one surprise visit.
TEAM_READERS = Scope((everywhere(Role.MANAGER), Link(SEATS, "pk")))


def sorted_members(rows: Iterable[TeamMember]) -> list[TeamMember]:
    """The head first, as a decision lists them."""
    order = [seat.value for seat in Seat]
    return sorted(rows, key=lambda row: (order.index(row.seat), row.starts_on, row.pk))
