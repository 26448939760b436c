"""Remedies (khắc phục): what a finding, or a recommendation of a visit as a whole, asks to be put
right, by when, and what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from inspections.agencies.models import Agency, agency_then
from inspections.agencies.scope import answers_for, belongs, own_and_below
from inspections.findings.models import Finding
from inspections.people.models import in_charge
from inspections.recommendations.models import Recommendation
from inspections.visits.models import Visit, VisitState, in_team
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.states import State
from tayninh_portal.models import StoredFile, User, Versioned
from tayninh_portal.scope import FirstOf, Link, Scope, everywhere, only_if, wrote


class RemedyState(State):
    """Where a remedy stands; done once the Sở has confirmed what the agency reported."""

    OPEN = "open", "neutral", "tools", "Chưa báo cáo"
    REPORTED = "reported", "primary", "hourglass-split", "Chờ xác nhận"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    CONFIRMED = "confirmed", "done", "check-circle", "Đã khắc phục"


# The agency still has to do something.
REMEDY_OPEN = (RemedyState.OPEN, RemedyState.RETURNED)


# The agency asked, as seen from a remedy.
ASKED = "agency"
# Who has to put it right, the first of these that is there.
HOLDERS = ("receiver", ASKED)
# Of a concluded visit, and what asks for it was not withdrawn.
STANDING = Q(
    visit__state=VisitState.CONCLUDED,
    finding__withdrawn_at=None,
    recommendation__withdrawn_at=None,
)
_ASKS = Q(finding__remedy_due_on__isnull=False) | Q(recommendation__remedy_due_on__isnull=False)


def held(condition: Callable[[str], Q]) -> Q:
    """Those whose holder meets ``condition``, told of a path to an agency."""
    found, nobody_before = Q(), Q()
    for path in HOLDERS:
        found |= nobody_before & condition(path)
        nobody_before &= Q((path, None))
    return found


class RemedyQuerySet(models.QuerySet["Remedy"]):
    """Remedies in the words of the trade."""

    def active(self) -> RemedyQuerySet:
        """Those still asked for: a visit corrected afterwards may have dropped what asked."""
        return self.filter(STANDING, _ASKS)

    def due_between(self, start: date, end: date) -> RemedyQuerySet:
        """Those whose last day lies between ``start`` and ``end``, both included."""
        return self.filter(due_on__range=(start, end))

    def open(self) -> RemedyQuerySet:
        """Those the agency still has to report."""
        return self.filter(state__in=REMEDY_OPEN)

    def overdue(self, day: date) -> RemedyQuerySet:
        """Open ones whose last day lies before ``day``."""
        return self.open().filter(due_on__lt=day)

    def waiting(self) -> RemedyQuerySet:
        """Reported ones the Sở has to confirm or return."""
        return self.filter(state=RemedyState.REPORTED)

    def with_holder(self) -> RemedyQuerySet:
        """Annotate ``holder``: the id of the agency that has to put it right."""
        return self.annotate(holder=Coalesce(*(f"{path}_id" for path in HOLDERS)))

    def unfinished(self) -> RemedyQuerySet:
        """Those not confirmed yet, as they are passed on when an agency is merged."""
        return self.active().exclude(state=RemedyState.CONFIRMED)

    def in_charge_of(self, user: User, day: date) -> RemedyQuerySet:
        """Of agencies in ``user``'s charge; once taken over, of the receiving one."""
        return self.filter(REMEDIES_IN_CHARGE.q(user, day))

    def named(self) -> RemedyQuerySet:
        """Annotate ``agency_then``: the name on the day of the visit of the agency inspected."""
        return self.annotate(agency_then=agency_then(ASKED, "visit__day"))  # type: ignore[no-redef]  # declared on the row

    def visible_to(self, user: User) -> RemedyQuerySet:
        """What ``user`` may see: ``REMEDY_READERS``."""
        return self.filter(REMEDY_READERS.q(user, today()))


