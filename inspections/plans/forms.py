"""Forms of the plans: its words, its lines, its number."""

from __future__ import annotations

from datetime import date
from typing import Any, Unpack

from django import forms

from inspections.agencies.models import Agency
from inspections.agencies.picker import AgencyField
from inspections.plans.actions import REASON_NEEDED
from inspections.plans.models import (
    LINE_GROUPS,
    OtherBody,
    Plan,
    PlanLine,
    PlanState,
    Settling,
)
from inspections.teams.models import Issuer
from tayninh_portal.access import today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    WholeNumberField,
    offer_choices,
    reason_of_transition,
)
from tayninh_portal.lib.periods import FIRST_YEAR, LAST_YEAR
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

MONTHS = [(month, f"Tháng {month}") for month in range(1, 13)]


def long_text(label: str, help_text: str) -> TextField:
    """Words of the plan, a paragraph a line."""
    widget = forms.Textarea(attrs={"rows": 4})
    return TextField(label=label, max_length=5000, help_text=help_text, widget=widget)


class PlanFields(forms.Form):
    """The words of a plan; its lines are entered one by one."""

    subject = TextField(
        label="Trích yếu",
        max_length=300,
        help_text="Ví dụ: kiểm tra công vụ, kỷ luật, kỷ cương hành chính năm 2026.",
    )
    bases = long_text("Căn cứ", "Mỗi căn cứ một dòng, ghi đủ loại, số, ngày, cơ quan, trích yếu.")
    purpose = long_text("Mục đích, yêu cầu", "Mỗi ý một dòng.")
    contents = long_text("Nội dung kiểm tra", "Mỗi ý một dòng.")
    carrying_out = long_text("Tổ chức thực hiện", "Mỗi ý một dòng.")


class PlanForm(ClientIdForm, PlanFields):
    """A new plan."""

    year = forms.IntegerField(label="Năm", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    issuer = forms.ChoiceField(
        label="Người ban hành",
        choices=Issuer.choices,
        help_text="Thể thức, ký hiệu, người ký, nơi nhận theo người ban hành.",
    )
    field_order = ("year", "issuer")


class PlanUpdateForm(RecordForm, PlanFields):
    """Its words, to correct."""

    prefilled = ("subject", "bases", "purpose", "contents", "carrying_out")


class LineFields(forms.Form):
    """When, how many, what about, and why where the plan is issued."""

    month = forms.TypedChoiceField(
        label="Tháng",
        choices=MONTHS,
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Chọn tháng từ 1 đến 12."),
    )
    number = WholeNumberField(
        label="Số lượt đột xuất", required=False, min_value=1, max_value=999, initial=1
    )
    theme = TextField(label="Nội dung riêng", required=False, max_length=300)
    reason = TextField(
        label="Lý do thay đổi",
        required=False,
        max_length=500,
        help_text="Không ghi tên cơ quan kiểm tra đột xuất.",
        error_messages={"required": REASON_NEEDED},
    )

    def ask_reason(self, plan: Plan) -> None:
        """Once the plan is issued a change has its reason; before, none is kept."""
        self.fields["reason"].required = plan.state == PlanState.ISSUED


def _levels(plan: Plan) -> set[str]:
    """The groups and levels that had a body on a day of its year: no district after 30/6/2025."""
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    rows = Agency.objects.between(first, last).inside().order_by()
    return {
        each for pair in rows.values_list("report_group", "legal_kind").distinct() for each in pair
    }


class LineForm(ClientIdForm, LineFields):
    """One agency announced, or a number of surprise visits to a group."""

    agency = AgencyField(
        label="Cơ quan (báo trước)",
        agencies=lambda: Agency.objects.visitable(today()),
        help_text="Gõ một phần tên; để trống với kiểm tra đột xuất.",
        required=False,
    )
    group = forms.ChoiceField(
        label="Nhóm (đột xuất)",
        required=False,
    )
    field_order = ("month", "agency", "group", "number")

    def __init__(self, data: Sent = None, *, plan: Plan, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        self.ask_reason(plan)
        there = _levels(plan)
        groups = [(group, label) for group, label in LINE_GROUPS.items() if group in there]
        offer_choices(self, "group", [("", "Không phải đột xuất"), *groups])

    def clean(self) -> dict[str, Any]:
        """An agency or a group, one of the two."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "agency" not in self.errors and bool(data.get("agency")) == bool(data.get("group")):
            self.add_error("agency", "Chọn một cơ quan báo trước, hoặc một nhóm kiểm tra đột xuất.")
        data["number"] = data.get("number") or 1
        return data


class LineUpdateForm(RecordForm, LineFields):
    """A line to change, or to drop."""

    is_dropped = forms.BooleanField(label="Bỏ dòng này khỏi kế hoạch", required=False)
    prefilled = ("month", "number", "theme")

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, record: PlanLine, user: User
    ) -> None:
        super().__init__(data, files, record=record, user=user)
        self.ask_reason(record.plan)

    def clean(self) -> dict[str, Any]:
        """A line without a number is one visit."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["number"] = data.get("number") or 1
        return data


class OtherPlanFields(forms.Form):
    """What somebody else's paper says."""

    body = forms.ChoiceField(label="Cơ quan tiến hành", choices=OtherBody.choices)
    agency = AgencyField(
        label="Cơ quan được thanh tra, kiểm tra, kiểm toán",
        agencies=lambda: Agency.objects.visitable(today()),
        help_text="Gõ một phần tên, có dấu hoặc không dấu.",
    )
    starts_on = DateField(label="Từ ngày")
    ends_on = DateField(label="Đến hết ngày")
    content = TextField(label="Nội dung", max_length=300)
    document = TextField(
        label="Văn bản", required=False, max_length=200, help_text="Số, ngày của kế hoạch đó."
    )


class OtherPlanForm(ClientIdForm, OtherPlanFields):
    """One agency in somebody else's plan."""


class OtherPlanUpdateForm(RecordForm, OtherPlanFields):
    """The same, to correct."""

    prefilled = ("body", "agency", "starts_on", "ends_on", "content", "document")


class SettleForm(ClientIdForm):
    """What is done about a clash, and why."""

    choice = forms.ChoiceField(
        label="Cách xử lý",
        choices=Settling.choices,
        widget=forms.RadioSelect,
        help_text="Lồng ghép: cùng đi một đợt. Dời: sửa tháng của dòng kế hoạch. Giữ: vẫn tiến "
        "hành như kế hoạch.",
        error_messages={"required": "Chọn cách xử lý."},
    )
    reason = reason_of_transition("Ghi lý do xử lý.")


class ReturnForm(RecordForm):
    """Why it is written on."""

    note = reason_of_transition("Ghi nội dung phải sửa.")


class IssueForm(RecordForm):
    """What the register gave."""

    number = TextField(
        label="Số, ký hiệu",
        max_length=60,
        help_text="Như trên bản đã ký, ví dụ 152/KH-SNV.",
        error_messages={"required": "Ghi số, ký hiệu của kế hoạch."},
    )
    issued_on = DateField(label="Ngày ban hành", error_messages={"required": "Ghi ngày ban hành."})
