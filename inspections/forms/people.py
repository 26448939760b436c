"""Forms and the list filter of accounts and posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from inspections.forms.agencies import AgencyChoice, AgencyLabel, OneLineForm
from inspections.models import Agency
from tayninh_portal.access import Role, today
from tayninh_portal.forms import ClientIdForm, DateField, SeenVersionForm
from tayninh_portal.lib.secrets import normalise_phone
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import Appointment, User

IN_USE, LOCKED, WITHOUT_POST = "in_use", "locked", "without_post"


class PersonForm(OneLineForm):
    """Who somebody is."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(
        label="Thư công vụ",
        required=False,
        help_text="Để tự đặt lại mật khẩu. Để trống được; khi đó quản trị cấp liên kết.",
    )
    phone = forms.CharField(label="Điện thoại công vụ", max_length=20, required=False)

    def clean_phone(self) -> str:
        """Digits only, or a sentence that says what a number looks like."""
        typed = self.cleaned_data["phone"]
        try:
            return normalise_phone(typed) if typed.strip() else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None


class AccountForm(ClientIdForm, PersonForm):
    """A new account."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=100,
        help_text="Mã cán bộ: chữ không dấu, chữ số, dấu chấm, gạch nối, ví dụ tnh-015. Không đổi "
        "được về sau.",
    )
    field_order = ("full_name", "username", "email", "phone")


class AccountUpdateForm(SeenVersionForm, PersonForm):
    """Corrections. An account made outside the screens has no line in its log yet."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AppointForm(OneLineForm):
    """A post from a day on."""

    role = forms.ChoiceField(label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices])
    agency = AgencyChoice(
        label="Cơ quan", queryset=Agency.objects.none(), empty_label="Chọn cơ quan"
    )
    title = forms.CharField(
        label="Chức vụ", max_length=120, help_text="Như ghi trên văn bản, ví dụ Phó Giám đốc."
    )
    starts_on = DateField(label="Từ ngày")
    ends_on = DateField(
        label="Đến hết ngày",
        required=False,
        help_text="Để trống nếu chưa biết; chức trách tự hết vào ngày này.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_bodies = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
        bodies = Agency.objects.inside().filter(open_bodies).select_related("parent").sorted()
        self.fields["agency"].queryset = bodies  # type: ignore[attr-defined]  # ModelChoiceField


class EndForm(OneLineForm):
    """The last day of a post."""

    ends_on = DateField(
        label="Ngày cuối giữ chức trách", help_text="Hết ngày này người đó không còn quyền."
    )
    note = forms.CharField(label="Căn cứ, ghi chú", max_length=300, required=False)


class ReasonForm(OneLineForm):
    """Why."""

    note = forms.CharField(label="Lý do", max_length=300)


class AgencyField(AgencyLabel, django_filters.fields.ModelChoiceField):
    """One body of the registry, to filter by."""


class AgencyFilter(django_filters.ModelChoiceFilter):
    """By a body of the registry."""

    field_class = AgencyField


class AccountFilter(django_filters.FilterSet):
    """Accounts by name or staff code, by the post held today, and by whether they are in use."""

    q = django_filters.CharFilter(label="Tìm theo tên, mã", method="search")
    role = django_filters.ChoiceFilter(
        label="Vai trò", choices=Role.choices, method="leave", empty_label="Tất cả"
    )
    agency = AgencyFilter(
        label="Cơ quan",
        queryset=lambda request: Agency.objects.inside().select_related("parent").sorted(),
        method="leave",
        empty_label="Tất cả",
    )
    state = django_filters.ChoiceFilter(
        label="Tình trạng",
        choices=[
            (IN_USE, "Đang dùng"),
            (LOCKED, "Đã khóa"),
            (WITHOUT_POST, "Không có chức trách"),
        ],
        method="in_state",
        empty_label="Tất cả",
    )

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: Any) -> Any:
        """Role and agency must be those of one and the same post."""
        asked = {
            name: self.form.cleaned_data[name]
            for name in ("role", "agency")
            if self.form.cleaned_data.get(name)
        }
        if asked:
            queryset = queryset.filter(Exists(_posts(today()).filter(**asked)))
        return super().filter_queryset(queryset)

    def leave(self, queryset: Any, name: str, value: Any) -> Any:
        """Applied by ``filter_queryset``."""
        return queryset

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Every word, with or without accents."""
        for word in fold(value).split():
            queryset = queryset.filter(search__contains=word)
        return queryset

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """In use, locked, or without a post today."""
        if value == WITHOUT_POST:
            return queryset.filter(~Exists(_posts(today())))
        return queryset.filter(is_active=value == IN_USE)


def _posts(day: date) -> Any:
    """Posts of the account of the outer query on ``day``."""
    return Appointment.objects.on(day).filter(user=OuterRef("pk"))
