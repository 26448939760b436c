"""What the report of a year is asked for: the Ministry's letter, the Sở's own to the agencies."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from inspections.cited_documents.models import CitedDocument
from tayninh_portal.access import DEPARTMENT, PROVINCE, roles_of
from tayninh_portal.models import User, Versioned


class ReportRequestQuerySet(models.QuerySet["ReportRequest"]):
    """Requests by who may see them."""

    def visible_to(self, user: User) -> ReportRequestQuerySet:
        """The Sở and UBND tỉnh; an agency reads its due day on the round."""
        return self if roles_of(user) & (DEPARTMENT | PROVINCE) else self.none()

    def with_documents(self) -> ReportRequestQuerySet:
        """With both letters, which say what it is called."""
        return self.select_related("document", "agencies_document")


class ReportRequest(Versioned):
    """The request of one reporting year, entered once: report and rounds take number, day and due
    day from it.

    ``document`` is what the report answers, with the day it is due at the Ministry;
    ``agencies_document`` what the Sở wrote to the agencies for words and figures, with their day.
    Which of the two comes first differs from year to year.
    """

    year = models.PositiveSmallIntegerField(
        "năm báo cáo",
        unique=True,
        error_messages={"unique": "Năm này đã có yêu cầu báo cáo; hãy mở yêu cầu đó để sửa."},
    )
    document = models.ForeignKey(
        CitedDocument,
        verbose_name="văn bản yêu cầu của Bộ",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    due_on = models.DateField("hạn báo cáo Bộ", null=True, blank=True)
    agencies_document = models.ForeignKey(
        CitedDocument,
        verbose_name="văn bản của Sở gửi các cơ quan",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    agencies_due_on = models.DateField("hạn các cơ quan gửi", null=True, blank=True)
    is_illustrative = models.BooleanField("minh họa", default=False)

    objects = ReportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "yêu cầu báo cáo"
        verbose_name_plural = "yêu cầu báo cáo"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(agencies_document__isnull=False),
                name="report_request_of_a_document",
                violation_error_message="Chọn văn bản của Bộ hoặc văn bản của Sở gửi các cơ quan.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(document__isnull=False),
                name="report_request_due_by_document",
                violation_error_message="Hạn báo cáo Bộ đi cùng văn bản của Bộ.",
            ),
            models.CheckConstraint(
                condition=Q(agencies_due_on__isnull=True) | Q(agencies_document__isnull=False),
                name="report_request_agencies_due_by_document",
                violation_error_message="Hạn các cơ quan gửi đi cùng văn bản của Sở.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True)
                | Q(agencies_due_on__isnull=True)
                | Q(agencies_due_on__lte=F("due_on")),
                name="report_request_agencies_before_ministry",
                violation_error_message="Hạn các cơ quan gửi không được sau hạn báo cáo Bộ.",
            ),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu báo cáo năm {self.year}"

    @property
    def asks_report(self) -> tuple[str, date | None, str, date | None]:
        """Number, day, trích yếu and due day of what the report answers; blank before it came."""
        letter = self.document
        if letter is None:
            return "", None, "", None
        return letter.number, letter.issued_on, letter.subject[:300], self.due_on

    @property
    def asks_agencies(self) -> tuple[str, date]:
        """Number and day of what a round was called by: the Sở's letter, else the Ministry's."""
        letter = self.agencies_document or self.document
        assert letter is not None  # a constraint: there is one of them
        return letter.number, letter.issued_on
