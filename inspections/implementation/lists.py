"""The list of implementation facts: by words, agency, kind, state, days and who is in charge. What
an agency wrote of a fact is free text and stays in the portal."""

from __future__ import annotations

from operator import attrgetter

from inspections.agencies.models import Agency
from inspections.implementation.models import (
    COUNTED,
    FactKind,
    FactQuerySet,
    FactState,
    ImplementationFact,
)
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


class FactFilter(ListFilter):
    """Over ``ImplementationFact.objects.visible_to(user)``."""

    q = WordsFilter("Nội dung, cơ quan, văn bản", "search", "agency__search", "document__search")
    kind = choice("Loại kết quả", FactKind.choices)
    state = choice("Trạng thái", FactState.choices, method="by_state")
    since = day_from("Từ ngày", "day")
    until = day_to("Đến ngày", "day")
    mine = charge_box()
    agency = one_of(Agency.objects.all())

    def by_state(self, rows: FactQuerySet, name: str, value: str) -> FactQuerySet:
        """As the list shows it: what an accepted self-inspection tells is confirmed with it."""
        if value == FactState.CONFIRMED:
            return rows.filter(COUNTED)
        rows = rows.filter(state=value)
        return rows.exclude(COUNTED) if value == FactState.DRAFT else rows

    def by_charge(self, rows: FactQuerySet, name: str, value: bool) -> FactQuerySet:
        """Agencies the person is in charge of today."""
        return rows.in_charge_of(self.user, today()) if value else rows


def _rows(user: User) -> FactQuerySet:
    rows: FactQuerySet = ImplementationFact.objects.visible_to(user).named()
    return rows.select_related("agency", "document", "submission")


FACT_LIST: Listing[ImplementationFact, ImplementationFact] = Listing(
    "implementation-list",
    "implementation.list",
    (
        # Free text of the agency.
        ListColumn("title", "Nội dung", lambda fact: fact.title, only="screen"),
        ListColumn(
            "agency",
            "Cơ quan",
            attrgetter("agency_then"),
            order=("agency__name_key", "-day", "-pk"),
            order_down=("-agency__name_key", "-day", "-pk"),
        ),
        ListColumn("kind", "Loại", lambda fact: fact.get_kind_display()),
        ListColumn("day", "Ngày", lambda fact: fact.day, order=("day", "pk")),
        ListColumn(
            "quantity",
            "Số lượng",
            lambda fact: fact.quantity,
            order=("quantity", "-day", "-pk"),
            order_down=("-quantity", "-day", "-pk"),
            number=True,
        ),
        ListColumn("people", "Số người", lambda fact: fact.people_reached, number=True),
        ListColumn(
            "document",
            "Văn bản",
            lambda fact: str(fact.document) if fact.document else "",
            within="title",
        ),
        ListColumn("state", "Trạng thái", lambda fact: fact.badge.label),
        illustrative_column(lambda fact: fact.is_illustrative, within="title"),
    ),
    rows=_rows,
    filter=FactFilter,
    order="-day",
    link=record_link("implementation-detail"),
    file="ket-qua-trien-khai",
)
register(FACT_LIST)
