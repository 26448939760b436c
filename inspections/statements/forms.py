"""When a statement was asked for, and what came of it."""

from __future__ import annotations

from django import forms

from tayninh_portal.forms import ClientIdForm, DateField
from tayninh_portal.record_forms import RecordForm


class StatementFields(forms.Form):
    """The days; what was told stands in the paper."""

    asked_on = DateField(
        label="Ngày yêu cầu tường trình",
        error_messages={"required": "Ghi ngày yêu cầu tường trình."},
    )
    received_on = DateField(
        label="Ngày nhận tường trình", required=False, help_text="Để trống nếu chưa nhận."
    )
    not_given = forms.BooleanField(label="Không nộp tường trình", required=False)


class StatementCreateForm(ClientIdForm, StatementFields):
    """The first word of it."""


class StatementUpdateForm(RecordForm, StatementFields):
    """What came of it."""

    prefilled = ("asked_on", "received_on", "not_given")
