"""Forms of the outlines: make one, change what it says of itself, write its headings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict

from inspections.report_requests.fields import RequestField, offer_requests
from reports.figures.catalog import CATALOG, NOUNS
from reports.figures.kinds import Figure, as_called
from reports.narrative.forms import PlaceFields, printable
from reports.narrative.models import Outline, OutlineSection
from tayninh_portal.access import today
from tayninh_portal.forms import (
    ClientIdForm,
    DateField,
    FoundChoices,
    Sent,
    Shown,
    offer,
    offer_choices,
)
from tayninh_portal.lib.vietnamese import fold
from tayninh_portal.models import User
from tayninh_portal.record_forms import RecordForm


class OutlineFields(forms.Form):
    """What an outline says of itself."""

    name = forms.CharField(
        label="Tên đề cương",
        max_length=200,
        help_text="Ví dụ: Đề cương báo cáo Đề án Văn hóa công vụ năm 2027.",
        validators=[printable],
    )
    request = RequestField(
        label="Theo yêu cầu báo cáo", help_text="Căn cứ để trống thì lấy văn bản của yêu cầu này."
    )
    basis = forms.CharField(
        label="Căn cứ",
        required=False,
        max_length=300,
        help_text="Văn bản yêu cầu, ví dụ: Công văn số 28/BNV-CCVC ngày 03/01/2020 của Bộ Nội vụ.",
        validators=[printable],
    )
    starts_on = DateField(
        label="Dùng từ ngày",
        help_text="Báo cáo lập từ ngày này theo đề cương này; báo cáo đã lập giữ nguyên các mục "
        "của mình.",
    )

    def clean(self) -> dict[str, Any]:
        """An outline stands on something."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("basis") and not data.get("request") and "basis" not in self.errors:
            self.add_error("basis", "Ghi căn cứ của đề cương.")
        return data


class OutlineForm(ClientIdForm, OutlineFields):
    """A new outline."""

    def __init__(self, data: Sent = None, **shown: Unpack[Shown]) -> None:
        super().__init__(data, **shown)
        offer_requests(self, ("basis",), keeps_typed=True)


class OutlineUpdateForm(RecordForm, OutlineFields):
    """A draft to correct."""

    prefilled = ("name", "request", "basis", "starts_on")

    def __init__(self, data: Sent = None, *, record: Outline, user: User) -> None:
        super().__init__(data, record=record, user=user)
        offer_requests(self, ("basis",), keeps_typed=True)


class HeadingForm(RecordForm):
    """One heading, and the figures it is to tell, looked for by name."""

    heading = forms.CharField(
        label="Tên mục",
        max_length=300,
        validators=[printable],
        help_text="Không ghi số mục: số tự đánh theo thứ tự.",
    )
    guidance = forms.CharField(
        label="Gợi ý nội dung",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Người soạn đọc bên cạnh ô viết; không in trong báo cáo.",
        validators=[printable],
    )
    expects = forms.MultipleChoiceField(
        label="Số liệu phải nêu",
        required=False,
        widget=FoundChoices("Tìm số liệu theo tên"),
        help_text="Số liệu đánh dấu mà không câu nào của báo cáo nêu thì cổng nhắc khi kiểm tra. "
        "Đánh dấu được nhiều số liệu; số liệu đã đánh dấu luôn hiện khi tìm số liệu khác.",
    )
    field_order = ("client_id", "seen_version", "after", "place", "heading", "guidance", "expects")

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Outline,
        user: User,
        section: OutlineSection | None = None,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        self.section = section
        written = ("heading", "guidance", "expects")
        stored = {name: getattr(section, name) for name in written} if section else {}
        super().__init__(data, record=record, user=user, initial={**stored, **(initial or {})})
        offer_choices(self, "expects", figure_choices())

    def compared(self, stored: models.Model) -> models.Model:
        """The heading: the outline has no column this form asks for."""
        if self.section is None:
            return stored
        return OutlineSection.objects.filter(pk=self.section.pk).first() or stored

    def narrow(self, typed: QueryDict) -> None:
        """Show what was typed so far, unchecked, with the figures ticked and those that are
        wanted."""
        for name in self.fields:
            self.initial[name] = typed.getlist(name) if name == "expects" else typed.get(name, "")
        wanted = self.fields["expects"].widget
        if not isinstance(wanted, FoundChoices):
            raise TypeError("the expected figures are looked for by name")
        wanted.wanted = typed.get(FoundChoices.WANTED, "")
        words, ticked = fold(wanted.wanted).split(), self.initial["expects"]
        found = [
            (key, label)
            for key, label in figure_choices()
            if key in ticked or all(word in fold(label) for word in words)
        ]
        offer_choices(self, "expects", found)


class HeadingAddForm(PlaceFields, HeadingForm):
    """A new heading, and where it stands."""

    def __init__(
        self,
        data: Sent = None,
        *,
        record: Outline,
        user: User,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, record=record, user=user, initial=initial)
        sections: QuerySet[OutlineSection] = record.sections.all()
        offer(self, "after", sections)

    def asked(self) -> dict[str, Any]:
        """By the names of ``add_heading``."""
        asked = super().asked()
        del asked["place"]
        return asked | {"level": self.level}


class HeadingMoveForm(RecordForm):
    """One place up or down."""

    to = forms.ChoiceField(choices=(("up", "Lên"), ("down", "Xuống")))

    def asked(self) -> dict[str, Any]:
        """By the name of ``move_heading``."""
        return {"up": self.cleaned_data["to"] == "up"}


def figure_choices() -> list[tuple[str, str]]:
    """Counts and sums of the catalogue, in its order, as the groups are called today. A share is
    two of them: it is told by both."""
    return [
        (figure.key, figure_label(figure))
        for _, figures in NOUNS
        for figure in figures
        if figure.kind != "ratio"
    ]


def figure_label(figure: Figure) -> str:
    """What a figure is called today, and its unit."""
    return f"{as_called(figure.label, today())} ({figure.unit})"


def labels_of(keys: list[str]) -> list[str]:
    """Keys by name; one the catalogue no longer has stands as it is."""
    return [figure_label(CATALOG[key]) if key in CATALOG else key for key in keys]
