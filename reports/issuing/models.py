"""Signature, number and date; the papers of a report; why it came back; what is recorded after.

The tables of signature and issue are insert-only, as are the papers: the database refuses to change
or delete a row. The status of an issued report (in force, corrected, replaced, withdrawn) is
derived from these rows.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reports.freezing.models import Snapshot
from reports.narrative.models import Report, Section
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, may, roles_of
from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.models import Appointment, Seal, StoredFile, User


class Standing(models.TextChoices):
    """By what right a person signs (Nghị định 30/2020/NĐ-CP, Điều 13)."""

    HEAD = "head", "TM. – Chủ tịch ký thay mặt Ủy ban nhân dân"
    DEPUTY = "deputy", "KT. – Phó Chủ tịch ký thay Chủ tịch"
    ACTING = "acting", "Q. – Quyền Chủ tịch ký"
    BY_ORDER = "by_order", "TL. – ký thừa lệnh Chủ tịch"
    # The only one that needs a written grant limited in time.
    BY_GRANT = "by_grant", "TUQ. – ký thừa ủy quyền Chủ tịch"

    @property
    def mark(self) -> str:
        """The sign before the office: TM., KT., Q., TL., TUQ."""
        return str(self.label).partition(" ")[0]


class PaperForSigning(InsertOnlyModel):
    """One bản trình ký: what it prints that the snapshot does not say.

    Above the room for the signature stand the lines of ``standing``, in the date the ``year`` it
    was asked for in. Another one may be asked for while nobody signed; of a report the newest is
    the one to sign. ``edition`` counts the papers of one snapshot from 1.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="papers_for_signing")
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="papers_for_signing"
    )
    edition = models.PositiveSmallIntegerField()
    standing = models.CharField("người ký dự kiến", max_length=10, choices=Standing)
    year = models.PositiveSmallIntegerField("năm")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản trình ký"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "edition"], name="paper_for_signing_once_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.mark}"

    @property
    def mark(self) -> str:
        """TM., KT., Q., TL. or TUQ."""
        return Standing(self.standing).mark


