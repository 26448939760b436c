"""Biên bản of a visit: written, signed on paper or digitally, corrected only by a further one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Q

from inspections.agencies.models import agency_then
from inspections.agencies.scope import OWN
from inspections.identities.models import Identity
from inspections.teams.models import Team
from inspections.visits.models import SEATED, Visit, VisitState, in_team
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.dates import count2, short_date
from tayninh_portal.lib.states import State
from tayninh_portal.models import StoredFile, User, Versioned
from tayninh_portal.scope import Link, Scope, everywhere, only_if

# What a biên bản of the Sở itself bears after its number.
OF_DEPARTMENT = "SNV"


class MinutesState(State):
    """Where a biên bản stands; once it is signed the facts of its visit are held."""

    DRAFT = "draft", "neutral", "pencil", "Đang soạn"
    SIGNED = "signed", "done", "check-circle", "Đã ký"


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Biên bản by who may see them."""

    def visible_to(self, user: User) -> MinutesQuerySet:
        """What ``user`` may see: ``MINUTES_READERS``."""
        return self.filter(MINUTES_READERS.q(user, today()))

    def named(self) -> MinutesQuerySet:
        """Annotate ``agency_then``: the agency's name on the day of the visit."""
        return self.annotate(agency_then=agency_then("visit__agency", "visit__day"))  # type: ignore[no-redef]  # declared on the row


class Minutes(Versioned):
    """One biên bản (Nghị định 30/2020/NĐ-CP, mẫu 1.9).

    Who was there, what the agency and the people concerned said, who did not sign: all of it names
    people and stands sealed in ``words``; ``told`` says which of it there is. ``facts`` is what the
    paper said of the visit when it was signed, without names (``facts.py``). A team numbers its own
    papers (Phụ lục I, II.3.a): ``number`` is used once a team and year, of the Sở's once a year.
    """

    state = models.CharField(
        "trạng thái", max_length=10, choices=MinutesState, default=MinutesState.DRAFT
    )
    visit = models.ForeignKey(
        Visit, verbose_name="lượt kiểm tra", on_delete=models.PROTECT, related_name="minutes"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes"
    )
    year = models.PositiveSmallIntegerField("năm", editable=False)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, editable=False)
    words = models.ForeignKey(
        Identity, null=True, blank=True, on_delete=models.PROTECT, related_name="minutes"
    )
    told = models.JSONField("đã ghi", default=list, blank=True)
    corrects = models.OneToOneField(
        "self",
        verbose_name="đính chính",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrected_by",
    )
    reason = models.TextField("lý do đính chính", blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    # How many digital signatures its file bears; 0: signed on paper.
    digital = models.PositiveSmallIntegerField("số chữ ký số", default=0)
    facts = models.JSONField("nội dung lúc ký", default=list, blank=True)
    facts_hash = models.CharField(max_length=64, blank=True, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    # Names, and what an inspector wrote about people.
    LOG_LEAVES_OUT = ("words", "facts")
    LOG_ROWS = ("pages",)
    LOG_OWNED = {"pages": "trang đã ký"}

    objects = MinutesQuerySet.as_manager()

    # Annotated by ``named``.
    agency_then: str

    class Meta:
        verbose_name = "biên bản"
        verbose_name_plural = "biên bản"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "year", "number"],
                condition=Q(team__isnull=False),
                name="minutes_number_once_a_team",
                violation_error_message="Số này đã dùng cho một biên bản khác của Tổ, Đoàn.",
            ),
            models.UniqueConstraint(
                fields=["year", "number"],
                condition=Q(team=None),
                name="minutes_number_once_a_year",
                violation_error_message="Số này đã dùng cho một biên bản khác của Sở trong năm.",
            ),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(state="draft"),
                name="minutes_one_draft_a_visit",
                violation_error_message="Lượt kiểm tra này đang có biên bản chưa ký.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", signed_on=None)
                | Q(state="signed", signed_on__isnull=False, number__isnull=False),
                name="minutes_signed_has_day_and_number",
                violation_error_message="Biên bản đã ký phải có số và ngày ký.",
            ),
        ]

    def __str__(self) -> str:
        kind = "Biên bản đính chính" if self.corrects_id else "Biên bản"
        return f"{kind} số {self.written_number}" if self.number else f"{kind} chưa có số"

    @property
    def written_number(self) -> str:
        """“01/BB-TKT”, as the paper bears it."""
        return f"{count2(self.number or 0)}/{self.symbol}"

    @property
    def badge(self) -> MinutesState:
        """The state with its word, tone and sign."""
        return MinutesState(self.state)

    @property
    def title(self) -> str:
        """With the agency and the day, for a list."""
        return f"{self}, {self.about}"

    @property
    def about(self) -> str:
        """The agency and the day."""
        visit = self.visit
        return f"{visit.agency.name_on(visit.day)} ngày {short_date(visit.day)}"

    def log_data(self) -> dict[str, Any]:
        """Columns, and the signed pages by their hashes."""
        pages = sorted(self.pages.select_related("file"), key=lambda page: page.pk)
        return {**super().log_data(), "pages": [page.file.sha256 for page in pages]}


class MinutesPage(models.Model):
    """One file of the signed paper: a whole scan, or the photo of a page. Never taken away."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="pages")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "trang biên bản đã ký"
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


# The Sở and the team as they see the visit. Signed, and its visit concluded, also the agency it was
# handed to and UBND tỉnh; not the body above the agency: it names people.
MINUTES_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        Link(SEATED, "visit"),
        *only_if(
            Q(state=MinutesState.SIGNED, visit__state=VisitState.CONCLUDED),
            everywhere(*PROVINCE),
            Link(OWN, "visit__agency"),
        ),
    )
)


# A correction of a visit that is open: it is signed before that visit is concluded again.
CORRECTION_SIGNERS = Scope(
    only_if(
        Q(state=MinutesState.DRAFT, corrects__isnull=False, visit__state=VisitState.DRAFT),
        everywhere(Role.MANAGER),
        in_team("visit"),
    )
)


def symbol_of(visit: Visit) -> str:
    """What stands after the number: of the team's own series, else of the Sở's."""
    return f"BB-{visit.team.symbol if visit.team else OF_DEPARTMENT}"


def held_by(visits: Sequence[Visit]) -> dict[int, Minutes]:
    """Number of a visit → the signed biên bản by which its facts are held; one query.

    A correction that is being written frees them again until it is signed.
    """
    newest = newest_of(visits)
    return {pk: row for pk, row in newest.items() if row.state == MinutesState.SIGNED}


def newest_of(visits: Sequence[Visit]) -> dict[int, Minutes]:
    """Number of a visit → its newest biên bản, signed or being written; one query."""
    rows = Minutes.objects.filter(visit__in=visits).defer("facts").order_by("pk")
    return {row.visit_id: row for row in rows}
