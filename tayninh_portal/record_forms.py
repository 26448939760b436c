"""A form about a record that may have moved on since it was shown: what it carries, who lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, ClassVar, TypeAlias, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.choices import flatten_choices

from tayninh_portal.access import Verdict
from tayninh_portal.errors import Conflict
from tayninh_portal.forms import Sent, SentFiles, put_on, show_again
from tayninh_portal.lib.dates import short_date, short_moment, short_time
from tayninh_portal.models import Change, User
from tayninh_portal.records import Act, sent_before, version_of
from tayninh_portal.sent import id_of_sent

BROKEN = "Biểu mẫu đã hỏng; hãy mở lại trang rồi nhập lại."
OWN_WINDOW = (
    "Bạn đã lưu bản ghi này từ một cửa sổ khác, hoặc ở cửa sổ này trước khi bấm quay lại. "
    "Nội dung bạn nhập vẫn còn dưới đây; hãy đối chiếu rồi gửi lại."
)
# A record that carries its version, or a row whose log lines are its versions (an account).
Recorded: TypeAlias = models.Model
Done = TypeVar("Done")


@dataclass(frozen=True)
class LostRace:
    """What a person is shown whose form met a record that had moved on: who was faster, what was
    done since, and what is stored beside what they typed (label, stored, typed)."""

    by_self: bool
    since: tuple[Change, ...]
    texts: tuple[tuple[str, str, str], ...] = ()

    @property
    def compared(self) -> tuple[tuple[str, str, str], ...]:
        """The texts that differ, since a long form has many that do not; all where none does."""
        return tuple(text for text in self.texts if text[1] != text[2]) or self.texts


class RecordForm(forms.Form):
    """A form about one record: which form it is, and the version it was shown with.

    ``client_id`` stands on the log line of what it does, so that a double click is known from a
    second window.
    ``prefilled`` are the fields shown with what the record holds, ``columns`` the columns of those
    that bear another name.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    seen_version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), BROKEN),
    )

    prefilled: ClassVar[tuple[str, ...]] = ()
    columns: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Recorded,
        user: User,
        initial: Mapping[str, object] | None = None,
        prefix: str | None = None,
        auto_id: bool | str = "id_%s",
        **fields: Any,
    ) -> None:
        # ``fields`` is what the fields of the noun ask for, with which this form is mixed.
        self.record, self.user = record, user
        self.lost: LostRace | None = None
        stored = {name: getattr(record, self.columns.get(name, name)) for name in self.prefilled}
        start = {"seen_version": version_of(record), **stored, **(initial or {})}
        super().__init__(data, files, initial=start, prefix=prefix, auto_id=auto_id, **fields)

    def clean_client_id(self) -> uuid.UUID | None:
        """The id of this form with this content (``tayninh_portal.sent``)."""
        form_id: uuid.UUID | None = self.cleaned_data["client_id"]
        return form_id and id_of_sent(form_id, self.data, self.files)

    def asked(self) -> dict[str, Any]:
        """What the form asks beyond itself, by name."""
        own = RecordForm.base_fields
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def act(self) -> Act:
        """The act of sending it, now."""
        data = self.cleaned_data
        return Act(self.user, client_id=data["client_id"], seen_version=data["seen_version"])

    def lose_to(self, stored: Recorded, reason: str) -> None:
        """Show ``stored`` beside what was typed; sent once more, the form stands on it."""
        race = self.race_with(stored)
        beside = self.compared(stored)
        fields = {column.name for column in beside._meta.concrete_fields}
        texts = [
            (str(field.label), stored_words(beside, column, field), typed_words(field))
            for field in self.visible_fields()
            if (column := self.columns.get(field.name, field.name)) in fields
        ]
        self.lost = replace(race, texts=tuple(texts))
        self.add_error(None, OWN_WINDOW if race.by_self else reason)
        show_again(self, seen_version=str(version_of(stored)), client_id=str(uuid.uuid4()))

    def compared(self, stored: models.Model) -> models.Model:
        """The row whose columns are shown beside what was typed: the record as it is stored."""
        return stored

    def say_whether_it_still_can(self, verdict: Verdict) -> None:
        """After a lost race: where the record no longer takes this, the form says so and keeps the
        version it was shown with, so that what was typed comes back however often it is sent."""
        if not verdict:
            self.add_error(None, verdict.reason)
            show_again(self, seen_version=str(self.cleaned_data["seen_version"]))

    def race_with(self, stored: Recorded) -> LostRace:
        """What became of ``stored`` since the form was shown, and whether it was oneself."""
        since = Change.objects.of(stored).filter(version__gt=self.cleaned_data["seen_version"])
        lines = tuple(since.select_related("by"))
        return LostRace(bool(lines) and all(line.by_id == self.user.pk for line in lines), lines)


