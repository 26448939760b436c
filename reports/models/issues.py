"""Signature, number and date, the signed copy, and what becomes of an issued report.

All of it is insert-only: the database refuses to change or delete a row. The status of an issued
report (in force, corrected, replaced, withdrawn) is derived from these rows.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.renderings import Snapshot
from reports.models.reports import Report
from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.models import Appointment, StoredFile


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
