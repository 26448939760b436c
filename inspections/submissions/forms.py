"""Forms of the self-inspection results: the agency's own, and what the transitions ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from inspections.catalogues.models import Category
from inspections.rounds.models import Held
from inspections.submissions.models import Submission
from inspections.submissions.parts import FIELDS, MOST
from tayninh_portal.forms import DateField, Sent, TextField
from tayninh_portal.lib.dates import number_vi
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.record_forms import Recorded, RecordForm, typed_words, value_words

_PLAIN = re.compile(r"[0-9]+")
_WITH_POINTS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")


class CountField(forms.Field):
    """A number of cases as people type it: 12, or 1.234 with the Vietnamese separator.

    Blank is None and never zero. Django's own IntegerField reads "1.000" as 1, and a browser's
    number input sends nothing at all for what it cannot read; both would lose a number silently.
    """

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 9})

    def to_python(self, value: object) -> int | None:
        """The number, or None for blank. Raises ``ValidationError``."""
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        if _WITH_POINTS.fullmatch(text):
            text = text.replace(".", "")
        if not _PLAIN.fullmatch(text):
            raise ValidationError("Nhập số nguyên không âm, ví dụ 12; để trống nếu chưa có số.")
        if int(text) > MOST:
            raise ValidationError(f"Số này quá lớn; nhập từ 0 đến {number_vi(MOST)}.")
        return int(text)


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=help_text,
    )


class SubmissionForm(RecordForm):
    """What the agency fills in, in four parts; nothing is required to save a draft.

    A draft saves itself again and again, so the page shows no id of the form: that the same was
    saved already is known by what it says.
    """

    plan_number = forms.CharField(
        label="Số kế hoạch của cơ quan",
        required=False,
        max_length=60,
        help_text="Ví dụ: 12/KH-SXD. Ghi cả số và ngày, hoặc để trống cả hai.",
    )
    plan_date = DateField(label="Ngày ban hành kế hoạch", required=False)
    propaganda = _words(
        "Công tác phổ biến, tuyên truyền", "Hội nghị, tin bài, phát thanh; số lượng và nội dung."
    )
    rules_reviewed = _words("Rà soát, sửa đổi nội quy, quy chế")
    held = forms.ChoiceField(
        label="Trong kỳ, cơ quan có tổ chức tự kiểm tra không?",
        required=False,
        choices=[choice for choice in Held.choices if choice[0]],
        widget=forms.RadioSelect,
        help_text="Là cơ quan tự lập tổ hoặc cử người kiểm tra; không tính lượt kiểm tra của Sở.",
    )
    inspections_held = CountField(
        label="Số cuộc tự kiểm tra",
        required=False,
        help_text="Ghi khi có tổ chức tự kiểm tra; mỗi lần đi kiểm tra là một cuộc.",
    )
    units_inspected = CountField(
        label="Số phòng, đơn vị được kiểm tra", required=False, help_text="Có thể để trống."
    )
    not_held_reason = forms.CharField(
        label="Lý do không tổ chức",
        required=False,
        max_length=300,
        help_text="Ghi khi không tổ chức tự kiểm tra.",
    )
    nothing_found = forms.BooleanField(
        label="Có kiểm tra và không phát sinh vi phạm nào",
        required=False,
        help_text="Không phát sinh vẫn là đã tự kiểm tra. Không tổ chức thì trả lời ở phần 2.",
    )
    shortcomings = _words("Hạn chế, nguyên nhân", "Không ghi họ tên người vi phạm.")
    proposals = _words(
        "Kiến nghị, đề xuất",
        "Với Sở Nội vụ, UBND tỉnh, Bộ Nội vụ; được tổng hợp vào báo cáo tỉnh kèm tên cơ quan.",
    )

    FIRST = ("plan_number", "plan_date", "propaganda", "rules_reviewed")
    SECOND = ("held", "inspections_held", "units_inspected", "not_held_reason")
    FOURTH = ("shortcomings", "proposals")

    prefilled = FIELDS

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Submission,
        user: User,
        categories: Iterable[Category],
        areas: Mapping[str, str],
    ) -> None:
        self.categories, self.areas = list(categories), areas
        initial = stored_counts(record, self.categories)
        super().__init__(data, record=record, user=user, initial=initial)
        for category in self.categories:
            self.fields[f"count_{category.code}"] = CountField(label=category.name, required=False)

    def part(self, *names: str) -> list[BoundField]:
        """The fields of a part."""
        return [self[name] for name in names]

    def first(self) -> list[BoundField]:
        """Part 1."""
        return self.part(*self.FIRST)

    def second(self) -> list[BoundField]:
        """Part 2."""
        return self.part(*self.SECOND)

    def fourth(self) -> list[BoundField]:
        """Part 4."""
        return self.part(*self.FOURTH)

    def count_groups(self) -> list[tuple[str, list[BoundField]]]:
        """The numbers of part 3, by area of 1847, those about the unit last."""
        return [
            (label, [self[f"count_{category.code}"] for category in group])
            for label, group in grouped_categories(self.categories, self.areas)
        ]

    def clean(self) -> dict[str, Any]:
        """Texts as they are stored; number and date of the plan both or neither."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str):
                try:
                    data[name] = clean_text(value)
                except ValidationError as error:
                    self.add_error(name, error)
        if "plan_date" in data and bool(data.get("plan_number")) != bool(data["plan_date"]):
            lacking = "plan_date" if data.get("plan_number") else "plan_number"
            self.add_error(lacking, "Ghi cả số và ngày của kế hoạch, hoặc để trống cả hai.")
        return data

    def lose_to(self, stored: Recorded, reason: str) -> None:
        """Show what differs: of so many boxes, those alone."""
        super().lose_to(stored, reason)
        if self.lost is None or not isinstance(stored, Submission):
            return
        now = {name: getattr(stored, name) for name in FIELDS}
        now |= stored_counts(stored, self.categories)
        texts = [
            (str(self[name].label), _stored_words(stored, name, value), typed_words(self[name]))
            for name, value in now.items()
            if self.cleaned_data[name] != value
        ]
        self.lost = replace(self.lost, texts=tuple(texts))

    def changes(self) -> dict[str, Any]:
        """What ``save_submission`` takes."""
        typed = self.cleaned_data
        counts = {category: typed[f"count_{category.code}"] for category in self.categories}
        return {
            "seen_version": typed["seen_version"],
            "counts": counts,
            **{name: typed[name] for name in FIELDS},
        }


