"""The lists of the catalogues, one each, of the same columns."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse

from inspections.catalogues.models import (
    Area,
    Category,
    DatedQuerySet,
    DatedRow,
    Subject,
)
from inspections.catalogues.register import CATALOGUES, Catalogue
from tayninh_portal.list_filters import DayFilter, ListFilter
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import User


class CatalogueFilter(ListFilter):
    """What may be chosen for a day; every row without one."""

    day = DayFilter("Áp dụng vào ngày", method="in_force")

    def in_force(self, rows: DatedQuerySet, name: str, value: date) -> DatedQuerySet:
        """Rows of that day."""
        return rows.on(value)


def _for_whom(row: DatedRow) -> str:
    if getattr(row, "subject", "") == Subject.UNIT:
        return "Đơn vị"
    whom = getattr(row, "kinds_called", "") or "Mọi người"
    return f"{whom}; đơn vị" if getattr(row, "for_unit", False) else whom


# Columns of some catalogues alone.
_ASKED: dict[str, ListColumn[DatedRow]] = {
    "subject": ListColumn("subject", "Nội dung theo Quyết định 1847", attrgetter("area_name")),
    "is_discipline": ListColumn(
        "is_discipline",
        "Loại",
        lambda row: "Kỷ luật" if getattr(row, "is_discipline", False) else "Khác",
    ),
    "person_kinds": ListColumn("person_kinds", "Áp dụng cho", _for_whom),
}


def rows_of(catalogue: Catalogue) -> QuerySet[DatedRow]:
    """Its rows, with what the columns read."""
    rows: QuerySet[DatedRow] = catalogue.model._default_manager.all()
    if catalogue.model is not Category:
        return rows
    area = Area.objects.filter(code=Cast(OuterRef("area"), CharField())).order_by("-starts_on")
    return rows.annotate(area_name=Subquery(area.values("name")[:1]))


def _listing(catalogue: Catalogue) -> Listing[DatedRow, DatedRow]:
    def rows(user: User) -> QuerySet[DatedRow]:
        return rows_of(catalogue)

    asked = (_ASKED[name] for name in (*catalogue.fixed, *catalogue.asks) if name in _ASKED)
    return Listing(
        catalogue.list_name,
        "catalogue.list",
        (
            ListColumn("name", "Tên", attrgetter("name")),
            *asked,
            ListColumn("starts_on", "Từ ngày", attrgetter("starts_on")),
            ListColumn("ends_on", "Đến hết ngày", attrgetter("ends_on")),
            # Long, and the same of most rows: a page of cards on a phone would be twice as long.
            ListColumn("basis", "Căn cứ", attrgetter("basis"), only="file"),
        ),
        rows=rows,
        filter=CatalogueFilter,
        link=lambda row: reverse("catalogue-detail", args=[catalogue.slug, row.pk]),
        file=catalogue.list_name.removesuffix("-list"),
        keeps_filters=False,
    )


CATALOGUE_LISTS = {slug: _listing(each) for slug, each in CATALOGUES.items()}
for _each in CATALOGUE_LISTS.values():
    register(_each)
