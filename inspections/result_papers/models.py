"""What is written about a visit: thông báo lịch kiểm tra before it, báo cáo của Tổ trưởng and
thông báo kết quả after it; replies to the notices."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from inspections.agencies.models import Agency, agency_then
from inspections.agencies.scope import SPEAKERS, answers_for
from inspections.identities.models import Identity
from inspections.people.models import in_charge
from inspections.teams.models import SEATS
from inspections.visits.models import SEATED, Visit, VisitState, in_team
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, today
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.states import State
from tayninh_portal.models import StoredFile, User, Versioned
from tayninh_portal.paper.form import two_digits
from tayninh_portal.scope import Link, Scope, everywhere, only_if, wrote


class PaperKind(models.TextChoices):
    """The papers. A report has states of its own, so that one workflow keeps it apart; both notices
    go the same way."""

    COMING = "coming", "Thông báo lịch kiểm tra"
    REPORT = "report", "Báo cáo của Tổ trưởng"
    NOTICE = "notice", "Thông báo kết quả kiểm tra"


class PaperState(State):
    """Where a paper stands. A report ends as accepted, a notice as issued."""

    WRITING = "writing", "neutral", "pencil", "Đang soạn báo cáo"
    SENT = "sent", "primary", "send", "Đã gửi lãnh đạo Sở"
    ACCEPTED = "accepted", "done", "check-circle", "Lãnh đạo Sở đã nhận"
    DRAFT = "draft", "neutral", "pencil", "Đang soạn"
    PRESENTED = "presented", "primary", "send", "Chờ lãnh đạo Sở duyệt"
    RETURNED = "returned", "warning", "arrow-return-left", "Bị trả lại"
    APPROVED = "approved", "primary", "hourglass-split", "Đã duyệt, chờ văn thư ghi số"
    ISSUED = "issued", "done", "check-circle", "Đã ban hành"


S = PaperState
EDITABLE = (S.WRITING, S.DRAFT, S.RETURNED)
# Nothing changes in it any more; another paper may replace it.
FINAL = (S.ACCEPTED, S.ISSUED)


class ResultPaperQuerySet(models.QuerySet["ResultPaper"]):
    """Papers by who may see them."""

    def visible_to(self, user: User) -> ResultPaperQuerySet:
        """What ``user`` may see: ``PAPER_READERS``."""
        return self.filter(PAPER_READERS.q(user, today()))

    def named(self) -> ResultPaperQuerySet:
        """Annotate ``agency_then``: the agency's name on the day of the visit."""
        return self.annotate(agency_then=agency_then("visit__agency", "visit__day"))  # type: ignore[no-redef]  # declared on the row

    def in_force(self, until: date | None = None) -> ResultPaperQuerySet:
        """Issued, and not replaced by one that is issued as well, ``until`` a day where given."""
        later = ResultPaper.objects.filter(replaces=OuterRef("pk"), state=S.ISSUED)
        if until is not None:
            later = later.filter(issued_on__lte=until)
        return self.filter(~Exists(later), state=S.ISSUED)


