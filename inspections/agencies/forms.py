"""Forms of the registry of agencies."""

from __future__ import annotations

import re
from datetime import date
from typing import Unpack

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from inspections.agencies.fields import LONGEST_NUMBER, AgenciesChoice, AgencyChoice
from inspections.agencies.models import Agency, LegalKind, ReportGroup
from inspections.people.fields import PersonChoice
from tayninh_portal.access import DEPARTMENT, today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    FoundChoices,
    OneLineForm,
    Sent,
    SentFiles,
    Shown,
    offer,
)
from tayninh_portal.lib.vietnamese import search_words
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

CAN_BE_A_KEY = re.compile(rf"[0-9]{{1,{LONGEST_NUMBER}}}")


class AgencyFactsForm(OneLineForm):
    """What can be corrected later as well."""

    name = forms.CharField(label="Tên cơ quan", max_length=200)
    report_group = forms.ChoiceField(
        label="Nhóm báo cáo",
        choices=[("", "Không thuộc nhóm nào"), *ReportGroup.choices],
        required=False,
        help_text="Nhóm mà báo cáo đếm cơ quan này. Đơn vị trực thuộc và cơ quan ngoài thẩm quyền "
        "không thuộc nhóm nào.",
    )
    parent = AgencyChoice(
        label="Cơ quan quản lý trực tiếp",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Không có",
    )
    place_name = forms.CharField(
        label="Địa danh ghi trên văn bản",
        max_length=80,
        required=False,
        help_text="Ví dụ: Tây Ninh, Gò Dầu.",
    )
    electronic_id = forms.CharField(
        label="Mã định danh điện tử",
        max_length=35,
        required=False,
        help_text="Theo Quyết định 20/2020/QĐ-TTg; để trống nếu chưa được cấp.",
    )
    statistical_code = forms.CharField(label="Mã đơn vị hành chính", max_length=10, required=False)
    basis = forms.CharField(
        label="Căn cứ thành lập, sắp xếp",
        max_length=300,
        required=False,
        help_text="Số, ngày, tên văn bản.",
    )

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        parents = Agency.objects.on(today()).inside().select_related("parent").sorted()
        offer(self, "parent", parents)


class AgencyForm(ClientIdForm, AgencyFactsForm):
    """A new body."""

    legal_kind = forms.ChoiceField(
        label="Loại", choices=[("", "Chọn loại cơ quan"), *LegalKind.choices]
    )
    starts_on = DateField(label="Ngày bắt đầu hoạt động", help_text="Ví dụ 01/7/2025.")
    field_order = ("name", "legal_kind", "report_group", "parent", "starts_on", "basis")


class AgencyUpdateForm(RecordForm, AgencyFactsForm):
    """Corrections."""

    prefilled = (
        "name",
        "report_group",
        "parent",
        "place_name",
        "electronic_id",
        "statistical_code",
        "basis",
    )

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Agency,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        parents = Agency.objects.on(today()).inside() | Agency.objects.filter(
            pk__in=[record.parent_id]
        )
        others = parents.exclude(pk=record.pk).select_related("parent").sorted()
        offer(self, "parent", others)
        self.fields["name"].help_text = "Chỉ sửa lỗi gõ. Cơ quan đổi tên thì dùng “Đổi tên”."


class RenameForm(RecordForm, OneLineForm):
    """A new name from a day on."""

    name = forms.CharField(label="Tên mới", max_length=200)
    starts_on = DateField(label="Từ ngày", help_text="Trước ngày này cơ quan vẫn mang tên cũ.")
    basis = forms.CharField(
        label="Căn cứ", max_length=300, required=False, help_text="Số, ngày, tên văn bản."
    )


class CloseForm(RecordForm, OneLineForm):
    """The last day of a body."""

    ends_on = DateField(
        label="Ngày cuối hoạt động", help_text="Hết ngày này cơ quan ngừng hoạt động."
    )
    note = forms.CharField(
        label="Căn cứ ngừng hoạt động", max_length=300, help_text="Số, ngày, tên văn bản."
    )
    receiver = AgencyChoice(
        label="Cơ quan tiếp nhận việc còn dở",
        queryset=Agency.objects.none(),
        empty_label="Chọn cơ quan tiếp nhận",
        help_text="Nếu ngày cuối chưa đến, hôm sau ngày đó quản trị được nhắc chuyển.",
    )

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Agency,
        user: User,
        leaves_open: bool,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        if leaves_open:
            offer(self, "receiver", going_on(record))
        else:
            del self.fields["receiver"]