def stored_words(record: models.Model, name: str, field: forms.BoundField) -> str:
    """What a record holds in a column, as the form that asks for it says it."""
    value = getattr(record, name)
    if isinstance(value, list):
        return several(field, value)
    return yes_or_no(field, value) if isinstance(value, bool) else in_words(record, name)


def in_words(record: models.Model, name: str) -> str:
    """What a record holds in a column, as the screen says it."""
    shown = getattr(record, f"get_{name}_display", None)
    return value_words(shown() if shown else getattr(record, name))


def typed_words(field: forms.BoundField) -> str:
    """What was typed into a field, as the screen says it; as it stands where it is no value."""
    value = field.form.cleaned_data.get(field.name, field.value())
    if isinstance(value, bool):
        return yes_or_no(field, value)
    if isinstance(value, list):
        return several(field, value)
    if not isinstance(value, str | int):
        return value_words(value)
    labels = dict(flatten_choices(getattr(field.field, "choices", ())))
    return value_words(labels.get(value, value))


def several(field: forms.BoundField, values: Iterable[object]) -> str:
    """Several values in the words of the form's choices."""
    labels = dict(flatten_choices(getattr(field.field, "choices", ())))
    return value_words("; ".join(str(labels.get(value, value)) for value in values))


def yes_or_no(field: forms.BoundField, value: bool) -> str:
    """A yes or no in the words of the form's own two choices, where it has such."""
    if isinstance(field.field, forms.TypedChoiceField):
        labels = dict(flatten_choices(getattr(field.field, "choices", ())))
        said = {field.field.coerce(key): label for key, label in labels.items() if key}
        return str(said.get(value, value_words(value)))
    return value_words(value)


def value_words(value: object) -> str:
    """A value in words: days as the decree writes them, a dash for nothing."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        return short_moment(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return short_time(value)
    return "–" if value in (None, "") else str(value)


def carry_out(form: RecordForm, do: Callable[[], Done]) -> Done | Recorded | None:
    """Do what a valid form asks; what ``do`` returns, or None with the reason on the form.

    A lost race shows the stored record beside what was typed, and the form can be sent again. The
    same form sent twice is done: then the record is returned. ``Refused`` passes through.
    """
    if not form.is_valid():
        return None
    try:
        return do()
    except (Conflict, ValidationError) as failure:
        # Of two clicks at one moment the second may meet what the first has just written.
        stored: Recorded = type(form.record)._default_manager.get(pk=form.record.pk)
        if sent_before(stored, form.cleaned_data["client_id"], form.user):
            return stored
        if isinstance(failure, Conflict):
            form.lose_to(stored, failure.reason)
        else:
            put_on(form, failure)
    return None


def is_stale(request: HttpRequest, record: models.Model) -> bool:
    """Whether a form was sent that was shown with an older version: it comes to the action, which
    tells the lost race on the form itself, with what was typed still in it."""
    # More digits than a version ever has are somebody's own typing.
    seen = request.POST.get("seen_version", "")
    readable = seen.isascii() and seen.isdecimal() and len(seen) <= 9
    return readable and int(seen) < version_of(record)


def client_id_of(request: HttpRequest) -> uuid.UUID | None:
    """The id of the form that was sent, with its content; None for none, and for what is no id."""
    try:
        form_id = uuid.UUID(request.POST.get("client_id", ""))
    except ValueError:
        return None
    return id_of_sent(form_id, request.POST, request.FILES)
