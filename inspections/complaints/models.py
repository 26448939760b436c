"""Complaints of citizens on the hotline: phản ánh, kiến nghị (Nghị định 20/2008/NĐ-CP)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce, Least

from inspections.agencies.models import Agency, agency_then
from inspections.catalogues.models import Category, Field
from inspections.complaints.states import (
    COMPLAINT_HANDLED,
    COMPLAINT_OPEN,
    COMPLAINT_UNANSWERED,
    OTHER_PROCEDURE,
    Channel,
    ComplaintClass,
    ComplaintState,
)
from inspections.identities.models import Identity
from inspections.people.models import CHARGE
from tayninh_portal.access import (
    AGENCY,
    DEPARTMENT,
    PROVINCE,
    Role,
    agencies_of,
    roles_of,
    today,
)
from tayninh_portal.lib.dates import short_date
from tayninh_portal.lib.vietnamese import search_text
from tayninh_portal.models import Appointment, User, Versioned
from tayninh_portal.scope import Link, Named, Scope, everywhere, only_if


class Deadline(NamedTuple):
    """The deadline that runs: its last day, and what is to be done by then."""

    due_on: date
    words: str


# The last day of ``Complaint.deadline``, for the database. SQLite's least of a day and nothing is
# nothing.
DEADLINE_ON = Case(
    When(
        state=ComplaintState.CLASSIFIED,
        then=Coalesce(Least("forward_due_on", "answer_due_on"), "forward_due_on", "answer_due_on"),
    ),
    When(state__in=COMPLAINT_UNANSWERED, then=F("answer_due_on")),
)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Complaints in the words of the trade."""

    def open(self) -> ComplaintQuerySet:
        """Somebody still has to do something."""
        return self.filter(state__in=COMPLAINT_OPEN)

    def counted(self) -> ComplaintQuerySet:
        """Phản ánh that count: without merged duplicates, without khiếu nại and tố cáo."""
        return self.exclude(state=ComplaintState.MERGED).exclude(classification__in=OTHER_PROCEDURE)

    def received_between(self, start: date, end: date) -> ComplaintQuerySet:
        """Received from ``start`` to ``end``, both days included."""
        return self.filter(received_on__range=(start, end))

    def handled_by(self, day: date) -> ComplaintQuerySet:
        """Closed, or passed on in writing, on ``day`` at the latest."""
        return self.filter(state__in=COMPLAINT_HANDLED, handled_on__lte=day)

    def visible_to(self, user: User) -> ComplaintQuerySet:
        """What ``user`` may see.

        A complaint that names a leader (``reserved_for``: about the Sở itself, a member of the Tổ
        or an operator) is seen by that leader while they are one, by who wrote it down, and by the
        agency the leader hands it to; never by the person it is about. Once it has ended and that
        leader is gone, by the leaders of UBND tỉnh, who may reopen it. Of the others the Sở and
        UBND tỉnh see all; an agency sees those handed to it, never because they are *about* it or
        about a unit under it.
        """
        roles = roles_of(user)
        seen = Q(handed_to__in=agencies_of(user, AGENCY))
        if roles & {Role.MANAGER, Role.LEADER}:
            seen |= Q(reserved_for=user)
        if Role.LEADER in roles:
            leading = Appointment.objects.on(today()).filter(
                role__in=(Role.MANAGER, Role.LEADER), user__is_active=True
            )
            orphaned = Q(reserved_for__isnull=False) & ~Q(reserved_for__in=leading.values("user"))
            seen |= orphaned & ~Q(state__in=COMPLAINT_OPEN)
        if roles & {Role.OPERATOR, Role.MANAGER}:
            seen |= Q(reserved_for__isnull=False, created_by=user)
        if roles & (DEPARTMENT | PROVINCE | {Role.OPERATOR}):
            seen |= Q(reserved_for__isnull=True)
        return self.filter(seen).exclude(subject_user=user)

    def overdue(self, day: date) -> ComplaintQuerySet:
        """Not yet answered, or not yet passed on, and the deadline passed before ``day``."""
        waiting = self.filter(state__in=COMPLAINT_UNANSWERED)
        return waiting.alias(deadline_on=DEADLINE_ON).filter(deadline_on__lt=day)

    def with_subject_name(self) -> ComplaintQuerySet:
        """Annotate ``subject_name``: the agency's name on the day of receipt."""
        return self.annotate(subject_name=agency_then("subject_agency", "received_on"))  # type: ignore[no-redef]  # declared on the row


