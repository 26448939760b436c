"""Implementation facts (kết quả triển khai): what an agency did to carry out the Đề án."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from inspections.agencies.models import Agency, LegalKind, agency_then
from inspections.agencies.scope import OWN, own_and_below
from inspections.cited_documents.models import CitedDocument
from inspections.people.models import in_charge
from inspections.rounds.models import SubmissionState
from inspections.submissions.models import Submission
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.states import State
from tayninh_portal.lib.vietnamese import search_text
from tayninh_portal.models import User, Versioned
from tayninh_portal.scope import FirstOf, Link, Scope, everywhere, only_if, wrote


class FactKind(models.TextChoices):
    """What was done to carry out the Đề án, as Quyết định 1847/QĐ-TTg asks to be told."""

    DIRECTIVE = "directive", "Văn bản chỉ đạo, kế hoạch"
    MEETING = "meeting", "Hội nghị, cuộc họp phổ biến"
    BROADCAST = "broadcast", "Phát thanh, truyền hình"
    POST = "post", "Tin, bài đăng tải"
    RULE_REVIEWED = "rule_reviewed", "Rà soát quy định, quy chế"
    RULE_AMENDED = "rule_amended", "Ban hành, sửa đổi quy định, quy chế"
    TRAINING = "training", "Bồi dưỡng, tập huấn"
    SHORTCOMING = "shortcoming", "Hạn chế, tồn tại"
    PROPOSAL = "proposal", "Kiến nghị, đề xuất"


# What has listeners; elsewhere a number of people reached says nothing.
FACT_REACHES_PEOPLE = (
    FactKind.MEETING,
    FactKind.BROADCAST,
    FactKind.POST,
    FactKind.TRAINING,
)


# SealData in words, not in numbers.
FACT_IN_WORDS = (FactKind.SHORTCOMING, FactKind.PROPOSAL)


class FactState(State):
    """Where an implementation fact stands; counted once the Sở has confirmed it."""

    DRAFT = "draft", "primary", "hourglass-split", "Chờ xác nhận"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    CONFIRMED = "confirmed", "done", "check-circle", "Đã xác nhận"
    WITHDRAWN = "withdrawn", "neutral", "x-circle", "Đã rút"


# Larger numbers are slips of the finger: every commune of the province broadcasting twice a day
# for a year makes some 70,000, and the province has fewer than ten million people.
MOST_TIMES = 99_999
MOST_PEOPLE = 9_999_999

# Confirmed by the Sở; or told within a self-inspection, whose acceptance confirms it.
COUNTED = Q(state=FactState.CONFIRMED) | Q(
    state=FactState.DRAFT, submission__state=SubmissionState.ACCEPTED
)


class FactQuerySet(models.QuerySet["ImplementationFact"]):
    """Facts in the words of the trade."""

    def counted(self) -> FactQuerySet:
        """Facts that count: confirmed, or told within an accepted self-inspection."""
        return self.filter(COUNTED)

    def between(self, start: date, end: date) -> FactQuerySet:
        """Facts of the days from ``start`` to ``end``, both included."""
        return self.filter(day__range=(start, end))

    def waiting(self) -> FactQuerySet:
        """Facts the Sở has to confirm or return; those of a self-inspection go with it."""
        return self.filter(state=FactState.DRAFT, submission__isnull=True)

    def stated(self) -> FactQuerySet:
        """Facts that stand, with what a table of them names."""
        return self.exclude(state=FactState.WITHDRAWN).select_related("document", "submission")

    def in_charge_of(self, user: User, day: date) -> FactQuerySet:
        """Facts of agencies (and subordinate units directly under them) in ``user``'s charge."""
        return self.filter(FACTS_IN_CHARGE.q(user, day))

    def named(self) -> FactQuerySet:
        """Annotate ``agency_then``: the agency's name on the day of the fact."""
        return self.annotate(agency_then=agency_then("agency", "day"))  # type: ignore[no-redef]  # declared on the row

    def visible_to(self, user: User) -> FactQuerySet:
        """What ``user`` may see: ``FACT_READERS``."""
        return self.filter(FACT_READERS.q(user, today()))