class Signing(InsertOnlyModel):
    """The signature on the bản trình ký, recorded by the Văn phòng or the registrar.

    ``authority``: the lines above the name as printed, one a line. ``grant_*`` name the written
    authorisation of a TUQ. Sent back after it, a report needs another row.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="signings")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="signings")
    appointment = models.ForeignKey(
        Appointment, verbose_name="người ký", on_delete=models.PROTECT, related_name="+"
    )
    standing = models.CharField("quyền hạn ký", max_length=10, choices=Standing)
    authority = models.CharField("quyền hạn, chức vụ", max_length=200)
    signer = models.CharField("họ và tên người ký", max_length=120)
    signed_on = models.DateField("ngày ký")
    grant_number = models.CharField("số văn bản ủy quyền", max_length=60, blank=True)
    grant_date = models.DateField("ngày văn bản ủy quyền", null=True, blank=True)
    grant_until = models.DateField("ủy quyền đến hết ngày", null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần ký"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing=Standing.BY_GRANT)
                | (
                    ~Q(grant_number="") & Q(grant_date__isnull=False) & Q(grant_until__isnull=False)
                ),
                name="signing_grant_named",
                violation_error_message="Ký thừa ủy quyền phải có số, ngày và thời hạn của văn bản "
                "ủy quyền.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.signer}, {self.signed_on:%d/%m/%Y}"


class Issuance(InsertOnlyModel):
    """Number and date: the act that makes a draft a report of UBND tỉnh.

    The number runs over everything the body issues in the year, in its own register: the portal
    takes what the registrar types, allows gaps, and lets body + symbol + year + number be used
    once. ``sha256`` is that of the snapshot, once more, so that the row names what was issued.
    """

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="issuance")
    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="issuance")
    signing = models.OneToOneField(Signing, on_delete=models.PROTECT, related_name="issuance")
    body = models.CharField("cơ quan ban hành", max_length=120)
    symbol = models.CharField("ký hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    issued_on = models.DateField("ngày ban hành")
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần ban hành"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "symbol", "year", "number"],
                name="issuance_number_once",
                violation_error_message="Số này đã được dùng trong năm; hãy xem lại sổ văn bản đi.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="issuance_number_from_one",
                violation_error_message="Số văn bản bắt đầu từ 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"


class SignedCopy(InsertOnlyModel):
    """The signed original as it came: a PDF with digital signatures, or a scan of the paper.

    ``findings`` is what the verification found of each signature (who, when, whether it covers the
    whole file, altered since); for a scan it is empty and ``by`` vouches for it. Never altered.
    """

    class Kind(models.TextChoices):
        """How it was signed."""

        DIGITAL = "digital", "Bản ký số"
        SCAN = "scan", "Bản quét từ bản giấy"

    issuance = models.ForeignKey(Issuance, on_delete=models.PROTECT, related_name="signed_copies")
    kind = models.CharField(max_length=8, choices=Kind)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    findings = models.JSONField(default=list, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản gốc đã ký"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.file)


class Correction(InsertOnlyModel):
    """Đính chính: a mistake of form or procedure put right by a công văn (Điều 18 khoản 3)."""

    issuance = models.ForeignKey(Issuance, on_delete=models.PROTECT, related_name="corrections")
    number = models.CharField("số công văn", max_length=60)
    day = models.DateField("ngày công văn")
    text = models.TextField("nội dung đính chính")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần đính chính"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuance", "number", "day"],
                name="correction_once",
                violation_error_message="Công văn đính chính này đã được ghi.",
            )
        ]

    def __str__(self) -> str:
        return f"Công văn {self.number}"


class Withdrawal(InsertOnlyModel):
    """Thu hồi: the report no longer counts; the paper that says so, and why."""

    issuance = models.OneToOneField(Issuance, on_delete=models.PROTECT, related_name="withdrawal")
    number = models.CharField("số văn bản thu hồi", max_length=60)
    day = models.DateField("ngày văn bản thu hồi")
    reason = models.TextField("lý do thu hồi")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lần thu hồi"

    def __str__(self) -> str:
        return f"Văn bản thu hồi {self.number}"


class PaperKind(models.TextChoices):
    """Which paper is made of a snapshot."""

    DRAFT = "draft", "Dự thảo"
    # Mẫu 1.4 with a blank number and date, room to write, no draft mark.
    FOR_SIGNATURE = "for_signature", "Bản trình ký"
    ISSUED = "issued", "Bản phát hành"
    # Of the file, and never part of the report.
    CHECK_SHEET = "check_sheet", "Phiếu kiểm tra số liệu"


def kinds_shown_to(user: User) -> frozenset[PaperKind]:
    """The papers a person may read: drafts stay within the Sở, the check sheet with those who
    judge the report."""
    roles = roles_of(user)
    if roles & DEPARTMENT:
        return frozenset(PaperKind)
    if roles & PROVINCE or Role.DEPARTMENT_REGISTRAR in roles:
        sheet = {PaperKind.CHECK_SHEET} if may(user, "report.read_sheet") else set()
        return frozenset({PaperKind.FOR_SIGNATURE, PaperKind.ISSUED, *sheet})
    return frozenset()


class RenderingQuerySet(models.QuerySet["Rendering"]):
    """Papers by who may read them; that the report may be seen is asked before."""

    def visible_to(self, user: User) -> RenderingQuerySet:
        """Those of the kinds the person is shown; outside of the Sở the sheet of what they read."""
        shown = self.filter(kind__in=kinds_shown_to(user))
        if roles_of(user) & DEPARTMENT:
            return shown
        presented = Q(snapshot=F("report__presented_snapshot"))
        return shown.filter(~Q(kind=PaperKind.CHECK_SHEET) | presented)


class Rendering(InsertOnlyModel):
    """The PDF made of a snapshot; one snapshot is rendered once as each kind of paper.

    The issued paper is made of the snapshot and of the ``issuance`` that gave number, date and
    signer; the bản trình ký of the snapshot and of the ``paper`` that names who is to sign, once
    for each ``edition`` (1 for the other kinds, and for those from before there was a choice).
    ``engine`` tells what drew it (WeasyPrint, Pango, fonts), ``template_version`` which version of
    the paper's templates: with the same of both the same bytes come out again.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="renderings")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="renderings")
    kind = models.CharField(max_length=14, choices=PaperKind, default=PaperKind.DRAFT)
    issuance = models.ForeignKey(
        "reports.Issuance",
        on_delete=models.PROTECT,
        related_name="renderings",
        null=True,
        blank=True,
    )
    paper = models.ForeignKey(
        "reports.PaperForSigning",
        on_delete=models.PROTECT,
        related_name="renderings",
        null=True,
        blank=True,
    )
    edition = models.PositiveSmallIntegerField(default=1)
    template_version = models.PositiveSmallIntegerField(default=1)
    engine = models.JSONField(default=dict, blank=True)
    # The seal of the log: it travels with the issued paper, and stands on the check sheet.
    seal = models.ForeignKey(
        Seal, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RenderingQuerySet.as_manager()

    class Meta:
        verbose_name = "bản PDF"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "kind", "edition"], name="rendering_once_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=PaperKind.FOR_SIGNATURE, paper__isnull=False)
                | Q(paper__isnull=True, edition=1),
                name="rendering_paper_for_signature",
            ),
            models.CheckConstraint(
                condition=Q(kind=PaperKind.ISSUED, issuance__isnull=False)
                | (~Q(kind=PaperKind.ISSUED) & Q(issuance__isnull=True)),
                name="rendering_issued_has_issuance",
            ),
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def has_annexes(self) -> bool:
        """Whether there is something to put into a workbook; a sheet of the file has none."""
        return self.kind != PaperKind.CHECK_SHEET and bool(
            self.snapshot.content["wording"]["annexes"]
        )


class ReturnNote(InsertOnlyModel):
    """One reason of one return, at a section or (``section`` None) about the whole report.

    ``report_version`` is the version the return made: the notes of one return share it, and those
    of the newest return are what is to be mended.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="return_notes")
    report_version = models.PositiveIntegerField()
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="return_notes", null=True, blank=True
    )
    text = models.TextField("lý do")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "lý do trả lại"
        ordering = ["report", "report_version", "pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.text[:60]}"


class WordReturn(InsertOnlyModel):
    """A Word file of the report that was given back, as it was read: no bytes of it are kept.

    ``snapshot`` is what it was made of, ``went`` and ``came`` what stood in the file when it was
    handed out and when it came back (``reports.issuing.from_word``). Names in it are those that the
    writers' own programs put there; nobody signed in as them.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="word_returns")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="word_returns")
    sha256 = models.CharField(max_length=64)
    went = models.JSONField()
    came = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản Word đưa về"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "sha256"], name="word_return_once")
        ]

    def __str__(self) -> str:
        return f"Bản Word của {self.report}"
