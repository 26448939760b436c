"""Cited documents (văn bản liên quan): entered once, attached wherever they are spoken of."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from inspections.agencies.models import Agency
from tayninh_portal.access import AGENCY, DEPARTMENT, PROVINCE, agencies_of, roles_of
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import search_text
from tayninh_portal.models import StoredFile, User, Versioned

# The stored value of ``implementation.models.FactState.CONFIRMED``: that room lies above this one.
CONFIRMED_FACT = "confirmed"


class DocumentKind(models.TextChoices):
    """Kinds of administrative document the portal names by itself (Nghị định 30/2020/NĐ-CP, Đ7);
    whatever else is cited (a decree, a law) says its own kind."""

    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    INSTRUCTION = "instruction", "Chỉ thị"
    LETTER = "letter", "Công văn"
    REPORT = "report", "Báo cáo"
    REGULATION = "regulation", "Quy chế"
    OTHER = "other", "Loại khác"


def sees_every_document(user: User) -> bool:
    """Whether no document is closed to a person: those of the Sở and of UBND tỉnh."""
    return bool(roles_of(user) & (DEPARTMENT | PROVINCE))


class CitedDocumentQuerySet(models.QuerySet["CitedDocument"]):
    """Documents by who may see them."""

    def visible_to(self, user: User) -> CitedDocumentQuerySet:
        """The Sở and UBND tỉnh see all; an agency sees its own, those the Sở shares with every
        agency, and those on which a confirmed fact of a unit directly under it stands."""
        if sees_every_document(user):
            return self
        own = agencies_of(user, AGENCY)
        if not own:
            return self.none()
        below = CitedDocument.objects.filter(agency__parent__in=own, facts__state=CONFIRMED_FACT)
        return self.filter(Q(agency__in=own) | Q(is_shared=True) | Q(pk__in=below.values("pk")))

    def newest_first(self) -> CitedDocumentQuerySet:
        """By the day of issue; the rest makes the order one and the same on both databases."""
        return self.order_by("-issued_on", "-pk")


class CitedDocument(Versioned):
    """One issued document: what a citation needs of it, and its file where there is one.

    ``agency`` is the body in whose book it was entered, ``issuer`` the one that issued it as the
    paper says ("Thủ tướng Chính phủ"); ``issuer_agency`` where that one is in the registry.
    """

    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan lập",
        on_delete=models.PROTECT,
        related_name="cited_documents",
    )
    kind = models.CharField("loại văn bản", max_length=12, choices=DocumentKind)
    other_kind = models.CharField("tên loại văn bản", max_length=60, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành")
    issuer = models.CharField("cơ quan, người ban hành", max_length=200)
    issuer_agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan ban hành trong danh mục",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="issued_documents",
    )
    subject = models.CharField("trích yếu", max_length=500)
    file = models.ForeignKey(
        StoredFile,
        verbose_name="tệp văn bản",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_shared = models.BooleanField("mọi cơ quan đều xem được", default=False)
    search = models.CharField(max_length=900, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    objects = CitedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản liên quan"
        verbose_name_plural = "văn bản liên quan"
        indexes = [models.Index(fields=["issued_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number", "issued_on", "issuer"],
                name="cited_document_once_an_agency",
                violation_error_message="Văn bản cùng số, ngày và cơ quan ban hành đã có trong "
                "danh sách; hãy tìm và dùng văn bản đó.",
            ),
            models.CheckConstraint(
                condition=(Q(kind="other") & ~Q(other_kind=""))
                | (~Q(kind="other") & Q(other_kind="")),
                name="cited_document_other_kind_named",
                violation_error_message="Chỉ loại khác mới ghi, và phải ghi, tên loại văn bản.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_name} số {self.number}"

    @property
    def kind_name(self) -> str:
        """The kind as a citation says it."""
        return self.other_kind or DocumentKind(self.kind).label

    def clean(self) -> None:
        """Fill the normalised column that search goes through."""
        super().clean()
        if not (self.kind and self.number and self.issued_on):
            return
        if self.kind == DocumentKind.OTHER and not self.other_kind:
            raise ValidationError({"other_kind": "Ghi tên loại văn bản, ví dụ Nghị định."})
        dated = f"{self} ngày {short_date(self.issued_on)}"
        self.search = search_text(dated, self.issuer, self.subject)[:900]


class DocumentLinkQuerySet(models.QuerySet["DocumentLink"]):
    """Links of one record."""

    def active(self) -> DocumentLinkQuerySet:
        """Not detached since."""
        return self.filter(detached_at__isnull=True)

    def of(self, record: models.Model) -> DocumentLinkQuerySet:
        """Links of ``record``, the oldest first."""
        links = self.filter(record_type=record._meta.label_lower, record_id=record.pk)
        return links.order_by("attached_at", "pk")


class DocumentLink(models.Model):
    """A document attached to any record; a link is ended, never deleted.

    The record's own version stays: what is counted of it has not changed.
    """

    # The form that attached it: sent twice it attaches once, also when it was taken away between.
    client_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    document = models.ForeignKey(CitedDocument, on_delete=models.PROTECT, related_name="links")
    record_type = models.CharField(max_length=60)
    record_id = models.BigIntegerField()
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    detached_at = models.DateTimeField(null=True, blank=True)
    detached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DocumentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản kèm theo hồ sơ"
        indexes = [models.Index(fields=["record_type", "record_id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "record_type", "record_id"],
                condition=Q(detached_at__isnull=True),
                name="document_link_once",
                violation_error_message="Văn bản này đã kèm theo hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(detached_at__isnull=True, detached_by__isnull=True)
                | Q(detached_at__isnull=False, detached_by__isnull=False),
                name="document_link_detached_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} – {self.record_type} {self.record_id}"