class CertifyForm(RecordForm):
    """Nothing; but the page shows all that the head signs for."""


def _reason(label: str, question: str) -> TextField:
    return TextField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cơ quan đọc lý do này khi sửa. Không ghi họ tên người vi phạm.",
        error_messages={"required": question},
    )


class ReturnForm(RecordForm):
    """What the agency has to correct."""

    note = _reason("Lý do trả lại", "Hãy ghi lý do trả lại để cơ quan biết phải sửa gì.")


class ReopenForm(RecordForm):
    """Why an accepted result goes back to the agency."""

    note = _reason("Lý do mở lại", "Hãy ghi lý do mở lại kết quả đã chấp nhận.")


def stored_counts(submission: Submission, categories: Iterable[Category]) -> dict[str, int | None]:
    """What the boxes of part 3 hold, by name."""
    stored = {row.category_id: row.count for row in submission.counts.all()}
    return {f"count_{category.code}": stored.get(category.pk) for category in categories}


def _stored_words(stored: Submission, name: str, value: object) -> str:
    return stored.get_held_display() if name == "held" else value_words(value)


def grouped_categories(
    categories: Iterable[Category], areas: Mapping[str, str]
) -> list[tuple[str, list[Category]]]:
    """Categories under the area of Quyết định 1847 they belong to, whose names are ``areas``; about
    the unit last."""
    ordered = sorted(categories, key=lambda c: (c.area is None, c.area or 0, c.order, c.code))
    return [
        (f"{area}. {areas.get(str(area), '')}" if area else "Về đơn vị", list(group))
        for area, group in groupby(ordered, key=lambda c: c.area)
    ]
