"""A remark at a sentence of a report, and what was answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from reports.freezing.models import Snapshot
from reports.narrative.models import AT_PROVINCE, Report
from tayninh_portal.access import DEPARTMENT, Role, roles_of
from tayninh_portal.guards import InsertOnlyModel
from tayninh_portal.lib.states import State
from tayninh_portal.models import User, Versioned


class RemarkState(State):
    """Whether it was answered; done is what its reader, or the approval, says is done."""

    OPEN = "open", "warning", "chat-left-text", "Chưa trả lời"
    ANSWERED = "answered", "primary", "reply", "Đã trả lời"
    SETTLED = "settled", "done", "check-circle", "Đã xong"


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Remarks by who may see them, and by who has the report before them."""

    def visible_to(self, user: User) -> RemarkQuerySet:
        """The Sở reads all; the Văn phòng what it wrote itself, not what the Sở says within."""
        roles = roles_of(user)
        if roles & DEPARTMENT:
            return self
        if Role.OFFICE_EXAMINER in roles:
            return self.filter(of_province=True)
        return self.none()

    def unsettled(self) -> RemarkQuerySet:
        """Those nobody said are done."""
        return self.exclude(state=RemarkState.SETTLED)

    def before(self, report: Report) -> RemarkQuerySet:
        """What those who have ``report`` before them still want of it: the Sở's leader before it
        is presented, the Văn phòng after."""
        of_province = report.state in AT_PROVINCE
        return self.unsettled().filter(report=report, of_province=of_province)


class Remark(Versioned):
    """What somebody who reads a report says at one sentence of it.

    ``place`` is the code of the section (or opening, closing, an annex), ``heading`` as it was
    printed, ``sentence`` the words as they stood in ``snapshot``, normalised; ``occurrence`` counts
    the same words within the place from 1. ``of_province``: made while the report was with UBND
    tỉnh. Neither place nor words are ever changed.
    """

    # Written about a text that names nobody, and yet free words: they stay in this table.
    LOG_LEAVES_OUT = ("text",)

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="remarks")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="remarks")
    place = models.CharField("mục", max_length=60, editable=False)
    heading = models.CharField("tên mục", max_length=320, editable=False)
    sentence = models.TextField("câu", editable=False)
    occurrence = models.PositiveSmallIntegerField("lần thứ", editable=False)
    text = models.TextField("ý kiến")
    of_province = models.BooleanField("của UBND tỉnh", default=False, editable=False)
    state = models.CharField(
        "trạng thái", max_length=10, choices=RemarkState, default=RemarkState.OPEN
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến"
        verbose_name_plural = "ý kiến"
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(occurrence__gte=1), name="remark_occurrence_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"Ý kiến tại {self.heading or 'báo cáo'}"

    @property
    def get_state(self) -> RemarkState:
        """The state as the badge takes it."""
        return RemarkState(self.state)


class RemarkReply(InsertOnlyModel):
    """What the writer answered; there may be several. ``remark_version`` is that of its line."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="replies")
    remark_version = models.PositiveIntegerField()
    text = models.TextField("trả lời")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "trả lời ý kiến"
        ordering = ["remark", "pk"]

    def __str__(self) -> str:
        return f"Trả lời {self.remark_id}, lần ghi {self.remark_version}"