class Complaint(Versioned):
    """One phản ánh, kiến nghị, from the call to its end.

    Who called and what exactly was said are in ``caller`` (encrypted); ``summary`` is the matter in
    neutral words without names. ``code`` is what the citizen follows it by and cannot be guessed.
    Deadlines are days, counted in working days from ``received_on``; None means no clock runs.
    """

    state = models.CharField(
        "trạng thái",
        max_length=12,
        choices=ComplaintState,
        default=ComplaintState.RECEIVED,
    )
    code = models.CharField("mã tra cứu", max_length=20, unique=True, editable=False)
    received_at = models.DateTimeField("tiếp nhận lúc")
    received_on = models.DateField("ngày tiếp nhận", editable=False)
    channel = models.CharField("tiếp nhận qua", max_length=12, choices=Channel)
    external_code = models.CharField("mã trên hệ thống 1022", max_length=40, blank=True)
    is_anonymous = models.BooleanField("người phản ánh không cung cấp danh tính", default=False)
    has_evidence = models.BooleanField("có chứng cứ cụ thể", default=False)
    caller = models.ForeignKey(
        Identity,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="complaints",
    )
    summary = models.CharField("tóm tắt nội dung (không nêu tên người)", max_length=300)
    subject_agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan bị phản ánh",
        on_delete=models.PROTECT,
        related_name="complaints_about",
    )
    subject_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người của Sở bị phản ánh",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reserved_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="lãnh đạo được giao xử lý riêng",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reserved_complaints",
    )
    category = models.ForeignKey(
        Category,
        verbose_name="loại hành vi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    field = models.ForeignKey(
        Field, verbose_name="lĩnh vực", null=True, blank=True, on_delete=models.PROTECT
    )
    classification = models.CharField(
        "phân loại", max_length=14, choices=ComplaintClass, blank=True, default=""
    )
    not_accepted_reason = models.CharField("lý do không tiếp nhận", max_length=300, blank=True)
    forward_due_on = models.DateField("hạn chuyển", null=True, blank=True)
    answer_due_on = models.DateField("hạn trả lời", null=True, blank=True)
    handed_to = models.ForeignKey(
        Agency,
        verbose_name="giao cho",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="complaints_handed",
    )
    handed_on = models.DateField("ngày giao, chuyển", null=True, blank=True)
    letter_number = models.CharField("số văn bản chuyển", max_length=60, blank=True)
    letter_date = models.DateField("ngày văn bản chuyển", null=True, blank=True)
    agency_reply = models.TextField("kết quả cơ quan báo cáo", blank=True)
    agency_replied_on = models.DateField("ngày cơ quan báo cáo", null=True, blank=True)
    answer = models.TextField("nội dung trả lời", blank=True)
    answer_number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    handled_on = models.DateField("ngày hoàn thành", null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name="gộp vào",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duplicates",
    )
    search = models.CharField(max_length=500, editable=False)
    is_illustrative = models.BooleanField("minh họa", default=False)

    # The code opens the public page; the rest is free text that may name somebody.
    LOG_LEAVES_OUT = (
        "code",
        "caller",
        "summary",
        "not_accepted_reason",
        "agency_reply",
        "answer",
        "search",
    )

    # Annotated by ``with_subject_name``.
    subject_name: str

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["received_on", "state", "classification"]),
            models.Index(fields=["state", "answer_due_on"]),
            models.Index(fields=["handed_to", "state"]),
            # The order of the list, and by what a person may see them: without it each page sorts
            # every complaint there is, and a page far down reads all those before it.
            models.Index(
                fields=["-received_at", "-id", "state", "reserved_for", "subject_user"],
                name="complaint_list_order",
            ),
            # What waits is little among all there ever was: the home page begins with the oldest,
            # and counts what is late. Whose work it is stands in the index, so that no complaint is
            # read for somebody who has none of them.
            models.Index(
                fields=["received_on", "id", "subject_agency", "reserved_for", "subject_user"],
                condition=Q(state__in=COMPLAINT_OPEN),
                name="complaint_open_work",
            ),
            models.Index(
                DEADLINE_ON,
                condition=Q(state__in=COMPLAINT_UNANSWERED),
                name="complaint_deadline",
            ),
            # Nearly none is merged: SQLite takes the index of them all for one that finds nothing.
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="complaint_merged",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="merged") | Q(merged_into__isnull=False),
                name="complaint_merged_into_something",
                violation_error_message="Phản ánh đã gộp phải chỉ rõ gộp vào phản ánh nào.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="complaint_not_into_itself",
                violation_error_message="Không thể gộp một phản ánh vào chính nó.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("closed", "passed_on")) | Q(handled_on__isnull=False),
                name="complaint_handled_has_day",
                violation_error_message="Phản ánh đã xong phải có ngày hoàn thành.",
            ),
            models.CheckConstraint(
                condition=~Q(classification="not_accepted") | ~Q(not_accepted_reason=""),
                name="complaint_refusal_has_reason",
                violation_error_message="Hãy ghi lý do không tiếp nhận.",
            ),
            models.CheckConstraint(
                condition=(
                    Q(letter_number="", letter_date__isnull=True)
                    | (~Q(letter_number="") & Q(letter_date__isnull=False))
                ),
                name="complaint_letter_number_and_date",
                violation_error_message="Số và ngày văn bản chuyển phải có cả hai hoặc để trống "
                "cả hai.",
            ),
        ]

    def __str__(self) -> str:
        return f"Phản ánh số {self.pk}"

    def clean(self) -> None:
        """Fill the search column: number, agency and outside code, nothing about persons."""
        super().clean()
        self.search = search_text(
            self.subject_agency.name if self.subject_agency_id else "",
            self.external_code,
        )[:500]

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something."""
        return self.state in COMPLAINT_OPEN

    @property
    def is_waiting(self) -> bool:
        """The citizen still waits for an answer."""
        return self.state in COMPLAINT_UNANSWERED

    @property
    def is_unanswered(self) -> bool:
        """Being worked on, and the citizen, who gave their name, still waits for an answer."""
        return not self.is_anonymous and self.state in (
            ComplaintState.CLASSIFIED,
            ComplaintState.HANDED_ON,
        )

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that runs now; None where none does.

        Home page, list, detail and "quá hạn" all go by it. What is another body's to answer runs
        by the day it is to be passed on until it is given to somebody; everything else, and that
        too from then on, by the day of the answer. ``DEADLINE_ON`` says the same to the database.
        """
        running = []
        if self.state == ComplaintState.CLASSIFIED and self.forward_due_on:
            running.append(Deadline(self.forward_due_on, "chuyển"))
        if self.is_waiting and self.answer_due_on:
            running.append(Deadline(self.answer_due_on, "trả lời"))
        return min(running, default=None)

    @property
    def has_reply(self) -> bool:
        """The agency it was handed to has reported; it is for the Sở to go on."""
        return self.state == ComplaintState.HANDED_ON and self.agency_replied_on is not None

    @property
    def badge(self) -> ComplaintState:
        """The state with its tone and sign."""
        return ComplaintState(self.state)

    @property
    def letter(self) -> str:
        """Number and day of the letter by which it was handed or passed on, or nothing."""
        if self.letter_date is None:
            return ""
        return f"{self.letter_number} ngày {short_date(self.letter_date)}"


# What names a leader is worked on by that leader alone; anything else by the operator, the manager
# and the specialist in charge of the agency it is about.
COMPLAINTS_RESERVED = Scope((Link(Named(), "reserved_for"),))
COMPLAINT_WORKERS = Scope(
    (
        *COMPLAINTS_RESERVED.links,
        *only_if(
            Q(reserved_for=None),
            everywhere(Role.OPERATOR, Role.MANAGER),
            Link(CHARGE, "subject_agency"),
        ),
    )
)
