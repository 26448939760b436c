"""The form of a remedy's report."""

from __future__ import annotations

from typing import Any

from django import forms

from inspections.remedies.models import Remedy
from inspections.visits.forms import TextField
from tayninh_portal.forms import DateField, MoveReasonForm, SeenVersionForm


class ReportForm(SeenVersionForm):
    """What was done, and on which day it was done."""

    done_on = DateField(
        label="Ngày khắc phục xong",
        error_messages={"required": "Ghi ngày khắc phục xong."},
        help_text="Đúng hạn hay quá hạn tính theo ngày này.",
    )
    text = TextField(
        label="Đã khắc phục thế nào",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi đã khắc phục thế nào."},
        help_text="Không ghi họ tên người vi phạm.",
    )

    def __init__(self, data: Any, *, remedy: Remedy) -> None:
        initial = {
            "seen_version": remedy.version,
            "done_on": remedy.done_on,
            "text": remedy.text,
        }
        super().__init__(data, initial=initial)


class ExtendForm(MoveReasonForm):
    """Until when the agency gets time, and why."""

    due_on = DateField(
        label="Hạn khắc phục mới",
        error_messages={"required": "Ghi hạn khắc phục mới."},
        help_text="Sau hạn hiện nay và chưa qua.",
    )
    field_order = ("due_on", "note")