class ImplementationFact(Versioned):
    """One thing done on a day: a directive, meetings, broadcasts, posts, rules, training; or a
    shortcoming or a proposal, told in words.

    ``quantity`` counts what the kind counts (directives, meetings, items); ``people_reached`` is a
    number of persons, None where it was not counted. ``submission`` is set where the fact was told
    within a self-inspection.
    """

    state = models.CharField(
        "trạng thái", max_length=10, choices=FactState, default=FactState.DRAFT
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan thực hiện",
        on_delete=models.PROTECT,
        related_name="facts",
    )
    day = models.DateField("ngày thực hiện")
    kind = models.CharField("loại kết quả", max_length=16, choices=FactKind)
    title = models.CharField("nội dung chính", max_length=500)
    quantity = models.PositiveIntegerField(
        "số lượng",
        default=1,
        validators=[
            MinValueValidator(1, "Nhập số từ 1 trở lên."),
            MaxValueValidator(MOST_TIMES, "Nhập số không quá 99.999."),
        ],
    )
    people_reached = models.PositiveIntegerField(
        "số người tham dự hoặc tiếp cận",
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PEOPLE, "Nhập số không quá 9.999.999.")],
    )
    text = models.TextField("diễn giải", blank=True)
    document = models.ForeignKey(
        CitedDocument,
        verbose_name="văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
    )
    submission = models.ForeignKey(
        Submission,
        verbose_name="kết quả tự kiểm tra",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
    )
    search = models.CharField(max_length=1500, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("text",)

    # Annotated by ``named``.
    agency_then: str

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả triển khai"
        verbose_name_plural = "kết quả triển khai"
        indexes = [
            models.Index(fields=["day", "kind", "state"]),
            models.Index(fields=["agency", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1),
                name="fact_at_least_one",
                violation_error_message="Số lượng ít nhất là 1.",
            ),
            models.UniqueConstraint(
                fields=["agency", "document"],
                condition=Q(kind="directive") & ~Q(state="withdrawn"),
                name="fact_directive_once",
                violation_error_message="Văn bản này đã được ghi là văn bản chỉ đạo của cơ quan; "
                "ghi lần nữa thì số liệu tính hai lần.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def badge(self) -> FactState:
        """The state with its word, tone and sign; an accepted self-inspection confirms it."""
        state = FactState(self.state)
        if state == FactState.DRAFT and self.submission is not None:
            accepted = self.submission.state == SubmissionState.ACCEPTED
            return FactState.CONFIRMED if accepted else state
        return state

    def clean(self) -> None:
        """What each kind asks for; and the normalised column that search goes through."""
        super().clean()
        errors: dict[str, str] = {}
        if self.kind == FactKind.DIRECTIVE and not self.document_id:
            errors["document"] = "Chọn văn bản; văn bản chưa có trong danh sách thì ghi trước."
        if self.kind in (FactKind.DIRECTIVE, *FACT_IN_WORDS) and self.quantity != 1:
            errors["quantity"] = "Loại kết quả này ghi từng việc một; số lượng là 1."
        if self.kind in FACT_IN_WORDS and not self.text:
            errors["text"] = "Diễn giải hạn chế hoặc kiến nghị; báo cáo lấy lời từ đây."
        if self.kind not in FACT_REACHES_PEOPLE and self.people_reached is not None:
            errors["people_reached"] = "Loại kết quả này không ghi số người; để trống."
        if self.agency_id:
            errors |= self._agency_problems()
        if self.submission is not None and self.submission.agency_id != self.agency_id:
            errors["submission"] = "Kết quả tự kiểm tra này là của cơ quan khác."
        if errors:
            raise ValidationError(errors)
        self.search = search_text(self.title)[:1500]

    def _agency_problems(self) -> dict[str, str]:
        found: dict[str, str] = {}
        if self.agency.is_outside:
            found["agency"] = "Cơ quan ngoài thẩm quyền của tỉnh không có kết quả triển khai."
        if self.day and not self.agency.exists_on(self.day):
            found["day"] = "Cơ quan không hoạt động vào ngày này."
        return found


FACTS_IN_CHARGE = Scope(in_charge("agency"))
# The manager and the specialist in charge; of the Sở's own and UBND tỉnh's, any of the Sở.
FACT_JUDGES = Scope(
    (
        everywhere(Role.MANAGER),
        *FACTS_IN_CHARGE.links,
        *only_if(
            Q(agency__is_department=True) | Q(agency__legal_kind=LegalKind.PROVINCE),
            everywhere(*DEPARTMENT),
        ),
    )
)
# Whoever is in charge, else the manager, confirms what is not told in a self-inspection, which
# takes its facts along. Of the Sở's own the manager as well: often it is who is in charge of the
# Sở that entered it, and may not confirm it.
_BY_ITSELF = Q(submission=None)
FACT_CONFIRMERS = FirstOf(
    Scope(
        (
            *only_if(_BY_ITSELF, *FACTS_IN_CHARGE.links),
            *only_if(_BY_ITSELF & Q(agency__is_department=True), everywhere(Role.MANAGER)),
        )
    ),
    Scope(only_if(_BY_ITSELF, everywhere(Role.MANAGER))),
)
# Who corrects what came back: whoever entered it, and the agency's own.
FACT_WRITERS = Scope((wrote(ImplementationFact, "create", "update"),))
FACT_ANSWERERS = Scope((*FACT_WRITERS.links, Link(OWN, "agency")))
# The Sở sees all; UBND tỉnh what counts; an agency its own, and what counts of bodies directly
# under it.
FACT_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        *only_if(COUNTED, everywhere(*PROVINCE)),
        *own_and_below("agency", below=COUNTED),
    )
)