class LastDayForm(RecordForm, OneLineForm):
    """The last day of a body, put right."""

    prefilled = ("ends_on",)

    ends_on = DateField(
        label="Ngày cuối hoạt động đúng",
        help_text="Cơ quan tiếp nhận tính từ ngày hôm sau; việc đã chuyển không chuyển lại.",
    )
    note = forms.CharField(
        label="Lý do, căn cứ", max_length=300, help_text="Ghi sai thế nào; số, ngày văn bản."
    )


class ReceiverForm(RecordForm, OneLineForm):
    """Who goes on with what an ended body left open."""

    receiver = AgencyChoice(
        label="Cơ quan tiếp nhận",
        queryset=Agency.objects.none(),
        empty_label="Chọn cơ quan tiếp nhận",
    )
    basis = forms.CharField(label="Căn cứ", max_length=300, help_text="Số, ngày, tên văn bản.")

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Agency,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        offer(self, "receiver", going_on(record))


def going_on(agency: Agency) -> QuerySet[Agency]:
    """Bodies of the province without a last day that could receive what ``agency`` left open."""
    others = Agency.objects.inside().filter(ends_on__isnull=True).exclude(pk=agency.pk)
    return others.exclude(legal_kind=LegalKind.PROVINCE).select_related("parent").sorted()


class MergeForm(RecordForm, OneLineForm):
    """Which bodies end, and the day on which another takes over."""

    predecessors = AgenciesChoice(
        label="Cơ quan được sáp nhập vào",
        queryset=Agency.objects.none(),
        help_text="Đánh dấu từng cơ quan; cơ quan đã đánh dấu luôn hiện khi tìm cơ quan khác.",
        error_messages={"required": "Chọn ít nhất một cơ quan."},
        widget=FoundChoices("Tìm cơ quan theo tên"),
    )
    on = DateField(label="Từ ngày", help_text="Các cơ quan kia hoạt động đến hết ngày hôm trước.")
    basis = forms.CharField(label="Căn cứ", max_length=300, help_text="Số, ngày, tên văn bản.")

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Agency,
        user: User,
        hidden: bool = False,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        offer(self, "predecessors", ending_before(record))
        if hidden:
            for field in self.fields.values():
                field.widget = field.hidden_widget()

    @classmethod
    def narrowed(cls, typed: QueryDict, into: Agency, user: User) -> MergeForm:
        """What was typed so far, unchecked, with the bodies ticked and those that are wanted."""
        ticked = [pk for pk in typed.getlist("predecessors") if CAN_BE_A_KEY.fullmatch(pk)]
        kept = {name: typed.get(name, "") for name in ("on", "basis", "seen_version", "client_id")}
        form = cls(record=into, user=user, initial={**kept, "predecessors": ticked})
        field, wanted = form.fields["predecessors"], Q()
        if not isinstance(field.widget, FoundChoices):
            raise TypeError("the bodies that end are looked for by name")
        field.widget.wanted = typed.get(FoundChoices.WANTED, "")
        for word in search_words(field.widget.wanted):
            wanted &= Q(search__word=word)
        offer(form, "predecessors", ending_before(into).filter(wanted | Q(pk__in=ticked)))
        return form


def ending_before(into: Agency) -> QuerySet[Agency]:
    """Bodies that can be merged into ``into``; those that have ended too: a second successor may
    be named for one."""
    old = Agency.objects.exclude(pk=into.pk).exclude(legal_kind=LegalKind.PROVINCE)
    return old.exclude(is_department=True).select_related("parent").sorted()


class AssignForm(RecordForm):
    """Who is in charge from a day on."""

    to = PersonChoice(
        label="Chuyên viên phụ trách", queryset=User.objects.none(), empty_label="Chọn chuyên viên"
    )
    starts_on = DateField(
        label="Từ ngày", help_text="Người phụ trách trước đó kết thúc vào ngày hôm trước."
    )

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Agency,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        offer(self, "to", in_department(today()))


def in_department(day: date) -> QuerySet[User]:
    """People who inspect for the Sở on ``day`` or later, by name."""
    open_posts = Q(appointments__ends_on__isnull=True) | Q(appointments__ends_on__gte=day)
    people = User.objects.filter(open_posts, appointments__role__in=DEPARTMENT, is_active=True)
    return people.distinct().order_by("name_key", "pk")
