"""The forms of a finding: one for a violation of a person, one for a matter of the unit; and what
its withdrawal asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError

from inspections.agencies.models import Agency
from inspections.agencies.picker import AgencyField
from inspections.catalogues.fields import RowField
from inspections.catalogues.models import (
    Area,
    Category,
    DatedRow,
    Field,
    HandlingMeasure,
    PersonKind,
    Subject,
)
from inspections.findings.actions import WHY_WITHDRAWN
from inspections.findings.models import Finding
from inspections.visits.models import Visit
from tayninh_portal.forms import (
    ConditionField,
    DateField,
    Sent,
    Shown,
    TextField,
    reason_of_transition,
)
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

NO_NAMES = "Không ghi họ tên; người vi phạm ghi riêng ở mục được mã hóa."
Groups = Sequence[tuple[str, Sequence[DatedRow]]]


@dataclass(frozen=True)
class Offered:
    """Rows of the catalogues a finding may name, as its form groups them; several forms on one page
    share them."""

    categories: Groups
    fields: Groups
    forms: Groups


def offered_on(day: date, subject: str, chosen: Finding) -> Offered:
    """What a finding about ``subject`` may name on ``day``, and what ``chosen`` names already."""
    is_person = subject == Subject.PERSON
    rows = list(
        Category.objects.filter(subject=subject).offered(
            day, chosen.category if chosen.category_id else None
        )
    )
    areas = Area.objects.names(day) if is_person else {}
    by_area = [(name, [r for r in rows if str(r.area) == code]) for code, name in areas.items()]
    fields = list(Field.objects.offered(day, chosen.field))
    forms_then = HandlingMeasure.objects.offered(day, chosen.recommended_handling)
    if not is_person:
        forms_then = forms_then.filter(for_unit=True)
    other = [row for row in forms_then if not row.is_discipline]
    discipline = [row for row in forms_then if row.is_discipline]
    groups = [("Hình thức xử lý khác", other), ("Hình thức kỷ luật", discipline)]
    return Offered(
        categories=by_area if is_person else [("", rows)],
        fields=[("", fields)],
        forms=groups if is_person else [("", other)],
    )


class FindingForm(RecordForm):
    """A finding about ``subject``; rows of the catalogues are those in force on the visit's day."""

    category = RowField(
        label="Loại vi phạm",
        error_messages={
            "required": "Chọn loại vi phạm.",
            "invalid_choice": "Loại vi phạm này không áp dụng vào ngày kiểm tra.",
        },
    )
    person_kind = forms.ChoiceField(
        label="Người vi phạm là",
        choices=PersonKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn người vi phạm là cán bộ, công chức, viên chức hay đối tượng khác."
        },
    )
    is_leader = forms.BooleanField(label="Giữ chức vụ lãnh đạo, quản lý", required=False)
    agency = AgencyField(
        agencies=Agency.objects.sorted,
        label="Người của cơ quan khác",
        required=False,
        help_text="Để trống nếu là người của cơ quan được kiểm tra. Vi phạm tính cho cơ quan ghi "
        "ở đây và do cơ quan đó xử lý; cơ quan được kiểm tra không thấy.",
    )
    field = RowField(label="Lĩnh vực", required=False)
    description = TextField(
        label="Nội dung ghi nhận",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )
    recommended_handling = RowField(
        label="Kiến nghị xử lý",
        required=False,
        help_text="Tổ kiến nghị; cơ quan xử lý theo thẩm quyền.",
        error_messages={"invalid_choice": "Hình thức này không áp dụng vào ngày kiểm tra."},
    )
    recommendation = TextField(
        label="Nội dung kiến nghị", required=False, max_length=300, help_text=NO_NAMES
    )
    condition = ConditionField(
        label="Điều kiện của kiến nghị",
        required=False,
        max_length=300,
        help_text="Chỉ ghi khi kiến nghị có điều kiện, không ghi lại chữ “nếu”. Ví dụ: tái phạm "
        "trong quý IV. Không ghi họ tên.",
    )
    remedy_due_on = DateField(label="Hạn khắc phục", required=False)
    person_name = TextField(
        label="Họ và tên",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person_post = TextField(
        label="Chức vụ, bộ phận",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    ABOUT_PERSON = ("person_kind", "is_leader", "agency", "person_name", "person_post")

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Visit | Finding,
        user: User,
        visit: Visit,
        subject: str,
        offered: Offered | None = None,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, record=record, user=user, **shown)
        self.subject, self.visit = subject, visit
        elsewhere = self.fields["agency"]
        if isinstance(elsewhere, AgencyField):
            elsewhere.agencies = lambda: Agency.objects.visitable(visit.day)
        is_person = subject == Subject.PERSON
        chosen = record if isinstance(record, Finding) else Finding()
        may_be_chosen = offered or offered_on(visit.day, subject, chosen)
        self._offer("category", may_be_chosen.categories, "Chọn loại vi phạm")
        self._offer("field", may_be_chosen.fields, "Không thuộc lĩnh vực nào")
        self._offer("recommended_handling", may_be_chosen.forms, "Chưa kiến nghị hình thức")
        if not is_person:
            self.fields["category"].label = "Nội dung"
            for name in self.ABOUT_PERSON:
                del self.fields[name]

    def _offer(self, name: str, groups: Groups, empty: str) -> None:
        field = self.fields[name]
        if not isinstance(field, RowField):
            raise TypeError(f"{name} offers no rows of a catalogue")
        field.offer(groups, empty)

    @property
    def opens_person(self) -> bool:
        """Whether the folded part must stand open: something was typed there, or is wrong."""
        names = ("person_name", "person_post")
        return self.is_bound and any(self.data.get(n) or self.errors.get(n) for n in names)

    def clean(self) -> dict[str, Any]:
        """A post without a name says nothing of a person."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("person_post") and not data.get("person_name"):
            self.add_error("person_name", ValidationError("Ghi họ và tên cùng với chức vụ."))
        return data

    def asked(self) -> dict[str, Any]:
        """What was typed, as keywords of ``add_finding`` and ``update_finding``."""
        data = super().asked()
        if "agency" in data and self.visit.agency_id:
            data["agency"] = data["agency"] or self.visit.agency
        name, post = data.pop("person_name", ""), data.pop("person_post", "")
        if name:
            data["person"] = {"name": name, "post": post}
        return data


class FindingCreateForm(FindingForm):
    """A new finding; the record it is about is the visit."""


class FindingUpdateForm(FindingForm):
    """A finding that is there; what is sealed is never shown back."""

    @classmethod
    def of(cls, finding: Finding, user: User, data: Sent = None) -> FindingUpdateForm:
        """The form as ``finding`` stands, with ``data`` typed over it."""
        initial = {
            "category": finding.category_id,
            "field": finding.field_id,
            "person_kind": finding.person_kind,
            "is_leader": finding.is_leader,
            "description": finding.description,
            "recommended_handling": finding.recommended_handling_id,
            "recommendation": finding.recommendation,
            "condition": finding.condition,
            "agency": finding.agency if finding.is_elsewhere else None,
            "remedy_due_on": finding.remedy_due_on,
        }
        return cls(
            data,
            initial=initial,
            record=finding,
            user=user,
            visit=finding.visit,
            subject=finding.subject,
        )


class WithdrawForm(RecordForm):
    """Why a finding is taken out of the count."""

    note = reason_of_transition(WHY_WITHDRAWN)
