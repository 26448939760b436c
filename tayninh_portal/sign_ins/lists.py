"""The events at the door as lists: all for the administrator, one's own for everybody."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django_filters import CharFilter

from tayninh_portal.list_filters import ListFilter, WordsFilter, choice, day_from, day_to
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import SignInEvent, SignInKind

BOX = forms.TextInput(attrs={"class": "form-control"})
UNKNOWN = "Tên không có trong cổng"


class EventFilter(ListFilter):
    """By whose account it was, by what happened, the days and the address."""

    q = WordsFilter("Tìm theo tên, mã", "user__search")
    kind = choice("Việc", SignInKind.choices)
    day_from = day_from("Từ ngày", "day")
    day_to = day_to("Đến ngày", "day")
    address = CharFilter(label="Địa chỉ mạng", lookup_expr="startswith", widget=BOX)


class OwnFilter(ListFilter):
    """By what happened, and the days."""

    kind = choice("Việc", SignInKind.choices)
    day_from = day_from("Từ ngày", "day")
    day_to = day_to("Đến ngày", "day")


def account_of(event: SignInEvent) -> str:
    """Whose account, by name and staff code."""
    return f"{event.user.full_name} ({event.user.username})" if event.user else UNKNOWN


AT = ListColumn[SignInEvent]("at", "Lúc", lambda event: event.at)
KIND = ListColumn[SignInEvent]("kind", "Việc", lambda event: event.badge.label)
ACCOUNT = ListColumn[SignInEvent]("account", "Tài khoản", account_of)
ADDRESS = ListColumn[SignInEvent]("address", "Địa chỉ mạng", lambda event: event.address)
DEVICE = ListColumn[SignInEvent](
    "device", "Máy", lambda event: "máy đã biết" if event.known_device else "", within="address"
)
BY = ListColumn[SignInEvent](
    "by", "Người làm", lambda event: event.by.full_name if event.by else ""
)


def _details(rows: QuerySet[SignInEvent]) -> QuerySet[SignInEvent]:
    return rows.select_related("user", "by")


# Who came when from where is no table to take away; the database has it for whoever must know.
EVENT_LIST: Listing[SignInEvent, SignInEvent] = Listing(
    "sign-in-list",
    "sign_in.list",
    (AT, KIND, ACCOUNT, ADDRESS, DEVICE, BY),
    rows=lambda user: SignInEvent.objects.order_by("-at", "-pk"),
    details=_details,
    filter=EventFilter,
    keeps_filters=False,
)
OWN_LIST: Listing[SignInEvent, SignInEvent] = Listing(
    "sign-in-own",
    "",
    (AT, KIND, ADDRESS, DEVICE, BY),
    rows=lambda user: SignInEvent.objects.visible_to(user).order_by("-at", "-pk"),
    details=_details,
    filter=OwnFilter,
    keeps_filters=False,
)
register(EVENT_LIST)
register(OWN_LIST)
