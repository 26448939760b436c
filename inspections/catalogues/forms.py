"""The forms of the catalogues: a new value, what changes from a day, the last day."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms

from inspections.catalogues.models import Area, DatedRow, PersonKind, Subject
from inspections.catalogues.register import Catalogue, catalogue_of
from tayninh_portal.access import today
from tayninh_portal.forms import ClientIdForm, DateField, OneLineForm, Sent, Shown, offer_choices
from tayninh_portal.models import User
from tayninh_portal.record_forms import BROKEN, RecordForm

BASIS_HELP = "Số, ngày, tên văn bản."


class RowFields(OneLineForm):
    """What a row says; of the fields a catalogue does not ask none is shown."""

    subject = forms.ChoiceField(label="Về", choices=Subject.choices, widget=forms.RadioSelect)
    is_discipline = forms.BooleanField(label="Là hình thức kỷ luật", required=False)
    name = forms.CharField(label="Tên", max_length=160)
    area = forms.TypedChoiceField(
        label="Nội dung theo Quyết định 1847",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Hành vi của cá nhân thuộc một nội dung; thiếu sót của đơn vị thì để trống.",
    )
    person_kinds = forms.MultipleChoiceField(
        label="Chỉ áp dụng cho",
        choices=PersonKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Không chọn loại nào là áp dụng cho mọi người.",
    )
    for_unit = forms.BooleanField(label="Áp dụng cho đơn vị", required=False)
    starts_on = DateField(label="Từ ngày")
    basis = forms.CharField(label="Căn cứ", max_length=200, required=False, help_text=BASIS_HELP)
    order = forms.IntegerField(
        label="Thứ tự trong danh sách",
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    field_order = ("name", "subject", "is_discipline", "starts_on", "area")

    OPTIONAL = ("subject", "is_discipline", "area", "person_kinds", "for_unit")

    def ask(self, asked: tuple[str, ...]) -> None:
        """Ask ``asked`` of what only some catalogues have."""
        for name in set(self.OPTIONAL).difference(asked):
            del self.fields[name]
        if "area" in self.fields:
            # Those to come as well: whether one holds on the days of the row is asked of the row.
            names = Area.objects.names(today()).items()
            options = [(int(code), f"{code}. {name}") for code, name in names]
            offer_choices(self, "area", [("", "Không thuộc nội dung nào"), *options])

    def clean_person_kinds(self) -> str:
        """As the row keeps them."""
        return ",".join(self.cleaned_data["person_kinds"])


class AddForm(ClientIdForm, RowFields):
    """A new value."""

    def __init__(self, data: Sent = None, *, catalogue: Catalogue, **shown: Unpack[Shown]) -> None:
        last = catalogue.model._default_manager.order_by("-order").first()
        shown["initial"] = {"order": last.order + 1 if last else 1}
        super().__init__(data, **shown)
        self.ask((*catalogue.asks, *catalogue.fixed))


class RowForm(RecordForm):
    """About a row; one of the first rows has no line of the log yet."""

    seen_version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), BROKEN),
    )


class ChangeForm(RowForm, RowFields):
    """What holds from a day on."""

    # Not compared after a lost race, since columns hold them as codes.
    columns = {"person_kinds": "kinds", "area": "area_number"}

    def __init__(self, data: Sent = None, *, record: DatedRow, user: User) -> None:
        asks = catalogue_of(record).asks
        names = ("name", "order", "basis", *asks)
        initial: dict[str, Any] = {n: getattr(record, self.columns.get(n, n)) for n in names}
        super().__init__(data, record=record, user=user, initial=initial)
        self.ask(asks)
        self.fields["starts_on"].help_text = (
            f"Trong thời gian áp dụng {record.days}. Trước ngày này giữ nguyên như cũ; ghi đúng "
            "ngày đầu là sửa lại từ đầu."
        )


class EndForm(RowForm, OneLineForm):
    """The last day of a value."""

    prefilled = ("ends_on",)

    ends_on = DateField(
        label="Ngày cuối áp dụng",
        required=False,
        help_text="Hết ngày này không chọn được nữa. Để trống là áp dụng tiếp.",
    )
    note = forms.CharField(label="Căn cứ", max_length=200, required=False, help_text=BASIS_HELP)
