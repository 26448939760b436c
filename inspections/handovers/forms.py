"""The form of a handover: from whom to whom, from which day on."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from inspections.handovers.actions import holders
from inspections.people.fields import PersonChoice
from tayninh_portal.access import DEPARTMENT, Role, holds, today
from tayninh_portal.forms import ClientIdForm, DateField, TextField, offer
from tayninh_portal.models import Appointment, User


class HandoverForm(ClientIdForm):
    """Who gives, who receives, since when. ``seen`` is the mark of the plan that was looked at."""

    from_user = PersonChoice(
        label="Người bàn giao",
        queryset=User.objects.none(),
        empty_label="Chọn người bàn giao",
        error_messages={"required": "Chọn người bàn giao."},
    )
    to_user = PersonChoice(
        label="Người nhận",
        queryset=User.objects.none(),
        empty_label="Chọn người nhận",
        error_messages={"required": "Chọn người nhận."},
    )
    day = DateField(
        label="Ngày nhận việc",
        error_messages={"required": "Ghi ngày nhận việc."},
        help_text="Ngày đầu của người nhận; người bàn giao phụ trách đến hết ngày hôm trước.",
    )
    note = TextField(
        label="Căn cứ, ghi chú",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Số, ngày quyết định điều động, biên bản bàn giao nếu có.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, data: QueryDict | None, *, by: User, giver: str = "", hidden: bool = False
    ) -> None:
        super().__init__(data, initial={"day": today(), "from_user": giver})
        offer(self, "from_user", givers(by, self.data.get("from_user", "")))
        offer(self, "to_user", receivers())
        if not holds(by, Role.MANAGER):
            self.initial["from_user"] = by.pk
            self.fields["to_user"].help_text = "Lãnh đạo UBND tỉnh nhận phản ánh giao riêng."
        if hidden:
            for field in self.fields.values():
                field.widget = field.hidden_widget()


def givers(by: User, sent: str) -> QuerySet[User]:
    """Whose open work ``by`` may pass on: a manager everybody's, a leader their own.

    The one who was sent stays a choice though nothing is left of theirs: the second click and the
    second of two people are told what happened, and not that there is no such person.
    """
    if not holds(by, Role.MANAGER):
        return User.objects.filter(pk=by.pk)
    keys = holders(today(), reader=by)
    if sent.isascii() and sent.isdecimal() and len(sent) < 10:
        keys.add(int(sent))
    return User.objects.filter(pk__in=keys).order_by("name_key", "pk")


def receivers() -> QuerySet[User]:
    """People of the Sở and leaders of UBND tỉnh who hold their post today, by name."""
    posts = Appointment.objects.on(today()).filter(role__in=DEPARTMENT | {Role.LEADER})
    people = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return people.order_by("name_key", "pk")
