"""Which catalogues there are, and what a row of each says beside name, days and basis."""

from __future__ import annotations

from dataclasses import dataclass

from inspections.catalogues.models import (
    Area,
    Category,
    DatedRow,
    Field,
    HandlingMeasure,
    Law,
)


@dataclass(frozen=True)
class Catalogue:
    """``slug`` stands in its addresses, ``list_name`` names that of its list. ``asks``: columns
    that may change from a day; ``fixed``: what a value is, told once."""

    slug: str
    list_name: str
    model: type[DatedRow]
    title: str
    what: str
    asks: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()


CATALOGUES = {
    each.slug: each
    for each in (
        Catalogue(
            "hanh-vi",
            "category-list",
            Category,
            "Hành vi, thiếu sót",
            "Hành vi của cá nhân và thiếu sót của đơn vị mà Tổ kiểm tra ghi nhận, cơ quan tự kiểm "
            "tra và người dân phản ánh.",
            asks=("area", "person_kinds"),
            fixed=("subject",),
        ),
        Catalogue(
            "noi-dung",
            "area-list",
            Area,
            "Nội dung theo Quyết định 1847",
            "Các nội dung của Đề án Văn hóa công vụ; mỗi hành vi của cá nhân thuộc một nội dung.",
        ),
        Catalogue(
            "linh-vuc",
            "field-list",
            Field,
            "Lĩnh vực",
            "Lĩnh vực quản lý nhà nước của thủ tục, vụ việc.",
        ),
        Catalogue(
            "hinh-thuc",
            "measure-list",
            HandlingMeasure,
            "Hình thức xử lý",
            "Hình thức Tổ kiểm tra kiến nghị và cơ quan áp dụng; hình thức kỷ luật theo quy định "
            "có hiệu lực vào ngày bắt đầu xử lý.",
            asks=("person_kinds", "for_unit"),
            fixed=("is_discipline",),
        ),
        Catalogue(
            "quy-dinh",
            "law-list",
            Law,
            "Quy định về kỷ luật",
            "Văn bản quy định xử lý kỷ luật từng loại người vi phạm, theo ngày có hiệu lực.",
            asks=("person_kinds",),
        ),
    )
}


def catalogue_of(row: DatedRow) -> Catalogue:
    """The catalogue ``row`` stands in."""
    return next(each for each in CATALOGUES.values() if isinstance(row, each.model))
