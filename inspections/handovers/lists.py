"""The list of handovers, the newest day first."""

from __future__ import annotations

from operator import attrgetter

from django.db.models import QuerySet

from inspections.handovers.models import Handover
from tayninh_portal.drawing import record_link
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User


def _rows(user: User) -> QuerySet[Handover]:
    rows: QuerySet[Handover] = Handover.objects.visible_to(user).with_counts()
    return rows.select_related("from_user", "to_user").order_by("-day", "-pk")


HANDOVER_LIST: Listing[Handover, Handover] = Listing(
    "handover-list",
    "handover.list",
    (
        ListColumn("handover", "Bàn giao", str),
        ListColumn("day", "Ngày nhận việc", lambda handover: handover.day),
        ListColumn("from", "Người bàn giao", lambda handover: handover.from_user.full_name),
        ListColumn("to", "Người nhận", lambda handover: handover.to_user.full_name),
        ListColumn("agencies", "Cơ quan phụ trách", attrgetter("agencies"), number=True),
        ListColumn("drafts", "Lượt kiểm tra", attrgetter("drafts"), number=True),
    ),
    rows=_rows,
    link=record_link("handover-detail"),
    # It has no filters: there is nothing to keep.
    keeps_filters=False,
)
register(HANDOVER_LIST)
