"""The list of remedies: by agency, state (overdue among them), last days and who is in charge."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import Q

from inspections.agencies.models import Agency
from inspections.remedies.models import Remedy, RemedyQuerySet, RemedyState, held
from tayninh_portal.access import today
from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import (
    ListFilter,
    WordsFilter,
    charge_box,
    choice,
    day_from,
    day_to,
    one_of,
)
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register
from tayninh_portal.models import User

# Not a state of its own: the clock alone makes it.
OVERDUE = "overdue"


class RemedyFilter(ListFilter):
    """Over ``Remedy.objects.visible_to(user)``."""

    # A name of the agency inspected or of the one that took over.
    q = WordsFilter("Cơ quan", "agency__search", "receiver__search")
    state = choice(
        "Trạng thái",
        [(OVERDUE, "Quá hạn, chưa báo cáo"), *RemedyState.choices],
        method="by_state",
    )
    since = day_from("Hạn từ ngày", "due_on")
    until = day_to("Đến ngày", "due_on")
    mine = charge_box()
    agency = one_of(Agency.objects.all(), method="by_agency")

    def by_state(self, rows: RemedyQuerySet, name: str, value: str) -> RemedyQuerySet:
        """A state, or open ones whose last day is over."""
        return rows.overdue(today()) if value == OVERDUE else rows.filter(state=value)

    def by_charge(self, rows: RemedyQuerySet, name: str, value: bool) -> RemedyQuerySet:
        """Agencies the person is in charge of today."""
        return rows.in_charge_of(self.user, today()) if value else rows

    def by_agency(self, rows: RemedyQuerySet, name: str, value: Agency) -> RemedyQuerySet:
        """Those one agency has to put right."""
        return rows.filter(held(lambda path: Q((path, value))))


def _rows(user: User) -> RemedyQuerySet:
    rows: RemedyQuerySet = Remedy.objects.visible_to(user).active().named()
    return rows.select_related("finding__category", "recommendation", "visit", "receiver")


REMEDY_LIST: Listing[Remedy, Remedy] = Listing(
    "remedy-list",
    "remedy.list",
    (
        ListColumn("what", "Nội dung", lambda remedy: remedy.what),
        ListColumn(
            "agency",
            "Cơ quan",
            attrgetter("agency_then"),
            order=("agency__name_key", "due_on", "pk"),
            order_down=("-agency__name_key", "due_on", "pk"),
        ),
        ListColumn(
            "receiver",
            "Cơ quan tiếp nhận",
            lambda remedy: str(remedy.receiver or ""),
            within="agency",
        ),
        ListColumn("visit_day", "Ngày kiểm tra", lambda remedy: remedy.visit.day, within="what"),
        ListColumn("due", "Hạn khắc phục", lambda remedy: remedy.due_on, order=("due_on", "pk")),
        ListColumn("done", "Ngày xong", lambda r: None if r.is_open else r.done_on),
        ListColumn("state", "Trạng thái", lambda remedy: remedy.badge.label),
        illustrative_column(lambda remedy: remedy.is_illustrative, within="what"),
    ),
    rows=_rows,
    filter=RemedyFilter,
    order="-due",
    link=record_link("remedy-detail"),
    file="khac-phuc",
)
register(REMEDY_LIST)
