"""What the transitions of a report ask, from its draft to UBND tỉnh."""

from __future__ import annotations

from typing import Any, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from reports.freezing.frozen import newest_freeze
from reports.issuing.actions.returning import SEE_REMARKS
from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import standing_to_sign
from reports.narrative.forms import printable
from reports.narrative.models import WRITABLE, Report, Section
from reports.remarks.models import Remark
from tayninh_portal.forms import DateField, Sent, SentFiles, Shown, TextField, offer_choices
from tayninh_portal.lib.dates import short_date, short_time
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import User
from tayninh_portal.paper.form import ND30_2020, heading_mark
from tayninh_portal.record_forms import RecordForm

KEEP, RENEW = "keep", "renew"
# Characters of one reason: a paragraph, not a letter.
LONGEST = 2000


class RecallForm(RecordForm):
    """Nothing but the version that was read: asked once more on a page of its own."""


class ApproveForm(RecordForm):
    """Nothing but the version that was read: asked once more on a page of its own."""


class SubmitForm(RecordForm):
    """Send a draft up; one that came back says whether its figures are kept or counted anew."""

    figures = forms.ChoiceField(label="Số liệu", initial=KEEP, widget=forms.RadioSelect)
    note = TextField(
        label="Ý kiến gửi lãnh đạo Sở",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Report,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        super().__init__(data, files, record=record, user=user, **shown)
        # What was sent up meanwhile had the freeze it went up with.
        self.freeze = newest_freeze(record) if record.state in WRITABLE else None
        if self.freeze is None:
            del self.fields["figures"]
        else:
            minute = timezone.localtime(self.freeze.at)
            kept = f"Giữ số liệu đã chốt lúc {short_time(minute)} ngày {short_date(minute)}"
            renewed = "Chốt lại số liệu từ hồ sơ hiện nay"
            offer_choices(self, "figures", [(KEEP, kept), (RENEW, renewed)])

    def asked(self) -> dict[str, Any]:
        """The note, and whether the figures are to be frozen anew."""
        figures = self.cleaned_data.get("figures")
        return {"note": self.cleaned_data["note"], "renew": figures == RENEW}


def _standing() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Người ký dự kiến",
        choices=Standing.choices,
        coerce=Standing,
        widget=forms.RadioSelect,
        help_text="Quyền hạn, chức vụ in trên bản trình ký, phía trên chỗ ký; tên người ký để "
        "trống.",
        error_messages={"required": "Chọn người ký dự kiến."},
    )


class ChooseSignerForm(RecordForm):
    """By what right the report is meant to be signed."""

    standing = _standing()

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Report,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        shown["initial"] = {"standing": standing_to_sign(record)}
        super().__init__(data, files, record=record, user=user, **shown)


class PresentForm(RecordForm):
    """Number and day of the tờ trình, and who is meant to sign."""

    memo_number = forms.CharField(
        label="Số tờ trình",
        max_length=60,
        help_text="Theo sổ văn bản đi của Sở, ví dụ 123/TTr-SNV.",
        validators=[printable],
        error_messages={"required": "Nhập số của tờ trình."},
    )
    memo_date = DateField(label="Ngày tờ trình")
    standing = _standing()

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Report,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        shown["initial"] = {"standing": Standing.HEAD}
        super().__init__(data, files, record=record, user=user, **shown)


class ReasonForm(RecordForm):
    """Why a report as a whole goes back; with remarks at its sentences that begins with them."""

    whole = forms.CharField(
        label="Về toàn báo cáo",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(ReasonForm):
    """Reasons: one box about the whole report and one for each of its sections.

    Every box is there from the start, so that reasons are added without a script.
    """

    def __init__(
        self,
        data: Sent = None,
        files: SentFiles = None,
        *,
        record: Report,
        user: User,
        **shown: Unpack[Shown],
    ) -> None:
        if Remark.objects.before(record).exists():
            shown["initial"] = {"whole": SEE_REMARKS}
        super().__init__(data, files, record=record, user=user, **shown)
        sections = record.sections.active()
        self._sections = {f"section_{section.pk}": section for section in sections}
        for name, section in self._sections.items():
            mark = heading_mark(section.level, section.number, ND30_2020)
            self.fields[name] = forms.CharField(
                label=f"{mark} {section.heading}",
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        """Each reason as it is stored; what cannot be is told at its box."""
        cleaned = super().clean() or {}
        for name in ("whole", *self._sections):
            try:
                cleaned[name] = clean_text(cleaned.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    @property
    def pinned(self) -> list[tuple[forms.BoundField, bool]]:
        """The box of each section, and whether it is to stand open."""
        boxes = [self[name] for name in self._sections]
        return [(box, bool(box.errors or box.value())) for box in boxes]

    def asked(self) -> dict[str, Any]:
        """What was written, each reason with the section it is pinned to."""
        found: list[tuple[Section | None, str]] = [(None, self.cleaned_data["whole"])]
        found += [(row, self.cleaned_data[name]) for name, row in self._sections.items()]
        return {"notes": [(section, text) for section, text in found if text]}
