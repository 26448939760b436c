"""The period of an address, and the pickers that change it."""

from __future__ import annotations

from datetime import date

from django import forms

from reports.figures.periods import annual_periods
from tayninh_portal.lib.periods import Period, parse_period, presets_of


class PickerForm(forms.Form):
    """What every picker has: the period that is shown, and where it is not the one the address asks
    for why, and which one it is (``_picker.html`` says it at the field)."""

    def __init__(self, shown: Period, problem: str) -> None:
        super().__init__(initial={"ky": shown.preset})
        self.problem = problem and f"{problem} Đang hiển thị {shown.label}."


class PeriodForm(PickerForm):
    """One field, ``ky``: a preset or two days joined by dots, as the address has it."""

    ky = forms.ChoiceField(label="Kỳ số liệu")

    def __init__(self, *, shown: Period, today: date, problem: str = "") -> None:
        super().__init__(shown, problem)
        years = {today.year, today.year - 1, shown.end.year}
        years |= set(annual_periods())
        choices = [
            (str(year), [(period.preset, period.label) for period in presets_of(year)])
            for year in sorted(years, reverse=True)
        ]
        if shown.preset not in {code for _, group in choices for code, _ in group}:
            choices.insert(0, ("Kỳ đang xem", [(shown.preset, shown.label)]))
        ky = self.fields["ky"]
        assert isinstance(ky, forms.ChoiceField)
        ky.choices = choices


def read_period(text: str) -> tuple[Period | None, str]:
    """The period of an address and ""; None and the sentence that says why, "" for none asked."""
    if not text:
        return None, ""
    try:
        return parse_period(text), ""
    except ValueError as error:
        return None, str(error)
