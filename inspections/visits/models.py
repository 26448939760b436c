"""Inspection visits: one agency in one session by the Tổ kiểm tra of the Sở."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from inspections.agencies.models import Agency, agency_then
from inspections.agencies.scope import belongs_or_took_over, own_and_below
from inspections.plans.models import PlanLine
from inspections.teams.models import SEATS, Team, TeamMember
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.states import State
from tayninh_portal.lib.vietnamese import search_text
from tayninh_portal.models import User, Versioned
from tayninh_portal.scope import Link, Scope, Table, everywhere, only_if


class VisitState(State):
    """Where a visit stands; only a concluded one is counted."""

    PLANNED = "planned", "primary", "calendar-event", "Đã lên lịch"
    DROPPED = "dropped", "neutral", "calendar-x", "Không tiến hành"
    DRAFT = "draft", "neutral", "pencil", "Đang ghi nhận"
    CONCLUDED = "concluded", "done", "check-circle", "Đã kết thúc"
    CANCELLED = "cancelled", "neutral", "x-circle", "Đã hủy"


# A visit that has not begun, or never did: ``Visit.objects`` knows nothing of it.
NOT_BEGUN = (VisitState.PLANNED, VisitState.DROPPED)


class VisitCause(models.TextChoices):
    """What set a visit off."""

    PLAN = "plan", "Theo kế hoạch"
    HOTLINE = "hotline", "Từ phản ánh qua đường dây nóng"
    AFTER_TET = "after_tet", "Sau kỳ nghỉ Tết Nguyên đán"
    RECHECK = "recheck", "Kiểm tra lại"
    OTHER = "other", "Lý do khác"


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits in the words of the trade."""

    def concluded(self) -> VisitQuerySet:
        """Visits that count."""
        return self.filter(state=VisitState.CONCLUDED)

    def between(self, start: date, end: date) -> VisitQuerySet:
        """Visits held from ``start`` to ``end``, both days included."""
        return self.filter(day__range=(start, end))

    def named(self) -> VisitQuerySet:
        """Annotate ``agency_then``: the agency's name on the day of the visit."""
        return self.annotate(agency_then=agency_then("agency", "day"))  # type: ignore[no-redef]  # declared on the row

    def headed(self) -> VisitQuerySet:
        """Annotate ``head_name``: who heads the Tổ, None where nobody does yet."""
        heads = VisitMember.objects.filter(visit=models.OuterRef("pk"), is_head=True)
        return self.annotate(head_name=models.Subquery(heads.values("user__full_name")[:1]))  # type: ignore[no-redef]  # declared on the row

    def begun(self) -> VisitQuerySet:
        """Without those that are only to come, or never did."""
        return self.exclude(state__in=NOT_BEGUN)

    def visible_to(self, user: User) -> VisitQuerySet:
        """What ``user`` may see of visits that began: ``VISIT_READERS``."""
        return self.begun().filter(VISIT_READERS.q(user, today()))

    def planned_for(self, user: User) -> VisitQuerySet:
        """Visits to come, and those that were dropped, that ``user`` may know of:
        ``PLANNED_READERS``.

        A surprise visit is told to nobody who belongs to the body it goes to, of the team or not: a
        post may have been given since.
        """
        day = today()
        own_house = Q(is_surprise=True) & PLANNED_HOUSE.q(user, day)
        rows = self.filter(PLANNED_READERS.q(user, day), state__in=NOT_BEGUN)
        return rows.exclude(pk__in=Visit.every.filter(own_house, state__in=NOT_BEGUN).values("pk"))

    def open_to(self, user: User) -> VisitQuerySet:
        """What ``user`` may open: visits that began, and those to come they may know of."""
        began = VISIT_READERS.q(user, today()) & ~Q(state__in=NOT_BEGUN)
        return self.filter(began | Q(pk__in=Visit.every.planned_for(user).values("pk")))


_Phrases = models.Manager.from_queryset(VisitQuerySet)


class BegunManager(_Phrases["Visit"]):
    """Visits that began: what every list, count, search, import and figure asks."""

    def get_queryset(self) -> VisitQuerySet:
        """Without those that only are to come."""
        return VisitQuerySet(self.model, using=self._db).begun()


