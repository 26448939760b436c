"""Keeping the filters of a list under a name, and letting go of them.

Which lists keep them is said where the list is declared (``listing.Listing``).
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from tayninh_portal.exports import PARAMETER
from tayninh_portal.lib.prepared import Prepared
from tayninh_portal.lib.text import clean_text
from tayninh_portal.lib.vietnamese import sort_key
from tayninh_portal.listing import Listing, registered
from tayninh_portal.models import SavedFilter, User
from tayninh_portal.records import require

# More names than that are no help in finding one's own.
MOST_OF_A_LIST = 12
# Where one is in a list is no condition of it.
_NOT_KEPT = ("page", PARAMETER)
# A person's own of one list, by their number and its name: key of the order, number, name, query.
own_filters = Prepared(
    lambda user, list_name: SavedFilter.objects.filter(user=user, list_name=list_name).values_list(
        "name_key", "pk", "name", "query"
    )
)


def keeping(list_name: str) -> Listing[Model, object] | None:
    """The list of that name where its filters can be kept, None where not."""
    listing = registered().get(list_name)
    return listing if listing is not None and listing.keeps_filters else None


def list_url(list_name: str, record: str) -> str:
    """The address of a list; ``record`` is the number of the record whose list was looked at.

    What is kept for a list on the page of one record serves the same list of every record.
    """
    listing = keeping(list_name)
    if listing is None or not listing.of_a_record:
        return reverse(list_name)
    readable = record.isascii() and record.isdecimal() and len(record) < 12
    return reverse(list_name, args=[record]) if readable else reverse("home")


def conditions(query: str) -> str:
    """The conditions of a query string: without page and file, without what is left empty."""
    pairs = parse_qsl(query.removeprefix("?"))
    return urlencode([(name, value) for name, value in pairs if name not in _NOT_KEPT])


def save_filter(
    *, by: User, list_name: str, name: str, query: str, at: datetime | None = None
) -> tuple[SavedFilter, bool]:
    """Keep ``query`` of a list as ``name``; the same name again takes its place (then False).

    Raises ``ValidationError`` with a sentence, ``Refused`` where the person may not see the list.
    """
    listing = keeping(list_name)
    if listing is None:
        raise ValidationError("Danh sách này không lưu được bộ lọc.")
    require(by, listing.permission)
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
