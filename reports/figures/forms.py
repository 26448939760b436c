"""The period picker of the figures."""

from __future__ import annotations

from datetime import date

from django import forms

from reports.figures.periods import annual_periods
from tayninh_portal.lib.periods import Period, parse_period, presets_of


class PeriodForm(forms.Form):
    """One field, ``ky``: a preset or two days joined by dots, as the address has it."""

    ky = forms.ChoiceField(label="Kỳ số liệu")

    def __init__(self, *, shown: Period, today: date) -> None:
        super().__init__(initial={"ky": shown.preset})
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
