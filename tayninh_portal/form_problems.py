"""What is wrong with a form, line by line, as the summary above it says it."""

from __future__ import annotations

from typing import NamedTuple

from django.forms import BaseForm, BaseFormSet


class FormProblem(NamedTuple):
    """One line of the error summary: where it leads ("" for the form as a whole), and what."""

    anchor: str
    label: str
    message: str


def _problems_of_one(form: BaseForm, before: str = "") -> list[FormProblem]:
    """Every error of one form: its own first, then by field; ``before`` each label."""
    found = [FormProblem("", before, str(message)) for message in form.non_field_errors()]
    for field in form:
        anchor = field.id_for_label or f"{field.auto_id}_0"
        for message in field.errors:
            if field.is_hidden:
                found.append(FormProblem("", before, str(message)))
            else:
                label = f"{before}, {field.label}" if before else str(field.label)
                found.append(FormProblem(anchor, label, str(message)))
    return found


def problems_of(form: BaseForm | BaseFormSet[BaseForm]) -> list[FormProblem]:
    """Every error of a form, or of a formset with the number of the row.

    A page that sends several forms as one is a form with ``parts``: what each is called, and it.
    """
    if not isinstance(form, BaseFormSet):
        found = _problems_of_one(form)
        for called, part in getattr(form, "parts", ()):
            found += _problems_of_one(part, before=called)
        return found
    found = [FormProblem("", "", str(message)) for message in form.non_form_errors()]
    for number, row in enumerate(form.forms, start=1):
        found += _problems_of_one(row, before=f"Dòng {number}")
    return found
