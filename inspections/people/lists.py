"""Accounts by name or staff code, by the post held today, and by whether they are in use."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django_filters import ModelChoiceFilter
from django_filters.fields import ModelChoiceField

from inspections.agencies.fields import AgencyLabel
from inspections.agencies.models import Agency
from tayninh_portal.access import Role, today
from tayninh_portal.drawing import record_link
from tayninh_portal.list_filters import ListFilter, WordsFilter, choice
from tayninh_portal.listing import ListColumn, Listing, register
from tayninh_portal.models import Appointment, User

IN_USE, LOCKED, WITHOUT_POST = "in_use", "locked", "without_post"


class AgencyField(AgencyLabel, ModelChoiceField):
    """One body of the registry, to filter by."""


class AgencyChoice(ModelChoiceFilter):
    """By a body of the registry."""

    field_class = AgencyField


class AccountFilter(ListFilter):
    """Accounts by name or staff code, by the post held today, and by whether they are in use."""

    q = WordsFilter("Tìm theo tên, mã", "search")
    role = choice("Vai trò", Role.choices, method="leave")
    agency = AgencyChoice(
        label="Cơ quan",
        queryset=Agency.objects.inside().select_related("parent").sorted(),
        method="leave",
        empty_label="Tất cả",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    state = choice(
        "Tình trạng",
        [(IN_USE, "Đang dùng"), (LOCKED, "Đã khóa"), (WITHOUT_POST, "Không có chức trách")],
        method="in_state",
    )

    def filter_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """Role and agency must be those of one and the same post."""
        asked = {
            name: self.form.cleaned_data[name]
            for name in ("role", "agency")
            if self.form.cleaned_data.get(name)
        }
        if asked:
            queryset = queryset.filter(Exists(_posts(today()).filter(**asked)))
        rows: QuerySet[User] = super().filter_queryset(queryset)
        return rows

    def leave(self, queryset: QuerySet[User], name: str, value: object) -> QuerySet[User]:
        """Applied by ``filter_queryset``."""
        return queryset

    def in_state(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        """In use, locked, or without a post today."""
        if value == WITHOUT_POST:
            return queryset.filter(~Exists(_posts(today())))
        return queryset.filter(is_active=value == IN_USE)


def _posts(day: date) -> QuerySet[Appointment]:
    """Posts of the account of the outer query on ``day``."""
    posts: QuerySet[Appointment] = Appointment.objects.on(day).filter(user=OuterRef("pk"))
    return posts


def _rows(user: User) -> QuerySet[User]:
    posts = Appointment.objects.on(today()).select_related("agency").order_by("pk")
    rows = User.objects.prefetch_related(Prefetch("appointments", posts, to_attr="posts_today"))
    return rows.order_by("name_key", "pk")


# What ``_rows`` prefetched.
_posts_today = attrgetter("posts_today")

ACCOUNT_LIST: Listing[User, User] = Listing(
    "account-list",
    "account.list",
    (
        ListColumn("name", "Họ và tên", lambda account: account.full_name),
        ListColumn("username", "Tên đăng nhập", lambda account: account.username),
        ListColumn(
            "posts",
            "Chức trách hôm nay",
            lambda account: "; ".join(
                f"{p.title} – {p.agency.name}" for p in _posts_today(account)
            ),
        ),
        ListColumn("state", "Tình trạng", lambda a: "Đang dùng" if a.is_active else "Đã khóa"),
    ),
    rows=_rows,
    filter=AccountFilter,
    link=record_link("account-detail"),
    # Who works where is no table to take away.
    file="",
    keeps_filters=False,
)
register(ACCOUNT_LIST)
