"""Forms of the visits to come: on the schedule, moved, dropped, begun."""

from __future__ import annotations

from typing import Unpack

from django import forms
from django.utils import timezone

from inspections.plans.fields import PlanLineField, offer_lines
from inspections.plans.models import PlanLine
from inspections.teams.models import Team, TeamQuerySet
from inspections.visits.form_parts import AgencyOnDay, HourField
from inspections.visits.models import Visit, VisitCause
from tayninh_portal.access import today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    Sent,
    SentFiles,
    Shown,
    TextField,
    offer,
    reason_of_transition,
)
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm


def _why(question: str) -> TextField:
    """The reason, which the whole Sở reads once the visit has begun."""
    field = reason_of_transition(question)
    field.help_text = (
        "Khi lượt kiểm tra bắt đầu, cả Sở đọc được lý do này. Không ghi tên cơ quan khác sẽ kiểm "
        "tra đột xuất."
    )
    return field


class WhenFields(forms.Form):
    """Which team, on which day, at what hour."""

    team = forms.ModelChoiceField(
        label="Tổ, Đoàn kiểm tra",
        queryset=Team.objects.none(),
        empty_label="Chọn Tổ, Đoàn",
        error_messages={"required": "Chọn Tổ, Đoàn."},
    )
    day = DateField(label="Ngày kiểm tra", error_messages={"required": "Ghi ngày kiểm tra."})
    starts_at = HourField(label="Dự kiến lúc", error_messages={"required": "Ghi giờ dự kiến."})


class PlanVisitForm(ClientIdForm, WhenFields, AgencyOnDay):
    """A visit to come."""

    is_surprise = forms.TypedChoiceField(
        label="Hình thức",
        choices=[("no", "Báo trước"), ("yes", "Đột xuất")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="Lịch đột xuất chỉ Tổ, Đoàn đó và lãnh đạo Sở thấy.",
        error_messages={"required": "Chọn báo trước hay đột xuất."},
    )
    cause = forms.ChoiceField(
        label="Lý do kiểm tra", choices=VisitCause.choices, initial=VisitCause.PLAN
    )
    plan_line = PlanLineField(label="Theo dòng kế hoạch năm", empty_label="Ngoài kế hoạch năm")
    place = TextField(label="Địa điểm", required=False, max_length=200)

    field_order = (
        "agency",
        "team",
        "day",
        "starts_at",
        "is_surprise",
        "cause",
        "plan_line",
        "place",
    )

    def __init__(self, data: Sent = None, *, user: User, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        offer(self, "team", teams_to_choose(user))
        lines = PlanLine.objects.issued().standing().filter(plan__year__gte=today().year)
        offer_lines(self, "plan_line", lines, year=(self.typed_day() or today()).year)


class RescheduleForm(RecordForm, WhenFields):
    """Another day, hour or team, and why."""

    note = _why("Ghi lý do đổi lịch.")
    prefilled = ("team", "day", "starts_at")

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, record: Visit, user: User
    ) -> None:
        super().__init__(data, files, record=record, user=user)
        offer(self, "team", teams_to_choose(user))


class DropForm(RecordForm):
    """Why a visit is not held."""

    note = reason_of_transition("Ghi lý do không tiến hành.")


class StartForm(RecordForm):
    """When the team came."""

    day = DateField(label="Ngày kiểm tra", error_messages={"required": "Ghi ngày kiểm tra."})
    starts_at = HourField(label="Bắt đầu lúc", error_messages={"required": "Ghi giờ bắt đầu."})

    def __init__(
        self, data: Sent = None, files: SentFiles = None, *, record: Visit, user: User
    ) -> None:
        now = timezone.localtime()
        initial = {"day": now.date(), "starts_at": now.time().replace(second=0, microsecond=0)}
        super().__init__(data, files, record=record, user=user, initial=initial)


def teams_to_choose(user: User) -> TeamQuerySet:
    """The teams whose decision has not ended."""
    return Team.objects.visible_to(user).filter(ends_on__gte=today())