class ResultPaper(Versioned):
    """One paper about one visit, edited until it is final; then a new one ``replaces`` it.

    Its ``words`` (section → text) are sealed like an identity, whether they name somebody or not:
    no column holds them in plain. ``names_persons`` guards their opening. ``tells_of`` is the
    moment of the visit that they tell of: when it was concluded, of one announced when it is to
    begin; a correction of the visit, or another day for it, is seen by it.
    ``register`` is whose book the number comes out of, ``addressee`` and ``above`` the bodies an
    issued notice went to, beside UBND tỉnh.
    """

    kind = models.CharField("loại văn bản", max_length=6, choices=PaperKind)
    state = models.CharField("trạng thái", max_length=9, choices=PaperState)
    visit = models.ForeignKey(
        Visit, verbose_name="lượt kiểm tra", on_delete=models.PROTECT, related_name="result_papers"
    )
    tells_of = models.DateTimeField(editable=False)
    words = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    names_persons = models.BooleanField("có nêu tên người", default=False)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    register = models.CharField(max_length=40, blank=True, editable=False)
    symbol = models.CharField("ký hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True, editable=False)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    # Of a notice as it was signed; of a report who headed the visit.
    signer = models.CharField("người ký", max_length=120, blank=True)
    by_deputy = models.BooleanField("Phó Giám đốc ký thay", default=False)
    file = models.ForeignKey(
        StoredFile,
        verbose_name="bản đã ký",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    addressee = models.ForeignKey(
        Agency,
        verbose_name="gửi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="result_notices",
    )
    above = models.ForeignKey(
        Agency,
        verbose_name="cơ quan quản lý trực tiếp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="result_notices_below",
    )
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("words",)

    # Annotated by ``named``.
    agency_then: str

    objects = ResultPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản kết quả kiểm tra"
        verbose_name_plural = "văn bản kết quả kiểm tra"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "symbol", "year", "number"],
                condition=Q(number__isnull=False),
                name="result_paper_number_once",
                violation_error_message="Số này đã được dùng trong năm; hãy xem lại sổ văn bản đi.",
            ),
            models.UniqueConstraint(
                fields=["visit", "kind"],
                condition=Q(replaces=None),
                name="result_paper_one_first",
                violation_error_message="Lượt kiểm tra này đã có văn bản loại này.",
            ),
            models.CheckConstraint(
                condition=Q(number=None, year=None, issued_on=None)
                | Q(number__gte=1, year__isnull=False, issued_on__isnull=False),
                name="result_paper_number_and_day",
                violation_error_message="Số và ngày phải có cả hai; số bắt đầu từ 1.",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", number__isnull=False, addressee__isnull=False)
                | ~Q(state="issued"),
                name="result_paper_issued_to_somebody",
                violation_error_message="Thông báo đã ban hành phải có số, ngày và nơi gửi.",
            ),
        ]

    def __str__(self) -> str:
        named = self.numbered or f"ngày kiểm tra {short_date(self.visit.day)}"
        return f"{self.get_kind_display()} {named}"

    @property
    def numbered(self) -> str:
        """“số 05/TB-SNV ngày 09/7/2019”, "" before it has its number."""
        if self.issued_on is None:
            return ""
        number = two_digits(str(self.number))
        return f"số {number}/{self.symbol} ngày {short_date(self.issued_on)}"

    @property
    def badge(self) -> PaperState:
        """The state with its word, tone and sign."""
        return PaperState(self.state)

    @property
    def is_outdated(self) -> bool:
        """Whether the visit was corrected, or is being, since these words were written; of one to
        come whether it was moved."""
        if self.kind == PaperKind.COMING and self.visit.state != VisitState.PLANNED:
            return False
        return self.tells_of != told_of(self.visit, self.kind)

    @property
    def why_outdated(self) -> str:
        """What happened to the visit since."""
        if self.kind == PaperKind.COMING:
            return "Lịch kiểm tra đã đổi sau khi soạn văn bản này."
        return "Lượt kiểm tra đã được đính chính sau khi soạn văn bản này."

    @property
    def is_replaceable(self) -> bool:
        """Whether another may be begun in its place."""
        return self.state in FINAL and not hasattr(self, "replaced_by")

    @property
    def successor(self) -> ResultPaper | None:
        """The final paper that took its place, None while it is in force."""
        later: ResultPaper | None = getattr(self, "replaced_by", None)
        return later if later and later.state in FINAL else None


def told_of(visit: Visit, kind: str) -> datetime | None:
    """The moment of ``visit`` that a paper of ``kind`` tells of."""
    if kind != PaperKind.COMING:
        return visit.concluded_at
    return timezone.make_aware(datetime.combine(visit.day, visit.starts_at))


