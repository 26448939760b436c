"""Keeping the filters of a list under a name, and letting go of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tayninh_portal.exports import PARAMETER
from tayninh_portal.lib.text import clean_text
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.models import SavedFilter
from tayninh_portal.records import require

# Lists whose filters may be kept: the name of the address → the permission that opens it.
LISTS = {
    "visit-list": "visit.list",
    "complaint-list": "complaint.list",
    "agency-list": "agency.list",
    "handling-list": "handling.list",
    "remedy-list": "remedy.list",
    "implementation-list": "implementation.list",
    "cited-document-list": "cited_document.list",
    "round-list": "round.list",
    "round-detail": "round.list",
}
# Lists that stand on the page of one record: what is kept serves the same list of every record.
OF_A_RECORD = frozenset({"round-detail"})
# More names than that are no help in finding one's own.
MOST_OF_A_LIST = 12
# Where one is in a list is no condition of it.
_NOT_KEPT = ("page", PARAMETER)


def list_url(list_name: str, record: str) -> str:
    """The address of a list; ``record`` is the number of the record whose list was looked at."""
    if list_name not in OF_A_RECORD:
        return reverse(list_name)
    readable = record.isascii() and record.isdecimal() and len(record) < 12
    return reverse(list_name, args=[record]) if readable else reverse("home")


def conditions(query: str) -> str:
    """The conditions of a query string: without page and file, without what is left empty."""
    pairs = parse_qsl(query.removeprefix("?"))
    return urlencode([(name, value) for name, value in pairs if name not in _NOT_KEPT])


def save_filter(
    *, by: Any, list_name: str, name: str, query: str, at: datetime | None = None
) -> tuple[SavedFilter, bool]:
    """Keep ``query`` of a list as ``name``; the same name again takes its place (then False).

    Raises ``ValidationError`` with a sentence, ``Refused`` where the person may not see the list.
    """
    if list_name not in LISTS:
        raise ValidationError("Danh sách này không lưu được bộ lọc.")
    require(by, LISTS[list_name])
    name, query = clean_text(name), conditions(query)
    if not name:
        raise ValidationError("Chưa nhập tên bộ lọc.")
    if not query:
        raise ValidationError("Chưa có điều kiện lọc nào để lưu.")
    with transaction.atomic():
        own = SavedFilter.objects.visible_to(by).filter(list_name=list_name)
        kept = own.filter(name=name).first()
        if kept is None and own.count() >= MOST_OF_A_LIST:
            raise ValidationError(
                f"Mỗi danh sách giữ được {MOST_OF_A_LIST} bộ lọc. Xóa bớt bộ lọc không còn dùng."
            )
        row = kept or SavedFilter(
            user=by, list_name=list_name, name=name, created_at=at or timezone.now()
        )
        row.query, row.name_key = query, sort_key(name)[:120]
        row.full_clean()
        row.save()
    return row, kept is None


def delete_filter(row: SavedFilter) -> None:
    """Let go of a filter; the view has asked whose it is."""
    row.delete()