class Remedy(Versioned):
    """What one finding or recommendation asks to be put right, opened when its visit is concluded.

    ``due_on`` is the last day, ``first_due_on`` the day first told where the Sở extended it (None
    where it did not), ``done_on`` the day it was done as the agency tells; late is done
    after ``due_on``. ``receiver`` is the agency that took it over in a merger: it reports, the
    count stays with the agency inspected. ``text`` may not name a person, yet is free text.
    """

    state = models.CharField(
        "trạng thái", max_length=10, choices=RemedyState, default=RemedyState.OPEN
    )
    visit = models.ForeignKey(
        Visit, verbose_name="lượt kiểm tra", on_delete=models.PROTECT, related_name="remedies"
    )
    # That of the finding, which may be another than the visited one, or the visited one.
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan phải khắc phục",
        on_delete=models.PROTECT,
        related_name="remedies_asked",
        editable=False,
    )
    # What asks for it: one of the two.
    finding = models.OneToOneField(
        Finding,
        verbose_name="nội dung ghi nhận",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="remedy",
    )
    recommendation = models.OneToOneField(
        Recommendation,
        verbose_name="kiến nghị của lượt kiểm tra",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="remedy",
    )
    due_on = models.DateField("hạn khắc phục")
    first_due_on = models.DateField("hạn ghi khi kiểm tra", null=True, blank=True, editable=False)
    done_on = models.DateField("ngày khắc phục xong", null=True, blank=True)
    text = models.TextField("đã khắc phục thế nào", blank=True)
    reported_on = models.DateField("ngày báo cáo", null=True, blank=True, editable=False)
    confirmed_on = models.DateField("ngày xác nhận", null=True, blank=True, editable=False)
    receiver = models.ForeignKey(
        Agency,
        verbose_name="cơ quan tiếp nhận",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="remedies_received",
    )
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("text",)

    # Annotated by ``named``.
    agency_then: str

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = "nội dung khắc phục"
        verbose_name_plural = "nội dung khắc phục"
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding__isnull=False, recommendation__isnull=True)
                | Q(finding__isnull=True, recommendation__isnull=False),
                name="remedy_of_one",
                violation_error_message="Nội dung khắc phục phải gắn với một nội dung ghi nhận "
                "hoặc một kiến nghị.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "confirmed"))
                | Q(done_on__isnull=False, reported_on__isnull=False),
                name="remedy_reported_has_days",
                violation_error_message="Báo cáo khắc phục phải có ngày khắc phục xong.",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_on__isnull=False)
                | (~Q(state="confirmed") & Q(confirmed_on__isnull=True)),
                name="remedy_confirmed_has_day",
                violation_error_message="Nội dung đã khắc phục phải có ngày xác nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"Khắc phục: {self.what}"

    @property
    def source(self) -> Finding | Recommendation:
        """What asks for it."""
        found = self.finding or self.recommendation
        assert found is not None  # remedy_of_one
        return found

    @property
    def asked_by(self) -> tuple[int | None, int | None]:
        """Number of the finding and of the recommendation that asks for it: one of the two."""
        return self.finding_id, self.recommendation_id

    @property
    def what(self) -> str:
        """What is to be put right, in words nobody typed about it: a kind of finding, or to whom
        the recommendation goes."""
        return str(self.finding.category if self.finding else self.recommendation)

    @property
    def badge(self) -> RemedyState:
        """The state with its word, tone and sign."""
        return RemedyState(self.state)

    @property
    def is_late(self) -> bool:
        """Done after its last day; False while it is not done."""
        return self.done_on is not None and self.done_on > self.due_on

    @property
    def is_open(self) -> bool:
        """Whether the agency still has to report."""
        return self.state in REMEDY_OPEN

    def clean(self) -> None:
        """Done on or after the day of the visit that asked for it."""
        super().clean()
        if self.done_on and self.visit_id and self.done_on < self.visit.day:
            raise ValidationError(
                {"done_on": "Ngày khắc phục xong không được trước ngày kiểm tra."}
            )


class Proof(models.Model):
    """A file that shows what was put right; taken back by a second look, never deleted."""

    remedy = models.ForeignKey(Remedy, on_delete=models.PROTECT, related_name="proofs")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "tệp minh chứng"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="proof_removed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"tệp minh chứng số {self.pk}"


def of_holder(links: Callable[[str], tuple[Link, ...]]) -> tuple[Link, ...]:
    """``links`` of the agency that has to put it right: the one that took it over, whose it then
    is alone, or the inspected one."""
    found: tuple[Link, ...] = ()
    nobody_before = Q()
    for path in HOLDERS:
        found += only_if(nobody_before, *links(path)) if nobody_before else links(path)
        nobody_before &= Q((path, None))
    return found


# Who puts it right: the agency's own, those of a unit it answers for, those it took over.
REMEDY_HOLDERS = Scope(of_holder(answers_for))
REMEDIES_IN_CHARGE = Scope(of_holder(in_charge))
# The team and the manager step in where nobody is in charge; they judge beside whoever is.
REMEDY_STAND_INS = Scope((everywhere(Role.MANAGER), in_team("visit")))
REMEDY_CONFIRMERS = FirstOf(REMEDIES_IN_CHARGE, REMEDY_STAND_INS)
REMEDY_JUDGES = Scope((*REMEDY_STAND_INS.links, *REMEDIES_IN_CHARGE.links))
# Who never judges it: it is about their own house; nor do they confirm what they reported.
REMEDY_HOUSE = Scope(of_holder(belongs))
REMEDY_REPORTERS = Scope((wrote(Remedy, "report"),))
# The Sở sees all; UBND tỉnh those of concluded visits; an agency its own, those of bodies directly
# under it, and those it took over. Of a visit concluded after a merger nothing was passed on: it is
# the successor's as well.
REMEDY_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        *only_if(
            STANDING,
            everywhere(*PROVINCE),
            *own_and_below(ASKED),
            *REMEDY_HOLDERS.links,
        ),
    )
)
