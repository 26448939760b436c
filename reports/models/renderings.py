"""A report put on paper: the snapshot it was made of, and the stored bytes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.freezes import Freeze
from reports.models.reports import Report
from tayninh_portal.access import DEPARTMENT, PROVINCE, Role, roles_of
from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.models import StoredFile


class PaperKind(models.TextChoices):
    """Which paper is made of a snapshot."""

    DRAFT = "draft", "Dự thảo"
    # Mẫu 1.4 with a blank number and date, room to write, no draft mark.
    FOR_SIGNATURE = "for_signature", "Bản trình ký"
    ISSUED = "issued", "Bản phát hành"


class Snapshot(InsertOnlyModel):
    """Everything a paper says, at one minute, as canonical JSON; its ``sha256`` names it.

    ``freeze`` is the state its figures were counted in; a draft printed for reading has none.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="snapshots")
    report_version = models.PositiveIntegerField()
    freeze = models.ForeignKey(
        Freeze, on_delete=models.PROTECT, related_name="snapshots", null=True, blank=True
    )
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "bản chụp số liệu"

    def __str__(self) -> str:
        return f"{self.report} lúc {self.at:%H:%M %d/%m/%Y}"


def kinds_shown_to(user: Any) -> frozenset[PaperKind]:
    """The papers a person may read: drafts stay within the Sở."""
    roles = roles_of(user)
    if roles & DEPARTMENT:
        return frozenset(PaperKind)
    if roles & PROVINCE or Role.DEPARTMENT_REGISTRAR in roles:
        return frozenset({PaperKind.FOR_SIGNATURE, PaperKind.ISSUED})
    return frozenset()


class RenderingQuerySet(models.QuerySet["Rendering"]):
    """Papers by who may read them; that the report may be seen is asked before."""

    def visible_to(self, user: Any) -> RenderingQuerySet:
        """Those of the kinds the person is shown."""
        return self.filter(kind__in=kinds_shown_to(user))


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
