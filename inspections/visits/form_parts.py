"""Parts of the forms of a visit: hours and head-counts, the agency of the day, absences by kind,
the checklist of Một cửa, the complaints that set it off.

A part that is folded on the page says whether it ``opens``: something stands in it, or is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any, NamedTuple, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from inspections.agencies.models import Agency
from inspections.agencies.picker import AgencyField
from inspections.complaints.models import Complaint
from inspections.visits.actions.rows import Absent
from inspections.visits.owned import AbsenceKind
from tayninh_portal.access import today
from tayninh_portal.forms import DateField, Sent, SentFiles, Shown, TextField, WholeNumberField
from tayninh_portal.lib.codes import normalise_code
from tayninh_portal.lib.dates import parse_hour
from tayninh_portal.models import User

# No body of the province has as many people; a longer number is two run together.
MOST_PEOPLE = 99_999
# Two boxes a kind of absence: how many, and by what it was shown.
ABSENCE_BOXES = tuple(f"{box}_{kind}" for kind in AbsenceKind.values for box in ("absent", "proof"))
ONE_STOP = ("one_stop_posted", "one_stop_staffed", "one_stop_late", "one_stop_apologies")


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


def people_field(label: str, help_text: str = "", *, of: str = "người") -> WholeNumberField:
    """A head-count, or a number of ``of``; empty is not counted, which is not zero."""
    return WholeNumberField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        error_messages={
            "invalid": f"Ghi số {of} bằng chữ số.",
            "min_value": f"Số {of} không thể nhỏ hơn 0.",
            "max_value": "Số này quá lớn; kiểm tra lại.",
        },
    )


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not looked at, which is neither."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            choices=[("", "Chưa xem"), ("yes", "Có"), ("no", "Không")],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
        )

    def prepare_value(self, value: object) -> object:
        """What is stored, as it is chosen."""
        return ("yes" if value else "no") if isinstance(value, bool) else value


class FormPart(forms.Form):
    """What the parts ask of the form they stand in."""

    def raw(self, name: str) -> Any:  # whatever the field takes
        """What was typed in a field, or what it begins with."""
        if not self.is_bound:
            return self.get_initial_for_field(self.fields[name], name)
        return self.fields[name].widget.value_from_datadict(self.data, self.files, name)

    def opens(self, names: Iterable[str]) -> bool:
        """Whether something stands in one of these fields, or is wrong."""
        return any(self.raw(name) not in (None, "") or self[name].errors for name in names)


class AgencyOnDay(FormPart):
    """An agency by typing, of those that may be visited on the day typed, under the names they then
    bore. A script asks for them anew when the day changes; without one a name of another day is
    told when the form is sent."""

    agency = AgencyField(
        label="Cơ quan được kiểm tra",
        agencies=Agency.objects.none,
        help_text="Gõ một phần tên, có dấu hoặc không dấu. Chỉ có cơ quan hoạt động vào ngày kiểm "
        "tra, theo tên gọi ngày đó.",
        missing="Chọn cơ quan được kiểm tra.",
    )
    day = DateField(label="Ngày kiểm tra", error_messages={"required": "Ghi ngày kiểm tra."})

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        day, field = self.typed_day(), self.fields["agency"]
        assert isinstance(field, AgencyField)  # declared above
        field.choose_on(day, Agency.objects.visitable(day))
        self.fields["day"].widget.attrs |= {
            "hx-get": reverse_lazy("visit-agencies"),
            "hx-trigger": "change",
            "hx-include": "#id_agency",
            "hx-target": "#div_id_agency",
            "hx-swap": "outerHTML",
        }

    def typed_day(self) -> date:
        """The day typed, today where none can be read."""
        try:
            return self.fields["day"].to_python(self.raw("day")) or today()
        except ValidationError:
            return today()


class AbsenceLine(NamedTuple):
    """The two boxes of one kind of absence."""

    people: forms.BoundField
    proof: forms.BoundField


class AbsenceFields(FormPart):
    """How many were absent for each kind of reason, and by what it was shown; ``absences`` in the
    cleaned data. Where “vắng có lý do” is left blank it is their sum."""

    def __init__(self, data: Sent = None, files: SentFiles = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, files, **shown)
        for kind in AbsenceKind:
            self.fields[f"absent_{kind.value}"] = people_field(kind.label)
            self.fields[f"proof_{kind.value}"] = TextField(
                label=f"Minh chứng: {kind.label.lower()}",
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"placeholder": "minh chứng", "autocomplete": "off"}),
            )

    def absence_lines(self) -> Iterator[AbsenceLine]:
        """The boxes, kind by kind."""
        for kind in AbsenceKind:
            yield AbsenceLine(self[f"absent_{kind.value}"], self[f"proof_{kind.value}"])

    def opens_absences(self) -> bool:
        """Whether the part is shown open."""
        return self.opens(ABSENCE_BOXES)

    def clean(self) -> dict[str, Any]:
        """A proof goes with a number."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        absences = []
        for kind in AbsenceKind:
            box = f"absent_{kind.value}"
            people, proof = data.pop(box, None), data.pop(f"proof_{kind.value}", "")
            if people is not None:
                absences.append(Absent(kind.value, people, proof))
            elif proof and box not in self.errors:
                self.add_error(box, "Ghi số người vắng vì lý do này.")
        data["absences"] = absences
        if absences and "absent_excused" in data and data["absent_excused"] is None:
            data["absent_excused"] = sum(row.people for row in absences)
        return data


class OneStopFields(FormPart):
    """What was looked at where Một cửa receives people; blank is not looked at."""

    one_stop_posted = YesNoField("Niêm yết thủ tục hành chính")
    one_stop_staffed = YesNoField("Bố trí người trực")
    one_stop_late = people_field("Số hồ sơ trễ hạn", of="hồ sơ")
    one_stop_apologies = people_field("Số phiếu xin lỗi đã gửi", of="phiếu")

    def opens_one_stop(self) -> bool:
        """Whether the part is shown open."""
        return self.opens(ONE_STOP)


class SourceFields(FormPart):
    """The complaints that set the visit off, by their codes; ``complaints`` in the cleaned data.

    ``kept`` are those the person may not see: neither shown nor asked for, which would tell of
    them, and kept whatever is typed.
    """

    complaint_codes = forms.CharField(
        label="Mã phản ánh",
        required=False,
        max_length=400,
        help_text="Khi lượt kiểm tra bắt nguồn từ phản ánh qua đường dây nóng; nhiều mã cách nhau "
        "bằng dấu chấm phẩy.",
    )

    user: User
    kept: tuple[Complaint, ...] = ()

    def clean_complaint_codes(self) -> list[Complaint]:
        """The complaints of these codes, each once, of those the person may see."""
        codes = []
        for typed in filter(str.strip, re.split("[;,]", self.cleaned_data["complaint_codes"])):
            try:
                code = normalise_code(typed)
            except ValueError as error:
                raise ValidationError(str(error)) from None
            if code in codes:
                raise ValidationError(f"Mã {code} ghi hai lần; mỗi phản ánh ghi một lần.")
            codes.append(code)
        rows = Complaint.objects.visible_to(self.user).filter(code__in=codes) if codes else ()
        found = {row.code: row for row in rows}
        missing = [code for code in codes if code not in found]
        if missing:
            raise ValidationError(f"Không tìm thấy phản ánh có mã {', '.join(missing)}.")
        return [found[code] for code in codes]
