"""The form of a visit, and what its transitions ask.

A draft is saved with whatever was noted so far: only what makes a visit a visit (agency, day,
hour, team) is required. What is still missing is told by the actions.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from inspections.complaints.models import Complaint
from inspections.plans.fields import PlanLineField, offer_lines
from inspections.plans.models import PlanLine
from inspections.visits.form_parts import (
    ABSENCE_BOXES,
    ONE_STOP,
    AbsenceFields,
    AgencyOnDay,
    HourField,
    OneStopFields,
    SourceFields,
    people_field,
)
from inspections.visits.models import Visit, VisitCause
from inspections.visits.team import Team
from tayninh_portal.access import DEPARTMENT, holds, today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    offer_choices,
    reason_of_transition,
)
from tayninh_portal.lib.together import read_together
from tayninh_portal.models import User
from tayninh_portal.proposing import ProposingInput
from tayninh_portal.record_forms import RecordForm

# A day further back is more often a slip of the year than a visit logged late.
OLD_AFTER = timedelta(days=365)
# A number of more digits is nobody's and fits no column.
LONGEST_NUMBER = 10
# As the page shows them, for who is told of several mistakes at once; what stands last is as it is.
ORDER = (
    *("day", "starts_at", "old_day_is_right", "agency", "place", "rooms"),
    *("is_surprise", "cause", "plan_line", "complaint_codes"),
    *("basis_number", "basis_date", "basis_title"),
    *("theme", "members", "find", "head", "on_roll", "present"),
    *("absent_excused", "absent_unexcused", "absent_unknown", *ABSENCE_BOXES, "headcount_note"),
    *(*ONE_STOP, "good_points"),
)


class VisitForm(AgencyOnDay, SourceFields, AbsenceFields, OneStopFields):
    """Parts: cơ quan và thời gian, căn cứ, Tổ kiểm tra, tình hình có mặt, vắng mặt, Một cửa, ưu
    điểm. When the session ended is asked with its conclusion.

    The agencies on offer are those of the day typed. ``find`` looks for a person who is not of the
    Sở: while it holds words the form is not saved but shown again with who was found.
    """

    old_day_is_right = forms.BooleanField(
        label="Đúng, lượt kiểm tra này diễn ra cách đây hơn một năm", required=False
    )
    starts_at = HourField(label="Bắt đầu lúc", error_messages={"required": "Ghi giờ bắt đầu."})
    place = TextField(
        label="Địa điểm",
        required=False,
        max_length=200,
        help_text="Khi khác trụ sở chính, ví dụ: Bộ phận Một cửa.",
    )
    rooms = TextField(
        label="Phòng, bộ phận đã kiểm tra",
        required=False,
        max_length=300,
        help_text="Cách nhau bằng dấu chấm phẩy.",
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
    plan_line = PlanLineField(
        label="Thực hiện dòng kế hoạch năm",
        empty_label="Không thuộc dòng nào",
        help_text="Dòng của kế hoạch đã ban hành; số lượt đã tiến hành theo kế hoạch đếm từ đây.",
    )
    basis_number = TextField(
        label="Số quyết định, kế hoạch",
        required=False,
        max_length=60,
        help_text="Ví dụ 1441/KH-UBND. Cần có khi báo trước hoặc kiểm tra theo kế hoạch.",
    )
    basis_date = DateField(label="Ngày ban hành", required=False)
    basis_title = TextField(label="Trích yếu", required=False, max_length=300)
    theme = TextField(
        label="Chủ đề",
        required=False,
        max_length=200,
        help_text="Chung cho nhiều lượt, ví dụ: chấp hành giờ giấc sau Tết.",
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
        help_text="Khi các số không khớp nhau, hoặc khi không đếm; in kèm báo cáo. Không ghi họ "
        "tên.",
    )
    good_points = TextField(
        label="Ưu điểm",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cơ quan được kiểm tra đọc được phần này. Không ghi họ tên.",
    )

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        self.order_fields(ORDER)
        self.fields["theme"].widget = ProposingInput(lambda: themes_of(self.user))
        self.team = Team(self.typed_day(), chosen=self._chosen(), find=self.raw("find") or "")
        self._offer_team()
        self._offer_lines()
        self.asks_about_day = "old_day_is_right" in self.data

    def _offer_team(self) -> None:
        offer_choices(self, "members", self.team.choices)
        offer_choices(self, "head", [("", "Chọn Tổ trưởng"), *self.team.choices])

    def _offer_lines(self) -> None:
        """Lines of the year and of those beside it: a visit of January may be last year's. Who is
        not of the Sở sees no plan and leaves the line as it is."""
        if not holds(self.user, *DEPARTMENT):
            del self.fields["plan_line"]
            return
        year = (self.typed_day() or today()).year
        lines = PlanLine.objects.issued().filter(plan__year__range=(year - 1, year + 1))
        kept = Q(is_dropped=False) | Q(pk=getattr(self.initial.get("plan_line"), "pk", None))
        offer_lines(self, "plan_line", lines.filter(kept), year=year)

    def _chosen(self) -> set[int]:
        typed = [*(self.raw("members") or ()), self.raw("head")]
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

    def keywords(self) -> dict[str, Any]:
        """The cleaned form as keywords of ``log_visit`` and ``update_visit``."""
        data = dict(self.cleaned_data)
        for name in ("find", "old_day_is_right"):
            data.pop(name, None)
        data["complaints"] = [*data.pop("complaint_codes"), *self.kept]
        data["members"] = self.team.people(data["members"])
        data["head"] = self.team.people([data["head"]])[0]
        return data

    def shown_again(self) -> VisitForm:
        """The same form with what was typed and no word about errors (people were looked for)."""
        initial = {name: self.raw(name) for name in self.fields} | {"find": ""}
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

    @classmethod
    def of(cls, visit: Visit, user: User, data: Sent = None) -> VisitUpdateForm:
        """The form as ``visit`` stands, with ``data`` typed over it."""
        names = set(cls.base_fields) & {field.name for field in Visit._meta.fields} - {"client_id"}
        prefetch_related_objects([visit], "absences")
        seen, kept = _sources_of(visit, user)
        initial = {name: getattr(visit, name) for name in names} | {
            "is_surprise": "yes" if visit.is_surprise else "no",
            "complaint_codes": "; ".join(row.code for row in seen),
            **_members_of(visit),
        }
        for row in visit.absences.all():
            initial |= {f"absent_{row.kind}": row.people, f"proof_{row.kind}": row.proof}
        form = cls(data, initial=initial, record=visit, user=user)
        form.kept = tuple(kept)
        return form

    def keywords(self) -> dict[str, Any]:
        """An end that lies before the new beginning is asked again with the conclusion."""
        data = super().keywords()
        if self.record.ends_at and self.record.ends_at <= data["starts_at"]:
            data["ends_at"] = None
        return data

    def _anew(self, initial: dict[str, Any]) -> VisitForm:
        return type(self)(initial=initial, record=self.record, user=self.user)


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


def begins_with(user: User, trip: Visit | None) -> dict[str, Any]:
    """What a new draft begins with: the present hour, and who logs it. On a trip the day, team,
    basis and theme of the visit before, and its complaints the person may see."""
    now = timezone.localtime()
    hour = now.time().replace(second=0, microsecond=0)
    if trip is None:
        return {"day": now.date(), "starts_at": hour, "members": [user.pk], "head": user.pk}
    same = ("day", "cause", "basis_number", "basis_date", "basis_title", "theme")
    seen, _ = _sources_of(trip, user)
    return {name: getattr(trip, name) for name in same} | {
        "starts_at": hour if trip.day == now.date() else None,
        "is_surprise": "yes" if trip.is_surprise else "no",
        "complaint_codes": "; ".join(row.code for row in seen),
        **_members_of(trip),
    }


def _members_of(visit: Visit) -> dict[str, Any]:
    team = visit.members.all()
    return {
        "members": [member.user_id for member in team],
        "head": next((member.user_id for member in team if member.is_head), None),
    }


def _sources_of(visit: Visit, user: User) -> tuple[list[Complaint], list[Complaint]]:
    """The complaints behind a visit: those the person may see, and the others."""
    sources = Complaint.objects.filter(visit_sources__visit=visit).order_by("pk")
    visible = Complaint.objects.visible_to(user).filter(pk__in=sources.values("pk"))
    read_together(sources, visible)
    seen = set(visible)
    return [row for row in sources if row in seen], [row for row in sources if row not in seen]


def themes_of(user: User) -> list[str]:
    """The themes of visits the person may see, to take up again."""
    rows = Visit.objects.visible_to(user).exclude(theme="").order_by("theme")
    return list(rows.values_list("theme", flat=True).distinct())


class CancelForm(RecordForm):
    """Why a draft is taken out of the count."""

    note = reason_of_transition("Ghi lý do hủy lượt kiểm tra.")


class ReopenForm(RecordForm):
    """What is wrong in a concluded visit."""

    note = reason_of_transition("Ghi lý do mở lại: số liệu nào sai, ai phát hiện.")
