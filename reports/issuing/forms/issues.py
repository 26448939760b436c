"""Forms of the issue: who signed and by what right; number and date."""

from __future__ import annotations

import re
from typing import Any, Unpack

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from reports.issuing.actions.issuing import HIGHEST_NUMBER
from reports.issuing.actions.signing import possible_signers, printed_lines
from reports.issuing.models import Standing
from reports.issuing.papers_for_signing import standing_to_sign
from reports.narrative.models import Report
from tayninh_portal.forms import DateField, Sent, SentFiles, Shown, offer_choices
from tayninh_portal.lib.dates import number_vi, short_date
from tayninh_portal.lib.text import clean_text
from tayninh_portal.models import Appointment, User
from tayninh_portal.record_forms import RecordForm

GRANT = ("grant_number", "grant_date", "grant_until")
# As it stands in the register: "13", or "013" where it is written in three digits.
_NUMBER = re.compile(r"0*([1-9][0-9]{0,4})")


class SignForm(RecordForm):
    """The signature on the bản trình ký; the grant is asked for a TUQ. alone."""

    appointment = forms.ChoiceField(
        label="Người ký",
        error_messages={
            "required": "Chọn người đã ký.",
            "invalid_choice": "Người này không giữ chức vụ được ký báo cáo.",
        },
    )
    standing = forms.TypedChoiceField(
        label="Quyền hạn ký",
        choices=Standing.choices,
        coerce=Standing,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn quyền hạn ký."},
    )
    signed_on = DateField(
        label="Ngày ký", error_messages={"required": "Nhập ngày ký trên bản giấy."}
    )
    grant_number = forms.CharField(
        label="Số văn bản ủy quyền",
        max_length=60,
        required=False,
        error_messages={"required": "Nhập số của văn bản ủy quyền."},
    )
    grant_date = DateField(
        label="Ngày văn bản ủy quyền",
        required=False,
        error_messages={"required": "Nhập ngày của văn bản ủy quyền."},
    )
    grant_until = DateField(
        label="Ủy quyền đến hết ngày",
        required=False,
        error_messages={"required": "Nhập ngày cuối của thời hạn ủy quyền."},
    )

    helper = FormHelper()
    helper.layout = Layout(
        "client_id",
        "seen_version",
        "appointment",
        "standing",
        "signed_on",
        Fieldset(
            "Văn bản ủy quyền (chỉ khi ký thừa ủy quyền, TUQ.)", *GRANT, css_class="sign-grant"
        ),
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
        shown["initial"] = {"standing": standing_to_sign(record)}
        super().__init__(data, files, record=record, user=user, **shown)
        self.fields["standing"].help_text = (
            f"Bản trình ký in “{printed_lines(record)}”. Ký với quyền hạn khác thì Văn phòng UBND "
            "tỉnh đổi người ký dự kiến và in lại bản trình ký trước."
        )
        self._posts = {str(post.pk): post for post in possible_signers(record)}
        labels = [(pk, _label(post)) for pk, post in self._posts.items()]
        offer_choices(self, "appointment", [("", "Chọn người ký"), *labels])
        is_without = self.is_bound and self.data.get("standing") != Standing.BY_GRANT
        self._ask_for_the_grant(not is_without)

    def _ask_for_the_grant(self, is_asked: bool) -> None:
        for name in GRANT:
            self.fields[name].required = is_asked

    def clean_appointment(self) -> Appointment:
        """The post that was chosen."""
        return self._posts[self.cleaned_data["appointment"]]

    def clean_grant_number(self) -> str:
        """One kind of space, no control characters."""
        return clean_text(self.cleaned_data["grant_number"])

    def clean(self) -> dict[str, Any]:
        """Shown again, the grant is asked for as before: another standing may be chosen then."""
        cleaned = super().clean() or {}
        self._ask_for_the_grant(True)
        return cleaned


class NumberField(forms.Field):
    """The number as it stands in the register, without the symbol; a whole number from 1."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 12})

    def to_python(self, value: object) -> int | None:
        """The number, or None for blank. Raises ``ValidationError``."""
        text = str(value or "").strip()
        if not text:
            return None
        found = _NUMBER.fullmatch(text)
        if found is None:
            raise ValidationError(
                f"Số văn bản là một số từ 1 đến {number_vi(HIGHEST_NUMBER)}, không có ký hiệu.",
                code="invalid",
            )
        return int(found[1])


class IssueForm(RecordForm):
    """Number and date out of the register of UBND tỉnh; the portal proposes neither, but reads them
    from the signed PDF where the document system has written them in already."""

    upload = forms.FileField(
        label="Bản đã ký số, nếu ký điện tử",
        required=False,
        help_text="Tệp PDF từ hệ thống văn bản. Cổng đọc số, ngày và chữ ký số trong tệp để đối "
        "chiếu; chưa lưu tệp ở bước này.",
    )
    number = NumberField(
        label="Số văn bản",
        help_text="Số lấy từ sổ văn bản đi của UBND tỉnh, không nhập ký hiệu; ví dụ 13. Cổng không "
        "gợi ý số; các số không cần liên tục.",
        error_messages={"required": "Nhập số lấy từ sổ văn bản đi."},
    )
    issued_on = DateField(label="Ngày ban hành", error_messages={"required": "Nhập ngày ban hành."})

    def asked(self) -> dict[str, Any]:
        """Number and day: the file is only read."""
        return {name: value for name, value in super().asked().items() if name != "upload"}


def _label(post: Appointment) -> str:
    held = f"từ {short_date(post.starts_on)}"
    if post.ends_on is not None:
        held += f" đến {short_date(post.ends_on)}"
    return f"{post.user.full_name}, {post.title} ({held})"
