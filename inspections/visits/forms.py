"""The form of a visit, and what its transitions ask.

A draft is saved with whatever was noted so far: only what makes a visit a visit (agency, day,
hour, team) is required. What is still missing is told by the actions.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from inspections.agencies.models import Agency, LegalKind
from inspections.complaints.models import Complaint
from inspections.visits.models import Visit, VisitCause
from inspections.visits.team import Team
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
from tayninh_portal.lib.codes import normalise_code
from tayninh_portal.lib.dates import parse_hour
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

# No body of the province has as many people; a longer number is two run together.
MOST_PEOPLE = 99_999
# A day further back is more often a slip of the year than a visit logged late.
OLD_AFTER = timedelta(days=365)
# A number of more digits is nobody's and fits no column.
LONGEST_NUMBER = 10


class HourField(forms.TimeField):
    """A time of day in 24 hours: 8:05, 8h05, 8.05, 805 or 8.

    A text box: the browser's own picker shows morning and afternoon in the words of its language.
    """

    widget = forms.TimeInput(
        attrs={"inputmode": "numeric", "placeholder": "giờ:phút", "autocomplete": "off"},
        format="%H:%M",
    )

    def to_python(self, value: object) -> time | None:
        """The time, or None for blank."""
        if isinstance(value, time):
            return value
        if value in self.empty_values:
            return None
        try:
            return parse_hour(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


def people_field(label: str, help_text: str = "") -> WholeNumberField:
    """A head-count; empty is not counted, which is not zero."""
    return WholeNumberField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": "Ghi số người bằng chữ số.",
            "min_value": "Số người không thể nhỏ hơn 0.",
            "max_value": "Số này quá lớn; kiểm tra lại.",
        },
    )


def agency_choices(day: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """Agencies that may be visited on ``day``, under the names they then had, by legal kind."""
    rows = Agency.objects.visitable(day).named_on(day).select_related("parent").sorted()
    groups: dict[str, list[tuple[int, str]]] = {kind: [] for kind in LegalKind}
    for row in rows:
        name = row.name_then or row.name
        if row.legal_kind == LegalKind.SUBORDINATE and row.parent:
            name = f"{name} ({row.parent.name})"
        groups[row.legal_kind].append((row.pk, name))
    return [(LegalKind(kind).label, rows) for kind, rows in groups.items() if rows]


class VisitForm(forms.Form):
    """Parts: cơ quan và thời gian, căn cứ, Tổ kiểm tra, tình hình có mặt, vắng mặt.

    The agencies on offer are those of the day typed. ``find`` looks for a person who is not of the
    Sở: while it holds words the form is not saved but shown again with who was found.

    ``keeps_complaint`` is for who may not see the complaint behind the visit: they are not asked
    for its code, which would tell them of it, and the visit keeps it.
    """

    day = DateField(label="Ngày kiểm tra", error_messages={"required": "Ghi ngày kiểm tra."})
    old_day_is_right = forms.BooleanField(
        label="Đúng, lượt kiểm tra này diễn ra cách đây hơn một năm", required=False
    )
    agency = forms.TypedChoiceField(
        label="Cơ quan được kiểm tra",
        coerce=int,
        help_text="Chỉ hiện cơ quan hoạt động vào ngày kiểm tra, theo tên gọi ngày đó.",
        error_messages={
            "required": "Chọn cơ quan được kiểm tra.",
            "invalid_choice": "Cơ quan này không hoạt động vào ngày kiểm tra; chọn lại trong "
            "danh sách của ngày đó.",
        },
    )
    starts_at = HourField(label="Bắt đầu lúc", error_messages={"required": "Ghi giờ bắt đầu."})
    ends_at = HourField(label="Kết thúc lúc", required=False)
    place = TextField(
        label="Địa điểm",
        required=False,
        max_length=200,
        help_text="Khi khác trụ sở chính, ví dụ: Bộ phận Một cửa.",
    )
    is_surprise = forms.TypedChoiceField(
        label="Hình thức",
        choices=[("yes", "Đột xuất"), ("no", "Báo trước")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="Đột xuất là không báo trước cho cơ quan.",
        error_messages={"required": "Chọn đột xuất hay báo trước."},
    )
    cause = forms.ChoiceField(
        label="Lý do kiểm tra",
        choices=[("", "Chọn lý do"), *VisitCause.choices],
        error_messages={"required": "Chọn lý do kiểm tra."},
    )
    basis_number = TextField(
        label="Số quyết định, kế hoạch",
        required=False,
        max_length=60,
        help_text="Ví dụ 1441/KH-UBND. Cần có khi báo trước hoặc kiểm tra theo kế hoạch.",
    )
    basis_date = DateField(label="Ngày ban hành", required=False)
    basis_title = TextField(label="Trích yếu", required=False, max_length=300)
    complaint_code = forms.CharField(
        label="Mã phản ánh",
        required=False,
        max_length=20,
        help_text="Khi lượt kiểm tra bắt nguồn từ một phản ánh qua đường dây nóng.",
    )
    members = forms.TypedMultipleChoiceField(
        label="Thành viên",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Người công tác tại cơ quan được kiểm tra không tham gia Tổ.",
    )
    find = forms.CharField(label="Tìm người ở cơ quan khác", required=False, max_length=60)
    head = forms.TypedChoiceField(
        label="Tổ trưởng",
        coerce=int,
        help_text="Tổ trưởng luôn là thành viên của Tổ.",
        error_messages={"required": "Chọn Tổ trưởng."},
    )
    on_roll = people_field("Tổng số theo danh sách", "Để trống nếu không đếm; 0 là có đếm.")
    present = people_field("Có mặt")
    absent_excused = people_field("Vắng có lý do")
    absent_unexcused = people_field("Vắng không lý do")
    absent_unknown = people_field("Vắng chưa rõ lý do")
    headcount_note = TextField(
        label="Giải trình số liệu",
        required=False,
        max_length=300,
        help_text="Khi có mặt cộng vắng mặt khác tổng số, hoặc khi không đếm. Không ghi họ tên.",
    )

    user: User
    keeps_complaint = False

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        if self.keeps_complaint:
            del self.fields["complaint_code"]
        day = self._day()
        offer_choices(self, "agency", [("", "Chọn cơ quan"), *agency_choices(day)])
        self.fields["day"].widget.attrs |= {
            "hx-get": reverse_lazy("visit-agencies"),
            "hx-trigger": "change",
            "hx-include": "#id_agency",
            "hx-target": "#div_id_agency",
            "hx-swap": "outerHTML",
        }
        self.team = Team(day, chosen=self._chosen(), find=self._raw("find") or "")
        self._offer_team()
        self.asks_about_day = "old_day_is_right" in self.data

    def _offer_team(self) -> None:
        offer_choices(self, "members", self.team.choices)
        offer_choices(self, "head", [("", "Chọn Tổ trưởng"), *self.team.choices])

    def _raw(self, name: str) -> Any:  # whatever the field takes
        """What was typed in a field, or what it begins with."""
        if not self.is_bound:
            return self.get_initial_for_field(self.fields[name], name)
        return self.fields[name].widget.value_from_datadict(self.data, self.files, name)

    def _day(self) -> date:
        try:
            return self.fields["day"].to_python(self._raw("day")) or today()
        except ValidationError:
            return today()

    def _chosen(self) -> set[int]:
        typed = [*(self._raw("members") or ()), self._raw("head")]
        return {int(pk) for pk in typed if str(pk).isdecimal() and len(str(pk)) < LONGEST_NUMBER}

    def clean_day(self) -> date:
        """A day far back is taken only when the person says it is right."""
        day: date = self.cleaned_data["day"]
        is_news = not self.initial.get("seen_version") or day != self.initial.get("day")
        if is_news and today() - day > OLD_AFTER and "old_day_is_right" not in self.data:
            self.asks_about_day = True
            raise ValidationError(
                "Ngày này cách đây hơn một năm. Sửa lại, hoặc đánh dấu vào ô bên dưới "
                "nếu đúng rồi lưu lại."
            )
        return day

    def clean_complaint_code(self) -> Complaint | None:
        """The complaint of that code, if the person may see it."""
        typed = self.cleaned_data["complaint_code"]
        if not typed:
            return None
        try:
            code = normalise_code(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        found = Complaint.objects.visible_to(self.user).filter(code=code).first()
        if found is None:
            raise ValidationError("Không tìm thấy phản ánh có mã này.")
        return found

    def keywords(self) -> dict[str, Any]:
        """The cleaned form as keywords of ``log_visit`` and ``update_visit``."""
        data = dict(self.cleaned_data)
        for name in ("find", "old_day_is_right"):
            data.pop(name, None)
        data["agency"] = Agency.objects.get(pk=data["agency"])
        if not self.keeps_complaint:
            data["source_complaint"] = data.pop("complaint_code")
        data["members"] = self.team.people(data["members"])
        data["head"] = self.team.people([data["head"]])[0]
        return data

    def shown_again(self) -> VisitForm:
        """The same form with what was typed and no word about errors (people were looked for)."""
        initial = {name: self._raw(name) for name in self.fields} | {"find": ""}
        again = self._anew(initial)
        again.team = self.team
        again._offer_team()
        return again

    def _anew(self, initial: dict[str, Any]) -> VisitForm:
        """An unbound form of the same kind."""
        return type(self)(initial=initial)


class VisitCreateForm(ClientIdForm, VisitForm):
    """A new visit."""

    def __init__(self, data: Sent = None, *, user: User, **shown: Unpack[Shown]) -> None:
        self.user = user
        super().__init__(data, **shown)

    def _anew(self, initial: dict[str, Any]) -> VisitForm:
        return type(self)(initial=initial, user=self.user)


class VisitUpdateForm(RecordForm, VisitForm):
    """A draft that is there."""

    record: Visit

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Visit,
        user: User,
        keeps_complaint: bool,
        **shown: Unpack[Shown],
    ) -> None:
        self.keeps_complaint = keeps_complaint
        super().__init__(data, record=record, user=user, **shown)

    @classmethod
    def of(cls, visit: Visit, user: User, data: Sent = None) -> VisitUpdateForm:
        """The form as ``visit`` stands, with ``data`` typed over it."""
        names = set(cls.base_fields) & {field.name for field in Visit._meta.fields} - {"client_id"}
        team = visit.members.all()
        source = visit.source_complaint
        seen = Complaint.objects.visible_to(user)
        keeps = source is not None and not seen.filter(pk=source.pk).exists()
        initial = {name: getattr(visit, name) for name in names} | {
            "agency": visit.agency_id,
            "is_surprise": "yes" if visit.is_surprise else "no",
            "complaint_code": source.code if source else "",
            "members": [member.user_id for member in team],
            "head": next((member.user_id for member in team if member.is_head), None),
        }
        return cls(data, initial=initial, record=visit, user=user, keeps_complaint=keeps)

    def _anew(self, initial: dict[str, Any]) -> VisitForm:
        return type(self)(
            initial=initial,
            record=self.record,
            user=self.user,
            keeps_complaint=self.keeps_complaint,
        )


class ConcludeForm(RecordForm):
    """When the session ended, and what the Tổ says of it."""

    ends_at = HourField(
        label="Kết thúc lúc",
        error_messages={"required": "Ghi giờ kết thúc buổi kiểm tra."},
    )
    conclusion = TextField(
        label="Nhận xét, kết luận của Tổ",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Cơ quan được kiểm tra đọc được phần này. Không ghi họ tên người vi phạm.",
        error_messages={"required": "Ghi nhận xét, kết luận của Tổ kiểm tra."},
    )
    prefilled = ("ends_at", "conclusion")


class CancelForm(RecordForm):
    """Why a draft is taken out of the count."""

    note = reason_of_transition("Ghi lý do hủy lượt kiểm tra.")


class ReopenForm(RecordForm):
    """What is wrong in a concluded visit."""

    note = reason_of_transition("Ghi lý do mở lại: số liệu nào sai, ai phát hiện.")