class Receiver(models.TextChoices):
    """Who gets an issued notice."""

    AGENCY = "agency", "Cơ quan được kiểm tra"
    ABOVE = "above", "Cơ quan quản lý trực tiếp"
    PROVINCE = "province", "UBND tỉnh (để báo cáo)"


class Receipt(models.Model):
    """When one body got an issued notice, and when somebody there first opened its words."""

    paper = models.ForeignKey(ResultPaper, on_delete=models.PROTECT, related_name="receipts")
    receiver = models.CharField("nơi nhận", max_length=8, choices=Receiver)
    received_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)

    class Meta:
        verbose_name = "nơi nhận thông báo"
        constraints = [
            models.UniqueConstraint(fields=["paper", "receiver"], name="receipt_once_a_receiver")
        ]

    def __str__(self) -> str:
        return self.get_receiver_display()


class ReplyKind(models.TextChoices):
    """What the agency answers with: the first to what announces a visit, the others to what it
    found."""

    OUTLINE = "outline", "Báo cáo theo đề cương"
    EXPLANATION = "explanation", "Giải trình"
    REMEDY = "remedy", "Báo cáo khắc phục"


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Replies by who may see them."""

    def visible_to(self, user: User) -> ReplyQuerySet:
        """The Sở, the team while it sits, and who answers for the agency: ``REPLY_READERS``."""
        return self.filter(REPLY_READERS.q(user, today()))


class Reply(Versioned):
    """A paper of the agency about an issued notice; sent once, never changed."""

    paper = models.ForeignKey(ResultPaper, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField("loại", max_length=11, choices=ReplyKind)
    number = models.CharField("số, ký hiệu", max_length=60)
    day = models.DateField("ngày văn bản")
    text = models.TextField("nội dung")
    file = models.ForeignKey(
        StoredFile,
        verbose_name="tệp văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_illustrative = models.BooleanField("minh họa", default=False)

    LOG_LEAVES_OUT = ("text",)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản trả lời"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "kind", "number", "day"],
                name="reply_once_a_number",
                violation_error_message="Văn bản này đã gửi.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number} ngày {short_date(self.day)}"


ANNOUNCES = Q(kind=PaperKind.COMING)
# Who an issued notice is for: head and clerk of the agency and of the body above it, or of those
# that go on with their work, and the roles of UBND tỉnh; what announces a visit the agency's alone.
RECEIVERS = Scope(
    (
        Link(SPEAKERS, "addressee"),
        Link(SPEAKERS, "above"),
        *only_if(~ANNOUNCES, everywhere(*PROVINCE)),
    )
)
# A subordinate unit without people of its own is answered for by the body above it.
REPLIERS = Scope(answers_for("addressee"))
# Drafts are the Sở's and its team's, the registrar sees what is to be numbered.
PAPER_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        Link(SEATED, "visit"),
        *only_if(ANNOUNCES, Link(SEATS, "visit__team")),
        *only_if(Q(state__in=(S.APPROVED, S.ISSUED)), everywhere(Role.DEPARTMENT_REGISTRAR)),
        *only_if(Q(state=S.ISSUED), *RECEIVERS.links),
    )
)
PAPER_LEADERS = Scope((everywhere(Role.MANAGER),))
PAPER_REGISTRARS = Scope((everywhere(Role.DEPARTMENT_REGISTRAR),))
PAPER_WRITERS = Scope((in_team("visit"), wrote(ResultPaper, "create", "amend")))
# Who hears of an issued notice: whom it is for, and who wrote it.
PAPER_TOLD = Scope((*RECEIVERS.links, *PAPER_WRITERS.links))
REPLY_READERS = Scope(
    (
        everywhere(*DEPARTMENT),
        Link(SEATED, "paper__visit"),
        *only_if(Q(paper__kind=PaperKind.COMING), Link(SEATS, "paper__visit__team")),
        *answers_for("paper__addressee"),
    )
)
REPLY_TOLD = Scope(
    (in_team("paper__visit"), everywhere(Role.MANAGER), *in_charge("paper__addressee"))
)
