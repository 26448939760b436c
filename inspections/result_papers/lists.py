"""The list of the papers about visits."""

from __future__ import annotations

from operator import attrgetter

from inspections.result_papers.models import PaperKind, PaperState, ResultPaper
from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, illustrative_column, register


class ResultPaperFilter(ListFilter):
    """Over ``ResultPaper.objects.visible_to(user)``."""

    q = WordsFilter("Cơ quan", "visit__agency__search")
    kind = choice("Loại văn bản", PaperKind.choices)
    state = choice("Trạng thái", PaperState.choices)


RESULT_PAPER_LIST: Listing[ResultPaper, ResultPaper] = Listing(
    "result-paper-list",
    "result_paper.list",
    (
        ListColumn("agency", "Cơ quan", attrgetter("agency_then")),
        ListColumn(
            "day",
            "Ngày kiểm tra",
            lambda paper: paper.visit.day,
            order=("visit__day", "pk"),
        ),
        ListColumn("kind", "Loại văn bản", lambda paper: paper.get_kind_display()),
        ListColumn("number", "Số, ngày", lambda paper: paper.numbered),
        ListColumn("state", "Trạng thái", lambda paper: paper.badge.label),
        illustrative_column(lambda paper: paper.is_illustrative, within="agency"),
    ),
    rows=lambda user: ResultPaper.objects.visible_to(user),
    details=lambda papers: papers.named().select_related("visit"),
    filter=ResultPaperFilter,
    order="-day",
    head="agency",
    link=record_link("result-paper-detail"),
    keeps_filters=False,
)
register(RESULT_PAPER_LIST)
