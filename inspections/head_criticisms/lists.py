"""The list of proposals to criticise a head; no name and no reason stand in it or in its file."""

from __future__ import annotations

from operator import attrgetter

from inspections.agencies.models import Agency
from inspections.head_criticisms.models import (
    HeadCriticism,
    HeadCriticismQuerySet,
    HeadCriticismState,
    Outcome,
)
from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice, day_from, day_to, one_of
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register
from tayninh_portal.models import User


class HeadCriticismFilter(ListFilter):
    """Over ``HeadCriticism.objects.visible_to(user)``."""

    q = WordsFilter("Cơ quan", "visit__agency__search")
    state = choice("Trạng thái", HeadCriticismState.choices)
    outcome = choice("Kết quả", Outcome.choices)
    since = day_from("Kiểm tra từ ngày", "visit__day")
    until = day_to("Đến ngày", "visit__day")
    agency = one_of(Agency.objects.all(), "visit__agency")


def _rows(user: User) -> HeadCriticismQuerySet:
    rows: HeadCriticismQuerySet = HeadCriticism.objects.visible_to(user).named()
    return rows.select_related("visit")


HEAD_CRITICISM_LIST: Listing[HeadCriticism, HeadCriticism] = Listing(
    "head-criticism-list",
    "head_criticism.list",
    (
        ListColumn("agency", "Cơ quan", attrgetter("agency_then")),
        ListColumn(
            "day",
            "Ngày kiểm tra",
            attrgetter("visit.day"),
            order=("visit__day", "pk"),
            order_down=("-visit__day", "-pk"),
        ),
        ListColumn("about", "Đối với", lambda row: row.get_about_display()),
        ListColumn("outcome", "Kết quả", lambda row: row.get_outcome_display()),
        ListColumn("paper_day", "Ngày văn bản", attrgetter("decision_date")),
        ListColumn("state", "Trạng thái", lambda row: row.badge.label),
        illustrative_column(lambda row: row.is_illustrative, within="agency"),
    ),
    rows=_rows,
    filter=HeadCriticismFilter,
    order="-day",
    head="agency",
    link=record_link("head-criticism-detail"),
    file="de-nghi-phe-binh-nguoi-dung-dau",
)
register(HEAD_CRITICISM_LIST)
