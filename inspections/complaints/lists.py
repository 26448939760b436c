"""The list of complaints: what was said and who said it stays on the page of the complaint."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import Q, QuerySet

from inspections.agencies.models import Agency
from inspections.complaints.models import DEADLINE_ON, Complaint, ComplaintQuerySet
from inspections.complaints.states import COMPLAINT_OPEN, ComplaintClass, ComplaintState
from tayninh_portal.access import today
from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import (
    ListFilter,
    WordsFilter,
    choice,
    day_from,
    day_to,
    one_of,
    tick,
)
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register

# A number of more digits fits no column of the database.
LONGEST_NUMBER = 10

OPEN = "open"
UNCLASSIFIED = "none"


class WordsOrNumber(WordsFilter):
    """Every word in the agency's name or the outside code, accents or not; or the number."""

    def found(self, value: str) -> Q:
        """What a complaint that is looked for meets."""
        met = super().found(value)
        if value.strip().isdecimal() and len(value.strip()) < LONGEST_NUMBER:
            met |= Q(pk=int(value))
        return met


class ComplaintFilter(ListFilter):
    """The list of complaints; nothing in it searches what a person said."""

    q = WordsOrNumber("Cơ quan, mã 1022, số", "search")
    state = choice("Trạng thái", [(OPEN, "Đang mở"), *ComplaintState.choices], method="by_state")
    classification = choice(
        "Phân loại",
        [(UNCLASSIFIED, "Chưa phân loại"), *ComplaintClass.choices[1:]],
        method="by_class",
    )
    received_from = day_from("Tiếp nhận từ ngày", "received_on")
    received_to = day_to("Đến hết ngày", "received_on")
    overdue = tick("Quá hạn", "by_deadline")
    handed_to = one_of(Agency.objects.all(), label="Cơ quan được giao")

    @property
    def only(self) -> Agency | None:
        """The agency an address asks for: whom the complaints were handed to."""
        self.form.full_clean()
        agency: Agency | None = self.form.cleaned_data.get("handed_to")
        return agency

    def by_state(self, rows: ComplaintQuerySet, name: str, value: str) -> QuerySet[Complaint]:
        """A state, or all in which somebody still has to do something."""
        return rows.filter(state__in=COMPLAINT_OPEN if value == OPEN else (value,))

    def by_class(self, rows: ComplaintQuerySet, name: str, value: str) -> QuerySet[Complaint]:
        """What it is in law."""
        return rows.filter(classification="" if value == UNCLASSIFIED else value)

    def by_deadline(self, rows: ComplaintQuerySet, name: str, value: bool) -> QuerySet[Complaint]:
        """Those whose clock has run out."""
        return rows.overdue(today()) if value else rows


def _details(complaints: ComplaintQuerySet) -> QuerySet[Complaint]:
    rows = complaints.with_subject_name().select_related("category", "field")
    return rows.defer("summary", "not_accepted_reason", "agency_reply", "answer", "search")


COMPLAINT_LIST: Listing[Complaint, Complaint] = Listing(
    "complaint-list",
    "complaint.list",
    (
        ListColumn("number", "Số", lambda complaint: complaint.pk),
        ListColumn(
            "received",
            "Ngày tiếp nhận",
            lambda complaint: complaint.received_on,
            order=("received_at", "pk"),
        ),
        ListColumn(
            "agency",
            "Cơ quan bị phản ánh",
            attrgetter("subject_name"),
            order=("subject_agency__name_key", "pk"),
        ),
        ListColumn("class", "Phân loại", lambda c: c.get_classification_display()),
        ListColumn(
            "category",
            "Loại hành vi",
            lambda complaint: complaint.category.name if complaint.category else "",
            head="Loại hành vi, lĩnh vực",
        ),
        ListColumn(
            "field", "Lĩnh vực", lambda c: c.field.name if c.field else "", within="category"
        ),
        ListColumn(
            "due",
            "Hạn trả lời",
            lambda complaint: complaint.answer_due_on,
            order=(DEADLINE_ON.asc(nulls_last=True), "pk"),
            order_down=(DEADLINE_ON.desc(nulls_last=True), "-pk"),
        ),
        ListColumn("state", "Trạng thái", lambda complaint: complaint.get_state_display()),
        ListColumn(
            "reserved",
            "Xử lý riêng",
            lambda complaint: "xử lý riêng" if complaint.reserved_for_id else "",
            within="state",
        ),
        illustrative_column(lambda complaint: complaint.is_illustrative, within="number"),
    ),
    rows=lambda user: Complaint.objects.visible_to(user),
    details=_details,
    filter=ComplaintFilter,
    order="-received",
    link=record_link("complaint-detail"),
    file="phan-anh",
)
register(COMPLAINT_LIST)
