"""What every form shares: the id it was shown with, and how an action's failure lands on it."""

from __future__ import annotations

import copy
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import date, datetime
from typing import Any, TypeAlias, TypedDict, TypeVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.utils.datastructures import MultiValueDict

from tayninh_portal.errors import Conflict
from tayninh_portal.lib.dates import parse_date, short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.sent import id_of_sent

Made = TypeVar("Made")
# What was sent with a form, as the request holds it.
Sent = Mapping[str, object] | None
SentFiles: TypeAlias = "MultiValueDict[str, UploadedFile[Any]] | None"


class Shown(TypedDict, total=False):
    """How a form is shown: what a form with arguments of its own hands on to Django's."""

    # As Django has it: a value of whatever type the field shows.
    initial: MutableMapping[str, Any] | None
    prefix: str | None
    auto_id: bool | str


_WITH_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")


class DateInput(forms.DateInput):
    """A text box: the browser's own picker writes days in the order of its language."""

    def __init__(self) -> None:
        super().__init__(attrs={"placeholder": "ngày/tháng/năm", "autocomplete": "off"})

    def format_value(self, value: object) -> str | None:
        """A day as the decree writes it; what was typed wrong stays as it was typed."""
        if isinstance(value, date):
            return short_date(value)
        return None if value is None else str(value)


class DateField(forms.DateField):
    """A day written as the decree writes it (05/7/2019); forgiving in what it takes."""

    widget = DateInput

    def to_python(self, value: str | datetime | date | None) -> date | None:
        """A ``date``, or None for blank. Raises ``ValidationError`` in Vietnamese."""
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            return parse_date(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None


class WholeNumberField(forms.IntegerField):
    """A whole number as people type it: 12, or 1.234 with the Vietnamese separator.

    Django's own field takes ".000" for decimals and reads "1.000" as 1; a browser's number box
    does the same and sends it on.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: object) -> int | None:
        """The number, or None for blank. Raises ``ValidationError``."""
        text = str(value).strip() if value is not None else ""
        if _WITH_POINTS.fullmatch(text):
            text = text.replace(".", "")
        if "." in text or "," in text:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number: int | None = super().to_python(text)
        return number


class TextField(forms.CharField):
    """Text as it is stored: normalised, without control characters."""

    def to_python(self, value: object) -> str:
        # Blank is "" and never None: ``empty_value`` is left as Django has it.
        return clean_text(super().to_python(value) or "")


class ConditionField(TextField):
    """Under which condition something is recommended; pages and papers print “nếu” before it."""

    def to_python(self, value: object) -> str:
        """Without a “nếu” that was typed all the same."""
        text = super().to_python(value)
        return text[4:].lstrip() if text.lower().startswith("nếu ") else text


class FoundChoices(forms.CheckboxSelectMultiple):
    """Boxes to tick in a long list, with a box that looks for them by name.

    A script narrows the list while one types; without it the button sends the form with ``NARROW``
    in it, and the view shows it again with the choices that hold the words ``WANTED``, and with
    those that were ticked (``components/_choices_found.html``).
    """

    WANTED, NARROW = "wanted", "narrow"

    def __init__(self, finds: str) -> None:
        super().__init__()
        self.finds = finds
        self.wanted = ""


class OneLineForm(forms.Form):
    """Every text is one line as it is stored: normal form, no control characters."""

    def clean(self) -> dict[str, Any]:
        """Refuse control characters at the field that holds them."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(data.items()):
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):
                try:
                    data[name] = clean_text(value)
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class ClientIdForm(forms.Form):
    """Carries the id a form was shown with, so that a double click creates once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_client_id(self) -> uuid.UUID:
        """The id of this form with this content (``tayninh_portal.sent``)."""
        return id_of_sent(self.cleaned_data["client_id"], self.data, self.files)


def reason_field(help_text: str) -> TextField:
    """Why something is done, in a few lines."""
    return TextField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": "Hãy ghi lý do."},
    )


def reason_of_transition(question: str) -> TextField:
    """Why a record is taken through a transition; ``question`` is what is said where none is
    written."""
    field = reason_field("Lý do hiện trong diễn biến của hồ sơ. Không ghi họ tên người vi phạm.")
    field.error_messages["required"] = question
    return field


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Model]) -> None:
    """Let the field ``name`` choose among ``rows``, which are known only now."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} does not choose among records")
    field.queryset = rows


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[object]) -> None:
    """Let the field ``name`` choose among ``choices``, which are known only now."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no choices")
    # As Django has it: pairs of value and label, or groups of them.
    field.choices = cast("list[tuple[object, str]]", list(choices))


def show_again(form: forms.BaseForm, **changed: str) -> None:
    """Show the form with what was typed, but for the fields in ``changed``."""
    # A copy of what a request holds can be written on.
    data = cast("MutableMapping[str, object]", copy.copy(form.data))
    for name, value in changed.items():
        data[form.add_prefix(name)] = value
    form.data = data


def said_of(form: forms.BaseForm) -> str:
    """What is wrong with the form as a whole, on one line."""
    return " ".join(str(sentence) for sentence in form.non_field_errors())


def attempt(form: forms.BaseForm, action: Callable[[], Made]) -> Made | None:
    """Do ``action``; a broken rule or a lost race lands on ``form`` and None is returned.

    The form keeps what was typed, so nothing is lost. ``Refused`` passes through to the 403 page.
    """
    try:
        return action()
    except Conflict as conflict:
        form.add_error(None, conflict.reason)
        if "client_id" in form.fields:
            # Sent once more it is a form of its own.
            show_again(form, client_id=str(uuid.uuid4()))
    except ValidationError as error:
        put_on(form, error)
    return None


def put_on(form: forms.BaseForm, error: ValidationError) -> None:
    """Lay what an action found wrong at its places on the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, messages in error.error_dict.items():
        target = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(target, messages)
