"""The page on which a visit is noted on the spot: what it asks of the visit, with the defaults of
the corridor, and the rows of what was found.

Fields are those of the forms of the single steps.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, Unpack

from django import forms
from django.utils import timezone

from inspections.findings.on_site import FindingRow, FindingRows
from inspections.teams.models import Seat, Team, TeamMember
from inspections.visits.actions.checks import missing_in
from inspections.visits.form_parts import ONE_STOP, HourField
from inspections.visits.forms import ConcludeForm, VisitCreateForm, VisitForm
from inspections.visits.models import Visit, VisitCause
from inspections.visits.on_site import Noted, NotNoted
from inspections.visits.planning_forms import StartForm
from tayninh_portal.forms import Sent, Shown, offer, put_on
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm

COUNTS = ("on_roll", "present", "absent_excused", "absent_unexcused", "absent_unknown")
# What stands open on the page; all else has its default and is folded.
ASKED = frozenset({"agency", *COUNTS, "headcount_note", "ends_at", "conclusion"})
# The button that ends the visit; the other one keeps a draft.
CONCLUDES = "ket-thuc"
Done = TypeVar("Done")


@dataclass(frozen=True)
class Fold:
    """Fields that stand folded together."""

    fields: list[forms.BoundField]

    @property
    def opens(self) -> bool:
        """Whether something is wrong there."""
        return any(field.errors for field in self.fields)


class SumChecked(forms.Form):
    """A form with head-counts that says itself where they do not add up."""

    @property
    def gap(self) -> str:
        """What is said of counts that do not add up; "" where they do or are not complete."""
        if not self.is_bound or not set(COUNTS).isdisjoint(self.errors):
            return ""
        counts = {name: self.cleaned_data.get(name) for name in COUNTS}
        told = missing_in(Visit(**counts), has_head=True)
        return next((one.text for one in told if one.field == "headcount_note"), "")

    @property
    def opens_note(self) -> bool:
        """Whether the reason is asked for, or was given."""
        note = self["headcount_note"]
        return bool(self.gap or note.value() or note.errors)


class CountFields(SumChecked):
    """The head-counts, and why they do not add up: the fields of the form of a visit."""

    on_roll = VisitForm.base_fields["on_roll"]
    present = VisitForm.base_fields["present"]
    absent_excused = VisitForm.base_fields["absent_excused"]
    absent_unexcused = VisitForm.base_fields["absent_unexcused"]
    absent_unknown = VisitForm.base_fields["absent_unknown"]
    headcount_note = VisitForm.base_fields["headcount_note"]


class OnSiteFields(SumChecked):
    """What is noted on the spot: counts, findings, the end of the session, the conclusion."""

    ends_at = HourField(
        label="Kết thúc lúc",
        required=False,
        help_text="Để trống thì lấy giờ bấm “Kết thúc ngay” trong ngày kiểm tra.",
    )
    # A draft may do without; the conclusion itself asks for it.
    conclusion = copy.deepcopy(ConcludeForm.base_fields["conclusion"])
    conclusion.required = False

    rows: FindingRows

    def with_rows(self, data: Mapping[str, Any] | None, day: date, user: User) -> None:
        """Give the page its rows, as they were sent."""
        self.rows = FindingRows(data, user=user, day=day)

    def is_valid(self) -> bool:
        """With all rows: everything that is wrong is told at once."""
        own = super().is_valid()
        return all([own, *(row.is_valid() for row in self.rows)])

    @property
    def parts(self) -> list[tuple[str, FindingRow]]:
        """The rows, as the summary of errors calls them."""
        return self.rows.parts

    @property
    def preset(self) -> Fold:
        """What holds its default already."""
        return Fold([field for field in self._beside() if field.name in self.initial])

    @property
    def further(self) -> Fold:
        """What is asked here only of who wants to say it."""
        return Fold([field for field in self._beside() if field.name not in self.initial])

    def _beside(self) -> list[forms.BoundField]:
        asks = getattr(self, "asks_about_day", False)
        elsewhere = ASKED if asks else ASKED | {"old_day_is_right"}
        return [field for field in self.visible_fields() if field.name not in elsewhere]

    def noted(self, told: dict[str, Any]) -> Noted:
        """What was typed on the page, ``told`` of the visit."""
        findings = [row.asked() for row in self.rows.put]
        return Noted(told, findings, concludes=CONCLUDES in self.data)

    def at_its_place(self, do: Callable[[], Done]) -> Done:
        """Do ``do``; what is wrong with a finding lands on its row."""
        try:
            return do()
        except NotNoted as failure:
            for place, error in failure.findings.items():
                put_on(self.rows.put[place], error)
            raise

    def say_nothing(self) -> None:
        """Show what was typed without a word about errors: more rows were asked for."""
        for one in (self, *self.rows):
            one.errors.clear()


class OnSiteCreateForm(OnSiteFields, VisitCreateForm):
    """A visit nobody planned: today, now, a surprise, by the team one sits in."""

    by_decision = forms.ModelChoiceField(
        queryset=Team.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, data: Sent = None, *, teams: list[Team], user: User, **shown: Unpack[Shown]
    ) -> None:
        super().__init__(data, user=user, **shown)
        del self.fields["find"]
        offer(self, "by_decision", Team.objects.filter(pk__in=[team.pk for team in teams]))

    def _beside(self) -> list[forms.BoundField]:
        parts = {*ONE_STOP, *(field.name for line in self.absence_lines() for field in line)}
        return [field for field in super()._beside() if field.name not in parts]

    def keywords(self) -> dict[str, Any]:
        """Keywords of ``log_visit``."""
        data = super().keywords()
        data["team"] = data.pop("by_decision")
        return data


class OnSiteUpdateForm(OnSiteFields, CountFields, RecordForm):
    """A draft: what is not yet noted."""

    prefilled = (*COUNTS, "headcount_note", "ends_at", "conclusion")


class OnSiteStartForm(OnSiteFields, CountFields, StartForm):
    """A visit to come, which begins with what is noted."""


def defaults(user: User, team: Team | None, day: date) -> dict[str, object]:
    """What a fresh page holds already: of ``team`` its people that day and its decision, else
    oneself."""
    now = timezone.localtime().time().replace(second=0, microsecond=0)
    found: dict[str, object] = {
        "day": day,
        "old_day_is_right": False,
        "starts_at": now,
        "is_surprise": "yes",
        "cause": VisitCause.PLAN if team else VisitCause.OTHER,
        "members": [user.pk],
        "head": user.pk,
        "basis_number": "",
        "basis_date": None,
        "basis_title": "",
    }
    if team is None:
        return found
    seats = list(TeamMember.objects.on(day).filter(team=team, user__isnull=False))
    return found | {
        "by_decision": team.pk,
        "members": [row.user_id for row in seats],
        "head": next((row.user_id for row in seats if row.seat == Seat.HEAD), None),
        "basis_number": team.decision_number,
        "basis_date": team.decision_day,
        "basis_title": team.decision_title,
    }
