"""Forms of accounts and posts."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.db import models
from django.db.models import Q

from inspections.agencies.fields import AgencyChoice
from inspections.agencies.models import Agency
from inspections.people.actions import holds_protected, moving_takes_two
from tayninh_portal.access import Role, protected_roles, today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    OneLineForm,
    Sent,
    Shown,
    offer,
    reason_field,
)
from tayninh_portal.lib.secrets import normalise_phone
from tayninh_portal.models import Appointment, User
from tayninh_portal.record_forms import RecordForm

# Said before anything is typed, and not only once it was asked for.
WAITS = "Có hiệu lực khi người thứ hai xác nhận."
# Said at the role, since it is the role that takes two.
TWO = "Cần người thứ hai xác nhận: {}.".format(
    "; ".join(role.label for role in Role if role in protected_roles())
)


class PersonForm(OneLineForm):
    """Who somebody is."""

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(
        label="Thư công vụ",
        required=False,
        help_text="Để nhận liên kết đặt mật khẩu. Để trống được; khi đó hai người giao liên kết "
        "trên giấy.",
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


class AccountRecordForm(RecordForm):
    """A form about an account. One made outside the screens has no line in its log yet."""

    record: User

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AccountUpdateForm(AccountRecordForm, PersonForm):
    """Corrections."""

    prefilled = ("full_name", "email", "phone")

    def __init__(
        self, data: Sent = None, *, record: User, user: User, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        if moving_takes_two(record):
            self.fields["email"].help_text += f" Địa chỉ khác: {WAITS[0].lower()}{WAITS[1:]}"


class ActiveForm(AccountRecordForm):
    """Why an account is locked or unlocked."""

    note = reason_field("Lý do được lưu trong diễn biến.")

    def __init__(
        self, data: Sent = None, *, record: User, user: User, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        if holds_protected(record, today()):
            self.fields["note"].help_text += f" {WAITS}"


class AppointForm(AccountRecordForm, OneLineForm):
    """A post from a day on."""

    role = forms.ChoiceField(
        label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices], help_text=TWO
    )
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
    basis = forms.CharField(
        label="Căn cứ",
        max_length=200,
        required=False,
        help_text="Số, ngày quyết định. Người thứ hai xem khi xác nhận.",
    )

    def __init__(
        self, data: Sent = None, *, record: User, user: User, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        if holds_protected(record, today()):
            self.fields["role"].help_text = f"Người này giữ chức trách cần hai người. {WAITS}"
        open_bodies = Q(ends_on__isnull=True) | Q(ends_on__gte=today())
        bodies = Agency.objects.inside().filter(open_bodies).select_related("parent").sorted()
        offer(self, "agency", bodies)


class PostForm(AccountRecordForm):
    """A form about a post; its lines stand in the log of the account."""

    def __init__(
        self, data: Sent = None, *, post: Appointment, user: User, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, record=post.user, user=user, **shown)
        self.post = post
        if Role(post.role) in protected_roles():
            name = "ends_on" if "ends_on" in self.fields else "note"
            self.fields[name].help_text += f" {WAITS}"

    def compared(self, stored: models.Model) -> models.Model:
        """The post as it is stored; as it was where it has been taken back meanwhile."""
        return Appointment.objects.filter(pk=self.post.pk).first() or self.post


class EndForm(PostForm, OneLineForm):
    """The last day of a post."""

    ends_on = DateField(
        label="Ngày cuối giữ chức trách", help_text="Hết ngày này người đó không còn quyền."
    )
    note = forms.CharField(label="Căn cứ, ghi chú", max_length=300, required=False)


class WithdrawForm(PostForm):
    """Why a post is taken back."""

    note = reason_field("Lý do được lưu trong diễn biến.")