class Visit(Versioned):
    """One visit (lượt kiểm tra). Two agencies on one trip are two visits.

    Head-counts are numbers of persons; None means not counted, which is not zero.
    """

    state = models.CharField(
        "trạng thái", max_length=10, choices=VisitState, default=VisitState.DRAFT
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan được kiểm tra",
        on_delete=models.PROTECT,
        related_name="visits",
    )
    day = models.DateField("ngày kiểm tra")
    starts_at = models.TimeField("bắt đầu lúc")
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    is_surprise = models.BooleanField("đột xuất", default=False)
    cause = models.CharField("lý do kiểm tra", max_length=12, choices=VisitCause)
    basis_number = models.CharField("số quyết định, kế hoạch", max_length=60, blank=True)
    basis_date = models.DateField("ngày ban hành", null=True, blank=True)
    basis_title = models.CharField("trích yếu", max_length=300, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    on_roll = models.PositiveIntegerField("tổng số theo danh sách", null=True, blank=True)
    present = models.PositiveIntegerField("có mặt", null=True, blank=True)
    absent_excused = models.PositiveIntegerField("vắng có lý do", null=True, blank=True)
    absent_unexcused = models.PositiveIntegerField("vắng không lý do", null=True, blank=True)
    absent_unknown = models.PositiveIntegerField("vắng chưa rõ lý do", null=True, blank=True)
    headcount_note = models.CharField("giải trình số liệu", max_length=300, blank=True)
    rooms = models.CharField("phòng, bộ phận đã kiểm tra", max_length=300, blank=True)
    theme = models.CharField("chủ đề", max_length=200, blank=True)
    theme_search = models.CharField(max_length=400, editable=False, default="")
    # Bộ phận Một cửa: None is not looked at, which is neither no nor zero.
    one_stop_posted = models.BooleanField("niêm yết thủ tục", null=True, blank=True)
    one_stop_staffed = models.BooleanField("bố trí người trực", null=True, blank=True)
    one_stop_late = models.PositiveIntegerField("hồ sơ trễ hạn", null=True, blank=True)
    one_stop_apologies = models.PositiveIntegerField("phiếu xin lỗi", null=True, blank=True)
    good_points = models.TextField("ưu điểm", blank=True)
    conclusion = models.TextField("nhận xét, kết luận", blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The team by decision that goes; of a visit logged without one its members alone.
    team = models.ForeignKey(
        Team,
        verbose_name="Tổ, Đoàn kiểm tra",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits",
    )
    plan_line = models.ForeignKey(
        PlanLine,
        verbose_name="theo dòng kế hoạch",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visits",
    )
    # The first visit of the trip; None of that one itself, and of a visit alone.
    trip = models.ForeignKey(
        "self",
        verbose_name="cùng chuyến với",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stops",
    )
    search = models.CharField(max_length=800, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    # Free text that may name a person.
    LOG_LEAVES_OUT = ("conclusion", "good_points")

    LOG_ROWS = ("members", "absences", "sources")
    LOG_OWNED = {
        "team": "thành viên Tổ",
        "absences": "vắng theo lý do",
        "complaints": "phản ánh dẫn đến lượt kiểm tra",
    }

    # Annotated by ``named`` and ``headed``.
    agency_then: str
    head_name: str | None

    # The first is the default: what writes records and asks scopes knows visits in every state.
    every = VisitQuerySet.as_manager()
    objects = BegunManager()

    class Meta:
        verbose_name = "lượt kiểm tra"
        verbose_name_plural = "lượt kiểm tra"
        ordering = ["-day", "-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "day", "agency"]),
            models.Index(fields=["agency", "day"]),
            # The order of the list: without it each page sorts every visit there is.
            models.Index(fields=["-day", "-starts_at", "-id", "state"], name="visit_list_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="visit_times_in_order",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(basis_number="", basis_date__isnull=True)
                    | (~Q(basis_number="") & Q(basis_date__isnull=False))
                ),
                name="visit_basis_number_and_date",
                violation_error_message="Số và ngày của quyết định, kế hoạch phải có cả hai "
                "hoặc để trống cả hai.",
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded") | Q(concluded_at__isnull=False),
                name="visit_concluded_has_time",
                violation_error_message="Lượt kiểm tra đã kết thúc phải có thời điểm kết thúc.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("planned", "dropped")) | Q(team__isnull=False),
                name="visit_to_come_has_team",
                violation_error_message="Lượt kiểm tra đã lên lịch phải có Tổ, Đoàn.",
            ),
            models.CheckConstraint(
                condition=Q(trip__isnull=True) | ~Q(trip=F("pk")),
                name="visit_trip_of_another",
                violation_error_message="Một lượt kiểm tra không thể cùng chuyến với chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return f"{getattr(self, 'agency_then', self.agency)}, {short_date(self.day)}"

    def get_state(self) -> VisitState:
        """The state with its tone and sign, as the badge takes it."""
        return VisitState(self.state)

    @property
    def absent(self) -> int:
        """Persons absent, for whatever reason; parts not counted are taken as none."""
        return (
            (self.absent_excused or 0) + (self.absent_unexcused or 0) + (self.absent_unknown or 0)
        )

    @property
    def headcount_gap(self) -> int | None:
        """Present and absent minus the roll; None where roll or present was not counted."""
        if self.on_roll is None or self.present is None:
            return None
        return self.present + self.absent - self.on_roll

    @property
    def has_one_stop(self) -> bool:
        """Whether anything was looked at where Một cửa receives people."""
        looked_at = (
            self.one_stop_posted,
            self.one_stop_staffed,
            self.one_stop_late,
            self.one_stop_apologies,
        )
        return any(value is not None for value in looked_at)

    def clean(self) -> None:
        """An agency that existed that day, under the province; then the search columns."""
        super().clean()
        if self.agency_id and self.day:
            if self.agency.is_outside:
                raise ValidationError(
                    {"agency": "Cơ quan này không thuộc thẩm quyền kiểm tra của tỉnh."}
                )
            if not self.agency.exists_on(self.day):
                raise ValidationError({"agency": "Cơ quan này không hoạt động vào ngày kiểm tra."})
        self.search = search_text(
            self.agency.name if self.agency_id else "", self.basis_number, self.place
        )[:800]
        self.theme_search = search_text(self.theme)[:400]

    def log_data(self) -> dict[str, Any]:
        """Columns, who was in the team (accounts by number), absences by kind without their proofs,
        which are free text, and the numbers of complaints."""
        team = sorted((row.pk, row.user_id, row.is_head) for row in self.members.all())
        return {
            **super().log_data(),
            "team": [[user, head] for _, user, head in team],
            "absences": sorted([row.kind, row.people] for row in self.absences.all()),
            "complaints": sorted(row.complaint_id for row in self.sources.all()),
        }


class VisitMember(models.Model):
    """A member of the Tổ on one visit; exactly one is its head."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="visit_memberships",
    )
    is_head = models.BooleanField("Tổ trưởng", default=False)

    class Meta:
        verbose_name = "thành viên"
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="visit_member_once"),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(is_head=True), name="visit_one_head"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


# (visit, member of its Tổ), on whatever day
TEAM = Table(lambda _: VisitMember.objects.all(), "visit", related="members")


def in_team(path: str) -> Link:
    """Rows of the visit at ``path``, for the members of its Tổ."""
    return Link(TEAM, path)


# The same while they are of its team by decision: a guest sees a visit until the team ends.
SEATED = Table(
    lambda day: VisitMember.objects.filter(
        Q(visit__team=None)
        | Q(
            Exists(
                TeamMember.objects.on(day).filter(
                    team=OuterRef("visit__team"), user=OuterRef("user")
                )
            )
        )
    ),
    "visit",
)
# Who works on a visit: a member may be ill or gone, so the manager works on all.
VISIT_TEAM = Scope((in_team("pk"),))
VISIT_WORKERS = Scope((everywhere(Role.MANAGER), *VISIT_TEAM.links))
# The Sở sees all; UBND tỉnh sees what is concluded; an agency sees its own concluded visits and
# those of bodies directly under it; a member from another body sees that visit only.
VISIT_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        Link(SEATED, "pk"),
        *only_if(Q(state=VisitState.CONCLUDED), everywhere(*PROVINCE), *own_and_below("agency")),
    )
)
# Who goes on a visit to come, and who may begin it.
VISIT_SEATS = Scope((Link(SEATS, "team"),))
VISIT_STARTERS = Scope((everywhere(Role.MANAGER), *VISIT_SEATS.links))
# Of a visit to come: an announced one is known at the Sở; a surprise to its team and the leaders.
PLANNED_READERS = Scope(
    (
        *VISIT_STARTERS.links,
        *only_if(Q(is_surprise=False), everywhere(*DEPARTMENT)),
    )
)
# With those who took over where the agency, or the body above it, was merged meanwhile.
PLANNED_HOUSE = Scope(belongs_or_took_over("agency"))
